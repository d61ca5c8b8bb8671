//! What does a page say to machines? Its schema.org description as JSON-LD.

use backfile_model::{Article, Author, DateKind};
use backfile_viewer::machine_date;
use backfile_viewer::select::article::host_of;
use serde::Serialize;

use super::Site;
use super::article::{day, published};
use super::frame::{canonical, sound};
use super::plan::Stretch;
use crate::Error;

const CONTEXT: &str = "https://schema.org";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArticleData<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temporal_coverage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Thing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    article_section: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    content_location: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_based_on: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copyright_notice: Option<&'a str>,
    is_part_of: Thing<'a>,
}

#[derive(Serialize)]
struct Thing<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ListData<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<&'a str>,
    main_entity: Items<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Items<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    item_list_element: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// An article.
pub(crate) fn article(site: &Site<'_>, at: usize, title: &str) -> Result<String, Error> {
    let archive = site.archive;
    let article = &archive.articles[at];
    let date = article.date.as_ref().and_then(machine_date);
    let is_event = article.date_kind == DateKind::Event;
    let on_web = |url: &&str| host_of(url).is_some();
    let source = article.source.as_ref().or(archive.source.as_ref());
    let authors = if article.authors.is_empty() {
        &archive.authors
    } else {
        &article.authors
    };
    let licence = article.licence.as_deref().or(archive.licence.as_deref());
    json(&ArticleData {
        context: CONTEXT,
        kind: "Article",
        headline: title,
        url: absolute(site, &site.plan.articles[at]),
        description: &site.rows[at].lead,
        date_published: published(article).or(date.clone().filter(|_| !is_event)),
        date_modified: article.date_modified.as_deref().and_then(day),
        temporal_coverage: date.filter(|_| is_event),
        in_language: article.language.as_deref().or(archive.language.as_deref()),
        author: authors.iter().filter_map(person).collect(),
        publisher: source.map(|source| Thing {
            kind: "Organization",
            name: &source.name,
            url: source.url.clone().filter(|url| host_of(url).is_some()),
        }),
        article_section: article.categories.iter().map(String::as_str).collect(),
        keywords: article.tags.iter().map(String::as_str).collect(),
        content_location: places(article),
        image: article.image.as_deref().filter(on_web),
        is_based_on: article.url.as_deref().filter(on_web),
        license: licence.filter(on_web),
        copyright_notice: licence.filter(|licence| !on_web(licence)),
        is_part_of: Thing {
            kind: "CollectionPage",
            name: &archive.title,
            url: absolute(site, "index.html"),
        },
    })
}

fn person(author: &Author) -> Option<Thing<'_>> {
    Some(Thing {
        kind: "Person",
        name: author.name.as_deref()?,
        url: author.url.clone().filter(|url| host_of(url).is_some()),
    })
}

fn places(article: &Article) -> Vec<Thing<'_>> {
    let place = |name| Thing {
        kind: "Place",
        name,
        url: None,
    };
    article
        .places
        .iter()
        .map(|known| place(&known.name))
        .collect()
}

/// A page of a list.
pub(crate) fn list(
    site: &Site<'_>,
    stretch: &Stretch<'_>,
    name: &str,
    description: &str,
) -> Result<String, Error> {
    let item = |(position, &at): (usize, &usize)| Item {
        kind: "ListItem",
        position: position + 1,
        name: &site.rows[at].title,
        url: absolute(site, &site.plan.articles[at]),
    };
    collection(
        site,
        &stretch.path,
        [name, description],
        stretch.articles.iter().enumerate().map(item),
    )
}

/// A page of all values of a facet.
pub(crate) fn values<'a>(
    site: &Site<'_>,
    path: &str,
    name: &str,
    values: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<String, Error> {
    let item = |(position, (name, path)): (usize, (&'a str, &'a str))| Item {
        kind: "ListItem",
        position: position + 1,
        name,
        url: absolute(site, path),
    };
    collection(site, path, [name, ""], values.enumerate().map(item))
}

fn collection<'a>(
    site: &Site<'_>,
    path: &str,
    [name, description]: [&str; 2],
    items: impl Iterator<Item = Item<'a>>,
) -> Result<String, Error> {
    json(&ListData {
        context: CONTEXT,
        kind: "CollectionPage",
        name,
        url: absolute(site, path),
        description,
        in_language: site.archive.language.as_deref(),
        main_entity: Items {
            kind: "ItemList",
            item_list_element: items.collect(),
        },
    })
}

/// Addresses for machines are whole or not there.
fn absolute(site: &Site<'_>, path: &str) -> Option<String> {
    site.options.base_url.as_ref()?;
    Some(canonical(site, path))
}

fn json(data: &impl Serialize) -> Result<String, Error> {
    let json = serde_json::to_string(data).map_err(Error::Manifest)?;
    Ok(sound(&json))
}
