//! What words does a segment with signs inside hold?
//!
//! A segment of UAX #29 may carry points, apostrophes, commas, colons and low lines. This says
//! which of them part words and which are left out of one.

use std::ops::Range;

/// One word inside a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Where in the segment.
    pub(crate) range: Range<usize>,
    /// Characters to leave out of the word.
    pub(crate) without: &'static str,
}

/// Words that French, Italian and Catalan join to the next by an apostrophe.
const ELISIONS: [&str; 32] = [
    "l", "d", "qu", "j", "n", "s", "t", "c", "m", "jusqu", "lorsqu", "puisqu", "quoiqu", "un",
    "all", "dall", "dell", "nell", "sull", "coll", "gl", "quest", "quell", "sant", "anch", "com",
    "dov", "cos", "mezz", "bell", "presqu", "entr",
];

/// What English writes after an apostrophe without beginning a new word.
const CONTRACTIONS: [&str; 7] = ["t", "s", "d", "m", "re", "ve", "ll"];

const APOSTROPHES: &str = "'\u{2018}\u{2019}\u{2bc}\u{ff07}";

/// What Hebrew writes within an acronym, or after a letter that is a number: gershayim and geresh, and
/// the quotation mark that is typed for the first. No other quotation mark stands within a segment.
const HEBREW_SIGNS: &str = "\"\u{5f3}\u{5f4}";

/// The words of a segment.
pub(crate) fn parts(segment: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut start = 0;
    for piece in segment.split(['_', ':', '\u{203f}']) {
        numbers_or_words(piece, start, &mut parts);
        start += piece.len()
            + segment[start + piece.len()..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
    }
    parts
}

fn numbers_or_words(piece: &str, start: usize, parts: &mut Vec<Part>) {
    let whole = start..start + piece.len();
    if piece.is_empty() {
        return;
    }
    if piece.starts_with(|c: char| c.is_numeric()) && !piece.contains(char::is_alphabetic) {
        if !piece.contains([',', ';']) {
            parts.push(Part {
                range: whole,
                without: "",
            });
        } else if is_thousands(piece) {
            parts.push(Part {
                range: whole,
                without: ",",
            });
        } else {
            split(piece, start, &[',', ';'], &mut |part, at| {
                parts.push(Part {
                    range: at..at + part.len(),
                    without: "",
                });
            });
        }
    } else if is_acronym(piece) {
        parts.push(Part {
            range: whole,
            without: ".",
        });
    } else {
        split(
            piece,
            start,
            &['.', ',', ';', '\u{b7}', '\u{2027}', '\u{ff0e}'],
            &mut |part, at| {
                apostrophe(part, at, parts);
            },
        );
    }
}

fn split(piece: &str, start: usize, signs: &[char], each: &mut dyn FnMut(&str, usize)) {
    let base = piece.as_ptr() as usize;
    for part in piece.split(signs).filter(|part| !part.is_empty()) {
        each(part, start + (part.as_ptr() as usize - base));
    }
}

/// `1,000,000` and `12,345.6`, but not the list `1,2,3`.
fn is_thousands(piece: &str) -> bool {
    let whole = piece.split_once('.').map_or(piece, |(whole, _)| whole);
    let mut groups = whole.split(',');
    let first = groups.next().map_or(0, str::len);
    (1..=3).contains(&first) && groups.all(|group| group.len() == 3) && !piece.contains(';')
}

/// `U.S.A`, `e.g`, `Ph.D`: letters one by one with points between, at most one pair among them.
fn is_acronym(piece: &str) -> bool {
    let lengths = || piece.split('.').map(|part| part.chars().count());
    piece.contains('.')
        && lengths().all(|n| n <= 2)
        && lengths().any(|n| n == 1)
        && lengths().filter(|&n| n == 2).count() <= 1
}

fn apostrophe(part: &str, start: usize, parts: &mut Vec<Part>) {
    let end = start + part.len();
    let Some((before, after)) = part.split_once(|c| APOSTROPHES.contains(c)) else {
        let has_signs = part.contains(|c| HEBREW_SIGNS.contains(c));
        parts.push(Part {
            range: start..end,
            without: if has_signs { HEBREW_SIGNS } else { "" },
        });
        return;
    };
    let lower = |text: &str, list: &[&str]| list.iter().any(|item| text.eq_ignore_ascii_case(item));
    if after.eq_ignore_ascii_case("s") {
        parts.push(Part {
            range: start..start + before.len(),
            without: "",
        });
    } else if lower(before, &ELISIONS) && !lower(after, &CONTRACTIONS) {
        parts.push(Part {
            range: start..start + before.len(),
            without: "",
        });
        apostrophe(after, end - after.len(), parts);
    } else {
        parts.push(Part {
            range: start..end,
            without: APOSTROPHES,
        });
    }
}
