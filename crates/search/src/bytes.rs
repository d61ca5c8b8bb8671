//! How are numbers and texts written in bytes, and how is damage noticed?
//!
//! Numbers are LEB128: seven bits a byte, low ones first. Reading past the end gives zeros and
//! empty texts, so damaged bytes never panic.

/// Appends a number in LEB128.
pub(crate) fn put_number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a length and the bytes.
pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Reads from the start of bytes.
#[derive(Clone, Debug)]
pub(crate) struct ByteReader<'a> {
    bytes: &'a [u8],
}

impl<'a> ByteReader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// What has not been read yet.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    #[inline]
    pub(crate) fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.bytes.split_first() else {
            return 0;
        };
        self.bytes = rest;
        first
    }

    /// Reads a LEB128 number; one that is too large loses its high bits.
    #[inline]
    pub(crate) fn number(&mut self) -> u64 {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        value
    }

    /// A number that fits 32 bits; a larger one is damage and becomes the largest.
    #[inline]
    pub(crate) fn small(&mut self) -> u32 {
        u32::try_from(self.number()).unwrap_or(u32::MAX)
    }

    /// Takes `count` bytes, or as many as there are.
    #[inline]
    pub(crate) fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.bytes.split_at(count.min(self.bytes.len()));
        self.bytes = rest;
        taken
    }

    /// Reads a length and that many bytes.
    pub(crate) fn sized(&mut self) -> &'a [u8] {
        let count = self.number();
        self.take(usize::try_from(count).unwrap_or(usize::MAX))
    }
}

/// A little-endian number of `width` bytes (1, 2 or 4) at position `at` of an array; 0 outside.
#[inline]
pub(crate) fn fixed(bytes: &[u8], width: usize, at: usize) -> u32 {
    match width {
        1 => bytes.get(at).map_or(0, |&byte| u32::from(byte)),
        2 => bytes
            .get(at * 2..)
            .and_then(<[u8]>::first_chunk)
            .map_or(0, |pair| u32::from(u16::from_le_bytes(*pair))),
        _ => bytes
            .get(at.saturating_mul(4)..)
            .and_then(<[u8]>::first_chunk)
            .map_or(0, |four| u32::from_le_bytes(*four)),
    }
}

/// Bytes needed for each of an array of numbers up to `most`: 1, 2 or 4.
pub(crate) fn fixed_width(most: u32) -> usize {
    match most {
        0..=0xff => 1,
        0x100..=0xffff => 2,
        _ => 4,
    }
}

/// Appends a little-endian number of `width` bytes.
pub(crate) fn put_fixed(out: &mut Vec<u8>, width: usize, value: u32) {
    out.extend_from_slice(&value.to_le_bytes()[..width]);
}

/// A 64-bit checksum against damage (not against malice): four lanes of multiply and rotate.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    // A multiple of a step of the lanes. A browser runs a function at first as it was quickly
    // translated, and takes the better translation when the function is entered again: so a large
    // index is read in many calls.
    const CALL: usize = 1 << 16;
    let mut lanes = [
        PRIME,
        PRIME.rotate_left(16),
        PRIME.rotate_left(32),
        PRIME.rotate_left(48),
    ];
    let (steps, rest) = bytes.as_chunks::<32>();
    for steps in steps.chunks(CALL / 32) {
        lanes = mix(lanes, steps);
    }
    let mut sum = bytes.len() as u64;
    for lane in lanes {
        sum = (sum ^ lane).wrapping_mul(PRIME).rotate_left(31);
    }
    for &byte in rest {
        sum = (sum ^ u64::from(byte)).wrapping_mul(PRIME).rotate_left(23);
    }
    sum ^ (sum >> 32)
}

const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;

/// Each step of 32 bytes, eight into a lane.
#[inline(never)]
fn mix([mut a, mut b, mut c, mut d]: [u64; 4], steps: &[[u8; 32]]) -> [u64; 4] {
    let lane = |lane: u64, word: &[u8; 8]| {
        (lane ^ u64::from_le_bytes(*word))
            .wrapping_mul(PRIME)
            .rotate_left(29)
    };
    for step in steps {
        let (words, _) = step.as_chunks::<8>();
        if let [w, x, y, z] = words {
            a = lane(a, w);
            b = lane(b, x);
            c = lane(c, y);
            d = lane(d, z);
        }
    }
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_are_read_back(values in prop::collection::vec(any::<u64>(), 0..50)) {
            let mut bytes = Vec::new();
            for &value in &values {
                put_number(&mut bytes, value);
            }
            let mut reader = ByteReader::new(&bytes);
            for &value in &values {
                prop_assert_eq!(reader.number(), value);
            }
            prop_assert!(reader.is_empty());
        }

        #[test]
        fn a_changed_bit_changes_the_checksum(
            mut bytes in prop::collection::vec(any::<u8>(), 1..200), at: prop::sample::Index, bit in 0u8..8,
        ) {
            let before = checksum(&bytes);
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            prop_assert_ne!(checksum(&bytes), before);
        }
    }
}
