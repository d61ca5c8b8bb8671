//! Importers: bytes of a source format in, archive and warnings out.
//!
//! One module per format, each lenient: what cannot be understood is a warning with its place or
//! a [`Skipped`] part with its text, and only an unreadable source is an [`Error`]. No I/O, no
//! clock: the same bytes give the same archive. Start at [`read`]; [`merge()`] makes one archive
//! of several inputs; [`normalize`] is what all formats share.

mod decode;
mod error;
pub mod listing;
mod merge;
pub mod normalize;
mod skipped;
mod source;

use backfile_model::{Archive, Warning};

pub use error::Error;
pub use merge::merge;
pub use skipped::{Reason, Skipped};
pub use source::{Format, Source, detect};

/// What became of a source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The articles and what is known of the whole.
    pub archive: Archive,
    /// What was odd, with its place.
    pub warnings: Vec<Warning>,
    /// What was left out, whole.
    pub skipped: Vec<Skipped>,
}

/// Reads a source in the given format, or in the one that it is in.
pub fn read(source: &Source, format: Option<Format>) -> Result<Imported, Error> {
    match format.or_else(|| detect(&source.name, &source.bytes)) {
        Some(Format::Archive) => read_archive(source),
        Some(Format::Listing) => listing::read(source),
        None => Err(source.foreign()),
    }
}

fn read_archive(source: &Source) -> Result<Imported, Error> {
    let read = backfile_model::read(&source.bytes).map_err(|error| Error::Archive {
        name: source.name.clone(),
        source: error,
    })?;
    let warnings = read.warnings.into_iter().map(|warning| Warning {
        place: if warning.place.is_empty() {
            source.name.clone()
        } else {
            format!("{}: {}", source.name, warning.place)
        },
        ..warning
    });
    Ok(Imported {
        archive: read.archive,
        warnings: warnings.collect(),
        skipped: Vec::new(),
    })
}
