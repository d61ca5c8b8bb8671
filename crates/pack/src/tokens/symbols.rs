//! Which symbol and which further bits stand for a length or a distance (RFC 1951, 3.2.5)? And bits as
//! they are read.

use super::LEAST_MATCH;

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
pub(super) fn of_step(symbol: usize, row: u32, source: &mut Bits<'_>) -> Option<u32> {
    let symbol = symbol as u32;
    let bits = (symbol >> row).saturating_sub(1);
    let base = (symbol - (bits << row)) << bits;
    Some(base + source.take(bits)?)
}

/// Bits of a source, lowest first.
pub(super) struct Bits<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

impl Bits<'_> {
    /// What comes next, at least 25 bits; zeros after the end.
    pub(super) fn next(&self) -> u32 {
        let rest = self.bytes.get(self.at / 8..).unwrap_or(&[]);
        let eight = rest.first_chunk().copied().unwrap_or_else(|| {
            let mut eight = [0; 8];
            eight[..rest.len()].copy_from_slice(rest);
            eight
        });
        (u64::from_le_bytes(eight) >> (self.at % 8)) as u32
    }

    /// Takes at most 16 bits.
    pub(super) fn take(&mut self, count: u32) -> Option<u32> {
        let value = self.next() & ((1 << count) - 1);
        self.at += count as usize;
        (self.at <= 8 * self.bytes.len()).then_some(value)
    }
}
