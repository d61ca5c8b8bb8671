//! Here is a packed file: give me what is in it, or say exactly what is wrong with it.
//!
//! It is read as the ZIP file that it is; then the tables by which a browser finds the same
//! entries are made anew and compared. Where the file is cut, its entries are walked from the
//! start, to say how far it goes.

use backfile_model::{Archive, Block, Manifest, Warning};
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::region::{CLOSE, OPEN, Place};
use crate::zip::{self, Entry};
use crate::{Error, Part, page, units};

/// What was in a packed file.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Its articles.
    pub archive: Archive,
    /// What is to be said of them.
    pub warnings: Vec<Warning>,
    /// Its search index.
    pub index_bytes: Vec<u8>,
}

/// Whether bytes begin as a packed file does.
pub fn is_packed(bytes: &[u8]) -> bool {
    let start = units::encode(page::DOCTYPE);
    bytes
        .strip_prefix(&[0xFF, 0xFE])
        .is_some_and(|rest| rest.starts_with(&start))
}

/// Whether bytes are a packed file that another program read and wrote as text, in another
/// encoding.
pub fn is_recoded(bytes: &[u8]) -> bool {
    // Enough for the mark in any encoding; what it takes beside ASCII, marks and zeros, is left out.
    let near = &bytes[..bytes.len().min(2 * NEAR_BYTES)];
    let text: String = near
        .iter()
        .filter(|byte| byte.is_ascii() && **byte != 0)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    // A browser that saves a page writes a comment before its root.
    let root = text
        .split_once("<html")
        .and_then(|(_, rest)| rest.split_once('>'));
    let is_ours = root.is_some_and(|(root, _)| root.contains(page::LAYOUT));
    is_ours && !is_packed(bytes)
}

/// Reads a packed file back; every entry is checked.
pub fn open(file: &[u8]) -> Result<Opened, Error> {
    if is_recoded(file) {
        return Err(Error::Recoded);
    }
    check_layout(file)?;
    let entries = zip::read_directory(file).ok_or_else(|| cut(file))?;
    if !file.ends_with(&units::encode(&[CLOSE, page::END].concat())) {
        return Err(altered("the end of the page"));
    }
    let manifest = entry(file, &entries, Part::Manifest.entry_name(), &[])?;
    let manifest = read_manifest(&manifest)?;
    let blocks = |part| match part {
        Part::Slugs => &*manifest.slugs,
        Part::Rows => &manifest.rows,
        Part::Index => &manifest.index,
        Part::Archive => &manifest.articles,
        _ => &[],
    };
    let part = |part: Part| entry(file, &entries, part.entry_name(), blocks(part));
    let read = backfile_model::read(&part(Part::Archive)?)?;
    let index_bytes = part(Part::Index)?;
    for other in &entries {
        let known = Part::ALL
            .into_iter()
            .find(|part| part.entry_name() == other.name);
        entry(file, &entries, &other.name, known.map_or(&[], blocks))?;
    }
    check_tables(file, &entries)?;
    if read.archive.articles.len() != manifest.article_count as usize {
        return Err(altered("the number of articles"));
    }
    Ok(Opened {
        manifest,
        archive: read.archive,
        warnings: read.warnings,
        index_bytes,
    })
}

fn altered(what: impl Into<String>) -> Error {
    Error::Altered { what: what.into() }
}

/// The page says in so many bytes that it is ours.
const NEAR_BYTES: usize = 512;

/// The page says near its start that it is ours, and which layout it has.
fn check_layout(file: &[u8]) -> Result<(), Error> {
    if !is_packed(file) {
        return Err(Error::NotPacked("it does not begin as one"));
    }
    let mark = units::encode(page::LAYOUT);
    let near = &file[..file.len().min(NEAR_BYTES)];
    let at = near.windows(mark.len()).position(|window| window == mark);
    // Where not even the first tag is whole, the mark may have been lost with the rest of it.
    let mut tag = units::units(near).skip(1 + page::DOCTYPE.len());
    let at = at.ok_or(if tag.any(|unit| unit == u16::from(b'>')) {
        Error::NotPacked("it is a web page of another kind")
    } else {
        cut_at_start(file)
    })?;
    let digits = units::units(&near[at + mark.len()..]).map_while(|unit| {
        let digit = char::from_u32(u32::from(unit))?.to_digit(10)?;
        Some(u64::from(digit))
    });
    let found = digits
        .take(9)
        .fold(None, |number, digit| Some(number.unwrap_or(0) * 10 + digit));
    let found = found.ok_or_else(|| cut_at_start(file))?;
    if found == u64::from(Manifest::FORMAT) {
        Ok(())
    } else {
        Err(Error::Format { found })
    }
}

