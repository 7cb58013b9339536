//! What `cargo xtask release` made, as those use it who get it: the archive on a machine that has nothing else, the crate
//! compiled, the npm packages installed, the Debian package unpacked. Nothing of it needs a network.
//!
//! `ARTICLE_VIEWER_PACKAGES` names the folder of the packages, and `ARTICLE_VIEWER_PACKAGES_AGAIN` the same made once more:
//! `cargo xtask release --test` sets both. Without them every test counts as ignored.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
mod archive;
#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
mod debian;
#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
mod npm;
#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
mod packages;
#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
mod source;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use libtest_mimic::{Arguments, Trial};

    let is_missing = packages::folder().is_none();
    if is_missing {
        println!("ARTICLE_VIEWER_PACKAGES names no folder: the tests of the packages are ignored");
    }
    let has_bwrap = packages::find("bwrap").is_some();
    if !has_bwrap {
        println!("no bwrap (bubblewrap) here: the tests on a machine that has nothing else are ignored");
    }
    let has_dpkg = packages::find("dpkg-deb").is_some();
    if !has_dpkg {
        println!("no dpkg-deb here: the test of the Debian package is ignored");
    }
    let is_once = packages::folder_again().is_none();
    if is_once {
        println!("ARTICLE_VIEWER_PACKAGES_AGAIN names no folder: the tests of packages made twice are ignored");
    }
    let trial = |name: &str, is_there: bool, test: fn()| {
        let trial = Trial::test(name, move || {
            test();
            Ok(())
        });
        trial.with_ignored_flag(is_missing || !is_there)
    };
    let trials = vec![
        trial("the_checksums_are_of_every_package", true, packages::checksums),
        trial("packages_are_the_same_when_made_twice", !is_once, packages::same),
        trial("the_archive_has_all_that_belongs_to_the_program", true, archive::files),
        trial("the_program_needs_no_library", true, archive::is_static),
        trial("the_program_publishes_where_nothing_else_is", has_bwrap, archive::publishes),
        trial("the_program_serves_where_nothing_else_is", has_bwrap, archive::serves),
        trial("the_crate_has_what_compiles_the_program_and_no_more", true, source::files),
        trial("the_crate_compiles_to_a_program_with_the_browsers_code", true, source::installs),
        trial("npm_installs_the_command_and_the_element", true, npm::installs),
        trial("the_command_ends_as_the_program_ends", true, npm::signals),
        trial("the_command_says_what_to_do_without_a_program", true, npm::without_program),
        trial("the_debian_package_has_everything_in_its_place", has_dpkg, debian::files),
        trial("the_debian_package_brings_a_program_that_runs", has_dpkg, debian::runs),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
