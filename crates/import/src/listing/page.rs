//! Here are judged units: what is the page's heading, and which units become articles?
//!
//! On a page of titles and excerpts, a title without excerpt is suspicious: before the first
//! article it is the heading or the menu, after the last one the footer, in between an article
//! only where it looks like the other titles. On a page of titles alone, every title counts.

use super::beside::Slot;
use super::features::Looks;
use super::furniture::{self, Unit};
use super::lines::Mark;
use super::segment::{Block, Role};
use super::vocabulary;
use crate::skipped::Reason;

/// What became of the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// Position of the unit that is the heading.
    pub(crate) heading: Option<usize>,
    /// Whether the heading's text is a description of the page.
    pub(crate) described: bool,
    /// Positions of the units that are articles.
    pub(crate) articles: Vec<usize>,
    /// Whether the page has titles only.
    pub(crate) titles_only: bool,
}

/// Decides what every unit is; those left over get their reason.
pub(crate) fn sort_out(blocks: &[Block], units: &mut [Unit]) -> Page {
    mark_frame(blocks, units);
    let counts = |u: &&Unit| u.reason.is_none() && u.title.is_some();
    let (full, lone): (Vec<&Unit>, Vec<&Unit>) = units
        .iter()
        .filter(counts)
        .partition(|u| !u.bodies.is_empty());
    let mut page = Page {
        titles_only: full.len() * 3 < lone.len(),
        ..Page::default()
    };
    page.find_heading(blocks, units);
    end_list(blocks, units);
    let usual = usual_title(blocks, units);
    for at in 0..units.len() {
        if page.heading == Some(at) || units[at].reason.is_some() {
            continue;
        }
        units[at].reason = page.reason(at, blocks, units, usual);
        if units[at].reason.is_none() {
            page.articles.push(at);
        }
    }
    page
}

/// Units that are no article whatever else is on the page.
fn mark_frame(blocks: &[Block], units: &mut [Unit]) {
    for unit in units.iter_mut().filter(|u| u.reason.is_none()) {
        let url = unit.title.and_then(|t| blocks[t].paragraph.url.as_deref());
        if unit.title.is_none() {
            unit.reason = Some(if unit.bodies.is_empty() {
                Reason::BesideArticle
            } else {
                Reason::Preamble
            });
        } else if url.is_some_and(|u| u.starts_with('#')) {
            unit.reason = Some(Reason::InPageLink);
        }
    }
}

/// The list ends with the links to its other pages, unless texts come after them: what follows is
/// lines of a side column and a footer, though they may repeat titles.
fn end_list(blocks: &[Block], units: &mut [Unit]) {
    let width = |u: &Unit| -> usize { u.bodies.iter().map(|&b| blocks[b].looks.width).sum() };
    let full = |u: &&Unit| u.reason.is_none() && !u.bodies.is_empty();
    let mut widths: Vec<usize> = units.iter().filter(full).map(width).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() / 2).copied().unwrap_or(0);
    // Titles in a row may look like a title and its text, but the text is short then.
    let last = units.iter().rfind(|u| full(u) && width(u) * 2 >= usual);
    let Some(end) = last.map(|u| u.span().1) else {
        return;
    };
    let links = |b: &Block| b.role == Role::Noise && vocabulary::is_page_number(&b.paragraph.text);
    let Some(links) = (end..blocks.len()).find(|&at| links(&blocks[at])) else {
        return;
    };
    let outside = |u: &&mut Unit| u.reason.is_none() && u.span().0 > links;
    for unit in units.iter_mut().filter(outside) {
        unit.reason = Some(Reason::Navigation);
    }
}

impl Page {
    fn find_heading(&mut self, blocks: &[Block], units: &mut [Unit]) {
        let labelled = |u: &Unit| title(blocks, u).is_some_and(|b| b.slot == Slot::Heading);
        if let Some(heading) = units.iter().position(labelled) {
            (self.heading, self.described) = (Some(heading), !units[heading].bodies.is_empty());
            units[heading].reason = None;
            let before = units[..heading].iter_mut();
            for unit in before.filter(|u| u.reason.is_none()) {
                unit.reason = Some(Reason::Navigation);
            }
            return;
        }
        let open = |u: &Unit| u.reason.is_none();
        let full = |u: &Unit| open(u) && !u.bodies.is_empty();
        let Some(first) = units.iter().position(open) else {
            return;
        };
        if self.is_described_heading(first, blocks, units) {
            (self.heading, self.described) = (Some(first), true);
            return;
        }
        let end = match units.iter().position(full) {
            Some(end) if !self.titles_only => end,
            // Titles alone: only a mark or a much shorter first line tells the heading.
            _ if stands_out(first, blocks, units) => first + 1,
            _ => return,
        };
        let lone: Vec<usize> = (first..end)
            .filter(|&i| open(&units[i]) && units[i].bodies.is_empty())
            .collect();
        let short = |&&i: &&usize| {
            title(blocks, &units[i]).is_some_and(|b| b.looks.words <= 4 && b.looks.width <= 40)
        };
        let marked = |&&i: &&usize| {
            title(blocks, &units[i]).is_some_and(|b| b.paragraph.mark == Mark::Heading(1))
        };
        let chosen = lone
            .iter()
            .find(marked)
            .or_else(|| lone.iter().rev().find(short))
            .or(lone.last());
        let Some(&chosen) = chosen else { return };
        self.heading = Some(chosen);
        for at in lone.into_iter().filter(|&at| at < chosen) {
            units[at].reason = Some(Reason::Navigation);
        }
    }

