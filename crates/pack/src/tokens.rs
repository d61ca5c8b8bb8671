//! Here is a stream of deflate (RFC 1951): which literals and matches is it, and in which codes?
//!
//! Only for what our own compressors wrote; anything else gives `None`. The tokens can be written
//! again in other words, which give the same bytes ([`crate::well_formed`]).

/// Symbol that ends a block.
pub(crate) const END_OF_BLOCK: usize = 256;
/// Shortest match.
pub(crate) const LEAST_MATCH: u16 = 3;
/// Longest code of a symbol.
const MOST_BITS: usize = 15;
/// In which order the lengths of the codes of lengths are told.
const ORDER: [usize; 19] = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
];

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

/// The codes of a block.
#[derive(Clone, Debug)]
pub(crate) struct Codes {
    /// How they are told, where they are not the fixed ones.
    pub(crate) told: Option<ToldCodes>,
    /// Codes of literals, of the end, and of lengths.
    pub(crate) literals: Code,
    /// Codes of distances.
    pub(crate) distances: Code,
}

/// How the lengths of codes are told.
#[derive(Clone, Debug)]
pub(crate) struct ToldCodes {
    /// Symbols of literals and lengths, and of distances, that a length is told for.
    counts: [u32; 2],
    /// Bits of the codes in which the lengths are told, and how many of them are told.
    pub(crate) lengths: [u8; 19],
    length_count: usize,
    /// The lengths: symbols with their further bits.
    runs: Vec<(usize, u32)>,
}

impl ToldCodes {
    /// Further bits of a symbol.
    fn more_bits(symbol: usize) -> u32 {
        match symbol {
            16 => 2,
            17 => 3,
            18 => 7,
            _ => 0,
        }
    }

    /// All bits that tell the codes, each with its number, where the lengths are told in codes of
    /// these lengths.
    pub(crate) fn bits(&self, lengths: &[u8; 19]) -> Vec<(u32, u32)> {
        let code = Code::new(lengths);
        let [literals, distances] = self.counts;
        let mut bits = vec![
            (literals - 257, 5),
            (distances - 1, 5),
            (self.length_count as u32 - 4, 4),
        ];
        let told = ORDER.iter().take(self.length_count);
        bits.extend(told.map(|&symbol| (u32::from(lengths[symbol]), 3)));
        for &(symbol, more) in &self.runs {
            bits.extend(code.of(symbol));
            bits.push((more, ToldCodes::more_bits(symbol)));
        }
        bits
    }
}

/// A canonical code.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    /// Bits of each symbol's code, 0 where it has none.
    lengths: Vec<u8>,
    /// The codes, the bit that is written first lowest.
    codes: Vec<u16>,
    /// Symbols by their codes.
    sorted: Vec<u16>,
    /// Codes of each number of bits.
    counts: [u16; MOST_BITS + 1],
    /// For what may come next, the symbol of a short code and its bits.
    short: Vec<(u16, u8)>,
}

/// Bits of the longest short code.
const SHORT_BITS: u32 = 9;

impl Code {
    fn new(lengths: &[u8]) -> Code {
        let mut counts = [0_u16; MOST_BITS + 1];
        for &length in lengths {
            counts[usize::from(length)] += 1;
        }
        counts[0] = 0;
        let mut next = [0_u16; MOST_BITS + 1];
        for bits in 2..=MOST_BITS {
            next[bits] = next[bits - 1].wrapping_add(counts[bits - 1]) << 1;
        }
        let mut codes = vec![0; lengths.len()];
        let (mut sorted, mut short) = (Vec::new(), vec![(0, 0); 1 << SHORT_BITS]);
        for (bits, next) in next.iter_mut().enumerate().skip(1) {
            let of_length = |&(_, &length): &(usize, &u8)| usize::from(length) == bits;
            for (symbol, _) in lengths.iter().enumerate().filter(of_length) {
                codes[symbol] = next.reverse_bits() >> (16 - bits);
                *next = next.wrapping_add(1);
                sorted.push(symbol as u16);
                // With whatever follows a short code.
                let places = short.iter_mut().skip(codes[symbol].into());
                if bits <= SHORT_BITS as usize {
                    let entry = (symbol as u16, bits as u8);
                    places.step_by(1 << bits).for_each(|place| *place = entry);
                }
            }
        }
        Code {
            lengths: lengths.to_vec(),
            codes,
            sorted,
            counts,
            short,
        }
    }

    /// The code of a symbol and its bits; `None` where it has none.
    pub(crate) fn of(&self, symbol: usize) -> Option<(u32, u32)> {
        let bits = self.lengths.get(symbol).copied().filter(|&bits| bits > 0)?;
        Some((u32::from(self.codes[symbol]), u32::from(bits)))
    }

