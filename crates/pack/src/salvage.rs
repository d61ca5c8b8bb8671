//! Here is a packed file that may be damaged: which of its articles are whole, and what is lost?
//!
//! Nothing is guessed. An article is kept where a checksum says that it is as it was written: that
//! of `archive.json`, else that of the block that it is in. Of an article that is lost, its row and
//! its text file may be there; together they give it again, without its form. Entries are found by
//! the list at the end of the file and by their own headers, so either may be damaged.

use std::ops::Range;

use backfile_model::{Archive, Block, Manifest, Row, Warning, WarningCode, write_frame};
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::zip::{self, Entry};
use crate::{Error, Part, open, units};

mod again;
mod blocks;

/// What is whole in a packed file.
#[derive(Clone, Debug)]
pub struct Salvaged {
    /// Its articles.
    pub archive: Archive,
    /// What is damaged, what is lost, and what is to be said of the articles.
    pub warnings: Vec<Warning>,
}

/// Reads what is whole of a packed file; of one that is sound, all.
pub fn salvage(file: &[u8]) -> Result<Salvaged, Error> {
    let refused = match open(file) {
        Ok(opened) => {
            return Ok(Salvaged {
                archive: opened.archive,
                warnings: opened.warnings,
            });
        }
        Err(error @ (Error::NotPacked(_) | Error::Format { .. })) => return Err(error),
        Err(error) => error,
    };
    if let Error::Recoded = &refused {
        return of_text(file);
    }
    if let Error::Longer { size_bytes, .. } = &refused {
        let mut found = salvage(&file[..*size_bytes])?;
        found.warnings.insert(0, damaged("", why(&refused)));
        return Ok(found);
    }
    of_entries(file, &refused)
}

/// What is whole of a file that was saved again as text in another encoding: a packed file is text
/// to the last unit, so it may have lost nothing.
fn of_text(file: &[u8]) -> Result<Salvaged, Error> {
    let again = as_utf_16(file).ok_or(Error::Recoded)?;
    let found = if open::is_packed(&again) {
        salvage(&again)
    } else {
        of_entries(&again, &Error::Recoded)
    };
    let mut found = found.map_err(|_| Error::Recoded)?;
    let told = found.warnings.first();
    if told.is_none_or(|warning| warning.text != why(&Error::Recoded)) {
        let warning = damaged("", why(&Error::Recoded));
        found.warnings.insert(0, warning);
    }
    Ok(found)
}

/// Text in UTF-8, or in UTF-16 with its big end first, as it stands in a packed file.
fn as_utf_16(file: &[u8]) -> Option<Vec<u8>> {
    let text = match file.strip_prefix(&[0xFE, 0xFF]) {
        Some(units) => {
            let units = units.as_chunks().0.iter().copied().map(u16::from_be_bytes);
            String::from_utf16(&units.collect::<Vec<_>>()).ok()?
        }
        None => String::from_utf8(file.to_vec()).ok()?,
    };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    Some([&[0xFF, 0xFE], &*units::encode(text)].concat())
}

/// What is whole of the entries of a file, of which it is known what is wrong with it.
fn of_entries(file: &[u8], refused: &Error) -> Result<Salvaged, Error> {
    let entries = Entries::find(file);
    let manifest = entries.whole(Part::Manifest.entry_name());
    let manifest: Option<Manifest> = manifest.and_then(|json| serde_json::from_slice(&json).ok());
    let (json, lost) = match entries.whole(Part::Archive.entry_name()) {
        Some(json) => (json, Vec::new()),
        None => manifest
            .and_then(|manifest| entries.articles(&manifest))
            .ok_or_else(|| Error::NothingWhole { why: why(refused) })?,
    };
    let read = backfile_model::read(&json)?;
    let mut warnings = entries.faults(refused);
    warnings.extend(lost);
    warnings.extend(read.warnings);
    Ok(Salvaged {
        archive: read.archive,
        warnings,
    })
}

