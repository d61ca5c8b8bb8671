//! What does a reader see before the program runs, or without it? Heading, count, and the list of
//! all titles with their dates; as long as they are few, with the starts of their texts.
//!
//! One list for both: with scripts the app draws its own in its place. What can be seen at once
//! stands where the app will put it (`first.css`), so that nothing jumps. It is as long as a page of
//! that list; what is beyond is for readers without scripts alone, since a browser that makes elements
//! of all 500 shows first view and app later. Every sign here costs two bytes in the file, so the
//! markup is as short as it can be.

#![allow(
    clippy::format_push_string,
    reason = "a page is written once, and reads better so than with results to drop"
)]

use std::cmp::Reverse;

use backfile_model::{Archive, Manifest, PartialDate, Row};
use backfile_viewer::labels::{labels, number_label};
use backfile_viewer::select::card::{DateView, date_view};
use backfile_viewer::{PAGE_SIZE, span_label};

use crate::escape::{address, html};

/// The starts of texts are listed as well up to this size in all.
const LISTED_LEAD_BYTES: usize = 16 * 1024;

/// What holds for the page before the program runs.
pub(crate) const STYLE: &str = include_str!("first.css");

/// What can be done with a packed file without scripts.
pub(crate) const AS_ZIP: &str =
    " Without it, this file opens as a ZIP archive too: README.txt in it says more.";

/// Where a script says that the program is on its way.
pub(crate) const ON_ITS_WAY: &str =
    "<span role=status data-loading=\" · Loading search and filters…\"></span>";

/// The content of `#app` before the program takes over, with as many titles as may be listed, what
/// can be done without it, and what stands after the heading of the list.
pub(crate) fn first_view(
    archive: &Archive,
    manifest: &Manifest,
    rows: &[Row],
    (limit, without, waiting): (usize, &str, &str),
) -> String {
    let mut out = String::with_capacity(16 * 1024);
    header(manifest, &mut out);
    let listed = newest(rows, limit);
    let (shown, beyond) = listed.split_at(listed.len().min(PAGE_SIZE as usize));
    let all = labels().articles.of(u64::from(manifest.article_count));
    out.push_str(&format!(
        "<main><noscript><p class=notice>Searching, and reading the full texts here, needs \
         JavaScript.{without}</p></noscript><h2>{}{waiting}</h2>",
        if shown.len() < rows.len() {
            let (shown, all) = (number_label(shown.len() as u64), html(&all));
            format!("The newest {shown} of {all}")
        } else {
            html(&all)
        }
    ));
    if listed.is_empty() {
        out.push_str(&format!("<p>{}</p>", html(labels().empty_archive)));
    }
    let lead_bytes: usize = listed.iter().map(|row| row.lead.len()).sum();
    let with_leads = lead_bytes <= LISTED_LEAD_BYTES;
    let push_list = |rows: &[&Row], out: &mut String| {
        out.push_str("<ol class=cards>");
        for row in rows {
            let url = archive.articles[row.id as usize].url.as_deref();
            push_row(row, url, with_leads, out);
        }
        out.push_str("</ol>");
    };
    push_list(shown, &mut out);
    if !beyond.is_empty() {
        let next = number_label(beyond.len() as u64);
        out.push_str(&format!("<noscript><h2>The next {next}</h2>"));
        push_list(beyond, &mut out);
        out.push_str("</noscript>");
    }
    out.push_str("</main>");
    out
}

fn header(manifest: &Manifest, out: &mut String) {
    out.push_str(&format!("<header><h1>{}</h1>", html(&manifest.title)));
    if let Some(description) = &manifest.description {
        out.push_str(&format!("<p class=about>{}</p>", html(description)));
    }
    let count = labels().articles.of(u64::from(manifest.article_count));
    out.push_str(&format!("<p>{}", html(&count)));
    if let Some((first, last)) = &manifest.span {
        out.push_str(&format!(" · {}", html(&span_label(first, last))));
    }
    if let Some(source) = &manifest.source {
        let url = source.url.as_deref().or(manifest.home_page_url.as_deref());
        out.push_str(&format!(" · {}", link(&source.name, url)));
    }
    out.push_str("</p></header>");
}

/// The newest rows, undated ones last.
fn newest(rows: &[Row], limit: usize) -> Vec<&Row> {
    let mut order: Vec<&Row> = rows.iter().collect();
    order.sort_by_cached_key(|row| {
        let latest = row.date.as_ref().map(PartialDate::latest_day);
        (Reverse(latest), row.id)
    });
    order.truncate(limit);
    order
}

fn push_row(row: &Row, url: Option<&str>, with_lead: bool, out: &mut String) {
    let title = Some(row.title.trim()).filter(|title| !title.is_empty());
    let title = link(title.unwrap_or(labels().untitled), url);
    let language = row
        .language
        .as_deref()
        .map_or_else(String::new, |language| {
            format!(" lang=\"{}\" dir=auto", html(language))
        });
    let date = match &row.date {
        Some(date) => when(&date_view(date, row.date_kind)),
        None => html(labels().undated),
    };
    out.push_str(&format!("<li{language}><p>{date}<h3>{title}</h3>"));
    if with_lead && !row.lead.is_empty() {
        out.push_str(&format!("<p>{}", html(&row.lead)));
    }
}

fn when(date: &DateView) -> String {
    format!("{}: {}", html(date.kind), html(&date.label))
}

fn link(text: &str, url: Option<&str>) -> String {
    let text = html(text);
    match url.and_then(address) {
        Some(url) => format!("<a href=\"{url}\" rel=noreferrer>{text}</a>"),
        None => text,
    }
}
