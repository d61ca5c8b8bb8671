//! How do the streams of a builder become the sections of an index?

use backfile_text::{Language, fold, stem};

use super::{Builder, POSITION_BITS};
use crate::bytes::{ByteReader, put_number};
use crate::dict::DictWriter;
use crate::meta::Meta;
use crate::postings::{BLOCK, Posting, TermInfo};
use crate::stems::StemWriter;
use crate::symbols::MOST_OCCURRENCES;
use crate::symbols::Symbols;
use crate::weight::{FieldStats, Norms, Weights, quantise, write_lengths};
use crate::{Error, dates, layout, positions, postings, stems};

/// Documents, symbols and positions of one term, compactly, while documents come in.
#[derive(Debug, Default)]
pub(super) struct TermStream {
    bytes: Vec<u8>,
    last: u32,
    doc_freq: u32,
    /// Languages of the documents it occurs in, one bit each.
    pub(super) languages: u32,
}

impl TermStream {
    /// Appends a document; `run` holds the term's places, ascending, and `languages` a bit for each
    /// language that the document may be in.
    pub(super) fn add(&mut self, doc: u32, symbol: u32, languages: u32, run: &[u64]) {
        put_number(&mut self.bytes, u64::from(doc - self.last));
        put_number(&mut self.bytes, u64::from(symbol));
        for field in run.chunk_by(|a, b| a >> POSITION_BITS == b >> POSITION_BITS) {
            let mut last = 0;
            for place in field.iter().take(MOST_OCCURRENCES as usize) {
                let position = *place as u32 & ((1 << POSITION_BITS) - 1);
                put_number(&mut self.bytes, u64::from(position - last));
                last = position;
            }
        }
        self.last = doc;
        self.doc_freq += 1;
        self.languages |= languages;
    }
}

/// What is written term by term.
struct Sections<'a> {
    builder: &'a Builder,
    weights: Weights<'a>,
    ranks: Vec<u32>,
    dict: DictWriter,
    postings: Vec<u8>,
    positions: Vec<u8>,
    list: Vec<Posting>,
    places: Vec<u32>,
}

/// Writes the index. `write_stems` groups the terms, whose numbers it gets in the order of their
/// keys.
pub(super) fn finish(
    mut builder: Builder,
    write_stems: impl FnOnce(&Builder, &[TermStream], &[u32]) -> StemWriter,
) -> Result<Vec<u8>, Error> {
    let doc_count = builder.doc_count();
    let facets: Vec<Vec<u8>> = std::mem::take(&mut builder.facets)
        .into_iter()
        .map(crate::facets::FacetWriter::finish)
        .collect();
    let stats = stats(&builder);
    let norms = Norms::new(&stats, &Symbols::default(), doc_count);
    let lengths = write_lengths(&builder.lengths, &stats);
    let dates = dates::write(&builder.dates);
    let mut streams = std::mem::take(&mut builder.streams);
    let key = |term: usize| builder.interner.key(term as u32);
    let order = crate::order::positions(streams.len(), &|a, b| key(a).cmp(key(b)));
    let stems = write_stems(&builder, &streams, &order);
    let meta = Meta {
        schema: builder.schema.clone(),
        stats,
        languages: languages(&streams),
        facet_sizes: facets.iter().map(|facet| facet.len() as u32).collect(),
        ..Meta::default()
    };
    let mut sections = Sections {
        builder: &builder,
        weights: Weights::new(&norms, &lengths),
        ranks: builder.symbols.ranks(),
        dict: DictWriter::default(),
        postings: Vec::new(),
        positions: Vec::new(),
        list: Vec::new(),
        places: Vec::new(),
    };
    for &term in &order {
        // Each stream is freed as soon as it is written.
        sections.term(
            builder.interner.key(term),
            &std::mem::take(&mut streams[term as usize]),
        );
    }
    let mut head = meta.write();
    builder.symbols.write(&sections.ranks, &mut head);
    let Sections {
        dict,
        postings,
        positions,
        ..
    } = sections;
    layout::join(
        doc_count,
        [
            head,
            lengths.clone(),
            dates,
            facets.concat(),
            dict.starts,
            dict.terms,
            stems.starts,
            stems.groups,
            postings,
            positions,
        ],
    )
}

