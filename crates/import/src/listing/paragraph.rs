//! Here are physical lines: which of them belong together as one paragraph?
//!
//! A text wrapped at a fixed width is recognised as such: almost every line break in it was
//! forced, which means that the next line's first word would not have fitted any more. Only
//! forced breaks are undone; a break that was not forced is the author's (or the spammer's).

use super::lines::{Line, Mark};
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
/// So many of a hundred breaks inside blocks must be forced before the text counts as wrapped.
const FORCED_PERCENT: usize = 55;

/// The paragraphs of the lines, in order.
pub(crate) fn join(lines: &[Line]) -> Vec<Paragraph> {
    let wrap = wrap_width(lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut previous: Option<usize> = None;
    for (at, line) in lines.iter().enumerate() {
        if line.text.is_empty() {
            continue;
        }
        let glued = previous.is_some_and(|p| p + 1 == at);
        match (previous, paragraphs.last_mut()) {
            (Some(before), Some(open)) if glued && continues(&lines[before], line, wrap) => {
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
    match wrap {
        Some(_) => split_titles(paragraphs, lines),
        None => paragraphs,
    }
}

/// A title whose first word did not fit on the last line of the excerpt above it looks like that
/// excerpt's next line. It gives itself away: the line before ends a sentence, what follows does
/// not, and the next paragraph is stuck to it as an excerpt is to its title.
fn split_titles(paragraphs: Vec<Paragraph>, lines: &[Line]) -> Vec<Paragraph> {
    let mut out = Vec::with_capacity(paragraphs.len());
    let mut rest = paragraphs.into_iter().peekable();
    while let Some(mut paragraph) = rest.next() {
        let stuck = rest
            .peek()
            .is_some_and(|next| next.glued && next.mark == Mark::None);
        let ends = |at: usize| super::features::looks(&lines[at].text).closed;
        let cut = (paragraph.first..paragraph.last).rev().find(|&at| ends(at));
        let title = match cut {
            Some(cut) if stuck && !ends(paragraph.last) && paragraph.last - cut <= 2 => cut,
            _ => {
                out.push(paragraph);
                continue;
            }
        };
        let last = std::mem::replace(&mut paragraph.last, title);
        paragraph.text = text_of(&lines[paragraph.first..=title]);
        out.push(paragraph);
        out.push(Paragraph {
            first: title + 1,
            last,
            text: text_of(&lines[title + 1..=last]),
            glued: true,
            ..Paragraph::default()
        });
    }
    out
}

fn text_of(lines: &[Line]) -> String {
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
    before.width + 1 + first_word_width(line) > wrap
}

/// A ragged break in the middle of a sentence, as proportional wrapping makes them.
fn is_flow(before: &Line, line: &Line, wrap: usize) -> bool {
    let open = !before.text.ends_with(super::features::ends_sentence);
    let lower = line.text.starts_with(char::is_lowercase);
    open && lower && before.width * 4 >= wrap * 3
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
        .find(|&w| {
            let inside: Vec<_> = pairs.iter().filter(|(a, _)| a.width <= w).collect();
            let forced = inside.iter().filter(|(a, b)| is_forced(a, b, w)).count();
            forced >= 3 && forced * 100 >= inside.len() * FORCED_PERCENT
        })
}

fn first_word_width(line: &Line) -> usize {
    // Scripts without blanks break after any sign.
    let word = line.text.split(' ').next().unwrap_or("");
    let wide = word
        .chars()
        .next()
        .is_some_and(|c| space::width(&c.to_string()) == 2);
    if wide { 2 } else { space::width(word) }
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
