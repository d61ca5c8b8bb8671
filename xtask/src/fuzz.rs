//! `cargo xtask fuzz`: are what we read from others, any bytes and any text, safe? Runs each target
//! of `fuzz/` with LLVM's libFuzzer for some seconds (`--seconds N`, 60 unless told; `--only NAME`).
//!
//! This needs a C++ compiler and nothing more: the coverage that libFuzzer follows is a pass that
//! the pinned compiler has. There is no `unsafe` in the house, so no sanitizer is asked for. Inputs
//! that were worth keeping stay in `target/fuzz/corpus`; one that fails is named and kept beside it.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::rustup;
use crate::workspace::{cargo, root, run as run_command, step, target};

/// Seconds for each target.
const SECONDS: &str = "60";

/// Longest that one input may take, in seconds, and most memory, in megabytes.
const TIMEOUT: &str = "-timeout=20";
const MEMORY: &str = "-rss_limit_mb=1500";

/// What the compiler is told: as cargo-fuzz tells it.
const FLAGS: [&str; 7] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cllvm-args=-simplifycfg-branch-fold-threshold=0",
    "--cfg=fuzzing",
];

/// A target and its first inputs: files from the root, and texts.
struct Target {
    name: &'static str,
    files: &'static [&'static str],
    texts: &'static [&'static str],
}

const TARGETS: [Target; 2] = [
    Target {
        name: "index",
        files: &["tests/formats/v1/search.bfix"],
        texts: &[],
    },
    Target {
        name: "query",
        files: &[],
        texts: &[
            "1soldiers presi",
            "0\"state of siege\" -peru OR (title:notice lang:en)",
            "0\"notice common\"~9 date:2019..2020-05 before:2021 =Häuser* #tag",
            "1秋の祭り \"notice nu",
            "1e-mail node.js U.S. l'homme 1,000 C++ NOT place:(Peru \"La Paz\")",
        ],
    },
];

/// `cargo xtask fuzz`.
pub(crate) fn run(args: &Args) -> Result<()> {
    let seconds = args.option("seconds").unwrap_or(SECONDS);
    let only = args.option("only");
    let wanted: Vec<&Target> = TARGETS
        .iter()
        .filter(|target| only.is_none_or(|only| only == target.name))
        .collect();
    if wanted.is_empty() {
        let names = TARGETS.map(|target| target.name).join(", ");
        bail!("there is no such fuzz target; there are {names}");
    }
    let host = rustup::rustc(&["--print", "host-tuple"]).context("rustc does not tell its host")?;
    step("build the fuzz targets");
    let folder = target().join("fuzz");
    // For a named target, so that build scripts are not instrumented.
    run_command(
        cargo()
            .args(["build", "--release", "--locked", "--target"])
            .arg(&host)
            .arg("--manifest-path")
            .arg(root().join("fuzz").join("Cargo.toml"))
            .arg("--target-dir")
            .arg(&folder)
            .env("RUSTFLAGS", FLAGS.join(" ")),
    )?;
    for wanted in wanted {
        step(&format!("fuzz {} for {seconds} s", wanted.name));
        let corpus = folder.join("corpus").join(wanted.name);
        fs::create_dir_all(&corpus)?;
        for (number, file) in wanted.files.iter().enumerate() {
            fs::copy(root().join(file), corpus.join(format!("file-{number}")))?;
        }
        for (number, text) in wanted.texts.iter().enumerate() {
            fs::write(corpus.join(format!("text-{number}")), text)?;
        }
        let program = folder.join(&host).join("release").join(wanted.name);
        let kept = folder.join(format!("failed-{}-", wanted.name));
        let mut fuzz = Command::new(program);
        fuzz.args([TIMEOUT, MEMORY, "-print_final_stats=1", "-verbosity=0"])
            .arg(format!("-max_total_time={seconds}"))
            .arg(format!("-artifact_prefix={}", kept.display()))
            .arg(&corpus);
        run_command(&mut fuzz).with_context(|| {
            let kept = kept.display();
            format!("the input is at {kept}…; give it to the program to run it again")
        })?;
    }
    Ok(())
}
