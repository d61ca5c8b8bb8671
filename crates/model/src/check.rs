//! Does this archive make sense? Counts, and what a careful editor would ask about.
//!
//! Reading has mended the form; this looks at the meaning. Nothing is changed here.

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::{Archive, Article, PartialDate, Precision, Warning, WarningCode, country, span};

/// What an archive holds, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// All articles.
    pub articles: usize,
    /// Those with a date.
    pub with_date: usize,
    /// Those with a text of their own (not only a summary).
    pub with_body: usize,
    /// Those with a summary.
    pub with_summary: usize,
    /// Those with a place.
    pub with_place: usize,
    /// Those with an original address.
    pub with_url: usize,
    /// Earliest and latest date, where any article has one.
    pub span: Option<(PartialDate, PartialDate)>,
}

impl Summary {
    /// Counts an archive.
    pub fn of(archive: &Archive) -> Self {
        let articles = &archive.articles;
        let count = |has: fn(&Article) -> bool| articles.iter().filter(|a| has(a)).count();
        Summary {
            articles: articles.len(),
            with_date: count(|a| a.date.is_some()),
            with_body: count(has_body),
            with_summary: count(|a| a.summary.is_some()),
            with_place: count(|a| !a.places.is_empty()),
            with_url: count(|a| a.url.is_some()),
            span: span(articles.iter().filter_map(|a| a.date.as_ref())),
        }
    }
}

/// What is odd in an archive, in its order.
pub fn check(archive: &Archive) -> Vec<Warning> {
    let mut checks = Checks::default();
    checks.feed(archive);
    for (index, article) in archive.articles.iter().enumerate() {
        let place = format!("items[{index}]");
        checks.texts(&place, article);
        checks.dates(&place, article);
        checks.addresses(&place, article);
        checks.places(&place, article);
    }
    checks.duplicates(&archive.articles);
    checks.warnings
}

fn has_body(article: &Article) -> bool {
    let has_text =
        |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
    has_text(&article.body.html) || has_text(&article.body.text)
}

#[derive(Default)]
struct Checks {
    warnings: Vec<Warning>,
}

impl Checks {
    fn warn(&mut self, code: WarningCode, place: &str, member: &str, text: impl Into<String>) {
        let place = match (place, member) {
            ("", member) => member.to_owned(),
            (place, "") => place.to_owned(),
            (place, member) => format!("{place}.{member}"),
        };
        self.warnings.push(Warning::new(code, place, text));
    }

    fn feed(&mut self, archive: &Archive) {
        if archive.title.trim().is_empty() {
            self.warn(
                WarningCode::NoTitle,
                "",
                "title",
                "the archive has no title",
            );
        }
        self.url("", "home_page_url", archive.home_page_url.as_deref());
        self.url("", "feed_url", archive.feed_url.as_deref());
        self.url("", "icon", archive.icon.as_deref());
        let source = archive.source.as_ref();
        self.url(
            "",
            "_backfile.source.url",
            source.and_then(|source| source.url.as_deref()),
        );
        self.language("", archive.language.as_deref());
    }

    fn texts(&mut self, place: &str, article: &Article) {
        let has_title = !article.title.trim().is_empty();
        let has_text = has_body(article) || article.summary.is_some();
        if !has_title {
            self.warn(
                WarningCode::NoTitle,
                place,
                "title",
                "the article has no title",
            );
        }
        if !has_text && article.external_url.is_none() {
            self.warn(
                WarningCode::NoText,
                place,
                "",
                "the article has neither text nor summary",
            );
        }
        let is_odd = |c: char| c.is_whitespace() || c.is_control() || "/?#%&".contains(c);
        if article.slug.contains(is_odd) {
            let text = "has white space or signs that mean something in an address";
            self.warn(WarningCode::OddSlug, place, "_backfile.slug", text);
        }
        self.language(place, article.language.as_deref());
    }

