//! What does a result card show of one article?

use backfile_model::{DateKind, PartialDate, Row};

use crate::ListQuery;
use crate::dates::{date_label, machine_date};
use crate::labels::labels;
use crate::route::article_hash;
use crate::state::CardMatch;

/// One result.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Number of the article, also the key in the list.
    pub id: u32,
    /// Address of the article.
    pub href: String,
    /// Its title, with the matches in it.
    pub title: Marked,
    /// When.
    pub date: Option<DateView>,
    /// Where, each with the list of that place.
    pub places: Vec<(String, ListQuery)>,
    /// By whom.
    pub authors: Vec<String>,
    /// The best passage, or the start of the text.
    pub text: Marked,
    /// Language of title and text, where it is not the archive's.
    pub language: Option<String>,
}

/// A text with matches; see [`crate::segments::segments`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// Matches as byte ranges.
    pub matches: Vec<(u32, u32)>,
}

/// A date as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateView {
    /// What it is the date of.
    pub kind: &'static str,
    /// In words.
    pub label: String,
    /// For machines, where it can be written for them.
    pub machine: Option<String>,
}

/// The card of a row.
pub fn card(row: &Row, found: Option<&CardMatch>) -> Card {
    let has_title = !row.title.trim().is_empty();
    Card {
        id: row.id,
        href: article_hash(&row.slug),
        title: Marked {
            text: if has_title {
                row.title.clone()
            } else {
                labels().untitled.to_owned()
            },
            matches: found
                .filter(|_| has_title)
                .map_or_else(Vec::new, |found| found.title.clone()),
        },
        date: row.date.as_ref().map(|date| date_view(date, row.date_kind)),
        places: row.places.iter().map(|place| place_link(place)).collect(),
        authors: row.authors.clone(),
        text: match found.filter(|found| !found.snippet.text.is_empty()) {
            Some(found) => passage(found),
            None => Marked {
                text: row.lead.clone(),
                matches: Vec::new(),
            },
        },
        language: row.language.clone(),
    }
}

/// A date with its kind.
pub fn date_view(date: &PartialDate, kind: DateKind) -> DateView {
    DateView {
        kind: match kind {
            DateKind::Published => labels().published_date,
            DateKind::Event => labels().event_date,
        },
        label: date_label(date),
        machine: machine_date(date),
    }
}

/// A place and the list of the articles about it.
pub fn place_link(place: &str) -> (String, ListQuery) {
    (
        place.to_owned(),
        ListQuery::default().including("place", place),
    )
}

fn passage(found: &CardMatch) -> Marked {
    let snippet = &found.snippet;
    let before = if snippet.cut_before { "… " } else { "" };
    let after = if snippet.cut_after { " …" } else { "" };
    let moved = before.len() as u32;
    Marked {
        text: format!("{before}{}{after}", snippet.text),
        matches: snippet
            .highlights
            .iter()
            .map(|&(start, end)| (start.saturating_add(moved), end.saturating_add(moved)))
            .collect(),
    }
}