    /// Whether the first unit is the page's heading with a description instead of an excerpt.
    fn is_described_heading(&self, first: usize, blocks: &[Block], units: &[Unit]) -> bool {
        let unit = &units[first];
        let more = units
            .iter()
            .skip(first + 1)
            .filter(|u| u.reason.is_none() && !u.bodies.is_empty())
            .count();
        if self.titles_only || unit.bodies.is_empty() || more == 0 || !unit.beside.is_empty() {
            return false;
        }
        let Some(block) = title(blocks, unit) else {
            return false;
        };
        let level = |b: &Block| match b.paragraph.mark {
            Mark::Heading(level) => Some(level),
            _ => None,
        };
        let mut others = units
            .iter()
            .skip(first + 1)
            .filter_map(|u| title(blocks, u));
        if let Some(own) = level(block) {
            return others.all(|b| level(b).is_none_or(|l| l > own)) && units.len() > first + 1;
        }
        let (words, width) = usual_title(blocks, units);
        let unlike_titles =
            block.looks.words <= 2 && words >= 4 || block.looks.words <= 3 && words >= 6;
        unlike_titles
            && block.looks.width * 2 <= width
            && !others.any(|b| b.looks.words <= block.looks.words)
    }

    /// Why an open unit is no article, or `None` where it is one.
    fn reason(
        &self,
        at: usize,
        blocks: &[Block],
        units: &[Unit],
        usual: (usize, usize),
    ) -> Option<Reason> {
        let own = title(blocks, &units[at])?;
        if self.repeats_heading(own, blocks, units) {
            return (units[at].bodies.is_empty() || self.described)
                .then_some(Reason::RepeatedHeading);
        }
        if self.titles_only || !units[at].bodies.is_empty() {
            return None;
        }
        let appeal = |u: &Unit| matches!(u.reason, Some(Reason::CallToAction | Reason::Repeated));
        let is_full = |u: &Unit| u.reason.is_none() && !u.bodies.is_empty();
        let outside = !units[at..].iter().any(is_full)
            && units[..at]
                .iter()
                .rev()
                .take_while(|u| !is_full(u))
                .any(appeal);
        let plausible = is_like_titles(&own.looks, usual);
        (outside || !plausible).then_some(Reason::Navigation)
    }

    fn repeats_heading(&self, own: &Block, blocks: &[Block], units: &[Unit]) -> bool {
        let heading = self.heading.and_then(|h| title(blocks, &units[h]));
        heading.is_some_and(|h| {
            furniture::key(&h.paragraph.text) == furniture::key(&own.paragraph.text)
        })
    }
}

/// Whether a lone title looks like the titles of the page's articles.
fn is_like_titles(looks: &Looks, (words, width): (usize, usize)) -> bool {
    !looks.starts_small && (looks.words * 2 >= words || looks.width * 2 >= width)
}

/// Whether the first title of a page of titles is marked as, or much shorter than, the rest.
fn stands_out(first: usize, blocks: &[Block], units: &[Unit]) -> bool {
    let Some(own) = title(blocks, &units[first]) else {
        return false;
    };
    let Some(next) = units.get(first + 1).and_then(|u| title(blocks, u)) else {
        return false;
    };
    let (words, width) = usual_title(blocks, units);
    let marked =
        matches!(own.paragraph.mark, Mark::Heading(_)) && own.paragraph.mark != next.paragraph.mark;
    let unmarked = own.paragraph.mark == Mark::None && next.paragraph.mark != Mark::None;
    let short = own.looks.words <= 2 && words >= 4 && own.looks.width * 2 <= width;
    marked || unmarked || short
}

/// Middle number of words and columns of the open titles that have text, else of all of them.
fn usual_title(blocks: &[Block], units: &[Unit]) -> (usize, usize) {
    let middle = |full_only: bool, value: fn(&Looks) -> usize| {
        let wanted = |u: &&Unit| u.reason.is_none() && !(full_only && u.bodies.is_empty());
        let titles = units.iter().filter(wanted).filter_map(|u| title(blocks, u));
        let mut all: Vec<usize> = titles.map(|b| value(&b.looks)).collect();
        all.sort_unstable();
        all.get(all.len() / 2).copied()
    };
    let of = |value| {
        middle(true, value)
            .or_else(|| middle(false, value))
            .unwrap_or(0)
    };
    (of(|l| l.words), of(|l| l.width))
}

fn title<'a>(blocks: &'a [Block], unit: &Unit) -> Option<&'a Block> {
    unit.title.map(|t| &blocks[t])
}
