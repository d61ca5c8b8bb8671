//! Where do the parts of an index lie in its bytes?
//!
//! ```text
//! 0   magic "BFIX"
//! 4   format version
//! 8   number of documents
//! 12  number of sections
//! 16  checksum of everything from byte 24
//! 24  end of each section, from the end of this table; then the sections, one after the other
//! ```
//! All numbers are little-endian, 32 bits (the checksum 64). The version is raised with every
//! change of any section; `tests/formats` keeps an index of every released version.

use crate::Error;
use crate::bytes::checksum;

/// Version of the format, raised with every change of it.
pub(crate) const VERSION: u32 = 1;

const MAGIC: [u8; 4] = *b"BFIX";
const TABLE: usize = 24;

/// The sections, in their order in the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// Schema, symbols, languages, field statistics.
    Meta,
    /// A code for the length of every document, then lengths of the fields.
    Lengths,
    /// First and last day of every document.
    Dates,
    /// Values and documents of every facet.
    Facets,
    /// Start of each block of terms.
    TermBlocks,
    /// Terms, with where their postings are.
    Terms,
    /// Start of each block of stems.
    StemBlocks,
    /// Stems, with the terms that share them.
    Stems,
    /// Documents and frequencies of each term.
    Postings,
    /// Positions of each term.
    Positions,
}

impl Section {
    /// All of them, in their order.
    const ALL: [Self; COUNT] = [
        Self::Meta,
        Self::Lengths,
        Self::Dates,
        Self::Facets,
        Self::TermBlocks,
        Self::Terms,
        Self::StemBlocks,
        Self::Stems,
        Self::Postings,
        Self::Positions,
    ];
}

const COUNT: usize = 10;

/// Joins sections (in the order of [`Section`], each in pieces) to index bytes.
pub(crate) fn join(doc_count: u32, sections: [Vec<Vec<u8>>; COUNT]) -> Result<Vec<u8>, Error> {
    let size = sections.iter().flatten().map(Vec::len).sum::<usize>();
    let mut out = Vec::with_capacity(TABLE + COUNT * 4 + size);
    out.extend_from_slice(&MAGIC);
    for number in [VERSION, doc_count, COUNT as u32, 0, 0] {
        out.extend_from_slice(&number.to_le_bytes());
    }
    let mut end = 0;
    for section in &sections {
        end += section.iter().map(Vec::len).sum::<usize>();
        let end = u32::try_from(end).map_err(|_| Error::TooMany {
            what: "bytes",
            most: u32::MAX,
        })?;
        out.extend_from_slice(&end.to_le_bytes());
    }
    for piece in sections.into_iter().flatten() {
        out.extend_from_slice(&piece);
    }
    let sum = checksum(&out[TABLE..]);
    out[16..TABLE].copy_from_slice(&sum.to_le_bytes());
    Ok(out)
}

/// Where the sections of index bytes lie.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) doc_count: u32,
    ends: [usize; COUNT + 1],
}

impl Layout {
    /// Reads and checks the header and the checksum.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Error> {
        let layout = Self::read_start(bytes)?;
        if layout.size() != bytes.len() {
            return Err(Error::Damaged { part: "header" });
        }
        let sum = bytes
            .get(16..)
            .and_then(<[u8]>::first_chunk)
            .map(|eight| u64::from_le_bytes(*eight));
        if sum != Some(checksum(&bytes[TABLE..])) {
            return Err(Error::Damaged { part: "checksum" });
        }
        Ok(layout)
    }

    /// Reads and checks the header of bytes that may end before the sections do.
    pub(crate) fn read_start(bytes: &[u8]) -> Result<Self, Error> {
        let number = |at: usize| {
            bytes
                .get(at..)
                .and_then(<[u8]>::first_chunk)
                .map(|four| u32::from_le_bytes(*four))
        };
        if !bytes.starts_with(&MAGIC) {
            return Err(Error::NotAnIndex);
        }
        let found = number(4).ok_or(Error::NotAnIndex)?;
        if found != VERSION {
            return Err(Error::Version {
                found,
                supported: VERSION,
            });
        }
        let damaged = Error::Damaged { part: "header" };
        let doc_count = number(8).ok_or(damaged)?;
        let mut ends = [TABLE + COUNT * 4; COUNT + 1];
        for section in 0..COUNT {
            let end = number(TABLE + section * 4).ok_or(damaged)? as usize;
            ends[section + 1] = end.checked_add(ends[0]).ok_or(damaged)?;
        }
        if !ends.is_sorted() || number(12) != Some(COUNT as u32) {
            return Err(damaged);
        }
        Ok(Self { doc_count, ends })
    }

    /// Size of the index.
    pub(crate) fn size(&self) -> usize {
        self.ends[COUNT]
    }

    /// Where a section lies.
    pub(crate) fn range(&self, section: Section) -> std::ops::Range<usize> {
        self.ends[section as usize]..self.ends[section as usize + 1]
    }

    /// The section that a byte is in.
    pub(crate) fn section_at(&self, byte: usize) -> Option<Section> {
        let is_in = |section: &Section| self.range(*section).contains(&byte);
        Section::ALL.into_iter().find(is_in)
    }

    /// Where the lengths of the fields lie: in their section after the lengths of whole documents.
    pub(crate) fn field_lengths(&self) -> std::ops::Range<usize> {
        let all = self.range(Section::Lengths);
        let start = all.start.saturating_add(self.doc_count as usize);
        start.min(all.end)..all.end
    }

    /// The bytes of a section.
    #[inline]
    pub(crate) fn section<'a>(&self, bytes: &'a [u8], section: Section) -> &'a [u8] {
        bytes.get(self.range(section)).unwrap_or(&[])
    }
}
