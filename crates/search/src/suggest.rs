//! What did the reader mean to type?
//!
//! A word that no document holds is replaced by the likeliest term near it (optimal string
//! alignment distance: insertions, deletions, substitutions, neighbours swapped), by length: none
//! for words up to 3 characters, one change up to 7, two for longer ones. Terms stand in order,
//! so one pass over the dictionary computes each row of the distance table once for all terms
//! that share a beginning.

use crate::index::View;
use crate::plan::exists;
use crate::query::{Clause, Word, parse};
use crate::{Notice, Schema};

/// Completions offered at most.
const MOST_COMPLETIONS: usize = 8;

/// Terms looked at for completions at most.
const MOST_LOOKED_AT: usize = 4_096;

/// Parses a query; words that no document holds are corrected where there is a likely word.
pub(crate) fn correct(query: &str, live: bool, view: &View<'_>) -> (Clause, Option<Notice>) {
    let schema: &Schema = &view.meta.schema;
    let clause = parse(query, live, schema);
    let mut fixes: Vec<((usize, usize), String)> = Vec::new();
    clause.words(&mut |word| {
        if !exists(word, view) {
            fixes.extend(nearest(word, view).map(|term| (word.range, term)));
        }
    });
    if fixes.is_empty() {
        return (clause, None);
    }
    let order = crate::order::positions(fixes.len(), &|a, b| fixes[a].0.cmp(&fixes[b].0));
    let mut fixes = crate::order::pick(&fixes, &order);
    fixes.dedup_by_key(|fix| fix.0);
    let mut searched = String::new();
    let mut at = 0;
    for ((start, end), term) in fixes {
        if start < at {
            continue;
        }
        searched.push_str(query.get(at..start).unwrap_or(""));
        searched.push_str(&term);
        at = end;
    }
    searched.push_str(query.get(at..).unwrap_or(""));
    (
        parse(&searched, live, schema),
        Some(Notice::Corrected { searched }),
    )
}

/// The likeliest term near a word, if any is near enough.
fn nearest(word: &Word, view: &View<'_>) -> Option<String> {
    let letters: Vec<char> = word.text.chars().collect();
    let most = match letters.len() {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    if letters.len() > 64 || word.text.contains(|c: char| c.is_numeric()) {
        return None;
    }
    let mut best: Option<((usize, bool, u32), String)> = None;
    let mut cursor = view.dict.all();
    let mut table = Table::new(&letters, most);
    // Bytes that the present term shares with the last one that the table saw.
    let mut shared = usize::MAX;
    let bytes = word.text.len();
    while cursor.advance() {
        shared = shared.min(cursor.shared);
        let term = cursor.folded();
        // A character is at most 4 bytes, and nearly always 1.
        if term.len().abs_diff(bytes) > most * 2 {
            continue;
        }
        let distance = table.distance(term, shared);
        shared = usize::MAX;
        let Some(distance) = distance else { continue };
        let text = String::from_utf8_lossy(cursor.folded()).into_owned();
        // Nearer first, then the same first letter, then the more common.
        let other_start = text.chars().next() != letters.first().copied();
        let rank = (distance, other_start, u32::MAX - cursor.info.doc_freq);
        if best.as_ref().is_none_or(|(best, _)| rank < *best) {
            best = Some((rank, text));
        }
    }
    best.map(|(_, text)| text)
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
        let width = self.word.len() + 1;
        self.chars.truncate(kept);
        self.rows.truncate((kept + 1) * width);
        let start = self.chars.last().map_or(0, |&(_, end)| end);
        let rest = std::str::from_utf8(term.get(start..)?).ok()?;
        for (at, c) in rest.char_indices() {
            self.chars.push((c, start + at + c.len_utf8()));
            if usize::from(self.push_row(c)) > self.most {
                self.dead = self.chars.len();
                return None;
            }
        }
        let distance = self.rows.last().map(|&distance| usize::from(distance));
        distance.filter(|&distance| distance <= self.most)
    }

    /// Computes the row of one more character; gives its least value.
    fn push_row(&mut self, c: char) -> u8 {
        let width = self.word.len() + 1;
        let above = self.rows.len() - width;
        let before = self.chars.len().checked_sub(2).map(|at| self.chars[at].0);
        self.rows.push(self.rows[above] + 1);
        let mut least = self.rows[above] + 1;
        for at in 1..width {
            let same = self.word[at - 1] == c;
            let mut value = (self.rows[above + at - 1] + u8::from(!same))
                .min(self.rows[above + at] + 1)
                .min(self.rows[above + width + at - 1] + 1);
            let swapped = at > 1 && before == Some(self.word[at - 1]) && self.word[at - 2] == c;
            if swapped && above >= width {
                value = value.min(self.rows[above - width + at - 2] + 1);
            }
            self.rows.push(value);
            least = least.min(value);
        }
        least
    }
}

/// Words that begin with the word being typed, most common first.
pub(crate) fn completions(clause: &Clause, view: &View<'_>) -> Vec<String> {
    let mut open: Option<&Word> = None;
    clause.words(&mut |word| {
        if word.open {
            open = Some(word);
        }
    });
    let Some(word) = open else { return Vec::new() };
    let prefix = crate::dict::cut(&word.text);
    let mut found: Vec<(u32, String)> = Vec::new();
    let mut cursor = view.dict.seek(prefix);
    for _ in 0..MOST_LOOKED_AT {
        if !cursor.advance() || !cursor.key.starts_with(prefix) {
            break;
        }
        let text = String::from_utf8_lossy(cursor.surface()).into_owned();
        found.push((cursor.info.doc_freq, text));
    }
    let order = crate::order::positions(found.len(), &|a, b| found[b].0.cmp(&found[a].0));
    let best = crate::order::pick(&found, order.get(..MOST_COMPLETIONS).unwrap_or(&order));
    best.into_iter().map(|(_, text)| text).collect()
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
