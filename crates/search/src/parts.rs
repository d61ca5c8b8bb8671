//! Only some bytes of an index are there: which others does an answer need?
//!
//! A hosted archive loads its index in parts. Bytes have their place from the start; where a part
//! is missing, readers get nothing, as from damaged bytes, and the part is noted as missed. An
//! answer for which parts were missed is to be thrown away: the caller brings them and asks again.
//! Parts come in files, some of which hold several. The first is the head, which must be there;
//! parts of a dictionary begin at its blocks, and their first keys are known, so that looking up a
//! word misses one part and not a row of them. A facet that is not there is not counted; it is
//! missed where a filter or a word of the query asks for it.

mod along;
mod cut;
mod flat;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

pub use along::cuts_along;
pub use cut::cuts;
use flat::Kind;
pub use flat::files;

use crate::bytes::ByteReader;
use crate::layout::{Layout, Section};
use crate::{Error, Index};

/// Where a part of an index begins, and which file it is in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// Its first byte.
    pub start: u32,
    /// First key in it, of a part of a dictionary.
    pub key: String,
    /// Number of its file. Parts that are wanted together are in one, in their order; the first
    /// file, number 0, is the head.
    pub file: u32,
}

/// Which parts are there, and which were missed.
#[derive(Debug)]
pub(crate) struct Parts {
    cuts: Vec<Cut>,
    size: usize,
    /// Where the words lie, their forms, and the facets.
    terms: Range<usize>,
    stems: Range<usize>,
    facets: Range<usize>,
    here: Vec<bool>,
    missed: Vec<AtomicBool>,
}

impl Parts {
    fn new(cuts: Vec<Cut>, layout: &Layout) -> Self {
        let here: Vec<bool> = cuts.iter().map(|cut| cut.file == 0).collect();
        Self {
            missed: here.iter().map(|_| AtomicBool::new(false)).collect(),
            here,
            size: layout.size(),
            terms: layout.range(Section::Terms),
            stems: layout.range(Section::Stems),
            facets: layout.range(Section::Facets),
            cuts,
        }
    }

    /// How a part lies in its file. The head, which is read first, lies there as it is.
    fn kind(&self, number: usize) -> Kind {
        let cut = self.cuts.get(number).filter(|cut| cut.file > 0);
        let Some(start) = cut.map(|cut| cut.start as usize) else {
            return Kind::Plain;
        };
        match start {
            _ if self.terms.contains(&start) => Kind::Terms,
            _ if self.stems.contains(&start) => Kind::Stems,
            _ if self.facets.contains(&start) => Kind::Facet,
            _ => Kind::Plain,
        }
    }

    /// The bytes of a part.
    fn range(&self, number: usize) -> Range<usize> {
        let start = |number: usize| self.cuts.get(number).map(|cut| cut.start as usize);
        start(number).unwrap_or(self.size)..start(number + 1).unwrap_or(self.size)
    }

    /// The parts of a file.
    fn numbers(&self, file: u32) -> impl Iterator<Item = usize> {
        let parts = self.cuts.iter().enumerate();
        parts.filter_map(move |(number, cut)| (cut.file == file).then_some(number))
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

    /// Puts the parts of a file in their places; false where they are not of their sizes.
    fn put(&self, file: u32, joined: &[u8], bytes: &mut [u8]) -> bool {
        let mut reader = ByteReader::new(joined);
        for number in self.numbers(file) {
            let range = self.range(number);
            let part = match self.kind(number) {
                Kind::Plain => Cow::Borrowed(reader.take(range.len())),
                Kind::Terms => Cow::Owned(flat::terms(&mut reader, range.len())),
                Kind::Stems => Cow::Owned(flat::stems(&mut reader, range.len())),
                Kind::Facet => Cow::Owned(flat::facet(&mut reader, range.len())),
            };
            let place = bytes.get_mut(range);
            let Some(place) = place.filter(|place| place.len() == part.len()) else {
                return false;
            };
            place.copy_from_slice(&part);
        }
        reader.is_empty()
    }

    /// The files of the parts that are meant, ascending, each once.
    fn files(&self, is_meant: impl Fn(usize) -> bool) -> Vec<u32> {
        let mut files = Vec::new();
        for (number, cut) in self.cuts.iter().enumerate() {
            if is_meant(number)
                && let Err(at) = files.binary_search(&cut.file)
            {
                files.insert(at, cut.file);
            }
        }
        files
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

    /// Nothing where all indexes are whole, which the compiler then knows.
    #[inline]
    fn parts(&self) -> Option<&'a Parts> {
        self.parts.filter(|_| cfg!(feature = "parts"))
    }

    /// Is all of it there? Nothing is missed by asking.
    pub(crate) fn is_here(&self) -> bool {
        self.parts().is_none_or(|parts| {
            let numbers = parts.of(self.base)..=parts.of(self.base + self.bytes.len().max(1) - 1);
            self.bytes.is_empty() || parts.here[numbers].iter().all(|&here| here)
        })
    }

    /// The part that it begins in.
    fn first_part(&self) -> Option<usize> {
        Some(self.parts()?.of(self.base))
    }

    /// Is all of it there? What is not is missed.
    #[inline]
    pub(crate) fn has_all(&self) -> bool {
        self.parts()
            .is_none_or(|parts| parts.has(self.base..self.base + self.bytes.len()))
    }

    /// All bytes; none where any are missing.
    pub(crate) fn whole(&self) -> &'a [u8] {
        self.from(0, self.bytes.len())
    }

