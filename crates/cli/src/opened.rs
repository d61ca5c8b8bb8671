//! Here is what this command wrote, a file or a folder: what is in it?
//!
//! Whoever asks whether it is sound, or searches it by its index, reads all of it or nothing
//! ([`Reading::Strict`]). Whoever wants its articles gets those that are whole, and is told what is
//! damaged ([`Reading::Lenient`]).

use std::fs;
use std::path::Path;

use anyhow::{Result, anyhow, bail};
use backfile_import::{Imported, Source};
use backfile_model::{Warning, WarningCode};
use backfile_pack::Error;
use backfile_pack::site::{self, MANIFEST_PATH};

use crate::input::Loaded;
use crate::site as mark;

/// What becomes of a packed file that is damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// It is an error.
    Strict,
    /// What is whole of it is read, with warnings.
    Lenient,
}

/// The packed file in some bytes; `None` where they are something else.
pub(crate) fn packed(source: &Source, reading: Reading) -> Result<Option<Loaded>> {
    let bytes = &source.bytes;
    if !backfile_pack::open::is_packed(bytes) && !backfile_pack::open::is_recoded(bytes) {
        return Ok(None);
    }
    let found = match reading {
        Reading::Strict => backfile_pack::open(bytes)
            .map(|opened| (opened.archive, opened.warnings, Some(opened.index_bytes))),
        Reading::Lenient => backfile_pack::salvage(bytes)
            .map(|found| (found.archive, placed(found.warnings, &source.name), None)),
    };
    match found {
        Ok((archive, warnings, index_bytes)) => Ok(Some(Loaded {
            imported: Imported {
                archive,
                warnings,
                ..Imported::default()
            },
            kind: "packed",
            index_bytes,
            documents: Vec::new(),
            size_bytes: bytes.len(),
        })),
        // A page of somebody else: the importers say what can be done with it.
        Err(Error::NotPacked(_)) => Ok(None),
        Err(error) => Err(anyhow!("{}: {error}", source.name)),
    }
}

/// Says of all that is damaged in which file it is.
fn placed(mut warnings: Vec<Warning>, name: &str) -> Vec<Warning> {
    let damaged = warnings
        .iter_mut()
        .filter(|warning| warning.code == WarningCode::Damaged);
    for warning in damaged {
        warning.place = match &*warning.place {
            "" => name.to_owned(),
            place => format!("{name}: {place}"),
        };
    }
    warnings
}

/// Whether a folder is one that `pack --site` made with the app, or what is left of one.
pub(crate) fn is_hosted(folder: &Path) -> bool {
    let data = Path::new(MANIFEST_PATH).parent().map(Path::as_os_str);
    let data = data.unwrap_or_default();
    folder.join(MANIFEST_PATH).is_file() || mark::entries(folder).iter().any(|name| **name == *data)
}

/// The hosted archive in a folder that `pack --site` made; `None` where it is another folder.
pub(crate) fn hosted(folder: &Path) -> Result<Option<Loaded>> {
    if !is_hosted(folder) {
        return Ok(None);
    }
    let mut size_bytes = 0;
    let mut get = |path: &str| {
        let bytes = fs::read(folder.join(path))?;
        size_bytes += bytes.len();
        Ok(bytes)
    };
    let opened = site::open(&mut get);
    let opened = opened.map_err(|error| anyhow!("{}: {error}", folder.display()))?;
    Ok(Some(Loaded {
        imported: Imported {
            archive: opened.archive,
            warnings: opened.warnings,
            ..Imported::default()
        },
        kind: "hosted",
        index_bytes: Some(opened.index_bytes),
        documents: opened.hosted.documents,
        size_bytes,
    }))
}

/// Fails where files of a hosted archive are missing, with their names.
pub(crate) fn ensure_complete(folder: &Path) -> Result<()> {
    /// Names in the message.
    const SHOWN: usize = 5;
    if !is_hosted(folder) {
        return Ok(());
    }
    let mut names = mark::entries(folder);
    let is_page = |name: &&String| Path::new(name).extension().is_some_and(|end| end == "html");
    let pages: Vec<String> = names.iter().filter(is_page).cloned().collect();
    names.extend(site::named_files(&pages, &mut |path| {
        fs::read(folder.join(path))
    }));
    names.retain(|name| !folder.join(name).exists());
    // What is in a folder that is missing is missing with it.
    let folders: Vec<String> = names.iter().map(|name| format!("{name}/")).collect();
    names.retain(|name| !folders.iter().any(|folder| name.starts_with(folder)));
    if names.is_empty() {
        return Ok(());
    }
    let shown = names.len().min(SHOWN);
    let more = match names.len() - shown {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    bail!(
        "{}: missing in this folder: {}{more}; copy the site again, with all its files",
        folder.display(),
        names[..shown].join(", ")
    );
}
