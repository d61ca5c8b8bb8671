//! Which parts of a text match a query, and which passage shows it best?

use backfile_text::{Kind, Token, tokenize};

use crate::Snippet;
use crate::index::{Index, View};
use crate::plan::other_forms;
use crate::query::{Clause, Word};
use crate::suggest::correct;

/// Marks the matches of a query in texts of the index.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    /// Rows of words that are marked where they stand so; most have one word.
    rows: Vec<Vec<Sought>>,
}

/// A word with the keys of its other forms. They come from the index, which knows every form that
/// its texts hold: what is marked is what was found, whatever stemmers this program has.
#[derive(Clone, Debug)]
struct Sought {
    word: Word,
    forms: Vec<Vec<u8>>,
}

impl Sought {
    /// Is a token of a text this word?
    fn is(&self, token: &Token<'_>, key: &[u8]) -> bool {
        let word = &self.word;
        let accent = !word.exact || word.text == word.surface || word.surface == token.surface;
        (token.text == word.text && accent)
            || (word.prefix && token.text.starts_with(&word.text))
            || self.forms.iter().any(|form| form == key)
    }
}

/// A match in a text: its bytes, and which of the query's rows it is.
struct Found {
    start: usize,
    end: usize,
    row: usize,
}

impl<B: AsRef<[u8]>> Index<B> {
    /// What marks the matches of a query in a text, its corrections included.
    pub fn matcher(&self, query: &str, live: bool) -> Matcher {
        let view = self.view();
        let (clause, _) = correct(query, live, &view);
        let mut rows = Vec::new();
        collect(&clause, &view, &mut rows);
        Matcher { rows }
    }
}

fn collect(clause: &Clause, view: &View<'_>, rows: &mut Vec<Vec<Sought>>) {
    let sought = |word: &Word| Sought {
        word: word.clone(),
        forms: other_forms(word, view),
    };
    match clause {
        Clause::Word(word) => rows.push(vec![sought(word)]),
        Clause::Phrase { words, slop: None } => rows.push(words.iter().map(sought).collect()),
        Clause::Phrase { words, .. } => rows.extend(words.iter().map(|word| vec![sought(word)])),
        Clause::All(clauses) | Clause::Any(clauses) => {
            clauses
                .iter()
                .for_each(|clause| collect(clause, view, rows));
        }
        Clause::Not(_) | Clause::Dates(_) | Clause::Facet { .. } | Clause::Everything => {}
    }
}

/// A word of the text while it is matched.
struct Spot {
    start: usize,
    end: usize,
    position: u32,
    /// Numbers of (row, word) that it matches.
    matches: Vec<(usize, usize)>,
}

impl Matcher {
    /// Byte ranges of the matches in a text, ascending, apart.
    pub fn highlights(&self, text: &str) -> Vec<(u32, u32)> {
        join(&self.find(text))
    }

    /// The best passage of a text, at most `max_chars` characters, cut at white space where there
    /// is any near.
    pub fn snippet(&self, text: &str, max_chars: usize) -> Snippet {
        let found = self.find(text);
        let start = best_start(text, &found, max_chars);
        let (start, end) = passage(text, start, max_chars);
        let inside = |range: &(u32, u32)| range.0 as usize >= start && range.1 as usize <= end;
        let highlights = join(&found).into_iter().filter(inside);
        Snippet {
            text: text[start..end].to_owned(),
            cut_before: !text[..start].trim().is_empty(),
            cut_after: !text[end..].trim().is_empty(),
            highlights: highlights
                .map(|(a, b)| (a - start as u32, b - start as u32))
                .collect(),
        }
    }

    fn find(&self, text: &str) -> Vec<Found> {
        let mut spots: Vec<Spot> = Vec::new();
        let mut key = Vec::new();
        tokenize(text, &mut |token| {
            crate::dict::key(token.text, token.surface, &mut key);
            let mut matches = Vec::new();
            for (row, words) in self.rows.iter().enumerate() {
                for (at, word) in words.iter().enumerate() {
                    if word.is(&token, &key) {
                        matches.push((row, at));
                    }
                }
            }
            if !matches.is_empty() {
                let end = if token.kind == Kind::Gram {
                    gram_end(text, &token.range, &matches, self)
                } else {
                    token.range.end
                };
                spots.push(Spot {
                    start: token.range.start,
                    end,
                    position: token.position,
                    matches,
                });
            }
        });
        self.rows_in(&spots)
    }

