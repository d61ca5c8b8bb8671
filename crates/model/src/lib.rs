//! The archive format: what an archive is, and how it is read from and written to JSON.
//!
//! An archive is a JSON Feed 1.1 with one `_backfile` extension object on the feed and on an
//! item. Reading is lenient (a [`Warning`] with its place, never a lost article), writing is
//! canonical (same archive, same bytes). Start at [`Archive`].

mod archive;
mod date;
mod manifest;

pub use archive::{Archive, Article, ArticleId, Attachment, Author, Body, DateKind, Place, Source};
pub use date::{DateError, PartialDate};
pub use manifest::{Block, FacetSummary, Manifest, Row};
