//! What can go wrong, and what can be done about it?

use thiserror::Error;

/// A failure to write or to open an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are not an index: another file, or one cut at its start.
    #[error("these bytes are not a search index; build the index again from its archive")]
    NotAnIndex,
    /// Written by a newer (or withdrawn) version of the engine.
    #[error(
        "the index has format version {found}, this program reads {supported}; use the program that wrote it, or build the index again from its archive"
    )]
    Version {
        /// Version of the bytes.
        found: u32,
        /// Version that this program reads.
        supported: u32,
    },
    /// The bytes are damaged: cut short, or changed on the way.
    #[error(
        "the search index is damaged in its {part}; fetch the file again, or build the index again from its archive"
    )]
    Damaged {
        /// Part that does not hold together.
        part: &'static str,
    },
    /// Documents were chosen that the index does not have, or not in its order.
    #[error(
        "the chosen documents are not those of this search index; build the index again from its archive"
    )]
    Selection,
    /// More than an index can hold.
    #[error("too many {what} for one index (at most {most}); split the archive")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many fit.
        most: u32,
    },
}
