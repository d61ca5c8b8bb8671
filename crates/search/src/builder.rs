//! How do documents become index bytes?
//!
//! [`Builder::add`] cuts a document into words, which are kept compactly in runs (`run`), so that
//! memory grows with the index and not with the texts. [`Builder::finish`] merges the runs term by
//! term (`merge`) and writes the sections (`terms`). Builders of documents that follow each other
//! are joined by [`Builder::append`], which is how [`build`] works on several threads. The bytes
//! are a pure function of the schema and the documents, however they were added.

mod forms;
mod merge;
mod run;
mod subset;
mod terms;

use backfile_text::{Language, tokenize};

use crate::facets::FacetWriter;
use crate::meta::MOST_FIELDS;
use crate::{DateRange, DocId, Document, Error, Schema, threads};
use forms::Forms;
use run::{OpenRun, Run};
pub use subset::Kept;
use terms::StemSource;

/// Words between two texts of the same field, so that no phrase spans them.
const GAP: u32 = 4;

/// Bits of a position; a field's number stands above them.
pub(crate) const POSITION_BITS: u32 = 27;

const POSITION_MASK: u32 = (1 << POSITION_BITS) - 1;

/// Most words of a field that are indexed.
const MOST_WORDS: u32 = 1 << 24;

/// Occurrences in a run: at least so many (8 bytes each while it is open), and an eighth of all
/// there were before it, so that there are never many runs to merge, but at most so many.
const RUN: std::ops::Range<usize> = 1 << 18..1 << 22;

/// Documents that a thread takes at a time, as a share of what each thread gets in all.
const SHARES: u32 = 4;

/// Collects documents and writes the index bytes.
#[derive(Debug)]
pub struct Builder {
    schema: Schema,
    open: OpenRun,
    runs: Vec<Run>,
    /// Occurrences in sealed runs.
    sealed: usize,
    /// Words in each field, document after document.
    lengths: Vec<Vec<u32>>,
    dates: Vec<Option<DateRange>>,
    facets: Vec<FacetWriter>,
    /// First document of the open run.
    first: u32,
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
            open: OpenRun::default(),
            runs: Vec::new(),
            sealed: 0,
            dates: Vec::new(),
            first: 0,
            key: Vec::new(),
        }
    }

    /// Adds the next document. Fields and facets that the schema does not have are left out.
    #[allow(clippy::needless_pass_by_value)] // the document is used up, as its name says
    pub fn add(&mut self, document: Document<'_>) -> DocId {
        let doc = self.doc_count();
        self.dates.push(document.date);
        for (number, facet) in self.facets.iter_mut().enumerate() {
            let values = document
                .facets
                .iter()
                .filter(|(id, _)| usize::from(id.0) == number);
            facet.add(values.map(|(_, value)| value.as_ref()));
        }
        for number in 0..self.lengths.len() {
            let texts = document
                .fields
                .iter()
                .filter(|(id, text)| usize::from(id.0) == number && !text.is_empty());
            let length = self.words(number as u32, texts.map(|(_, text)| text.as_ref()));
            self.lengths[number].push(length);
        }
        self.open.end(document.language_or_guess());
        if self.open.len() >= (self.sealed / 8).clamp(RUN.start, RUN.end) {
            self.seal();
        }
        DocId(doc)
    }

    /// Adds the words of a field; gives its length.
    fn words<'t>(&mut self, field: u32, texts: impl Iterator<Item = &'t str>) -> u32 {
        let (open, key) = (&mut self.open, &mut self.key);
        let mut length = 0;
        for text in texts {
            let start = if length == 0 { 0 } else { length + GAP };
            length = start;
            tokenize(text, &mut |token| {
                let position = start + token.position;
                if position >= MOST_WORDS {
                    return;
                }
                crate::dict::key(token.text, token.surface, key);
                open.push(key, field << POSITION_BITS | position);
                length = length.max(position + 1);
            });
        }
        length
    }

    /// Seals the open run.
    fn seal(&mut self) {
        self.sealed += self.open.len();
        self.runs.extend(self.open.seal(self.first));
        self.first = self.doc_count();
    }

    /// Adds the documents of another builder, which has the same schema, after those of this one.
    pub fn append(&mut self, mut next: Self) {
        self.seal();
        next.seal();
        for run in &mut next.runs {
            run.first += self.first;
        }
        self.runs.append(&mut next.runs);
        self.sealed += next.sealed;
        for (lengths, more) in self.lengths.iter_mut().zip(&mut next.lengths) {
            lengths.append(more);
        }
        self.dates.append(&mut next.dates);
        for (facet, more) in self.facets.iter_mut().zip(next.facets) {
            facet.append(&more);
        }
        self.first = self.doc_count();
    }

    /// Number of documents so far.
    pub fn doc_count(&self) -> u32 {
        self.dates.len() as u32
    }

    /// The index bytes: a pure function of the schema and the documents.
    pub fn finish(self) -> Result<Vec<u8>, Error> {
        self.finish_on(1, &mut |_| ())
    }

    /// The same bytes, written on so many threads; `tell` hears how many documents' worth of them
    /// have been written.
    fn finish_on(mut self, threads: usize, tell: &mut dyn FnMut(u64)) -> Result<Vec<u8>, Error> {
        if self.schema.fields.len() > MOST_FIELDS || self.schema.facets.len() > MOST_FIELDS {
            return Err(Error::TooMany {
                what: "fields or facets",
                most: MOST_FIELDS as u32,
            });
        }
        self.seal();
        self.open = OpenRun::default();
        terms::finish(self, StemSource::Terms(Forms::add), threads, tell)
    }
}

/// Builds an index of so many documents on so many threads (on one in WebAssembly, which has no
/// others). `add` adds the document of a number to a builder. `tell` hears what is done and what
/// there is to do: each document counts when it is read, and when its words are written. The bytes
/// are the same for any number of threads.
pub fn build(
    schema: &Schema,
    doc_count: u32,
    threads: usize,
    add: &(dyn Fn(u32, &mut Builder) + Sync),
    tell: &mut dyn FnMut(u64, u64),
) -> Result<Vec<u8>, Error> {
    let total = 2 * u64::from(doc_count);
    let shares = (threads.max(1) as u32).saturating_mul(SHARES);
    let share = if threads < 2 {
        doc_count
    } else {
        doc_count.div_ceil(shares)
    };
    let starts: Vec<u32> = (0..doc_count).step_by(share.max(1) as usize).collect();
    let job = |start: u32, tell: threads::Add<'_>| {
        let mut builder = Builder::new(schema.clone());
        for doc in start..doc_count.min(start.saturating_add(share)) {
            add(doc, &mut builder);
            tell(1);
        }
        builder.seal();
        builder.open = OpenRun::default();
        builder
    };
    let mut builders = threads::each(threads, starts, &job, &mut |done| tell(done, total));
    let mut rest = builders.drain(..);
    let mut builder = rest.next().unwrap_or_else(|| Builder::new(schema.clone()));
    rest.for_each(|next| builder.append(next));
    let bytes = builder.finish_on(threads, &mut |done| {
        tell(u64::from(doc_count) + done, total);
    });
    tell(total, total);
    bytes
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
