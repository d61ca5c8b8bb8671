//! Which index would these documents have if they were all there is?
//!
//! Terms, places, lengths, dates and facet values of the chosen documents are read from an index
//! and go the way of a builder's own from there on, so the bytes are those of an index that was
//! built from these documents alone. No text is read, and no word is stemmed: whatever terms of the
//! new index share a stem share a group of the old one.

use backfile_text::Language;

use super::run::RunWriter;
use super::terms::{self, StemSource};
use super::{Builder, POSITION_BITS};
use crate::facets::FacetWriter;
use crate::index::View;
use crate::postings::{BlockInfo, Decoded, TermInfo};
use crate::stems::StemWriter;
use crate::{DocId, Error, Index};

/// Stands for a document or term that is not in the new index.
const GONE: u32 = u32::MAX;

/// A document that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number in the index.
    pub doc: DocId,
    /// The language that it was indexed in ([`crate::Document::language_or_guess`]). Where it is not
    /// known, its words keep their forms in all languages of the index.
    pub language: Option<Language>,
}

impl<B: AsRef<[u8]>> Index<B> {
    /// The index of these documents alone, which keep their order and are numbered anew. `kept`
    /// ascends.
    pub fn subset(&self, kept: &[Kept]) -> Result<Vec<u8>, Error> {
        let view = self.view();
        if !view.is_whole() {
            return Err(Error::Damaged { part: "parts" });
        }
        let numbers = numbers(&view, kept)?;
        let all = Language::ALL.iter().filter(|language| {
            let mut tags = view.meta.languages.iter();
            tags.any(|tag| Language::from_tag(tag) == **language)
        });
        let all = all.fold(0, |all, language| all | 1 << language.number());
        let languages = kept.iter().map(|kept| {
            let language = kept.language;
            language.map_or(all, |language| 1 << language.number())
        });
        let mut copy = Copy {
            numbers,
            languages: languages.collect(),
            new_terms: Vec::new(),
            term_languages: Vec::new(),
            run: RunWriter::default(),
            block: Decoded::default(),
            positions: Vec::new(),
            places: Vec::new(),
        };
        copy.terms(&view)?;
        let stems = stems(&view, &copy.new_terms, &copy.term_languages);
        let mut builder = builder(&view, kept);
        builder.runs.push(copy.run.finish(0));
        terms::finish(builder, StemSource::Given(stems), 1, &mut |_| {})
    }
}

/// New numbers by old ones.
fn numbers(view: &View<'_>, kept: &[Kept]) -> Result<Vec<u32>, Error> {
    let mut numbers = vec![GONE; view.doc_count as usize];
    if view.is_renumbered() || !kept.is_sorted_by(|a, b| a.doc < b.doc) {
        return Err(Error::Selection);
    }
    for (number, kept) in (0..).zip(kept) {
        *numbers
            .get_mut(kept.doc.0 as usize)
            .ok_or(Error::Selection)? = number;
    }
    Ok(numbers)
}

/// A builder with all of the documents but their words.
fn builder(view: &View<'_>, kept: &[Kept]) -> Builder {
    let docs = || kept.iter().map(|kept| kept.doc.0);
    let mut builder = Builder::new(view.meta.schema.clone());
    builder.dates = docs().map(|doc| view.dates.get(doc)).collect();
    for (number, lengths) in (0..).zip(&mut builder.lengths) {
        *lengths = docs().map(|doc| view.weights.length(number, doc)).collect();
    }
    let facets = builder.facets.iter_mut().zip(&view.facets);
    facets.for_each(|(writer, facet): (&mut FacetWriter, _)| {
        for doc in docs() {
            writer.add(facet.values(doc).map(|value| facet.text(value)));
        }
    });
    builder
}

/// The terms of an index on their way to the run of a builder.
struct Copy {
    /// New numbers of documents, by old ones.
    numbers: Vec<u32>,
    /// Languages of the new documents, one bit each.
    languages: Vec<u32>,
    /// New numbers of terms, by old ones.
    new_terms: Vec<u32>,
    /// Languages of the new terms, one bit each.
    term_languages: Vec<u32>,
    run: RunWriter,
    block: Decoded,
    positions: Vec<u32>,
    /// Places of the present term: new document above field and position.
    places: Vec<u64>,
}

