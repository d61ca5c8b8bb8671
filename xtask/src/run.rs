//! `cargo xtask run`: from a fresh clone to the bundled archive in a browser.
//!
//! Sets up what it needs, builds the shell and the `backfile` command, packs `data/coups.json`
//! into `dist/coups.html`, makes of it what else a reader or a host may want ([`more`]), and opens the
//! file where there is a screen.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::args::Args;
use crate::shell;
use crate::workspace::{self, cargo, dist, on_path, root, step, target};

/// `cargo xtask run`.
pub(crate) fn run(args: &Args) -> Result<()> {
    let input = args
        .path("input")
        .unwrap_or_else(|| root().join("data").join("coups.json"));
    let output = args
        .path("output")
        .unwrap_or_else(|| dist().join("coups.html"));
    let command = pack(&input, &output)?;
    if args.path("input").is_none() && args.path("output").is_none() {
        more(&command, &input)?;
    }
    println!("{}", output.display());
    if !args.flag("no-open") {
        open(&output);
    }
    Ok(())
}

/// The other forms of the bundled archive, in `dist/`: a file from which a selection can be saved, a
/// folder to host, the same with plain pages, and what a page of others needs.
fn more(command: &Path, input: &Path) -> Result<()> {
    let forms: [(&str, &[&str], &str); 3] = [
        ("coups-save.html", &["--saver", "always"], "-o"),
        ("coups", &[], "--site"),
        ("coups-pages", &["--pages"], "--site"),
    ];
    for (name, choices, output) in forms {
        let output = [output.into(), dist().join(name).into_os_string()];
        step(&format!("backfile pack: dist/{name}"));
        let mut pack = Command::new(command);
        pack.args(["pack", "--quiet"]).args(choices);
        workspace::run(pack.arg(input).args(output))?;
    }
    step("backfile embed: dist/embed");
    let mut embed = Command::new(command);
    workspace::run(embed.arg("embed").arg(dist().join("embed")))
}

/// Builds everything and packs an input into a single file; gives the command.
pub(crate) fn pack(input: &Path, output: &Path) -> Result<PathBuf> {
    let shell = shell::build(true)?;
    let command = build_command(&shell.folder)?;
    if let Some(folder) = output.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
    }
    step(&format!(
        "backfile pack {} -o {}",
        input.display(),
        output.display()
    ));
    let mut pack = Command::new(&command);
    pack.arg("pack").arg(input).arg("-o").arg(output);
    workspace::run(&mut pack)?;
    ensure!(
        output.is_file(),
        "`backfile pack` wrote no {}",
        output.display()
    );
    Ok(command)
}

/// Builds the `backfile` command with the shell in it; gives the file.
pub(crate) fn build_command(shell: &Path) -> Result<PathBuf> {
    step("cargo build --release --package backfile");
    let mut build = cargo();
    build.args([
        "build",
        "--quiet",
        "--release",
        "--package",
        "backfile",
        "--features",
        "shell",
    ]);
    build.env("CARGO_TARGET_DIR", target());
    build.env("BACKFILE_SHELL", shell);
    workspace::run(&mut build)?;
    let name = format!("backfile{}", std::env::consts::EXE_SUFFIX);
    Ok(target().join("release").join(name))
}

/// Opens a file in a browser, where there is one and a person to see it.
fn open(file: &Path) {
    if let Some(mut opener) = opener() {
        step("opening it in a browser (--no-open leaves that out)");
        opener
            .arg(file)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if let Err(error) = opener.spawn() {
            println!("no browser could be started ({error}): open the file yourself");
        }
    } else {
        println!("open it in a browser: it needs no server");
    }
}

/// What opens a file here; nothing in continuous integration or without a screen.
fn opener() -> Option<Command> {
    if std::env::var_os("CI").is_some() {
        return None;
    }
    if cfg!(target_os = "macos") {
        return Some(Command::new("open"));
    }
    if cfg!(windows) {
        let mut start = Command::new("cmd");
        start.args(["/C", "start", ""]);
        return Some(start);
    }
    let has_screen = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some());
    let known = [
        "xdg-open",
        "firefox",
        "firefox-esr",
        "chromium",
        "google-chrome",
    ];
    let found = known.into_iter().filter(|_| has_screen).find_map(on_path);
    found.map(Command::new)
}
