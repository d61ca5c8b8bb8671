//! How does the page of one article look?

#![allow(
    clippy::format_push_string,
    reason = "a page is written once, and reads better so than with results to drop"
)]

use backfile_model::{Article, Attachment, DateKind, PartialDate};
use backfile_viewer::labels::{fill, labels};
use backfile_viewer::select::article::host_of;
use backfile_viewer::select::card::{card, date_view};
use backfile_viewer::{Route, machine_date};

use super::address::link;
use super::frame::{Page, language_attributes, page as frame, text};
use super::prose::{OldAddresses, prose};
use super::{Site, cards, linked};
use crate::{Error, escape};

/// The page of an article.
pub(crate) fn page(site: &Site<'_>, old: &OldAddresses, at: usize) -> Result<String, Error> {
    let article = &site.archive.articles[at];
    let path = &site.plan.articles[at];
    let row = &site.rows[at];
    let title = card(row, None).title.text;
    let order = &site.plan.all.articles;
    let position = site.plan.positions[at];
    let neighbor = |position: Option<usize>| position.and_then(|at| order.get(at)).copied();
    let previous = neighbor(position.checked_sub(1));
    let next = neighbor(Some(position + 1));
    let path_of = |at: usize| site.plan.articles[at].as_str();
    let image = article.image.as_deref();
    Ok(frame(
        site,
        &Page {
            path,
            title: &title,
            description: &row.lead,
            kind: "article",
            route: Route::Article {
                slug: article.slug.clone(),
                at: None,
            },
            properties: properties(article),
            image: image.filter(|image| host_of(image).is_some()),
            linked: linked::article(site, at, &title)?,
            previous: previous.map(path_of),
            next: next.map(path_of),
            main: main(site, old, at, &title) + &neighbors(site, path, [previous, next]),
        },
    ))
}

/// What Open Graph knows of articles.
fn properties(article: &Article) -> Vec<(&'static str, String)> {
    let mut properties = Vec::new();
    let is_published = article.date_kind == DateKind::Published;
    let date = article.date.as_ref().filter(|_| is_published);
    if let Some(date) = published(article).or(date.and_then(machine_date)) {
        properties.push(("article:published_time", date));
    }
    if let Some(date) = article.date_modified.as_deref().and_then(day) {
        properties.push(("article:modified_time", date));
    }
    let section = article.categories.first().cloned();
    properties.extend(section.map(|section| ("article:section", section)));
    let tags = article.tags.iter().cloned();
    properties.extend(tags.map(|tag| ("article:tag", tag)));
    properties
}

/// The day of publication, where the feed gave a time.
pub(crate) fn published(article: &Article) -> Option<String> {
    article.date_published.as_deref().and_then(day)
}

/// The day of a time as feeds give it.
pub(crate) fn day(time: &str) -> Option<String> {
    machine_date(&PartialDate::from_timestamp(time)?)
}

fn main(site: &Site<'_>, old: &OldAddresses, at: usize, title: &str) -> String {
    let article = &site.archive.articles[at];
    let path = &site.plan.articles[at];
    let mut out = String::new();
    let language = language_attributes(site.rows[at].language.as_deref());
    out.push_str(&format!(
        "<article{language}>\n<header class=\"article-head\">\n"
    ));
    let date = article.date.as_ref();
    let date = date.map(|date| date_view(date, article.date_kind));
    out.push_str(&format!(
        "<p class=\"kicker\">{}</p>\n<h1 dir=\"auto\">{}</h1>\n",
        cards::date(date.as_ref()),
        text(title)
    ));
    byline(site, path, article, &mut out);
    let places = article.places.iter().map(|place| ("place", &*place.name));
    let categories = article.categories.iter().map(|name| ("category", &**name));
    let tags = article.tags.iter().map(|name| ("tag", &**name));
    cards::values(site, path, places.chain(categories).chain(tags), &mut out);
    let summary = article.summary.as_deref().unwrap_or_default().trim();
    if !summary.is_empty() {
        out.push_str(&format!(
            "<p class=\"summary\" dir=\"auto\">{}</p>\n",
            text(summary)
        ));
    }
    out.push_str("</header>\n");
    let prose = prose(article, old, &|page| link(path, page));
    if !prose.is_empty() {
        out.push_str(&format!("<div class=\"prose\">{prose}</div>\n"));
    } else if summary.is_empty() {
        out.push_str(&format!(
            "<p class=\"hint\">{}</p>\n",
            text(labels().no_text)
        ));
    }
    attachments(article, &mut out);
    origin(site, article, &mut out);
    out.push_str("</article>\n");
    out
}

