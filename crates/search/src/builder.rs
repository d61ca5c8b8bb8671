//! How do documents become index bytes?
//!
//! [`Builder::add`] cuts a document into words, sorts them, and appends to a compact stream for
//! each term, so that memory grows with the index and not with the texts. [`Builder::finish`]
//! puts the terms in order and writes each stream in its final form. The bytes are a pure function
//! of the schema and the documents.

mod subset;
mod terms;

use backfile_text::{Language, tokenize};

use crate::facets::FacetWriter;
use crate::intern::Interner;
use crate::meta::MOST_FIELDS;
use crate::symbols::{Counts, SymbolWriter};
use crate::{DateRange, DocId, Document, Error, Schema};
pub use subset::Kept;
use terms::TermStream;

/// Words between two texts of the same field, so that no phrase spans them.
const GAP: u32 = 4;

/// Bits of a position; a field's number stands above them.
pub(crate) const POSITION_BITS: u32 = 27;

/// Most words of a field that are indexed.
const MOST_WORDS: u32 = 1 << 24;

/// Collects documents and writes the index bytes.
#[derive(Debug)]
pub struct Builder {
    schema: Schema,
    interner: Interner,
    streams: Vec<TermStream>,
    symbols: SymbolWriter,
    /// Words in each field, document after document.
    lengths: Vec<Vec<u32>>,
    dates: Vec<Option<DateRange>>,
    facets: Vec<FacetWriter>,
    occurrences: Vec<u64>,
    key: Vec<u8>,
}

impl Builder {
    /// An empty builder.
    pub fn new(schema: Schema) -> Self {
        Self {
            lengths: vec![Vec::new(); schema.fields.len()],
            facets: schema
                .facets
                .iter()
                .map(|_| FacetWriter::default())
                .collect(),
            schema,
            interner: Interner::default(),
            streams: Vec::new(),
            symbols: SymbolWriter::default(),
            dates: Vec::new(),
            occurrences: Vec::new(),
            key: Vec::new(),
        }
    }

    /// Adds the next document. Fields and facets that the schema does not have are left out.
    #[allow(clippy::needless_pass_by_value)] // the document is used up, as its name says
    pub fn add(&mut self, document: Document<'_>) -> DocId {
        let doc = self.dates.len() as u32;
        self.dates.push(document.date);
        for (number, facet) in self.facets.iter_mut().enumerate() {
            let values = document
                .facets
                .iter()
                .filter(|(id, _)| usize::from(id.0) == number);
            facet.add(values.map(|(_, value)| value.as_ref()));
        }
        self.occurrences.clear();
        for (number, lengths) in self.lengths.iter_mut().enumerate() {
            let mut length = 0;
            let texts = document
                .fields
                .iter()
                .filter(|(id, _)| usize::from(id.0) == number);
            for (_, text) in texts.filter(|(_, text)| !text.is_empty()) {
                let start = if length == 0 { 0 } else { length + GAP };
                length = start;
                let field = number as u64;
                tokenize(text, &mut |token| {
                    let position = start + token.position;
                    if position >= MOST_WORDS {
                        return;
                    }
                    crate::dict::key(token.text, token.surface, &mut self.key);
                    let term = u64::from(self.interner.number(&self.key));
                    let place = field << POSITION_BITS | u64::from(position);
                    self.occurrences.push(term << 32 | place);
                    length = length.max(position + 1);
                });
            }
            lengths.push(length);
        }
        self.streams
            .resize_with(self.interner.len(), TermStream::default);
        self.append(doc, document.language_or_guess());
        DocId(doc)
    }

    /// Appends the sorted occurrences of one document to the streams of their terms.
    fn append(&mut self, doc: u32, language: Language) {
        crate::order::numbers(&mut self.occurrences);
        self.occurrences.dedup();
        let mut counts = Counts::new();
        for run in self.occurrences.chunk_by(|a, b| a >> 32 == b >> 32) {
            counts.clear();
            for field in run.chunk_by(|a, b| a >> POSITION_BITS == b >> POSITION_BITS) {
                let number = (field[0] as u32) >> POSITION_BITS;
                let most = crate::symbols::MOST_OCCURRENCES as usize;
                counts.push((number as u8, field.len().min(most) as u32));
            }
            let symbol = self.symbols.number(&counts);
            let stream = &mut self.streams[(run[0] >> 32) as usize];
            stream.add(doc, symbol, 1 << language.number(), run);
        }
    }

    /// Number of documents so far.
    pub fn doc_count(&self) -> u32 {
        self.dates.len() as u32
    }

    /// The index bytes: a pure function of the schema and the documents.
    pub fn finish(self) -> Result<Vec<u8>, Error> {
        if self.schema.fields.len() > MOST_FIELDS || self.schema.facets.len() > MOST_FIELDS {
            return Err(Error::TooMany {
                what: "fields or facets",
                most: MOST_FIELDS as u32,
            });
        }
        terms::finish(self, terms::write_stems)
    }
}

impl Document<'_> {
    /// The language that the document is indexed in: the one it says, else a guess by its longest
    /// text.
    pub fn language_or_guess(&self) -> Language {
        if let Some(tag) = &self.language {
            return Language::from_tag(tag);
        }
        let longest = self.fields.iter().max_by_key(|(_, text)| text.len());
        longest.map_or(Language::Other, |(_, text)| Language::guess(text))
    }
}
