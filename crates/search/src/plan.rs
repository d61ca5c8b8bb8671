//! Which terms of the index does each word of a query stand for?

use std::ops::RangeInclusive;

use backfile_text::{Language, fold, stem};

use crate::DateRange;
use crate::dict::{SPELLING, TermCursor};
use crate::index::View;
use crate::order::Best;
use crate::postings::TermInfo;
use crate::query::{Clause, Word};
use crate::tuning::{longer, other_accent, other_form};
use crate::weight::idf;

/// A term that stands for a word, and how well it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Expansion {
    pub(crate) term: u32,
    pub(crate) info: TermInfo,
    /// 1 for the word itself, less for another spelling or form; 0 for a word that counts as a
    /// match only (see [`MOST_SCORED`]).
    pub(crate) boost: f32,
}

/// All terms that stand for one word; they count as one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Group {
    pub(crate) terms: Vec<Expansion>,
    /// Fields to look in.
    pub(crate) fields: u32,
    /// Rarity of the group as a whole.
    pub(crate) idf: f32,
    /// Upper bound of the documents.
    pub(crate) doc_freq: u32,
    /// Place in a phrase.
    pub(crate) offset: u32,
}

impl Group {
    /// The terms that make a score.
    pub(crate) fn scored(&self) -> impl Iterator<Item = &Expansion> {
        self.terms.iter().filter(|term| term.boost > 0.0)
    }

    /// The terms that make a match without a score.
    pub(crate) fn unscored(&self) -> impl Iterator<Item = &Expansion> {
        self.terms.iter().filter(|term| term.boost == 0.0)
    }
}

/// A beginning may stand for thousands of words. This many, the most common, make the score;
/// documents with only the others are matches like any, after those: a letter or two tell nothing
/// about which of them is meant.
const MOST_SCORED: usize = 16;

/// A query in terms of an index.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Plan {
    Group(Group),
    Phrase {
        groups: Vec<Group>,
        slop: Option<u32>,
    },
    All(Vec<Plan>),
    Any(Vec<Plan>),
    Not(Box<Plan>),
    Dates(DateRange),
    /// Numbers of the values of a facet.
    Facet {
        facet: usize,
        values: Vec<u32>,
    },
    Everything,
}

/// Makes a query's clauses concrete.
pub(crate) fn plan(clause: &Clause, view: &View<'_>) -> Plan {
    let each = |clauses: &[Clause]| clauses.iter().map(|clause| plan(clause, view)).collect();
    match clause {
        Clause::Word(word) => Plan::Group(group(word, view)),
        Clause::Phrase { words, slop } => Plan::Phrase {
            groups: words.iter().map(|word| group(word, view)).collect(),
            slop: *slop,
        },
        Clause::All(clauses) => Plan::All(each(clauses)),
        Clause::Any(clauses) => Plan::Any(each(clauses)),
        Clause::Not(inner) => Plan::Not(Box::new(plan(inner, view))),
        Clause::Dates(range) => Plan::Dates(*range),
        Clause::Facet { facet, value } => Plan::Facet {
            facet: *facet,
            values: values(view, *facet, value),
        },
        Clause::Everything => Plan::Everything,
    }
}

/// Facet values that are the same as `value` but for case and accents; for languages also with a
/// region (`en` finds `en-GB`). A range (`7..12`, `7..`, `..12`) is of the numbers within.
fn values(view: &View<'_>, facet: usize, value: &str) -> Vec<u32> {
    let Some(facet) = view.facet(facet) else {
        return Vec::new();
    };
    let bound = |text: &str, open: i32| match text {
        "" => Some(open),
        _ => text.parse().ok(),
    };
    let range = value.split_once("..").and_then(|(first, last)| {
        let range = bound(first, i32::MIN)?..=bound(last, i32::MAX)?;
        (value.len() > 2).then_some(range)
    });
    let same = |&number: &u32| {
        let text = fold(facet.text(number));
        let is_in = |range: &RangeInclusive<i32>| text.parse().is_ok_and(|n| range.contains(&n));
        text == value
            || range.as_ref().is_some_and(is_in)
            || text
                .strip_prefix(value)
                .is_some_and(|rest| rest.starts_with('-'))
    };
    (0..facet.value_count).filter(same).collect()
}

/// The terms of a word: its spellings, its other forms, and what begins with it.
pub(crate) fn group(word: &Word, view: &View<'_>) -> Group {
    let mut terms = Vec::new();
    let prefix = crate::dict::cut(&word.text);
    if word.prefix {
        view.dict.want(prefix);
    }
    let mut cursor = view.dict.seek(prefix);
    while cursor.advance() && cursor.key.starts_with(prefix) {
        let same = cursor
            .key
            .get(prefix.len())
            .is_none_or(|&byte| byte == SPELLING);
        if !same && !word.prefix {
            break;
        }
        let boost = if same {
            spelling(&cursor, word)
        } else {
            longer()
        };
        if boost > 0.0 {
            terms.push(Expansion {
                term: cursor.term(),
                info: cursor.info,
                boost,
            });
        }
    }
    if !word.exact {
        add_forms(word, view, &mut terms);
    }
    if !terms.is_sorted_by(|a, b| a.term < b.term) {
        let order = crate::order::positions(terms.len(), &|a, b| {
            let (a, b) = (&terms[a], &terms[b]);
            a.term.cmp(&b.term).then(b.boost.total_cmp(&a.boost))
        });
        terms = crate::order::pick(&terms, &order);
        terms.dedup_by_key(|expansion| expansion.term);
    }
    score_the_common(&mut terms);
    finish(terms, word, view.doc_count)
}

