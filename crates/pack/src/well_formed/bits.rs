//! Bits as they are written: is a unit that they fill half of a pair?

use super::{End, is_half};
use crate::stream::EMPTY_BLOCK;

/// An empty block: its bits, and how many. Ten bits on, everything stands in other units.
pub(super) const EMPTY: (u32, u32) = (0b010, 10);
/// The last block of a stream, an empty one.
const LAST: (u32, u32) = (0b011, 10);
/// Empty blocks in a row that are tried: after eight the units are the same.
pub(super) const MOST_EMPTY: usize = 8;

/// Bits as they are written, lowest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits {
    pub(super) bytes: Vec<u8>,
    held: u32,
    count: u32,
}

/// A place among the bits.
pub(super) type Mark = (usize, u32, u32);

impl Bits {
    /// Appends bits, at most 16; false where a unit is half of a pair. Then what is there is to be
    /// taken back.
    pub(super) fn put(&mut self, (value, count): (u32, u32)) -> bool {
        self.held |= value << self.count;
        self.count += count;
        let mut is_sound = true;
        while self.count >= 8 {
            let byte = self.held as u8;
            is_sound &= self.bytes.len().is_multiple_of(2) || !is_half(byte);
            self.bytes.push(byte);
            self.held >>= 8;
            self.count -= 8;
        }
        is_sound
    }

    pub(super) fn mark(&self) -> Mark {
        (self.bytes.len(), self.held, self.count)
    }

    pub(super) fn reset(&mut self, (size, held, count): Mark) {
        self.bytes.truncate(size);
        (self.held, self.count) = (held, count);
    }

    /// The bytes, with an end that is found as the steps are.
    pub(super) fn end(mut self, end: End) -> Option<Vec<u8>> {
        let start = self.mark();
        let found = (0..MOST_EMPTY).any(|empty| {
            self.reset(start);
            (0..empty).all(|_| self.put(EMPTY)) && self.put_end(end)
        });
        found.then_some(self.bytes)
    }

    fn put_end(&mut self, end: End) -> bool {
        let bits = if end == End::Last { LAST } else { (0, 3) };
        let is_sound = self.put(bits) && self.put((0, self.count.wrapping_neg() % 8));
        if end == End::Last {
            return is_sound;
        }
        let is_sound = is_sound && self.put((0, 16)) && self.put((0xFFFF, 16));
        let empty = &EMPTY_BLOCK[..EMPTY_BLOCK.len() * (self.bytes.len() % 2)];
        is_sound && empty.iter().all(|&byte| self.put((byte.into(), 8)))
    }
}
