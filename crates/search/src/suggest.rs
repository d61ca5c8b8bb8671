//! What did the reader mean to type?
//!
//! A word that no document holds is replaced by the likeliest term near it (optimal string
//! alignment distance: insertions, deletions, substitutions, neighbours swapped), by length: none
//! for words up to 3 characters, one change up to 7, two for longer ones. Terms stand in order,
//! so one pass over the dictionary computes each row of the distance table once for all terms
//! that share a beginning.

use crate::index::View;
use crate::plan::{exists, group};
use crate::query::{Clause, Word, parse};
use crate::{Notice, Schema};

/// A word in no more documents than this may be a slip for one that is in [`MORE_COMMON`] times
/// as many.
const DOUBTFUL: u32 = 2;

/// How much more common, and in how many documents at least, a word is that may have been meant.
const MORE_COMMON: u32 = 20;

/// What to put in place of a part of the query.
type Fix = ((usize, usize), String);

/// Parses a query; words that no document holds are corrected where there is a likely word.
pub(crate) fn correct(query: &str, live: bool, view: &View<'_>) -> (Clause, Option<Notice>) {
    let schema: &Schema = &view.meta.schema;
    let clause = parse(query, live, schema);
    // Words typed joined are not corrected, nor are their parts where they are found as one.
    let mut found: Vec<(usize, usize)> = Vec::new();
    clause.words(&mut |word| {
        if word.joined && exists(word, view) {
            found.push(word.range);
        }
    });
    let mut fixes = Vec::new();
    clause.words(&mut |word| {
        let is_part = found
            .iter()
            .any(|range| range.0 <= word.range.0 && word.range.1 <= range.1);
        if !word.joined && !is_part && !exists(word, view) {
            let most = if word.text.chars().count() < 8 { 1 } else { 2 };
            let near = nearest(word, 0..=most, view);
            fixes.extend(near.map(|(term, _)| (word.range, term)));
        }
    });
    if fixes.is_empty() {
        return (clause, None);
    }
    let searched = replaced(query, &fixes);
    (
        parse(&searched, live, schema),
        Some(Notice::Corrected { searched }),
    )
}

/// The query with words changed for far more common ones that differ in one letter.
pub(crate) fn did_you_mean(query: &str, clause: &Clause, view: &View<'_>) -> Option<Notice> {
    let mut fixes = Vec::new();
    clause.words(&mut |word| {
        if word.joined || word.exact || word.prefix {
            return;
        }
        let doc_freq = group(word, view).doc_freq;
        if (1..=DOUBTFUL).contains(&doc_freq)
            && let Some((term, more)) = nearest(word, 1..=1, view)
            && more >= doc_freq * MORE_COMMON
        {
            fixes.push((word.range, term));
        }
    });
    let query = replaced(query, &fixes);
    (!fixes.is_empty()).then_some(Notice::DidYouMean { query })
}

/// The query with some of its parts changed.
pub(crate) fn replaced(query: &str, fixes: &[Fix]) -> String {
    let order = crate::order::positions(fixes.len(), &|a, b| fixes[a].0.cmp(&fixes[b].0));
    let mut changed = String::new();
    let mut at = 0;
    for ((start, end), term) in crate::order::pick(fixes, &order) {
        if start < at {
            continue;
        }
        changed.push_str(query.get(at..start).unwrap_or(""));
        changed.push_str(&term);
        at = end;
    }
    changed.push_str(query.get(at..).unwrap_or(""));
    changed
}

/// The likeliest term within a distance of a word, if there is one, and its documents. A word
/// that is there is compared with other words only, and only with those that begin like it.
fn nearest(
    word: &Word,
    distances: std::ops::RangeInclusive<usize>,
    view: &View<'_>,
) -> Option<(String, u32)> {
    let letters: Vec<char> = word.text.chars().collect();
    // Nor is what is not there yet a slip.
    let is_plain = (4..=64).contains(&letters.len()) && !word.text.contains(char::is_numeric);
    if !is_plain || view.has_missed() {
        return None;
    }
    let most = *distances.end();
    let only_same_start = *distances.start() > 0;
    let mut best: Option<((usize, bool, u32), String)> = None;
    let mut start = String::new();
    if only_same_start {
        start.extend(letters.first());
    }
    view.dict.want(start.as_bytes());
    let mut cursor = view.dict.seek(start.as_bytes());
    let mut table = Table::new(&letters, most);
    // Bytes that the present term shares with the last one that the table saw.
    let mut shared = usize::MAX;
    let bytes = word.text.len();
    loop {
        if !table.gone.is_empty() {
            cursor.skip_blocks(&table.gone);
        }
        if !cursor.advance() || !cursor.key.starts_with(start.as_bytes()) {
            break;
        }
        shared = shared.min(cursor.shared);
        let term = cursor.folded();
        // A character is at most 4 bytes, and nearly always 1.
        if term.len().abs_diff(bytes) > most * 2 {
            continue;
        }
        let distance = table.distance(term, shared);
        shared = usize::MAX;
        let Some(distance) = distance.filter(|distance| distances.contains(distance)) else {
            continue;
        };
        // Nearer first, then the same first letter, then the more common.
        let text = String::from_utf8_lossy(term).into_owned();
        let other_start = text.chars().next() != letters.first().copied();
        let rank = (distance, other_start, u32::MAX - cursor.info.doc_freq);
        if best.as_ref().is_none_or(|(best, _)| rank < *best) {
            best = Some((rank, text));
        }
    }
    best.map(|((_, _, rare), text)| (text, u32::MAX - rare))
}

