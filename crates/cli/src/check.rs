//! `backfile check`: is this archive sound, and what is in it?

use anyhow::{Result, ensure};
use backfile_model::{Archive, Summary, Warning};
use serde_json::{Value, json};

use crate::args::Check;
use crate::input::Loaded;
use crate::output::{count, print, size};
use crate::{Outcome, input, opened, report, style};

/// `backfile check`.
pub(crate) fn run(args: &Check) -> Result<Outcome> {
    let name = args.file.display().to_string();
    let found = opened::ensure_complete(&args.file);
    let found = found.and_then(|()| input::load(&args.file, None));
    let found = found.and_then(|mut loaded| {
        ensure_index(&name, &loaded)?;
        let more = backfile_model::check(&loaded.imported.archive);
        add_new(&mut loaded.imported.warnings, more);
        Ok(loaded)
    });
    let loaded = match found {
        Ok(loaded) => loaded,
        Err(error) => {
            if args.json {
                print(&format!(
                    "{:#}",
                    json!({ "file": name, "sound": false, "error": format!("{error:#}") })
                ))?;
            }
            return Err(error);
        }
    };
    if args.json {
        print(&format!("{:#}", as_json(&name, &loaded)))?;
    } else {
        tell(&name, &loaded)?;
    }
    let warned = args.strict && !loaded.imported.warnings.is_empty();
    Ok(if warned {
        Outcome::Warned
    } else {
        Outcome::Done
    })
}

/// An index that does not fit its articles would find others than it says.
fn ensure_index(name: &str, loaded: &Loaded) -> Result<()> {
    let Some(index) = loaded.index(name)? else {
        return Ok(());
    };
    let (indexed, articles) = (
        index.doc_count() as usize,
        loaded.imported.archive.articles.len(),
    );
    ensure!(
        indexed == articles,
        "{name}: the index has {indexed} articles, the archive {articles}; pack the archive again"
    );
    Ok(())
}

/// Adds warnings that reading has not given already.
fn add_new(warnings: &mut Vec<Warning>, more: Vec<Warning>) {
    for warning in more {
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
}

fn kind_name(kind: &str) -> &str {
    match kind {
        "packed" => "packed archive",
        "hosted" => "hosted archive",
        "listing" => "copied page",
        _ => "archive JSON",
    }
}

fn tell(name: &str, loaded: &Loaded) -> Result<()> {
    let archive = &loaded.imported.archive;
    let summary = Summary::of(archive);
    print(&format!(
        "{}: sound, {}, {}",
        style::out().bold(name),
        kind_name(loaded.kind),
        size(loaded.size_bytes)
    ))?;
    print(&format!("  title     {}", archive.title))?;
    print(&format!("  articles  {}", report::facts(archive)))?;
    print(&format!(
        "  language  {}",
        archive.language.as_deref().unwrap_or("not stated")
    ))?;
    print(&format!("  with      {}", with(&summary)))?;
    if let Some(index) = &loaded.index_bytes {
        print(&format!("  index     {}", size(index.len())))?;
    }
    if !loaded.imported.skipped.is_empty() {
        print(&format!(
            "  left out  {}",
            count(loaded.imported.skipped.len(), "passage")
        ))?;
    }
    let warnings = &loaded.imported.warnings;
    print(&format!("  warnings  {}", warnings.len()))?;
    for warning in warnings {
        print(&format!("    {warning}"))?;
    }
    Ok(())
}

fn with(summary: &Summary) -> String {
    format!(
        "text {}, summary {}, date {}, place {}, address {}",
        summary.with_body,
        summary.with_summary,
        summary.with_date,
        summary.with_place,
        summary.with_url
    )
}

fn as_json(name: &str, loaded: &Loaded) -> Value {
    let archive: &Archive = &loaded.imported.archive;
    let summary = Summary::of(archive);
    let span = summary
        .span
        .as_ref()
        .map(|(first, last)| [first.to_string(), last.to_string()]);
    json!({
        "file": name,
        "sound": true,
        "kind": loaded.kind,
        "size_bytes": loaded.size_bytes,
        "index_size_bytes": loaded.index_bytes.as_ref().map(Vec::len),
        "title": archive.title,
        "language": archive.language,
        "articles": summary.articles,
        "span": span,
        "with_body": summary.with_body,
        "with_summary": summary.with_summary,
        "with_date": summary.with_date,
        "with_place": summary.with_place,
        "with_url": summary.with_url,
        "skipped": loaded.imported.skipped.len(),
        "warnings": loaded.imported.warnings.iter().map(report::warning).collect::<Vec<_>>(),
    })
}
