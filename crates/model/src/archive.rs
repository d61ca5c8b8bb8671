//! What is an archive, and what is an article in it?
//!
//! Plain data, no behaviour: reading, writing and checking live beside this module. The order of
//! `Archive::articles` is the archive's own order and numbers the articles ([`ArticleId`]).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The number of an article: its position in [`Archive::articles`], and its document number in
/// the search index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(pub u32);

/// One collection of articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Archive {
    /// The name of the collection.
    pub title: String,
    /// What the collection is, in a sentence or two.
    pub description: Option<String>,
    /// The public address of the site that the articles came from.
    pub home_page_url: Option<String>,
    /// The public address of this archive as a feed.
    pub feed_url: Option<String>,
    /// Address of a large square picture for the collection.
    pub icon: Option<String>,
    /// BCP 47 tag of the main language.
    pub language: Option<String>,
    /// Authors of the whole collection.
    pub authors: Vec<Author>,
    /// Where the articles come from, when one source holds for all (`_backfile.source`).
    pub source: Option<Source>,
    /// Licence of the texts: an SPDX expression or a short sentence (`_backfile.licence`).
    pub licence: Option<String>,
    /// The articles, in the archive's own order.
    pub articles: Vec<Article>,
    /// Members of the feed that this version does not know, kept for the next writer.
    pub extra: Map<String, Value>,
    /// Unknown members of the feed's `_backfile` object.
    pub extension_extra: Map<String, Value>,
}

/// One readable unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Unique within the archive, stable over time (JSON Feed `id`).
    pub id: String,
    /// Unique readable id for addresses (`_backfile.slug`).
    pub slug: String,
    /// The original public address (the permalink).
    pub url: Option<String>,
    /// The address of a page that the article is about.
    pub external_url: Option<String>,
    /// The title as plain text; empty for an untitled note.
    pub title: String,
    /// A plain-text summary.
    pub summary: Option<String>,
    /// The article's own text.
    pub body: Body,
    /// Address of the main picture.
    pub image: Option<String>,
    /// When: of publication, or of the event, as [`Article::date_kind`] says. From
    /// `_backfile.date` where there is one, else from `date_published`.
    pub date: Option<crate::PartialDate>,
    /// What [`Article::date`] is the date of.
    pub date_kind: DateKind,
    /// RFC 3339 time of publication, as it was given.
    pub date_published: Option<String>,
    /// RFC 3339 time of the last change, as it was given.
    pub date_modified: Option<String>,
    /// Who wrote it.
    pub authors: Vec<Author>,
    /// Free keywords (JSON Feed `tags`).
    pub tags: Vec<String>,
    /// Sections of the site (`_backfile.categories`).
    pub categories: Vec<String>,
    /// Places that it is about (`_backfile.places`).
    pub places: Vec<Place>,
    /// Where it was published, when that differs from the archive's source.
    pub source: Option<Source>,
    /// Licence of this text, when it differs from the archive's.
    pub licence: Option<String>,
    /// BCP 47 tag of its language, when it differs from the archive's.
    pub language: Option<String>,
    /// Files that belong to it.
    pub attachments: Vec<Attachment>,
    /// Members of the item that this version does not know.
    pub extra: Map<String, Value>,
    /// Unknown members of the item's `_backfile` object.
    pub extension_extra: Map<String, Value>,
}

/// The text of an article; a feed may give it as HTML, as plain text, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Untrusted HTML (`content_html`).
    pub html: Option<String>,
    /// Plain text, paragraphs apart by an empty line (`content_text`).
    pub text: Option<String>,
}

/// What an article's date is the date of (`_backfile.date_kind`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateKind {
    /// When it was published.
    #[default]
    Published,
    /// When what it tells of happened.
    Event,
}

/// A place that an article is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The name as readers see it, also the facet value.
    pub name: String,
    /// ISO 3166-1 alpha-2 code of the country, upper case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// Who wrote an article (JSON Feed author object).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A page of or about the author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Address of a square picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
}

/// Where articles were published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The name of the publication.
    pub name: String,
    /// Its public address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A file that belongs to an article (JSON Feed attachment object).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Attachment {
    /// Address of the file.
    pub url: String,
    /// Media type, such as `audio/mpeg`.
    pub mime_type: String,
    /// Its name for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Size of the file in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size_in_bytes: Option<u64>,
    /// Playing time in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_in_seconds: Option<f64>,
}
