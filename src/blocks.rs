//! Here are an island's bytes and the manifest's list of blocks: give me block number n.
//!
//! A block is a run of raw deflate (RFC 1951) that decodes alone; its size and checksum are in
//! the manifest, so a file that was cut or altered is told from a sound one, block by block.

use std::collections::VecDeque;
use std::rc::Rc;

use backfile_model::Block;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use crate::failure::{Failure, failure};

/// The blocks of one island, still compressed.
pub(crate) struct Island {
    name: &'static str,
    bytes: Vec<u8>,
    blocks: Vec<Block>,
    /// Where each block starts in `bytes`, and the number of the first entry in it.
    starts: Vec<(usize, u32)>,
}

impl Island {
    /// An island from its joined bytes; too few bytes are reported here, altered ones on decoding.
    pub(crate) fn new(
        name: &'static str,
        bytes: Vec<u8>,
        blocks: &[Block],
    ) -> Result<Island, Failure> {
        let mut starts = Vec::with_capacity(blocks.len());
        let (mut offset, mut first) = (0_usize, 0_u32);
        for block in blocks {
            starts.push((offset, first));
            offset = offset.saturating_add(block.stored_size_bytes as usize);
            first = first.saturating_add(block.count);
        }
        if offset != bytes.len() {
            let details = format!("{name}: {} of {offset} bytes", bytes.len());
            return Err(damaged(&details));
        }
        Ok(Island {
            name,
            bytes,
            blocks: blocks.to_vec(),
            starts,
        })
    }

    /// How many blocks there are.
    pub(crate) fn block_count(&self) -> usize {
        self.blocks.len()
    }

    /// The block that holds entry `id`, and the entry's position in it.
    pub(crate) fn find(&self, id: u32) -> Option<(usize, usize)> {
        let after = self.starts.partition_point(|&(_, first)| first <= id);
        // Blocks without entries (head and tail of the feed) share their start with a neighbour.
        let number = (0..after).rev().find(|&at| self.blocks[at].count > 0)?;
        let position = id - self.starts[number].1;
        (position < self.blocks[number].count).then_some((number, position as usize))
    }

    /// The decoded bytes of one block.
    pub(crate) fn decode(&self, number: usize) -> Result<Vec<u8>, Failure> {
        let details = || format!("{}: block {number}", self.name);
        let block = self.blocks.get(number).ok_or_else(|| damaged(&details()))?;
        let start = self.starts[number].0;
        let stored = &self.bytes[start..start + block.stored_size_bytes as usize];
        let raw = inflate(stored, block.raw_size_bytes as usize);
        raw.filter(|raw| crc32(raw) == block.crc32)
            .ok_or_else(|| damaged(&details()))
    }

    /// The decoded bytes of all blocks, joined.
    pub(crate) fn decode_all(&self) -> Result<Vec<u8>, Failure> {
        let size = self
            .blocks
            .iter()
            .map(|block| block.raw_size_bytes as usize);
        let mut all = Vec::with_capacity(size.sum());
        for number in 0..self.blocks.len() {
            all.extend_from_slice(&self.decode(number)?);
        }
        Ok(all)
    }

    /// The bytes as stored.
    pub(crate) fn stored(&self) -> &[u8] {
        &self.bytes
    }
}

/// Decodes raw deflate of a known size; `None` when it is anything else.
fn inflate(stored: &[u8], raw_size: usize) -> Option<Vec<u8>> {
    // A hostile size must not take all memory: deflate gains at most a factor of 1032.
    if raw_size > stored.len().saturating_mul(1032).saturating_add(64) {
        return None;
    }
    let mut raw = vec![0; raw_size];
    let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF
        | inflate_flags::TINFL_FLAG_HAS_MORE_INPUT;
    let mut decoder = Box::<DecompressorOxide>::default();
    let (_, _, written) = decompress(&mut decoder, stored, &mut raw, 0, flags);
    (written == raw_size).then_some(raw)
}

