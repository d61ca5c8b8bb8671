//! Can every article be named? Ids and slugs are filled in where they are missing and made unique.
//!
//! The first to have an id or slug keeps it, whatever comes later; nothing is dropped. The same
//! feed always gets the same names.

use std::collections::{HashMap, HashSet};

use super::members::{Log, Place};
use crate::{Article, WarningCode, slug};

/// Gives each article an id and a slug of its own.
pub(super) fn make_unique(articles: &mut [Article], log: &Log) {
    unique_ids(articles, log);
    unique_slugs(articles, log);
}

fn unique_ids(articles: &mut [Article], log: &Log) {
    let given: HashSet<String> = articles.iter().map(|article| article.id.clone()).collect();
    let mut used = HashSet::new();
    let mut numbers = Numbers::default();
    for (index, article) in articles.iter_mut().enumerate() {
        let item = Place::Element(&Place::Feed, "items", index);
        let place = Place::Member(&item, "id");
        let is_missing = article.id.is_empty();
        if is_missing {
            let address = article.url.as_ref().or(article.external_url.as_ref());
            article.id = address
                .cloned()
                .unwrap_or_else(|| format!("item-{}", index + 1));
        }
        let free = |id: &str| !used.contains(id) && (!is_missing || !given.contains(id));
        if !free(&article.id) {
            article.id = numbers.next(&article.id, "#", |id| {
                !used.contains(id) && !given.contains(id)
            });
        }
        if is_missing {
            log.warn(
                WarningCode::Missing,
                place,
                format_args!("is missing; `{}` stands for it", article.id),
            );
        } else if used.contains(&article.id) || !given.contains(&article.id) {
            log.warn(
                WarningCode::DuplicateId,
                place,
                format_args!("is that of an earlier item; changed to `{}`", article.id),
            );
        }
        used.insert(article.id.clone());
    }
}

fn unique_slugs(articles: &mut [Article], log: &Log) {
    let given: HashSet<String> = articles
        .iter()
        .map(|article| article.slug.clone())
        .collect();
    let mut used = HashSet::new();
    let mut numbers = Numbers::default();
    for (index, article) in articles.iter_mut().enumerate() {
        let is_missing = article.slug.is_empty();
        if is_missing {
            article.slug = slug::of_article(article, index);
        }
        if used.contains(&article.slug) || (is_missing && given.contains(&article.slug)) {
            article.slug = numbers.next(&article.slug, "-", |slug| {
                !used.contains(slug) && !given.contains(slug)
            });
            if !is_missing {
                let item = Place::Element(&Place::Feed, "items", index);
                let extension = Place::Member(&item, crate::format::EXTENSION);
                log.warn(
                    WarningCode::DuplicateSlug,
                    Place::Member(&extension, "slug"),
                    format_args!("is that of an earlier item; changed to `{}`", article.slug),
                );
            }
        }
        used.insert(article.slug.clone());
    }
}

/// Numbers for names that are taken. It remembers where it was with each name, so that thousands
/// of notes with one title take no longer than thousands with their own.
#[derive(Default)]
struct Numbers(HashMap<String, u32>);

impl Numbers {
    /// The name with the first number from 2 that makes it free.
    fn next(&mut self, name: &str, joint: &str, is_free: impl Fn(&str) -> bool) -> String {
        let last = self.0.entry(name.to_owned()).or_insert(1);
        loop {
            *last += 1;
            let candidate = format!("{name}{joint}{last}");
            if is_free(&candidate) {
                return candidate;
            }
        }
    }
}
