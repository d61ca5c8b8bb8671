//! What does a reader see before the program runs, or without it? The head of the page and the
//! first cards, in the same elements and classes as the app's own, so that nothing moves when it
//! takes over; and for readers without scripts the list of all titles.
//!
//! Written by hand after the app's header and card: who changes one changes the other.

#![allow(
    clippy::format_push_string,
    reason = "a page is written once, and reads better so than with results to drop"
)]

use backfile_model::{Manifest, Row};
use backfile_viewer::labels::{fill, labels, number_label};
use backfile_viewer::overview::HEAD_ROWS;
use backfile_viewer::select::card::{Card, DateView, card};
use backfile_viewer::span_label;

use crate::escape::{address, html};

/// Without scripts, the starts of texts are listed as well up to this size.
const LISTED_LEAD_BYTES: usize = 96 * 1024;

/// Shown only while the page starts, or only without scripts.
pub(crate) const STYLE: &str = "[data-opening] [data-first-view] main{visibility:hidden}";
/// Without scripts: what would need them goes; the cards stay, and their links lead into the list
/// of all titles below them.
pub(crate) const NOSCRIPT_STYLE: &str = "[data-first-view] .search-box,[data-first-view] .filters,\
[data-first-view] .skip-link{display:none}[data-first-view] main{display:block}[data-opening] [data-first-view] main{visibility:visible}";

/// The content of `#app` before the program takes over.
pub fn first_view(manifest: &Manifest) -> String {
    let mut out = String::with_capacity(16 * 1024);
    out.push_str("<div class=\"backfile\" data-view=\"list\" data-first-view=\"\">");
    header(manifest, &mut out);
    main(manifest, &mut out);
    out.push_str("</div>");
    out
}

fn header(manifest: &Manifest, out: &mut String) {
    let labels = labels();
    let title = html(&manifest.title);
    out.push_str(&format!(
        "<a class=\"skip-link\" href=\"#content\">{}</a>\
         <header class=\"masthead\"><div class=\"masthead-text\">\
         <h1 class=\"masthead-title\"><a href=\"#/\">{title}</a></h1>",
        html(labels.skip_to_content)
    ));
    if let Some(description) = &manifest.description {
        let description = html(description);
        out.push_str(&format!(
            "<p class=\"masthead-description\">{description}</p>"
        ));
    }
    out.push_str("<p class=\"masthead-facts\">");
    let count = labels.articles.of(u64::from(manifest.article_count));
    out.push_str(&format!("<span>{}</span>", html(&count)));
    if let Some((first, last)) = &manifest.span {
        out.push_str(&format!("<span>{}</span>", html(&span_label(first, last))));
    }
    source(manifest, out);
    let search = html(labels.search);
    out.push_str(&format!(
        "</p></div><form class=\"search-box\" role=\"search\">\
         <label class=\"visually-hidden\" for=\"backfile-search\">{search}</label>\
         <input id=\"backfile-search\" type=\"search\" name=\"q\" placeholder=\"{search}\" \
         autocomplete=\"off\" readonly=\"\"><kbd class=\"search-key\" aria-hidden=\"true\">/</kbd>\
         </form></header>"
    ));
}

fn source(manifest: &Manifest, out: &mut String) {
    let Some(source) = &manifest.source else {
        return;
    };
    let url = source.url.as_deref().or(manifest.home_page_url.as_deref());
    let name = html(&source.name);
    out.push_str(&match url.and_then(address) {
        Some(url) => {
            format!(
                "<span><a href=\"{url}\" rel=\"external noopener noreferrer\">{name}</a></span>"
            )
        }
        None => format!("<span>{name}</span>"),
    });
}

fn main(manifest: &Manifest, out: &mut String) {
    let labels = labels();
    out.push_str("<main id=\"content\" class=\"list-view\" tabindex=\"-1\">");
    if !manifest.facets.is_empty() || manifest.span.is_some() {
        // Keeps the place of the filters, which only the program can offer.
        out.push_str(&format!(
            "<aside class=\"filters\" data-open=\"false\" aria-hidden=\"true\">\
             <button type=\"button\" class=\"button filters-toggle\" disabled=\"\">{}</button></aside>",
            html(labels.show_filters)
        ));
    }
    let count = labels.articles.of(u64::from(manifest.article_count));
    out.push_str(&format!(
        "<section class=\"listing\"><div class=\"toolbar\"><h2 class=\"count-title\">{}</h2></div>",
        html(&count)
    ));
    if manifest.article_count == 0 {
        let empty = html(labels.empty_archive);
        out.push_str(&format!("<p class=\"empty-title\">{empty}</p>"));
    } else {
        out.push_str("<ol class=\"cards\" start=\"1\" aria-busy=\"true\">");
        for row in &manifest.head {
            push_card(&card(row, None), out);
        }
        out.push_str("</ol>");
    }
    out.push_str("</section></main>");
}

