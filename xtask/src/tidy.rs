//! Does the house keep its own rules? `cargo xtask tidy`.
//!
//! Each rule is a function from what is there to [`Finding`]s, so each has a test in which it
//! fails: [`words`] reads the text of the files, [`packages`] the dependencies, and [`licence`] what
//! their licences allow. The table of crates in ARCHITECTURE.md is read, not repeated here.

mod licence;
mod packages;
mod words;

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::workspace::{cargo, output, root};
use packages::Packages;

/// Something that is not as the house wants it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The file, or the package.
    place: String,
    /// What is wrong, and what to do.
    text: String,
    /// Whether it is only told, and fails nothing.
    is_hint: bool,
}

impl Finding {
    fn wrong(place: &str, text: impl Into<String>) -> Finding {
        Finding {
            place: place.to_owned(),
            text: text.into(),
            is_hint: false,
        }
    }
}

/// A text file of the project.
pub(crate) struct File {
    /// Its path from the root, with `/`.
    path: String,
    text: String,
}

impl File {
    /// Whether it is one of these kinds, by the end of its name.
    fn is(&self, ends: &[&str]) -> bool {
        let end = Path::new(&self.path).extension();
        end.is_some_and(|end| ends.iter().any(|wanted| end == *wanted))
    }
}

/// `cargo xtask tidy`.
pub(crate) fn run(_: &Args) -> Result<()> {
    let files = files()?;
    let packages = Packages::parse(&metadata()?)?;
    let mut findings = words::check(&files);
    let rooms = files.iter().find(|file| file.path == "ARCHITECTURE.md");
    let rooms = rooms.context("ARCHITECTURE.md, with its table of crates, is missing")?;
    findings.extend(packages.check_rooms(&rooms.text));
    findings.extend(packages.check_web());
    findings.extend(packages.check_licences());
    report(&findings, files.len(), packages.len())
}

fn report(findings: &[Finding], files: usize, packages: usize) -> Result<()> {
    for finding in findings {
        let kind = if finding.is_hint { "hint" } else { "error" };
        println!("{kind}: {}: {}", finding.place, finding.text);
    }
    let wrong = findings.iter().filter(|finding| !finding.is_hint).count();
    let hints = findings.len() - wrong;
    println!("tidy: {files} files and {packages} packages read, {wrong} wrong, {hints} hints");
    if wrong > 0 {
        bail!("{wrong} house rules are broken");
    }
    Ok(())
}

/// All text files that are committed or would be.
fn files() -> Result<Vec<File>> {
    let mut git = std::process::Command::new("git");
    git.current_dir(root());
    git.args(["ls-files", "--cached", "--others", "--exclude-standard"]);
    let mut files = Vec::new();
    for path in output(&mut git)?.lines() {
        // A file may be deleted but not yet committed so, and a picture is no text.
        if let Ok(text) = std::fs::read_to_string(root().join(path)) {
            let path = path.to_owned();
            files.push(File { path, text });
        }
    }
    Ok(files)
}

/// What cargo says about all packages; fails where Cargo.lock is missing or behind.
fn metadata() -> Result<String> {
    output(cargo().args(["metadata", "--format-version", "1", "--locked"]))
        .context("Cargo.lock is part of the project and must fit every Cargo.toml")
}

#[cfg(test)]
mod tests {
    use super::{Finding, report};

    #[test]
    fn hints_pass_and_anything_wrong_fails() {
        let wrong = || Finding::wrong("a.rs", "too long");
        let hint = Finding {
            is_hint: true,
            ..wrong()
        };
        assert!(report(&[hint], 1, 1).is_ok());
        assert!(report(&[wrong()], 1, 1).is_err());
    }
}
