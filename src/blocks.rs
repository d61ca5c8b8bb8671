//! Here is an entry of a packed file and the manifest's list of its blocks: give me block number n.
//!
//! A block decodes alone, and its size and checksum are in the manifest: what is not as it was
//! written is told block by block, and all the others stay readable.

use std::collections::VecDeque;
use std::rc::Rc;

use crate::boot::page;
use crate::failure::{Failure, failure};
use backfile_model::Block;

/// The blocks of one entry, still compressed.
pub(crate) struct Blocks {
    name: &'static str,
    source: Source,
    list: Vec<Block>,
    starts: Vec<Start>,
}

/// Where the stored bytes are.
pub(crate) enum Source {
    /// In the page's comments, outside of all heaps; in a worker, in the texts of those.
    Page,
    /// In memory.
    #[cfg(test)]
    Bytes(Vec<u8>),
}

/// Where a block starts.
#[derive(Clone, Copy, Default)]
struct Start {
    /// Its first unit in the page.
    unit: u32,
    /// The first sign for its units.
    sign: u32,
    /// The number of its first entry.
    entry: u32,
}

impl Start {
    fn after(self, block: &Block) -> Start {
        Start {
            unit: self.unit.saturating_add(block.unit_count()),
            sign: self.sign.saturating_add(block.sign_count),
            entry: self.entry.saturating_add(block.count),
        }
    }
}

impl Blocks {
    /// The blocks of an entry. Nothing is read yet.
    pub(crate) fn new(name: &'static str, source: Source, blocks: &[Block]) -> Blocks {
        let starts = blocks.iter().scan(Start::default(), |next, block| {
            let start = *next;
            *next = start.after(block);
            Some(start)
        });
        Blocks {
            name,
            source,
            starts: starts.collect(),
            list: blocks.to_vec(),
        }
    }

    /// How many blocks there are.
    pub(crate) fn count(&self) -> usize {
        self.list.len()
    }

    /// The numbers of the entries in a block.
    pub(crate) fn entries(&self, number: usize) -> std::ops::Range<u32> {
        let first = self.starts.get(number).map_or(0, |start| start.entry);
        let count = self.list.get(number).map_or(0, |block| block.count);
        first..first.saturating_add(count)
    }

    /// The block that holds entry `id`, and the entry's position in it.
    pub(crate) fn find(&self, id: u32) -> Option<(usize, usize)> {
        let after = self.starts.partition_point(|start| start.entry <= id);
        // Blocks without entries (head and tail of the feed) share their start with a neighbour.
        let number = (0..after).rev().find(|&at| self.list[at].count > 0)?;
        let position = id - self.starts[number].entry;
        (position < self.list[number].count).then_some((number, position as usize))
    }

    /// The decoded bytes of one block.
    pub(crate) fn decode(&self, number: usize) -> Result<Vec<u8>, Failure> {
        let decoded = self.list.get(number).and_then(|block| {
            let stored = self.stored(block, number)?;
            block.decode(&stored)
        });
        decoded.ok_or_else(|| damaged(&format!("{}: block {number}", self.name)))
    }

    fn stored(&self, block: &Block, number: usize) -> Option<Vec<u8>> {
        let start = self.starts[number];
        match &self.source {
            Source::Page => page::read(self.name, block, start.unit, start.sign),
            #[cfg(test)]
            Source::Bytes(bytes) => {
                let before = self.list[..number].iter();
                let first: u32 = before.map(|block| block.stored_size_bytes).sum();
                let stored = bytes.get(first as usize..)?;
                Some(stored.get(..block.stored_size_bytes as usize)?.to_vec())
            }
        }
    }

    /// The decoded bytes of all blocks, joined.
    pub(crate) fn decode_all(&self) -> Result<Vec<u8>, Failure> {
        let mut all = Vec::new();
        for number in 0..self.list.len() {
            all.extend_from_slice(&self.decode(number)?);
        }
        Ok(all)
    }
}

/// The last few decoded blocks, newest first.
pub(crate) struct Recent<T> {
    limit: usize,
    kept: VecDeque<(usize, Rc<T>)>,
}

