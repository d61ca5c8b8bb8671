//! Here is a stem: which terms share it?
//!
//! A group is kept for every stem of a language unless it holds one term that is its own stem.
//! Keys are the language's number and the stem, in order, 16 groups to a block, written like the
//! keys of `dict`; then the number of terms, the first, and the gaps to the others.

use std::ops::Range;

use crate::bytes::{ByteReader, put_bytes, put_fixed, put_number};
use crate::dict::{block_of, block_with, put_shared, read_shared};
use crate::parts::Window;

const BLOCK: usize = 16;

/// Most terms of a group that are looked at; no language has more forms of a word.
const MOST_FORMS: u64 = 4_096;

/// Writes groups in ascending order of their keys.
#[derive(Debug, Default)]
pub(crate) struct StemWriter {
    pub(crate) starts: Vec<u8>,
    pub(crate) groups: Vec<u8>,
    last: Vec<u8>,
    count: usize,
}

impl StemWriter {
    /// Adds a group; `terms` ascend.
    pub(crate) fn add(&mut self, key: &[u8], terms: &[u32]) {
        if self.count.is_multiple_of(BLOCK) {
            put_fixed(&mut self.starts, 4, self.groups.len() as u32);
            put_bytes(&mut self.groups, key);
        } else {
            put_shared(&self.last, key, &mut self.groups);
        }
        put_number(&mut self.groups, terms.len() as u64);
        let mut last = 0;
        for &term in terms {
            put_number(&mut self.groups, u64::from(term - last));
            last = term;
        }
        self.last.clear();
        self.last.extend_from_slice(key);
        self.count += 1;
    }
}

/// The key of a stem.
pub(crate) fn key(language: u8, stem: &str) -> Vec<u8> {
    let mut key = vec![language];
    key.extend_from_slice(crate::dict::cut(stem));
    key
}

/// The groups of an index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stems<'a> {
    starts: Window<'a>,
    groups: Window<'a>,
}

impl<'a> Stems<'a> {
    pub(crate) fn new(starts: Window<'a>, groups: Window<'a>) -> Self {
        Self { starts, groups }
    }

    fn block(&self, block: usize) -> ByteReader<'a> {
        ByteReader::new(block_of(self.starts.whole(), self.groups, block))
    }

    fn block_with(&self, key: &[u8]) -> usize {
        block_with(self.starts.whole(), self.groups, key)
    }

    /// The terms of a group, ascending; none where the stem has no group.
    pub(crate) fn terms(&self, key: &[u8]) -> Vec<u32> {
        let mut reader = self.block(self.block_with(key));
        let mut last = reader.sized().to_vec();
        for _ in 0..BLOCK {
            let mut terms = Vec::new();
            read_terms(&mut reader, last == key, &mut terms);
            if last == key {
                return terms;
            }
            if reader.is_empty() {
                break;
            }
            read_shared(&mut reader, &mut last);
        }
        Vec::new()
    }

    /// Calls with the key and the terms of every group, in order.
    pub(crate) fn each(&self, tell: &mut dyn FnMut(&[u8], &[u32])) {
        self.each_in(0..self.starts.whole().len() / 4, tell);
    }

    /// The same for the groups of some blocks.
    pub(crate) fn each_in(&self, blocks: Range<usize>, tell: &mut dyn FnMut(&[u8], &[u32])) {
        let mut terms = Vec::new();
        for block in blocks {
            let mut reader = self.block(block);
            let mut key = reader.sized().to_vec();
            for group in 0..BLOCK {
                if group > 0 {
                    read_shared(&mut reader, &mut key);
                }
                terms.clear();
                read_terms(&mut reader, true, &mut terms);
                tell(&key, &terms);
                if reader.is_empty() {
                    break;
                }
            }
        }
    }

    /// The terms that share a stem of a language with one of `terms` (ascending), for readers
    /// that do not have the language's stemmer: a walk over the language's groups.
    pub(crate) fn beside(&self, language: u8, terms: &[u32]) -> Vec<u32> {
        let mut found = Vec::new();
        self.groups.want(&[language]);
        for block in self.block_with(&[language])..self.starts.whole().len() / 4 {
            let mut reader = self.block(block);
            let mut key = reader.sized().to_vec();
            for group in 0..BLOCK {
                if group > 0 {
                    read_shared(&mut reader, &mut key);
                }
                let own = key.first() == Some(&language);
                let start = found.len();
                read_terms(&mut reader, own, &mut found);
                let met = |member: &u32| terms.binary_search(member).is_ok();
                if !found[start..].iter().any(met) {
                    found.truncate(start);
                }
                if reader.is_empty() {
                    break;
                }
            }
            if key.first().is_none_or(|&other| other > language) {
                break;
            }
        }
        found
    }
}

fn read_terms(reader: &mut ByteReader<'_>, keep: bool, terms: &mut Vec<u32>) {
    let mut last = 0u32;
    for _ in 0..reader.number().min(MOST_FORMS) {
        if reader.is_empty() {
            break;
        }
        last = last.wrapping_add(reader.small());
        if keep {
            terms.push(last);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_found_by_stem_and_by_member() {
        let mut writer = StemWriter::default();
        for group in 0..40u32 {
            writer.add(
                &key(2, &format!("stem{group:02}")),
                &[group * 3, group * 3 + 2],
            );
        }
        let window = |bytes| Window::new(bytes, 0, None);
        let stems = Stems::new(window(&writer.starts), window(&writer.groups));
        assert_eq!(stems.terms(&key(2, "stem17")), [51, 53]);
        assert_eq!(stems.terms(&key(2, "stem")), []);
        assert_eq!(stems.terms(&key(1, "stem17")), []);
        assert_eq!(stems.beside(2, &[53, 119]), [51, 53, 117, 119]);
        assert_eq!(stems.beside(1, &[53]), []);
        assert_eq!(stems.beside(2, &[52]), []);
    }
}
