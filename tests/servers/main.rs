//! The words for servers, in real servers: each is started with what is printed for it, on a free port of this machine, and
//! asked over HTTP for every file of a small publication. A server that is not installed has its tests ignored.
//!
//! `cargo test --test servers caddy` runs Caddy's.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
#[path = "../publisher/mod.rs"]
mod publisher;

#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
mod answers;
#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unwrap_used, clippy::panic)]
mod http;
#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unwrap_used, clippy::panic)]
mod netlify;
#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unwrap_used, clippy::panic)]
mod running;

/// Where the publication is on its server: at its root, in a folder, and in one whose name is encoded in an address and has
/// signs with a meaning in patterns.
#[cfg(not(target_arch = "wasm32"))]
const PLACES: [&str; 3] = ["/", "/paper/", "/b%C3%A1o%20n.1/"];

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use libtest_mimic::{Arguments, Trial};

    let mut trials = Vec::new();
    for program in running::PROGRAMS {
        let found = program.find();
        let name = program.name;
        if found.is_none() {
            println!("no {} here: the tests of the words for {name} are ignored", program.names.join(" or "));
        }
        for place in PLACES {
            let trial = Trial::test(format!("{name}_sends_what_a_publication_at_{place}_asks_for"), move || {
                answers::check(&program, place);
                Ok(())
            });
            trials.push(trial.with_ignored_flag(found.is_none()));
        }
    }
    for place in PLACES {
        trials.push(Trial::test(format!("netlify_reads_the_headers_of_a_publication_at_{place}"), move || {
            netlify::check(place);
            Ok(())
        }));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