/// What is wrong, without what helps.
fn why(refused: &Error) -> String {
    let text = refused.to_string();
    let why = text.split_once(';').map(|(why, _)| why.to_owned());
    why.unwrap_or(text)
}

fn damaged(place: &str, text: impl Into<String>) -> Warning {
    Warning::new(WarningCode::Damaged, place, text)
}

/// The entries of a file, as its list and as their headers tell them.
struct Entries<'a> {
    file: &'a [u8],
    all: Vec<Entry>,
    has_list: bool,
}

impl<'a> Entries<'a> {
    fn find(file: &'a [u8]) -> Entries<'a> {
        let list = zip::read_directory(file);
        let has_list = list.is_some();
        let mut all = list.unwrap_or_default();
        let mut next = zip::find_header(file, 0);
        while let Some(at) = next {
            if let Some((entry, _)) = zip::read_header(file, at)
                && !all.contains(&entry)
            {
                all.push(entry);
            }
            // A damaged header may tell any size, so all of the file is looked through.
            next = zip::find_header(file, at + 1);
        }
        Entries {
            file,
            all,
            has_list,
        }
    }

    /// All that is told of an entry of this name, and what is stored there.
    fn named(&self, name: &str) -> impl Iterator<Item = (&Entry, &'a [u8])> {
        let all = self.all.iter().filter(move |entry| entry.name == name);
        all.map(|entry| {
            let start = data_at(entry);
            let end = start.saturating_add(entry.stored_size as usize);
            let stored = self.file.get(start..end.min(self.file.len()));
            (entry, stored.unwrap_or_default())
        })
    }

    /// The bytes of an entry that is as it was written.
    fn whole(&self, name: &str) -> Option<Vec<u8>> {
        self.named(name).find_map(|(entry, stored)| {
            let raw = decompress_to_vec_with_limit(stored, entry.raw_size as usize).ok()?;
            let is_whole = raw.len() == entry.raw_size as usize;
            (is_whole && backfile_model::crc32(0, &raw) == entry.crc32).then_some(raw)
        })
    }

    /// The blocks of an entry, and nothing for those that are not as they were written.
    fn blocks(&self, part: Part, blocks: &[Block]) -> Vec<Option<Vec<u8>>> {
        let all = self.named(part.entry_name()).map(|(entry, _)| {
            let bytes = self.file.get(data_at(entry)..);
            blocks::decode(bytes.unwrap_or_default(), blocks)
        });
        let found = all.max_by_key(|found| found.iter().flatten().count());
        found.unwrap_or_else(|| vec![None; blocks.len()])
    }

    /// What is whole of the articles, as a feed, and what is lost of them; `None` where all is.
    fn articles(&self, manifest: &Manifest) -> Option<(Vec<u8>, Vec<Warning>)> {
        let blocks = self.blocks(Part::Archive, &manifest.articles);
        let rows = self.rows(manifest);
        let mut warnings = Vec::new();
        let mut json = blocks.first().cloned().flatten().unwrap_or_else(|| {
            let text = "the head is damaged; title, language and description are those of the \
                        list, and what else was said of the archive is lost";
            warnings.push(damaged(Part::Archive.entry_name(), text));
            head(manifest).into_bytes()
        });
        let (mut first, mut count) = (0_usize, 0_usize);
        let all = blocks.iter().zip(&manifest.articles).zip(1..);
        for ((found, block), number) in all {
            let items = first..first.saturating_add(block.count as usize);
            first = items.end;
            if items.is_empty() {
                continue;
            }
            let items = if let Some(raw) = found {
                count += items.len();
                vec![String::from_utf8_lossy(raw).into_owned()]
            } else {
                let block = format!("block {number} of {}", blocks.len());
                let (again, mut lost) = self.again(&block, items, &rows);
                count += again.len();
                warnings.append(&mut lost);
                again
            };
            for item in items {
                json.extend(item.trim().trim_end_matches(',').bytes());
                json.push(b',');
            }
        }
        if count == 0 {
            return None;
        }
        if json.last() == Some(&b',') {
            json.pop();
        }
        json.extend(b"]}");
        Some((json, warnings))
    }

    /// The articles of a block that is damaged, as far as they can be made again.
    fn again(&self, block: &str, items: Range<usize>, rows: &Rows) -> (Vec<String>, Vec<Warning>) {
        let place = Part::Archive.entry_name();
        let text = format!("{block} is damaged, with articles {}", numbers(&items));
        let mut warnings = vec![damaged(place, text)];
        let mut made = Vec::new();
        for at in items {
            let row = rows.get(at).and_then(Option::as_ref);
            let name = row.map_or_else(
                || format!("article {}", at + 1),
                |row| match &row.date {
                    Some(date) => format!("“{}” ({date})", row.title.trim()),
                    None => format!("“{}”", row.title.trim()),
                },
            );
            let item = row.and_then(|row| again::item(row, at, |name| self.whole(name)));
            let what = if item.is_some() {
                "is made again from its text file: its form, tags and pictures are lost"
            } else {
                "is lost"
            };
            warnings.push(damaged(place, format!("{name} {what}")));
            made.extend(item);
        }
        (made, warnings)
    }

    /// The rows that are whole, each at the number of its article.
    fn rows(&self, manifest: &Manifest) -> Rows {
        let mut rows = Vec::new();
        let found = self.blocks(Part::Rows, &manifest.rows);
        for (raw, block) in found.into_iter().zip(&manifest.rows) {
            let end = rows.len() + block.count as usize;
            if let Some(raw) = raw {
                // A block begins with the bracket or comma before its rows.
                let text = String::from_utf8_lossy(&raw);
                let list = text.get(1..).unwrap_or_default();
                let list = list.trim_end().trim_end_matches(']');
                let list: Vec<Row> = serde_json::from_str(&format!("[{list}]")).unwrap_or_default();
                rows.extend(list.into_iter().map(|row| Some(with_slug(row))));
            }
            rows.resize(end, None);
        }
        rows
    }

    /// What of the file is not as it was written, beside the blocks of the articles.
    fn faults(&self, refused: &Error) -> Vec<Warning> {
        let mut names: Vec<&str> = Part::ALL[..8]
            .iter()
            .map(|part| part.entry_name())
            .collect();
        for entry in &self.all {
            if !names.contains(&&*entry.name) {
                names.push(&entry.name);
            }
        }
        names.retain(|name| *name != Part::Archive.entry_name() && self.whole(name).is_none());
        let fault = |name: &&str| damaged(name, "this part of the file is damaged or missing");
        let mut warnings: Vec<Warning> = names.iter().map(fault).collect();
        let is_told = !warnings.is_empty() || self.whole(Part::Archive.entry_name()).is_none();
        if !self.has_list || !is_told {
            warnings.insert(0, damaged("", why(refused)));
        }
        warnings
    }
}

/// A row with the slug that is left out where it is made from the title.
fn with_slug(mut row: Row) -> Row {
    if row.slug.is_empty() {
        row.slug = backfile_text::slug(&row.title);
    }
    row
}

/// Where the data of an entry begin. Both headers tell it, so it is not read in either.
fn data_at(entry: &Entry) -> usize {
    entry.start() + entry.header().len()
}

/// Rows by the number of their article, and nothing for those that are lost.
type Rows = Vec<Option<Row>>;

/// `3`, or `3 to 5`, counted from one.
fn numbers(items: &Range<usize>) -> String {
    if items.len() == 1 {
        items.end.to_string()
    } else {
        format!("{} to {}", items.start + 1, items.end)
    }
}

/// The feed up to its items, as far as the manifest knows it.
fn head(manifest: &Manifest) -> String {
    let known = Archive {
        title: manifest.title.clone(),
        description: manifest.description.clone(),
        language: manifest.language.clone(),
        home_page_url: manifest.home_page_url.clone(),
        source: manifest.source.clone(),
        licence: manifest.licence.clone(),
        ..Archive::default()
    };
    write_frame(&known).0
}

#[cfg(test)]
mod tests;
