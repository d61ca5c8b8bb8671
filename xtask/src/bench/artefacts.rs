//! What does an artefact cost its readers? `cargo xtask bench artefacts [--hosted | --single] [--engine
//! NAME] [--rounds N]`: the hosted folder of 10,000 articles beside Pagefind on the same documents
//! ([`hosted`]), and single files beside pages of their size in three engines ([`single`]).
//! `bench/artefacts/*.mjs` make and measure; here the tables are written, each of its own, so that a
//! part can be measured anew. `--engine` means the single files in that engine alone.

mod hosted;
mod single;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::args::Args;
use crate::workspace::{output, root, target};

/// Fresh profiles for each time, unless told otherwise.
const ROUNDS: &str = "5";

/// What all parts need.
struct Bench<'a> {
    /// The `backfile` command.
    command: PathBuf,
    /// How often everything is opened.
    rounds: &'a str,
}

/// `cargo xtask bench artefacts`.
pub(crate) fn run(args: &Args) -> Result<()> {
    crate::setup::run(args)?;
    let shell = crate::shell::build(true)?;
    let bench = Bench {
        command: crate::run::build_command(&shell.folder)?,
        rounds: args.option("rounds").unwrap_or(ROUNDS),
    };
    let engine = args.option("engine");
    if !args.flag("single") && engine.is_none() {
        hosted::run(&bench)?;
    }
    if !args.flag("hosted") {
        single::run(&bench, engine)?;
    }
    Ok(())
}

/// A corpus, which is no part of the project.
fn corpus(name: &str) -> Result<PathBuf> {
    let folder = root().join("../shared/corpora/large");
    let file = folder.join(format!("{name}.jsonl.gz"));
    ensure!(
        file.is_file(),
        "the corpora of CONTRIBUTING.md are not beside the project"
    );
    Ok(file)
}

/// The folder that a part makes its artefacts in.
fn folder(name: &str) -> PathBuf {
    target().join("bench").join("artefacts").join(name)
}

/// Where the scripts are.
fn scripts() -> PathBuf {
    root().join("bench").join("artefacts")
}

/// The measurements that a program prints as its last line.
fn measurements(command: &mut Command) -> Result<Value> {
    let said = output(command)?;
    let results = serde_json::from_str(said.lines().last().unwrap_or_default());
    results.context("the measurements cannot be read")
}

/// Which day it is, for the head of a table.
fn date() -> Result<String> {
    output(Command::new("date").args(["-u", "+%Y-%m-%d"]))
}

fn number(results: &Value, path: &str) -> Result<f64> {
    let value = results.pointer(path).and_then(Value::as_f64);
    value.with_context(|| format!("no {path} in the measurements"))
}

/// A number with no more digits than it deserves.
fn plain(number: f64) -> String {
    if number >= 100.0 || number.fract() == 0.0 {
        format!("{number:.0}")
    } else {
        format!("{number:.1}")
    }
}
