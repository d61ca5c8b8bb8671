//! Which terms share a stem?
//!
//! Pairs of a stem and a term are collected while terms are written, and put in order at the end.

use backfile_text::{Language, fold, stem};

use crate::stems::{StemWriter, key};

/// Collects the stems of terms.
#[derive(Debug, Default)]
pub(super) struct Forms {
    /// Keys of the stems, one after the other.
    keys: Vec<u8>,
    pairs: Vec<Pair>,
}

#[derive(Clone, Copy, Debug)]
struct Pair {
    /// Where the stem's key ends.
    end: u32,
    term: u32,
    /// The term is the stem itself.
    is_own: bool,
}

impl Forms {
    /// Adds a term, of the languages whose bits are set.
    pub(super) fn add(&mut self, term_key: &[u8], term: u32, languages: u32) {
        let word = crate::dict::surface(term_key);
        let Ok(word) = std::str::from_utf8(&word) else {
            return;
        };
        for &language in Language::ALL {
            if languages >> language.number() & 1 == 1 && language.has_stems() {
                let stem = fold(&stem(word, language));
                let is_own = term_key == stem.as_bytes();
                self.keys.extend_from_slice(&key(language.number(), &stem));
                self.pairs.push(Pair {
                    end: self.keys.len() as u32,
                    term,
                    is_own,
                });
            }
        }
    }

    /// Adds those of terms that follow `count` others.
    pub(super) fn append(&mut self, next: &Self, count: u32) {
        let base = self.keys.len() as u32;
        self.keys.extend_from_slice(&next.keys);
        self.pairs.extend(next.pairs.iter().map(|pair| Pair {
            end: pair.end + base,
            term: pair.term + count,
            ..*pair
        }));
    }

    fn key(&self, pair: usize) -> &[u8] {
        let start = pair
            .checked_sub(1)
            .map_or(0, |before| self.pairs[before].end);
        &self.keys[start as usize..self.pairs[pair].end as usize]
    }

    /// Writes the groups.
    pub(super) fn finish(&self) -> StemWriter {
        let order = crate::order::positions(self.pairs.len(), &|a, b| self.key(a).cmp(self.key(b)));
        let mut writer = StemWriter::default();
        let mut terms = Vec::new();
        for group in order.chunk_by(|&a, &b| self.key(a as usize) == self.key(b as usize)) {
            let pair = |at: u32| self.pairs[at as usize];
            if group.len() == 1 && pair(group[0]).is_own {
                continue;
            }
            // Pairs of a key are in the order of the terms.
            terms.clear();
            terms.extend(group.iter().map(|&at| pair(at).term));
            writer.add(self.key(group[0] as usize), &terms);
        }
        writer
    }
}
