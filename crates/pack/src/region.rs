//! Where is what in the comments of a page that are at once a ZIP file?
//!
//! Entries stand one after the other, each as header and data, in comments that are closed and
//! opened again between entries: a parser chokes on one comment of tens of megabytes. The list of
//! the entries ends the last comment, and the end of the page is the ZIP file's own comment.

use crate::stream::{EMPTY_BLOCK, END, Stream};
use crate::units::{self, PAD, Parsed};
use crate::well_formed::is_well_formed;
use crate::zip::{self, Entry};
use crate::{Error, Part};

/// A comment that is larger is closed after the entry that made it so.
const COMMENT_BYTES: usize = 64 * 1024;

/// What opens and closes a comment.
pub(crate) const OPEN: &str = "<!--";
pub(crate) const CLOSE: &str = "-->";

/// Where an entry is in the parsed page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Which entry.
    pub(crate) part: Part,
    /// Number of the comment.
    pub(crate) comment: usize,
    /// First unit of the data in that comment.
    pub(crate) unit: usize,
    /// Units of the data.
    pub(crate) unit_count: usize,
    /// Number of the data's first sign.
    pub(crate) sign: usize,
    /// Size as stored.
    pub(crate) stored_size: u32,
    /// Size once decoded.
    pub(crate) raw_size: u32,
    /// CRC-32 of the decoded bytes.
    pub(crate) crc32: u32,
}

/// The comments as they are made, from the first unit in the first of them.
#[derive(Debug, Default)]
pub(crate) struct Region {
    pub(crate) bytes: Vec<u8>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) places: Vec<Place>,
    pub(crate) signs: Vec<u16>,
    /// Whether some entry is not well-formed.
    has_halves: bool,
    /// The comment that is open: its number, its size, its units once parsed.
    comment: usize,
    size: usize,
    unit_count: usize,
}

impl Region {
    /// Adds a part that the viewer reads.
    pub(crate) fn add_part(&mut self, part: Part, stream: &Stream) -> Result<(), Error> {
        let (entry, parsed) = self.add(part.entry_name(), stream)?;
        self.places.push(Place {
            part,
            comment: self.comment,
            unit: self.unit_count - parsed.unit_count,
            unit_count: parsed.unit_count,
            sign: self.signs.len(),
            stored_size: entry.stored_size,
            raw_size: entry.raw_size,
            crc32: entry.crc32,
        });
        self.signs.extend(parsed.signs);
        Ok(())
    }

    /// Adds a file for people; the viewer does not read it, so nothing is said of its units.
    pub(crate) fn add_file(&mut self, name: &str, stream: &Stream) -> Result<(), Error> {
        self.add(name, stream).map(|_| ())
    }

    fn add(&mut self, name: &str, stream: &Stream) -> Result<(Entry, Parsed), Error> {
        if self.size >= COMMENT_BYTES {
            self.cut("");
        }
        // Well-formed if that can be, else so that it ends no comment.
        let ways = 2 * SHIFTS.len();
        for way in 0..ways {
            let (shifts, gap) = SHIFTS[way % SHIFTS.len()];
            let data = shifted(stream, shifts);
            let entry = self.entry(name, stream, (data.len(), gap))?;
            let header = entry.header();
            let pad = &[PAD][..data.len() % 2];
            let whole = [&header, &*data, pad].concat();
            let is_sound = is_well_formed(&whole);
            if units::holds_end(&whole) || !(is_sound || way >= SHIFTS.len()) {
                continue;
            }
            let parsed = units::parse(&data);
            self.unit_count += units::parse(&header).unit_count + parsed.unit_count;
            self.size += whole.len();
            self.bytes.extend(whole);
            self.entries.push(entry.clone());
            self.has_halves |= !is_sound;
            return Ok((entry, parsed));
        }
        Err(Error::Unwritable {
            name: name.to_owned(),
        })
    }

    fn entry(
        &self,
        name: &str,
        stream: &Stream,
        (stored_size, gap): (usize, usize),
    ) -> Result<Entry, Error> {
        let small = |size: u64| {
            let fits = u32::try_from(size).ok().filter(|_| size < zip::MOST_BYTES);
            fits.ok_or_else(|| Error::TooLarge {
                what: format!("`{name}`"),
                size_bytes: size,
            })
        };
        Ok(Entry {
            name: name.to_owned(),
            crc32: stream.crc32,
            stored_size: small(stored_size as u64)?,
            raw_size: small(stream.raw_size)?,
            header_at: small((self.bytes.len() + gap) as u64)?,
        })
    }

    /// Closes the comment, puts markup after it, and opens another.
    pub(crate) fn cut(&mut self, between: &str) {
        self.bytes
            .extend(units::encode(&[CLOSE, between, OPEN].concat()));
        self.comment += 1;
        (self.size, self.unit_count) = (0, 0);
    }

    /// The list of the entries for a file in which the first comment begins at `start`, up to the
    /// end of the file; `None` when this would close its comment too early, or be the only part
    /// that is not well-formed where `is_any_good` is not said.
    pub(crate) fn directory(
        &self,
        start: usize,
        end: &str,
        is_any_good: bool,
    ) -> Result<Option<Vec<u8>>, Error> {
        let at = start + self.bytes.len();
        let comment = units::encode(&[CLOSE, end].concat());
        let mut entries = self.entries.clone();
        for entry in &mut entries {
            entry.header_at += start as u32;
        }
        let directory = zip::directory(&entries, at as u32, &comment);
        if (at + directory.len()) as u64 > zip::MOST_BYTES || entries.len() > zip::MOST_ENTRIES {
            return Err(Error::TooLarge {
                what: "the archive".to_owned(),
                size_bytes: (at + directory.len()) as u64,
            });
        }
        let inner = &directory[..directory.len() - comment.len()];
        let is_good = is_any_good || self.has_halves || is_well_formed(inner);
        Ok((is_good && !units::holds_end(inner)).then_some(directory))
    }
}

/// How an entry may be moved: empty blocks in its data, which put it in other units or give it
/// another size, and bytes before its header, which put that in other units.
const SHIFTS: [(usize, usize); 10] = [
    (0, 0),
    (0, 1),
    (2, 0),
    (2, 1),
    (4, 0),
    (4, 1),
    (1, 0),
    (1, 1),
    (3, 0),
    (3, 1),
];

/// The data with so many empty blocks more. Blocks that are read alone keep their places.
fn shifted(stream: &Stream, shifts: usize) -> Vec<u8> {
    let empty = EMPTY_BLOCK.repeat(shifts);
    if stream.blocks.is_empty() {
        return [&empty, &*stream.stored].concat();
    }
    let (blocks, end) = stream.stored.split_at(stream.stored.len() - END.len());
    [blocks, &empty, end].concat()
}
