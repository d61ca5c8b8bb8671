//! How do the pages of lists look: all articles, those of a facet value, and all values of a facet?

#![allow(
    clippy::format_push_string,
    reason = "a page is written once, and reads better so than with results to drop"
)]

use std::cmp::Reverse;

use backfile_viewer::labels::{facet_label, fill, labels, number_label};
use backfile_viewer::span_label;

use super::address::link;
use super::cards::cards;
use super::frame::{Page, interface_language, page, text};
use super::plan::{Facet, List, Stretch};
use super::{Out, Site, linked, words};
use crate::{Error, escape};

/// Values of a facet on the first page.
const SHOWN: usize = 12;

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
        (Some(number), _) => text(&fill(labels().page, &[("n", &number_label(number as u64))])),
        (None, of) => {
            let count = labels().articles.of(list.articles.len() as u64);
            let count = format!("<span>{}</span>", text(&count));
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
    pager(stretch, &mut main);
    main.push_str("</section>\n");
    if is_first && matches!(of, Of::All) {
        main.push_str(&browse(site));
    }
    main
}

fn pager(stretch: &Stretch<'_>, out: &mut String) {
    let ways = [
        (&stretch.newer, "prev", words::NEWER),
        (&stretch.older, "next", words::OLDER),
    ];
    let links: Vec<String> = ways
        .into_iter()
        .filter_map(|(path, rel, words)| {
            let href = link(&stretch.path, path.as_deref()?);
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
        out.push_str(&format!(
            " <span>{}</span>",
            text(&span_label(&first, &last))
        ));
    }
    if let Some(source) = &archive.source {
        let name = text(&source.name);
        let url = source.url.as_deref().or(archive.home_page_url.as_deref());
        out.push_str(&match url.and_then(escape::address) {
            Some(url) => format!(" <span><a href=\"{url}\">{name}</a></span>"),
            None => format!(" <span>{name}</span>"),
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

/// The values with most articles of every facet that parts the archive, for the first page.
fn browse(site: &Site<'_>) -> String {
    let facets = site.plan.facets.iter();
    let sections: Vec<String> = facets
        .filter(|facet| facet.values.len() > 1)
        .map(|facet| {
            let mut values: Vec<(&String, &List)> = facet.values.iter().collect();
            if facet.name == "year" {
                newest_years(&mut values);
            } else {
                values.sort_by_key(|(value, list)| (Reverse(list.articles.len()), *value));
            }
            values.truncate(SHOWN);
            let mut section = format!("<section>\n<h3>{}</h3>\n", text(facet_label(facet.name)));
            section.push_str(&value_list("index.html", &values));
            if facet.values.len() > SHOWN {
                let count = number_label(facet.values.len() as u64);
                let all = text(&fill(words::ALL_VALUES, &[("n", &count)]));
                let href = link("index.html", &facet.path);
                section.push_str(&format!(
                    "<p class=\"more\"><a href=\"{href}\">{all}</a></p>\n"
                ));
            }
            section + "</section>\n"
        })
        .collect();
    if sections.is_empty() {
        return String::new();
    }
    format!(
        "<nav class=\"browse\" aria-labelledby=\"browse\">\n<h2 id=\"browse\">{}</h2>\n{}</nav>\n",
        text(words::BROWSE),
        sections.concat()
    )
}

fn newest_years(values: &mut [(&String, &List)]) {
    values.sort_by_key(|(value, _)| Reverse(value.parse::<i32>().unwrap_or(i32::MIN)));
}

fn value_list(from: &str, values: &[(&String, &List)]) -> String {
    let items = values.iter().map(|(value, list)| {
        format!(
            "<li><a href=\"{}\" dir=\"auto\">{}</a> <span class=\"count\">{}</span></li>\n",
            link(from, &list.path),
            text(value),
            number_label(list.articles.len() as u64)
        )
    });
    format!(
        "<ul class=\"values\">\n{}</ul>\n",
        items.collect::<String>()
    )
}

/// The page of all values of a facet.
fn overview(site: &Site<'_>, facet: &Facet, out: &mut Out<'_>) -> Result<(), Error> {
    let mut values: Vec<(&String, &List)> = facet.values.iter().collect();
    if facet.name == "year" {
        newest_years(&mut values);
    } else {
        values.sort_by_cached_key(|(value, _)| (value.to_lowercase(), *value));
    }
    let label = facet_label(facet.name);
    let count = fill(words::VALUES, &[("n", &number_label(values.len() as u64))]);
    let main = format!(
        "<header class=\"list-head\">\n<h1>{}</h1>\n<p class=\"facts-line\"><span>{}</span></p>\n\
         </header>\n<div class=\"browse-all\">\n{}</div>\n",
        text(label),
        text(&count),
        value_list(&facet.path, &values)
    );
    let linked = values
        .iter()
        .map(|(value, list)| (value.as_str(), list.path.as_str()));
    let html = page(
        site,
        &Page {
            path: &facet.path,
            title: label,
            kind: "website",
            linked: linked::values(site, &facet.path, label, linked)?,
            main,
            ..Page::default()
        },
    );
    out.put(&facet.path, html.as_bytes())
}
