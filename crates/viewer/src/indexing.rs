//! How does an article become a document of the search engine?
//!
//! The one definition, used when an archive is packed and when a browser indexes one itself, so
//! that both give the same index. [`FIELDS`] and [`FACETS`] are in the order of their numbers;
//! an index carries its own schema, so adding at the end breaks no old file.

use std::borrow::Cow;

use backfile_model::{Article, Author, Source};
use backfile_search::{DateRange, Document, FacetId, FieldId, FieldSpec, Schema};

/// Name and weight of every field, in order of [`FieldId`].
///
/// A title counts 2.5: with 4 nDCG@10 on npl falls from 0.458 to 0.442, and `tests/relevance.rs`
/// holds what is set here to its goals. The other weights are by reason: between title and body.
pub const FIELDS: [(&str, f32); 7] = [
    ("title", 2.5),
    ("summary", 1.6),
    ("body", 1.0),
    ("author", 1.5),
    ("tag", 2.0),
    ("place", 2.0),
    ("source", 0.5),
];

/// Name of every facet, in order of [`FacetId`] and of display.
pub const FACETS: [&str; 7] = [
    "place", "year", "category", "author", "tag", "language", "source",
];

const TITLE: FieldId = FieldId(0);
const SUMMARY: FieldId = FieldId(1);
const BODY: FieldId = FieldId(2);
const AUTHOR: FieldId = FieldId(3);
const TAG: FieldId = FieldId(4);
const PLACE: FieldId = FieldId(5);
const SOURCE: FieldId = FieldId(6);

/// The fields and facets of an archive's index.
pub fn schema() -> Schema {
    Schema {
        fields: FIELDS
            .iter()
            .map(|&(name, weight)| FieldSpec {
                name: name.to_owned(),
                weight,
            })
            .collect(),
        facets: FACETS.iter().map(|&name| name.to_owned()).collect(),
    }
}

/// An article as the engine sees it. `body_text` is the article's text as plain text, which the
/// caller makes where there is only HTML; `default_language` is the archive's.
pub fn document<'a>(
    article: &'a Article,
    body_text: &'a str,
    default_language: Option<&'a str>,
) -> Document<'a> {
    let language = article.language.as_deref().or(default_language);
    Document {
        fields: fields(article, body_text),
        facets: facets(article, language),
        date: article.date.as_ref().map(|date| DateRange {
            first: date.earliest_day(),
            last: date.latest_day(),
        }),
        language: language.map(Cow::Borrowed),
    }
}

fn fields<'a>(article: &'a Article, body_text: &'a str) -> Vec<(FieldId, Cow<'a, str>)> {
    let mut fields = Vec::new();
    let mut add = |field: FieldId, text: &'a str| {
        if !text.trim().is_empty() {
            fields.push((field, Cow::Borrowed(text)));
        }
    };
    add(TITLE, &article.title);
    add(SUMMARY, article.summary.as_deref().unwrap_or_default());
    add(BODY, body_text);
    names(&article.authors).for_each(|name| add(AUTHOR, name));
    article.tags.iter().for_each(|tag| add(TAG, tag));
    article.categories.iter().for_each(|name| add(TAG, name));
    article
        .places
        .iter()
        .for_each(|place| add(PLACE, &place.name));
    source_name(article.source.as_ref()).for_each(|name| add(SOURCE, name));
    fields
}

fn facets<'a>(article: &'a Article, language: Option<&'a str>) -> Vec<(FacetId, Cow<'a, str>)> {
    let mut facets: Vec<(FacetId, Cow<'a, str>)> = Vec::new();
    let mut add = |facet: u8, value: Cow<'a, str>| {
        let known = facets
            .iter()
            .any(|(id, known)| *id == FacetId(facet) && *known == value);
        if !value.trim().is_empty() && !known {
            facets.push((FacetId(facet), value));
        }
    };
    for place in &article.places {
        add(0, Cow::Borrowed(&place.name));
    }
    if let Some(date) = &article.date {
        add(1, Cow::Owned(date.year().to_string()));
    }
    for name in &article.categories {
        add(2, Cow::Borrowed(name));
    }
    for name in names(&article.authors) {
        add(3, Cow::Borrowed(name));
    }
    for tag in &article.tags {
        add(4, Cow::Borrowed(tag));
    }
    if let Some(language) = language {
        add(5, Cow::Borrowed(language));
    }
    for name in source_name(article.source.as_ref()) {
        add(6, Cow::Borrowed(name));
    }
    facets
}

fn names(authors: &[Author]) -> impl Iterator<Item = &str> {
    authors.iter().filter_map(|author| author.name.as_deref())
}

fn source_name(source: Option<&Source>) -> impl Iterator<Item = &str> {
    source.into_iter().map(|source| source.name.as_str())
}

#[cfg(test)]
mod tests;
