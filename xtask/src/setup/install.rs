//! How is each thing brought? The steps of [`super::needs`], none of which asks a question.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use super::{find, tools};
use crate::workspace::{cargo, on_path, output, root, run as run_command, step, target};

/// The version of geckodriver that is built here when the machine has none.
pub(super) const GECKODRIVER: &str = "0.37.1";

/// The version of wasm-bindgen in Cargo.lock, which its tools must have too.
pub(super) const WASM_BINDGEN: &str = "0.2.129";

/// The accessibility checker, as one script.
pub(super) fn axe_script() -> PathBuf {
    root().join("tests/e2e/node_modules/axe-core/axe.min.js")
}

pub(super) fn has_components() -> bool {
    ["clippy", "fmt"].iter().all(|name| {
        cargo()
            .args([*name, "--version"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    })
}

pub(super) fn build_geckodriver() -> Result<()> {
    build_tool("geckodriver", GECKODRIVER)
}

/// Whether the runner of the browser units is here in the version of the library.
pub(super) fn has_test_runner() -> bool {
    let version = |name: &str| output(Command::new(find(name)?).arg("--version")).ok();
    find("wasm-bindgen-test-runner").is_some()
        && version("wasm-bindgen").is_some_and(|said| said.ends_with(WASM_BINDGEN))
}

pub(super) fn install_test_runner() -> Result<()> {
    build_tool("wasm-bindgen-cli", WASM_BINDGEN)
}

/// The program `wasm-bindgen` in the version of the library, installed where there is none.
pub(crate) fn ensure_bindgen() -> Result<PathBuf> {
    if !has_test_runner() {
        step("cargo install wasm-bindgen-cli (some minutes, once)");
        install_test_runner()?;
    }
    find("wasm-bindgen").map_or_else(|| bail!("wasm-bindgen was not installed"), Ok)
}

/// Builds a tool into our own folder. Release profiles of tools often ask for the slowest build
/// there is, so it is overridden: a driver waits for its browser, not the browser for it.
pub(crate) fn build_tool(package: &str, version: &str) -> Result<()> {
    run_command(
        cargo()
            .args(["install", "--quiet", "--locked", "--version", version])
            .arg("--root")
            .arg(tools())
            .arg(package)
            .env("CARGO_TARGET_DIR", target().join("tools-build"))
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_STRIP", "debuginfo"),
    )
}

pub(super) fn install_axe() -> Result<()> {
    let Some(npm) = find("npm") else {
        bail!("npm is not here, and axe-core comes from it");
    };
    run_command(
        Command::new(npm)
            .args(["ci", "--silent"])
            .current_dir(root().join("tests/e2e")),
    )
}

/// Installs packages of Debian's archive, as root or by sudo without a question.
pub(super) fn apt_install(packages: &[&str]) -> Result<()> {
    if on_path("apt-get").is_none() || !Path::new("/etc/debian_version").is_file() {
        bail!("this is no Debian, so nothing is installed here");
    }
    let prefix = root_prefix()?;
    step(&format!("apt-get install {}", packages.join(" ")));
    run_command(&mut apt(prefix, &["update", "-qq"]))?;
    let install = |packages: &[&str]| {
        let words = ["install", "-y", "-qq", "--no-install-recommends"];
        run_command(&mut apt(prefix, &[&words, packages].concat()))
    };
    if install(packages).is_ok() {
        return Ok(());
    }
    // One package that this release does not have must not keep the others away.
    for package in packages {
        if install(&[package]).is_err() {
            println!("    `{package}` cannot be installed from here");
        }
    }
    Ok(())
}

/// The word before a command that needs root: none for root itself.
fn root_prefix() -> Result<Option<&'static str>> {
    if output(Command::new("id").arg("-u"))? == "0" {
        return Ok(None);
    }
    let mut sudo = Command::new("sudo");
    sudo.args(["-n", "true"]).stderr(Stdio::null());
    if sudo.status().is_ok_and(|status| status.success()) {
        return Ok(Some("sudo"));
    }
    bail!("system packages need root, and sudo would ask for a password")
}

fn apt(prefix: Option<&str>, words: &[&str]) -> Command {
    let mut command = Command::new(prefix.unwrap_or("env"));
    if prefix.is_some() {
        command.arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command.args(words).stdout(Stdio::null());
    command
}
