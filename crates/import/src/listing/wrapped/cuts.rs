//! Here is a paragraph of wrapped lines: at which of them does another one begin?

use super::{Apart, Sign, Style, ends, is_beside, is_headline, is_text};
use crate::listing::lines::{Line, Mark};
use crate::listing::paragraph::{Paragraph, text_of};
use crate::listing::{features, vocabulary};

/// Longer titles are texts.
const WIDEST_TITLE: usize = 200;
/// A title is wrapped into so many lines at most.
const TITLE_LINES: usize = 4;

/// One paragraph with what stands around it.
pub(super) struct Cuts<'a> {
    /// Those before it, taken apart already.
    pub(super) before: &'a [Paragraph],
    pub(super) own: &'a Paragraph,
    pub(super) next: Option<&'a Paragraph>,
    pub(super) lines: &'a [Line],
    pub(super) apart: &'a Apart,
    pub(super) style: &'a Style,
}

impl Cuts<'_> {
    /// The paragraph, or the several that it is.
    pub(super) fn pieces(&self) -> Vec<Paragraph> {
        let own = self.own;
        let mut starts = self.starts();
        starts.retain(|&at| at > own.first && at <= own.last);
        starts.sort_unstable();
        starts.dedup();
        let mut pieces = vec![own.clone()];
        for start in starts {
            let Some(open) = pieces.last_mut() else { break };
            let last = std::mem::replace(&mut open.last, start - 1);
            open.text = text_of(&self.lines[open.first..start]);
            pieces.push(Paragraph {
                first: start,
                last,
                text: text_of(&self.lines[start..=last]),
                glued: true,
                ..Paragraph::default()
            });
        }
        pieces
    }

    /// Lines that begin a paragraph of their own.
    fn starts(&self) -> Vec<usize> {
        let own = self.own;
        if own.first == own.last || is_beside(&own.text) {
            return Vec::new();
        }
        let mut starts = Vec::new();
        if self.style.headlines {
            starts.extend(self.headlines());
        }
        if starts.is_empty() {
            starts.extend(self.tail());
        }
        if starts.is_empty() {
            starts.extend(self.head());
        }
        starts.extend(self.signing_line(starts.last().copied()));
        starts
    }

    fn begins_large(&self, line: usize) -> bool {
        let first = self.lines[line].text.chars().find(|c| c.is_alphanumeric());
        first.is_some_and(|c| !c.is_lowercase())
    }

    /// Whether a title could end with the line: no full stop, and a capital after it.
    fn may_end_title(&self, line: usize) -> bool {
        let looks = features::looks(&self.lines[line].text);
        (!looks.closed || looks.lively) && (line == self.own.last || self.begins_large(line + 1))
    }

    /// Whether the next paragraph stands under a title: a text, a date, a name.
    fn heads_next(&self) -> bool {
        let next = self.next.filter(|n| n.glued && n.mark == Mark::None);
        let signs = |text: &str| {
            let sign = Sign::of(text, self.apart);
            sign.is_some_and(|sign| self.style.under.contains(&sign))
        };
        next.is_some_and(|next| is_text(&next.text) || signs(&next.text))
    }

    /// Titles in capitals, at the beginning, after the end of a sentence, or at the end.
    fn headlines(&self) -> Vec<usize> {
        let (own, lines) = (self.own, self.lines);
        let mut starts = Vec::new();
        let mut at = own.first;
        while at <= own.last {
            let begins = if at == own.first {
                self.lacks_title()
            } else {
                ends(&lines[at - 1].text) && self.begins_large(at)
            };
            // A mark stands before every title, so none is inside.
            let marked = at == own.first && own.mark != Mark::None;
            let inside = begins && (!self.style.marked || marked);
            // The end of a text without a full stop is a title where a text lacks one.
            let possible = inside || self.is_last_headline(at);
            match possible.then(|| self.headline_from(at)).flatten() {
                Some(after) => {
                    starts.extend([at, after]);
                    at = after;
                }
                None => at += 1,
            }
        }
        starts
    }

    /// Whether a headline runs from there to the end, under a text that ends without a full stop.
    fn is_last_headline(&self, at: usize) -> bool {
        let own = self.own;
        at > own.first
            && self.begins_large(at)
            && !is_headline(&self.lines[at - 1].text)
            && self.headline_from(at) == Some(own.last + 1)
    }

    /// The line after the headline that starts there, if one does and ends within the paragraph or
    /// with it.
    fn headline_from(&self, at: usize) -> Option<usize> {
        let (own, lines) = (self.own, self.lines);
        let furthest = own.last.min(at + TITLE_LINES - 1);
        (at..=furthest).rev().map(|end| end + 1).find(|&after| {
            let text = text_of(&lines[at..after]);
            let whole = at == own.first && after > own.last;
            let ends_here = if after > own.last {
                self.heads_next()
            } else {
                self.may_end_title(after - 1) && !is_headline(&lines[after].text)
            };
            !whole
                && ends_here
                && features::looks(&text).width <= WIDEST_TITLE
                && text.split_whitespace().count() >= 3
                && is_headline(&text)
        })
    }

    /// The start of a title after the last sentence, where a text follows that has no other.
    fn tail(&self) -> Option<usize> {
        let own = self.own;
        if self.style.marked || !self.heads_next() {
            return None;
        }
        let cut = (own.first..own.last)
            .rev()
            .find(|&at| ends(&self.lines[at].text))?;
        let looks = features::looks(&text_of(&self.lines[cut + 1..=own.last]));
        let open = !looks.closed || looks.lively && looks.sentences <= 1 && !self.style.headlines;
        let fits = own.last - cut < TITLE_LINES && looks.width <= WIDEST_TITLE;
        (open && fits && self.begins_large(cut + 1)).then_some(cut + 1)
    }

    /// The first line after a title at the beginning, of a text that has no title before it.
    fn head(&self) -> Option<usize> {
        let own = self.own;
        let lacks =
            self.style.tight && !self.style.headlines && is_text(&own.text) && self.lacks_title();
        let unmarked = self.style.marked && own.mark == Mark::None;
        if !lacks || unmarked {
            return None;
        }
        let furthest = own.last.min(own.first + TITLE_LINES);
        (own.first + 1..=furthest).find(|&at| {
            let width = features::looks(&text_of(&self.lines[own.first..at])).width;
            self.may_end_title(at - 1) && width <= WIDEST_TITLE
        })
    }

    fn lacks_title(&self) -> bool {
        let group = self.style.tight && !self.own.glued;
        let lines = self.before.iter().map(|p| p.text.as_str());
        let titles =
            lines.filter(|text| !vocabulary::is_navigation(text) && !self.apart.stands_alone(text));
        // Of two lines before the first text the second is its title, a single one is the heading.
        let first = titles.take(2).count() < 2;
        group || self.style.marked || first || self.apart.title_before(self.before).is_none()
    }

    /// A name, or a line with a label, at the end of a title, where titles have such lines under
    /// them.
    fn signing_line(&self, from: Option<usize>) -> Option<usize> {
        let own = self.own;
        let first = from.unwrap_or(own.first);
        let lone = first < own.last && !is_text(&text_of(&self.lines[first..=own.last]));
        let next = self.next?;
        let follows = is_beside(&next.text) || features::looks(&next.text).width > 60;
        let sign = Sign::of(&self.lines[own.last].text, self.apart)?;
        let usual = self.style.under.contains(&sign);
        (lone && follows && usual).then_some(own.last)
    }
}
