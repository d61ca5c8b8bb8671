//! How is the app compiled to the smallest program? With a standard library made for size.
//!
//! The library that comes with Rust is built for speed and carries the texts of all panics. Here
//! it is built along with the app (`build-std`), for size, and a panic stops the program at once:
//! the page's start script hears of that from the browser and says so. That is still unstable in
//! cargo, so the build opts in for this one command; where the library's sources cannot be had,
//! the app is built with the ready one and is about a tenth larger.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::WASM_TARGET;
use crate::rustup;
use crate::workspace::{self, cargo, root, step, target};

/// The arguments of cargo that choose the app with some features, and the name of its file.
pub(super) const APP: (&[&str], &str) =
    (&["backfile-app", "--bin", "backfile-app"], "backfile-app");

/// The same for the program that writes a selection as a file of its own.
pub(super) const SAVER: (&[&str], &str) = (&["backfile-saver"], "backfile_saver");

/// Compiles a program with some features; gives its bytes.
pub(super) fn compile((package, name): (&[&str], &str), features: &str) -> Result<Vec<u8>> {
    ensure_target()?;
    let has_sources = ensure_sources();
    step("cargo build --profile wasm (the first time takes about two minutes)");
    let mut build = cargo();
    build.args(["build", "--quiet", "--no-default-features"]);
    build.args(["--features", features]);
    build.arg("--package").args(package);
    build.args(["--profile", "wasm", "--target", WASM_TARGET]);
    build.env("CARGO_TARGET_DIR", target());
    if has_sources {
        build.env("RUSTC_BOOTSTRAP", "1");
        build.args([
            "-Zbuild-std=std,panic_abort",
            "-Zbuild-std-features=optimize_for_size",
        ]);
    }
    build.args(["--config", &flags(has_sources)?]);
    workspace::run(&mut build)?;
    let folder = target().join(WASM_TARGET).join("wasm");
    let file = folder.join(name).with_extension("wasm");
    fs::read(&file).with_context(|| format!("cannot read {}", file.display()))
}

/// Adds the wasm target by rustup where it is missing.
fn ensure_target() -> Result<()> {
    if rustup::has_wasm_target() {
        return Ok(());
    }
    step(&format!("rustup target add {WASM_TARGET}"));
    rustup::add_wasm_target().context(
        "without rustup, install Rust's standard library for WebAssembly by your system's means",
    )
}

/// Adds the sources of the standard library where they are missing; false when they cannot be had.
fn ensure_sources() -> bool {
    let is_there = || {
        let sysroot = rustup::rustc(&["--print", "sysroot"]);
        sysroot.is_some_and(|root| {
            root.join("lib/rustlib/src/rust/library/Cargo.lock")
                .is_file()
        })
    };
    if is_there() {
        return true;
    }
    step("rustup component add rust-src");
    let added = rustup::add(&["component", "add", "rust-src"]);
    if added.is_ok() && is_there() {
        return true;
    }
    step("without the sources of the standard library the program becomes about a tenth larger");
    false
}

/// The compiler's flags as a setting for cargo. This machine's paths are kept out of the program:
/// same bytes everywhere, and smaller.
fn flags(has_sources: bool) -> Result<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let mut folders = vec![root()];
    if let Some(home) = home {
        let sources = home.join("registry").join("src");
        let registries = fs::read_dir(&sources).into_iter().flatten().flatten();
        folders.extend(registries.map(|registry| registry.path()));
    }
    let mut flags = Vec::new();
    for folder in &folders {
        flags.push(format!("--remap-path-prefix={}/=", text(folder)?));
    }
    flags.sort();
    if has_sources {
        let small = [
            "-Zunstable-options",
            "-Cpanic=immediate-abort",
            "-Zlocation-detail=none",
            "-Clink-arg=-zstack-size=524288",
        ];
        flags.extend(small.map(str::to_owned));
    }
    let flags = serde_json::to_string(&flags)?;
    Ok(format!("target.{WASM_TARGET}.rustflags={flags}"))
}

fn text(folder: &Path) -> Result<&str> {
    folder
        .to_str()
        .context("a folder of this machine is not UTF-8")
}
