//! What is the common stem of the forms of a word?
//!
//! [`stem`] takes a word in lower case with its accents, as [`crate::Token::surface`] has it.
//! Stems are keys for grouping, never shown. English is built in; the other languages of
//! Snowball come with the feature `stemmers`, as their tables weigh more than a page should bear:
//! an index carries the groups of forms, so that a reader of it needs no stemmer.

mod english;

use crate::Language;

/// The stem of a word of a language; the word itself where the language has no stemmer.
pub fn stem(word: &str, language: Language) -> String {
    match language {
        Language::English => english::stem(word),
        other => other_stem(word, other),
    }
}

#[cfg(not(feature = "stemmers"))]
fn other_stem(word: &str, _language: Language) -> String {
    word.to_owned()
}

#[cfg(feature = "stemmers")]
fn other_stem(word: &str, language: Language) -> String {
    use rust_stemmers::{Algorithm, Stemmer};
    let algorithm = match language {
        Language::Other | Language::English => return word.to_owned(),
        Language::Arabic => Algorithm::Arabic,
        Language::Danish => Algorithm::Danish,
        Language::Dutch => Algorithm::Dutch,
        Language::Finnish => Algorithm::Finnish,
        Language::French => Algorithm::French,
        Language::German => Algorithm::German,
        Language::Greek => Algorithm::Greek,
        Language::Hungarian => Algorithm::Hungarian,
        Language::Italian => Algorithm::Italian,
        Language::Norwegian => Algorithm::Norwegian,
        Language::Portuguese => Algorithm::Portuguese,
        Language::Romanian => Algorithm::Romanian,
        Language::Russian => Algorithm::Russian,
        Language::Spanish => Algorithm::Spanish,
        Language::Swedish => Algorithm::Swedish,
        Language::Tamil => Algorithm::Tamil,
        Language::Turkish => Algorithm::Turkish,
    };
    Stemmer::create(algorithm).stem(word).into_owned()
}

#[cfg(all(test, feature = "stemmers"))]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (language, one, other) in [
            (Language::French, "généraux", "général"),
            (Language::German, "regierungen", "regierung"),
            (Language::Spanish, "soldados", "soldado"),
            (Language::Italian, "governi", "governo"),
            (Language::Russian, "президента", "президент"),
            (Language::Swedish, "regeringen", "regeringar"),
        ] {
            assert_eq!(stem(one, language), stem(other, language), "{one} {other}");
        }
    }

    /// English by hand is English by Snowball, but for letters that only occur beside apostrophes.
    #[test]
    fn english_is_snowballs() {
        let snowball = rust_stemmers::Stemmer::create(rust_stemmers::Algorithm::English);
        let (starts, middles) = (
            ["g", "com", "rel", "pl", "tr", "y", "gener", "sk", "arsen"],
            ["", "a", "io", "ay", "ibb", "ogic", "act", "izat"],
        );
        let ends = [
            "", "s", "es", "ies", "ed", "ing", "ingly", "ly", "ation", "ational", "ness", "ful",
            "fulness", "ement", "al", "ic", "icate", "ive", "ize", "izer", "ousness", "y", "e",
            "ll", "ogist", "ism", "ence", "ent", "eed", "eedly", "ying",
        ];
        for start in starts {
            for middle in middles {
                for end in ends {
                    let word = format!("{start}{middle}{end}");
                    assert_eq!(
                        stem(&word, Language::English),
                        snowball.stem(&word),
                        "{word}"
                    );
                }
            }
        }
    }
}
