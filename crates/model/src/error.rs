//! Why could an archive not be read at all, and what can be done about it?

/// Why bytes are not an archive. Every message tells the place and the cure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are not UTF-8. Save the file again as UTF-8, or unpack it, as the cure says.
    #[error("not UTF-8 at line {line}, column {column}: {hint}; {cure}")]
    Encoding {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What the bytes look like.
        hint: &'static str,
        /// What to do.
        cure: &'static str,
    },
    /// The text is not JSON. Mend it at the place, or make the file again.
    #[error("not valid JSON at line {line}, column {column}: {hint}; {cure}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What the parser met, without a piece of the file.
        hint: String,
        /// What to do.
        cure: &'static str,
    },
    /// It is JSON, but not a feed. Give the archive itself, or import the file as what it is.
    #[error(
        "this JSON is not an archive: {found}; an archive is a JSON Feed, an object with `version`, `title` and `items`"
    )]
    NotAFeed {
        /// What was found instead.
        found: &'static str,
    },
    /// It is a JSON Feed of another major version. Export it as JSON Feed 1.1.
    #[error(
        "version: this is a JSON Feed of version {found}, and this Backfile reads version 1; export it as JSON Feed 1.1, or open it with a newer Backfile"
    )]
    FeedVersion {
        /// The version that the feed names, from its first digit on.
        found: String,
    },
    /// It was written by a newer Backfile. Get that version, or write the archive again.
    #[error(
        "_backfile.version: this archive has format version {found}, and this Backfile reads versions up to {known}; open it with a newer Backfile, or export it again for version {known}"
    )]
    NewerVersion {
        /// The version that the archive names.
        found: u64,
        /// The newest version that this code knows.
        known: u32,
    },
}
