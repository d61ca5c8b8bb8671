//! What can be said of an archive before its articles are read? Its rows, and its manifest.
//!
//! `pack` writes both into an artefact; the app makes them itself where it opens a feed directly,
//! so that the first view is the same either way.

use std::collections::BTreeMap;

use backfile_model::{Archive, Article, Author, FacetSummary, Manifest, Place, Row, span};

use crate::indexing::{self, FACETS};

/// How many rows the manifest holds for the first paint.
pub const HEAD_ROWS: usize = 20;

/// How many values of one facet the manifest holds; a search response has more of them.
pub const HEAD_FACET_VALUES: usize = 60;

/// Characters of a row's lead, at most.
const LEAD_CHARS: usize = 300;

/// The manifest, without blocks, and a row for every article in the archive's order.
///
/// `body_text` gives an article's body as plain text; it is asked for only where there is no
/// summary.
pub fn overview(archive: &Archive, body_text: impl Fn(&Article) -> String) -> (Manifest, Vec<Row>) {
    let articles = archive.articles.iter().enumerate();
    let rows: Vec<Row> = articles
        .map(|(id, article)| row(id as u32, article, archive, &body_text))
        .collect();
    let manifest = Manifest {
        format: Manifest::FORMAT,
        title: archive.title.clone(),
        description: archive.description.clone(),
        language: archive.language.clone(),
        home_page_url: archive.home_page_url.clone(),
        source: archive.source.clone(),
        licence: archive.licence.clone(),
        article_count: archive.articles.len() as u32,
        span: span(
            archive
                .articles
                .iter()
                .filter_map(|article| article.date.as_ref()),
        ),
        facets: facets(archive),
        head: newest_first(&rows, HEAD_ROWS),
        ..Manifest::default()
    };
    (manifest, rows)
}

fn row(
    id: u32,
    article: &Article,
    archive: &Archive,
    body_text: &impl Fn(&Article) -> String,
) -> Row {
    let language = article.language.as_ref();
    Row {
        language: language
            .filter(|tag| Some(*tag) != archive.language.as_ref())
            .cloned(),
        ..row_of(id, article, lead(article, || body_text(article)))
    }
}

/// What an article says of itself in a list, with the start of its text; but for its language,
/// which is told where it is not the archive's.
pub fn row_of(id: u32, article: &Article, lead: String) -> Row {
    Row {
        id,
        slug: article.slug.clone(),
        title: article.title.clone(),
        date: article.date.clone(),
        date_kind: article.date_kind,
        places: article
            .places
            .iter()
            .map(|place| place.name.clone())
            .collect(),
        authors: article
            .authors
            .iter()
            .filter_map(|author| author.name.clone())
            .collect(),
        lead,
        language: None,
    }
}

/// What its row still says of an article whose text is lost: the start of that is its summary. It
/// has no id, by which it is known as one without its text.
pub fn article_of(row: &Row) -> Article {
    let author = |name: &String| Author {
        name: Some(name.clone()),
        ..Author::default()
    };
    let place = |name: &String| Place {
        name: name.clone(),
        ..Place::default()
    };
    Article {
        slug: row.slug.clone(),
        title: row.title.clone(),
        date: row.date.clone(),
        date_kind: row.date_kind,
        places: row.places.iter().map(place).collect(),
        authors: row.authors.iter().map(author).collect(),
        summary: Some(row.lead.clone()).filter(|lead| !lead.is_empty()),
        language: row.language.clone(),
        ..Article::default()
    }
}

/// The start of an article's summary, or of its body where there is none.
pub fn lead<T: AsRef<str>>(article: &Article, body_text: impl Fn() -> T) -> String {
    let summary = article.summary.as_deref().map(str::trim);
    match summary.filter(|summary| !summary.is_empty()) {
        Some(summary) => cut(summary, LEAD_CHARS),
        None => cut(body_text().as_ref(), LEAD_CHARS),
    }
}

/// The start of a text on one line, cut at a word border with an ellipsis.
pub fn cut(text: &str, limit: usize) -> String {
    let mut lead = String::new();
    let mut chars = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if chars + length + 1 > limit {
            if lead.is_empty() {
                lead.extend(word.chars().take(limit - 1));
            }
            lead.push('…');
            break;
        }
        if !lead.is_empty() {
            lead.push(' ');
        }
        lead.push_str(word);
        chars += length + 1;
    }
    lead
}

