//! Where does Unicode see the boundaries of words (UAX #29)?
//!
//! Written by the rules of that annex, on a table of its character classes that is kept as a short
//! text and spread out when it is first asked: a reader loads 2 KB of table instead of 6. A rule
//! looks at characters of its own segment and at what follows, never behind a boundary.

mod table;

use std::sync::LazyLock;

use table::{CLASSES, LIMIT};

/// The class of a character in UAX #29, by its letter in the table.
type Class = u8;

const CR: Class = b'C';
const DOUBLE_QUOTE: Class = b'D';
/// Extend and Format, which no rule tells apart.
const EXTEND: Class = b'E';
const HEBREW: Class = b'H';
const KATAKANA: Class = b'K';
const LETTER: Class = b'A';
/// A letter that is a pictograph too.
const LETTER_PICTOGRAPH: Class = b'B';
const LF: Class = b'L';
const MID_LETTER: Class = b'M';
const MID_NUMBER: Class = b'U';
const MID_BOTH: Class = b'T';
const NEWLINE: Class = b'W';
const NUMBER: Class = b'N';
const CONNECTOR: Class = b'X';
const OTHER: Class = b'O';
/// Extended pictographic, of no other class.
const PICTOGRAPH: Class = b'P';
const QUOTE: Class = b'Q';
const REGIONAL: Class = b'R';
const SPACE: Class = b'S';
const JOINER: Class = b'Z';

/// The class of each character below [`LIMIT`].
static SPREAD: LazyLock<Vec<Class>> = LazyLock::new(spread);

fn spread() -> Vec<Class> {
    let mut classes = vec![OTHER; LIMIT];
    let (mut at, mut run) = (0, 0);
    for sign in CLASSES.bytes() {
        if sign.is_ascii_uppercase() {
            let end = at + run.max(1);
            if let Some(range) = classes.get_mut(at..end) {
                range.fill(sign);
            }
            (at, run) = (end, 0);
        } else {
            run = run * 32 + char::from(sign).to_digit(32).unwrap_or_default() as usize;
        }
    }
    classes
}

fn class(c: char) -> Class {
    match (SPREAD.get(c as usize), c) {
        (Some(&class), _) => class,
        // Tags and selectors of variants; above the table there is nothing else.
        (None, '\u{E0001}' | '\u{E0020}'..='\u{E007F}' | '\u{E0100}'..='\u{E01EF}') => EXTEND,
        _ => OTHER,
    }
}

/// The segments of a text with the byte that each begins at: all of the text, in order.
pub(crate) fn segments(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let size = first_size(rest);
        at += size;
        Some((start, &rest[..size]))
    })
}

/// Bytes of the first segment of a text that begins with a boundary.
fn first_size(text: &str) -> usize {
    let mut chars = text.chars();
    let mut raw = chars.next().map_or(OTHER, class);
    // The last two that count, what extends them left out (WB4).
    let (mut before, mut last) = (OTHER, raw);
    loop {
        let size = text.len() - chars.as_str().len();
        let Some(next) = chars.next().map(class) else {
            return size;
        };
        if !is_joined([raw, before, last, next], chars.as_str()) {
            return size;
        }
        if !matches!(next, EXTEND | JOINER) {
            (before, last) = (last, next);
        }
        raw = next;
    }
}

/// Whether there is no boundary before `next`; `raw` is the character in front of it, `last` and
/// `before` are those that count.
fn is_joined([raw, before, last, next]: [Class; 4], rest: &str) -> bool {
    let ends_line = |class| matches!(class, CR | LF | NEWLINE);
    if ends_line(raw) || ends_line(next) {
        return (raw, next) == (CR, LF); // WB3, 3a, 3b
    }
    match (raw, next) {
        (JOINER, PICTOGRAPH | LETTER_PICTOGRAPH) // WB3c
        | (SPACE, SPACE) // WB3d
        | (_, EXTEND | JOINER) => true, // WB4
        _ => is_word(before, last, next, rest),
    }
}

