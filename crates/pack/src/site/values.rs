//! How do the pages of facet values look: the most frequent on the first page, and all of a facet?

#![allow(
    clippy::format_push_string,
    reason = "a page is written once, and reads better so than with results to drop"
)]

use std::cmp::Reverse;

use backfile_viewer::labels::{facet_label, fill, labels, number_label};

use super::address::link;
use super::frame::{Page, page, text};
use super::lists::pager;
use super::plan::{Facet, List, VALUES_PAGE};
use super::{Out, Site, linked, words};
use crate::Error;

/// Values of a facet on the first page.
const SHOWN: usize = 12;

/// The values with most articles of every facet that parts the archive, for the first page.
pub(crate) fn browse(site: &Site<'_>) -> String {
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

/// The pages of all values of a facet.
pub(crate) fn overview(site: &Site<'_>, facet: &Facet, out: &mut Out<'_>) -> Result<(), Error> {
    let mut values: Vec<(&String, &List)> = facet.values.iter().collect();
    if facet.name == "year" {
        newest_years(&mut values);
    } else {
        values.sort_by_cached_key(|(value, _)| (value.to_lowercase(), *value));
    }
    let paths = facet.paths();
    for (at, (path, values)) in paths.iter().zip(values.chunks(VALUES_PAGE)).enumerate() {
        let around = [at.checked_sub(1), Some(at + 1)];
        let around = around.map(|at| at.and_then(|at| paths.get(at)).map(String::as_str));
        sheet(
            site,
            facet,
            [path, &number_label(at as u64 + 1)],
            (values, around),
            out,
        )?;
    }
    Ok(())
}

/// One page of values, with those before and after it.
fn sheet(
    site: &Site<'_>,
    facet: &Facet,
    [path, number]: [&str; 2],
    (values, around): (&[(&String, &List)], [Option<&str>; 2]),
    out: &mut Out<'_>,
) -> Result<(), Error> {
    let label = facet_label(facet.name);
    let count = number_label(facet.values.len() as u64);
    let facts = match around[0] {
        None => fill(words::VALUES, &[("n", &count)]),
        Some(_) => fill(labels().page, &[("n", number)]),
    };
    let mut main = format!(
        "<header class=\"list-head\">\n<h1>{}</h1>\n<p class=\"facts-line\"><bdi>{}</bdi></p>\n\
         </header>\n<div class=\"browse-all\">\n{}</div>\n",
        text(label),
        text(&facts),
        value_list(path, values)
    );
    let words = [labels().previous_page, labels().next_page];
    pager(path, around, words, &mut main);
    let linked = values
        .iter()
        .map(|(value, list)| (value.as_str(), list.path.as_str()));
    let html = page(
        site,
        &Page {
            path,
            title: label,
            kind: "website",
            linked: linked::values(site, path, label, linked)?,
            previous: around[0],
            next: around[1],
            main,
            ..Page::default()
        },
    );
    out.put(path, html.as_bytes())
}
