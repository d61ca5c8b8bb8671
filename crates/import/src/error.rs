//! Why could a source not be imported at all?
//!
//! Only an unreadable container is an error; a bad item in a readable one is a warning.

use thiserror::Error;

/// What went wrong with a whole source, with its place and its cure.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Error {
    /// The source holds nothing. The user gives another file, or copies the page again.
    #[error("{name}: the file is empty; copy the page's text into it again")]
    Empty {
        /// Name of the source.
        name: String,
    },
    /// The source is readable, but no article is in it.
    #[error("{name}: no article found; {cure}")]
    NoArticles {
        /// Name of the source.
        name: String,
        /// What would help.
        cure: String,
    },
    /// The source is of a kind that no importer reads (yet).
    #[error("{name}: this is {kind}, not text; {cure}")]
    Foreign {
        /// Name of the source.
        name: String,
        /// What it looks like, with its article: "a PDF document".
        kind: String,
        /// What the user can do.
        cure: String,
    },
    /// The bytes are no text in an encoding that can be known for certain.
    #[error(
        "{name}:{line}: byte {offset} (0x{byte:02X}) is not UTF-8, and the encoding cannot be told \
         for certain; save the file as UTF-8 and try again"
    )]
    Encoding {
        /// Name of the source.
        name: String,
        /// Line of the first bad byte, from 1.
        line: usize,
        /// Position of the first bad byte, from 0.
        offset: usize,
        /// The first bad byte.
        byte: u8,
    },
    /// The archive JSON cannot be read; the text has place and cure.
    #[error("{name}: {source}")]
    Archive {
        /// Name of the source.
        name: String,
        /// What the format's reader said.
        source: backfile_model::Error,
    },
}