fn read_manifest(json: &[u8]) -> Result<Manifest, Error> {
    let manifest: Manifest = serde_json::from_slice(json)
        .map_err(|error| altered(format!("{} ({error})", Part::Manifest)))?;
    if manifest.format == Manifest::FORMAT {
        Ok(manifest)
    } else {
        Err(Error::Format {
            found: u64::from(manifest.format),
        })
    }
}

fn cut_at_start(file: &[u8]) -> Error {
    Error::NoEnd {
        after: format!("its first {} bytes", file.len()),
    }
}

/// What is wrong with a file that does not end in its list of entries.
fn cut(file: &[u8]) -> Error {
    let end = units::encode(&[CLOSE, page::END].concat());
    let ends = file.windows(end.len()).rposition(|window| window == end);
    if let Some(size_bytes) = ends.map(|at| at + end.len()).filter(|at| *at < file.len()) {
        return Error::Longer {
            size_bytes,
            extra_bytes: file.len() - size_bytes,
        };
    }
    let mut at = zip::find_header(file, 0);
    if at.is_none() {
        return cut_at_start(file);
    }
    let mut after = String::new();
    while let Some((entry, start)) = at.and_then(|at| zip::read_header(file, at)) {
        let found = file.len().saturating_sub(start) as u64;
        let expected = u64::from(entry.stored_size);
        if found < expected {
            return Error::Cut {
                place: format!("`{}`", entry.name),
                found_bytes: found,
                expected_bytes: expected,
            };
        }
        after = format!("`{}`", entry.name);
        let end = start + entry.stored_size as usize;
        at = zip::find_header(file, end);
    }
    Error::NoEnd { after }
}

/// The stored bytes of an entry, whose two headers must say the same.
fn stored<'a>(file: &'a [u8], entry: &Entry) -> Result<&'a [u8], Error> {
    let name = || altered(format!("the place of {}", entry.name));
    let (header, start) = zip::read_header(file, entry.header_at as usize).ok_or_else(name)?;
    let end = start
        .checked_add(entry.stored_size as usize)
        .ok_or_else(name)?;
    let stored = file.get(start..end).filter(|_| header == *entry);
    stored.ok_or_else(name)
}

/// The bytes of an entry; where they are not as they were written, the block is told.
fn entry(file: &[u8], all: &[Entry], name: &str, blocks: &[Block]) -> Result<Vec<u8>, Error> {
    let entry = all.iter().find(|entry| entry.name == name);
    let entry = entry.ok_or_else(|| altered(format!("the list of files ({name} is missing)")))?;
    let stored = stored(file, entry)?;
    let mut start = 0_usize;
    for (at, block) in blocks.iter().enumerate() {
        let end = start.saturating_add(block.stored_size_bytes as usize);
        let sound = stored
            .get(start..end)
            .and_then(|stored| block.decode(stored));
        if sound.is_none() {
            let (number, count) = (at + 1, blocks.len());
            return Err(altered(format!("block {number} of {count} of {name}")));
        }
        start = end;
    }
    let raw = decompress_to_vec_with_limit(stored, entry.raw_size as usize).ok();
    let is_whole = |raw: &Vec<u8>| {
        raw.len() == entry.raw_size as usize && backfile_model::crc32(0, raw) == entry.crc32
    };
    raw.filter(is_whole).ok_or_else(|| altered(name))
}

/// Makes the tables for browsers anew and compares them with those in the page.
fn check_tables(file: &[u8], entries: &[Entry]) -> Result<(), Error> {
    let (mut places, mut signs) = (Vec::new(), Vec::new());
    let (mut comment, mut unit) = (0, 0);
    let first = entries.iter().map(Entry::start).min();
    let mut end = first.unwrap_or_default();
    let between = units::encode(&[CLOSE, OPEN].concat()).len();
    for entry in entries {
        let at = entry.start();
        if at >= end + between {
            (comment, unit) = (comment + 1, 0);
        }
        let data = stored(file, entry)?;
        unit += units::parse(&entry.header()).unit_count;
        let parsed = units::parse(data);
        if let Some(part) = Part::ALL
            .into_iter()
            .find(|part| part.entry_name() == entry.name)
        {
            places.push(Place {
                part,
                comment,
                unit,
                unit_count: parsed.unit_count,
                sign: signs.len(),
                stored_size: entry.stored_size,
                raw_size: entry.raw_size,
                crc32: entry.crc32,
            });
            signs.extend(parsed.signs);
        }
        unit += parsed.unit_count;
        end = at + entry.header().len() + data.len() + data.len() % 2;
    }
    let front = &file[..first.unwrap_or_default().min(file.len())];
    if front.ends_with(&page::tables(&places, &signs)) {
        Ok(())
    } else {
        Err(altered("a table of places before the data"))
    }
}
