//! Writers of artefacts: an archive and the shell go in, one HTML file comes out; and the reader
//! of such a file.
//!
//! [`single_file()`] writes, [`open()`] reads back, and both are pure functions of bytes: the same
//! archive, shell and options always give the same file. What is where in a file is told in
//! [`mod@single_file`]; how bytes become text in [`encoding`], the only place that knows.

mod block;
pub mod encoding;
mod error;
mod escape;
mod first_view;
mod island;
pub mod manifest;
pub mod open;
mod policy;
pub mod single_file;
pub mod site;
#[cfg(test)]
mod tests;
mod text;

pub use error::{Error, Island};
pub use first_view::first_view;
pub use island::index_bytes;
pub use open::{Opened, open};
pub use single_file::{Options, Progress, Shell, Step, single_file};
pub use text::of_body as body_text;