/// The first rows as the engine orders them without a query: newest first, undated last.
pub fn newest_first(rows: &[Row], count: usize) -> Vec<Row> {
    let mut order: Vec<&Row> = rows.iter().collect();
    order.sort_by_key(|row| {
        let latest = row
            .date
            .as_ref()
            .map(backfile_model::PartialDate::latest_day);
        (std::cmp::Reverse(latest), row.id)
    });
    order.into_iter().take(count).cloned().collect()
}

/// Facets with their values, most first, then by value; a facet without values is left out.
fn facets(archive: &Archive) -> Vec<FacetSummary> {
    let mut counts = vec![BTreeMap::<String, u32>::new(); FACETS.len()];
    for article in &archive.articles {
        let document = indexing::document(article, "", archive.language.as_deref());
        for (facet, value) in document.facets {
            let values = &mut counts[usize::from(facet.0)];
            match values.get_mut(value.as_ref()) {
                Some(count) => *count += 1,
                None => {
                    values.insert(value.into_owned(), 1);
                }
            }
        }
    }
    let named = FACETS
        .iter()
        .zip(counts)
        .filter(|(_, values)| !values.is_empty());
    named
        .map(|(name, values)| {
            let mut values: Vec<(String, u32)> = values.into_iter().collect();
            values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            values.truncate(HEAD_FACET_VALUES);
            FacetSummary {
                name: (*name).to_owned(),
                values,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use backfile_model::Body;

    fn article(slug: &str, date: Option<&str>, place: &str) -> Article {
        Article {
            id: slug.to_owned(),
            slug: slug.to_owned(),
            title: slug.to_uppercase(),
            date: date.map(|date| date.parse().expect("a date")),
            places: vec![Place {
                name: place.to_owned(),
                country: None,
            }],
            body: Body {
                text: Some("body text".to_owned()),
                html: None,
            },
            ..Article::default()
        }
    }

    fn overview_of(articles: Vec<Article>) -> (Manifest, Vec<Row>) {
        let archive = Archive {
            title: "T".to_owned(),
            articles,
            ..Archive::default()
        };
        overview(&archive, |article| {
            article.body.text.clone().unwrap_or_default()
        })
    }

    #[test]
    fn an_article_is_known_by_its_row_where_its_text_is_lost() {
        let mut whole = article("a", Some("2019"), "Peru");
        whole.authors = vec![Author {
            name: Some("Ana".to_owned()),
            ..Author::default()
        }];
        let (_, rows) = overview_of(vec![whole.clone()]);
        let known = article_of(&rows[0]);
        assert_eq!(known.summary.as_deref(), Some("body text"));
        assert!(known.id.is_empty() && known.body == Body::default());
        let facts = |article: &Article| {
            let Article { title, slug, .. } = article.clone();
            (
                title,
                slug,
                article.date.clone(),
                article.places.clone(),
                article.authors.clone(),
            )
        };
        assert_eq!(facts(&known), facts(&whole));
    }

    #[test]
    fn head_is_newest_first_and_undated_last() {
        let (manifest, rows) = overview_of(vec![
            article("a", None, "Peru"),
            article("b", Some("2019"), "Peru"),
            article("c", Some("2023-07"), "Niger"),
            article("d", Some("2023-07"), "Niger"),
        ]);
        let head: Vec<_> = manifest.head.iter().map(|row| row.slug.as_str()).collect();
        assert_eq!(head, ["c", "d", "b", "a"]);
        assert_eq!(
            rows.iter().map(|row| row.id).collect::<Vec<_>>(),
            [0, 1, 2, 3]
        );
        let (first, last) = manifest.span.expect("a span");
        assert_eq!(
            (first.to_string(), last.to_string()),
            ("2019".into(), "2023-07".into())
        );
        assert_eq!(rows[0].lead, "body text");
    }

    #[test]
    fn facets_count_articles_most_first_then_by_value() {
        let (manifest, _) = overview_of(vec![
            article("a", Some("2019"), "Peru"),
            article("b", Some("2020"), "Niger"),
            article("c", Some("2020"), "Chad"),
            article("d", Some("2020"), "Peru"),
        ]);
        let place = manifest
            .facets
            .iter()
            .find(|facet| facet.name == "place")
            .unwrap();
        let expected = [("Peru", 2), ("Chad", 1), ("Niger", 1)];
        let expected = expected.map(|(value, count)| (value.to_owned(), count));
        assert_eq!(place.values, expected);
        assert!(manifest.facets.iter().all(|facet| !facet.values.is_empty()));
    }

    #[test]
    fn leads_are_cut_between_words() {
        assert_eq!(cut("one  two\nthree", 300), "one two three");
        assert_eq!(cut("one two three", 9), "one two…");
        assert_eq!(cut("extraordinary", 5), "extr…");
        assert_eq!(cut("", 5), "");
    }
}
