//! In which codes are the symbols of a block, and how are the codes told (RFC 1951, 3.2.2 and 3.2.7)?

use super::symbols::Bits;

/// Longest code of a symbol.
const MOST_BITS: usize = 15;
/// In which order the lengths of the codes of lengths are told.
const ORDER: [usize; 19] = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
];

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
    pub(super) fn read(&self, bits: &mut Bits<'_>) -> Option<usize> {
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
    pub(super) fn told(bits: &mut Bits<'_>) -> Option<Codes> {
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
