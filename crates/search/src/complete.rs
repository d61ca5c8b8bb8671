//! How may the word go on that is being typed?
//!
//! By the words of the index that begin with it. Those that documents hold beside the rest of the
//! query come first, so that what is offered is never a way to nothing.

use crate::Completion;
use crate::eval::evaluate;
use crate::index::{Index, View};
use crate::order::Best;
use crate::plan::plan;
use crate::query::{Clause, Word};
use crate::suggest::replaced;

/// Completions offered at most.
const MOST_COMPLETIONS: usize = 8;

/// Words that are looked for among what was found: the most common ones.
const MOST_COUNTED: usize = 24;

/// Terms looked at for completions at most.
const MOST_LOOKED_AT: usize = 4_096;

impl<B: AsRef<[u8]>> Index<B> {
    /// The words that begin with `prefix`, however it is written, most common first.
    pub fn complete(&self, prefix: &str, limit: usize) -> Vec<Completion> {
        let mut words = Vec::new();
        backfile_text::tokenize(prefix, &mut |token| {
            words.clear();
            words.push(token.text.to_owned());
        });
        let view = self.view();
        let keys = words.pop().map(|word| longer(&word, limit, &view));
        let completion = |key: u64| {
            let cursor = view.dict.get(key as u32)?;
            Some(Completion {
                text: String::from_utf8_lossy(&cursor.surface()).into_owned(),
                doc_freq: doc_freq(key),
            })
        };
        let keys = keys.unwrap_or_default().into_iter();
        keys.filter_map(completion).collect()
    }
}

/// The folded terms that begin with a folded word, most common first: for each the complement of
/// its documents, above the number of its most common spelling.
fn longer(word: &str, limit: usize, view: &View<'_>) -> Vec<u64> {
    let prefix = crate::dict::cut(word);
    let mut best = Best::new(limit);
    view.dict.want(prefix);
    let mut cursor = view.dict.seek(prefix);
    // The documents of a word, the most of a spelling, and the spelling's number.
    let (mut all, mut most, mut spelling) = (0u32, 0, 0);
    let mut last: Vec<u8> = Vec::new();
    for looked_at in 0..=MOST_LOOKED_AT {
        let more = looked_at < MOST_LOOKED_AT && cursor.advance();
        let more = more && cursor.key.starts_with(prefix);
        if more && !last.is_empty() && cursor.folded() == last {
            all = all.saturating_add(cursor.info.doc_freq);
        } else {
            if all > 0 {
                best.push(u64::from(!all) << 32 | u64::from(spelling));
            }
            (all, most) = (cursor.info.doc_freq, 0);
            last.clear();
            last.extend_from_slice(cursor.folded());
        }
        if !more {
            break;
        }
        if cursor.info.doc_freq > most {
            (most, spelling) = (cursor.info.doc_freq, cursor.term());
        }
    }
    best.finish()
}

/// The query with its last word completed, and how many of the documents `found` hold that word;
/// most first. Nothing where the last word is not being typed.
pub(crate) fn completions(
    query: &str,
    clause: &Clause,
    (found, all): (&[u32], usize),
    view: &View<'_>,
) -> Vec<(String, u32)> {
    let Some((place, open)) = open_in(clause) else {
        return Vec::new();
    };
    // Where the word is all that is asked, all its documents are found.
    let is_alone =
        matches!(clause, Clause::Word(_)) && found.len() == all && view.all_fields(open.fields);
    let terms = longer(&open.text, MOST_COUNTED, view);
    let mut best = Best::new(MOST_COMPLETIONS);
    for (rank, &key) in (0..).zip(&terms) {
        let count = whole(open, key as u32, view).map_or(0, |word| {
            if is_alone {
                return doc_freq(key);
            }
            let plan = plan(&with(place, word), view);
            evaluate(&plan, view, Some(found)).docs.len() as u32
        });
        if count > 0 {
            best.push(u64::from(!count) << 32 | rank);
        }
    }
    let completed = |key: u64| {
        let cursor = view.dict.get(*terms.get(key as u32 as usize)? as u32)?;
        let text = String::from_utf8_lossy(&cursor.surface()).into_owned();
        Some((replaced(query, &[(open.range, text)]), doc_freq(key)))
    };
    best.finish().into_iter().filter_map(completed).collect()
}

/// The word being typed, and the word or phrase that it is in.
fn open_in(clause: &Clause) -> Option<(&Clause, &Word)> {
    match clause {
        Clause::Word(word) => word.open.then_some((clause, word)),
        Clause::Phrase { words, .. } => {
            let open = words.iter().find(|word| word.open);
            open.map(|word| (clause, word))
        }
        Clause::All(clauses) | Clause::Any(clauses) => clauses.iter().find_map(open_in),
        _ => None,
    }
}

/// A word or phrase with another word in place of the one being typed.
fn with(place: &Clause, word: Word) -> Clause {
    let mut place = place.clone();
    match &mut place {
        Clause::Word(open) => *open = word,
        Clause::Phrase { words, .. } => {
            if let Some(open) = words.iter_mut().find(|word| word.open) {
                *open = word;
            }
        }
        _ => {}
    }
    place
}

/// Documents of a key of [`longer`].
fn doc_freq(key: u64) -> u32 {
    !((key >> 32) as u32)
}

/// The word that a term is, in any spelling and no other form; none where it is what was typed.
fn whole(open: &Word, term: u32, view: &View<'_>) -> Option<Word> {
    let cursor = view.dict.get(term)?;
    let text = String::from_utf8_lossy(cursor.folded()).into_owned();
    (text != open.text).then(|| Word {
        surface: text.clone(),
        text,
        exact: true,
        prefix: false,
        open: false,
        ..open.clone()
    })
}
