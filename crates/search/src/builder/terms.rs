//! How do the runs of a builder become the sections of an index?
//!
//! Terms are written in parts, each a stretch of keys ([`Part`]), on as many threads as there are;
//! where the parts begin leaves no trace in the bytes. Outputs are kept in pieces, so that nothing
//! large is copied before the last step.

use super::Builder;
use super::forms::Forms;
use super::merge::{Cursor, Merge, split};
use crate::bytes::{ByteReader, put_bytes, put_number};
use crate::dict::DictWriter;
use crate::facets::FacetWriter;
use crate::meta::Meta;
use crate::postings::{self, BLOCK, Posting, TermInfo};
use crate::stems::StemWriter;
use crate::symbols::{Counts, SymbolWriter, Symbols};
use crate::weight::{FieldStats, Norms, Weights, quantise, write_lengths};
use crate::{Error, dates, layout, positions, threads};
use backfile_text::Language;

/// Bytes from which a piece of output is full.
const PIECE_BYTES: usize = 1 << 18;

/// Parts for each thread: more than one, as they are not equally fast.
const PARTS: usize = 4;

/// Where the groups of stems come from.
pub(super) enum StemSource {
    /// From each term, by a function that collects its stems ([`Forms::add`]): not named here, so
    /// that a program which never stems has no stemmers in it.
    Terms(AddForms),
    /// They are there already.
    Given(StemWriter),
}

/// Collects the stems of a term, with its key, number and languages.
type AddForms = fn(&mut Forms, &[u8], u32, u32);

/// Writes the index.
pub(super) fn finish(
    mut builder: Builder,
    stems: StemSource,
    threads: usize,
    tell: &mut dyn FnMut(u64),
) -> Result<Vec<u8>, Error> {
    let doc_count = builder.doc_count();
    let facets: Vec<Vec<u8>> = std::mem::take(&mut builder.facets)
        .into_iter()
        .map(FacetWriter::finish)
        .collect();
    let stats = stats(&builder);
    let norms = Norms::new(&stats, &Symbols::default(), doc_count);
    let lengths = write_lengths(&std::mem::take(&mut builder.lengths), &stats);
    let dates = dates::write(&std::mem::take(&mut builder.dates));
    let mut runs = std::mem::take(&mut builder.runs);
    let mut symbols = SymbolWriter::default();
    let mut add = |(counts, times): (Counts, u64)| symbols.add(&counts, times);
    let mut by_run: Vec<Vec<u32>> = Vec::with_capacity(runs.len());
    for run in &mut runs {
        by_run.push(
            std::mem::take(&mut run.symbols)
                .into_iter()
                .map(&mut add)
                .collect(),
        );
    }
    let (add_forms, given) = match stems {
        StemSource::Terms(add) => (Some(add), None),
        StemSource::Given(writer) => (None, Some(writer)),
    };
    let context = Context {
        doc_count,
        add_forms,
        weights: Weights::new(&norms, &lengths),
        ranks: symbols.ranks(),
        symbols: &symbols,
        by_run,
    };
    let merges = split(runs, if threads < 2 { 1 } else { threads * PARTS });
    let blocks: usize = merges.iter().map(Merge::blocks).sum();
    let mut hear = |done: u64| tell(done * u64::from(doc_count) / blocks.max(1) as u64);
    let job = |merge: Merge, tell: threads::Add<'_>| Part::write(merge, &context, tell);
    let parts = threads::each(threads, merges, &job, &mut hear);
    let meta = Meta {
        schema: builder.schema,
        stats,
        languages: languages(&parts),
        facet_sizes: facets.iter().map(|facet| facet.len() as u32).collect(),
        ..Meta::default()
    };
    let mut head = meta.write();
    symbols.write(&context.ranks, &mut head);
    let mut joined = Joined::new(parts);
    if let Some(given) = given {
        joined.stems = given;
    }
    layout::join(
        doc_count,
        [
            vec![head],
            vec![lengths.clone()],
            vec![dates],
            facets,
            vec![joined.dict.starts],
            vec![joined.dict.terms],
            vec![joined.stems.starts],
            vec![joined.stems.groups],
            joined.postings,
            joined.positions,
        ],
    )
}

/// What all terms are written with.
struct Context<'a> {
    doc_count: u32,
    add_forms: Option<AddForms>,
    weights: Weights<'a>,
    symbols: &'a SymbolWriter,
    /// Final numbers of the symbols.
    ranks: Vec<u32>,
    /// Numbers of the symbols of each run.
    by_run: Vec<Vec<u32>>,
}

/// Bytes in pieces.
#[derive(Debug, Default)]
struct Pieces {
    full: Vec<Vec<u8>>,
    open: Vec<u8>,
}

impl Pieces {
    /// Closes the open piece when it is full.
    fn settle(&mut self) {
        if self.open.len() >= PIECE_BYTES {
            self.full.push(self.open.as_slice().to_vec());
            self.open.clear();
        }
    }

    fn finish(mut self) -> Vec<Vec<u8>> {
        self.full.push(self.open);
        self.full
    }
}

