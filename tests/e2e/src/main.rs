//! The end-to-end tests: the finished artefacts, opened as a reader opens them, in three engines.
//!
//! `cargo run -p backfile-e2e -- [WORDS] [--engine NAME]... [--opening file|hosted] [--no-axe]
//! [--bless-picture]` runs the promises of [`scenarios`] whose names hold the words. What is tested
//! must have been made before (`cargo xtask run --no-open`, `cargo xtask trunk`); `cargo xtask test`
//! does all of it in order.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and talks to a person"
)]

mod base64;
mod bidi;
mod driver;
mod engine;
mod expected;
mod options;
mod page;
mod probe;
mod runner;
mod scenarios;
mod server;
mod session;
mod stage;
mod wire;

use std::process::ExitCode;

fn main() -> ExitCode {
    match options::Options::from_words(std::env::args().skip(1)) {
        Ok(options) => runner::run(&options),
        Err(error) => {
            println!("error: {error}");
            ExitCode::from(2)
        }
    }
}
