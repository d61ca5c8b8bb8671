//! `cargo xtask trunk`: does `trunk build` make a folder that any static host can serve?
//!
//! Trunk is pinned: the newest one needs a newer Rust. Where PATH has another version or none, it
//! is installed into the target folder. Trunk wants a `wasm-bindgen` of the version in Cargo.lock
//! on PATH, else it would download one; ours is put there, and downloads are refused.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::args::Args;
use crate::setup;
use crate::workspace::{self, on_path, root, step, target};

/// The last version that builds with the Rust of this workspace.
const TRUNK: &str = "0.21.14";

/// `cargo xtask trunk`.
pub(crate) fn run(_: &Args) -> Result<()> {
    let folder = build()?;
    check(&folder)?;
    println!("{}", folder.display());
    Ok(())
}

/// Builds the hosted folder, `<target>/site`; `trunk build` by hand writes `dist/hosted`.
pub(crate) fn build() -> Result<PathBuf> {
    let trunk = ensure_trunk()?;
    let bindgen = setup::ensure_bindgen()?;
    let folder = target().join("site");
    step("trunk build --release");
    let mut build = Command::new(trunk);
    build
        .current_dir(root())
        .args(["build", "--release", "--offline", "--dist"])
        .arg(&folder)
        // Cargo takes this build and the shell's for one and builds each anew after the other.
        .env("CARGO_TARGET_DIR", target().join("trunk"))
        .env("PATH", path_with(&bindgen)?)
        // Trunk takes the value `1` of this for a wrong flag.
        .env_remove("NO_COLOR");
    workspace::run(&mut build)?;
    Ok(folder)
}

/// Trunk in the pinned version: from PATH, from the target folder, or installed there.
pub(crate) fn ensure_trunk() -> Result<PathBuf> {
    let own = setup::tools()
        .join("bin")
        .join(format!("trunk{}", std::env::consts::EXE_SUFFIX));
    let is_pinned = |file: &PathBuf| {
        let said = workspace::output(Command::new(file).arg("--version"));
        said.is_ok_and(|said| said.split_whitespace().last() == Some(TRUNK))
    };
    if let Some(found) = on_path("trunk")
        .into_iter()
        .chain([own.clone()])
        .find(is_pinned)
    {
        return Ok(found);
    }
    step(&format!(
        "cargo install --locked trunk@{TRUNK} (some minutes, once)"
    ));
    setup::build_tool("trunk", TRUNK)?;
    Ok(own)
}

/// PATH with the folder of a program first.
fn path_with(program: &Path) -> Result<std::ffi::OsString> {
    let folder = program.parent().context("a program has a folder")?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = [folder.to_path_buf()]
        .into_iter()
        .chain(std::env::split_paths(&path));
    std::env::join_paths(folders).context("PATH cannot be made")
}

/// What must hold of the folder: everything is there, and no address leaves it.
fn check(folder: &Path) -> Result<()> {
    let page = folder.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("no {}", page.display()))?;
    for address in addresses(&html) {
        if address.starts_with("data:") {
            continue;
        }
        ensure!(
            !address.starts_with('/') && !address.contains("://"),
            "index.html asks for {address}, which is not relative: it would break under a sub-path"
        );
        let file = folder.join(address.trim_start_matches("./"));
        ensure!(
            file.is_file(),
            "index.html asks for {address}, which is not in {}",
            folder.display()
        );
    }
    for needed in [
        "data/coups.json",
        "failure.js",
        "hosted.js",
        "guest.js",
        "embed.js",
    ] {
        ensure!(
            folder.join(needed).is_file(),
            "{needed} is not in {}",
            folder.display()
        );
    }
    Ok(())
}

/// The values of `href`, `src` and `data-program` in a page.
fn addresses(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for name in [" href=\"", " src=\"", " data-program=\""] {
        let values = html.split(name).skip(1);
        found.extend(values.filter_map(|rest| rest.split('"').next()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn every_address_of_a_page_is_found() {
        let page = r#"<link href="./a.css"><script src="b.js" data-program="./c.wasm"></script>"#;
        assert_eq!(addresses(page), ["./a.css", "b.js", "./c.wasm"]);
    }
}