    fn dates(&mut self, place: &str, article: &Article) {
        if let Some(date) = &article.date {
            let text = match date.to_string().as_str() {
                "1970-01-01" | "1969-12-31" => {
                    Some("is day zero of computers, most likely no real date")
                }
                "0001-01-01" => Some("is the first day of year 1, most likely no real date"),
                _ if date.year() > 2200 => Some("is far in the future"),
                _ if date.year() < 1000 && date.precision() == Precision::Day => {
                    Some("is before the year 1000, maybe a year cut short")
                }
                _ => None,
            };
            if let Some(text) = text {
                self.warn(
                    WarningCode::OddDate,
                    place,
                    "date",
                    format!("`{date}` {text}"),
                );
            }
        }
        let day = |time: &Option<String>| PartialDate::from_timestamp(time.as_deref()?);
        let (published, modified) = (day(&article.date_published), day(&article.date_modified));
        if article.date_modified.is_some() && modified.is_none() {
            self.warn(
                WarningCode::BadDate,
                place,
                "date_modified",
                "is no time that can be understood",
            );
        }
        // A day of grace, as the two may be given with different offsets.
        if let (Some(published), Some(modified)) = (published, modified)
            && modified.latest_day() < published.earliest_day() - 1
        {
            let text = format!("`{modified}` is before its publication, `{published}`");
            self.warn(WarningCode::OddDate, place, "date_modified", text);
        }
    }

    fn addresses(&mut self, place: &str, article: &Article) {
        self.url(place, "url", article.url.as_deref());
        self.url(place, "external_url", article.external_url.as_deref());
        self.url(place, "image", article.image.as_deref());
        let source = article.source.as_ref();
        self.url(
            place,
            "_backfile.source.url",
            source.and_then(|source| source.url.as_deref()),
        );
        for (index, author) in article.authors.iter().enumerate() {
            self.url(
                place,
                &format!("authors[{index}].url"),
                author.url.as_deref(),
            );
            self.url(
                place,
                &format!("authors[{index}].avatar"),
                author.avatar.as_deref(),
            );
        }
        for (index, attachment) in article.attachments.iter().enumerate() {
            self.url(
                place,
                &format!("attachments[{index}].url"),
                Some(&attachment.url),
            );
        }
    }

    fn url(&mut self, place: &str, member: &str, url: Option<&str>) {
        if let Some(url) = url
            && !is_web_address(url)
        {
            let text = "is not an absolute address that begins with https:// or http://";
            self.warn(WarningCode::BadUrl, place, member, text);
        }
    }

    fn places(&mut self, place: &str, article: &Article) {
        for (index, about) in article.places.iter().enumerate() {
            let Some(code) = &about.country else { continue };
            if country::name(code).is_none() {
                let member = format!("_backfile.places[{index}].country");
                let text = format!("`{code}` is no country code of ISO 3166-1");
                self.warn(WarningCode::UnknownCountry, place, &member, text);
            }
        }
    }

    fn language(&mut self, place: &str, language: Option<&str>) {
        let is_tag = |tag: &str| {
            let mut parts = tag.split('-');
            let primary = parts.next().unwrap_or_default();
            (2..=8).contains(&primary.len())
                && primary.bytes().all(|b| b.is_ascii_alphabetic())
                && parts.all(|part| {
                    (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
                })
        };
        if let Some(tag) = language
            && !is_tag(tag)
        {
            let text = format!("`{tag}` is no language tag such as `en` or `pt-BR`");
            self.warn(WarningCode::BadLanguage, place, "language", text);
        }
    }

    fn duplicates(&mut self, articles: &[Article]) {
        let mut by_text: HashMap<_, usize> = HashMap::new();
        let mut by_url: HashMap<&str, usize> = HashMap::new();
        for (index, article) in articles.iter().enumerate() {
            let text = (
                &article.title,
                &article.summary,
                &article.body.html,
                &article.body.text,
            );
            let has_text = !article.title.is_empty() || has_body(article);
            let same = (has_text.then(|| *by_text.entry(text).or_insert(index)))
                .filter(|first| *first != index);
            let url = article.url.as_deref();
            let same_url = url
                .map(|url| *by_url.entry(url).or_insert(index))
                .filter(|first| *first != index);
            let note = match (same, same_url) {
                (Some(first), _) => format!("is the same text as items[{first}]"),
                (None, Some(first)) => format!("has the address of items[{first}]"),
                (None, None) => continue,
            };
            self.warn(
                WarningCode::DuplicateArticle,
                &format!("items[{index}]"),
                "",
                note,
            );
        }
    }
}

/// Whether it is `http(s)://host...` without white space or control characters.
fn is_web_address(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let host = rest
        .and_then(|rest| rest.split(['/', '?', '#']).next())
        .unwrap_or_default();
    !host.is_empty() && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}
