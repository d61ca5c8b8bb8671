//! What is there of the Rust tool chain, and what can rustup add to it? Asked in the root, so that
//! it is the tool chain that builds.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::shell::WASM_TARGET;
use crate::workspace::{self, root};

/// Runs rustup with these words.
pub(crate) fn add(words: &[&str]) -> Result<()> {
    workspace::run(Command::new("rustup").current_dir(root()).args(words))
}

/// A path that the compiler prints.
pub(crate) fn rustc(words: &[&str]) -> Option<PathBuf> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut ask = Command::new(rustc);
    let printed = workspace::output(ask.current_dir(root()).args(words));
    printed.ok().map(PathBuf::from)
}

/// Whether the standard library for WebAssembly is there.
pub(crate) fn has_wasm_target() -> bool {
    let folder = rustc(&["--print", "target-libdir", "--target", WASM_TARGET]);
    folder.is_some_and(|folder| folder.is_dir())
}

/// Adds the standard library for WebAssembly.
pub(crate) fn add_wasm_target() -> Result<()> {
    add(&["target", "add", WASM_TARGET])
}

/// Adds the linter and the formatter.
pub(crate) fn add_components() -> Result<()> {
    add(&["component", "add", "clippy", "rustfmt"])
}
