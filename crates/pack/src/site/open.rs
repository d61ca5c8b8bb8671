//! Here are the files of a hosted archive: give me what is in them, or say which one is wrong.

use std::collections::BTreeSet;
use std::io;
use std::ops::Range;

use backfile_model::{Archive, Block, Hosted, Part, Warning};

pub(super) mod index;

use super::hosted::{FOLDER, MANIFEST_PATH, file_name};
use crate::Error;
use crate::island::slug_sums;

/// Gives the bytes of a file of a site, by its path with `/` from the folder of the site.
pub type Get<'a> = &'a mut dyn FnMut(&str) -> io::Result<Vec<u8>>;

/// What was in the files of a hosted archive.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What it says of itself.
    pub hosted: Hosted,
    /// Its articles.
    pub archive: Archive,
    /// What is to be said of them.
    pub warnings: Vec<Warning>,
    /// Its search index. Its documents are the articles in the order of [`Hosted::documents`].
    pub index_bytes: Vec<u8>,
}

/// Reads a hosted archive back; every file and every block is checked.
pub fn open(get: Get<'_>) -> Result<Opened, Error> {
    let hosted = manifest(get)?;
    let mut json = hosted.frame.clone().into_bytes();
    for (number, part) in hosted.articles.iter().enumerate() {
        if number > 0 {
            json.push(b',');
        }
        json.extend(items(part, get)?);
    }
    json.extend_from_slice(b"]}");
    let read = backfile_model::read(&json)?;
    let index_bytes = index::index(&hosted, get)?.bytes;
    for part in hosted.rows.iter().chain(&hosted.leads) {
        blocks(part, get)?;
    }
    slugs(&hosted.slugs, &read.archive, get)?;
    let found = read.archive.articles.len();
    let told = hosted.manifest.article_count as usize;
    if found != told {
        let what = format!("it tells of {told} articles, and the parts hold {found}");
        return Err(wrong(MANIFEST_PATH, what));
    }
    Ok(Opened {
        archive: read.archive,
        warnings: read.warnings,
        index_bytes,
        hosted,
    })
}

/// Paths of all files of the data that the manifest and the pages of a hosted archive name, each
/// once, for those of them that can be had.
pub fn named_files(pages: &[String], get: Get<'_>) -> BTreeSet<String> {
    let mut paths = BTreeSet::from([MANIFEST_PATH.to_owned()]);
    if let Ok(hosted) = manifest(get) {
        let parts = hosted.rows.iter().chain(&hosted.leads);
        let parts = parts.chain(&hosted.articles).chain([&hosted.slugs]);
        paths.extend(parts.map(path));
        let index = hosted.index.iter().map(|part| &part.file);
        let changes = Some(&hosted.changes).filter(|file| !file.is_empty());
        paths.extend(index.chain(changes).map(|file| format!("{FOLDER}{file}")));
    }
    for page in pages {
        let Ok(bytes) = get(page) else {
            continue;
        };
        // Program, script and styles are in attributes.
        let text = String::from_utf8_lossy(&bytes);
        let values = text.split('"').filter(|value| value.starts_with(FOLDER));
        paths.extend(
            values
                .filter(|value| is_plain(&value[FOLDER.len()..]))
                .map(str::to_owned),
        );
    }
    paths
}

pub(super) fn manifest(get: Get<'_>) -> Result<Hosted, Error> {
    let json = file(MANIFEST_PATH, get)?;
    let told = |error: serde_json::Error| wrong(MANIFEST_PATH, error.to_string());
    let value: serde_json::Value = serde_json::from_slice(&json).map_err(told)?;
    let format = value.get("format").and_then(serde_json::Value::as_u64);
    let is_known = |format| (1..=u64::from(Hosted::FORMAT)).contains(&format);
    if !format.is_some_and(is_known) {
        return Err(Error::Format {
            found: format.unwrap_or(0),
        });
    }
    Ok(Hosted::read(&json)?)
}

/// The items of a part, without the feed around them.
fn items(part: &Part, get: Get<'_>) -> Result<Vec<u8>, Error> {
    let mut blocks = blocks(part, get)?;
    // The first block is the feed up to its items, the last what comes after them.
    let is_whole = blocks.len() >= 2;
    if !is_whole {
        return Err(wrong(&path(part), "it holds no feed".to_owned()));
    }
    blocks.pop();
    blocks.remove(0);
    Ok(blocks.concat())
}

/// The decoded blocks of a part.
fn blocks(part: &Part, get: Get<'_>) -> Result<Vec<Vec<u8>>, Error> {
    decoded(part, &named(part, get)?)
}

/// The decoded blocks of a part's bytes.
fn decoded(part: &Part, bytes: &[u8]) -> Result<Vec<Vec<u8>>, Error> {
    let path = path(part);
    let found = Part::blocks(bytes).map_err(|error| wrong(&path, error.to_string()))?;
    let decode = |(number, (block, range)): (usize, (Block, Range<usize>))| {
        block
            .decode(&bytes[range])
            .ok_or_else(|| wrong(&path, format!("block {} does not decode", number + 1)))
    };
    found.into_iter().enumerate().map(decode).collect()
}

fn slugs(part: &Part, archive: &Archive, get: Get<'_>) -> Result<(), Error> {
    let bytes = named(part, get)?;
    let slugs = archive.articles.iter();
    if bytes == slug_sums(slugs.map(|article| article.slug.as_str())) {
        Ok(())
    } else {
        Err(wrong(
            &path(part),
            "these are not the slugs of the articles".to_owned(),
        ))
    }
}

/// The manifest may be anybody's: no name in it leads out of the folder.
fn is_plain(name: &str) -> bool {
    let is_plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte);
    !name.starts_with('.') && name.bytes().all(is_plain)
}

/// The bytes of a file that is named after them.
pub(super) fn named(part: &Part, get: Get<'_>) -> Result<Vec<u8>, Error> {
    if !is_plain(&part.file) {
        let what = format!("`{}` is no name of a part", part.file);
        return Err(wrong(MANIFEST_PATH, what));
    }
    let path = path(part);
    let bytes = file(&path, get)?;
    let name = part.file.split_once('-').zip(part.file.rsplit_once('.'));
    let is_own =
        name.is_some_and(|((kind, _), (_, end))| file_name(kind, end, &bytes) == part.file);
    if is_own {
        Ok(bytes)
    } else {
        let what = format!("it is not what its name says; it has {} bytes", bytes.len());
        Err(wrong(&path, what))
    }
}

fn file(path: &str, get: Get<'_>) -> Result<Vec<u8>, Error> {
    get(path).map_err(|source| Error::Get {
        path: path.to_owned(),
        source,
    })
}

fn path(part: &Part) -> String {
    format!("{FOLDER}{}", part.file)
}

fn wrong(path: &str, what: String) -> Error {
    Error::Part {
        path: path.to_owned(),
        what,
    }
}
