//! Set-up, build, test, size, tidy and benchmarks of the house: `cargo xtask <command>`.
//!
//! One module per command, each with `run(&Args) -> anyhow::Result<()>`; [`COMMANDS`] is the table
//! that dispatch and help are made from. Paths and child processes go through [`workspace`].

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this program talks to a person at a terminal"
)]

mod args;
mod bench;
mod fuzz;
mod run;
mod rustup;
mod setup;
mod shell;
mod size;
mod test;
mod tidy;
mod trunk;
mod workspace;

use std::process::ExitCode;

use args::Args;

/// A command of the house.
struct Command {
    name: &'static str,
    about: &'static str,
    run: fn(&Args) -> anyhow::Result<()>,
}

/// All commands, in the order of the help text.
const COMMANDS: &[Command] = &[
    Command {
        name: "bench",
        about: "measure against peers and write BENCHMARKS.md (open, search)",
        run: bench::run,
    },
    Command {
        name: "fuzz",
        about: "give odd bytes and texts to what reads them (--seconds N for each, --only TARGET)",
        run: fuzz::run,
    },
    Command {
        name: "run",
        about: "make dist/coups.html from data/coups.json and open it (--no-open, --input FILE, --output FILE)",
        run: run::run,
    },
    Command {
        name: "setup",
        about: "bring what the tests need: the wasm target, the browsers and their drivers, axe-core",
        run: setup::run,
    },
    Command {
        name: "shell",
        about: "build the app for WebAssembly into target/shell (--no-opt leaves out wasm-opt)",
        run: shell::run,
    },
    Command {
        name: "size",
        about: "print the sizes of the shell and of dist/coups.html; fail above xtask/size-budget.json",
        run: size::run,
    },
    Command {
        name: "test",
        about: "run everything that CI runs (--only LAYER, --no-browsers, --bless-picture)",
        run: test::run,
    },
    Command {
        name: "tidy",
        about: "check the rules of the house: rooms and dependencies, licences, lengths, headers, words",
        run: tidy::run,
    },
    Command {
        name: "trunk",
        about: "check `trunk build` with the pinned Trunk, installing it into the target folder when there is none",
        run: trunk::run,
    },
];

fn main() -> ExitCode {
    let args = Args::from_env();
    let Some(name) = args.command() else {
        print!("{}", help());
        return ExitCode::SUCCESS;
    };
    if matches!(name, "help" | "--help" | "-h") {
        print!("{}", help());
        return ExitCode::SUCCESS;
    }
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        eprint!("error: there is no command `{name}`\n\n{}", help());
        return ExitCode::from(2);
    };
    match (command.run)(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// The help text.
fn help() -> String {
    let mut text = String::from("cargo xtask <command>\n\n");
    let lines = COMMANDS
        .iter()
        .map(|command| format!("  {:8} {}\n", command.name, command.about));
    text.extend(lines);
    text
}
