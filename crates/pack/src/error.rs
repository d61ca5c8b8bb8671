//! Why could a file not be written or read back, where, and what can be done about it?

use std::fmt;

/// One of the data islands of a packed file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Island {
    /// What the first view needs.
    Manifest,
    /// The program.
    Program,
    /// The rows of the list.
    Rows,
    /// The search index.
    Index,
    /// The articles.
    Articles,
}

impl Island {
    /// Its name in the page.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Island::Manifest => "manifest",
            Island::Program => "wasm",
            Island::Rows => "rows",
            Island::Index => "index",
            Island::Articles => "articles",
        }
    }
}

impl fmt::Display for Island {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a file could not be packed or opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are not a packed file. Give the file that `backfile pack` wrote, or pack first.
    #[error("this is not a packed archive: {0}; give an HTML file that `backfile pack` wrote")]
    NotPacked(&'static str),
    /// It was written by another version. Use that one, or pack the archive again.
    #[error(
        "this file has layout {found}, and this program reads layout {}; \
         open it with the version that wrote it, or pack the archive again",
        backfile_model::Manifest::FORMAT
    )]
    Format {
        /// The layout of the file.
        found: u64,
    },
    /// The file ends too early. Get it again, or pack the archive again.
    #[error(
        "this file is cut short: island `{island}` ends in block {block} of {blocks} \
         ({found_bytes} of {expected_bytes} bytes are there); {CURE}"
    )]
    Cut {
        /// The first island that is not whole.
        island: Island,
        /// The first block that is not whole, from 1.
        block: usize,
        /// How many blocks it should have.
        blocks: usize,
        /// Bytes that are there.
        found_bytes: u64,
        /// Bytes that should be there.
        expected_bytes: u64,
    },
    /// All data is there, but the page ends too early. Get it again, or pack the archive again.
    #[error("this file is cut short after its data: its last line is missing; {CURE}")]
    NoEnd,
    /// A part of the file was changed after it was written. Get it again, or pack again.
    #[error("this file was changed: {what} of island `{island}` is not as it was written; {CURE}")]
    Altered {
        /// The island.
        island: Island,
        /// Which part of it: `block 3 of 8`.
        what: String,
    },
    /// The articles are as they were written, but cannot be read.
    #[error("the articles in this file cannot be read: {0}")]
    Archive(#[from] backfile_model::Error),
    /// The index cannot be made. See the inner error.
    #[error("the search index cannot be made: {0}")]
    Index(#[from] backfile_search::Error),
    /// Something is larger than the layout allows. Split the archive, or the article.
    #[error("{what} is {size_bytes} bytes; a packed file can hold 4 GiB of it; split it")]
    TooLarge {
        /// What is too large.
        what: String,
        /// Its size.
        size_bytes: u64,
    },
    /// The address of a site is not one. Give it as `https://example.org/archive/`.
    #[error(
        "`{given}` cannot be the address of a site: {reason}; give it as https://example.org/archive/"
    )]
    BaseUrl {
        /// What was given.
        given: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A file of a site cannot be read. Copy the site again, whole.
    #[error("{path}: cannot be read: {source}; copy the site again, with all its files")]
    Get {
        /// The file, from the folder of the site.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// A file of a site is not as it was written. Copy the site again, or write it again.
    #[error("{path}: this file was changed or cut: {what}; copy the site again, or write it again")]
    Part {
        /// The file, from the folder of the site.
        path: String,
        /// What is wrong with it.
        what: String,
    },
    /// A file of a site could not be put where it belongs. See the inner error.
    #[error("{path}: cannot be written: {source}")]
    Put {
        /// The file, from the folder of the site.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The manifest could not be written. This is a defect of the program: report it.
    #[error("the manifest cannot be written: {0}; this is a defect of the program, report it")]
    Manifest(serde_json::Error),
}

/// What helps with a damaged file.
const CURE: &str = "get the file again from where it came from, or pack the archive again";
