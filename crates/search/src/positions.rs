//! Where in a document does a term stand?
//!
//! Apart from the postings, so that they are read only for phrases, nearness and the like. For
//! each document of a block, for each field of its symbol, the positions are written in binary
//! interpolative code, which needs the field's length and nothing else. A block begins on a whole
//! byte.

use crate::bits::{BitReader, BitWriter};

/// Writes the positions of a block: for each document and field the length of the field and the
/// ascending positions in it.
pub(crate) fn write<'a>(fields: impl Iterator<Item = (u32, &'a [u32])>, out: &mut Vec<u8>) {
    let mut bits = BitWriter::default();
    for (length, positions) in fields {
        bits.ascending(positions, 0, length);
    }
    out.extend_from_slice(&bits.finish());
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
