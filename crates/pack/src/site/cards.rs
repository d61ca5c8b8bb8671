//! How does an article stand in a list?

#![allow(
    clippy::format_push_string,
    reason = "a page is written once, and reads better so than with results to drop"
)]

use backfile_viewer::labels::labels;
use backfile_viewer::select::card::{DateView, card};

use super::Site;
use super::address::link;
use super::frame::{language_attributes, text};

/// The articles as a list of cards.
pub(crate) fn cards(site: &Site<'_>, from: &str, articles: &[usize], out: &mut String) {
    out.push_str("<ol class=\"cards\">\n");
    for &at in articles {
        let card = card(&site.rows[at], None);
        let language = language_attributes(card.language.as_deref());
        let href = link(from, &site.plan.articles[at]);
        out.push_str(&format!(
            "<li class=\"card\"{language}>\n<p class=\"kicker\">{}</p>\n\
             <h2 class=\"card-title\" dir=\"auto\"><a href=\"{href}\">{}</a></h2>\n",
            date(card.date.as_ref()),
            text(&card.title.text)
        ));
        if !card.text.text.is_empty() {
            let lead = text(&card.text.text);
            out.push_str(&format!("<p class=\"card-text\" dir=\"auto\">{lead}</p>\n"));
        }
        let places = card.places.iter().map(|(place, _)| ("place", &**place));
        let authors = card.authors.iter().map(|author| ("author", &**author));
        values(site, from, places.chain(authors), out);
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
}

/// Facet values as links to their pages.
pub(crate) fn values<'a>(
    site: &Site<'_>,
    from: &str,
    values: impl Iterator<Item = (&'static str, &'a str)>,
    out: &mut String,
) {
    let links: Vec<String> = values
        .filter_map(|(facet, value)| {
            let href = link(from, site.plan.value(facet, value)?);
            let value = text(value);
            Some(format!(
                "<li><a class=\"{facet}\" href=\"{href}\" dir=\"auto\">{value}</a></li>"
            ))
        })
        .collect();
    if !links.is_empty() {
        out.push_str(&format!("<ul class=\"facts\">{}</ul>\n", links.concat()));
    }
}

/// A date with what it is the date of; written in its own direction.
pub(crate) fn date(date: Option<&DateView>) -> String {
    let Some(date) = date else {
        return format!("<bdi>{}</bdi>", text(labels().undated));
    };
    let label = text(&date.label);
    let shown = match &date.machine {
        Some(machine) => format!("<time datetime=\"{}\">{label}</time>", text(machine)),
        None => format!("<span>{label}</span>"),
    };
    format!(
        "<bdi><span class=\"date-kind\">{}:</span> {shown}</bdi>",
        text(date.kind)
    )
}
