//! The archive format: what an archive is, and how it is read from and written to JSON.
//!
//! An archive is a JSON Feed 1.1 with one `_backfile` extension object on the feed and on an
//! item. Reading is lenient (a [`Warning`] with its place, never a lost article), writing is
//! canonical (same archive, same bytes). Start at [`Archive`], [`read()`] and [`write()`];
//! [`check()`] says whether what was read makes sense.

mod archive;
mod block;
mod check;
mod columns;
pub mod country;
mod date;
pub mod delta;
mod error;
mod format;
mod hosted;
mod manifest;
mod read;
mod slug;
mod warning;
mod write;

pub use archive::{Archive, Article, ArticleId, Attachment, Author, Body, DateKind, Place, Source};
pub use block::{Block, crc32};
pub use check::{Summary, check};
pub use columns::{read_columns, write_columns};
pub use date::{DateError, Edge, PartialDate, Precision, Qualifier, Season, span};
pub use error::Error;
pub use format::FORMAT_VERSION;
pub use hosted::{Hosted, IndexPart, Part, PartError, Run};
pub use manifest::{FacetSummary, Manifest, Row};
pub use read::{Read, read, read_items};
pub use warning::{Warning, WarningCode};
pub use write::{write, write_frame, write_item};
