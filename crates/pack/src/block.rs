//! How is a block compressed? Raw deflate that decodes alone; joined, blocks may be one stream.

use backfile_model::Block;
use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use crate::Error;

/// The slowest level that still gains: a file is packed seldom and opened often.
const LEVEL: i32 = 9;
/// Raw deflate with the full window.
const RAW_WINDOW: i32 = -15;

/// The blocks of one island as they are made.
#[derive(Default)]
pub(crate) struct Blocks {
    /// All blocks, joined.
    pub(crate) stored: Vec<u8>,
    /// What the manifest says of them.
    pub(crate) list: Vec<Block>,
}

/// How a block ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// More blocks of the same stream follow: ends at a byte, and forgets all before.
    Open,
    /// The stream ends.
    Closed,
}

impl Blocks {
    /// Compresses and adds a block with so many entries.
    pub(crate) fn push(&mut self, raw: &[u8], count: u32, end: End) -> Result<(), Error> {
        let too_large = |size: usize| Error::TooLarge {
            what: "one article".to_owned(),
            size_bytes: size as u64,
        };
        let start = self.stored.len();
        deflate(raw, end, &mut self.stored);
        let stored_size = self.stored.len() - start;
        self.list.push(Block {
            count,
            raw_size_bytes: raw.len().try_into().map_err(|_| too_large(raw.len()))?,
            stored_size_bytes: stored_size.try_into().map_err(|_| too_large(stored_size))?,
            crc32: crc32(raw),
        });
        Ok(())
    }
}

/// Compresses one block onto the end of `out`.
fn deflate(raw: &[u8], end: End, out: &mut Vec<u8>) {
    let flags = create_comp_flags_from_zip_params(LEVEL, RAW_WINDOW, 0);
    let mut compressor = CompressorOxide::new(flags);
    let flush = match end {
        End::Open => TDEFLFlush::Full,
        End::Closed => TDEFLFlush::Finish,
    };
    compress_to_output(&mut compressor, raw, flush, |bytes| {
        out.extend_from_slice(bytes);
        true
    });
}

/// Decodes one block; `None` when it is not what the manifest says.
pub(crate) fn inflate(stored: &[u8], block: &Block) -> Option<Vec<u8>> {
    let raw_size = block.raw_size_bytes as usize;
    // A hostile size must not take all memory: deflate gains at most a factor of 1032.
    if raw_size > stored.len().saturating_mul(1032).saturating_add(64) {
        return None;
    }
    let mut raw = vec![0; raw_size];
    let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF
        | inflate_flags::TINFL_FLAG_HAS_MORE_INPUT;
    let mut decoder = Box::<DecompressorOxide>::default();
    let (_, _, written) = decompress(&mut decoder, stored, &mut raw, 0, flags);
    (written == raw_size && crc32(&raw) == block.crc32).then_some(raw)
}

/// CRC-32 (ISO 3309, as in gzip and zip), a byte at a time.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0_u32; 256];
        let mut at = 0;
        while at < 256 {
            let mut value = at as u32;
            let mut bit = 0;
            while bit < 8 {
                value = (value >> 1) ^ (0xEDB8_8320 & (value & 1).wrapping_neg());
                bit += 1;
            }
            table[at] = value;
            at += 1;
        }
        table
    };
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (crc >> 8) ^ TABLE[((crc ^ u32::from(byte)) & 0xFF) as usize]
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn the_checksum_is_the_one_of_gzip() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn blocks_decode_alone_and_joined() {
        let texts = [
            "{\"items\": [\n",
            "one, one, one, one,\n",
            "one, two",
            "",
            "]}\n",
        ];
        let mut blocks = Blocks::default();
        for (at, text) in texts.iter().enumerate() {
            let end = if at + 1 == texts.len() {
                End::Closed
            } else {
                End::Open
            };
            blocks.push(text.as_bytes(), 1, end).unwrap();
        }
        let joined = miniz_oxide::inflate::decompress_to_vec(&blocks.stored).unwrap();
        assert_eq!(String::from_utf8(joined).unwrap(), texts.concat());
        let mut start = 0;
        for (block, text) in blocks.list.iter().zip(texts) {
            let end = start + block.stored_size_bytes as usize;
            let raw = inflate(&blocks.stored[start..end], block).unwrap();
            assert_eq!(raw, text.as_bytes());
            start = end;
        }
        assert_eq!(start, blocks.stored.len());
    }
}
