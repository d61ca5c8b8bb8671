//! What is told of an article around its text.

use std::rc::Rc;

use backfile_model::{Article, Attachment, Author, Manifest, Row};
use backfile_viewer::ListQuery;
use backfile_viewer::labels::{fill, labels};
use backfile_viewer::select::article::host_of;
use backfile_viewer::select::card::{card as card_of, date_view, place_link};
use yew::prelude::*;

use crate::components::{Marking, card, date, found, places, source_link};

/// When, title, summary, by whom, where and about what; with the matches in title and summary.
pub(super) fn article_head(article: &Article, marking: &Marking) -> Html {
    let labels = labels();
    let matches = |at: usize| marking.ranges.get(at).map_or(&[][..], Vec::as_slice);
    let when = article
        .date
        .as_ref()
        .map(|date| date_view(date, article.date_kind));
    let title = match article.title.trim() {
        "" => html! { { labels.untitled } },
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
    html! {
        <header class="article-head">
            <p class="kicker">{ date(when.as_ref()) }</p>
            <h1 class="article-title" tabindex="-1" data-heading="" lang={lang.clone()} {dir}>{ title }</h1>
            { byline(&article.authors) }
            if !article.places.is_empty() || !topics.is_empty() {
                <p class="article-facts">
                    { places(&places_of(article)) }
                    { for topics }
                </p>
            }
            if let Some(summary) = summary {
                <p class="summary" {lang} {dir}>
                    { found(summary, matches(1), matches(0).len(), marking.current) }
                </p>
            }
        </header>
    }
}

fn byline(authors: &[Author]) -> Html {
    let names: Vec<Html> = authors
        .iter()
        .filter_map(|author| author.name.clone())
        .map(|name| {
            let list = ListQuery::default().including("author", &name);
            html! { <a class="author" href={list.to_hash()} rel="author">{ name }</a> }
        })
        .collect();
    if names.is_empty() {
        return Html::default();
    }
    html! { <p class="byline">{ for names }</p> }
}

fn topics(article: &Article) -> Vec<Html> {
    let categories = article.categories.iter().map(|name| ("category", name));
    let tags = article.tags.iter().map(|name| ("tag", name));
    categories
        .chain(tags)
        .map(|(facet, name)| {
            let list = ListQuery::default().including(facet, name);
            html! { <a class="topic" href={list.to_hash()}>{ name.clone() }</a> }
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
        Some(html! { <p><a href={url} rel="external noopener noreferrer">{ text }</a></p> })
    };
    html! {
        <footer class="article-source">
            if let Some(source) = source {
                <p>
                    <span class="date-kind">{ labels.source }{ ": " }</span>
                    { source_link(&source.name, source.url.as_deref()) }
                </p>
            }
            { address(&article.url, labels.read_original) }
            { address(&article.external_url, labels.about_page) }
            if let Some(licence) = licence {
                <p><span class="date-kind">{ labels.licence }{ ": " }</span>{ licence }</p>
            }
        </footer>
    }
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
        Some(html! {
            <li>
                <a href={file.url.clone()} rel="external noopener noreferrer">{ name }</a>
                <span class="hint">{ facts }</span>
            </li>
        })
    };
    let files: Vec<Html> = article.attachments.iter().filter_map(file).collect();
    if files.is_empty() {
        return Html::default();
    }
    html! {
        <section class="attachments">
            <h2>{ labels().attachments }</h2>
            <ul>{ for files }</ul>
        </section>
    }
}

/// Articles like this one.
pub(super) fn related(rows: &[Rc<Row>]) -> Html {
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <section class="related" aria-labelledby="backfile-related">
            <h2 id="backfile-related">{ labels().related }</h2>
            <ol class="cards">{ for rows.iter().map(|row| card(&card_of(row, None))) }</ol>
        </section>
    }
}