    /// Rows whose words all stand at their offsets.
    fn rows_in(&self, spots: &[Spot]) -> Vec<Found> {
        let mut found = Vec::new();
        for (at, spot) in spots.iter().enumerate() {
            for &(row, word) in spot.matches.iter().filter(|(_, word)| *word == 0) {
                let first = self.rows[row][word].word.offset;
                let mut end = spot.end;
                let whole = self.rows[row]
                    .iter()
                    .enumerate()
                    .skip(1)
                    .all(|(number, word)| {
                        let wanted = spot.position + word.word.offset - first;
                        let later = spots[at..]
                            .iter()
                            .take_while(|spot| spot.position <= wanted);
                        let other = later.into_iter().find(|spot| {
                            spot.position == wanted && spot.matches.contains(&(row, number))
                        });
                        end = end.max(other.map_or(0, |other| other.end));
                        other.is_some()
                    });
                if whole {
                    found.push(Found {
                        start: spot.start,
                        end,
                        row,
                    });
                }
            }
        }
        found
    }
}

/// A lone character that begins a pair marks only itself.
fn gram_end(
    text: &str,
    range: &std::ops::Range<usize>,
    matches: &[(usize, usize)],
    matcher: &Matcher,
) -> usize {
    let lone = matches
        .iter()
        .all(|&(row, word)| matcher.rows[row][word].word.text.chars().count() == 1);
    let first = text[range.clone()].chars().next().map_or(0, char::len_utf8);
    if lone { range.start + first } else { range.end }
}

/// Ranges in order, touching and overlapping ones joined.
fn join(found: &[Found]) -> Vec<(u32, u32)> {
    let mut ranges: Vec<u64> = found
        .iter()
        .map(|found| (found.start as u64) << 32 | found.end as u64)
        .collect();
    crate::order::numbers(&mut ranges);
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for range in ranges {
        let range = ((range >> 32) as u32, range as u32);
        match joined.last_mut() {
            Some(last) if range.0 <= last.1 => last.1 = last.1.max(range.1),
            _ => joined.push(range),
        }
    }
    joined
}

/// Where the window with the most different matches starts.
fn best_start(text: &str, found: &[Found], max_chars: usize) -> usize {
    let mut best = (0, 0, 0);
    for (at, first) in found.iter().enumerate() {
        let limit = text[first.start..]
            .char_indices()
            .nth(max_chars * 3 / 4)
            .map_or(text.len(), |(end, _)| first.start + end);
        let mut rows: Vec<usize> = Vec::new();
        let mut count = 0;
        for other in found[at..]
            .iter()
            .take_while(|other| other.end <= limit)
            .take(64)
        {
            count += 1;
            if !rows.contains(&other.row) {
                rows.push(other.row);
            }
        }
        if (rows.len(), count) > (best.0, best.1) {
            best = (rows.len(), count, first.start);
        }
    }
    best.2
}

/// What ends a sentence, in the scripts of the world.
const SENTENCE_ENDS: &str = ".!?。！？।؟۔";

/// A passage of at most `max_chars` characters around `at`, cut at white space.
fn passage(text: &str, at: usize, max_chars: usize) -> (usize, usize) {
    let lead = max_chars / 5;
    let mut start = text[..at]
        .char_indices()
        .rev()
        .take(lead)
        .last()
        .map_or(at, |(start, _)| start);
    if start > 0 {
        // To the start of a sentence if one is near, else to the start of a word.
        let before = &text[start..at];
        let mut ends = before.char_indices().rev();
        let sentence = ends
            .find(|(_, sign)| SENTENCE_ENDS.contains(*sign))
            .map(|(end, sign)| end + sign.len_utf8())
            .filter(|&end| before.len() - end > 1);
        let word = before.find(char::is_whitespace);
        start += sentence.or(word).unwrap_or(0);
        start += text[start..].len()
            - text[start..]
                .trim_start_matches(|c: char| c.is_whitespace() || c == '.')
                .len();
        start = start.min(at);
    }
    let rest = &text[start..];
    let Some((cut, _)) = rest.char_indices().nth(max_chars) else {
        return (start, text.trim_end().len().max(start));
    };
    let word = rest[..cut]
        .rfind(char::is_whitespace)
        .filter(|&end| end > cut / 2 && start + end > at);
    let end = word.unwrap_or(cut);
    (start, start + rest[..end].trim_end().len())
}
