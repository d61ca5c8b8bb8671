//! What went wrong, in words for a reader: cause, cure, and details to copy into a report.

use std::fmt;

pub use backfile_viewer::Failure;

/// A failure with its three parts.
pub(crate) fn failure(cause: &str, cure: &str, details: impl fmt::Display) -> Failure {
    Failure {
        cause: cause.to_owned(),
        cure: cure.to_owned(),
        details: details.to_string(),
    }
}
