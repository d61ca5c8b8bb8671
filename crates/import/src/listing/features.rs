//! Here is a paragraph: how much does it look like a title, and how much like an excerpt?
//!
//! Lengths are columns, so that scripts with wide signs and few of them measure alike. Letter
//! case counts only where the script has it.

use super::paragraph::Paragraph;
use super::vocabulary;
use crate::normalize::space;

/// What can be said of a paragraph's looks.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent observations, not states"
)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Looks {
    /// Columns.
    pub(crate) width: usize,
    pub(crate) words: usize,
    /// Ends of sentences, the last one included.
    pub(crate) sentences: usize,
    /// Whether it ends as a sentence does (quotes and brackets after it allowed).
    pub(crate) closed: bool,
    /// Whether it ends with a question or exclamation mark, as titles may too.
    pub(crate) lively: bool,
    /// Whether it breaks off: "…", "[...]".
    pub(crate) cut: bool,
    /// Whether its first letter is a small one.
    pub(crate) starts_small: bool,
}

/// Whether the sign ends a sentence, in any script.
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '。'
            | '！'
            | '？'
            | '．'
            | '｡'
            | '।'
            | '॥'
            | '۔'
            | '؟'
            | '։'
            | '።'
            | '။'
            | '។'
            | '‽'
    )
}

fn closes(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '»'
            | '›'
            | ')'
            | ']'
            | '“'
            | '‘'
            | '」'
            | '』'
            | '）'
            | '】'
            | '*'
            | '_'
            | '\u{200E}'
            | '\u{200F}'
    )
}

/// The looks of a text.
pub(crate) fn looks(text: &str) -> Looks {
    let core = text.trim_end_matches(|c: char| closes(c) || c.is_whitespace());
    let last = core.chars().next_back();
    let closed = last.is_some_and(ends_sentence);
    let cut = core.ends_with('…') || core.ends_with("...") || core.ends_with("。。");
    Looks {
        width: space::width(text),
        words: text.split_whitespace().count(),
        sentences: sentences(text),
        closed,
        lively: matches!(last, Some('!' | '?' | '؟' | '！' | '？')),
        cut,
        starts_small: text
            .chars()
            .find(|c| c.is_alphanumeric())
            .is_some_and(char::is_lowercase),
    }
}

/// Number of ends of sentences. A full stop after one or two letters is an abbreviation.
pub(crate) fn sentences(text: &str) -> usize {
    let mut count = 0;
    let mut letters = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !ends_sentence(c) {
            letters = if c.is_alphanumeric() {
                letters + 1
            } else if closes(c) {
                letters
            } else {
                0
            };
            continue;
        }
        let mut quoted = false;
        while let Some(&after) = chars.peek().filter(|&&c| closes(c) || ends_sentence(c)) {
            quoted |= closes(after);
            chars.next();
        }
        let at_end = chars.peek().is_none_or(|c| c.is_whitespace());
        let unspaced = matches!(c, '。' | '！' | '？' | '．' | '｡');
        let whole_word = letters >= 3 || c != '.' || quoted || chars.peek().is_none();
        count += usize::from(unspaced || at_end && whole_word);
        letters = 0;
    }
    count
}

/// What is usual on the page, which the single paragraphs are judged against.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Usual {
    /// Share of paragraphs, but for buttons, that are surely excerpts.
    pub(crate) bodies: f32,
    /// Share of paragraphs with a blank line before them.
    pub(crate) spaced: f32,
    /// Whether titles carry marks (headings, numbers) that excerpts do not.
    pub(crate) marked: bool,
    /// Share of paragraphs that begin with a small letter.
    pub(crate) small: f32,
}

impl Usual {
    pub(crate) fn of(paragraphs: &[Paragraph], looks: &mut [Looks]) -> Usual {
        if paragraphs.iter().filter(|p| is_unstopped(&p.text)).count() * 2 > paragraphs.len() {
            close_long(looks);
        }
        // Buttons under every text say nothing about titles and texts.
        let is_content = |p: &&Paragraph| !vocabulary::is_navigation(&p.text);
        let count = paragraphs.iter().filter(is_content).count().max(1) as f32;
        let share = |n: usize| n as f32 / count;
        let marked = paragraphs
            .iter()
            .filter(is_content)
            .filter(|p| is_marked(p))
            .count();
        let spaced = paragraphs.iter().filter(|p| !p.glued).count();
        Usual {
            bodies: share(looks.iter().filter(|l| is_body(l)).count()),
            spaced: spaced as f32 / paragraphs.len().max(1) as f32,
            marked: share(marked) >= 0.2 && share(marked) <= 0.8,
            small: share(looks.iter().filter(|l| l.starts_small).count()),
        }
    }
}

/// Whether the script marks no ends of sentences: Thai, Lao, Khmer, Burmese.
fn is_unstopped(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let unstopped =
        |c: &char| matches!(*c as u32, 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF);
    text.chars().filter(unstopped).count() * 2 > letters
}

/// In such scripts a text is told from a title by its length alone.
fn close_long(looks: &mut [Looks]) {
    let mut widths: Vec<usize> = looks.iter().map(|l| l.width).collect();
    widths.sort_unstable();
    let short = widths.get(widths.len() / 4).copied().unwrap_or(0);
    for look in looks
        .iter_mut()
        .filter(|l| l.width > 80 && l.width >= short * 2)
    {
        look.closed = true;
    }
}

/// Whether a mark says that this is a title.
pub(crate) fn is_marked(paragraph: &Paragraph) -> bool {
    use super::lines::Mark;
    matches!(
        paragraph.mark,
        Mark::Heading(_) | Mark::Number | Mark::Bullet
    )
}

/// Whether a paragraph is surely text and no title.
pub(crate) fn is_body(looks: &Looks) -> bool {
    looks.width > 220 || (looks.closed && !looks.lively && looks.width > 60) || looks.sentences >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_counted_in_any_script() {
        for (text, count) in [
            ("One. Two! Three?", 3),
            ("The U.S. and the U.N. met.", 1),
            ("He said “no.” She left", 1),
            ("水位上升。河岸倒塌！", 2),
            ("नदी बढ़ी। पुल गिरा।", 2),
            ("No end", 0),
        ] {
            assert_eq!(sentences(text), count, "{text}");
        }
    }

    #[test]
    fn looks_see_through_closing_marks() {
        assert!(looks("He said “no.”").closed);
        assert!(looks("It went on [...]").cut);
        assert!(looks("small start").starts_small);
        assert!(!looks("‘Quoted’ Title").starts_small);
    }
}
