//! Where are the data of a hosted archive? Its list of parts, and what is in the head of a part.
//!
//! A hosted archive is a manifest beside files that are named after their content. Texts and rows
//! are in parts that hold a run of articles each; the runs of one kind follow each other in the
//! archive's order, so that the number of an article tells its part. The search index is one, its
//! bytes cut in parts.
//!
//! A part is its magic, the number of its blocks, what is to be known of each, and the stored
//! blocks one after the other; numbers have 32 bits, little-endian:
//! ```text
//! 0  magic "BFP1"
//! 4  number of blocks
//! 8  of each block: entries, raw size, stored size, CRC-32
//! …  the blocks
//! ```

use std::ops::Range;

use serde::Serialize;

use crate::{Block, Manifest};

const MAGIC: [u8; 4] = *b"BFP1";
const START: usize = 8;
const ENTRY: usize = 16;

/// The data of a hosted archive.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Hosted {
    /// Version of the layout, [`Hosted::FORMAT`].
    pub format: u32,
    /// What the first view needs. Its lists of blocks are empty: the parts have their own.
    pub manifest: Manifest,
    /// The feed as JSON up to its first item ([`crate::write_frame`]).
    pub frame: String,
    /// Parts of rows: the blocks of each joined are its rows ([`crate::write_columns`]). The slug of
    /// a row is empty where it is made from the title.
    pub rows: Vec<Part>,
    /// Of a larger archive, parts with the authors and the starts of the texts of the rows, which
    /// are then not in [`Hosted::rows`]: a list can be drawn before they are there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leads: Vec<Part>,
    /// Parts of articles: the blocks of each joined are a whole feed of its articles.
    pub articles: Vec<Part>,
    /// Parts of the search index, in its order. Several may be in one file, whose blocks joined are
    /// its parts joined. The first is in the head of the index, which every search needs.
    pub index: Vec<IndexPart>,
    /// Size of the search index in bytes.
    pub index_size_bytes: u32,
    /// The file that tells how the files of the index differ from what they are to be, where an
    /// archive was packed over an earlier one of which they stayed: a row of deltas
    /// ([`crate::delta::split`]) in the order of the files, in which one that is empty changes
    /// nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub changes: String,
    /// The articles in the order of their documents in the index, where that is not their own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Run>,
    /// CRC-32 of the slug of every article, 32 bits, little-endian, in article order. No blocks.
    pub slugs: Part,
}

/// A file with a run of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its name, in the folder of the manifest.
    pub file: String,
    /// How many articles are in it.
    pub count: u32,
    /// Its size in bytes.
    pub size_bytes: u64,
}

/// Articles that follow each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Number of the first.
    pub first: u32,
    /// How many they are.
    pub count: u32,
}

/// A part of the search index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct IndexPart {
    /// The name of its file, in the folder of the manifest.
    pub file: String,
    /// Its first byte in the index.
    pub start: u32,
    /// The first key in it, of a part of a dictionary.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub key: String,
}

/// Why the head of a part cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartError {
    /// It does not begin as a part does.
    #[error("it is not a part of an archive")]
    NotAPart,
    /// It ends before its head or its blocks do.
    #[error("it is cut short")]
    Cut,
    /// Its head does not fit the size of the file.
    #[error("its head is damaged")]
    Head,
}

impl Hosted {
    /// The version of the layout that this code writes and reads.
    ///
    /// 1 had rows as a JSON array in their file, and a file for each part of the index; up to 2 words,
    /// their forms and facets lay in their files as in the index.
    pub const FORMAT: u32 = 3;

    /// The files of the search index, by their numbers: in the order of the first part in each.
    pub fn index_files(&self) -> Vec<String> {
        let mut files: Vec<String> = Vec::new();
        for part in &self.index {
            if !files.contains(&part.file) {
                files.push(part.file.clone());
            }
        }
        files
    }

    /// The part of a kind that holds an article, and the article's number in it.
    pub fn find(parts: &[Part], article: u32) -> Option<(usize, u32)> {
        let mut first = 0_u32;
        for (at, part) in parts.iter().enumerate() {
            let inside = article.checked_sub(first)?;
            if inside < part.count {
                return Some((at, inside));
            }
            first = first.checked_add(part.count)?;
        }
        None
    }
}

