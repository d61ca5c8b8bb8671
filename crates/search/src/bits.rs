//! How are small numbers written in few bits?
//!
//! Bits go from the lowest of a byte to the highest. Three codes: plain bits, Rice (a unary
//! quotient and `k` low bits: near the best for gaps), and binary interpolative (the best for a
//! few ascending numbers in a known range). Reading past the end gives zeros, so damaged bytes
//! give wrong numbers, never a panic.

/// Appends bits to bytes.
#[derive(Debug, Default)]
pub(crate) struct BitWriter {
    bytes: Vec<u8>,
    open: u64,
    count: u32,
}

impl BitWriter {
    /// Appends the low `width` bits (at most 32).
    #[inline]
    pub(crate) fn put(&mut self, value: u64, width: u32) {
        self.open |= (value & mask(width)) << self.count;
        self.count += width;
        if self.count >= 32 {
            self.bytes
                .extend_from_slice(&(self.open as u32).to_le_bytes());
            self.open >>= 32;
            self.count -= 32;
        }
    }

    /// Appends a number as Rice code with `k` low bits.
    #[inline]
    pub(crate) fn rice(&mut self, value: u32, k: u32) {
        let mut quotient = value >> k;
        while quotient >= 32 {
            self.put(0, 32);
            quotient -= 32;
        }
        self.put(1 << quotient, quotient + 1);
        self.put(u64::from(value), k);
    }

    /// Appends a number below `range` in truncated binary.
    fn below(&mut self, value: u32, range: u32) {
        let (short, spare) = truncated(range);
        if value < spare {
            self.put(u64::from(value), short);
        } else {
            // The long code begins with the higher bits, so that a reader can tell it apart.
            let code = value + spare;
            self.put(u64::from(code >> 1), short);
            self.put(u64::from(code & 1), 1);
        }
    }

    /// Appends strictly ascending numbers, each at least `low` and below `high`.
    pub(crate) fn ascending(&mut self, numbers: &[u32], low: u32, high: u32) {
        let count = numbers.len();
        if count == 0 || high - low == count as u32 {
            return;
        }
        let middle = count / 2;
        let number = numbers[middle];
        let first = low + middle as u32;
        let last = high - (count - middle - 1) as u32;
        self.below(number - first, last - first);
        self.ascending(&numbers[..middle], low, number);
        self.ascending(&numbers[middle + 1..], number + 1, high);
    }

    /// Fills the last byte with zeros; gives all bytes.
    pub(crate) fn bytes(&mut self) -> &[u8] {
        let open = self.open.to_le_bytes();
        self.bytes
            .extend_from_slice(&open[..self.count.div_ceil(8) as usize]);
        (self.open, self.count) = (0, 0);
        &self.bytes
    }

    /// Begins again.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        (self.open, self.count) = (0, 0);
    }
}

/// Width of the short code of numbers below `range`, and how many numbers have it.
fn truncated(range: u32) -> (u32, u32) {
    let range = range.max(1);
    let short = range.ilog2();
    (short, ((2u64 << short) - u64::from(range)) as u32)
}

fn mask(width: u32) -> u64 {
    (1 << width) - 1
}

/// Reads bits from bytes.
#[derive(Clone, Debug)]
pub(crate) struct BitReader<'a> {
    bytes: &'a [u8],
    /// Next byte to load.
    at: usize,
    open: u64,
    count: u32,
}

