//! What was made, and what should the user know of it?
//!
//! The summary names the first few warnings and left-out passages; the report file has all of
//! them, whole.

use std::fmt::Write as _;
use std::path::Path;

use backfile_import::{Imported, Skipped};
use backfile_model::{Archive, Summary, Warning};
use serde_json::{Value, json};

use crate::output::{count, note};
use crate::{output, style};

/// Warnings and passages that the summary shows.
const SHOWN: usize = 5;
/// Characters of a passage that the summary shows.
const SHOWN_CHARS: usize = 60;

/// Tells what was written, on the error stream; `made` is its size.
pub(crate) fn summary(file: &Path, imported: &Imported, made: &str, report: Option<&Path>) {
    let name = if output::is_stream(file) {
        "archive".to_owned()
    } else {
        file.display().to_string()
    };
    let facts = facts(&imported.archive);
    note(&format!("{}: {facts}, {made}", style::err().bold(&name)));
    let elsewhere = match report {
        Some(path) => format!("all in {}", path.display()),
        None => "--report FILE writes all, whole".to_owned(),
    };
    let warnings: Vec<String> = imported.warnings.iter().map(Warning::to_string).collect();
    let skipped: Vec<String> = imported.skipped.iter().map(line).collect();
    list(&count(warnings.len(), "warning"), &warnings, &elsewhere);
    list(
        &format!("{} of the pages left out", count(skipped.len(), "passage")),
        &skipped,
        &elsewhere,
    );
}

/// `30 articles, 2014-04 to 2024-08`
pub(crate) fn facts(archive: &Archive) -> String {
    let summary = Summary::of(archive);
    let articles = count(summary.articles, "article");
    match summary.span {
        Some((first, last)) if first == last => format!("{articles}, {first}"),
        Some((first, last)) => format!("{articles}, {first} to {last}"),
        None => format!("{articles}, no dates"),
    }
}

fn list(heading: &str, lines: &[String], elsewhere: &str) {
    if lines.is_empty() {
        return;
    }
    note(&format!("{heading} ({elsewhere}):"));
    for line in lines.iter().take(SHOWN) {
        note(&format!("  {line}"));
    }
    if lines.len() > SHOWN {
        note(&format!("  and {} more", lines.len() - SHOWN));
    }
}

fn line(skipped: &Skipped) -> String {
    let text = skipped
        .text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let mut shown: String = text.chars().take(SHOWN_CHARS).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    format!("{skipped}: “{shown}”")
}

/// The report file: JSON where its name says so, else text.
pub(crate) fn whole(path: &Path, imported: &Imported) -> Vec<u8> {
    let is_json = path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("json"));
    let mut text = if is_json {
        as_json(imported)
    } else {
        as_text(imported)
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text.into_bytes()
}

fn as_json(imported: &Imported) -> String {
    let skipped = |s: &Skipped| {
        json!({
            "source": s.source,
            "first_line": s.first_line,
            "last_line": s.last_line,
            "reason": s.reason.as_str(),
            "text": s.text,
        })
    };
    let value = json!({
        "title": imported.archive.title,
        "articles": imported.archive.articles.len(),
        "warnings": imported.warnings.iter().map(warning).collect::<Vec<_>>(),
        "skipped": imported.skipped.iter().map(skipped).collect::<Vec<_>>(),
    });
    format!("{value:#}")
}

/// A warning as JSON.
pub(crate) fn warning(warning: &Warning) -> Value {
    json!({ "code": warning.code.as_str(), "place": warning.place, "text": warning.text })
}

fn as_text(imported: &Imported) -> String {
    let mut text = format!("{}: {}\n", imported.archive.title, facts(&imported.archive));
    let _ = writeln!(text, "\n{}", count(imported.warnings.len(), "warning"));
    for warning in &imported.warnings {
        let _ = writeln!(text, "- {warning}");
    }
    let _ = writeln!(
        text,
        "\n{} left out",
        count(imported.skipped.len(), "passage")
    );
    for skipped in &imported.skipped {
        let _ = writeln!(text, "\n- {skipped}");
        for line in skipped.text.lines() {
            let _ = writeln!(text, "{}", format!("    {line}").trim_end());
        }
    }
    text
}
