//! What does the engine cost in WebAssembly? This is the thinnest wrapping that can tell:
//! numbers and bytes go through the module's memory, with no generated glue to pay for.
//!
//! One builder and one index live in the module. Every function that takes bytes takes as many as
//! it is told from the buffer of [`input`]; answers lie in a buffer that [`answer`] points to.

use std::borrow::Cow;
use std::cell::RefCell;

use backfile_search::{
    Builder, DateRange, DocId, Document, FacetId, FieldId, FieldSpec, Index, Request, Schema,
};

#[derive(Default)]
struct State {
    builder: Option<Builder>,
    index: Option<Index<Vec<u8>>>,
    answer: Vec<u8>,
    input: Vec<u8>,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

fn with<T>(run: impl FnOnce(&mut State) -> T) -> T {
    STATE.with_borrow_mut(run)
}

/// A buffer of at least `len` bytes for the caller to fill. The next call may move it.
#[unsafe(no_mangle)]
pub extern "C" fn input(len: usize) -> *mut u8 {
    with(|state| {
        if state.input.len() < len {
            // Asked for as zeros, which memory that was never used is already.
            state.input = vec![0; len];
        }
        state.input.as_mut_ptr()
    })
}

impl State {
    /// The first `len` bytes that the caller has filled in.
    fn text(&self, len: usize) -> &str {
        std::str::from_utf8(self.input.get(..len).unwrap_or(&[])).unwrap_or("")
    }
}

/// Where the last answer lies.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    with(|state| state.answer.as_ptr())
}

/// Starts an index of title and body, with facets `tag` and `year` where `facets` is not 0.
#[unsafe(no_mangle)]
pub extern "C" fn start(facets: u32) {
    let field = |name: &str, weight: f32| FieldSpec { name: name.to_owned(), weight };
    let facets = if facets == 0 { Vec::new() } else { vec!["tag".to_owned(), "year".to_owned()] };
    // As much as these fields weigh in what ships.
    let shipped = |name: &str| {
        let field = backfile_viewer::indexing::FIELDS.iter().find(|(known, _)| *known == name);
        field.map_or(1.0, |(_, weight)| *weight)
    };
    let fields = ["title", "body"].map(|name| field(name, shipped(name))).to_vec();
    let schema = Schema { fields, facets };
    with(|state| state.builder = Some(Builder::new(schema)));
}

/// Adds a document: title, body, and tags, apart by U+001F; its day since 1970, or `i32::MIN`.
#[unsafe(no_mangle)]
pub extern "C" fn add(len: usize, day: i32) {
    with(|state| {
        let Some(mut builder) = state.builder.take() else { return };
        let mut parts = state.text(len).split('\u{1f}');
        let fields = [0, 1].map(|field| (FieldId(field), Cow::Borrowed(parts.next().unwrap_or(""))));
        builder.add(Document {
            fields: fields.to_vec(),
            facets: parts.map(|tag| (FacetId(0), Cow::Borrowed(tag))).collect(),
            date: (day != i32::MIN).then_some(DateRange { first: day, last: day }),
            language: Some(Cow::Borrowed("en")),
        });
        state.builder = Some(builder);
    });
}

/// Writes the index into the answer; gives its length, 0 when it failed.
#[unsafe(no_mangle)]
pub extern "C" fn finish() -> usize {
    with(|state| {
        let builder = state.builder.take();
        state.answer = builder.and_then(|builder| builder.finish().ok()).unwrap_or_default();
        state.answer.len()
    })
}

/// Opens index bytes; 1 when it worked.
#[unsafe(no_mangle)]
pub extern "C" fn open(len: usize) -> u32 {
    with(|state| {
        state.answer = Vec::new();
        let mut bytes = std::mem::take(&mut state.input);
        bytes.truncate(len);
        state.index = Index::open(bytes).ok();
        u32::from(state.index.is_some())
    })
}

/// Searches; the answer is the total, then document and score (as bits) of each hit.
#[unsafe(no_mangle)]
pub extern "C" fn search(len: usize, live: u32, limit: u32) -> usize {
    with(|state| {
        let query = state.text(len).to_owned();
        let request = Request { query, live: live != 0, limit, widen: live == 0, ..Request::default() };
        let response = state.index.as_ref().map(|index| index.search(&request)).unwrap_or_default();
        state.answer.clear();
        state.answer.extend_from_slice(&response.total.to_le_bytes());
        for hit in &response.hits {
            state.answer.extend_from_slice(&hit.doc.0.to_le_bytes());
            state.answer.extend_from_slice(&hit.score.to_bits().to_le_bytes());
        }
        state.answer.len()
    })
}

/// Number of documents like the given one.
#[unsafe(no_mangle)]
pub extern "C" fn related(doc: u32, limit: u32) -> usize {
    with(|state| state.index.as_ref().map_or(0, |index| index.related(DocId(doc), limit).len()))
}

/// Length of the best passage of a text for a query (query and text apart by U+001F).
#[unsafe(no_mangle)]
pub extern "C" fn snippet(len: usize) -> usize {
    with(|state| {
        let (query, text) = state.text(len).split_once('\u{1f}').unwrap_or_default();
        let matcher = state.index.as_ref().map(|index| index.matcher(query, false));
        matcher.map_or(0, |matcher| matcher.snippet(text, 240).text.len())
    })
}
