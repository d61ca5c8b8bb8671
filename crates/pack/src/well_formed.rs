//! Which stream of deflate gives the same bytes, and is well-formed UTF-16 as it stands?
//!
//! A browser that decodes a page says in its console where halves of pairs stand alone, as they do
//! in one of 32 units of compressed data. A stream says the same in many ways: a match is a literal
//! and a shorter match, or two matches; between blocks there may be empty ones. So the blocks are
//! written again, step by step; where a unit would be half of a pair, the last step that can be taken
//! in another way is taken so. It costs about 2 % of the bytes, less than signs for those units.

mod bits;
mod starts;

use bits::{Bits, EMPTY, MOST_EMPTY, Mark};
use starts::Starts;

use crate::tokens::{
    Block, Codes, END_OF_BLOCK, LEAST_MATCH, Token, distance_symbol, length_symbol, read,
};

/// Steps taken back and other ways tried without coming further, until a block is given up.
const MOST_TRIES: usize = 20_000;
/// Tokens for which it is worth it to tell codes again.
const WORTH_CODES: usize = 400;

/// Whether units of bytes that begin at a unit are no halves of pairs.
pub(crate) fn is_well_formed(bytes: &[u8]) -> bool {
    let mut high = bytes.iter().skip(1).step_by(2);
    !high.any(|&byte| is_half(byte))
}

/// Whether a unit with this high byte is half of a pair.
pub(crate) fn is_half(byte: u8) -> bool {
    (0xD8..0xE0).contains(&byte)
}

/// How a stream ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// In the empty stored block of a full flush, and an even number of bytes.
    Flush,
    /// In its last block.
    Last,
}

/// Writes a stream again; `None` where no way was found. `raw` is what it gives, and what it is to
/// give after that.
pub(crate) fn rewrite(stored: &[u8], raw: &[u8], end: End) -> Option<Vec<u8>> {
    let mut left = read(stored)?;
    let size = left.last().map_or(0, Block::end);
    left.push(Block {
        codes: Some(Codes::fixed()),
        start: size,
        tokens: vec![Token::Literal; raw.len().checked_sub(size)?],
    });
    left.retain(|block| !block.tokens.is_empty());
    left.reverse();
    let mut bits = Bits::default();
    while let Some(block) = left.pop() {
        let Err(deepest) = write(raw, &block, &mut bits) else {
            continue;
        };
        if deepest > WORTH_CODES {
            let [first, mut rest] = block.cut(deepest - 1);
            // The codes are told again for the rest, where that is worth it.
            if rest.tokens.len() < WORTH_CODES {
                rest.codes = Some(Codes::fixed());
            }
            left.extend([rest, first]);
            continue;
        }
        let fixed = Block {
            codes: Some(Codes::fixed()),
            ..block
        };
        write(raw, &fixed, &mut bits).ok()?;
    }
    bits.end(end).filter(|bytes| is_well_formed(bytes))
}

/// Writes a block; where no way is found, nothing is written, and it tells how far it came.
fn write(raw: &[u8], block: &Block, bits: &mut Bits) -> Result<(), usize> {
    let codes = block.codes.as_ref().ok_or(0_usize)?;
    let starts = codes.told.as_ref().map(Starts::of);
    Writer {
        raw,
        block,
        codes,
        starts,
    }
    .write(bits)
}

/// Writes a block.
struct Writer<'a> {
    raw: &'a [u8],
    block: &'a Block,
    codes: &'a Codes,
    /// The ways to tell the codes, where they are not the fixed ones.
    starts: Option<Starts<'a>>,
}

/// A step that was taken: in which way, and where its bits and its bytes begin.
type Taken = (usize, Mark, usize);

/// Takes the last step back: its next way, and where its bytes begin.
fn back(taken: &mut Vec<Taken>, bits: &mut Bits) -> Option<(usize, usize)> {
    let (way, mark, at) = taken.pop()?;
    bits.reset(mark);
    Some((way + 1, at))
}

