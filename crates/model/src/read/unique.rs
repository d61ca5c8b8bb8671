//! Can every article be named? Ids and slugs are filled in where they are missing and made unique.
//!
//! The first to have an id or slug keeps it, whatever comes later; nothing is dropped. The same
//! feed always gets the same names.

use std::collections::HashSet;

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
            article.id = numbered(&article.id, "#", |id| {
                !used.contains(id) && !given.contains(id)
            });
        }
        if is_missing {
            log.warn(
                WarningCode::Missing,
                place,
                format!("is missing; `{}` stands for it", article.id),
            );
        } else if used.contains(&article.id) || !given.contains(&article.id) {
            log.warn(
                WarningCode::DuplicateId,
                place,
                format!("is that of an earlier item; changed to `{}`", article.id),
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
    for (index, article) in articles.iter_mut().enumerate() {
        let is_missing = article.slug.is_empty();
        if is_missing {
            article.slug = slug::of_article(article, index);
        }
        if used.contains(&article.slug) || (is_missing && given.contains(&article.slug)) {
            article.slug = numbered(&article.slug, "-", |slug| {
                !used.contains(slug) && !given.contains(slug)
            });
            if !is_missing {
                let item = Place::Element(&Place::Feed, "items", index);
                let extension = Place::Member(&item, crate::format::EXTENSION);
                log.warn(
                    WarningCode::DuplicateSlug,
                    Place::Member(&extension, "slug"),
                    format!("is that of an earlier item; changed to `{}`", article.slug),
                );
            }
        }
        used.insert(article.slug.clone());
    }
}

/// The name with the first number from 2 that makes it free.
fn numbered(name: &str, joint: &str, is_free: impl Fn(&str) -> bool) -> String {
    (2..=u32::MAX)
        .map(|number| format!("{name}{joint}{number}"))
        .find(|candidate| is_free(candidate))
        .unwrap_or_default()
}
