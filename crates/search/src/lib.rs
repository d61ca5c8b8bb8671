//! The search engine: numbered documents with numbered fields in, index bytes out; index bytes
//! and a query in, ranked hits with facet counts out.
//!
//! The engine knows nothing of articles, files or browsers. [`Builder`] writes, [`Index`] reads
//! the bytes in place. Start at [`Request`] and [`Response`] for what can be asked.

mod error;
mod request;
mod schema;
mod stub;

pub use error::Error;
pub use request::{DateRange, FacetCounts, Filter, Hit, Notice, Request, Response, Snippet, Sort};
pub use schema::{DocId, Document, FacetId, FieldId, FieldSpec, Schema};
pub use stub::{Builder, Index, Matcher};