impl<'a> BitReader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            open: 0,
            count: 0,
        }
    }

    /// Loads whole bytes until at least 56 bits are open; past the end come zeros.
    #[inline]
    fn fill(&mut self) {
        if let Some(next) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk::<8>) {
            self.open |= u64::from_le_bytes(*next) << self.count;
            let whole = (63 - self.count) / 8;
            self.at += whole as usize;
            self.count += whole * 8;
        } else {
            self.fill_slowly();
        }
    }

    #[cold]
    fn fill_slowly(&mut self) {
        while self.count <= 55 {
            let byte = self.bytes.get(self.at).copied().unwrap_or(0);
            self.open |= u64::from(byte) << self.count;
            self.at += 1;
            self.count += 8;
        }
    }

    #[inline]
    fn drop(&mut self, width: u32) {
        self.open >>= width;
        self.count -= width;
    }

    /// Reads `width` bits (at most 32).
    #[inline]
    pub(crate) fn get(&mut self, width: u32) -> u32 {
        if self.count < width {
            self.fill();
        }
        let value = (self.open & mask(width)) as u32;
        self.drop(width);
        value
    }

    /// Reads Rice codes with `k` low bits (at most 31).
    pub(crate) fn rices(&mut self, k: u32, out: &mut [u32]) {
        // What is read is kept out of memory, but for a code that is longer than what is open.
        let Self {
            mut open,
            mut count,
            ..
        } = *self;
        for slot in out {
            let mut zeros = open.trailing_zeros();
            if zeros + 1 + k > count {
                (self.open, self.count) = (open, count);
                self.fill();
                (open, count) = (self.open, self.count);
                zeros = open.trailing_zeros();
            }
            let width = zeros + 1 + k;
            *slot = if width <= count {
                let low = (open >> zeros >> 1 & mask(k)) as u32;
                open >>= width;
                count -= width;
                (zeros << k) | low
            } else {
                (self.open, self.count) = (open, count);
                let value = self.rice_slowly(k);
                (open, count) = (self.open, self.count);
                value
            };
        }
        (self.open, self.count) = (open, count);
    }

    #[cold]
    fn rice_slowly(&mut self, k: u32) -> u32 {
        let mut quotient = 0;
        loop {
            if self.count == 0 {
                self.fill();
            }
            let zeros = self.open.trailing_zeros().min(self.count);
            quotient += zeros;
            if zeros < self.count {
                self.drop(zeros + 1);
                break;
            }
            self.open = 0;
            self.count = 0;
            if self.at >= self.bytes.len() {
                return u32::MAX >> 1;
            }
        }
        let low = self.get(k);
        quotient.checked_shl(k).unwrap_or(0) | low
    }

    #[inline]
    fn below(&mut self, range: u32) -> u32 {
        let (short, spare) = truncated(range);
        let value = self.get(short);
        if value < spare {
            return value;
        }
        // Damaged bits may point past the range.
        let long = (value << 1 | self.get(1)).wrapping_sub(spare);
        long.min(range.saturating_sub(1))
    }

    /// Reads `count` strictly ascending numbers, each at least `low` and below `high`, and
    /// appends them.
    pub(crate) fn ascending(&mut self, count: u32, low: u32, high: u32, out: &mut Vec<u32>) {
        let start = out.len();
        if count == 1 {
            let number = low + self.below(high.saturating_sub(low));
            out.push(number);
            return;
        }
        out.resize(start + count as usize, 0);
        self.fill_ascending(&mut out[start..], low, high);
    }

    fn fill_ascending(&mut self, out: &mut [u32], low: u32, high: u32) {
        let count = out.len() as u32;
        if count == 0 {
            return;
        }
        if high.saturating_sub(low) <= count {
            for (number, slot) in (low..).zip(out.iter_mut()) {
                *slot = number;
            }
            return;
        }
        let middle = out.len() / 2;
        let first = low + middle as u32;
        let last = high - (count - middle as u32 - 1);
        let number = first + self.below(last - first);
        out[middle] = number;
        let (left, right) = out.split_at_mut(middle);
        self.fill_ascending(left, low, number);
        self.fill_ascending(&mut right[1..], number + 1, high);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rice_reads_what_it_wrote(values in prop::collection::vec((0u32..1 << 20, 0u32..20), 0..200)) {
            let mut writer = BitWriter::default();
            for &(value, k) in &values {
                writer.rice(value >> (19 - k.min(19)) , k);
            }
            let mut reader = BitReader::new(writer.bytes());
            for &(value, k) in &values {
                let mut one = [0];
                reader.rices(k, &mut one);
                prop_assert_eq!(one[0], value >> (19 - k.min(19)));
            }
        }

        #[test]
        fn ascending_reads_what_it_wrote(
            lists in prop::collection::vec(prop::collection::btree_set(0u32..500, 0..60), 0..20),
        ) {
            let mut writer = BitWriter::default();
            for list in &lists {
                let list: Vec<u32> = list.iter().copied().collect();
                writer.ascending(&list, 0, 500);
            }
            let mut reader = BitReader::new(writer.bytes());
            for list in &lists {
                let mut got = Vec::new();
                reader.ascending(list.len() as u32, 0, 500, &mut got);
                prop_assert_eq!(got, list.iter().copied().collect::<Vec<_>>());
            }
        }

        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..40), k in 0u32..32) {
            let mut reader = BitReader::new(&bytes);
            let mut out = Vec::new();
            for _ in 0..50 {
                reader.rices(k, &mut [0; 3]);
                reader.get(k);
                out.clear();
                reader.ascending(9, 5, 20 + k, &mut out);
                prop_assert!(out.iter().all(|&number| number < 60));
            }
        }
    }
}