/// Leaves a score to the word itself, its forms, and the most common of what begins with it.
fn score_the_common(terms: &mut [Expansion]) {
    if terms.len() <= MOST_SCORED {
        return;
    }
    let mut best = Best::new(MOST_SCORED);
    for (at, term) in (0..).zip(terms.iter()) {
        let rank = if term.boost > longer() {
            0
        } else {
            u64::from(!term.info.doc_freq)
        };
        best.push(rank << 32 | at);
    }
    let mut common = best.finish();
    common
        .iter_mut()
        .for_each(|key| *key &= u64::from(u32::MAX));
    crate::order::numbers(&mut common);
    let mut common = common.into_iter().peekable();
    for (at, term) in (0..).zip(terms.iter_mut()) {
        if common.next_if_eq(&at).is_none() {
            term.boost = 0.0;
        }
    }
}

/// Does any term stand for a word?
pub(crate) fn exists(word: &Word, view: &View<'_>) -> bool {
    let prefix = crate::dict::cut(&word.text);
    let mut cursor = view.dict.seek(prefix);
    if cursor.advance() && cursor.key.starts_with(prefix) {
        let same = cursor
            .key
            .get(prefix.len())
            .is_none_or(|&byte| byte == SPELLING);
        if word.prefix || (same && spelling(&cursor, word) > 0.0) {
            return true;
        }
    }
    !group(word, view).terms.is_empty()
}

/// How well a spelling of the folded word fits what was typed: an accent that was typed must be
/// there for an exact word.
fn spelling(cursor: &TermCursor<'_>, word: &Word) -> f32 {
    if cursor.surface() == crate::dict::cut(&word.surface) {
        1.0
    } else if word.exact && word.surface != word.text {
        0.0
    } else {
        other_accent()
    }
}

/// Other forms of the word. English ones by its stem; those of another language by the groups of
/// the index that hold the word itself, so that a reader without that language's stemmer finds
/// the same. Only a form that no document holds needs the stemmer.
fn add_forms(word: &Word, view: &View<'_>, terms: &mut Vec<Expansion>) {
    // The word itself in its spellings, without what only begins with it.
    let own = terms.iter().filter(|expansion| expansion.boost > longer());
    let own: Vec<u32> = own.map(|expansion| expansion.term).collect();
    for tag in &view.meta.languages {
        let language = Language::from_tag(tag);
        let mut forms = Vec::new();
        if language != Language::Other && language != Language::English && !own.is_empty() {
            forms = view.stems.beside(language.number(), &own);
        } else if language.has_stems() {
            forms = by_stem(word, view, language);
        }
        for form in forms {
            if let Some(cursor) = view.dict.get(form) {
                terms.push(Expansion {
                    term: form,
                    info: cursor.info,
                    boost: other_form(),
                });
            }
        }
    }
}

/// Keys of the other forms of a word that the index holds.
pub(crate) fn other_forms(word: &Word, view: &View<'_>) -> Vec<Vec<u8>> {
    if word.exact {
        return Vec::new();
    }
    let mut whole = word.clone();
    whole.prefix = false;
    let terms = group(&whole, view).terms.into_iter();
    let cursors = terms.filter_map(|expansion| view.dict.get(expansion.term));
    cursors.map(|cursor| cursor.key).collect()
}

/// Terms that share the word's stem.
fn by_stem(word: &Word, view: &View<'_>, language: Language) -> Vec<u32> {
    let stem = fold(&stem(&word.surface, language));
    let mut forms = view
        .stems
        .terms(&crate::stems::key(language.number(), &stem));
    if forms.is_empty() && stem != word.text {
        // The stem itself is the only form.
        let mut cursor = view.dict.seek(crate::dict::cut(&stem));
        if cursor.advance() && cursor.key == crate::dict::cut(&stem) {
            forms.push(cursor.term());
        }
    }
    forms
}

fn finish(terms: Vec<Expansion>, word: &Word, doc_count: u32) -> Group {
    let sum = terms
        .iter()
        .map(|expansion| u64::from(expansion.info.doc_freq))
        .sum::<u64>();
    let doc_freq = sum.min(u64::from(doc_count)) as u32;
    // Documents with any of the terms, as if they were spread independently.
    let without = terms.iter().fold(1.0, |without, expansion| {
        without * (1.0 - (expansion.info.doc_freq as f32 / doc_count.max(1) as f32).min(1.0))
    });
    let idf = idf((1.0 - without) * doc_count as f32, doc_count);
    Group {
        terms,
        fields: word.fields,
        idf,
        doc_freq,
        offset: word.offset,
    }
}
