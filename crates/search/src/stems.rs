//! Here is a stem: which terms share it?
//!
//! A group is kept for every stem of a language unless it holds one term that is its own stem.
//! Keys are the language's number and the stem, in order, 16 groups to a block, written like the
//! keys of `dict`; then the number of terms, the first, and the gaps to the others.

use crate::bytes::{ByteReader, fixed, put_bytes, put_fixed, put_number};
use crate::dict::{put_shared, read_shared};

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
    starts: &'a [u8],
    groups: &'a [u8],
}

impl<'a> Stems<'a> {
    pub(crate) fn new(starts: &'a [u8], groups: &'a [u8]) -> Self {
        Self { starts, groups }
    }

    fn block(&self, block: usize) -> ByteReader<'a> {
        let start = fixed(self.starts, 4, block) as usize;
        ByteReader::new(self.groups.get(start..).unwrap_or(&[]))
    }

    /// The terms of a group, ascending; none where the stem has no group.
    pub(crate) fn terms(&self, key: &[u8]) -> Vec<u32> {
        let (mut low, mut high) = (0, self.starts.len() / 4);
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.block(middle).sized() <= key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let Some(block) = low.checked_sub(1) else {
            return Vec::new();
        };
        let mut reader = self.block(block);
        let mut last = reader.sized().to_vec();
        for _ in 0..BLOCK {
            let terms = read_terms(&mut reader, last == key);
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
}

fn read_terms(reader: &mut ByteReader<'_>, keep: bool) -> Vec<u32> {
    let mut terms = Vec::new();
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
    terms
}