fn byline(site: &Site<'_>, path: &str, article: &Article, out: &mut String) {
    let names = article
        .authors
        .iter()
        .filter_map(|author| author.name.as_deref());
    let names: Vec<String> = names
        .map(|name| match site.plan.value("author", name) {
            Some(page) => {
                let href = link(path, page);
                format!("<a rel=\"author\" href=\"{href}\">{}</a>", text(name))
            }
            None => text(name),
        })
        .collect();
    if !names.is_empty() {
        let by = fill(labels().by_author, &[("names", &names.join(", "))]);
        out.push_str(&format!("<p class=\"byline\">{by}</p>\n"));
    }
}

/// Where the article was published, and its licence.
fn origin(site: &Site<'_>, article: &Article, out: &mut String) {
    let mut lines = Vec::new();
    if let Some(source) = article.source.as_ref().or(site.archive.source.as_ref()) {
        let name = text(&source.name);
        let name = match source.url.as_deref().and_then(escape::address) {
            Some(url) => format!("<a href=\"{url}\">{name}</a>"),
            None => name,
        };
        lines.push(format!("{}: {name}", text(labels().source)));
    }
    let addresses = [
        (&article.url, labels().read_original),
        (&article.external_url, labels().about_page),
    ];
    for (url, label) in addresses {
        let url = url.as_deref().and_then(|url| Some((url, host_of(url)?)));
        if let Some((url, host)) = url {
            let label = text(&fill(label, &[("host", host)]));
            lines.push(format!("<a href=\"{}\">{label}</a>", text(url)));
        }
    }
    if let Some(licence) = &article.licence {
        lines.push(format!("{}: {}", text(labels().licence), text(licence)));
    }
    if !lines.is_empty() {
        let lines = lines.join("</p>\n<p>");
        out.push_str(&format!(
            "<footer class=\"origin\">\n<p>{lines}</p>\n</footer>\n"
        ));
    }
}

fn attachments(article: &Article, out: &mut String) {
    let files: Vec<String> = article.attachments.iter().filter_map(attachment).collect();
    if !files.is_empty() {
        out.push_str(&format!(
            "<section class=\"attachments\">\n<h2>{}</h2>\n<ul>{}</ul>\n</section>\n",
            text(labels().attachments),
            files.concat()
        ));
    }
}

fn attachment(file: &Attachment) -> Option<String> {
    let host = host_of(&file.url)?;
    let last = file.url.rsplit('/').next().filter(|name| !name.is_empty());
    let name = file.title.as_deref().or(last).unwrap_or(host);
    Some(format!(
        "<li><a href=\"{}\">{}</a> <span class=\"hint\">({}, {})</span></li>",
        text(&file.url),
        text(name),
        text(&file.mime_type),
        text(host)
    ))
}

/// The articles before and after, as in the list.
fn neighbors(site: &Site<'_>, path: &str, around: [Option<usize>; 2]) -> String {
    let labels = labels();
    let words = [
        ("prev", labels.previous_article),
        ("next", labels.next_article),
    ];
    let mut out = format!(
        "<nav class=\"neighbors\" aria-label=\"{}\">\n",
        text(labels.neighbors)
    );
    for ((rel, label), at) in words.into_iter().zip(around) {
        if let Some(at) = at {
            out.push_str(&format!(
                "<a rel=\"{rel}\" href=\"{}\"><span class=\"label\">{}</span> \
                 <span class=\"title\" dir=\"auto\">{}</span></a>\n",
                link(path, &site.plan.articles[at]),
                text(label),
                text(&card(&site.rows[at], None).title.text)
            ));
        }
    }
    out + "</nav>\n"
}
