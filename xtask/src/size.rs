//! `cargo xtask size`: how large is what a reader loads, part by part, and is it within the
//! budget of `xtask/size-budget.json`?

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::run;
use crate::shell::gzip_size;
use crate::workspace::{dist, root, shell};

/// A part of what is loaded.
struct Part {
    name: String,
    size_bytes: usize,
}

/// `cargo xtask size`: builds, packs, measures.
pub(crate) fn run(_: &Args) -> Result<()> {
    let page = dist().join("coups.html");
    run::pack(&root().join("data").join("coups.json"), &page)?;
    check(&page)
}

/// Prints the parts of a packed file made from the current shell; fails above the budget.
pub(crate) fn check(page: &Path) -> Result<()> {
    let mut budget = budget()?;
    let mut over = Vec::new();
    println!("{:32} {:>9} {:>9} {:>9}", "part", "bytes", "limit", "aim");
    for part in parts(page)? {
        let bound = budget.remove(&part.name).unwrap_or_default();
        let shown = |bytes: Option<usize>| bytes.map_or_else(String::new, |it| it.to_string());
        println!(
            "{:32} {:>9} {:>9} {:>9}",
            part.name,
            part.size_bytes,
            shown(bound.limit),
            shown(bound.aim)
        );
        if let Some(limit) = bound.limit.filter(|limit| part.size_bytes > *limit) {
            over.push(format!(
                "{} is {} bytes, {} over",
                part.name,
                part.size_bytes,
                part.size_bytes - limit
            ));
        }
    }
    if let Some(name) = budget.keys().next() {
        // A bound of nothing would hold for ever.
        bail!("xtask/size-budget.json bounds `{name}`, and there is no such part");
    }
    if over.is_empty() {
        return Ok(());
    }
    bail!(
        "over the budget of xtask/size-budget.json: {}; make it smaller, or raise the budget with a reason",
        over.join("; ")
    )
}

/// What is asked of a part, in bytes: the build fails above the limit; the aim is where we want
/// to be and are not yet.
#[derive(Clone, Copy, Default)]
struct Bound {
    limit: Option<usize>,
    aim: Option<usize>,
}

fn budget() -> Result<BTreeMap<String, Bound>> {
    let file = root().join("xtask").join("size-budget.json");
    let text =
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let table: BTreeMap<String, BTreeMap<String, usize>> = serde_json::from_str(&text)
        .with_context(|| format!("{} is not a table of sizes", file.display()))?;
    Ok(table
        .into_iter()
        .map(|(name, bounds)| {
            let bound = Bound {
                limit: bounds.get("limit").copied(),
                aim: bounds.get("aim").copied(),
            };
            (name, bound)
        })
        .collect())
}

fn parts(page: &Path) -> Result<Vec<Part>> {
    let read = |name: &str| {
        let file = shell().join(name);
        fs::read(&file).with_context(|| format!("cannot read {}", file.display()))
    };
    let file = fs::read(page).with_context(|| format!("cannot read {}", page.display()))?;
    let wasm = read("backfile.wasm")?;
    let mut parts = vec![
        ("program, raw".to_owned(), wasm.len()),
        ("program, gzip".to_owned(), gzip_size(&wasm)),
        (
            "program of a hosted archive, gzip".to_owned(),
            gzip_size(&read("site.wasm")?),
        ),
        (
            "program of an element, gzip".to_owned(),
            gzip_size(&read("element.wasm")?),
        ),
        // All that runs before the program of an element is there.
        (
            "scripts of an element, gzip".to_owned(),
            gzip_size(&read("backfile-embed.js")?) + gzip_size(&read("element.js")?),
        ),
        (
            "styles of an element, gzip".to_owned(),
            gzip_size(&read("element.css")?),
        ),
        ("glue, raw".to_owned(), read("backfile.js")?.len()),
        (
            "saver with its glue".to_owned(),
            read("saver.wasm.deflate")?.len() + read("saver.js.deflate")?.len(),
        ),
        ("styles, raw".to_owned(), read("backfile.css")?.len()),
        ("start scripts".to_owned(), read("boot.js")?.len()),
    ];
    let (mut texts, mut data) = (0, 0);
    for entry in entries(&file) {
        data += entry.size_bytes;
        if entry.name.starts_with("articles/") {
            texts += entry.size_bytes;
        } else {
            parts.push((entry.name, entry.size_bytes));
        }
    }
    parts.push(("articles/*.txt".to_owned(), texts));
    parts.push((
        "page, tables, frames of entries".to_owned(),
        file.len() - data,
    ));
    parts.push(("file, gzip".to_owned(), gzip_size(&file)));
    let name = page.file_name();
    let name = name.map(|name| name.to_string_lossy().into_owned());
    parts.push((format!("dist/{}", name.unwrap_or_default()), file.len()));
    Ok(parts
        .into_iter()
        .map(|(name, size_bytes)| Part { name, size_bytes })
        .collect())
}

/// The entries of the ZIP file that a packed file is, as stored. It is our own and whole: its
/// headers are looked for, not its list.
fn entries(file: &[u8]) -> Vec<Part> {
    let number = |at: usize, size: usize| {
        let bytes = file[at..at + size].iter().rev();
        bytes.fold(0, |number, &byte| number << 8 | usize::from(byte))
    };
    let mut entries = Vec::new();
    let mut at = 0;
    while let Some(found) = file[at..].windows(4).position(|four| four == b"PK\x03\x04") {
        let header = at + found;
        let (name_size, more) = (number(header + 26, 2), number(header + 28, 2));
        let name = &file[header + 30..header + 30 + name_size];
        let size_bytes = number(header + 18, 4);
        entries.push(Part {
            name: String::from_utf8_lossy(name).into_owned(),
            size_bytes,
        });
        at = header + 30 + name_size + more + size_bytes;
    }
    entries
}
