//! `cargo xtask bench`: what the site weighs, against its budget.

use crate::{release, sizes::Sizes};
use anyhow::Result;

/// Builds the bundled publication and measures it.
pub fn bench() -> Result<()> {
    let site = release::build_site()?;
    let pages = Sizes::measure(&site)?;
    println!();
    pages.iter().for_each(|sizes| println!("{sizes}"));
    println!("Held to their budgets: the totals after Brotli; a build over one fails. Times are not measured yet.");
    pages.iter().try_for_each(|sizes| sizes.hold(true))
}
