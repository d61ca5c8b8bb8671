//! What does the parser not tell of a JSON text? Members that stand twice in an object, and numbers
//! that are larger than any it knows.
//!
//! Only of texts that are JSON but for such numbers: nothing else is checked here.

use std::collections::HashSet;
use std::fmt::Write;

use serde_json::Value;

/// A piece of a text outside of which there is only punctuation.
enum Piece<'t> {
    /// A string, without its quotes and with its escapes.
    Text(&'t str),
    /// A number or a word.
    Bare(&'t str),
    /// One sign of punctuation.
    Sign(u8),
}

/// The pieces of a text, each with its place in it.
fn pieces(text: &str) -> impl Iterator<Item = (usize, Piece<'_>)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        at += bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        let start = at;
        let piece = match *bytes.get(at)? {
            b'"' => {
                let mut end = at + 1;
                while end < bytes.len() && bytes[end] != b'"' {
                    end += if bytes[end] == b'\\' { 2 } else { 1 };
                }
                at = (end + 1).min(bytes.len());
                Piece::Text(text.get(start + 1..end).unwrap_or_default())
            }
            sign @ (b'{' | b'}' | b'[' | b']' | b',' | b':') => {
                at += 1;
                Piece::Sign(sign)
            }
            _ => {
                let is_in = |byte: &&u8| !byte.is_ascii_whitespace() && !b"{}[],:\"".contains(byte);
                at += bytes[at..].iter().take_while(is_in).count();
                Piece::Bare(text.get(start..at).unwrap_or_default())
            }
        };
        Some((start, piece))
    })
}

/// The text with quotes around numbers that are too large, and each of them with its line.
pub(super) fn quote_large(text: &str) -> Option<(String, Vec<(usize, &str)>)> {
    // The parser's own word: another one for numbers would be 10 KB of the programs that read feeds.
    let is_large = |piece: &str| serde_json::from_str::<Value>(piece).is_err();
    let mut found = Vec::new();
    let (mut quoted, mut done, mut line) = (String::new(), 0, 1);
    for (at, piece) in pieces(text) {
        let Piece::Bare(number) = piece else { continue };
        if !number.ends_with(|c: char| c.is_ascii_digit()) || !is_large(number) {
            continue;
        }
        let before = &text[done..at];
        line += before.matches('\n').count();
        found.push((line, number));
        let _ = write!(quoted, "{before}\"{number}\"");
        done = at + number.len();
    }
    quoted.push_str(&text[done..]);
    (!found.is_empty()).then_some((quoted, found))
}

/// What is open around a place in a text.
enum Open<'t> {
    Object {
        names: HashSet<&'t str>,
        name: &'t str,
        is_value: bool,
    },
    List(usize),
}

/// The places of members whose name stands earlier in the same object, such as `items[3].title`.
pub(super) fn doubles(text: &str) -> Vec<String> {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut found = Vec::new();
    for (_, piece) in pieces(text) {
        match (piece, open.last_mut()) {
            (Piece::Sign(b'{'), _) => open.push(Open::Object {
                names: HashSet::new(),
                name: "",
                is_value: false,
            }),
            (Piece::Sign(b'['), _) => open.push(Open::List(0)),
            (Piece::Sign(b'}' | b']'), _) => drop(open.pop()),
            (Piece::Sign(b','), Some(Open::List(index))) => *index += 1,
            (Piece::Sign(sign), Some(Open::Object { is_value, .. })) => *is_value = sign == b':',
            (
                Piece::Text(text),
                Some(Open::Object {
                    names,
                    name,
                    is_value: false,
                }),
            ) => {
                *name = text;
                if !names.insert(text) {
                    found.push(place(&open));
                }
            }
            _ => {}
        }
    }
    found
}

fn place(open: &[Open<'_>]) -> String {
    let mut place = String::new();
    for open in open {
        let _ = match open {
            Open::Object { name, .. } if place.is_empty() => write!(place, "{name}"),
            Open::Object { name, .. } => write!(place, ".{name}"),
            Open::List(index) => write!(place, "[{index}]"),
        };
    }
    place
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn members_that_stand_twice_are_found_in_every_depth() {
        let text =
            r#"{"a": 1, "b": {"a": 2, "c": [{"x": 1, "y": 2, "x": 3}, {"x": "x"}]}, "a": "a"}"#;
        assert_eq!(doubles(text), ["b.c[0].x", "a"]);
        assert_eq!(doubles(r#"[["a", "a"], {"\"}": 1, "\"": 2}]"#), [""; 0]);
    }

    #[test]
    fn numbers_that_are_too_large_become_texts() {
        let text = "{\"a\": -1e400,\n \"b\": [1e400, 1e300, \"1e400\"], \"c\": 5}";
        let (quoted, found) = quote_large(text).unwrap();
        assert_eq!(
            quoted,
            "{\"a\": \"-1e400\",\n \"b\": [\"1e400\", 1e300, \"1e400\"], \"c\": 5}"
        );
        assert_eq!(found, [(1, "-1e400"), (2, "1e400")]);
        assert!(quote_large("{\"a\": 1}").is_none());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_to_its_end(text in "[\"\\\\{}\\[\\],:é 1e49-]{0,40}") {
            doubles(&text);
            if let Some((quoted, found)) = quote_large(&text) {
                proptest::prop_assert_eq!(quoted.len(), text.len() + 2 * found.len());
            }
        }
    }
}
