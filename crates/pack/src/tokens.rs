//! Here is a stream of deflate (RFC 1951): which literals and matches is it, and in which codes?
//!
//! Only for what our own compressors wrote; anything else gives `None`. The tokens can be written
//! again in other words, which give the same bytes ([`crate::well_formed`]).

mod codes;
mod symbols;

pub(crate) use codes::{Codes, ToldCodes};
use symbols::{Bits, of_step};
pub(crate) use symbols::{distance_symbol, length_symbol};

/// Symbol that ends a block.
pub(crate) const END_OF_BLOCK: usize = 256;
/// Shortest match.
pub(crate) const LEAST_MATCH: u16 = 3;
/// A step of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// The next byte is told.
    Literal,
    /// The next bytes are the same as some before.
    Match {
        /// How many.
        length: u16,
        /// How far back.
        distance: u16,
    },
}

/// A block that is not empty.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// What it is written in; `None` where its bytes stand as they are.
    pub(crate) codes: Option<Codes>,
    /// Where its first byte stands among the bytes of the stream.
    pub(crate) start: usize,
    /// Its steps.
    pub(crate) tokens: Vec<Token>,
}

/// The blocks of a stream that are not empty; they end with the source or with the last block.
pub(crate) fn read(source: &[u8]) -> Option<Vec<Block>> {
    let mut bits = Bits {
        bytes: source,
        at: 0,
    };
    let (mut blocks, mut size) = (Vec::new(), 0);
    while bits.at.div_ceil(8) < source.len() {
        let is_last = bits.take(1)? == 1;
        let codes = match bits.take(2)? {
            0 => None,
            1 => Some(Codes::fixed()),
            2 => Some(Codes::told(&mut bits)?),
            _ => return None,
        };
        let start = size;
        let tokens = match &codes {
            Some(codes) => tokens(codes, &mut bits, &mut size)?,
            None => plain(&mut bits, &mut size)?,
        };
        if size > start {
            blocks.push(Block {
                codes,
                start,
                tokens,
            });
        }
        if is_last {
            break;
        }
    }
    Some(blocks)
}

fn tokens(codes: &Codes, bits: &mut Bits<'_>, size: &mut usize) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    loop {
        let token = match codes.literals.read(bits)? {
            END_OF_BLOCK => return Some(tokens),
            0..END_OF_BLOCK => Token::Literal,
            symbol => {
                let length = match symbol - 257 {
                    28 => 258,
                    symbol => of_step(symbol, 2, bits)? as u16 + LEAST_MATCH,
                };
                let symbol = codes.distances.read(bits)?;
                let distance = of_step(symbol, 1, bits)? as u16 + 1;
                Token::Match { length, distance }
            }
        };
        *size += token.size();
        tokens.push(token);
    }
}

impl Block {
    /// Where its last byte ends.
    pub(crate) fn end(&self) -> usize {
        self.start + self.tokens.iter().map(|token| token.size()).sum::<usize>()
    }

    /// The block as two.
    pub(crate) fn cut(mut self, count: usize) -> [Block; 2] {
        let rest = self.tokens.split_off(count.min(self.tokens.len()));
        let rest = Block {
            codes: self.codes.clone(),
            start: self.end(),
            tokens: rest,
        };
        [self, rest]
    }
}

impl Token {
    /// How many bytes it gives.
    pub(crate) fn size(self) -> usize {
        match self {
            Token::Literal => 1,
            Token::Match { length, .. } => usize::from(length),
        }
    }
}

/// The bytes of a block that stand as they are.
fn plain(bits: &mut Bits<'_>, size: &mut usize) -> Option<Vec<Token>> {
    bits.at = bits.at.next_multiple_of(8);
    let (length, other) = (bits.take(16)?, bits.take(16)?);
    if length != !other & 0xFFFF {
        return None;
    }
    bits.at += 8 * length as usize;
    *size += length as usize;
    Some(vec![Token::Literal; length as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_those_of_the_standard() {
        for (length, symbol) in [
            (3, (257, 0, 0)),
            (10, (264, 0, 0)),
            (11, (265, 0, 1)),
            (12, (265, 1, 1)),
            (257, (284, 30, 5)),
            (258, (285, 0, 0)),
        ] {
            assert_eq!(length_symbol(length), symbol, "{length}");
        }
        for (distance, symbol) in [
            (1, (0, 0, 0)),
            (4, (3, 0, 0)),
            (5, (4, 0, 1)),
            (6, (4, 1, 1)),
            (24_577, (29, 0, 13)),
            (32_768, (29, 8_191, 13)),
        ] {
            assert_eq!(distance_symbol(distance), symbol, "{distance}");
        }
    }
}
