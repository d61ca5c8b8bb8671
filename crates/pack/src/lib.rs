//! Writers of artefacts: an archive and the shell go in, one file comes out that is a web page and
//! a ZIP file at once; and the reader of such a file.
//!
//! [`single_file()`] writes, [`open()`] reads back, and both are pure functions of bytes: the same
//! archive, shell and options always give the same file. What is where in a file is told in
//! [`mod@single_file`]; how raw bytes stand in a page in `units`, the only place that knows.

pub mod embed;
mod error;
mod escape;
mod files;
mod first_view;
mod island;
pub mod manifest;
pub mod open;
mod page;
mod policy;
mod region;
mod salvage;
pub mod selection;
pub mod single_file;
pub mod site;
mod stream;
#[cfg(test)]
mod tests;
mod text;
mod tokens;
mod units;
mod well_formed;
mod zip;

pub use error::{Error, Part};
pub use files::{Saver, TextFiles};
pub use island::index_bytes;
pub use open::{Opened, open};
pub use salvage::{Salvaged, salvage};
pub use selection::select;
pub use single_file::{Options, Progress, Shell, Step, single_file};
pub use text::of_body as body_text;