impl Writer<'_> {
    /// Writes the block; where no way is found, nothing is written, and it tells to which step it
    /// came.
    fn write(&self, bits: &mut Bits) -> Result<(), usize> {
        let begin = bits.mark();
        let steps = self.block.tokens.len() + 2;
        let mut taken: Vec<Taken> = Vec::with_capacity(steps);
        let (mut way, mut at) = (0, self.block.start);
        let (mut tries, mut deepest) = (0, 0);
        while taken.len() < steps {
            let (mark, step) = (bits.mark(), taken.len());
            match self.step(step, at, way, bits) {
                Some(true) => {
                    taken.push((way, mark, at));
                    let token = step.checked_sub(1).and_then(|at| self.block.tokens.get(at));
                    at += token.map_or(0, |token| token.size());
                    way = 0;
                    if step > deepest {
                        (deepest, tries) = (step, 0);
                    }
                    continue;
                }
                Some(false) => {
                    bits.reset(mark);
                    way += 1;
                }
                None => (way, at) = back(&mut taken, bits).ok_or(deepest)?,
            }
            tries += 1;
            if tries > MOST_TRIES {
                bits.reset(begin);
                return Err(deepest);
            }
        }
        Ok(())
    }

    /// Writes a step in one of its ways: whether all units are sound, or `None` where there is no
    /// such way.
    fn step(&self, step: usize, at: usize, way: usize, bits: &mut Bits) -> Option<bool> {
        let Some(token) = step.checked_sub(1) else {
            return self.begin(way, bits);
        };
        let Some(&token) = self.block.tokens.get(token) else {
            let end = self.codes.literals.of(END_OF_BLOCK)?;
            return (way == 0).then(|| bits.put(end));
        };
        match way.checked_sub(ways(token)) {
            None => self.token(token, at, way, bits),
            // A block with codes that are not told can end anywhere, and another begin.
            Some(breaks) if self.starts.is_none() && breaks + 1 < MOST_EMPTY => {
                // The bits of an empty block, the other way round.
                let (kind, count) = (EMPTY.0 << 7, EMPTY.1);
                let is_sound = (0..=breaks).all(|_| bits.put((kind, count)));
                Some(is_sound && self.token(token, at, 0, bits)?)
            }
            Some(_) => None,
        }
    }

    /// The start of the block, after empty ones.
    fn begin(&self, way: usize, bits: &mut Bits) -> Option<bool> {
        let (start, empty) = (way / MOST_EMPTY, way % MOST_EMPTY);
        let (kind, told): (_, &[_]) = match &self.starts {
            Some(starts) => (0b100, starts.get(start)?),
            None if start == 0 => (0b010, &[]),
            None => return None,
        };
        let is_sound = (0..empty).all(|_| bits.put(EMPTY)) && bits.put((kind, 3));
        Some(is_sound && told.iter().all(|&part| bits.put(part)))
    }

    /// A token in one of its ways.
    fn token(&self, token: Token, at: usize, way: usize, bits: &mut Bits) -> Option<bool> {
        let Token::Match { length, distance } = token else {
            return (way == 0).then(|| self.literals(at, 1, bits))?;
        };
        if way >= ways(token) {
            return None;
        }
        let put = |length: u16, bits: &mut Bits| put_match(self.codes, length, distance, bits);
        let literals = (way as u16).div_ceil(2);
        let done = match way {
            0 => put(length, bits),
            1 if length == LEAST_MATCH => self.literals(at, length, bits),
            // One literal or two before or after a shorter match.
            1 | 3 => self
                .literals(at, literals, bits)
                .and_then(|sound| Some(put(length - literals, bits)? && sound)),
            2 | 4 => put(length - literals, bits).and_then(|sound| {
                let at = at + usize::from(length - literals);
                Some(self.literals(at, literals, bits)? && sound)
            }),
            // Two matches.
            _ => {
                let first = LEAST_MATCH + way as u16 - 5;
                put(first, bits).and_then(|sound| Some(put(length - first, bits)? && sound))
            }
        };
        // A way that needs a symbol without a code is as one that is not sound.
        Some(done.unwrap_or(false))
    }

    /// Bytes as literals.
    fn literals(&self, at: usize, count: u16, bits: &mut Bits) -> Option<bool> {
        let mut is_sound = true;
        for &byte in self.raw.get(at..at + usize::from(count))? {
            is_sound &= bits.put(self.codes.literals.of(byte.into())?);
        }
        Some(is_sound)
    }
}