impl Sections<'_> {
    fn term(&mut self, key: &[u8], stream: &TermStream) {
        self.read(stream);
        let (postings, positions) = (self.postings.len(), self.positions.len());
        let sizes = self.write_positions();
        let doc_count = self.builder.doc_count();
        for posting in &mut self.list {
            posting.symbol = self.ranks[posting.symbol as usize];
        }
        postings::write(&self.list, doc_count, &sizes, &mut self.postings);
        self.dict.add(
            key,
            TermInfo {
                doc_freq: stream.doc_freq,
                postings: postings as u32,
                postings_len: (self.postings.len() - postings) as u32,
                positions: positions as u32,
                positions_len: (self.positions.len() - positions) as u32,
            },
        );
    }

    /// Reads a stream into `list` (with provisional symbols) and `places`.
    fn read(&mut self, stream: &TermStream) {
        self.list.clear();
        self.places.clear();
        let mut reader = ByteReader::new(&stream.bytes);
        let mut doc = 0;
        while !reader.is_empty() {
            doc += reader.small();
            let symbol = reader.small();
            let counts = self.builder.symbols.counts(symbol);
            for &(_, count) in counts {
                let mut position = 0;
                for _ in 0..count {
                    position += reader.small();
                    self.places.push(position);
                }
            }
            let weight = quantise(self.weights.in_fields(counts, doc, u32::MAX));
            self.list.push(Posting {
                doc,
                symbol,
                weight,
            });
        }
    }

    /// Writes the positions of all blocks; gives their sizes.
    fn write_positions(&mut self) -> Vec<usize> {
        let mut sizes = Vec::with_capacity(self.list.len() / BLOCK + 1);
        let mut rest = self.places.as_slice();
        for block in self.list.chunks(BLOCK) {
            let before = self.positions.len();
            let mut fields = Vec::with_capacity(BLOCK);
            for posting in block {
                for &(field, count) in self.builder.symbols.counts(posting.symbol) {
                    let (positions, after) = rest.split_at(count as usize);
                    rest = after;
                    fields.push((self.weights.length(field, posting.doc), positions));
                }
            }
            positions::write(fields.into_iter(), &mut self.positions);
            sizes.push(self.positions.len() - before);
        }
        sizes
    }
}

/// Tags of the languages that occur.
fn languages(streams: &[TermStream]) -> Vec<String> {
    let used = streams
        .iter()
        .fold(0, |used, stream| used | stream.languages);
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

/// Groups terms by stem, in every language they occur in.
pub(super) fn write_stems(builder: &Builder, streams: &[TermStream], order: &[u32]) -> StemWriter {
    let mut pairs = Vec::new();
    for (term, &number) in (0..).zip(order) {
        let key = builder.interner.key(number);
        let word = key
            .rsplit(|&byte| byte == crate::dict::SPELLING)
            .next()
            .unwrap_or(&[]);
        let Ok(word) = std::str::from_utf8(word) else {
            continue;
        };
        for &language in Language::ALL {
            if streams[number as usize].languages >> language.number() & 1 == 1
                && language.has_stems()
            {
                let stem = fold(&stem(word, language));
                let own = key == stem.as_bytes();
                pairs.push((stems::key(language.number(), &stem), term, own));
            }
        }
    }
    let order = crate::order::positions(pairs.len(), &|a, b| pairs[a].cmp(&pairs[b]));
    let pairs = crate::order::pick(&pairs, &order);
    let mut writer = StemWriter::default();
    for group in pairs.chunk_by(|a, b| a.0 == b.0) {
        if let [(_, _, true)] = group {
            continue;
        }
        let terms: Vec<u32> = group.iter().map(|&(_, term, _)| term).collect();
        writer.add(&group[0].0, &terms);
    }
    writer
}