/// Distances from one word to terms that come in order.
struct Table<'w> {
    word: &'w [char],
    most: usize,
    /// Characters of the last term, each with the byte where it ends.
    chars: Vec<(char, usize)>,
    /// A row for each, and one before; `word.len() + 1` wide.
    rows: Vec<u8>,
    /// Number of characters after which no row can come back below `most`.
    dead: usize,
    /// The bytes of these characters: no term that begins so is near.
    gone: Vec<u8>,
}

impl<'w> Table<'w> {
    fn new(word: &'w [char], most: usize) -> Self {
        let rows = (0..=word.len() as u8).collect();
        Self {
            word,
            most,
            chars: Vec::new(),
            rows,
            dead: usize::MAX,
            gone: Vec::new(),
        }
    }

    /// The distance to a term that shares `shared` bytes with the last one, if it is small.
    fn distance(&mut self, term: &[u8], shared: usize) -> Option<usize> {
        let kept = self
            .chars
            .iter()
            .take_while(|&&(_, end)| end <= shared.min(term.len()))
            .count();
        if kept >= self.dead {
            return None;
        }
        self.dead = usize::MAX;
        self.gone.clear();
        let width = self.word.len() + 1;
        self.chars.truncate(kept);
        self.rows.truncate((kept + 1) * width);
        let start = self.chars.last().map_or(0, |&(_, end)| end);
        let rest = std::str::from_utf8(term.get(start..)?).ok()?;
        for (at, c) in rest.char_indices() {
            self.chars.push((c, start + at + c.len_utf8()));
            if usize::from(self.push_row(c)) > self.most {
                self.dead = self.chars.len();
                let end = start + at + c.len_utf8();
                self.gone.extend_from_slice(term.get(..end)?);
                return None;
            }
        }
        let distance = self.rows.last().map(|&distance| usize::from(distance));
        distance.filter(|&distance| distance <= self.most)
    }

    /// Computes the row of one more character; gives its least value. Only the cells that can be
    /// within the distance are computed: `most` to either side of the diagonal.
    fn push_row(&mut self, c: char) -> u8 {
        let width = self.word.len() + 1;
        let above = self.rows.len() - width;
        let number = self.chars.len();
        let before = number.checked_sub(2).map(|at| self.chars[at].0);
        let far = self.most as u8 + 1;
        let here = self.rows.len();
        self.rows.resize(here + width, far);
        let first = number.saturating_sub(self.most);
        let mut least = far;
        if first == 0 {
            least = number as u8;
            self.rows[here] = least;
        }
        for at in first.max(1)..width.min(number + self.most + 1) {
            let same = self.word[at - 1] == c;
            let mut value = (self.rows[above + at - 1] + u8::from(!same))
                .min(self.rows[above + at] + 1)
                .min(self.rows[here + at - 1] + 1);
            let swapped = at > 1 && before == Some(self.word[at - 1]) && self.word[at - 2] == c;
            if swapped && above >= width {
                value = value.min(self.rows[above - width + at - 2] + 1);
            }
            self.rows[here + at] = value.min(far);
            least = least.min(value);
        }
        least
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        let word: Vec<char> = "colour".chars().collect();
        let mut table = Table::new(&word, 2);
        let mut last = String::new();
        let mut got = Vec::new();
        for term in ["clour", "coluor", "colour", "colours", "dolor", "zebra"] {
            let shared = last
                .bytes()
                .zip(term.bytes())
                .take_while(|(a, b)| a == b)
                .count();
            got.push(table.distance(term.as_bytes(), shared));
            term.clone_into(&mut last);
        }
        assert_eq!(got, [Some(1), Some(1), Some(0), Some(1), Some(2), None]);
    }
}
