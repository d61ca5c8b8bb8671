//! Where is the reader? The part of the address after `#`, as a value.
//!
//! [`Route::parse`] is total: every text is a route, an unknown one is [`Route::NotFound`].
//! [`Route::to_hash`] is its inverse, property-tested both ways.
//!
//! | address | route |
//! |---|---|
//! | nothing, `#`, `#/` | the whole list |
//! | `#/?q=union&place=Peru&place=Chile&from=2023-07&to=2024&sort=newest&page=2` | a list |
//! | `#/a/SLUG`, `#/a/SLUG?at=note-3` | an article, at an anchor in it |

use backfile_model::PartialDate;
use backfile_search::Sort;

use crate::list::{ListQuery, facet_rank};
use crate::percent::{decode_segment, decode_value, encode_segment, encode_value};

/// A parsed address.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// A list of articles.
    List(ListQuery),
    /// One article.
    Article {
        /// Its readable id, never empty; whether there is such an article is for others to say.
        slug: String,
        /// Id of an element in it.
        at: Option<String>,
    },
    /// An address that is none of ours.
    NotFound {
        /// The address as it was given, without `#`, still encoded.
        given: String,
    },
}

impl Route {
    /// Reads the part of an address after `#`; the `#` itself may be there or not.
    pub fn parse(hash: &str) -> Route {
        let given = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = given.split_once('?').unwrap_or((given, ""));
        if matches!(path, "" | "/") {
            return Route::List(parse_list(query));
        }
        match path.strip_prefix("/a/") {
            Some(slug) if !slug.is_empty() => Route::Article {
                slug: decode_segment(slug),
                at: pairs(query)
                    .find(|(name, value)| name == "at" && !value.is_empty())
                    .map(|(_, value)| value),
            },
            _ => Route::NotFound {
                given: given.to_owned(),
            },
        }
    }

    /// Writes the address, with its `#`.
    pub fn to_hash(&self) -> String {
        match self {
            Route::List(list) => list.to_hash(),
            Route::Article { slug, at: None } => article_hash(slug),
            Route::Article { slug, at: Some(at) } => {
                format!("{}?at={}", article_hash(slug), encode_value(at))
            }
            Route::NotFound { given } => format!("#{given}"),
        }
    }
}

/// The address of an article.
pub fn article_hash(slug: &str) -> String {
    format!("#/a/{}", encode_segment(slug))
}

impl ListQuery {
    /// The address of the list.
    pub fn to_hash(&self) -> String {
        let mut out = String::from("#/");
        let mut push = |name: &str, value: &str| {
            out.push(if out.len() == 2 { '?' } else { '&' });
            out.push_str(name);
            out.push('=');
            out.push_str(&encode_value(value));
        };
        if !self.query().is_empty() {
            push("q", self.query());
        }
        for filter in self.filters() {
            for value in &filter.values {
                push(&filter.facet, value);
            }
        }
        if let Some(date) = self.from() {
            push("from", &date.to_string());
        }
        if let Some(date) = self.to() {
            push("to", &date.to_string());
        }
        match self.sort() {
            Sort::Relevance => {}
            Sort::Newest => push("sort", "newest"),
            Sort::Oldest => push("sort", "oldest"),
        }
        if self.page() > 1 {
            push("page", &self.page().to_string());
        }
        out
    }
}

/// What is unknown or senseless is left out: an old or mistyped address still shows a list.
fn parse_list(query: &str) -> ListQuery {
    let (mut from, mut to) = (None, None);
    let mut list = ListQuery::default();
    let mut page = 1;
    for (name, value) in pairs(query) {
        match name.as_str() {
            "q" => list = list.with_query(&value),
            "from" => from = value.parse::<PartialDate>().ok(),
            "to" => to = value.parse::<PartialDate>().ok(),
            "page" => page = value.parse().unwrap_or(1),
            "sort" => {
                list = list.sorted(match value.as_str() {
                    "newest" => Sort::Newest,
                    "oldest" => Sort::Oldest,
                    _ => Sort::Relevance,
                });
            }
            facet if facet_rank(facet).is_some() => list = list.including(facet, &value),
            _ => {}
        }
    }
    list.with_dates(from, to).on_page(page)
}

fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode_value(name), decode_value(value))
        })
}

#[cfg(test)]
mod tests;
