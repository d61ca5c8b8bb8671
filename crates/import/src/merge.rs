//! Here are several archives: what is their one archive?
//!
//! The order of inputs and articles stays. An article that is in two inputs is kept once, with
//! the categories, tags and authors of both. What held for a whole input and not for all of them
//! moves down to its articles.

use std::collections::{BTreeMap, BTreeSet};

use backfile_model::{Archive, Article, Warning, WarningCode};

use crate::{Imported, normalize};

/// One archive of all inputs, in order.
pub fn merge(mut parts: Vec<Imported>) -> Imported {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let mut merged = Imported::default();
    let whole = &mut merged.archive;
    whole.title = title(&parts);
    whole.description = common(&parts, |a| a.description.clone());
    whole.home_page_url = common(&parts, |a| a.home_page_url.clone());
    whole.icon = common(&parts, |a| a.icon.clone());
    whole.language = common(&parts, |a| a.language.clone());
    whole.source = common(&parts, |a| a.source.clone());
    whole.licence = common(&parts, |a| a.licence.clone());
    whole.authors = common(&parts, |a| Some(a.authors.clone())).unwrap_or_default();
    if let Some(first) = parts.first() {
        whole.extra.clone_from(&first.archive.extra);
        let extra = &first.archive.extension_extra;
        whole.extension_extra.clone_from(extra);
    }
    let mut known = Known::default();
    for mut part in parts {
        push_down(&mut part.archive, &merged.archive);
        merged.warnings.append(&mut part.warnings);
        merged.skipped.append(&mut part.skipped);
        for article in part.archive.articles {
            known.add(article, &mut merged);
        }
    }
    normalize::finish(&mut merged.archive);
    merged
}

/// The titles of the inputs, each once.
fn title(parts: &[Imported]) -> String {
    let mut titles: Vec<&str> = parts
        .iter()
        .map(|p| p.archive.title.as_str())
        .filter(|t| !t.is_empty())
        .collect();
    normalize::unique(&mut titles);
    match titles.as_slice() {
        [.., _] if titles.len() <= 3 => titles.join(", "),
        [first, second, rest @ ..] => format!("{first}, {second} and {} more", rest.len()),
        _ => String::new(),
    }
}

/// The value that all inputs share.
fn common<T: PartialEq>(parts: &[Imported], value: impl Fn(&Archive) -> Option<T>) -> Option<T> {
    let first = value(&parts.first()?.archive);
    let shared = parts.iter().all(|p| value(&p.archive) == first);
    if shared { first } else { None }
}

/// Gives the articles of an input what held for it as a whole and not for the merged archive.
fn push_down(from: &mut Archive, whole: &Archive) {
    for article in &mut from.articles {
        if whole.language != from.language {
            article.language = article.language.take().or_else(|| from.language.clone());
        }
        if whole.source != from.source {
            article.source = article.source.take().or_else(|| from.source.clone());
        }
        if whole.licence != from.licence {
            article.licence = article.licence.take().or_else(|| from.licence.clone());
        }
        if whole.authors != from.authors && article.authors.is_empty() {
            article.authors.clone_from(&from.authors);
        }
    }
}

/// Where the articles so far are found again, by address and by title and text.
#[derive(Default)]
struct Known {
    urls: BTreeMap<String, usize>,
    titles: BTreeMap<String, Vec<usize>>,
    ids: BTreeSet<String>,
    slugs: BTreeSet<String>,
}

impl Known {
    fn add(&mut self, mut article: Article, merged: &mut Imported) {
        let articles = &mut merged.archive.articles;
        if let Some(at) = self.find(&article, articles) {
            join(&mut articles[at], article);
            let kept = &articles[at];
            let text = match kept.categories.as_slice() {
                [] | [_] => format!(
                    "“{}” is in the inputs more than once; it was kept once",
                    kept.title
                ),
                all => format!(
                    "“{}” is in the inputs more than once; it was kept once, under {}",
                    kept.title,
                    all.join(", ")
                ),
            };
            let place = format!("items[{at}]");
            merged
                .warnings
                .push(Warning::new(WarningCode::DuplicateArticle, place, text));
            return;
        }
        let at = articles.len();
        if self.ids.contains(&article.id) {
            // Another article: the id is made anew from its content.
            article.id.clear();
        }
        if !self.slugs.insert(article.slug.clone()) {
            article.slug.clear();
        }
        if let Some(url) = &article.url {
            self.urls.entry(url.clone()).or_insert(at);
        }
        if !article.id.is_empty() {
            self.ids.insert(article.id.clone());
        }
        self.titles.entry(key(&article.title)).or_default().push(at);
        articles.push(article);
    }

    fn find(&self, article: &Article, articles: &[Article]) -> Option<usize> {
        if let Some(&at) = article.url.as_ref().and_then(|url| self.urls.get(url)) {
            return Some(at);
        }
        let same_title = self.titles.get(&key(&article.title))?;
        same_title
            .iter()
            .copied()
            .find(|&at| is_same(&articles[at], article))
    }
}

/// Whether two articles with one title are one: the same text, or one text cut short.
fn is_same(a: &Article, b: &Article) -> bool {
    let apart = |x: &Option<String>, y: &Option<String>| x.is_some() && y.is_some() && x != y;
    if apart(&a.url, &b.url) || a.title.is_empty() {
        return false;
    }
    let (a, b) = (key(text(a)), key(text(b)));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.is_empty() || long.starts_with(&short)
}

fn text(article: &Article) -> &str {
    let body = &article.body;
    body.text.as_deref().or(body.html.as_deref()).unwrap_or("")
}

fn key(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Adds to an article what its double knows.
fn join(into: &mut Article, other: Article) {
    if text(&other).len() > text(into).len() {
        into.body = other.body;
    }
    into.url = into.url.take().or(other.url);
    into.summary = into.summary.take().or(other.summary);
    into.image = into.image.take().or(other.image);
    if into.date.is_none() {
        (into.date, into.date_kind) = (other.date, other.date_kind);
    }
    into.date_published = into.date_published.take().or(other.date_published);
    into.date_modified = into.date_modified.take().or(other.date_modified);
    into.authors.extend(other.authors);
    into.tags.extend(other.tags);
    into.categories.extend(other.categories);
    // The warning names them.
    normalize::unique(&mut into.categories);
    into.places.extend(other.places);
    into.attachments.extend(other.attachments);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_that_both_have_is_named_once() {
        let part = || Imported {
            archive: Archive {
                articles: vec![Article {
                    title: "One".to_owned(),
                    categories: vec!["Coups".to_owned(), "Peru".to_owned()],
                    ..Article::default()
                }],
                ..Archive::default()
            },
            ..Imported::default()
        };
        let merged = merge(vec![part(), part()]);
        let texts: Vec<&str> = merged.warnings.iter().map(|w| w.text.as_str()).collect();
        assert_eq!(
            texts,
            ["“One” is in the inputs more than once; it was kept once, under Coups, Peru"]
        );
    }
}
