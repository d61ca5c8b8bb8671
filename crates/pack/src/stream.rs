//! How is an entry compressed? One deflate stream of blocks that decode alone.
//!
//! Every block begins at a UTF-16 unit and ends in the empty stored block of a full flush, so what
//! a parser makes of it hangs on its own bytes alone, and a page can read it without the others.

use backfile_model::{Block, crc32};
use backfile_search::threads;
use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params,
};

use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::well_formed::{self, End, is_well_formed};
use crate::{Error, units, zip};

/// The slowest level that still gains: a file is packed seldom and opened often.
const LEVEL: i32 = 9;
/// Raw deflate with the full window.
const RAW_WINDOW: i32 = -15;
/// A block without bytes, of an odd number of them: what follows it is cut in other units.
pub(crate) const EMPTY_BLOCK: [u8; 5] = [0, 0, 0, 0xFF, 0xFF];
/// The end of a stream: an empty last block.
pub(crate) const END: [u8; 2] = [3, 0];

/// A stream as it is made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stream {
    /// All blocks, joined.
    pub(crate) stored: Vec<u8>,
    /// What the manifest says of them.
    pub(crate) blocks: Vec<Block>,
    /// Size of all bytes, decoded.
    pub(crate) raw_size: u64,
    /// CRC-32 of all bytes, decoded.
    pub(crate) crc32: u32,
}

impl Stream {
    /// A whole text as one block, well-formed.
    pub(crate) fn of_text(text: &str) -> Result<Stream, Error> {
        let mut stream = Stream::default();
        stream.push_last(text.to_owned(), 0)?;
        Ok(stream.end().well_formed())
    }

    /// Adds the last block of a text, with lines at its end until the whole is sayable.
    pub(crate) fn push_last(&mut self, mut raw: String, count: u32) -> Result<(), Error> {
        while !self.is_sayable_with(raw.as_bytes()) {
            raw.push('\n');
        }
        self.push(raw.as_bytes(), count)
    }

    fn is_sayable_with(&self, raw: &[u8]) -> bool {
        let size = self.raw_size + raw.len() as u64;
        zip::is_sayable(crc32(self.crc32, raw), size as u32)
    }

    /// A part of the program, which is there as a stream, with its bytes. What they are followed by
    /// until the whole is sayable must not change what they say.
    pub(crate) fn of_program(stored: &[u8], raw: &mut Vec<u8>, filler: &[u8]) -> Stream {
        let empty = Stream::default();
        while !empty.is_sayable_with(raw) {
            raw.extend(filler);
        }
        Stream {
            stored: rewritten(stored, raw, End::Last),
            blocks: Vec::new(),
            raw_size: raw.len() as u64,
            crc32: crc32(0, raw),
        }
    }

    /// Compresses and adds a block with so many entries.
    pub(crate) fn push(&mut self, raw: &[u8], count: u32) -> Result<(), Error> {
        let small = |size: usize| {
            u32::try_from(size).map_err(|_| Error::TooLarge {
                what: "one article".to_owned(),
                size_bytes: size as u64,
            })
        };
        let stored = safe_block(raw);
        let parsed = units::parse(&stored);
        self.blocks.push(Block {
            count,
            raw_size_bytes: small(raw.len())?,
            stored_size_bytes: small(stored.len())?,
            crc32: crc32(0, raw),
            sign_count: parsed.signs.len() as u32,
            joined_count: parsed.joined_count as u32,
        });
        self.stored.extend(stored);
        self.raw_size += raw.len() as u64;
        self.crc32 = crc32(self.crc32, raw);
        Ok(())
    }

    /// The same, each block as well-formed UTF-16 where a way is found; on all processors there are.
    pub(crate) fn well_formed(mut self) -> Stream {
        let mut start = 0;
        let places = self.blocks.iter().map(|block| {
            let here = start..start + block.stored_size_bytes as usize;
            start = here.end;
            here
        });
        let places: Vec<_> = places.collect();
        let job = |number: usize, _: threads::Add<'_>| {
            let stored = &self.stored[places[number].clone()];
            let raw = self.blocks[number].decode(stored).unwrap_or_default();
            rewritten(stored, &raw, End::Flush)
        };
        let numbers = (0..places.len()).collect();
        let again = threads::each(threads::available(), numbers, &job, &mut |_| {});
        for (block, again) in self.blocks.iter_mut().zip(&again) {
            let parsed = units::parse(again);
            block.stored_size_bytes = again.len() as u32;
            block.sign_count = parsed.signs.len() as u32;
            block.joined_count = parsed.joined_count as u32;
        }
        let stored = [&*again.concat(), &self.stored[start..]].concat();
        Stream { stored, ..self }
    }

    /// No more blocks follow.
    pub(crate) fn end(mut self) -> Stream {
        self.stored.extend(END);
        self
    }
}

