//! How does the program become small? `wasm-opt` where it is there and helps, then the best
//! deflate that can be had, since a file is packed seldom and opened often.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace::{self, on_path, step};

/// Features that rustc uses by default; a stripped program does not name them itself.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// `wasm-opt`, where it is installed.
pub(crate) fn tool() -> Option<PathBuf> {
    on_path("wasm-opt")
}

/// The program after `wasm-opt`, when that makes the stored form smaller; else as it was.
pub(crate) fn smaller(wasm: Vec<u8>, folder: &Path) -> Result<Vec<u8>> {
    let Some(tool) = tool() else {
        return Ok(wasm);
    };
    let (before, after) = (folder.join("before.wasm"), folder.join("after.wasm"));
    fs::write(&before, &wasm).with_context(|| format!("cannot write {}", before.display()))?;
    let mut best = wasm;
    // -Oz makes the raw program smallest but the compressed one larger.
    for level in ["-O1", "-O2"] {
        let mut run = Command::new(&tool);
        run.arg(level)
            .args(FEATURES)
            .arg(&before)
            .arg("-o")
            .arg(&after);
        if let Err(error) = workspace::output(&mut run) {
            step(&format!("wasm-opt is left out: {error:#}"));
            break;
        }
        let tried = fs::read(&after).with_context(|| format!("cannot read {}", after.display()))?;
        if quick_size(&tried) < quick_size(&best) {
            step(&format!("wasm-opt {level} helps"));
            best = tried;
        }
    }
    for file in [before, after] {
        // Left over where a tool failed; nothing depends on it.
        let _ = fs::remove_file(file);
    }
    Ok(best)
}

/// The compressed size, near enough for a comparison.
fn quick_size(bytes: &[u8]) -> usize {
    miniz_oxide::deflate::compress_to_vec(bytes, 9).len()
}

/// Size as `gzip -9` makes it, to a few bytes.
pub(crate) fn gzip_size(bytes: &[u8]) -> usize {
    const GZIP_FRAME_BYTES: usize = 18;
    quick_size(bytes) + GZIP_FRAME_BYTES
}

/// Parts of the program with codes of their own, at most.
const BLOCKS: u16 = 60;

/// Raw deflate, as small as can be.
pub(crate) fn deflate(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut stored = Vec::new();
    // A program of half a megabyte changes more often than the fifteen times that are usual.
    let options = zopfli::Options {
        maximum_block_splits: BLOCKS,
        ..zopfli::Options::default()
    };
    zopfli::compress(options, zopfli::Format::Deflate, bytes, &mut stored)
        .context("cannot compress the shell")?;
    Ok(stored)
}