/// In how many ways a token can be written.
fn ways(token: Token) -> usize {
    match token {
        Token::Literal => 1,
        Token::Match { length, .. } => match length {
            0..=3 => 2,
            4 => 3,
            5 => 5,
            // Two matches: at most so many.
            _ => 5 + usize::from(length - 2 * LEAST_MATCH + 1).min(11),
        },
    }
}

fn put_match(codes: &Codes, length: u16, distance: u16, bits: &mut Bits) -> Option<bool> {
    let (symbol, more, count) = length_symbol(length);
    let length = codes.literals.of(symbol)?;
    let (symbol, far, far_count) = distance_symbol(distance);
    let distance = codes.distances.of(symbol)?;
    let parts = [length, (more, count), distance, (far, far_count)];
    Some(parts.into_iter().all(|part| bits.put(part)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use miniz_oxide::deflate::compress_to_vec;
    use miniz_oxide::inflate::decompress_to_vec;
    use proptest::prelude::*;

    /// What is rewritten, in both ways to end.
    fn check(raw: &[u8], level: u8) -> [usize; 2] {
        let stored = compress_to_vec(raw, level);
        let whole = rewrite(&stored, raw, End::Last).unwrap();
        assert!(is_well_formed(&whole));
        assert_eq!(decompress_to_vec(&whole).unwrap(), raw);
        let block = rewrite(&stored, raw, End::Flush).unwrap();
        assert!(is_well_formed(&block) && block.len().is_multiple_of(2));
        let followed = [&*block, &crate::stream::END].concat();
        assert_eq!(decompress_to_vec(&followed).unwrap(), raw);
        [stored.len(), whole.len()]
    }

    fn random(count: usize) -> Vec<u8> {
        let mut state = 7_u32;
        let next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        std::iter::repeat_with(next).take(count).collect()
    }

    #[test]
    fn words_grow_by_little() {
        let words = random(40_000);
        let words = words
            .iter()
            .map(|&byte| ["and ", "the archive ", "of ", "article ", "in "][usize::from(byte) % 5]);
        let text = words.collect::<String>() + &"x".repeat(3_000);
        let [before, after] = check(text.as_bytes(), 9);
        assert!(after * 100 < before * 103, "{before} to {after}");
    }

    #[test]
    fn bytes_without_any_pattern_grow_by_a_tenth_at_most() {
        let [before, after] = check(&random(50_000), 9);
        assert!(after * 100 < before * 110, "{before} to {after}");
    }

    #[test]
    fn what_is_to_follow_is_added() {
        let (raw, more) = (random(5_000), b"\0\x01\0\0\x01\0");
        let stored = compress_to_vec(&raw, 6);
        let wanted = [&*raw, more].concat();
        let whole = rewrite(&stored, &wanted, End::Last).unwrap();
        assert_eq!(decompress_to_vec(&whole).unwrap(), wanted);
        assert_eq!(
            rewrite(&stored, &raw[..4_000], End::Last),
            None,
            "less than is there"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn any_bytes_can_be_written(
            parts in prop::collection::vec((prop::collection::vec(any::<u8>(), 0..60), 1usize..40), 0..30),
            level in 0u8..=9,
        ) {
            let parts = parts.into_iter().map(|(bytes, times)| bytes.repeat(times));
            check(&parts.collect::<Vec<_>>().concat(), level);
        }

        #[test]
        fn hostile_streams_are_refused_or_read(stored in prop::collection::vec(any::<u8>(), 0..400), size in 0usize..4_000) {
            let raw = vec![0; size];
            if let Some(whole) = rewrite(&stored, &raw, End::Last) {
                prop_assert!(is_well_formed(&whole));
            }
        }
    }
}