impl<T> Recent<T> {
    /// Keeps at most `limit` blocks.
    pub(crate) fn new(limit: usize) -> Recent<T> {
        Recent {
            limit,
            kept: VecDeque::new(),
        }
    }

    /// The block, from memory or made by `decode`.
    pub(crate) fn get(&mut self, number: usize, decode: impl FnOnce() -> T) -> Rc<T> {
        let at = self.kept.iter().position(|(kept, _)| *kept == number);
        let entry = match at.and_then(|at| self.kept.remove(at)) {
            Some(entry) => entry,
            None => (number, Rc::new(decode())),
        };
        let block = Rc::clone(&entry.1);
        self.kept.push_front(entry);
        self.kept.truncate(self.limit);
        block
    }
}

/// The failure of a file that is not as it was written.
pub(crate) fn damaged(details: &str) -> Failure {
    failure(
        "This file is damaged: part of it is missing or was changed.",
        "Get the file again from where it came from, or pack the archive again.",
        details,
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use backfile_model::crc32;

    /// Each text in a stored block of deflate.
    fn blocks(texts: &[(&str, u32)]) -> (Vec<u8>, Vec<Block>) {
        let mut bytes = Vec::new();
        let mut blocks = Vec::new();
        for (text, count) in texts {
            let size = (text.len() as u16).to_le_bytes();
            let other = (!(text.len() as u16)).to_le_bytes();
            let stored = [
                &[0],
                &size[..],
                &other,
                text.as_bytes(),
                &[0, 0, 0, 0xFF, 0xFF],
            ]
            .concat();
            blocks.push(Block {
                count: *count,
                raw_size_bytes: text.len() as u32,
                stored_size_bytes: stored.len() as u32,
                crc32: crc32(0, text.as_bytes()),
                ..Block::default()
            });
            bytes.extend(stored);
        }
        (bytes, blocks)
    }

    #[test]
    fn entries_are_found_past_empty_blocks() {
        let (bytes, list) = blocks(&[("head", 0), ("ab", 2), ("", 0), ("cde", 3), ("tail", 0)]);
        let blocks = Blocks::new("test", Source::Bytes(bytes), &list);
        let places: Vec<_> = (0..6).map(|id| blocks.find(id)).collect();
        let expected = [(1, 0), (1, 1), (3, 0), (3, 1), (3, 2)].map(Some);
        assert_eq!(places[..5], expected);
        assert_eq!(places[5], None);
        assert_eq!((blocks.entries(1), blocks.entries(3)), (0..2, 2..5));
        assert_eq!(blocks.decode(3).unwrap(), b"cde");
        assert_eq!(blocks.decode_all().unwrap(), b"headabcdetail");
    }

    #[test]
    fn a_damaged_block_is_told_and_the_others_are_read() {
        let (bytes, list) = blocks(&[("first block", 1), ("second block", 1)]);
        let cut = bytes[..bytes.len() - 6].to_vec();
        let cut = Blocks::new("archive", Source::Bytes(cut), &list);
        assert_eq!(cut.decode(0).unwrap(), b"first block");
        let failure = cut.decode(1).expect_err("a block that is cut");
        assert_eq!(failure.details, "archive: block 1");
        let mut altered = bytes;
        altered[8] ^= 0x10;
        let altered = Blocks::new("archive", Source::Bytes(altered), &list);
        assert!(altered.decode(0).is_err() && altered.decode_all().is_err());
        assert_eq!(altered.decode(1).unwrap(), b"second block");
        assert!(altered.decode(2).is_err());
    }

    #[test]
    fn recent_blocks_are_kept_up_to_the_limit() {
        let mut recent = Recent::new(2);
        let mut decoded = Vec::new();
        for number in [1, 2, 1, 3, 1, 2] {
            let block = recent.get(number, || {
                decoded.push(number);
                number
            });
            assert_eq!(*block, number);
        }
        assert_eq!(decoded, [1, 2, 3, 2]);
    }
}
