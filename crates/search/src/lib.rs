//! The search engine: numbered documents with numbered fields in, index bytes out; index bytes
//! and a query in, ranked hits with facet counts out.
//!
//! The engine knows nothing of articles, files or browsers. [`Builder`] writes, [`Index`] reads
//! the bytes in place. Start at [`Request`] and [`Response`] for what can be asked.

mod bits;
mod builder;
mod bytes;
mod complete;
mod dates;
mod dict;
mod error;
mod eval;
mod facets;
mod gather;
mod index;
mod intern;
mod layout;
mod matcher;
mod meta;
mod order;
mod parts;
mod periods;
mod phrase;
mod plan;
mod positions;
mod postings;
mod query;
mod rank;
mod related;
mod renumber;
mod request;
mod schema;
mod search;
mod stems;
mod suggest;
mod symbols;
pub mod threads;
mod tuning;
mod values;
mod weight;

pub use builder::{Builder, Kept, build};
pub use error::Error;
pub use index::Index;
pub use matcher::Matcher;
pub use parts::{Cut, cuts, cuts_along, files};
pub use query::{not_dates, reversed_dates};
pub use request::{
    Completion, DateRange, FacetCounts, Filter, Hit, Notice, Request, Response, Snippet, Sort, Step,
};
pub use schema::{DocId, Document, FacetId, FieldId, FieldSpec, Schema};
pub use values::Meant;

/// The checksum of index bytes, for tests that damage an index and seal it again.
#[doc(hidden)]
pub fn checksum_for_tests(bytes: &[u8]) -> u64 {
    bytes::checksum(bytes)
}
