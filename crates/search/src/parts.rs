//! Only some bytes of an index are there: which others does an answer need?
//!
//! A hosted archive loads its index in parts. Bytes have their place from the start; where a part
//! is missing, readers get nothing, as from damaged bytes, and the part is noted as missed. An
//! answer for which parts were missed is to be thrown away: the caller brings them and asks again.
//! The first part is the head, which must be there; parts of a dictionary begin at its blocks, and
//! their first keys are known, so that looking up a word misses one part and not a row of them.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::bytes::{ByteReader, fixed};
use crate::layout::{Layout, Section};
use crate::{Error, Index};

/// Where a part of an index begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// Its first byte.
    pub start: u32,
    /// First key in it, of a part of a dictionary.
    pub key: String,
}

/// Cuts index bytes in parts of about so many bytes, the head apart. A small index stays whole.
pub fn cuts(bytes: &[u8], size_bytes: u32) -> Result<Vec<Cut>, Error> {
    let layout = Layout::read(bytes)?;
    let mut cuts = vec![Cut::default()];
    let size = size_bytes.max(1) as usize;
    if bytes.len() <= 2 * size {
        return Ok(cuts);
    }
    let mut add = |start: usize, key: &[u8]| {
        let last = cuts.last().map_or(0, |cut| cut.start as usize);
        if last < start && start < bytes.len() {
            cuts.push(Cut {
                start: start as u32,
                key: String::from_utf8_lossy(key).into_owned(),
            });
        }
    };
    let dictionaries = [
        (Section::TermBlocks, Section::Terms, Section::Terms),
        (Section::StemBlocks, Section::Stems, Section::StemBlocks),
    ];
    for (starts, keys, first) in dictionaries {
        let starts = layout.section(bytes, starts);
        let (place, keys) = (layout.range(keys), layout.section(bytes, keys));
        let wanted = even(keys.len(), size);
        let mut next = 0;
        for block in 0..starts.len() / 4 {
            let start = fixed(starts, 4, block) as usize;
            if start >= next {
                let key = ByteReader::new(keys.get(start..).unwrap_or(&[])).sized();
                // What tells where the blocks of stems are is wanted with the first of them.
                let begin = layout.range(first).start;
                add(
                    if block == 0 {
                        begin
                    } else {
                        place.start + start
                    },
                    key,
                );
                next = start + wanted;
            }
        }
    }
    for section in [Section::Postings, Section::Positions] {
        let place = layout.range(section);
        for start in place.clone().step_by(even(place.len(), size)) {
            add(start, b"");
        }
    }
    Ok(cuts)
}

/// A length cut in equal pieces of about `size`.
fn even(len: usize, size: usize) -> usize {
    len.div_ceil(len.div_ceil(size).max(1)).max(1)
}

/// Which parts are there, and which were missed.
#[derive(Debug)]
pub(crate) struct Parts {
    cuts: Vec<Cut>,
    size: usize,
    here: Vec<bool>,
    missed: Vec<AtomicBool>,
}

impl Parts {
    fn new(cuts: Vec<Cut>, size: usize) -> Self {
        let mut here = vec![false; cuts.len()];
        here.iter_mut().take(1).for_each(|head| *head = true);
        Self {
            missed: here.iter().map(|_| AtomicBool::new(false)).collect(),
            here,
            size,
            cuts,
        }
    }

    /// The bytes of a part.
    fn range(&self, number: usize) -> Range<usize> {
        let start = |number: usize| self.cuts.get(number).map(|cut| cut.start as usize);
        start(number).unwrap_or(self.size)..start(number + 1).unwrap_or(self.size)
    }

    /// The part that a byte is in.
    fn of(&self, byte: usize) -> usize {
        let after = self.cuts.partition_point(|cut| cut.start as usize <= byte);
        after.saturating_sub(1)
    }

    fn miss(&self, number: usize) {
        if let Some(missed) = self.missed.get(number) {
            missed.store(true, Ordering::Relaxed);
        }
    }

    /// Are bytes there? What is not is missed.
    fn has(&self, bytes: Range<usize>) -> bool {
        if bytes.is_empty() {
            return true;
        }
        let mut has = true;
        for number in self.of(bytes.start)..=self.of(bytes.end - 1) {
            if !self.here[number] {
                self.miss(number);
                has = false;
            }
        }
        has
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.here.iter().all(|&here| here)
    }

    pub(crate) fn has_missed(&self) -> bool {
        let mut missed = self.missed.iter();
        missed.any(|missed| missed.load(Ordering::Relaxed))
    }
}

