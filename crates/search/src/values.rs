//! Here is a facet value as somebody typed it: which values of the index are meant?
//!
//! For those who cannot choose from a list, as on a command line.

use backfile_text::fold;

use crate::{Index, Request};

/// What a typed value may mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meant {
    /// Values that are the same but for capitals, accents and width; the one as typed alone, where
    /// there is one.
    pub same: Vec<String>,
    /// Where there is none: values that are like it, the likest first.
    pub like: Vec<String>,
    /// The most common values of the facet.
    pub common: Vec<String>,
}

/// Values of a kind that are told.
const MOST: usize = 5;
/// Letters that may differ in a value that is like another: one in so many.
const LETTERS_PER_SLIP: usize = 4;

impl<B: AsRef<[u8]>> Index<B> {
    /// The values of a facet that a typed one may mean.
    pub fn meant(&self, facet: &str, typed: &str) -> Meant {
        let everything = self.search(&Request::default());
        let counts = everything.facets.into_iter();
        let values = counts
            .filter(|counts| counts.facet == facet)
            .flat_map(|counts| counts.values);
        // Most common first.
        let values: Vec<String> = values.map(|(value, _)| value).collect();
        if values.iter().any(|value| value == typed) {
            return Meant {
                same: vec![typed.to_owned()],
                ..Meant::default()
            };
        }
        let wanted = fold(typed);
        let same = values.iter().filter(|value| fold(value) == wanted);
        let same: Vec<String> = same.cloned().collect();
        let mut like: Vec<(usize, &String)> = values
            .iter()
            .filter_map(|value| Some((likeness(&wanted, &fold(value))?, value)))
            .collect();
        like.sort_by_key(|(likeness, _)| *likeness);
        let like = like.into_iter().take(MOST);
        Meant {
            like: like.map(|(_, value)| value.clone()).collect(),
            common: values.iter().take(MOST).cloned().collect(),
            same,
        }
    }
}

/// How far two folded values are from each other; `None` where they are not alike.
fn likeness(wanted: &str, value: &str) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) = (wanted.chars().collect(), value.chars().collect());
    let shorter = one.len().min(other.len());
    if shorter > 2 && (value.contains(wanted) || wanted.contains(value)) {
        return Some(0);
    }
    let most = one.len().max(other.len()) / LETTERS_PER_SLIP;
    slips(&one, &other, most)
}

/// Letters to change, add or leave out (Levenshtein's distance), where they are not more than `most`.
fn slips(one: &[char], other: &[char], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (column, found) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != found);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row.last().copied().filter(|slips| *slips <= most)
}
