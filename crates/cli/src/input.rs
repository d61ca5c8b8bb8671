//! Here are paths: what archive is in them?
//!
//! Files keep the order in which they were given; a folder stands for the files in it, by name,
//! and what no importer reads in a folder is a warning instead of an error.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use backfile_import::{Format, Imported, Source};
use backfile_model::{Source as Publication, Warning, WarningCode};

use crate::args::Inputs;
use crate::opened::Reading;
use crate::{opened, output};

/// One input, read.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    pub(crate) imported: Imported,
    /// What it was: `archive`, `listing`, `packed`, `hosted`.
    pub(crate) kind: &'static str,
    /// The index of a packed file.
    pub(crate) index_bytes: Option<Vec<u8>>,
    pub(crate) size_bytes: usize,
}

/// All inputs as one archive, with what the options say of it.
pub(crate) fn archive(args: &Inputs) -> Result<Imported> {
    let format = args.format.as_deref().and_then(Format::from_name);
    let mut parts = Vec::new();
    for path in &args.paths {
        if path.is_dir() && !opened::is_hosted(path) {
            parts.extend(folder(path, format)?);
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

fn read_as(path: &Path, format: Option<Format>, reading: Reading) -> Result<Loaded> {
    if format.is_none()
        && let Some(loaded) = opened::hosted(path)?
    {
        return Ok(loaded);
    }
    let source = read(path)?;
    let size_bytes = source.bytes.len();
    if format.is_none()
        && let Some(loaded) = opened::packed(&source, reading)?
    {
        return Ok(loaded);
    }
    let kind = format.or_else(|| backfile_import::detect(&source.name, &source.bytes));
    Ok(Loaded {
        imported: backfile_import::read(&source, format)?,
        kind: kind.map_or("", Format::name),
        index_bytes: None,
        size_bytes,
    })
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

/// The readable files of a folder and its folders, by name.
fn folder(path: &Path, format: Option<Format>) -> Result<Vec<Imported>> {
    let mut parts = Vec::new();
    for file in files(path)? {
        let part = match read_as(&file, format, Reading::Lenient) {
            Ok(loaded) => named(loaded.imported, &file),
            Err(error) => Imported {
                warnings: vec![Warning::new(
                    WarningCode::Skipped,
                    "",
                    format!("{error:#}; the file was left out"),
                )],
                ..Imported::default()
            },
        };
        parts.push(part);
    }
    let found: usize = parts.iter().map(|part| part.archive.articles.len()).sum();
    ensure!(
        found > 0,
        "{}: no input can be read in this folder; it needs archive JSON, packed HTML or copied pages as .txt",
        path.display()
    );
    Ok(parts)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("{}: cannot be listed", folder.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry?.path());
    }
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

/// Gives an archive without a title the name of its file.
fn named(mut imported: Imported, path: &Path) -> Imported {
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