/// A section of an index, of which parts may be missing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window<'a> {
    bytes: &'a [u8],
    /// Its place in the index.
    base: usize,
    parts: Option<&'a Parts>,
}

impl<'a> Window<'a> {
    pub(crate) fn new(bytes: &'a [u8], base: usize, parts: Option<&'a Parts>) -> Self {
        Self { bytes, base, parts }
    }

    /// All bytes; none where any are missing.
    pub(crate) fn whole(&self) -> &'a [u8] {
        self.from(0, self.bytes.len())
    }

    /// The bytes from `start` on; none where any up to `end` are missing.
    #[inline]
    pub(crate) fn from(&self, start: usize, end: usize) -> &'a [u8] {
        let rest = self.bytes.get(start..).unwrap_or(&[]);
        let Some(parts) = self.parts else {
            return rest;
        };
        let end = end.min(self.bytes.len());
        if parts.has(self.base + start.min(end)..self.base + end) {
            rest
        } else {
            &[]
        }
    }

    /// Of a dictionary: does a block that is not there begin at or before a key? The block that
    /// would have to be read to tell is said to do so. `None` where it is there.
    pub(crate) fn begins_before(&self, start: usize, key: &[u8]) -> Option<bool> {
        let parts = self.parts?;
        let number = parts.of(self.base + start);
        (!parts.here[number]).then(|| parts.cuts[number].key.as_bytes() <= key)
    }

    /// Of a dictionary: every part that may hold a key with this beginning will be read.
    pub(crate) fn want(&self, prefix: &[u8]) {
        let Some(parts) = self.parts.filter(|_| !self.bytes.is_empty()) else {
            return;
        };
        let last = parts.of(self.base + self.bytes.len() - 1);
        for number in parts.of(self.base)..=last {
            let key = |number: usize| parts.cuts[number].key.as_bytes();
            let begins = key(number) <= prefix || key(number).starts_with(prefix);
            let ends = number < last && key(number + 1) <= prefix;
            if begins && !ends && !parts.here[number] {
                parts.miss(number);
            }
        }
    }
}

impl Index<Vec<u8>> {
    /// Opens an index of `size_bytes` of which only the first part is there. Whether a part is as
    /// it was written is for the caller to check: there is no checksum of less than everything.
    pub fn open_in_parts(head: Vec<u8>, cuts: Vec<Cut>, size_bytes: u32) -> Result<Self, Error> {
        let damaged = Error::Damaged { part: "parts" };
        let parts = Parts::new(cuts, size_bytes as usize);
        let sorted = parts.cuts.is_sorted_by(|a, b| a.start < b.start);
        let starts = parts.cuts.first().is_some_and(|cut| cut.start == 0);
        if !sorted || !starts || parts.range(0).len() != head.len() {
            return Err(damaged);
        }
        if parts.cuts.len() == 1 {
            return Self::open(head);
        }
        let layout = Layout::read_start(&head)?;
        let head_size = head.len();
        // Pages of zeros that nothing was put in cost a browser no memory.
        let mut bytes = head;
        if layout.size() != parts.size || layout.range(Section::Terms).start > head_size {
            return Err(damaged);
        }
        bytes.resize(parts.size, 0);
        Self::of(bytes, layout, Some(Box::new(parts)))
    }

    /// Puts a part in its place; false where it is not one, or not of its size.
    pub fn add_part(&mut self, number: usize, part: &[u8]) -> bool {
        let Some(parts) = &mut self.parts else {
            return false;
        };
        let range = parts.range(number);
        let fits = !range.is_empty() && range.len() == part.len();
        if let Some(place) = self.bytes.get_mut(range).filter(|_| fits) {
            place.copy_from_slice(part);
            parts.here[number] = true;
        }
        fits
    }
}

impl<B> Index<B> {
    /// The parts that are not there.
    pub fn missing_parts(&self) -> Vec<usize> {
        let here = self.parts.iter().flat_map(|parts| &parts.here);
        let numbered = here.enumerate().filter(|(_, here)| !**here);
        numbered.map(|(number, _)| number).collect()
    }

    /// The parts that were missed since the last call. Where there are any, the answers since
    /// then are not to be used.
    pub fn take_missed(&self) -> Vec<usize> {
        let missed = self.parts.iter().flat_map(|parts| &parts.missed);
        let missed = missed.map(|missed| missed.swap(false, Ordering::Relaxed));
        let numbered = missed.enumerate().filter(|(_, missed)| *missed);
        numbered.map(|(number, _)| number).collect()
    }
}