    /// Reads a symbol: the codes of each length are a row of numbers that follow each other.
    fn read(&self, bits: &mut Bits<'_>) -> Option<usize> {
        let next = bits.next() & ((1 << SHORT_BITS) - 1);
        let (symbol, length) = self.short[next as usize];
        if length > 0 {
            bits.take(length.into())?;
            return Some(symbol.into());
        }
        let (mut code, mut first, mut index) = (0_u32, 0_u32, 0_u32);
        for count in &self.counts[1..] {
            code |= bits.take(1)?;
            let count = u32::from(*count);
            if code < first + count {
                let at = (index + code).checked_sub(first)?;
                let symbol = self.sorted.get(at as usize)?;
                return Some(usize::from(*symbol));
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        None
    }
}

impl Codes {
    /// The codes that need not be told.
    pub(crate) fn fixed() -> Codes {
        let literals: Vec<u8> = (0..288)
            .map(|symbol| match symbol {
                144..256 => 9,
                256..280 => 7,
                _ => 8,
            })
            .collect();
        Codes {
            told: None,
            literals: Code::new(&literals),
            distances: Code::new(&[5; 30]),
        }
    }

    /// Reads codes that are told.
    fn told(bits: &mut Bits<'_>) -> Option<Codes> {
        let counts = [bits.take(5)? + 257, bits.take(5)? + 1];
        let length_count = bits.take(4)? as usize + 4;
        let mut lengths = [0_u8; 19];
        for &symbol in ORDER.get(..length_count)? {
            lengths[symbol] = bits.take(3)? as u8;
        }
        let code = Code::new(&lengths);
        let (mut all, mut runs) = (Vec::new(), Vec::new());
        let [literals, distances] = counts.map(|count| count as usize);
        while all.len() < literals + distances {
            let symbol = code.read(bits)?;
            let more = bits.take(ToldCodes::more_bits(symbol))?;
            let (length, times) = match symbol {
                16 => (*all.last()?, 3 + more),
                17 => (0, 3 + more),
                18 => (0, 11 + more),
                length => (length as u8, 1),
            };
            all.extend(std::iter::repeat_n(length, times as usize));
            runs.push((symbol, more));
        }
        Some(Codes {
            literals: Code::new(all.get(..literals)?),
            distances: Code::new(all.get(literals..literals + distances)?),
            told: Some(ToldCodes {
                counts,
                lengths,
                length_count,
                runs,
            }),
        })
    }
}

/// How a value is told: symbol, further bits, and their number.
type Told = (usize, u32, u32);

/// The symbol of a length of a match.
pub(crate) fn length_symbol(length: u16) -> Told {
    if length == 258 {
        return (285, 0, 0);
    }
    let (symbol, more, bits) = stepped(u32::from(length - LEAST_MATCH), 2);
    (257 + symbol, more, bits)
}

/// The symbol of a distance.
pub(crate) fn distance_symbol(distance: u16) -> Told {
    stepped(u32::from(distance) - 1, 1)
}

/// Symbols of which so many (as a power of two) in a row have the same number of further bits,
/// from the second row on one more in each.
fn stepped(value: u32, row: u32) -> Told {
    let bits = (32 - value.leading_zeros()).saturating_sub(row + 1);
    let symbol = (bits << row) + (value >> bits);
    (symbol as usize, value & ((1 << bits) - 1), bits)
}

/// The value of a symbol in such rows.
fn of_step(symbol: usize, row: u32, source: &mut Bits<'_>) -> Option<u32> {
    let symbol = symbol as u32;
    let bits = (symbol >> row).saturating_sub(1);
    let base = (symbol - (bits << row)) << bits;
    Some(base + source.take(bits)?)
}

/// Bits of a source, lowest first.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    /// What comes next, at least 25 bits; zeros after the end.
    fn next(&self) -> u32 {
        let rest = self.bytes.get(self.at / 8..).unwrap_or(&[]);
        let eight = rest.first_chunk().copied().unwrap_or_else(|| {
            let mut eight = [0; 8];
            eight[..rest.len()].copy_from_slice(rest);
            eight
        });
        (u64::from_le_bytes(eight) >> (self.at % 8)) as u32
    }

    /// Takes at most 16 bits.
    fn take(&mut self, count: u32) -> Option<u32> {
        let value = self.next() & ((1 << count) - 1);
        self.at += count as usize;
        (self.at <= 8 * self.bytes.len()).then_some(value)
    }
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
