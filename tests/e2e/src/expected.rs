//! What must the app show? Told from the archive itself with the simplest means there are, and with
//! nothing of the code under test.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

/// The articles of an archive.
pub(crate) struct Expected {
    pub(crate) title: String,
    pub(crate) articles: Vec<Article>,
}

/// What the tests want to know of an article.
#[derive(Clone)]
pub(crate) struct Article {
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) places: Vec<String>,
    pub(crate) year: Option<String>,
}

impl Expected {
    /// Reads an archive.
    pub(crate) fn read(file: &Path) -> Expected {
        let bytes = std::fs::read(file)
            .unwrap_or_else(|error| panic!("{} cannot be read: {error}", file.display()));
        let feed: Value = serde_json::from_slice(&bytes).expect("the archive is JSON");
        let items = feed["items"].as_array().expect("a feed has items");
        Expected {
            title: text(&feed["title"]),
            articles: items.iter().map(article).collect(),
        }
    }

    /// The articles for which something holds.
    pub(crate) fn having(&self, holds: impl Fn(&Article) -> bool) -> Vec<&Article> {
        self.articles
            .iter()
            .filter(|article| holds(article))
            .collect()
    }

    /// How many articles have each place, most first.
    pub(crate) fn places(&self) -> Vec<(String, usize)> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for place in self.articles.iter().flat_map(|article| &article.places) {
            *counts.entry(place).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let owned = |(place, count): (&str, usize)| (place.to_owned(), count);
        counts.into_iter().map(owned).collect()
    }
}

impl Article {
    /// Whether a word stands in its title or summary, by the letters without their marks.
    pub(crate) fn says(&self, word: &str) -> bool {
        let text = plain(&format!("{} {}", self.title, self.summary));
        let mut words = text.split(|letter: char| !letter.is_alphanumeric());
        words.any(|other| other == plain(word))
    }

    pub(crate) fn is_in(&self, place: &str) -> bool {
        self.places.iter().any(|other| other == place)
    }
}

fn article(item: &Value) -> Article {
    let extension = &item["_backfile"];
    let places = extension["places"].as_array();
    let date = [&extension["date"], &item["date_published"]];
    let date = date.iter().find_map(|date| date.as_str());
    Article {
        slug: text(&extension["slug"]),
        title: text(&item["title"]),
        summary: text(&item["summary"]),
        places: places
            .into_iter()
            .flatten()
            .map(|place| text(&place["name"]))
            .collect(),
        year: date.map(|date| date.chars().take(4).collect()),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Lower case without the marks that stand in the bundled archive.
fn plain(text: &str) -> String {
    let bare = |letter: char| match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    };
    text.to_lowercase().chars().map(bare).collect()
}

#[cfg(test)]
mod tests {
    use super::{Expected, plain};
    use std::path::Path;

    #[test]
    fn marks_are_left_out() {
        assert_eq!(plain("Zúñiga"), "zuniga");
    }

    #[test]
    fn the_bundled_archive_is_read() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/coups.json");
        let archive = Expected::read(Path::new(file));
        assert_eq!(archive.articles.len(), 30);
        assert!(!archive.having(|article| article.says("zuniga")).is_empty());
        assert!(
            archive
                .places()
                .iter()
                .any(|(place, count)| place == "Peru" && *count > 1)
        );
        assert!(
            archive
                .articles
                .iter()
                .all(|article| !article.slug.is_empty())
        );
    }
}
