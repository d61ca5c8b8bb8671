//! What is run, and how? One row for each layer.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::outcome::Counts;
use crate::setup::{Missing, Part, find};
use crate::shell::WASM_TARGET;
use crate::workspace::{cargo, root};

/// What a layer is told.
pub(super) struct Asked {
    /// What is not on this machine.
    pub(super) missing: Vec<Missing>,
    /// Whether the picture of the README is to be made anew.
    pub(super) wants_picture: bool,
}

/// A part of the tests.
pub(super) struct Layer {
    /// Its name for `--only`.
    pub(super) name: &'static str,
    /// What it shows.
    pub(super) about: &'static str,
    /// Layers that must have passed before.
    pub(super) needs: &'static [&'static str],
    /// Whether it is nothing without a browser.
    pub(super) needs_browsers: bool,
    /// Runs it.
    pub(super) run: fn(&Asked) -> Result<Counts>,
}

/// All layers, in their order.
pub(super) const LAYERS: &[Layer] = &[
    layer("setup", "what the tests need is here", &[], |_| {
        Ok(Counts::default())
    }),
    layer("format", "rustfmt has nothing to say", &[], |_| {
        counted(cargo().args(["fmt", "--all", "--check"]))
    }),
    layer("tidy", "the rules of the house", &[], |_| xtask(&["tidy"])),
    layer(
        "clippy",
        "no warning, natively and for the browser",
        &["setup"],
        |_| clippy(),
    ),
    layer(
        "native",
        "everything that needs no browser",
        &["setup"],
        |_| counted(cargo().args(["test", "--workspace", "--no-fail-fast"])),
    ),
    layer(
        "docs",
        "the documentation builds without a warning",
        &["setup"],
        |_| {
            counted(
                cargo()
                    .args([
                        "doc",
                        "--workspace",
                        "--no-deps",
                        "--document-private-items",
                    ])
                    // Private items are documented too, so links to them lead somewhere.
                    .env(
                        "RUSTDOCFLAGS",
                        "-D warnings -A rustdoc::private_intra_doc_links",
                    ),
            )
        },
    ),
    layer(
        "shell",
        "the app builds for the browser",
        &["setup"],
        |_| xtask(&["shell"]),
    ),
    layer(
        "pack",
        "the bundled archive becomes dist/coups.html",
        &["setup", "shell"],
        |_| xtask(&["run", "--no-open"]),
    ),
    layer(
        "size",
        "the parts keep to their budgets",
        &["setup", "shell", "pack"],
        |_| xtask(&["size"]),
    ),
    layer(
        "trunk",
        "`trunk build` makes a folder to host",
        &["setup"],
        |_| xtask(&["trunk"]),
    ),
    Layer {
        needs_browsers: true,
        ..layer(
            "browser",
            "the app's own code in a browser",
            &["setup"],
            browser,
        )
    },
    Layer {
        needs_browsers: true,
        ..layer(
            "e2e",
            "the artefacts in three engines",
            &["setup", "shell", "pack", "trunk"],
            e2e,
        )
    },
];

const fn layer(
    name: &'static str,
    about: &'static str,
    needs: &'static [&'static str],
    run: fn(&Asked) -> Result<Counts>,
) -> Layer {
    Layer {
        name,
        about,
        needs,
        needs_browsers: false,
        run,
    }
}

/// All of the workspace natively, then each program as the browser gets it.
fn clippy() -> Result<Counts> {
    let strict = ["--", "-D", "warnings"];
    let native = ["clippy", "--workspace", "--all-targets"];
    counted(cargo().args(native).args(strict))?;
    let app = ["--package", "backfile-app", "--lib", "--bins"];
    let programs: [&[&str]; 3] = [
        &app,
        // The one in pages of others has all that the others are built from.
        &[&app[..], &["--features", "element"]].concat(),
        &["--package", "backfile-saver"],
    ];
    for program in programs {
        let target = ["--target", WASM_TARGET];
        counted(
            cargo()
                .arg("clippy")
                .args(program)
                .args(target)
                .args(strict),
        )?;
    }
    Ok(Counts::default())
}

/// The units that need a browser: in Chromium, and in Firefox.
fn browser(asked: &Asked) -> Result<Counts> {
    let drivers = [
        (Part::Chromium, "CHROMEDRIVER", "chromedriver"),
        (Part::Firefox, "GECKODRIVER", "geckodriver"),
    ];
    let mut counts = Counts::default();
    for (part, variable, name) in drivers {
        let is_needed = |missing: &&Missing| missing.part == part || missing.part == Part::Units;
        if let Some(missing) = asked.missing.iter().find(is_needed) {
            println!("    left out: {}", missing.text);
            counts.left_out.push(missing.text.clone());
            continue;
        }
        let (Some(driver), Some(runner)) = (find(name), find("wasm-bindgen-test-runner")) else {
            bail!("{name} or the test runner is gone again");
        };
        println!("    in {name}");
        let mut command = cargo();
        command
            .args(["test", "--package", "backfile-app", "--test", "browser"])
            .args(["--target", WASM_TARGET])
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
            .env_remove("CHROMEDRIVER")
            .env_remove("GECKODRIVER")
            .env(variable, driver);
        let more = counted(&mut command)?;
        counts.passed += more.passed;
        counts.failed += more.failed;
    }
    Ok(counts)
}

/// The engines that are here, and a word about those that are not.
fn e2e(asked: &Asked) -> Result<Counts> {
    let engines = [
        (Part::Chromium, "chromium"),
        (Part::Firefox, "firefox"),
        (Part::WebKit, "webkit"),
    ];
    let mut command = cargo();
    command.args(["run", "--quiet", "--package", "backfile-e2e", "--"]);
    let mut left_out = Vec::new();
    for (part, name) in engines {
        match asked.missing.iter().find(|missing| missing.part == part) {
            Some(missing) => left_out.push(missing.text.clone()),
            None => drop(command.args(["--engine", name])),
        }
    }
    if let Some(missing) = asked
        .missing
        .iter()
        .find(|missing| missing.part == Part::Axe)
    {
        left_out.push(missing.text.clone());
        command.arg("--no-axe");
    }
    if asked.wants_picture {
        command.arg("--bless-picture");
    }
    for text in &left_out {
        println!("    left out: {text}");
    }
    if left_out.len() == engines.len() {
        bail!("there is no browser to test in");
    }
    let mut counts = counted(&mut command)?;
    counts.left_out = left_out;
    Ok(counts)
}

/// Another command of this program.
fn xtask(words: &[&str]) -> Result<Counts> {
    let own = std::env::current_exe().context("this program has a path")?;
    counted(Command::new(own).args(words).current_dir(root()))
}

/// Runs a command to its end, shows what it prints, and counts the tests in it.
fn counted(command: &mut Command) -> Result<Counts> {
    let program = Path::new(command.get_program()).file_name();
    let program = program.map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {program}"))?;
    let mut counts = Counts::default();
    let stdout = child.stdout.take().context("its output is piped")?;
    for line in BufReader::new(stdout).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        counts.read(&line);
    }
    let status = child.wait()?;
    // Failed tests are told by their number; anything else that fails has no number.
    if !status.success() && counts.failed == 0 {
        let words: Vec<_> = command
            .get_args()
            .map(|word| word.to_string_lossy())
            .collect();
        bail!("`{program} {}` failed ({status})", words.join(" "));
    }
    Ok(counts)
}