/// A stream or block of these bytes again, well-formed if that can be and no comment ends in it.
fn rewritten(stored: &[u8], raw: &[u8], end: End) -> Vec<u8> {
    let gives = |stored: &[u8]| {
        let whole = [stored, &END].concat();
        decompress_to_vec_with_limit(&whole, raw.len()).is_ok_and(|found| found == raw)
    };
    if is_well_formed(stored) && gives(stored) {
        return stored.to_vec();
    }
    let again = well_formed::rewrite(stored, raw, end);
    let again = again.filter(|again| !units::holds_end(again) && gives(again));
    again.unwrap_or_else(|| stored.to_vec())
}

/// A compressed block of an even size that holds no end of a comment.
fn safe_block(raw: &[u8]) -> Vec<u8> {
    let mut level = LEVEL;
    loop {
        let stored = deflate(raw, level);
        let is_odd = !stored.len().is_multiple_of(2);
        let after: &[u8] = if is_odd { &EMPTY_BLOCK } else { &[] };
        let whole = [&stored, after].concat();
        if !units::holds_end(&whole) {
            return whole;
        }
        // Between the units it does no harm; an odd number of bytes before puts it there.
        let after: &[u8] = if is_odd { &[] } else { &EMPTY_BLOCK };
        let whole = [&EMPTY_BLOCK, &*stored, after].concat();
        // At level 0 there is nothing left to try; `open` would tell what came of it.
        if !units::holds_end(&whole) || level == 0 {
            return whole;
        }
        level -= 1;
    }
}

fn deflate(raw: &[u8], level: i32) -> Vec<u8> {
    let flags = create_comp_flags_from_zip_params(level, RAW_WINDOW, 0);
    let mut compressor = CompressorOxide::new(flags);
    let mut stored = Vec::new();
    compress_to_output(&mut compressor, raw, TDEFLFlush::Full, |bytes| {
        stored.extend_from_slice(bytes);
        true
    });
    stored
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use miniz_oxide::inflate::decompress_to_vec;

    #[test]
    fn blocks_decode_alone_and_joined() {
        let texts = [
            "{\"items\": [\n",
            "one, one, one, one,\n",
            "one, two",
            "",
            "]}\n",
        ];
        let mut stream = Stream::default();
        for text in texts {
            stream.push(text.as_bytes(), 1).unwrap();
        }
        let stream = stream.end();
        let joined = decompress_to_vec(&stream.stored).unwrap();
        assert_eq!(String::from_utf8(joined).unwrap(), texts.concat());
        assert_eq!(stream.crc32, crc32(0, texts.concat().as_bytes()));
        let mut start = 0;
        for (block, text) in stream.blocks.iter().zip(texts) {
            let end = start + block.stored_size_bytes as usize;
            assert!(start.is_multiple_of(2) && end.is_multiple_of(2));
            assert_eq!(
                block.decode(&stream.stored[start..end]).unwrap(),
                text.as_bytes()
            );
            start = end;
        }
        assert_eq!(&stream.stored[start..], END);
    }

    #[test]
    fn a_block_that_would_end_its_comment_is_written_in_another_way() {
        // Stored as it is, since it cannot be compressed, and cut in units as it stands here.
        for at in 0..2 {
            let mut raw: Vec<u8> = (0..=255).collect();
            raw.splice(100 + at..100 + at, units::encode("x-->x"));
            let plain = deflate(&raw, LEVEL);
            let stored = safe_block(&raw);
            assert!(!units::holds_end(&stored) && stored.len().is_multiple_of(2));
            assert_eq!(
                plain
                    .windows(6)
                    .filter(|window| *window == units::encode("-->"))
                    .count(),
                1
            );
            let whole = [&*stored, &END].concat();
            assert_eq!(decompress_to_vec(&whole).unwrap(), raw);
        }
    }
}
