//! Which pages are there, and which articles stand on them?

use std::cmp::Reverse;
use std::collections::BTreeMap;

use backfile_model::{Archive, PartialDate, Row};
use backfile_viewer::indexing::{self, FACETS};

use super::names;

/// Articles on a page of a list.
const PAGE: usize = 50;
/// Values on a page of all values of a facet.
pub(crate) const VALUES_PAGE: usize = 500;

/// All pages of a site.
pub(crate) struct Plan {
    /// Path of the page of each article, in the archive's order.
    pub(crate) articles: Vec<String>,
    /// All articles.
    pub(crate) all: List,
    /// The facets that have values, in order of display.
    pub(crate) facets: Vec<Facet>,
    /// Where an article is in [`Plan::all`].
    pub(crate) positions: Vec<usize>,
}

/// A facet with a page for each value.
pub(crate) struct Facet {
    /// Its name in addresses.
    pub(crate) name: &'static str,
    /// Path of the first page of all values.
    pub(crate) path: String,
    /// Its values in order of characters, with their articles.
    pub(crate) values: BTreeMap<String, List>,
}

/// A list of articles, newest first, on one page or several.
pub(crate) struct List {
    /// Path of the first page, which holds the newest.
    pub(crate) path: String,
    /// What the paths of the other pages begin with.
    folder: String,
    /// Numbers of the articles.
    pub(crate) articles: Vec<usize>,
}

/// One page of a list.
pub(crate) struct Stretch<'a> {
    /// Its path.
    pub(crate) path: String,
    /// Its number from the oldest, 1 and up; `None` for the first page.
    pub(crate) number: Option<usize>,
    /// Its articles, newest first.
    pub(crate) articles: &'a [usize],
    /// Path of the page with newer ones.
    pub(crate) newer: Option<String>,
    /// Path of the page with older ones.
    pub(crate) older: Option<String>,
}

impl List {
    /// The pages, newest first. Those after the first are full and numbered from the oldest, so
    /// that adding an article changes only the first.
    pub(crate) fn stretches(&self) -> Vec<Stretch<'_>> {
        let older_pages = (self.articles.len() / PAGE).saturating_sub(1);
        let path = |number: usize| match number {
            number if number > older_pages => self.path.clone(),
            number => format!("{}{number}.html", self.folder),
        };
        let first = self.articles.len() - older_pages * PAGE;
        let (newest, rest) = self.articles.split_at(first);
        let pages = [newest].into_iter().chain(rest.chunks(PAGE));
        pages
            .enumerate()
            .map(|(at, articles)| {
                let number = older_pages + 1 - at;
                Stretch {
                    path: path(number),
                    number: (at > 0).then_some(number),
                    articles,
                    newer: (at > 0).then(|| path(number + 1)),
                    older: (number > 1).then(|| path(number - 1)),
                }
            })
            .collect()
    }
}

impl Facet {
    /// Paths of the pages of all values. No value has the name `index`.
    pub(crate) fn paths(&self) -> Vec<String> {
        let more = 2..=self.values.len().div_ceil(VALUES_PAGE);
        let more = more.map(|number| format!("{}/index/{number}.html", self.name));
        [self.path.clone()].into_iter().chain(more).collect()
    }
}

impl Plan {
    pub(crate) fn of(archive: &Archive, rows: &[Row]) -> Plan {
        let slugs = archive.articles.iter();
        let slugs = slugs.map(|article| (article.slug.as_str(), article.id.as_str()));
        let articles = names::of_slugs(slugs);
        let order = newest_first(rows);
        let mut positions = vec![0; order.len()];
        for (position, &article) in order.iter().enumerate() {
            positions[article] = position;
        }
        let articles = articles.iter().map(|name| format!("a/{name}.html"));
        Plan {
            articles: articles.collect(),
            facets: facets(archive, &order),
            all: List {
                path: "index.html".to_owned(),
                folder: "page/".to_owned(),
                articles: order,
            },
            positions,
        }
    }

    /// Path of the page of a facet's value.
    pub(crate) fn value(&self, facet: &str, value: &str) -> Option<&str> {
        let facet = self.facets.iter().find(|known| known.name == facet)?;
        facet.values.get(value).map(|list| list.path.as_str())
    }

    /// Every page that a reader may want to find, in an order that grows at its end.
    pub(crate) fn paths(&self) -> Vec<String> {
        let lists = self.facets.iter().flat_map(|facet| facet.values.values());
        let mut paths: Vec<String> = vec![self.all.path.clone()];
        paths.extend(self.facets.iter().flat_map(Facet::paths));
        for list in lists.chain([&self.all]) {
            let stretches = list.stretches().into_iter().map(|stretch| stretch.path);
            paths.extend(stretches.filter(|path| *path != self.all.path));
        }
        paths
    }
}

/// The order of the app's list without a query: newest first, undated last.
fn newest_first(rows: &[Row]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&at| {
        let latest = rows[at].date.as_ref().map(PartialDate::latest_day);
        (Reverse(latest), at)
    });
    order
}

fn facets(archive: &Archive, order: &[usize]) -> Vec<Facet> {
    let mut found = vec![BTreeMap::<String, Vec<usize>>::new(); FACETS.len()];
    for &at in order {
        let article = &archive.articles[at];
        let document = indexing::document(article, "", archive.language.as_deref());
        for (facet, value) in document.facets {
            let values = &mut found[usize::from(facet.0)];
            values.entry(value.into_owned()).or_default().push(at);
        }
    }
    let facets = FACETS.into_iter().zip(found);
    facets
        .filter(|(_, values)| !values.is_empty())
        .map(|(name, values)| {
            let pages = names::of_values(values.keys().map(String::as_str));
            let list = |(value, articles): (String, Vec<usize>)| {
                let page = &pages[&value];
                let list = List {
                    path: format!("{name}/{page}.html"),
                    folder: format!("{name}/{page}/"),
                    articles,
                };
                (value, list)
            };
            Facet {
                name,
                path: format!("{name}/index.html"),
                values: values.into_iter().map(list).collect(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(count: usize) -> List {
        List {
            path: "p.html".to_owned(),
            folder: "p/".to_owned(),
            articles: (0..count).rev().collect(),
        }
    }

    #[test]
    fn older_pages_stay_when_a_list_grows() {
        for (count, pages) in [(0, 1), (1, 1), (99, 1), (100, 2), (149, 2), (150, 3)] {
            let list = list(count);
            let stretches = list.stretches();
            assert_eq!(stretches.len(), pages, "{count}");
            let joined: Vec<usize> = stretches.iter().flat_map(|s| s.articles).copied().collect();
            assert_eq!(joined, list.articles);
            assert!(
                stretches
                    .first()
                    .is_some_and(|s| s.path == "p.html" && s.newer.is_none())
            );
            assert!(stretches.last().is_some_and(|s| s.older.is_none()));
            for pair in stretches.windows(2) {
                assert_eq!(pair[0].older.as_ref(), Some(&pair[1].path));
                assert_eq!(pair[1].newer.as_ref(), Some(&pair[0].path));
            }
        }
        let (before, after) = (list(170), list(171));
        let (before, after) = (before.stretches(), after.stretches());
        for (old, new) in before.iter().zip(&after).skip(1) {
            assert_eq!((&old.path, old.articles), (&new.path, new.articles));
        }
    }
}
