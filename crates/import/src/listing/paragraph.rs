//! Here are physical lines: which of them belong together as one paragraph?
//!
//! A text wrapped at a fixed width is recognised as such: almost every line break in it was
//! forced, which means that the next line's first word would not have fitted any more. Only
//! forced breaks are undone; a break that was not forced is the author's (or the spammer's). Where
//! a break was forced by accident, between a title and its excerpt, [`wrapped`] finds it.

use super::lines::{Line, Mark};
use super::wrapped::{self, Apart};
use crate::normalize::space;

/// One logical line of the page: a title, an excerpt's paragraph, a byline, a menu item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Position of its first physical line, from 0.
    pub(crate) first: usize,
    /// Position of its last physical line, from 0.
    pub(crate) last: usize,
    /// Its text on one line.
    pub(crate) text: String,
    /// Whether no blank line stands before it.
    pub(crate) glued: bool,
    /// The mark of its first line.
    pub(crate) mark: Mark,
    /// Columns of blanks before it.
    pub(crate) indent: usize,
    /// The address that its first line links to.
    pub(crate) url: Option<String>,
}

/// Wider lines were not wrapped by anyone for reading.
const WIDEST_WRAP: usize = 132;
/// Narrower ones are titles or verse.
const NARROWEST_WRAP: usize = 32;
/// Lines of so many hundredths of the width were filled.
const LONG_PERCENT: usize = 60;
/// So many of a hundred breaks after filled lines must be forced before the text counts as wrapped.
const FORCED_PERCENT: usize = 55;
/// So many of a hundred forced breaks must stand inside sentences: lists of lines that happen to be
/// of one length have none there.
const FLOWING_PERCENT: usize = 25;

/// The paragraphs of the lines, in order.
pub(crate) fn join(lines: &[Line]) -> Vec<Paragraph> {
    let wrap = wrap_width(lines);
    let apart = wrap.map(|_| Apart::of(lines));
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut previous: Option<usize> = None;
    for (at, line) in lines.iter().enumerate() {
        if line.text.is_empty() {
            continue;
        }
        let glued = previous.is_some_and(|p| p + 1 == at);
        match (previous, paragraphs.last_mut()) {
            (Some(before), Some(open))
                if glued
                    && continues(&lines[before], line, wrap)
                    && apart.as_ref().is_some_and(|a| a.lets_join(open, line)) =>
            {
                push_wrapped(&mut open.text, &line.text);
                open.last = at;
            }
            _ => paragraphs.push(Paragraph {
                first: at,
                last: at,
                text: line.text.clone(),
                glued,
                mark: line.mark,
                indent: line.indent,
                url: line.url.clone(),
            }),
        }
        previous = Some(at);
    }
    match apart {
        Some(apart) => wrapped::split(&paragraphs, lines, &apart),
        None => paragraphs,
    }
}

pub(super) fn text_of(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines.iter().filter(|l| !l.text.is_empty()) {
        if text.is_empty() {
            text.clone_from(&line.text);
        } else {
            push_wrapped(&mut text, &line.text);
        }
    }
    text
}

/// Whether `line` is the rest of a paragraph that the wrapping cut after `before`.
fn continues(before: &Line, line: &Line, wrap: Option<usize>) -> bool {
    let Some(wrap) = wrap else { return false };
    if line.mark != Mark::None || matches!(before.mark, Mark::Heading(_)) || before.width > wrap {
        return false;
    }
    // A wrapped list item is indented to its words, never less.
    line.indent + 1 >= before.indent
        && (is_forced(before, line, wrap) || is_flow(before, line, wrap))
}

/// Whether the break between two lines was forced by the width.
fn is_forced(before: &Line, line: &Line, wrap: usize) -> bool {
    before.width + 1 + line.first_word > wrap
}

/// A ragged break in the middle of a sentence, as proportional wrapping makes them.
fn is_flow(before: &Line, line: &Line, wrap: usize) -> bool {
    let open = !before.text.ends_with(super::features::ends_sentence);
    let lower = line.text.starts_with(char::is_lowercase);
    open && lower && before.width * 4 >= wrap * 3
}

/// Whether a break stands inside a sentence, as far as the signs around it tell.
fn is_one_sentence(before: &Line, line: &Line) -> bool {
    let first = line.text.chars().find(|c| c.is_alphanumeric());
    !before.text.ends_with(super::features::ends_sentence)
        && first.is_some_and(|c| !c.is_uppercase())
}

/// The width at which the text is wrapped, if it is.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let pairs: Vec<(&Line, &Line)> = lines
        .windows(2)
        .filter(|w| !w[0].text.is_empty() && !w[1].text.is_empty())
        .map(|w| (&w[0], &w[1]))
        .collect();
    let mut widths: Vec<usize> = lines.iter().map(|l| l.width).filter(|&w| w > 0).collect();
    widths.sort_unstable();
    // A few lines may stick out: addresses, tables, a block that someone did not wrap.
    let outliers = widths.len() / 20;
    let candidates = widths.iter().rev().take(outliers + 1).copied();
    candidates
        .filter(|w| (NARROWEST_WRAP..=WIDEST_WRAP).contains(w))
        .find(|&w| is_wrapped_at(w, &pairs))
}

/// Whether most breaks between the pairs of lines were forced by that width.
fn is_wrapped_at(width: usize, pairs: &[(&Line, &Line)]) -> bool {
    // Short lines are titles, names and buttons; they say nothing about wrapping.
    let long = |a: &Line| a.width <= width && a.width * 100 >= width * LONG_PERCENT;
    let (mut filled, mut forced, mut flowing, mut small) = (0, 0, 0, 0);
    for (a, b) in pairs.iter().filter(|(a, _)| long(a)) {
        filled += 1;
        if is_forced(a, b, width) {
            forced += 1;
            flowing += usize::from(is_one_sentence(a, b));
            small += usize::from(b.text.starts_with(char::is_lowercase));
        }
    }
    // Few breaks prove something only where all of them cut a sentence.
    let enough = forced >= 3 || flowing == forced && (forced == 2 || small == 1);
    enough && forced * 100 >= filled * FORCED_PERCENT && flowing * 100 >= forced * FLOWING_PERCENT
}

/// Adds a wrapped line: with a blank between words, with none between wide characters.
fn push_wrapped(text: &mut String, line: &str) {
    let wide = |c: Option<char>| c.is_some_and(|c| space::width(&c.to_string()) == 2);
    if !(wide(text.chars().last()) && wide(line.chars().next())) {
        text.push(' ');
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listing::lines::split;

    fn joined(text: &str) -> Vec<String> {
        join(&split(text)).into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn only_forced_breaks_are_undone() {
        let wrapped = "The river rose for three days and then\n\
                       it fell again, leaving mud in every one\n\
                       of the cellars along the lower street,\n\
                       and fish in two.\n\
                       cheap boat hire\n\n\
                       Another Title";
        assert_eq!(
            joined(wrapped),
            [
                "The river rose for three days and then it fell again, leaving mud in every one \
                 of the cellars along the lower street, and fish in two.",
                "cheap boat hire",
                "Another Title",
            ]
        );
    }

    #[test]
    fn titles_over_excerpts_are_no_wrapping() {
        let glued = "A Short Title\nSome sentence under it that is long enough to look wrapped.\n\n\
                     Another Title\nAnd one more sentence of about the same length as the first.";
        assert_eq!(joined(glued).len(), 4);
    }

    #[test]
    fn wide_scripts_join_without_blank() {
        let mut text = String::from("川");
        push_wrapped(&mut text, "上");
        push_wrapped(&mut text, "abc");
        assert_eq!(text, "川上 abc");
    }
}
