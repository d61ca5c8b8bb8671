//! What is told of an article around its text.

use std::rc::Rc;

use backfile_model::{Article, Attachment, Author, Manifest, Row};
use backfile_viewer::ListQuery;
use backfile_viewer::labels::{fill, labels};
use backfile_viewer::select::article::host_of;
use backfile_viewer::select::card::{card as card_of, date_view, place_link};
use yew::prelude::*;

use crate::components::{
    Element, Leads, Marking, attributes, card, date, found, kind, link, many, outward, places,
    series, source_link, tag, text, words,
};

/// When, title, summary, by whom, where and about what; with the matches in title and summary.
pub(super) fn article_head(article: &Article, marking: &Marking) -> Html {
    let labels = labels();
    let matches = |at: usize| marking.ranges.get(at).map_or(&[][..], Vec::as_slice);
    let when = article
        .date
        .as_ref()
        .map(|date| date_view(date, article.date_kind));
    let title = match article.title.trim() {
        "" => text(labels.untitled),
        _ => found(&article.title, matches(0), 0, marking.current),
    };
    let summary = article
        .summary
        .as_deref()
        .filter(|summary| !summary.trim().is_empty());
    let topics = topics(article);
    let lang = article.language.clone();
    let dir = lang.is_some().then_some("auto");
    let places_of = |article: &Article| {
        let places = article.places.iter().map(|place| place_link(&place.name));
        places.collect::<Vec<_>>()
    };
    let mut about = Html::default();
    if !article.places.is_empty() || !topics.is_empty() {
        let parts = many([places(&places_of(article)), many(topics)]);
        about = tag("p", "article-facts", parts);
    }
    let heading = attributes! {
        "tabindex": "-1",
        "data-heading": "",
        "lang": lang.clone(),
        "dir": dir,
        "class": "article-title",
    };
    let parts = many([
        tag("p", "kicker", date(when.as_ref())),
        Element::new("h1", heading).holding(title),
        byline(&article.authors),
        about,
        summary.map_or_else(Html::default, |summary| {
            let attributes = attributes! { "lang": lang, "dir": dir, "class": "summary" };
            let summary = found(summary, matches(1), matches(0).len(), marking.current);
            Element::new("p", attributes).holding(summary)
        }),
    ]);
    tag("header", "article-head", parts)
}

fn byline(authors: &[Author]) -> Html {
    let mut names = Vec::new();
    for name in authors.iter().filter_map(|author| author.name.clone()) {
        if !names.is_empty() {
            names.push(text(", "));
        }
        let list = ListQuery::default().including("author", &name);
        let attributes = attributes! {
            "href": list.to_hash(),
            "rel": "author",
            "class": "author",
        };
        names.push(Element::new("a", attributes).holding(text(&name)));
    }
    if names.is_empty() {
        return Html::default();
    }
    tag("p", "byline", many(names))
}

fn topics(article: &Article) -> Vec<Html> {
    let categories = article.categories.iter().map(|name| ("category", name));
    let tags = article.tags.iter().map(|name| ("tag", name));
    categories
        .chain(tags)
        .map(|(facet, name)| {
            let list = ListQuery::default().including(facet, name);
            link("topic", list.to_hash(), text(name))
        })
        .collect()
}

/// Where the article was published, and its licence.
pub(super) fn original(article: &Article, manifest: &Manifest) -> Html {
    let labels = labels();
    let source = article.source.as_ref().or(manifest.source.as_ref());
    let licence = article.licence.clone();
    let address = |url: &Option<String>, label| {
        let url = url.clone()?;
        let host = host_of(&url)?.to_owned();
        let text = fill(label, &[("host", &host)]);
        Some(tag("p", "", outward(url, &text)))
    };
    let fact = |name, fact| tag("p", "", many([kind(name), fact]));
    let parts = [
        source.map(|source| {
            let source = source_link(&source.name, source.url.as_deref());
            fact(labels.source, source)
        }),
        address(&article.url, labels.read_original),
        address(&article.external_url, labels.about_page),
        licence.map(|licence| fact(labels.licence, text(&licence))),
    ];
    tag(
        "footer",
        "article-source",
        many(parts.map(Option::unwrap_or_default)),
    )
}

/// Files of the article, as links to where they are.
pub(super) fn attachments(article: &Article) -> Html {
    let file = |file: &Attachment| {
        let host = host_of(&file.url)?;
        let name = file.title.clone().unwrap_or_else(|| {
            let name = file.url.rsplit('/').next().unwrap_or_default();
            if name.is_empty() {
                host.to_owned()
            } else {
                name.to_owned()
            }
        });
        let facts = format!(" ({}, {host})", file.mime_type);
        let parts = many([
            outward(file.url.clone(), &name),
            words("span", "hint", &facts),
        ]);
        Some(tag("li", "", parts))
    };
    let files: Vec<Html> = article.attachments.iter().filter_map(file).collect();
    if files.is_empty() {
        return Html::default();
    }
    let parts = many([
        words("h2", "", labels().attachments),
        tag("ul", "", many(files)),
    ]);
    tag("section", "attachments", parts)
}

/// Articles like this one.
pub(super) fn related(rows: &[Rc<Row>]) -> Html {
    if rows.is_empty() {
        return Html::default();
    }
    let cards = rows
        .iter()
        .map(|row| card(&card_of(row, None), Leads::Here));
    let parts = many([
        Element::new("h2", attributes! { "id": "backfile-related" })
            .holding(text(labels().related)),
        tag("ol", "cards", series(cards)),
    ]);
    let attributes = attributes! { "aria-labelledby": "backfile-related", "class": "related" };
    Element::new("section", attributes).holding(parts)
}