impl Copy {
    /// Copies all terms that a kept document holds. They come in the order of their keys, so their
    /// numbers are in it too.
    fn terms(&mut self, view: &View<'_>) -> Result<(), Error> {
        let mut cursor = view.dict.all();
        let mut last: Option<Vec<u8>> = None;
        while cursor.advance() {
            if last.as_ref().is_some_and(|last| *last >= cursor.key) {
                return Err(Error::Damaged { part: "terms" });
            }
            self.read(view, cursor.info)?;
            self.write(&cursor.key);
            last.get_or_insert_default().clone_from(&cursor.key);
        }
        Ok(())
    }

    /// Writes the present term, unless it is gone.
    fn write(&mut self, key: &[u8]) {
        if self.places.is_empty() {
            self.new_terms.push(GONE);
            return;
        }
        let languages = |doc: u32| self.languages.get(doc as usize).copied().unwrap_or(0);
        let docs = self.places.iter().map(|place| (place >> 32) as u32);
        let all = docs.fold(0, |all, doc| all | languages(doc));
        self.run.term(key, &mut self.places, &languages);
        self.new_terms.push(self.term_languages.len() as u32);
        self.term_languages.push(all);
    }

    /// Reads the places of a term in the kept documents.
    fn read(&mut self, view: &View<'_>, info: TermInfo) -> Result<(), Error> {
        self.places.clear();
        let list = view.postings(info);
        let mut last = None;
        for block in list.blocks() {
            let symbols = list.read_docs(block, &mut self.block);
            let docs = self.block.docs();
            let is_sound = docs.len() == block.count as usize
                && docs.is_sorted_by(|a, b| a < b)
                && last < docs.first().copied();
            if !is_sound {
                return Err(Error::Damaged { part: "postings" });
            }
            last = docs.last().copied();
            let kept = |&doc: &u32| self.numbers[doc as usize] != GONE;
            if let Some(at) = docs.iter().rposition(kept) {
                symbols.read(&mut self.block, at + 1);
                self.block(view, (info, block), at + 1)?;
            }
        }
        Ok(())
    }

    /// Copies the kept ones of the first `count` documents of a block.
    fn block(
        &mut self,
        view: &View<'_>,
        (info, block): (TermInfo, &BlockInfo),
        count: usize,
    ) -> Result<(), Error> {
        let damaged = Error::Damaged { part: "positions" };
        let mut reader = view.positions(info, block.positions);
        let postings = self.block.docs().iter().zip(self.block.symbols());
        for (&doc, &symbol) in postings.take(count) {
            let counts = view.meta.symbols.get(symbol);
            if counts.is_empty() || !counts.is_sorted_by(|a, b| a.0 < b.0) {
                return Err(damaged);
            }
            let number = self.numbers[doc as usize];
            for &(field, count) in counts {
                self.positions.clear();
                let length = view.weights.length(field, doc);
                reader.read(count, length, &mut self.positions);
                let is_sound = count > 0
                    && self.positions.len() == count as usize
                    && self.positions.is_sorted_by(|a, b| a < b)
                    && length <= 1 << POSITION_BITS
                    && self.positions.last().is_some_and(|&last| last < length);
                if !is_sound {
                    return Err(damaged);
                }
                if number != GONE {
                    let base = u64::from(number) << 32 | u64::from(field) << POSITION_BITS;
                    let places = self.positions.iter().map(|&at| base | u64::from(at));
                    self.places.extend(places);
                }
            }
        }
        Ok(())
    }
}

/// The groups of stems, of what is left of them.
fn stems(view: &View<'_>, new_terms: &[u32], languages: &[u32]) -> StemWriter {
    let mut writer = StemWriter::default();
    view.stems.each(&mut |key, old| {
        let Some((&language, stem)) = key.split_first() else {
            return;
        };
        let is_in = |&(_, new): &(u32, u32)| {
            let known = languages.get(new as usize);
            known.is_some_and(|known| known >> (language & 31) & 1 == 1)
        };
        let pairs = old
            .iter()
            .filter_map(|&old| Some((old, *new_terms.get(old as usize)?)));
        let pairs: Vec<(u32, u32)> = pairs.filter(is_in).collect();
        // A group of a term that is its own stem says nothing.
        let is_own = match *pairs {
            [(old, _)] => view.dict.get(old).is_some_and(|cursor| cursor.key == stem),
            _ => pairs.is_empty(),
        };
        if !is_own && pairs.is_sorted_by(|a, b| a.1 < b.1) {
            let terms: Vec<u32> = pairs.iter().map(|pair| pair.1).collect();
            writer.add(key, &terms);
        }
    });
    writer
}
