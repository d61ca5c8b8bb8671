//! Which number has a document outside of the index?
//!
//! An index of an archive that grew keeps the numbers that its documents had, and new ones come
//! after them, wherever in the archive they stand: so that it is like the index that readers may
//! have ([`crate::files`]). Outside all numbers are those of the archive's order.

/// Numbers of documents inside and outside.
#[derive(Clone, Debug, Default)]
pub(crate) struct Renumber {
    outer: Vec<u32>,
    inner: Vec<u32>,
}

impl Renumber {
    /// Reads runs of outer numbers (first and count), in the order of the documents inside; `None`
    /// where they are not all numbers, each once.
    #[cfg(feature = "parts")]
    pub(crate) fn of(runs: &[(u32, u32)], doc_count: u32) -> Option<Self> {
        let sum: u64 = runs.iter().map(|&(_, count)| u64::from(count)).sum();
        if sum != u64::from(doc_count) {
            return None;
        }
        let mut numbers = Self {
            outer: Vec::with_capacity(doc_count as usize),
            inner: vec![u32::MAX; doc_count as usize],
        };
        for &(first, count) in runs {
            for outer in first..first.checked_add(count)? {
                let slot = numbers.inner.get_mut(outer as usize);
                *slot.filter(|slot| **slot == u32::MAX)? = numbers.outer.len() as u32;
                numbers.outer.push(outer);
            }
        }
        Some(numbers)
    }

    pub(crate) fn outer(&self, inner: u32) -> u32 {
        self.outer.get(inner as usize).copied().unwrap_or(inner)
    }

    pub(crate) fn inner(&self, outer: u32) -> u32 {
        self.inner.get(outer as usize).copied().unwrap_or(outer)
    }
}

#[cfg(all(test, feature = "parts"))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_number_has_one_place() {
        let numbers = Renumber::of(&[(1, 2), (4, 1), (0, 1), (3, 1)], 5).unwrap();
        let outer: Vec<u32> = (0..5).map(|inner| numbers.outer(inner)).collect();
        assert_eq!(outer, [1, 2, 4, 0, 3]);
        assert!((0..5).all(|outer| numbers.outer(numbers.inner(outer)) == outer));
        for wrong in [
            &[(0, 4)][..],
            &[(0, 6)],
            &[(0, 3), (2, 2)],
            &[(1, 5)],
            &[(u32::MAX, 5)],
        ] {
            assert!(Renumber::of(wrong, 5).is_none(), "{wrong:?}");
        }
        assert!(Renumber::of(&[], 0).is_some());
    }
}