    /// The bytes from `start` on; none where any up to `end` are missing.
    #[inline]
    pub(crate) fn from(&self, start: usize, end: usize) -> &'a [u8] {
        let rest = self.bytes.get(start..).unwrap_or(&[]);
        let Some(parts) = self.parts() else {
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
        let parts = self.parts()?;
        let number = parts.of(self.base + start);
        (!parts.here[number]).then(|| parts.cuts[number].key.as_bytes() <= key)
    }

    /// Of a dictionary: every part that may hold a key with this beginning will be read.
    pub(crate) fn want(&self, prefix: &[u8]) {
        let Some(parts) = self.parts().filter(|_| !self.bytes.is_empty()) else {
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
    /// Opens an index of `size_bytes` of which only the head is there: the parts of file 0, joined.
    /// Whether a file is as it was written is for the caller to check: there is no checksum of
    /// less than everything.
    pub fn open_in_parts(head: &[u8], cuts: Vec<Cut>, size_bytes: u32) -> Result<Self, Error> {
        let damaged = Error::Damaged { part: "parts" };
        if let [only] = cuts.as_slice() {
            return if *only == Cut::default() {
                Self::open(head.to_vec())
            } else {
                Err(damaged)
            };
        }
        let layout = Layout::read_start(head)?;
        // Before any memory is asked for, as the sizes may be anybody's.
        if layout.size() != size_bytes as usize {
            return Err(damaged);
        }
        let parts = Parts::new(cuts, &layout);
        let sorted = parts.cuts.is_sorted_by(|a, b| a.start < b.start);
        let first = parts.cuts.first();
        let starts = first.is_some_and(|cut| cut.start == 0 && cut.file == 0);
        let sizes = parts.numbers(0).map(|number| parts.range(number).len());
        if !sorted || !starts || sizes.sum::<usize>() != head.len() {
            return Err(damaged);
        }
        // Pages of zeros that nothing was put in cost a browser no memory.
        let mut bytes = vec![0; parts.size];
        parts.put(0, head, &mut bytes);
        let always = [Section::Meta, Section::Dates, Section::TermBlocks];
        let always = always.map(|section| layout.range(section));
        let lengths = layout.range(Section::Lengths).start..layout.field_lengths().start;
        if !always
            .into_iter()
            .chain([lengths])
            .all(|range| parts.has(range))
        {
            return Err(damaged);
        }
        Self::of(bytes, layout, Some(Box::new(parts)))
    }

    /// Puts the parts of a file, joined, in their places; false where they are not of its size.
    pub fn add_file(&mut self, file: u32, joined: &[u8]) -> bool {
        let Some(parts) = &mut self.parts else {
            return false;
        };
        let fits = !joined.is_empty() && parts.put(file, joined, &mut self.bytes);
        if fits {
            let numbers: Vec<usize> = parts.numbers(file).collect();
            numbers.iter().for_each(|&number| parts.here[number] = true);
        }
        fits
    }

    /// The bytes of the index, where all of it is there and as it was written.
    pub fn into_bytes(self) -> Result<Vec<u8>, Error> {
        Layout::read(&self.bytes)?;
        Ok(self.bytes)
    }
}

impl<B: AsRef<[u8]>> Index<B> {
    /// The files that are not there, ascending.
    pub fn missing_files(&self) -> Vec<u32> {
        let parts = self.parts.iter();
        let files = parts.flat_map(|parts| parts.files(|number| !parts.here[number]));
        files.collect()
    }

    /// The files that were missed since the last call, ascending. Where there are any, the answers
    /// since then are not to be used.
    pub fn take_missed(&self) -> Vec<u32> {
        let parts = self.parts.iter();
        let missed =
            |parts: &Parts, number: usize| parts.missed[number].swap(false, Ordering::Relaxed);
        let files = parts.flat_map(|parts| parts.files(|number| missed(parts, number)));
        files.collect()
    }

    /// The file of a facet that is in one of its own and not there.
    pub fn file_of_facet(&self, name: &str) -> Option<u32> {
        let parts = self.parts.as_deref()?;
        let view = self.view();
        let number = self
            .schema()
            .facets
            .iter()
            .position(|facet| facet == name)?;
        let part = view.facet_place(number)?.first_part()?;
        (!parts.here[part]).then(|| parts.cuts[part].file)
    }
}
