//! What does a document look like to the engine?

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::DateRange;

/// Number of a document, from 0 in the order of [`crate::Builder::add`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocId(pub u32);

/// Number of a field: its position in [`Schema::fields`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub u8);

/// Number of a facet: its position in [`Schema::facets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FacetId(pub u8);

/// The fields and facets of an index; written into its bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// Indexed parts of a document.
    pub fields: Vec<FieldSpec>,
    /// Names of the facets, such as `place`.
    pub facets: Vec<String>,
}

/// One indexed field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldSpec {
    /// Name in the query language (`title:`).
    pub name: String,
    /// Weight of a match in it, as in BM25F; 1 for a body.
    pub weight: f32,
}

/// A document to be indexed.
#[derive(Clone, Debug, Default)]
pub struct Document<'a> {
    /// Texts by field; a field may come several times.
    pub fields: Vec<(FieldId, Cow<'a, str>)>,
    /// Facet values; a facet may have several.
    pub facets: Vec<(FacetId, Cow<'a, str>)>,
    /// When; a partial date is a range.
    pub date: Option<DateRange>,
    /// BCP 47 tag of its language; guessed where absent.
    pub language: Option<Cow<'a, str>>,
}
