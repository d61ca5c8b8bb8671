//! How do sealed runs become one row of terms?
//!
//! Each run is a row of records in order of their keys. The least key of all comes next, with the
//! records of every run that has it, in the order of the runs, which is that of the documents.
//! For several threads the runs are cut at the same keys first ([`split`]).

use std::collections::VecDeque;

use super::run::Run;
use crate::bytes::ByteReader;

/// What is left of a run, and the record that comes next.
#[derive(Debug)]
pub(super) struct Cursor {
    /// Number of the run.
    pub(super) run: usize,
    /// First document of the run.
    pub(super) first: u32,
    blocks: VecDeque<Box<[u8]>>,
    /// In the first block: where the record's key and stream lie, and where the next one starts.
    key: (usize, usize),
    stream: (usize, usize),
    /// The first bytes of the key, as a number that is in the order of the keys.
    start: u64,
    languages: u32,
}

impl Cursor {
    fn new(run: usize, first: u32, blocks: VecDeque<Box<[u8]>>) -> Self {
        let mut cursor = Self {
            run,
            first,
            blocks,
            key: (0, 0),
            stream: (0, 0),
            start: 0,
            languages: 0,
        };
        cursor.read();
        cursor
    }

    fn key(&self) -> &[u8] {
        let block = self.blocks.front();
        block.map_or(&[], |block| &block[self.key.0..self.key.1])
    }

    /// Documents, symbols and positions of the present term.
    pub(super) fn stream(&self) -> &[u8] {
        let block = self.blocks.front();
        block.map_or(&[], |block| &block[self.stream.0..self.stream.1])
    }

    /// Reads the record after the present one; frees a block that has been read.
    fn advance(&mut self) {
        let size = self.blocks.front().map(|block| block.len());
        if size == Some(self.stream.1) {
            self.blocks.pop_front();
            self.stream.1 = 0;
        }
        self.read();
    }

    fn read(&mut self) {
        let Some(block) = self.blocks.front() else {
            return;
        };
        let mut reader = ByteReader::new(&block[self.stream.1..]);
        let place = |reader: &ByteReader<'_>| block.len() - reader.rest().len();
        let key = reader.sized();
        self.key = (place(&reader) - key.len(), place(&reader));
        self.languages = reader.small();
        let stream = reader.sized();
        self.stream = (place(&reader) - stream.len(), place(&reader));
        self.start = start(key);
    }
}

/// The first eight bytes of a key, with zeros for those it does not have.
fn start(key: &[u8]) -> u64 {
    let mut eight = [0; 8];
    let len = key.len().min(8);
    eight[..len].copy_from_slice(&key[..len]);
    u64::from_be_bytes(eight)
}

/// A part of all runs: records whose keys are in one stretch.
#[derive(Debug, Default)]
pub(super) struct Merge {
    cursors: Vec<Cursor>,
}

impl Merge {
    /// How many blocks are left.
    pub(super) fn blocks(&self) -> usize {
        self.cursors.iter().map(|cursor| cursor.blocks.len()).sum()
    }

    /// Takes the next term: gives its key and languages, and calls `each` with its record in every
    /// run that has it.
    pub(super) fn next(&mut self, key: &mut Vec<u8>, each: &mut dyn FnMut(&Cursor)) -> Option<u32> {
        let first = self.cursors.first()?;
        let mut least = first;
        for cursor in &self.cursors[1..] {
            if cursor.start < least.start
                || (cursor.start == least.start && cursor.key() < least.key())
            {
                least = cursor;
            }
        }
        let begin = least.start;
        key.clear();
        key.extend_from_slice(least.key());
        let (mut languages, mut is_done) = (0, false);
        for cursor in &mut self.cursors {
            if cursor.start == begin && cursor.key() == key {
                languages |= cursor.languages;
                each(cursor);
                cursor.advance();
                is_done |= cursor.blocks.is_empty();
            }
        }
        if is_done {
            self.cursors.retain(|cursor| !cursor.blocks.is_empty());
        }
        Some(languages)
    }
}

/// Cuts runs in so many parts of about the same size, each a stretch of keys.
pub(super) fn split(runs: Vec<Run>, parts: usize) -> Vec<Merge> {
    let borders = borders(&runs, parts);
    let mut merges: Vec<Merge> = (0..=borders.len()).map(|_| Merge::default()).collect();
    for (number, run) in runs.into_iter().enumerate() {
        let mut rest = run.blocks;
        for (at, merge) in merges.iter_mut().enumerate() {
            let blocks = match borders.get(at) {
                Some(border) => cut(&mut rest, border),
                None => std::mem::take(&mut rest),
            };
            if !blocks.is_empty() {
                merge.cursors.push(Cursor::new(number, run.first, blocks));
            }
        }
    }
    merges
}

/// Keys between the parts.
fn borders(runs: &[Run], parts: usize) -> Vec<Vec<u8>> {
    if parts < 2 {
        return Vec::new();
    }
    let blocks = runs.iter().flat_map(|run| &run.blocks);
    let firsts: Vec<&[u8]> = blocks.map(|block| ByteReader::new(block).sized()).collect();
    let order = crate::order::positions(firsts.len(), &|a, b| firsts[a].cmp(firsts[b]));
    let firsts = crate::order::pick(&firsts, &order);
    let mut borders: Vec<Vec<u8>> = (1..parts)
        .filter_map(|part| firsts.get(firsts.len() * part / parts))
        .map(|key| key.to_vec())
        .collect();
    borders.dedup();
    borders
}

/// Takes what is before a key from the front of a run.
fn cut(rest: &mut VecDeque<Box<[u8]>>, border: &[u8]) -> VecDeque<Box<[u8]>> {
    let mut before = VecDeque::new();
    while let Some(block) = rest.pop_front() {
        let mut reader = ByteReader::new(&block);
        let mut at = 0;
        while !reader.is_empty() {
            if reader.sized() >= border {
                break;
            }
            reader.small();
            reader.sized();
            at = block.len() - reader.rest().len();
        }
        if at == block.len() {
            before.push_back(block);
            continue;
        }
        if at > 0 {
            before.push_back(block[..at].into());
        }
        rest.push_front(if at > 0 { block[at..].into() } else { block });
        break;
    }
    before
}
