//! Golden folders: tests/fixtures/import/listing/CASE holds `input.txt` and what becomes of it:
//! `archive.json`, `warnings.txt` and `skipped.txt`, or `error.txt`. A file that would be empty
//! is not there. `UPDATE_EXPECT=1` writes them.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use backfile_import::{Format, Imported, Source, read};

const FOLDER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/fixtures/import/listing"
);
const GOLDENS: [&str; 4] = ["archive.json", "warnings.txt", "skipped.txt", "error.txt"];

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(FOLDER).unwrap();
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    cases
}

/// What became of the input, as the texts of the golden files.
fn outcome(case: &Path) -> [String; 4] {
    let source = Source::new("input.txt", fs::read(case.join("input.txt")).unwrap());
    match read(&source, None) {
        Ok(imported) => [
            String::from_utf8(backfile_model::write(&imported.archive)).unwrap(),
            imported
                .warnings
                .iter()
                .fold(String::new(), |mut all, warning| {
                    writeln!(all, "{warning}").unwrap();
                    all
                }),
            skipped(&imported),
            String::new(),
        ],
        Err(error) => [
            String::new(),
            String::new(),
            String::new(),
            format!("{error}\n"),
        ],
    }
}

fn skipped(imported: &Imported) -> String {
    imported
        .skipped
        .iter()
        .fold(String::new(), |mut all, skipped| {
            writeln!(all, "{skipped} [{}]", skipped.reason.as_str()).unwrap();
            for line in skipped.text.lines() {
                writeln!(all, "{}", format!("    {line}").trim_end()).unwrap();
            }
            all
        })
}

#[test]
fn every_case_gives_what_its_folder_says() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        for (name, text) in GOLDENS.iter().zip(outcome(&case)) {
            let path = case.join(name);
            if update && text.is_empty() {
                fs::remove_file(&path).ok();
            } else if update {
                fs::write(&path, &text).unwrap();
            }
            let golden = fs::read_to_string(&path).unwrap_or_default();
            if golden != text {
                wrong.push(format!(
                    "{}\n--- expected\n{golden}\n--- found\n{text}",
                    path.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_word_of_every_case_is_kept_or_reported() {
    for case in cases() {
        let bytes = fs::read(case.join("input.txt")).unwrap();
        let Ok(imported) = read(
            &Source::new("input.txt", bytes.clone()),
            Some(Format::Listing),
        ) else {
            continue;
        };
        // Cases in other encodings are compared by their decoded goldens only.
        let text = String::from_utf8(bytes).unwrap_or_default();
        if text.contains('\0') {
            continue;
        }
        let kept = kept_words(&imported);
        for word in words(&text) {
            assert!(kept.contains(&word), "{}: “{word}” is lost", case.display());
        }
    }
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Words of the archive and the report; dates are stated anew, so their words are let through.
fn kept_words(imported: &Imported) -> Vec<String> {
    let mut text = String::from_utf8(backfile_model::write(&imported.archive)).unwrap();
    text += &skipped(imported);
    for warning in &imported.warnings {
        write!(text, " {warning}").unwrap();
    }
    let mut kept = words(&text.replace("\\n", " ").replace("\\\"", " "));
    kept.extend(words(STATED_ANEW));
    kept.extend((1..=31).map(|day| day.to_string()));
    kept
}

/// Months, and the labels of bylines and dates.
const STATED_ANEW: &str = "january february march april may june july august by on posted and \
    de mayo por el von tag tags marzo abril июня мая марта مايو مارس أبريل بقلم ביולי במאי מאת \
    月 日 年 文 ٣ ٢٠٢٤ wednesday at pm 14 05 2024 publicado category categories juni mai 1st am 2024年5月3日 2024年5月1日";
