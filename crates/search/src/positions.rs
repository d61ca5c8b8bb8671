//! Where in a document does a term stand?
//!
//! Apart from the postings, so that they are read only for phrases, nearness and the like. For
//! each document of a block, for each field of its symbol, the positions are written in binary
//! interpolative code, which needs the field's length and nothing else. A block begins on a whole
//! byte.

use crate::bits::{BitReader, BitWriter};

/// Writes the positions of blocks.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    bits: BitWriter,
}

impl Writer {
    /// Adds a field of a document: its length, and the ascending positions in it.
    pub(crate) fn add(&mut self, length: u32, positions: &[u32]) {
        self.bits.ascending(positions, 0, length);
    }

    /// Ends a block; gives its bytes.
    pub(crate) fn end(&mut self, out: &mut Vec<u8>) -> usize {
        let bytes = self.bits.bytes();
        out.extend_from_slice(bytes);
        let size = bytes.len();
        self.bits.clear();
        size
    }
}

/// Reads the positions of a block, document after document.
#[derive(Debug)]
pub(crate) struct PositionReader<'a> {
    bits: BitReader<'a>,
}

impl<'a> PositionReader<'a> {
    /// Starts at the first document of a block.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bits: BitReader::new(bytes),
        }
    }

    /// Appends the `count` positions of the next field, which is `length` words long.
    pub(crate) fn read(&mut self, count: u32, length: u32, out: &mut Vec<u32>) {
        if count > 0 && count <= length {
            self.bits.ascending(count, 0, length, out);
        }
    }
}
