//! In which order do things stand?
//!
//! The standard library's sorts are written out again for every type; in a page those copies
//! were a quarter of the engine. So everything here is ordered in two ways only: numbers of 64
//! bits, and positions by a comparison.

use std::cmp::Ordering;

/// Sorts numbers, ascending.
#[inline(never)]
pub(crate) fn numbers(values: &mut [u64]) {
    values.sort_unstable();
}

/// Leaves the least `count` numbers, ascending.
pub(crate) fn least(values: &mut Vec<u64>, count: usize) {
    // Selecting first would be a little faster, and is a kilobyte of program for every page.
    numbers(values);
    values.truncate(count);
}

/// Keeps the least of the numbers that are pushed.
#[derive(Debug)]
pub(crate) struct Best {
    count: usize,
    kept: Vec<u64>,
    /// Numbers from here on are not among the least.
    bound: u64,
}

impl Best {
    pub(crate) fn new(count: usize) -> Self {
        Self {
            count,
            kept: Vec::new(),
            bound: if count == 0 { 0 } else { u64::MAX },
        }
    }

    #[inline]
    pub(crate) fn push(&mut self, number: u64) {
        if number < self.bound {
            self.kept.push(number);
            if self.kept.len() >= self.count.saturating_mul(2).max(64) {
                self.settle();
            }
        }
    }

    fn settle(&mut self) {
        least(&mut self.kept, self.count);
        if let Some(&last) = self.kept.last().filter(|_| self.kept.len() == self.count) {
            self.bound = last;
        }
    }

    /// The greatest of a full count.
    pub(crate) fn settled(&mut self) -> Option<u64> {
        self.settle();
        self.kept.get(self.count.checked_sub(1)?).copied()
    }

    /// The least, ascending.
    pub(crate) fn finish(mut self) -> Vec<u64> {
        self.settle();
        self.kept
    }
}

/// The positions `0..count` in the order of `compare`; equal ones in their own order.
#[inline(never)]
pub(crate) fn positions(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut order: Vec<u32> = (0..count as u32).collect();
    order.sort_unstable_by(|&a, &b| compare(a as usize, b as usize).then(a.cmp(&b)));
    order
}

/// Bits that order scores (not negative) from the greatest to the least.
pub(crate) fn descending(score: f32) -> u32 {
    !score.max(0.0).to_bits()
}

/// The score of a number of [`descending`].
pub(crate) fn score(descending: u32) -> f32 {
    f32::from_bits(!descending)
}

/// Takes the items at the given positions.
pub(crate) fn pick<T: Clone>(items: &[T], order: &[u32]) -> Vec<T> {
    order
        .iter()
        .filter_map(|&at| items.get(at as usize))
        .cloned()
        .collect()
}
