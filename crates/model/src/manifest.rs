//! What does the first paint need? The manifest: title, counts, facets, the first rows, and
//! where the rest is.
//!
//! `pack` writes it, the app's boot reads it ([`Manifest::read`]). Its `format` number is checked
//! first.

use serde::{Deserialize, Serialize};

use crate::{Block, DateKind, PartialDate, Source};

/// What an artefact says of itself before anything is decoded.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the artefact's layout, [`Manifest::FORMAT`].
    pub format: u32,
    /// Title of the archive.
    pub title: String,
    /// What the collection is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// BCP 47 tag of the main language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The site that the articles came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home_page_url: Option<String>,
    /// Source of all articles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Licence of the texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// How many articles.
    pub article_count: u32,
    /// Earliest and latest date, where any article has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<(PartialDate, PartialDate)>,
    /// The facets with their counts over the whole archive, each value list in display order.
    #[serde(default)]
    pub facets: Vec<FacetSummary>,
    /// The first rows of the default order (newest first), for the first paint.
    #[serde(default)]
    pub head: Vec<Row>,
    /// Whether the rows are without the starts of the texts, which the engine then gives.
    #[serde(default)]
    pub leads_apart: bool,
    /// Blocks of the CRC-32s of all slugs, four bytes each, little end first, in article order.
    #[serde(default)]
    pub slugs: Vec<Block>,
    /// Blocks of rows, in article order: joined, one JSON array of [`Row`].
    #[serde(default)]
    pub rows: Vec<Block>,
    /// Blocks of articles, in article order: joined, the whole archive as JSON Feed.
    #[serde(default)]
    pub articles: Vec<Block>,
    /// Blocks of the index bytes, to be joined.
    #[serde(default)]
    pub index: Vec<Block>,
}

impl Manifest {
    /// The version of the layout that this code writes and reads.
    pub const FORMAT: u32 = 1;
}

/// A facet over the whole archive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetSummary {
    /// Name in the index and in addresses: `place`, `year`, `category`, `author`, `tag`, ...
    pub name: String,
    /// Values with their number of articles.
    pub values: Vec<(String, u32)>,
}

/// What a result card shows of an article without its body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Number of the article.
    pub id: u32,
    /// Its readable id; left out of stored rows where it is made from the title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// What the date is the date of.
    #[serde(default)]
    pub date_kind: DateKind,
    /// Names of its places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Names of its authors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// Start of its summary or body as plain text, at most 300 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lead: String,
    /// Its language, when it differs from the archive's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}
