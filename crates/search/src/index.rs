//! How is an index opened, and what lies in it?

use crate::dates::Dates;
use crate::dict::Dict;
use crate::facets::Facet;
use crate::layout::{Layout, Section};
use crate::meta::Meta;
use crate::parts::{Parts, Window};
use crate::positions::PositionReader;
use crate::postings::{PostingList, TermInfo};
use crate::renumber::Renumber;
use crate::stems::Stems;
use crate::weight::{Norms, Weights};
use crate::{Error, Schema};

/// An index, read in place from its bytes.
#[derive(Debug)]
pub struct Index<B> {
    pub(crate) bytes: B,
    layout: Layout,
    meta: Meta,
    norms: Norms,
    /// Where not everything is there.
    pub(crate) parts: Option<Box<Parts>>,
    /// Where documents have other numbers outside.
    renumber: Option<Box<Renumber>>,
}

impl<B: AsRef<[u8]>> Index<B> {
    /// Opens index bytes: checks version and checksum, and reads the small head.
    pub fn open(bytes: B) -> Result<Self, Error> {
        let layout = Layout::read(bytes.as_ref())?;
        Self::of(bytes, layout, None)
    }

    pub(crate) fn of(bytes: B, layout: Layout, parts: Option<Box<Parts>>) -> Result<Self, Error> {
        let meta = Meta::read(layout.section(bytes.as_ref(), Section::Meta));
        let norms = Norms::new(&meta.stats, &meta.symbols, layout.doc_count);
        let index = Self {
            bytes,
            layout,
            meta,
            norms,
            parts,
            renumber: None,
        };
        index.check()?;
        Ok(index)
    }

    /// The arrays that must hold every document, so that nothing can ask for more than the bytes
    /// of the file can pay for.
    fn check(&self) -> Result<(), Error> {
        let dates = self.section(Section::Dates).len();
        let sound = dates >= self.layout.doc_count as usize;
        if sound {
            Ok(())
        } else {
            Err(Error::Damaged { part: "dates" })
        }
    }

    fn section(&self, section: Section) -> &[u8] {
        self.layout.section(self.bytes.as_ref(), section)
    }

    fn window(&self, section: Section) -> Window<'_> {
        let base = self.layout.range(section).start;
        Window::new(self.section(section), base, self.parts.as_deref())
    }

    /// The fields and facets.
    pub fn schema(&self) -> &Schema {
        &self.meta.schema
    }

    /// Number of documents.
    pub fn doc_count(&self) -> u32 {
        self.layout.doc_count
    }

    /// From now on documents have the numbers of these runs (first and count), in the order in which
    /// they were added; false where those are not all numbers from 0, each once.
    #[cfg(feature = "parts")]
    pub fn renumber(&mut self, runs: &[(u32, u32)]) -> bool {
        let numbers = Renumber::of(runs, self.doc_count());
        let is_right = numbers.is_some();
        self.renumber = numbers.map(Box::new);
        is_right
    }

    /// The sections, ready to be read.
    pub(crate) fn view(&self) -> View<'_> {
        let mut rest = self.section(Section::Facets);
        let mut base = self.layout.range(Section::Facets).start;
        let (mut facets, mut facet_places) = (Vec::new(), Vec::new());
        for &size in &self.meta.facet_sizes {
            let (facet, after) = rest.split_at((size as usize).min(rest.len()));
            let place = Window::new(facet, base, self.parts.as_deref());
            // One that is not there has no values.
            facets.push(Facet::new(if place.is_here() { facet } else { &[] }));
            facet_places.push(place);
            base += facet.len();
            rest = after;
        }
        View {
            doc_count: self.layout.doc_count,
            meta: &self.meta,
            field_lengths: {
                let place = self.layout.field_lengths();
                let bytes = self.bytes.as_ref().get(place.clone()).unwrap_or(&[]);
                Window::new(bytes, place.start, self.parts.as_deref())
            },
            weights: Weights::new(&self.norms, self.section(Section::Lengths)),
            dates: Dates::new(self.section(Section::Dates), self.layout.doc_count),
            facets,
            facet_places,
            dict: Dict::new(
                self.section(Section::TermBlocks),
                self.window(Section::Terms),
            ),
            stems: Stems::new(
                self.window(Section::StemBlocks),
                self.window(Section::Stems),
            ),
            postings: self.window(Section::Postings),
            positions: self.window(Section::Positions),
            parts: self.parts.as_deref(),
            renumber: self.renumber.as_deref(),
        }
    }
}

