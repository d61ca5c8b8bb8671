//! What is the common stem of the forms of a word?
//!
//! [`stem`] takes a word in lower case with its accents, as [`crate::Token::surface`] has it.
//! Stems are keys for grouping, never shown.

mod english;

use crate::Language;

/// The stem of a word of a language; the word itself where the language has no stemmer.
pub fn stem(word: &str, language: Language) -> String {
    match language {
        Language::English => english::stem(word),
        Language::Other => word.to_owned(),
    }
}
