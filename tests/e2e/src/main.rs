//! The end-to-end tests: the finished artefacts, opened as a reader opens them, in three engines.
//!
//! `cargo run -p backfile-e2e -- [WORDS] [--engine NAME]... [--opening file|hosted|site] [--no-axe]
//! [--bless-picture]` runs the promises of [`scenarios`] whose names hold the words. What is tested
//! must have been made before (`cargo xtask run --no-open`, `cargo xtask trunk`); `cargo xtask test`
//! does all of it in order. `--bless-picture` makes the README's picture, and one of every view for
//! a person to look at. `--measure-opening ROUNDS` tests nothing and prints how long the packed file
//! takes to open (`cargo xtask bench open`); `--measure-large FILE FLOOR ROUNDS` likewise, for any file
//! beside another page (`cargo xtask bench artefacts`).

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
mod invented;
mod large;
mod opening;
mod options;
mod page;
mod probe;
mod processes;
mod runner;
mod scenarios;
mod server;
mod session;
mod stage;
mod wire;

use std::process::ExitCode;

fn main() -> ExitCode {
    match options::Options::from_words(std::env::args().skip(1)) {
        Ok(options) => match (&options.large, options.opening_rounds) {
            (Some(large), _) => ended(large::measure(&options, large)),
            (None, Some(rounds)) => ended(opening::measure(&options, rounds)),
            (None, None) => runner::run(&options),
        },
        Err(error) => stop(&error),
    }
}

fn ended(measured: Result<(), String>) -> ExitCode {
    measured.map_or_else(|error| stop(&error), |()| ExitCode::SUCCESS)
}

fn stop(error: &str) -> ExitCode {
    println!("error: {error}");
    ExitCode::from(2)
}
