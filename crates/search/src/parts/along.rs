//! Where is an index cut so that its files are like those of an earlier one?
//!
//! At the same words, facets and bytes of lists. The earlier index is that of an archive that has
//! grown since: most of its bytes stand in the new one in the same order, somewhat later.

use std::ops::Range;

use super::Cut;
use super::cut::{dict, facet_borders, keys, stems};
use crate::Error;
use crate::dict::BLOCK;
use crate::layout::{Layout, Section};

/// Bytes by which a place in a list is known again.
const MARK: usize = 24;
/// Bytes that are tried for that, from a cut on.
const TRIED: usize = 4 << 10;
/// How far a place may have moved against the one before.
const MOVED: usize = 64 << 10;

/// Cuts index bytes where an earlier index, whole, was cut; `None` where they are not alike enough
/// to have the same parts.
pub fn cuts_along(bytes: &[u8], earlier: &[u8], cuts: &[Cut]) -> Result<Option<Vec<Cut>>, Error> {
    let cutter = Along {
        new: (bytes, &Layout::read(bytes)?),
        old: (earlier, &Layout::read(earlier)?),
    };
    let mut moved = 0;
    let mut found: Vec<Cut> = Vec::with_capacity(cuts.len());
    for cut in cuts {
        let least = found.last().map_or(0, |last| last.start as usize + 1);
        let Some((start, key)) = cutter.place(cut, least, &mut moved) else {
            return Ok(None);
        };
        let start = start as u32;
        let file = cut.file;
        if found.last().is_some_and(|last| last.start >= start) || start as usize >= bytes.len() {
            return Ok(None);
        }
        found.push(Cut { start, key, file });
    }
    Ok(Some(found))
}

struct Along<'a> {
    new: (&'a [u8], &'a Layout),
    old: (&'a [u8], &'a Layout),
}

impl Along<'_> {
    /// Where a part begins in the new index, and its first key: not before the byte `least`. `moved`
    /// is by how much lists moved.
    fn place(&self, cut: &Cut, least: usize, moved: &mut isize) -> Option<(usize, String)> {
        let start = cut.start as usize;
        if start == 0 {
            return Some((0, String::new()));
        }
        let section = self.old.1.section_at(start)?;
        let plain = |start: usize| Some((start, String::new()));
        let (old, new) = (self.old.1.range(section), self.new.1.range(section));
        match section {
            Section::Terms | Section::Stems => {
                let cut = Some(cut).filter(|_| start > old.start);
                self.key(cut.map_or("", |cut| &cut.key), section, least)
            }
            Section::Facets => plain(self.facet(start)?),
            Section::Lengths => {
                let is_here = start == self.old.1.field_lengths().start;
                is_here.then_some((self.new.1.field_lengths().start, String::new()))
            }
            Section::Postings | Section::Positions => {
                if start == old.start {
                    *moved = 0;
                    return plain(new.start);
                }
                let at = self.list(section, start - old.start, moved);
                plain(new.start + at)
            }
            _ => (start == old.start).then_some((new.start, String::new())),
        }
    }

    /// The block of a dictionary that begins nearest to a key, so that borders do not move one way with
    /// every update.
    fn key(&self, key: &str, section: Section, least: usize) -> Option<(usize, String)> {
        let place = self.new.1.range(section).start;
        let blocks = keys(self.new.0, self.new.1, section);
        let after = blocks.partition_point(|(_, first)| *first < key.as_bytes());
        let is_nearer = after > 0 && self.before(key.as_bytes(), section, after - 1) < BLOCK / 2;
        let nearest = if is_nearer { after - 1 } else { after };
        let nearest = nearest.min(blocks.len().checked_sub(1)?);
        let mut rest = blocks[nearest..].iter();
        let (start, key) = rest.find(|(start, _)| place + start >= least)?;
        Some((place + start, String::from_utf8_lossy(key).into_owned()))
    }

    /// How many keys of a block come before a key.
    fn before(&self, key: &[u8], section: Section, block: usize) -> usize {
        let (bytes, layout) = self.new;
        let mut count = 0;
        if section == Section::Terms {
            let mut cursor = dict(bytes, layout).cursor(block);
            while count < BLOCK && cursor.advance() && *cursor.key < *key {
                count += 1;
            }
        } else {
            stems(bytes, layout).each_in(block..block + 1, &mut |stem, _| {
                count += usize::from(stem < key);
            });
        }
        count
    }

    /// The border between the same two facets.
    fn facet(&self, start: usize) -> Option<usize> {
        let borders = |(bytes, layout)| facet_borders(bytes, layout).into_iter();
        let number = borders(self.old).position(|border| border == start)?;
        borders(self.new).nth(number)
    }

    /// Where what stood at a place of a section's lists stands now; the same place if that is not
    /// found, which costs no more than a larger change.
    fn list(&self, section: Section, at: usize, moved: &mut isize) -> usize {
        let old = self.old.1.section(self.old.0, section);
        let new = self.new.1.section(self.new.0, section);
        for ahead in (0..TRIED).step_by(MARK) {
            let mark = old.get(at + ahead..at + ahead + MARK);
            let Some(mark) = mark.filter(|mark| mark.iter().any(|byte| *byte != mark[0])) else {
                continue;
            };
            let expected = (at + ahead).saturating_add_signed(*moved);
            let Some(found) = nearest(new, mark, expected).filter(|found| *found >= ahead) else {
                continue;
            };
            *moved = found as isize - (at + ahead) as isize;
            return found - ahead;
        }
        at.saturating_add_signed(*moved).min(new.len())
    }
}

/// The place of some bytes that is nearest to where they are expected.
fn nearest(bytes: &[u8], mark: &[u8], expected: usize) -> Option<usize> {
    let range: Range<usize> = expected.saturating_sub(MOVED)..expected.saturating_add(MOVED);
    let windows = bytes.get(range.start..range.end.min(bytes.len()))?;
    let places = windows.windows(mark.len()).enumerate();
    let found = places.filter(|(_, window)| *window == mark);
    let found = found.map(|(at, _)| range.start + at);
    found.min_by_key(|at| at.abs_diff(expected))
}