/// CRC-32 (ISO 3309, as in gzip and zip), with a table of 16 so that the page stays small.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 16] = {
        let mut table = [0_u32; 16];
        let mut at = 0;
        while at < 16 {
            let mut value = at as u32;
            let mut bit = 0;
            while bit < 4 {
                value = (value >> 1) ^ (0xEDB8_8320 & (value & 1).wrapping_neg());
                bit += 1;
            }
            table[at] = value;
            at += 1;
        }
        table
    };
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        let crc = crc ^ u32::from(byte);
        let crc = (crc >> 4) ^ TABLE[(crc & 15) as usize];
        (crc >> 4) ^ TABLE[(crc & 15) as usize]
    })
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
    pub(crate) fn get_or<E>(
        &mut self,
        number: usize,
        decode: impl FnOnce() -> Result<T, E>,
    ) -> Result<Rc<T>, E> {
        let at = self.kept.iter().position(|(kept, _)| *kept == number);
        let entry = match at.and_then(|at| self.kept.remove(at)) {
            Some(entry) => entry,
            None => (number, Rc::new(decode()?)),
        };
        let block = Rc::clone(&entry.1);
        self.kept.push_front(entry);
        self.kept.truncate(self.limit);
        Ok(block)
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
    use miniz_oxide::deflate::compress_to_vec;

    fn island(texts: &[(&str, u32)]) -> (Vec<u8>, Vec<Block>) {
        let mut bytes = Vec::new();
        let mut blocks = Vec::new();
        for (text, count) in texts {
            let stored = compress_to_vec(text.as_bytes(), 9);
            blocks.push(Block {
                count: *count,
                raw_size_bytes: text.len() as u32,
                stored_size_bytes: stored.len() as u32,
                crc32: crc32(text.as_bytes()),
            });
            bytes.extend(stored);
        }
        (bytes, blocks)
    }

    #[test]
    fn the_checksum_is_the_one_of_gzip() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn entries_are_found_past_empty_blocks() {
        let (bytes, blocks) = island(&[("head", 0), ("ab", 2), ("", 0), ("cde", 3), ("tail", 0)]);
        let island = Island::new("test", bytes, &blocks).unwrap();
        let places: Vec<_> = (0..6).map(|id| island.find(id)).collect();
        let expected = [(1, 0), (1, 1), (3, 0), (3, 1), (3, 2)].map(Some);
        assert_eq!(places[..5], expected);
        assert_eq!(places[5], None);
        assert_eq!(island.decode(3).unwrap(), b"cde");
        assert_eq!(island.decode_all().unwrap(), b"headabcdetail");
    }

    #[test]
    fn cut_and_altered_islands_are_told() {
        let (bytes, blocks) = island(&[("first block", 1), ("second block", 1)]);
        let cut = bytes[..bytes.len() - 1].to_vec();
        let failure = Island::new("articles", cut, &blocks).err().unwrap();
        assert!(failure.details.starts_with("articles: "), "{failure:?}");
        for at in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[at] ^= 0x10;
            let island = Island::new("articles", altered, &blocks).unwrap();
            let sound = island.decode(0).is_ok() && island.decode(1).is_ok();
            let same = island
                .decode_all()
                .is_ok_and(|all| all == b"first blocksecond block");
            assert!(!sound || same, "a changed byte {at} went unnoticed");
        }
        assert!(inflate(b"", usize::MAX).is_none(), "a hostile size");
    }

    #[test]
    fn recent_blocks_are_kept_up_to_the_limit() {
        let mut recent = Recent::new(2);
        let mut decoded = Vec::new();
        for number in [1, 2, 1, 3, 1, 2] {
            let block: Result<_, ()> = recent.get_or(number, || {
                decoded.push(number);
                Ok(number)
            });
            assert_eq!(*block.unwrap(), number);
        }
        assert_eq!(decoded, [1, 2, 3, 2]);
    }
}
