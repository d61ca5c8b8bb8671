//! Why could a file not be written or read back, where, and what can be done about it?

use std::fmt;

/// One of the entries of a packed file that the viewer reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the first view needs.
    Manifest,
    /// What stands between the program and the browser.
    Glue,
    /// The styles.
    Styles,
    /// The program.
    Program,
    /// By which an address finds its article.
    Slugs,
    /// The rows of the list.
    Rows,
    /// The search index.
    Index,
    /// The articles: the whole archive as JSON Feed.
    Archive,
    /// The program that writes a selection as a file of its own, where there is one.
    Saver,
    /// Its glue.
    SaverGlue,
}

impl Part {
    /// All of them, in the order of the file.
    pub const ALL: [Part; 10] = [
        Part::Manifest,
        Part::Glue,
        Part::Styles,
        Part::Program,
        Part::Slugs,
        Part::Rows,
        Part::Index,
        Part::Archive,
        Part::Saver,
        Part::SaverGlue,
    ];

    /// Its name in the ZIP file.
    pub fn entry_name(self) -> &'static str {
        match self {
            Part::Manifest => "viewer/manifest.json",
            Part::Glue => "viewer/backfile.js",
            Part::Styles => "viewer/backfile.css",
            Part::Program => "viewer/backfile.wasm",
            Part::Slugs => "viewer/slugs.bin",
            Part::Rows => "viewer/rows.json",
            Part::Index => "viewer/index.bin",
            Part::Archive => "archive.json",
            Part::Saver => "viewer/saver.wasm",
            Part::SaverGlue => "viewer/saver.js",
        }
    }

    /// Its name in the page's table of places.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Part::Manifest => "manifest",
            Part::Glue => "glue",
            Part::Styles => "styles",
            Part::Program => "program",
            Part::Slugs => "slugs",
            Part::Rows => "rows",
            Part::Index => "index",
            Part::Archive => "archive",
            Part::Saver => "saver",
            Part::SaverGlue => "saverGlue",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.entry_name())
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
        "this file is cut short: it ends in {place} ({found_bytes} of {expected_bytes} bytes of \
         it are there); {CURE}"
    )]
    Cut {
        /// The first part that is not whole.
        place: String,
        /// Bytes of it that are there.
        found_bytes: u64,
        /// Bytes of it that should be there.
        expected_bytes: u64,
    },
    /// The file ends between or after its entries. Get it again, or pack the archive again.
    #[error("this file is cut short: it ends after {after}; {CURE}")]
    NoEnd {
        /// The last part that is whole.
        after: String,
    },
    /// Something stands after the end of the file. Take it away.
    #[error(
        "{extra_bytes} bytes stand after the end of this file, which something added to it; keep \
         its first {size_bytes} bytes alone, or get the file again from where it came from"
    )]
    Longer {
        /// Bytes that belong to it.
        size_bytes: usize,
        /// Bytes that do not.
        extra_bytes: usize,
    },
    /// What was packed was written again by another program. Use the file as it was.
    #[error(
        "this is a packed archive that an editor or a browser saved again, in another encoding; \
         use the original file, and copy it as it is; `backfile convert` saves any article that \
         is whole"
    )]
    Recoded,
    /// No article in a damaged file is as it was written. Get it again, or pack again.
    #[error(
        "no article in this file is whole: {why}; get the file again from where it came from, or \
         pack the archive again"
    )]
    NothingWhole {
        /// What is wrong with the file.
        why: String,
    },
    /// A part of the file was changed after it was written. Get it again, or pack again.
    #[error("this file was changed: {what} is not as it was written; {CURE}")]
    Altered {
        /// Which part of it: `block 3 of 8 of archive.json`.
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
    /// There are more files than a ZIP file holds. Leave the text files out.
    #[error(
        "{count} articles are more text files than a ZIP file can hold; leave them out \
         (`--text-files never`): archive.json in the file holds all texts"
    )]
    TooManyFiles {
        /// How many articles.
        count: usize,
    },
    /// The shell is not what `cargo xtask shell` makes. Make it again.
    #[error("the shell is damaged: {0} cannot be decoded; make it again with `cargo xtask shell`")]
    Shell(&'static str),
    /// Bytes that a page cannot hold, in every form that was tried. Report it.
    #[error("`{name}` cannot be written into a page; this is a defect of the program, report it")]
    Unwritable {
        /// The entry.
        name: String,
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
const CURE: &str = "get the file again from where it came from, or pack the archive again; \
                    `backfile convert` saves any article that is whole";
