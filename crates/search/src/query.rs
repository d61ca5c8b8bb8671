//! What did the reader mean by what was typed?
//!
//! The grammar, where `…` is any text. Every text is a query; what does not fit is taken as words.
//!
//! | typed | means |
//! |---|---|
//! | `coup peru` | documents with both words, in any of their forms |
//! | `"state of siege"` | these words as written, in this order |
//! | `"coup congress"~5` | these words in any order, with at most 5 others between |
//! | `-peru`, `NOT peru` | not these |
//! | `coup OR putsch`, `coup \| putsch` | either; binds weaker than standing side by side |
//! | `(coup OR putsch) peru` | groups |
//! | `demo*` | words that begin so |
//! | `=coups` | the word as written, without other forms |
//! | `title:coup`, `tag:(a OR b)`, `author:"…"` | in this field; a facet where no field has the name |
//! | `year:2020..2023`, `year:..2019` | numbers in between, in a facet whose values are numbers |
//! | `date:2023`, `date:2023-05..2024`, `before:2023`, `after:2022-06-01` | by date; of a range whichever end stands first |
//! | `*` | everything |

mod lex;
mod parse;
mod told;

use crate::DateRange;

pub(crate) use parse::parse;
pub use told::{not_dates, reversed_dates};

/// A word that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // each says one thing of a word, in any combination
pub(crate) struct Word {
    /// Folded.
    pub(crate) text: String,
    /// In lower case with accents.
    pub(crate) surface: String,
    /// As written only, no other forms.
    pub(crate) exact: bool,
    /// Also what begins with it.
    pub(crate) prefix: bool,
    /// The prefix is a guess at a word not yet finished (it was typed last).
    pub(crate) open: bool,
    /// Words that were typed joined, as one: another way to find what they find apart.
    pub(crate) joined: bool,
    /// Fields to look in, one bit each.
    pub(crate) fields: u32,
    /// Its place among the words of its phrase.
    pub(crate) offset: u32,
    /// Where it was typed, in bytes of the query.
    pub(crate) range: (usize, usize),
}

/// One part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Clause {
    /// A word.
    Word(Word),
    /// Words in a row; with `slop`, words in any order with that many others between.
    Phrase {
        /// The words.
        words: Vec<Word>,
        /// Other words allowed between them.
        slop: Option<u32>,
    },
    /// All of these; [`Clause::Not`] among them takes away.
    All(Vec<Clause>),
    /// Any of these.
    Any(Vec<Clause>),
    /// None of this.
    Not(Box<Clause>),
    /// Documents whose dates overlap.
    Dates(DateRange),
    /// Documents with a value of a facet, compared folded.
    Facet {
        /// Number of the facet.
        facet: usize,
        /// Folded value.
        value: String,
    },
    /// Every document.
    Everything,
}

impl Clause {
    /// Calls `each` for every word that is looked for, those of exclusions left out.
    pub(crate) fn words<'c>(&'c self, each: &mut dyn FnMut(&'c Word)) {
        match self {
            Self::Word(word) => each(word),
            Self::Phrase { words, .. } => words.iter().for_each(each),
            Self::All(clauses) | Self::Any(clauses) => {
                clauses.iter().for_each(|clause| clause.words(each));
            }
            Self::Not(_) | Self::Dates(_) | Self::Facet { .. } | Self::Everything => {}
        }
    }
}

#[cfg(test)]
mod tests;
