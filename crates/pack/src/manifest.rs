//! What does a packed file say of itself before anything is decoded?

use backfile_model::{Archive, Manifest, Row};
use backfile_viewer::overview;

use crate::text;

/// The manifest of an archive, its lists of blocks still empty, and a row for every article.
pub fn manifest(archive: &Archive) -> (Manifest, Vec<Row>) {
    overview::overview(archive, |article| text::of_body(&article.body).into_owned())
}
