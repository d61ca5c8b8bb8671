//! How are the words of some documents kept until the index is written?
//!
//! Documents come in **runs**. While a run is open, each occurrence is a term and a place, in the
//! order of the text. To seal it, occurrences are put in order of their terms by counting, and
//! written term by term in the order of the keys, in blocks of some kilobytes. Sealed runs are
//! about as large as the index; whoever merges them can free each block as it is read.
//!
//! A block is a row of records: key (length and bytes), languages (one bit each), length of what
//! follows; then for each document its distance from the last (from 0 before the first), its
//! symbol, and the distances between positions for each field of the symbol.

use std::collections::VecDeque;

use backfile_text::Language;

use super::{POSITION_BITS, POSITION_MASK};
use crate::bytes::{put_bytes, put_number};
use crate::intern::Interner;
use crate::symbols::{Counts, MOST_OCCURRENCES, SymbolWriter};

/// Bytes from which a block is full.
const BLOCK_BYTES: usize = 32 * 1024;

/// A sealed run.
#[derive(Debug)]
pub(super) struct Run {
    /// Number of its first document.
    pub(super) first: u32,
    /// Records in order of their keys.
    pub(super) blocks: VecDeque<Box<[u8]>>,
    /// Counts by number of the symbol in this run, and how often they occur.
    pub(super) symbols: Vec<(Counts, u64)>,
}

/// A run that documents are added to.
#[derive(Debug, Default)]
pub(super) struct OpenRun {
    keys: Interner,
    /// Term and place of every occurrence, document after document.
    terms: Vec<u32>,
    places: Vec<u32>,
    /// Where the occurrences of each document end, and its language.
    docs: Vec<(usize, Language)>,
}

impl OpenRun {
    /// How many occurrences it has.
    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// Adds an occurrence to the document that comes next.
    #[inline]
    pub(super) fn push(&mut self, key: &[u8], place: u32) {
        self.terms.push(self.keys.number(key));
        self.places.push(place);
    }

    /// Ends a document.
    pub(super) fn end(&mut self, language: Language) {
        self.docs.push((self.terms.len(), language));
    }

    /// Seals the run, whose first document is `first`; this one is empty afterwards.
    pub(super) fn seal(&mut self, first: u32) -> Option<Run> {
        if self.docs.is_empty() {
            return None;
        }
        let (mut sorted, starts) = self.by_term();
        let keys = &self.keys;
        let order = crate::order::positions(keys.len(), &|a, b| {
            keys.key(a as u32).cmp(keys.key(b as u32))
        });
        let mut writer = RunWriter::default();
        let languages = |doc: u32| 1 << self.docs[doc as usize].1.number();
        for term in order {
            let (start, end) = (starts[term as usize], starts[term as usize + 1]);
            let places = &mut sorted[start as usize..end as usize];
            writer.term(keys.key(term), places, &languages);
        }
        self.keys.clear();
        self.terms.clear();
        self.places.clear();
        self.docs.clear();
        Some(writer.finish(first))
    }

    /// Occurrences in the order of their terms, those of a term as they came: document above
    /// place. And where those of each term start.
    fn by_term(&self) -> (Vec<u64>, Vec<u32>) {
        let mut starts = vec![0; self.keys.len() + 1];
        for &term in &self.terms {
            starts[term as usize + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut sorted = vec![0; self.terms.len()];
        let mut from = 0;
        for (doc, &(end, _)) in (0u64..).zip(&self.docs) {
            for (&term, &place) in self.terms[from..end].iter().zip(&self.places[from..end]) {
                let slot = &mut next[term as usize];
                sorted[*slot as usize] = doc << 32 | u64::from(place);
                *slot += 1;
            }
            from = end;
        }
        (sorted, starts)
    }
}

/// Writes the records of a run.
#[derive(Debug, Default)]
pub(super) struct RunWriter {
    blocks: VecDeque<Box<[u8]>>,
    block: Vec<u8>,
    record: Vec<u8>,
    symbols: SymbolWriter,
    counts: Counts,
}

impl RunWriter {
    /// Writes the next term; keys ascend. `places` are those of all documents, each below its document
    /// counted from the first of the run; `languages` gives a bit for each that a document may be in.
    pub(super) fn term(&mut self, key: &[u8], places: &mut [u64], languages: &dyn Fn(u32) -> u32) {
        // Words and their further forms may come a little out of order.
        if !places.is_sorted_by(|a, b| a < b) {
            crate::order::numbers(places);
        }
        self.record.clear();
        let (mut last, mut all) = (0, 0u32);
        for places in places.chunk_by(|a, b| a >> 32 == b >> 32) {
            let doc = (places[0] >> 32) as u32;
            all |= languages(doc);
            put_number(&mut self.record, u64::from(doc - last));
            self.document(places);
            last = doc;
        }
        put_bytes(&mut self.block, key);
        put_number(&mut self.block, u64::from(all));
        put_bytes(&mut self.block, &self.record);
        if self.block.len() >= BLOCK_BYTES {
            self.close();
        }
    }

    /// Writes the symbol and the positions of a document.
    fn document(&mut self, places: &[u64]) {
        let number = |place: u64| (place as u32) >> POSITION_BITS;
        self.counts.clear();
        let mut last = None;
        for &place in places {
            if last == Some(place) {
                continue;
            }
            last = Some(place);
            let field = number(place) as u8;
            match self.counts.last_mut() {
                Some((known, count)) if *known == field => *count += 1,
                _ => self.counts.push((field, 1)),
            }
        }
        for (_, count) in &mut self.counts {
            *count = (*count).min(MOST_OCCURRENCES);
        }
        let symbol = self.symbols.number(&self.counts);
        put_number(&mut self.record, u64::from(symbol));
        for places in places.chunk_by(|&a, &b| number(a) == number(b)) {
            let (mut last, mut left) = (None, MOST_OCCURRENCES);
            for position in places.iter().map(|&place| place as u32 & POSITION_MASK) {
                if last == Some(position) {
                    continue;
                }
                put_number(&mut self.record, u64::from(position - last.unwrap_or(0)));
                last = Some(position);
                left -= 1;
                if left == 0 {
                    break;
                }
            }
        }
    }

    /// The run, whose first document is `first`.
    pub(super) fn finish(mut self, first: u32) -> Run {
        self.close();
        Run {
            first,
            blocks: self.blocks,
            symbols: self.symbols.into_seen(),
        }
    }

    fn close(&mut self) {
        if !self.block.is_empty() {
            self.blocks.push_back(self.block.as_slice().into());
            self.block.clear();
        }
    }
}
