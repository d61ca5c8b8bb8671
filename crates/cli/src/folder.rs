//! Here is a folder: which files in it are inputs, and what is in them?
//!
//! All files of it and of its folders, by name. A folder may be the wrong one, or hold more than the
//! archive: what is hidden, packages of programs, and text that is no page are not read, and who
//! names a large folder is told how much is read. What was left out is told in few warnings.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use backfile_import::{Format, Imported};
use backfile_model::{Warning, WarningCode};

use crate::input;
use crate::output::{count, note};

/// Folders of packages, which hold thousands of texts that are no articles.
const PACKAGES: &str = "node_modules";
/// Endings of texts that are read as copied pages; who means another one names the file.
const TEXTS: [&str; 5] = ["", "txt", "text", MARKDOWN[0], MARKDOWN[1]];
const MARKDOWN: [&str; 2] = ["md", "markdown"];
/// From so many files on, the reader is told before they are read.
const MANY_FILES: usize = 100;
/// Endings in a message.
const ENDINGS: usize = 5;

/// The readable files of a folder and its folders, by name; not one is an error.
pub(crate) fn read(path: &Path, format: Option<Format>, quiet: bool) -> Result<Vec<Imported>> {
    let mut found = Found::default();
    found.look(path)?;
    let name = path.display();
    if found.files.len() >= MANY_FILES && !quiet {
        note(&format!(
            "{name}: reading {}",
            count(found.files.len(), "file")
        ));
    }
    let mut parts = found.take(format);
    found.tell(path);
    let count: usize = parts.iter().map(|part| part.archive.articles.len()).sum();
    ensure!(
        count > 0,
        "{name}: no input can be read in this folder; it needs archive JSON, packed HTML or copied pages as .txt"
    );
    // With a part of their own, what all files share would no longer be shared by all parts.
    if let Some(first) = parts.first_mut() {
        first.warnings.splice(0..0, found.warnings);
    }
    Ok(parts)
}

/// What is in a folder.
#[derive(Default)]
struct Found {
    files: Vec<PathBuf>,
    warnings: Vec<Warning>,
    /// How many texts were left out, by ending.
    others: BTreeMap<String, usize>,
    /// How many texts in Markdown were read.
    marked: usize,
    /// Folders by their real paths, as a link may lead back to one of them.
    seen: BTreeSet<PathBuf>,
}

impl Found {
    fn look(&mut self, folder: &Path) -> Result<()> {
        let name = folder.display();
        if fs::canonicalize(folder).is_ok_and(|real| !self.seen.insert(real)) {
            return Ok(());
        }
        let entries = fs::read_dir(folder).with_context(|| format!("{name}: cannot be listed"))?;
        let mut paths = Vec::new();
        for entry in entries {
            paths.push(entry?.path());
        }
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap_or_default();
            if name.to_string_lossy().starts_with('.') {
                continue;
            }
            if !path.is_dir() {
                self.files.push(path);
            } else if name == OsStr::new(PACKAGES) {
                self.leave_out(format!(
                    "{}: packages of programs, which were left out; name the folder itself to read it",
                    path.display()
                ));
            } else {
                self.look(&path)?;
            }
        }
        Ok(())
    }

    /// What is in the files.
    fn take(&mut self, format: Option<Format>) -> Vec<Imported> {
        let mut parts = Vec::new();
        for file in std::mem::take(&mut self.files) {
            let ending = file.extension().unwrap_or_default();
            let ending = ending.to_string_lossy().to_lowercase();
            let loaded = match input::of_folder(&file, format, TEXTS.contains(&&*ending)) {
                Ok(Some(loaded)) => loaded,
                Ok(None) => {
                    *self.others.entry(ending).or_default() += 1;
                    continue;
                }
                Err(error) => {
                    let why = crate::message(&error);
                    self.leave_out(format!("{why}; the file was left out"));
                    continue;
                }
            };
            let is_guessed = format.is_none() && loaded.kind == Format::Listing.name();
            self.marked += usize::from(is_guessed && MARKDOWN.contains(&&*ending));
            parts.push(input::named(loaded.imported, &file));
        }
        parts
    }

    fn leave_out(&mut self, text: String) {
        self.warnings
            .push(Warning::new(WarningCode::Skipped, "", text));
    }

    /// Says what was read as something that it may not be, and what was not read.
    fn tell(&mut self, folder: &Path) {
        let name = folder.display();
        if self.marked > 0 {
            let text = format!(
                "{name}: {} read as copied pages, with headings as titles of articles; check the \
                 articles before you use them",
                were(self.marked, "Markdown file")
            );
            let warning = Warning::new(WarningCode::Guessed, "", text);
            self.warnings.insert(0, warning);
        }
        if self.others.is_empty() {
            return;
        }
        let endings = self.others.keys().take(ENDINGS);
        let endings = endings.map(|ending| format!(".{ending}"));
        let mut endings = endings.collect::<Vec<_>>().join(", ");
        if self.others.len() > ENDINGS {
            endings.push_str(", …");
        }
        self.leave_out(format!(
            "{name}: {} left out, with names in {endings}; name them to read them as copied pages",
            were(self.others.values().sum(), "text file")
        ));
    }
}

/// `1 file was`, `2 files were`.
fn were(number: usize, one: &str) -> String {
    let verb = if number == 1 { "was" } else { "were" };
    format!("{} {verb}", count(number, one))
}