impl Part {
    /// The bytes of a part: head and blocks.
    pub fn bytes(blocks: &[Block], stored: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(START + blocks.len() * ENTRY + stored.len());
        bytes.extend_from_slice(&MAGIC);
        bytes.extend_from_slice(&(blocks.len() as u32).to_le_bytes());
        for block in blocks {
            let sizes = [block.count, block.raw_size_bytes, block.stored_size_bytes];
            for number in sizes.into_iter().chain([block.crc32]) {
                bytes.extend_from_slice(&number.to_le_bytes());
            }
        }
        bytes.extend_from_slice(stored);
        bytes
    }

    /// The blocks of a part, and where each lies in its bytes.
    pub fn blocks(bytes: &[u8]) -> Result<Vec<(Block, Range<usize>)>, PartError> {
        let (magic, rest) = bytes.split_first_chunk::<4>().ok_or(PartError::NotAPart)?;
        if *magic != MAGIC {
            return Err(PartError::NotAPart);
        }
        let (count, rest) = rest.split_first_chunk::<4>().ok_or(PartError::Cut)?;
        let size = (u32::from_le_bytes(*count) as usize).checked_mul(ENTRY);
        let head = size.and_then(|size| rest.get(..size));
        let head = head.ok_or(PartError::Cut)?;
        let mut start = START + head.len();
        let mut found = Vec::with_capacity(head.len() / ENTRY);
        for entry in head.as_chunks::<ENTRY>().0 {
            let number = |at: usize| u32::from_le_bytes(entry.as_chunks().0[at]);
            let block = Block {
                count: number(0),
                raw_size_bytes: number(1),
                stored_size_bytes: number(2),
                crc32: number(3),
                ..Block::default()
            };
            let size = block.stored_size_bytes as usize;
            let end = start.checked_add(size).ok_or(PartError::Head)?;
            if end > bytes.len() {
                return Err(PartError::Cut);
            }
            found.push((block, start..end));
            start = end;
        }
        if start == bytes.len() {
            Ok(found)
        } else {
            Err(PartError::Head)
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn part(count: u32) -> Part {
        Part {
            count,
            ..Part::default()
        }
    }

    #[test]
    fn articles_are_found_in_their_part() {
        let parts = [part(2), part(0), part(3)];
        let found: Vec<_> = (0..6).map(|id| Hosted::find(&parts, id)).collect();
        let wanted = [
            Some((0, 0)),
            Some((0, 1)),
            Some((2, 0)),
            Some((2, 1)),
            Some((2, 2)),
            None,
        ];
        assert_eq!(found, wanted);
        assert_eq!(
            Hosted::find(&[part(u32::MAX), part(2)], u32::MAX),
            Some((1, 0))
        );
        assert_eq!(Hosted::find(&[], 0), None);
    }

    #[test]
    fn a_part_is_read_back_and_its_damage_is_told() {
        let block = |stored_size_bytes| Block {
            count: 1,
            raw_size_bytes: 9,
            stored_size_bytes,
            crc32: 7,
            ..Block::default()
        };
        let bytes = Part::bytes(&[block(3), block(2)], b"abcde");
        let blocks = Part::blocks(&bytes).unwrap();
        let texts: Vec<&[u8]> = blocks
            .iter()
            .map(|(_, range)| &bytes[range.clone()])
            .collect();
        assert_eq!(texts, [&b"abc"[..], b"de"]);
        assert_eq!(Part::blocks(b"PK"), Err(PartError::NotAPart));
        for end in 0..bytes.len() {
            assert!(Part::blocks(&bytes[..end]).is_err(), "{end}");
        }
        let more = [&bytes[..], b"f"].concat();
        assert_eq!(Part::blocks(&more), Err(PartError::Head));
        let mut hostile = bytes.clone();
        hostile[4..8].fill(0xFF);
        assert_eq!(Part::blocks(&hostile), Err(PartError::Cut));
    }
}
