//! How do the pages of lists look: all articles, and those of a facet value?

#![allow(
    clippy::format_push_string,
    reason = "a page is written once, and reads better so than with results to drop"
)]

use backfile_viewer::labels::{facet_label, fill, labels, number_label};
use backfile_viewer::{ListQuery, Route, span_label};

use super::address::link;
use super::cards::cards;
use super::frame::{Page, interface_language, page, text};
use super::plan::{Facet, List, Stretch};
use super::values::{browse, overview};
use super::{Out, Site, linked, words};
use crate::{Error, escape};

/// What a list is of.
#[derive(Clone, Copy)]
enum Of<'a> {
    All,
    Value(&'a Facet, &'a str),
}

/// Writes every list.
pub(crate) fn write(site: &Site<'_>, out: &mut Out<'_>) -> Result<(), Error> {
    list(site, Of::All, &site.plan.all, out)?;
    for facet in &site.plan.facets {
        for (value, values) in &facet.values {
            list(site, Of::Value(facet, value), values, out)?;
        }
        overview(site, facet, out)?;
    }
    Ok(())
}

/// All pages of one list.
fn list(site: &Site<'_>, of: Of<'_>, list: &List, out: &mut Out<'_>) -> Result<(), Error> {
    let name = match of {
        Of::All => &site.archive.title,
        Of::Value(_, value) => value,
    };
    for stretch in list.stretches() {
        let title = stretch.number.map(|number| {
            let values = [("title", name), ("n", &number_label(number as u64))];
            fill(words::OLDER_PAGE, &values)
        });
        let description = description(site, of, list);
        let description = title.as_ref().map_or(&*description, |_| "");
        let title = title.as_deref().unwrap_or(name);
        let html = page(
            site,
            &Page {
                path: &stretch.path,
                title,
                description,
                kind: "website",
                route: Route::List(match of {
                    Of::All => ListQuery::default(),
                    Of::Value(facet, value) => ListQuery::default().including(facet.name, value),
                }),
                linked: linked::list(site, &stretch, title, description)?,
                previous: stretch.newer.as_deref(),
                next: stretch.older.as_deref(),
                main: main(site, of, list, &stretch),
                ..Page::default()
            },
        );
        out.put(&stretch.path, html.as_bytes())?;
    }
    Ok(())
}

/// What is on the first page of a list, in a sentence.
fn description(site: &Site<'_>, of: Of<'_>, list: &List) -> String {
    match of {
        Of::All => site.archive.description.clone().unwrap_or_default(),
        Of::Value(facet, value) => format!(
            "{}: {value}. {}.",
            facet_label(facet.name),
            labels().articles.of(list.articles.len() as u64)
        ),
    }
}

fn main(site: &Site<'_>, of: Of<'_>, list: &List, stretch: &Stretch<'_>) -> String {
    let is_first = stretch.number.is_none();
    let mut main = String::from("<header class=\"list-head\">\n");
    match of {
        Of::All => home_head(site, is_first, &mut main),
        Of::Value(facet, value) => value_head(site, facet, [&stretch.path, value], &mut main),
    }
    let facts = match (stretch.number, of) {
        (Some(number), _) => {
            let page = fill(labels().page, &[("n", &number_label(number as u64))]);
            format!("<bdi>{}</bdi>", text(&page))
        }
        (None, of) => {
            let count = labels().articles.of(list.articles.len() as u64);
            let count = format!("<bdi>{}</bdi>", text(&count));
            match of {
                Of::All => count + &origin(site),
                Of::Value(..) => count,
            }
        }
    };
    main.push_str(&format!("<p class=\"facts-line\">{facts}</p>\n</header>\n"));
    main.push_str("<section class=\"listing\">\n");
    if stretch.articles.is_empty() {
        let empty = text(labels().empty_archive);
        main.push_str(&format!("<p class=\"hint\">{empty}</p>\n"));
    } else {
        cards(site, &stretch.path, stretch.articles, &mut main);
    }
    let around = [stretch.newer.as_deref(), stretch.older.as_deref()];
    pager(
        &stretch.path,
        around,
        [words::NEWER, words::OLDER],
        &mut main,
    );
    main.push_str("</section>\n");
    if is_first && matches!(of, Of::All) {
        main.push_str(&browse(site));
    }
    main
}

/// The ways to the pages before and after one.
pub(crate) fn pager(from: &str, around: [Option<&str>; 2], words: [&str; 2], out: &mut String) {
    let links: Vec<String> = ["prev", "next"]
        .into_iter()
        .zip(around)
        .zip(words)
        .filter_map(|((rel, path), words)| {
            let href = link(from, path?);
            Some(format!(
                "<a rel=\"{rel}\" href=\"{href}\">{}</a>",
                text(words)
            ))
        })
        .collect();
    if !links.is_empty() {
        let (label, links) = (text(labels().pages), links.join("\n"));
        out.push_str(&format!(
            "<nav class=\"pager\" aria-label=\"{label}\">\n{links}\n</nav>\n"
        ));
    }
}

fn home_head(site: &Site<'_>, is_first: bool, out: &mut String) {
    let archive = site.archive;
    out.push_str(&format!("<h1 dir=\"auto\">{}</h1>\n", text(&archive.title)));
    if let Some(description) = archive.description.as_deref().filter(|_| is_first) {
        let description = text(description);
        out.push_str(&format!(
            "<p class=\"description\" dir=\"auto\">{description}</p>\n"
        ));
    }
}

/// From when to when, and from where.
fn origin(site: &Site<'_>) -> String {
    let archive = site.archive;
    let mut out = String::new();
    let dates = archive
        .articles
        .iter()
        .filter_map(|article| article.date.as_ref());
    if let Some((first, last)) = backfile_model::span(dates) {
        out.push_str(&format!(" <bdi>{}</bdi>", text(&span_label(&first, &last))));
    }
    if let Some(source) = &archive.source {
        let name = text(&source.name);
        let url = source.url.as_deref().or(archive.home_page_url.as_deref());
        out.push_str(&match url.and_then(escape::address) {
            Some(url) => format!(" <bdi><a href=\"{url}\">{name}</a></bdi>"),
            None => format!(" <bdi>{name}</bdi>"),
        });
    }
    out
}

fn value_head(site: &Site<'_>, facet: &Facet, [from, value]: [&str; 2], out: &mut String) {
    let language = site.archive.language.as_deref().unwrap_or("en");
    out.push_str(&format!(
        "<p class=\"kicker\"{}><a href=\"{}\">{}</a></p>\n<h1 dir=\"auto\">{}</h1>\n",
        interface_language(language),
        link(from, &facet.path),
        text(facet_label(facet.name)),
        text(value)
    ));
}
