//! Here is a text: which physical lines does it have, and what stands on each?
//!
//! Line ends of every system count (also U+2028, U+2029 and form feeds). Marks that a list or
//! Markdown puts before the words (bullets, numbers, `#`) are taken off here, but only where
//! the file as a whole uses them as marks: one line that starts with a dash is speech.

use crate::normalize::space;

/// One physical line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// As it stood in the file, for the report.
    pub(crate) raw: String,
    /// The words, without marks and with clean white space; empty for a blank line.
    pub(crate) text: String,
    /// Columns that the whole line takes, indentation and marks included.
    pub(crate) width: usize,
    /// Columns that the first word takes, with what no browser would wrap after it.
    pub(crate) first_word: usize,
    /// Columns of blanks before the first sign.
    pub(crate) indent: usize,
    /// The list mark or heading mark before the words.
    pub(crate) mark: Mark,
    /// The address, when the words are one Markdown link or nothing but an address.
    pub(crate) url: Option<String>,
}

/// What stood before the words of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mark {
    #[default]
    None,
    Bullet,
    Number,
    /// A Markdown heading of that level.
    Heading(u8),
}

/// A bullet that fewer lines share is a dash of speech, or a mathematical sign.
const LEAST_BULLETS: usize = 2;

/// A list leaves out fewer numbers than this in a row; one further on is a number in a text.
const SKIPPED: u32 = 10;

/// The lines of a text.
pub(crate) fn split(text: &str) -> Vec<Line> {
    let text = text.replace("\r\n", "\n");
    let ends = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{0C}'];
    let raws: Vec<&str> = text.split(ends).collect();
    let style = MarkStyle::of(&raws);
    let mut last = None;
    raws.into_iter()
        .map(|raw| style.line(raw, &mut last))
        .collect()
}

/// Which marks the file uses as marks.
struct MarkStyle {
    bullets: Vec<char>,
    numbers: bool,
}

impl MarkStyle {
    fn of(raws: &[&str]) -> Self {
        let found: Vec<char> = raws.iter().filter_map(|raw| bullet(raw)).collect();
        let mut bullets: Vec<char> = found.clone();
        bullets.sort_unstable();
        bullets.dedup();
        bullets.retain(|b| found.iter().filter(|f| *f == b).count() >= LEAST_BULLETS);
        let numbers: Vec<u32> = raws
            .iter()
            .filter_map(|raw| number(raw))
            .map(|n| n.0)
            .collect();
        let rising = numbers.windows(2).filter(|w| w[1] == w[0] + 1).count();
        MarkStyle {
            bullets,
            numbers: rising >= 1 && rising * 2 >= numbers.len() - 1,
        }
    }

    /// A line after those of which `last` was the last number.
    fn line(&self, raw: &str, last: &mut Option<u32>) -> Line {
        let mut rest = raw.trim_start();
        while let Some(quoted) = rest.strip_prefix("> ") {
            rest = quoted.trim_start();
        }
        let mut mark = Mark::None;
        if let Some(b) = bullet(rest).filter(|b| self.bullets.contains(b)) {
            mark = Mark::Bullet;
            rest = rest[b.len_utf8()..].trim_start();
            // A task list has a box after its bullet.
            rest = ["[ ] ", "[x] ", "[X] "]
                .iter()
                .find_map(|task| rest.strip_prefix(task))
                .unwrap_or(rest);
        }
        let counts =
            |n: u32| n == 1 || last.is_none_or(|last| (last + 1..=last + SKIPPED).contains(&n));
        if let Some((n, length)) = number(rest).filter(|(n, _)| self.numbers && counts(*n)) {
            *last = Some(n);
            mark = Mark::Number;
            rest = rest[length..].trim_start();
        }
        if let Some(level) = heading(rest) {
            mark = Mark::Heading(level);
            rest = rest.trim_matches(|c: char| c == '#' || c.is_whitespace());
        }
        let first_word = first_word(rest);
        let (text, url) = unlink(&unemphasize(&space::clean(rest)));
        Line {
            first_word,
            raw: raw.to_owned(),
            text,
            width: space::width(raw.trim_end_matches(is_breaking)),
            indent: raw.chars().take_while(|c| c.is_whitespace()).count(),
            mark,
            url,
        }
    }
}

/// The bullet that starts a line, if one does and words follow.
fn bullet(raw: &str) -> Option<char> {
    let raw = raw.trim_start();
    let first = raw.chars().next()?;
    let tight = matches!(
        first,
        '•' | '‣' | '◦' | '▪' | '■' | '●' | '○' | '➤' | '►' | '→' | '・'
    );
    let spaced = matches!(first, '*' | '-' | '+' | '–' | '·');
    let rest = &raw[first.len_utf8()..];
    let words = !rest.trim().is_empty();
    (words && (tight || spaced && rest.starts_with(char::is_whitespace))).then_some(first)
}

