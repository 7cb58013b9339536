//! `cargo xtask bench`: what the site weighs, against its budget.

use crate::{
    release,
    sizes::{BUDGET_BYTES, Sizes},
};
use anyhow::Result;

/// Builds the bundled publication and measures it.
pub fn bench() -> Result<()> {
    let site = release::build_site()?;
    let sizes = Sizes::measure(&site)?;
    println!("\n{sizes}");
    println!(
        "Held to a budget: the total, at most {BUDGET_BYTES} bytes after Brotli; a build over it fails. \
         Times are not measured yet."
    );
    sizes.hold(true)
}
