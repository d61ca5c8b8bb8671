//! Here is a block as stored and what the manifest says of it: give me its bytes, or nothing.
//!
//! The one place that inflates and checks, for the packer's reader and for the page.

use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};
use serde::{Deserialize, Serialize};

/// A part of a compressed entry that decodes alone (raw deflate, RFC 1951).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Number of articles or rows in it; 0 for index bytes.
    #[serde(default)]
    pub count: u32,
    /// Size once decoded, in bytes.
    pub raw_size_bytes: u32,
    /// Size as stored, in bytes.
    pub stored_size_bytes: u32,
    /// CRC-32 (ISO 3309, as in gzip) of the decoded bytes.
    pub crc32: u32,
    /// How many of its UTF-16 units an HTML parser does not hand on as they are.
    #[serde(default)]
    pub sign_count: u32,
    /// How many units are fewer in the parsed page: line ends of two units become one.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub joined_count: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Block {
    /// How many UTF-16 units it is in the parsed page.
    pub fn unit_count(&self) -> u32 {
        self.stored_size_bytes
            .div_ceil(2)
            .saturating_sub(self.joined_count)
    }

    /// The decoded bytes; `None` when they are not the ones that were written.
    pub fn decode(&self, stored: &[u8]) -> Option<Vec<u8>> {
        let raw_size = self.raw_size_bytes as usize;
        // A hostile size must not take all memory: deflate gains at most a factor of 1032.
        if raw_size > stored.len().saturating_mul(1032).saturating_add(64) {
            return None;
        }
        let mut raw = vec![0; raw_size];
        let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF
            | inflate_flags::TINFL_FLAG_HAS_MORE_INPUT;
        let mut decoder = Box::<DecompressorOxide>::default();
        let (_, _, written) = decompress(&mut decoder, stored, &mut raw, 0, flags);
        (written == raw_size && crc32(0, &raw) == self.crc32).then_some(raw)
    }
}

/// CRC-32 (ISO 3309, as in gzip and ZIP) of all bytes so far, from the one before (0 at first)
/// and more bytes. With a table of 16, so that the page stays small.
pub fn crc32(before: u32, bytes: &[u8]) -> u32 {
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
    !bytes.iter().fold(!before, |crc, &byte| {
        let crc = crc ^ u32::from(byte);
        let crc = (crc >> 4) ^ TABLE[(crc & 15) as usize];
        (crc >> 4) ^ TABLE[(crc & 15) as usize]
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_checksum_is_the_one_of_gzip() {
        assert_eq!(crc32(0, b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(crc32(0, b"1234"), b"56789"), 0xCBF4_3926);
        assert_eq!(crc32(0, b""), 0);
    }

    #[test]
    fn a_block_decodes_to_what_was_written_or_to_nothing() {
        // The word `text` in a stored block, and the empty one that ends it at a byte.
        let stored = b"\0\x04\0\xFB\xFFtext\0\0\0\xFF\xFF";
        let block = Block {
            raw_size_bytes: 4,
            stored_size_bytes: stored.len() as u32,
            crc32: crc32(0, b"text"),
            ..Block::default()
        };
        assert_eq!(block.decode(stored).unwrap(), b"text");
        for at in 1..9 {
            let mut altered = *stored;
            altered[at] ^= 0x10;
            assert_eq!(block.decode(&altered), None, "byte {at}");
        }
        assert_eq!(block.decode(&stored[..8]), None);
        let hostile = Block {
            raw_size_bytes: u32::MAX,
            ..block
        };
        assert_eq!(hostile.decode(b""), None);
    }
}