/// The terms of a stretch of keys.
#[derive(Default)]
struct Part {
    /// For each term its key, documents, and bytes of postings and positions.
    terms: Vec<u8>,
    count: u32,
    languages: u32,
    forms: Forms,
    postings: Pieces,
    positions: Pieces,
    list: Vec<Posting>,
    places: Vec<u32>,
    writer: postings::Writer,
    place_writer: positions::Writer,
}

impl Part {
    fn write(mut merge: Merge, context: &Context<'_>, tell: threads::Add<'_>) -> Self {
        let mut part = Self::default();
        let mut key = Vec::new();
        let mut blocks = merge.blocks();
        loop {
            part.list.clear();
            part.places.clear();
            let mut read =
                |cursor: &Cursor| read(&mut part.list, &mut part.places, cursor, context);
            let Some(languages) = merge.next(&mut key, &mut read) else {
                break;
            };
            part.term(&key, languages, context);
            let left = merge.blocks();
            if left < blocks {
                tell((blocks - left) as u64);
                blocks = left;
            }
        }
        (part.list, part.places) = (Vec::new(), Vec::new());
        part
    }

    fn term(&mut self, key: &[u8], languages: u32, context: &Context<'_>) {
        let (postings, positions) = (self.postings.open.len(), self.positions.open.len());
        let sizes = self.write_positions(context);
        for posting in &mut self.list {
            posting.symbol = context.ranks[posting.symbol as usize];
        }
        let out = &mut self.postings.open;
        self.writer
            .write(&self.list, context.doc_count, &sizes, out);
        put_bytes(&mut self.terms, key);
        put_number(&mut self.terms, self.list.len() as u64);
        put_number(&mut self.terms, (out.len() - postings) as u64);
        let size = self.positions.open.len() - positions;
        put_number(&mut self.terms, size as u64);
        if let Some(add) = context.add_forms {
            add(&mut self.forms, key, self.count, languages);
        }
        self.languages |= languages;
        self.count += 1;
        self.postings.settle();
        self.positions.settle();
    }

    /// Writes the positions of all blocks; gives their sizes.
    fn write_positions(&mut self, context: &Context<'_>) -> Vec<usize> {
        let mut sizes = Vec::with_capacity(self.list.len().div_ceil(BLOCK));
        let mut rest = self.places.as_slice();
        for block in self.list.chunks(BLOCK) {
            for posting in block {
                for &(field, count) in context.symbols.counts(posting.symbol) {
                    let (positions, after) = rest.split_at(count as usize);
                    rest = after;
                    let length = context.weights.length(field, posting.doc);
                    self.place_writer.add(length, positions);
                }
            }
            sizes.push(self.place_writer.end(&mut self.positions.open));
        }
        sizes
    }
}

/// Reads a record to the end of `list` (with provisional symbols) and `places`.
fn read(list: &mut Vec<Posting>, places: &mut Vec<u32>, cursor: &Cursor, context: &Context<'_>) {
    let numbers = &context.by_run[cursor.run];
    let mut reader = ByteReader::new(cursor.stream());
    let mut doc = cursor.first;
    while !reader.is_empty() {
        doc += reader.small();
        let symbol = numbers[reader.small() as usize];
        let counts = context.symbols.counts(symbol);
        for &(_, count) in counts {
            let mut position = 0;
            for _ in 0..count {
                position += reader.small();
                places.push(position);
            }
        }
        let weight = quantise(context.weights.in_fields(counts, doc, u32::MAX));
        list.push(Posting {
            doc,
            symbol,
            weight,
        });
    }
}

/// All parts, one after the other.
#[derive(Default)]
struct Joined {
    dict: DictWriter,
    stems: StemWriter,
    postings: Vec<Vec<u8>>,
    positions: Vec<Vec<u8>>,
}

impl Joined {
    fn new(parts: Vec<Part>) -> Self {
        let mut joined = Self::default();
        let mut forms = Forms::default();
        let mut info = TermInfo::default();
        let mut count = 0;
        for part in parts {
            let mut reader = ByteReader::new(&part.terms);
            while !reader.is_empty() {
                let key = reader.sized();
                info.doc_freq = reader.small();
                info.postings_len = reader.small();
                info.positions_len = reader.small();
                joined.dict.add(key, info);
                info.postings = info.postings.wrapping_add(info.postings_len);
                info.positions = info.positions.wrapping_add(info.positions_len);
            }
            forms.append(&part.forms, count);
            count += part.count;
            joined.postings.extend(part.postings.finish());
            joined.positions.extend(part.positions.finish());
        }
        joined.stems = forms.finish();
        joined
    }
}

/// Tags of the languages that occur.
fn languages(parts: &[Part]) -> Vec<String> {
    let used = parts.iter().fold(0, |used, part| used | part.languages);
    let all = Language::ALL
        .iter()
        .filter(|language| used >> language.number() & 1 == 1);
    all.map(|language| language.tag().to_owned()).collect()
}

fn stats(builder: &Builder) -> Vec<FieldStats> {
    let fields = builder.schema.fields.iter().zip(&builder.lengths);
    fields
        .map(|(field, lengths)| FieldStats {
            weight: field.weight,
            words: lengths.iter().map(|&length| u64::from(length)).sum(),
            longest: lengths.iter().copied().max().unwrap_or(0),
        })
        .collect()
}
