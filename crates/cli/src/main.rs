//! The backfile command: files, folders, progress and exit codes.
//!
//! Exit codes: 0 done, 1 done with warnings under `--strict`, 2 failed. A failure is one message
//! with place and cure on the error stream, and leaves no half-written file.

mod args;
mod check;
mod embed;
mod fit;
mod folder;
mod input;
mod opened;
mod output;
mod pack;
mod progress;
mod report;
mod search;
mod selection;
mod serve;
mod shell;
mod site;
mod style;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use args::{Args, Command};

/// How a command that did not fail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    /// There were warnings, and `--strict` was asked for.
    Warned,
}

fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Warned) => ExitCode::from(1),
        // Whoever reads our output has seen enough: `backfile search ... | head`.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::note(&format!(
                "{} {}",
                style::err().bold("backfile: error:"),
                message(&error)
            ));
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<Outcome> {
    match &args.command {
        Command::Pack(pack) => pack::pack(pack),
        Command::Convert(convert) => pack::convert(convert),
        Command::Check(check) => check::run(check),
        Command::Search(search) => search::run(search),
        Command::Embed(embed) => embed::run(embed),
        Command::Serve(serve) => serve::run(serve),
    }
}

/// What went wrong, from the outside in. An error that quotes what caused it says it once.
pub(crate) fn message(error: &anyhow::Error) -> String {
    let mut message = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if message.is_empty() {
            message = cause;
        } else if !message.contains(&cause) {
            message = format!("{message}: {cause}");
        }
    }
    message
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