fn push_card(card: &Card, out: &mut String) {
    let language = language_of(card.language.as_deref());
    out.push_str(&format!(
        "<li class=\"card\"{language}><p class=\"kicker\">{}</p><h3 class=\"card-title\">\
         <a href=\"{}\">{}</a></h3>",
        date(card.date.as_ref()),
        html(&card.href),
        html(&card.title.text)
    ));
    if !card.text.text.is_empty() {
        out.push_str(&format!(
            "<p class=\"card-text\">{}</p>",
            html(&card.text.text)
        ));
    }
    if !card.places.is_empty() || !card.authors.is_empty() {
        out.push_str("<p class=\"card-facts\">");
        for (place, list) in &card.places {
            let (place, list) = (html(place), html(&list.to_hash()));
            out.push_str(&format!("<a class=\"place\" href=\"{list}\">{place}</a>"));
        }
        if !card.authors.is_empty() {
            let by = fill(labels().by_author, &[("names", &card.authors.join(", "))]);
            out.push_str(&format!("<span class=\"byline\">{}</span>", html(&by)));
        }
        out.push_str("</p>");
    }
    out.push_str("</li>");
}

fn language_of(language: Option<&str>) -> String {
    language.map_or_else(String::new, |language| {
        format!(" lang=\"{}\" dir=\"auto\"", html(language))
    })
}

fn date(date: Option<&DateView>) -> String {
    let Some(date) = date else {
        let undated = html(labels().undated);
        return format!("<span class=\"date-kind\">{undated}</span>");
    };
    let kind = html(date.kind);
    let label = html(&date.label);
    let shown = match &date.machine {
        Some(machine) => format!("<time datetime=\"{}\">{label}</time>", html(machine)),
        None => format!("<span>{label}</span>"),
    };
    format!("<span class=\"date-kind\">{kind}: </span>{shown}")
}

/// One article in the list for readers without scripts.
pub(crate) struct Listed<'a> {
    /// Its row.
    pub(crate) row: &'a Row,
    /// Its public address.
    pub(crate) url: Option<&'a str>,
}

/// The list of titles for readers without scripts, newest first, cut honestly.
pub(crate) fn noscript(listed: &[Listed<'_>], total: usize) -> String {
    // The first cards are in the page already, with their texts.
    let has_own_lead = |at: usize| at >= HEAD_ROWS;
    let leads = listed.iter().skip(HEAD_ROWS);
    let lead_bytes: usize = leads.map(|listed| listed.row.lead.len()).sum();
    let with_lead = lead_bytes <= LISTED_LEAD_BYTES;
    let mut out = String::from("<div class=\"backfile\"><p class=\"notice\">");
    out.push_str("Searching and reading the full texts needs JavaScript. ");
    if listed.len() < total {
        let (shown, total) = (listed.len() as u64, total as u64);
        out.push_str(&format!(
            "These are the newest {} of {} titles.",
            number_label(shown),
            number_label(total)
        ));
    } else {
        out.push_str("These are all titles.");
    }
    out.push_str("</p><ol class=\"cards\">");
    for (at, Listed { row, url }) in listed.iter().enumerate() {
        let card = card(row, None);
        let title = html(&card.title.text);
        let title = match url.and_then(address) {
            Some(url) => format!("<a href=\"{url}\">{title}</a>"),
            None => title,
        };
        out.push_str(&format!(
            "<li class=\"card\" id=\"{}\"{}><p class=\"kicker\">{}</p>\
             <h3 class=\"card-title\">{title}</h3>",
            html(card.href.trim_start_matches('#')),
            language_of(card.language.as_deref()),
            date(card.date.as_ref())
        ));
        if with_lead && has_own_lead(at) && !row.lead.is_empty() {
            out.push_str(&format!("<p class=\"card-text\">{}</p>", html(&row.lead)));
        }
        out.push_str("</li>");
    }
    out.push_str("</ol></div>");
    out
}
