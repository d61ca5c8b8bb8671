//! Here are paths: what archive is in them?
//!
//! Files keep the order in which they were given; a folder stands for the files in it, by name,
//! and what no importer reads in a folder is a warning instead of an error.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use backfile_import::{Format, Imported, Source};
use backfile_model::{Run, Source as Publication};
use backfile_search::Index;

use crate::args::Inputs;
use crate::opened::Reading;
use crate::{folder, opened, output};

/// One input, read.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    pub(crate) imported: Imported,
    /// What it was: `archive`, `listing`, `packed`, `hosted`.
    pub(crate) kind: &'static str,
    /// The index of a packed file.
    pub(crate) index_bytes: Option<Vec<u8>>,
    /// The articles in the order of its documents, where that is not their own.
    pub(crate) documents: Vec<Run>,
    pub(crate) size_bytes: usize,
}

impl Loaded {
    /// The index that came with it.
    pub(crate) fn index(&self, name: &str) -> Result<Option<Index<&[u8]>>> {
        let Some(bytes) = self.index_bytes.as_deref() else {
            return Ok(None);
        };
        let mut index = Index::open(bytes).map_err(|error| anyhow!("{name}: {error}"))?;
        let runs: Vec<_> = self
            .documents
            .iter()
            .map(|run| (run.first, run.count))
            .collect();
        ensure!(
            runs.is_empty() || index.renumber(&runs),
            "{name}: the manifest does not name every article of the index once; pack the archive again"
        );
        Ok(Some(index))
    }
}

/// All inputs as one archive, with what the options say of it.
pub(crate) fn archive(args: &Inputs) -> Result<Imported> {
    let format = args.format.as_deref().and_then(Format::from_name);
    let mut parts = Vec::new();
    for path in &args.paths {
        if path.is_dir() && !opened::is_hosted(path) {
            parts.extend(folder::read(path, format, args.quiet)?);
        } else {
            parts.push(named(
                read_as(path, format, Reading::Lenient)?.imported,
                path,
            ));
        }
    }
    let mut merged = backfile_import::merge(parts);
    apply(args, &mut merged);
    Ok(merged)
}

/// One input, which is to be sound.
pub(crate) fn load(path: &Path, format: Option<Format>) -> Result<Loaded> {
    read_as(path, format, Reading::Strict)
}

/// One input among those of a folder; `None` where it would be read as a copied page for want of
/// anything better, and `takes_texts` is not said.
pub(crate) fn of_folder(
    path: &Path,
    format: Option<Format>,
    takes_texts: bool,
) -> Result<Option<Loaded>> {
    of_source(&read(path)?, format, (Reading::Lenient, takes_texts))
}

fn read_as(path: &Path, format: Option<Format>, reading: Reading) -> Result<Loaded> {
    if format.is_none()
        && let Some(loaded) = opened::hosted(path)?
    {
        return Ok(loaded);
    }
    let loaded = of_source(&read(path)?, format, (reading, true))?;
    Ok(loaded.unwrap_or_default())
}

fn of_source(
    source: &Source,
    format: Option<Format>,
    (reading, takes_texts): (Reading, bool),
) -> Result<Option<Loaded>> {
    if format.is_none()
        && let Some(loaded) = opened::packed(source, reading)?
    {
        return Ok(Some(loaded));
    }
    let kind = format.or_else(|| backfile_import::detect(&source.name, &source.bytes));
    if format.is_none() && kind == Some(Format::Listing) && !takes_texts {
        return Ok(None);
    }
    Ok(Some(Loaded {
        imported: backfile_import::read(source, format)?,
        kind: kind.map_or("", Format::name),
        index_bytes: None,
        documents: Vec::new(),
        size_bytes: source.bytes.len(),
    }))
}

fn read(path: &Path) -> Result<Source> {
    if output::is_stream(path) {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .context("the standard input cannot be read")?;
        return Ok(Source::new("standard input", bytes));
    }
    let name = path.display().to_string();
    match fs::read(path) {
        Ok(bytes) => Ok(Source::new(name, bytes)),
        Err(error) => Err(match error.kind() {
            io::ErrorKind::NotFound => {
                anyhow!("{name}: there is no such file; check its name and folder")
            }
            io::ErrorKind::IsADirectory => anyhow!("{name}: this is a folder; name a file in it"),
            io::ErrorKind::PermissionDenied => {
                anyhow!("{name}: no permission to read it ({error}); make it readable")
            }
            _ => anyhow!("{name}: cannot be read: {error}"),
        }),
    }
}

/// Gives an archive without a title the name of its file.
pub(crate) fn named(mut imported: Imported, path: &Path) -> Imported {
    if imported.archive.title.trim().is_empty() && !output::is_stream(path) {
        let stem = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().replace(['_', '-'], " "));
        imported.archive.title = stem.unwrap_or_default();
    }
    imported
}

/// What the options say of the archive.
fn apply(args: &Inputs, imported: &mut Imported) {
    let archive = &mut imported.archive;
    let set = |value: &mut Option<String>, option: &Option<String>| {
        if option.is_some() {
            value.clone_from(option);
        }
    };
    set(&mut archive.description, &args.description);
    set(&mut archive.language, &args.language);
    set(&mut archive.licence, &args.licence);
    if let Some(title) = &args.title {
        archive.title.clone_from(title);
    }
    if archive.title.trim().is_empty() {
        "Archive".clone_into(&mut archive.title);
    }
    if let Some(name) = &args.source {
        archive.source = Some(Publication {
            name: name.clone(),
            url: args.source_url.clone(),
        });
    } else if let (Some(source), Some(url)) = (&mut archive.source, &args.source_url) {
        source.url = Some(url.clone());
    } else if args.source_url.is_some() {
        archive.home_page_url.clone_from(&args.source_url);
    }
    for article in &mut archive.articles {
        for category in &args.category {
            if !article.categories.contains(category) {
                article.categories.push(category.clone());
            }
        }
    }
}

/// Fails where an input is named twice or not at all, before anything is read.
pub(crate) fn ensure_distinct(inputs: &[PathBuf]) -> Result<()> {
    let streams = inputs.iter().filter(|path| output::is_stream(path)).count();
    if streams > 1 {
        bail!("the standard input is named {streams} times; it can be read once");
    }
    Ok(())
}