/// The number that starts a line as a list item, and the bytes it takes: `12.`, `12)`, `(12)`.
fn number(raw: &str) -> Option<(u32, usize)> {
    let raw_start = raw.len() - raw.trim_start().len();
    let raw = raw.trim_start();
    let open = usize::from(raw.starts_with('('));
    let digits = raw[open..].bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 3 {
        return None;
    }
    let value = raw[open..open + digits].parse().ok()?;
    let close = raw[open + digits..].chars().next()?;
    let fits = close == ')' || open == 0 && matches!(close, '.' | '．' | '、');
    let length = open + digits + close.len_utf8();
    let rest = &raw[length..];
    let apart = rest.starts_with(char::is_whitespace) || matches!(close, '．' | '、');
    (fits && apart && !rest.trim().is_empty()).then_some((value, raw_start + length))
}

/// Columns of the first word. A fixed blank ends none; in scripts of wide signs each is a word.
fn first_word(text: &str) -> usize {
    let text = text.trim_start();
    let wide = |c: char| space::width(c.encode_utf8(&mut [0; 4])) == 2;
    if text.starts_with(wide) {
        return 2;
    }
    let end = text.find(is_breaking).unwrap_or(text.len());
    space::width(&text[..end])
}

/// Whether a line may be broken at the blank.
fn is_breaking(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{202F}')
}

/// The level of a Markdown heading.
fn heading(text: &str) -> Option<u8> {
    let level = text.bytes().take_while(|&b| b == b'#').count();
    let words = text[level..].trim_matches(|c: char| c == '#' || c.is_whitespace());
    ((1..=6).contains(&level)
        && text[level..].starts_with(char::is_whitespace)
        && !words.is_empty())
    .then_some(level as u8)
}

/// The text without Markdown emphasis around all of it.
fn unemphasize(text: &str) -> String {
    for mark in ["***", "**", "__", "*", "_"] {
        let inner = text.strip_prefix(mark).and_then(|t| t.strip_suffix(mark));
        if let Some(inner) = inner.filter(|t| !t.trim().is_empty() && !t.contains(mark)) {
            return inner.trim().to_owned();
        }
    }
    text.to_owned()
}

/// A line that is one Markdown link, or starts with one: its words and its address.
fn unlink(text: &str) -> (String, Option<String>) {
    if is_address(text) {
        return (text.to_owned(), Some(text.to_owned()));
    }
    let Some((label, rest)) = text.strip_prefix('[').and_then(|t| t.split_once("](")) else {
        return (text.to_owned(), None);
    };
    let Some((url, after)) = rest.split_once(')') else {
        return (text.to_owned(), None);
    };
    (format!("{label}{after}"), Some(url.trim().to_owned()))
}

/// Whether the text is nothing but a web address.
pub(crate) fn is_address(text: &str) -> bool {
    let known = ["http://", "https://", "www."];
    known.iter().any(|start| text.starts_with(start)) && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(Mark, String)> {
        split(text).into_iter().map(|l| (l.mark, l.text)).collect()
    }

    #[test]
    fn every_line_end_counts() {
        let lines = texts("a\r\nb\rc\nd\u{2028}e");
        let words: Vec<&str> = lines.iter().map(|l| l.1.as_str()).collect();
        assert_eq!(words, ["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn marks_go_where_the_file_uses_them() {
        let given = "1. One\n2) Two\n- x\n- y\n## Head ##\n– Speech\n[Lake](http://l.example) dry";
        let expected = [
            (Mark::Number, "One"),
            (Mark::Number, "Two"),
            (Mark::Bullet, "x"),
            (Mark::Bullet, "y"),
            (Mark::Heading(2), "Head"),
            (Mark::None, "– Speech"),
            (Mark::None, "Lake dry"),
        ];
        assert_eq!(texts(given), expected.map(|(m, t)| (m, t.to_owned())));
    }

    #[test]
    fn fixed_blanks_count_where_lines_are_broken() {
        let lines = split("gone.\u{A0} \nin\u{A0}2019 it");
        assert_eq!((lines[0].width, lines[1].first_word), (6, 7));
    }

    #[test]
    fn numbers_that_do_not_count_are_words() {
        assert_eq!(texts("48. Street\n7. Avenue")[0].1, "48. Street");
        let wrapped =
            texts("1. One\nfailed on 14 nights of\n90. The ministry\n2. Two\n3. Three\n4. Four");
        assert_eq!(wrapped[2], (Mark::None, "90. The ministry".to_owned()));
        assert_eq!(wrapped[3], (Mark::Number, "Two".to_owned()));
        assert_eq!(texts("50 Years\n51 Years")[0].1, "50 Years");
    }
}
