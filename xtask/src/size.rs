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
    let budget = budget()?;
    let mut over = Vec::new();
    println!("{:28} {:>9} {:>9} {:>9}", "part", "bytes", "limit", "aim");
    for part in parts(page)? {
        let bound = budget.get(&part.name).copied().unwrap_or_default();
        let shown = |bytes: Option<usize>| bytes.map_or_else(String::new, |it| it.to_string());
        println!(
            "{:28} {:>9} {:>9} {:>9}",
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
    let html =
        fs::read_to_string(page).with_context(|| format!("cannot read {}", page.display()))?;
    let wasm = read("backfile.wasm")?;
    let mut parts = vec![
        ("program, raw".to_owned(), wasm.len()),
        ("program, gzip".to_owned(), gzip_size(&wasm)),
        (
            "program, as stored".to_owned(),
            read("backfile.wasm.deflate")?.len(),
        ),
        ("glue".to_owned(), read("backfile.js")?.len()),
        ("styles".to_owned(), read("backfile.css")?.len()),
        ("start scripts".to_owned(), read("boot.js")?.len()),
    ];
    for island in ["wasm", "rows", "index", "articles"] {
        parts.push((
            format!("island {island}, in the page"),
            island_size(&html, island),
        ));
    }
    let manifest = html.split("id=\"backfile-manifest\">").nth(1);
    let manifest = manifest.and_then(|rest| rest.split("</script>").next());
    parts.push(("manifest".to_owned(), manifest.map_or(0, str::len)));
    let noscript = html.rsplit("<noscript>").next();
    let noscript = noscript.and_then(|rest| rest.split("</noscript>").next());
    parts.push((
        "list without scripts".to_owned(),
        noscript.map_or(0, str::len),
    ));
    parts.push(("page, gzip".to_owned(), gzip_size(html.as_bytes())));
    let name = page
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    parts.push((format!("dist/{}", name.unwrap_or_default()), html.len()));
    Ok(parts
        .into_iter()
        .map(|(name, size_bytes)| Part { name, size_bytes })
        .collect())
}

/// Characters in the tags of an island.
fn island_size(html: &str, island: &str) -> usize {
    let start = format!("data-island=\"{island}\"");
    let tags = html.split(&start).skip(1);
    tags.filter_map(|rest| Some(rest.split_once('>')?.1.split('<').next()?.len()))
        .sum()
}