/// Everything that can be read from an index.
#[derive(Clone, Debug)]
pub(crate) struct View<'a> {
    pub(crate) doc_count: u32,
    pub(crate) meta: &'a Meta,
    field_lengths: Window<'a>,
    pub(crate) weights: Weights<'a>,
    pub(crate) dates: Dates<'a>,
    /// One that is not there has no values.
    pub(crate) facets: Vec<Facet<'a>>,
    facet_places: Vec<Window<'a>>,
    pub(crate) dict: Dict<'a>,
    pub(crate) stems: Stems<'a>,
    postings: Window<'a>,
    positions: Window<'a>,
    parts: Option<&'a Parts>,
    renumber: Option<&'a Renumber>,
}

impl<'a> View<'a> {
    /// The posting list of a term.
    pub(crate) fn postings(&self, info: TermInfo) -> PostingList<'a> {
        let bytes = part(self.postings, info.postings, info.postings_len);
        PostingList::open(bytes, info, self.doc_count)
    }

    /// Have documents other numbers outside?
    pub(crate) fn is_renumbered(&self) -> bool {
        cfg!(feature = "parts") && self.renumber.is_some()
    }

    /// The number of a document outside of the index.
    pub(crate) fn outer(&self, inner: u32) -> u32 {
        let numbers = self.renumber.filter(|_| cfg!(feature = "parts"));
        numbers.map_or(inner, |numbers| numbers.outer(inner))
    }

    /// The number inside of a document that is asked for.
    pub(crate) fn inner(&self, outer: u32) -> u32 {
        let numbers = self.renumber.filter(|_| cfg!(feature = "parts"));
        numbers.map_or(outer, |numbers| numbers.inner(outer))
    }

    /// A facet that the answer hangs on: where it is not there, it is missed.
    pub(crate) fn facet(&self, number: usize) -> Option<&Facet<'a>> {
        self.facet_places.get(number)?.whole();
        self.facets.get(number)
    }

    /// Can a facet be counted?
    pub(crate) fn has_facet(&self, number: usize) -> bool {
        let place = self.facet_places.get(number);
        cfg!(not(feature = "parts")) || place.is_some_and(Window::is_here)
    }

    /// Where a facet lies.
    pub(crate) fn facet_place(&self, number: usize) -> Option<Window<'a>> {
        self.facet_places.get(number).copied()
    }

    /// Is all of the index there?
    pub(crate) fn is_whole(&self) -> bool {
        cfg!(not(feature = "parts")) || self.parts.is_none_or(Parts::is_whole)
    }

    /// Was a part missed, so that the answer will not be used?
    pub(crate) fn has_missed(&self) -> bool {
        cfg!(feature = "parts") && self.parts.is_some_and(Parts::has_missed)
    }

    /// Does a mask of fields take in all of them?
    pub(crate) fn all_fields(&self, mask: u32) -> bool {
        mask.trailing_ones() as usize >= self.meta.schema.fields.len()
    }

    /// Weight of a symbol's occurrences in the fields of `mask`; `all` where that is all of them.
    #[inline]
    pub(crate) fn weight(&self, all: bool, symbol: u32, doc: u32, mask: u32) -> f32 {
        if all {
            return self.weights.of(symbol, doc);
        }
        self.weights
            .in_fields(self.meta.symbols.get(symbol), doc, mask)
    }

    /// The positions of a term from `offset` on.
    pub(crate) fn positions(&self, info: TermInfo, offset: u32) -> PositionReader<'a> {
        let bytes = part(self.positions, info.positions, info.positions_len);
        // They cannot be read without the lengths of the fields: both are missed at once.
        let bytes = if self.field_lengths.has_all() {
            bytes
        } else {
            &[]
        };
        PositionReader::new(bytes.get(offset as usize..).unwrap_or(&[]))
    }
}

/// A part of a section, with a few bytes after it so that reading by words stays fast.
fn part(section: Window<'_>, start: u32, len: u32) -> &[u8] {
    let (start, len) = (start as usize, len as usize);
    let rest = section.from(start, start.saturating_add(len));
    rest.get(..len.saturating_add(8)).unwrap_or(rest)
}