/// Whether three characters that count are of one word, as far as that hangs on the last.
fn is_word(before: Class, last: Class, next: Class, rest: &str) -> bool {
    let following = || {
        let mut classes = rest.chars().map(class);
        classes.find(|class| !matches!(*class, EXTEND | JOINER))
    };
    match (last, next) {
        // WB7a; WB13, 13a, 13b
        (HEBREW, QUOTE) | (KATAKANA | CONNECTOR, KATAKANA | CONNECTOR) => true,
        (HEBREW, DOUBLE_QUOTE) => following() == Some(HEBREW), // WB7b
        (DOUBLE_QUOTE, HEBREW) => before == HEBREW,            // WB7c
        (REGIONAL, REGIONAL) => before != REGIONAL,            // WB15, 16
        (NUMBER, MID_NUMBER | MID_BOTH | QUOTE) => following() == Some(NUMBER), // WB12
        (MID_NUMBER | MID_BOTH | QUOTE, NUMBER) => before == NUMBER, // WB11
        (MID_LETTER | MID_BOTH | QUOTE, _) => is_letter(next) && is_letter(before), // WB7
        (_, MID_LETTER | MID_BOTH | QUOTE) => {
            is_letter(last) && following().is_some_and(is_letter) // WB6
        }
        (CONNECTOR, _) => is_letter(next) || next == NUMBER, // WB13b
        (_, CONNECTOR) => is_letter(last) || last == NUMBER, // WB13a
        _ => {
            let is_letter_or_number = |class| is_letter(class) || class == NUMBER;
            is_letter_or_number(last) && is_letter_or_number(next) // WB5, 8, 9, 10
        }
    }
}

fn is_letter(class: Class) -> bool {
    matches!(class, LETTER | LETTER_PICTOGRAPH | HEBREW)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::{
        Class, DOUBLE_QUOTE, EXTEND, JOINER, LETTER_PICTOGRAPH, MID_BOTH, MID_LETTER, MID_NUMBER,
        PICTOGRAPH, QUOTE, class, segments,
    };

    /// Is there a pictograph joined to a sign that may stand within words and numbers? The library
    /// takes that sign for one within the word before, although none follows (WB6, WB12).
    fn has_joined_sign(text: &str) -> bool {
        let classes: Vec<Class> = text.chars().map(class).collect();
        let is_sign = |class: &Class| {
            matches!(
                *class,
                MID_LETTER | MID_BOTH | MID_NUMBER | QUOTE | DOUBLE_QUOTE
            )
        };
        classes.windows(2).enumerate().any(|(at, pair)| {
            let mut before = classes[..=at].iter().rev();
            let sign = before.find(|class| !matches!(**class, EXTEND | JOINER));
            pair[0] == JOINER
                && matches!(pair[1], PICTOGRAPH | LETTER_PICTOGRAPH)
                && sign.is_some_and(is_sign)
        })
    }

    #[test]
    fn a_sign_before_a_joined_pictograph_is_no_part_of_a_number() {
        let text = "\u{662}.\u{200D}\u{1F600}";
        let found: Vec<&str> = segments(text).map(|(_, segment)| segment).collect();
        assert_eq!(found, ["\u{662}", ".\u{200D}\u{1F600}"]);
        assert!(has_joined_sign(text) && !has_joined_sign("1.2 a\u{200D}\u{1F600}"));
    }

    /// What a library that is made for this says.
    fn check(text: &str) {
        let found: Vec<(usize, &str)> = segments(text).collect();
        let wanted: Vec<(usize, &str)> = text.split_word_bound_indices().collect();
        assert_eq!(found, wanted, "{text:?}");
    }

    #[test]
    fn every_character_is_cut_as_a_library_does_among_all_classes() {
        let mut count = 0;
        for c in ('\0'..='\u{10FFFF}').filter(|c| !('\u{20000}'..'\u{DFF00}').contains(c)) {
            for around in [
                "a",
                "1",
                "\u{5D0}",
                "\u{30AB}",
                "_",
                "\u{1F1E6}",
                "\u{200D}",
                " ",
                "\r",
                "'",
                "\u{301}",
            ] {
                check(&format!("{around}{c}{around}"));
            }
            // The library takes a letter after a joiner for no letter any more.
            if class(c) != LETTER_PICTOGRAPH {
                check(&format!("\u{200D}{c}\u{301}{c}a{c}1"));
            }
            count += 1;
        }
        assert!(count > 100_000, "only {count} characters");
    }

    proptest! {
        #[test]
        fn any_text_is_cut_as_a_library_does(
            signs in prop::collection::vec(prop::sample::select(
                "aé\u{5D0}\u{5D1}1٢カ_'\u{2019}\".:,;\u{B7} \r\n\u{85}\u{301}\u{AD}\u{200D}\u{1F1E6}\u{1F600}猫ก"
                    .chars().collect::<Vec<_>>()
            ), 0..14)
        ) {
            let text: String = signs.into_iter().collect();
            prop_assume!(!has_joined_sign(&text));
            check(&text);
        }

        #[test]
        fn any_characters_are_cut_as_a_library_does(text in any::<String>()) {
            prop_assume!(!has_joined_sign(&text));
            check(&text);
        }
    }
}
