//! Where is a long row of articles cut, so that adding one moves no other cut?
//!
//! Every article has a rank made from its id. An article begins a part if its rank is the highest
//! of all articles within a window to both sides. So whether it does depends on its neighbours
//! alone, wherever in the archive others come and go. Parts are about two windows long; the few
//! that are much longer are cut again by a narrower window, which the same holds for.
//! (Known from the chunking of files for backup as cutting at local maxima.)

use std::ops::Range;

use sha2::{Digest, Sha256};

/// A part larger than this is cut again: hosts take files of 25 MB, and stored bytes are fewer.
const MOST_BYTES: u64 = 20 << 20;

/// What is cut: the size and the rank of every article.
pub(crate) struct Row {
    /// Where each article begins, in bytes, and the end of the last.
    starts: Vec<u64>,
    ranks: Vec<u64>,
}

impl Row {
    /// A row of articles, from their ids and sizes.
    pub(crate) fn of<'a>(articles: impl Iterator<Item = (&'a str, u64)>) -> Row {
        let mut row = Row {
            starts: vec![0],
            ranks: Vec::new(),
        };
        let mut end = 0;
        for (id, size) in articles {
            end += size.max(1);
            row.starts.push(end);
            row.ranks.push(rank(id));
        }
        row
    }

    /// Size of all articles.
    pub(crate) fn size(&self) -> u64 {
        self.starts.last().copied().unwrap_or_default()
    }

    /// Cuts the row in `parts` parts or up to twice as many, of about `least` bytes or more.
    pub(crate) fn cut(&self, parts: u64, least: u64) -> Vec<Range<usize>> {
        let all = 0..self.ranks.len();
        let window = window(self.size(), parts).max(least / 2);
        self.cut_run(&all, window, least / 2)
    }

    fn cut_run(&self, run: &Range<usize>, window: u64, least: u64) -> Vec<Range<usize>> {
        let mut cuts = self.peaks(run, window);
        cuts.push(run.end);
        let mut parts = Vec::with_capacity(cuts.len());
        let mut start = run.start;
        for end in cuts {
            let part = start..end;
            let size = self.starts[end] - self.starts[start];
            // The one is too much for a host, the other to be written again for one article: the
            // average is two windows.
            let is_large = size > MOST_BYTES || 2 * size > 7 * window && window > least;
            if is_large && part.len() > 1 && window > 1 {
                parts.extend(self.cut_run(&part, window / 2, least));
            } else if !part.is_empty() {
                parts.push(part);
            }
            start = end;
        }
        parts
    }

    /// The articles of a run with the highest rank within the window to both sides, but none so
    /// near to an end of the row that a part would be tiny.
    fn peaks(&self, run: &Range<usize>, window: u64) -> Vec<usize> {
        let after = self.higher(run.clone());
        let mut before = self.higher(run.clone().rev());
        before.reverse();
        let (first, last) = (self.starts[run.start], self.starts[run.end]);
        let is_far = |at: usize, other: Option<usize>| {
            other.is_none_or(|other| self.starts[at].abs_diff(self.starts[other]) > window)
        };
        let is_peak = |&at: &usize| {
            let start = self.starts[at];
            let is_inside = start - first >= window / 2 && last - start >= window / 2;
            let at_run = at - run.start;
            is_inside && is_far(at, before[at_run]) && is_far(at, after[at_run])
        };
        run.clone()
            .filter(|at| *at > run.start && is_peak(at))
            .collect()
    }

    /// For each article of a run, the next one with a rank as high or higher, walking backwards
    /// through what comes after it in `order`.
    fn higher(&self, order: impl DoubleEndedIterator<Item = usize>) -> Vec<Option<usize>> {
        let mut open: Vec<usize> = Vec::new();
        let mut found = Vec::new();
        for at in order.rev() {
            while open
                .last()
                .is_some_and(|&other| self.ranks[other] < self.ranks[at])
            {
                open.pop();
            }
            found.push(open.last().copied());
            open.push(at);
        }
        found.reverse();
        found
    }
}

fn rank(id: &str) -> u64 {
    let digest = Sha256::digest(id.as_bytes());
    digest
        .iter()
        .take(8)
        .fold(0, |rank, &byte| rank << 8 | u64::from(byte))
}

/// The widest window of a ladder with two steps to a doubling that gives so many parts, so that
/// the windows change only when an archive has grown by two fifths.
fn window(size: u64, parts: u64) -> u64 {
    let wanted = size / (2 * parts.max(1));
    let whole = 1_u64 << wanted.max(1).ilog2();
    let half = whole * 181 / 128;
    if half <= wanted { half } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(ids: impl Iterator<Item = u32>) -> Row {
        let ids: Vec<String> = ids.map(|id| format!("id {id}")).collect();
        let sizes = ids
            .iter()
            .map(|id| 500 + rank(&format!("size {id}")) % 3000);
        Row::of(ids.iter().map(String::as_str).zip(sizes))
    }

    fn sizes(row: &Row, parts: &[Range<usize>]) -> Vec<u64> {
        parts
            .iter()
            .map(|part| row.starts[part.end] - row.starts[part.start])
            .collect()
    }

    #[test]
    fn parts_are_even_and_as_many_as_wanted() {
        for count in [1_000, 1_400, 2_000, 5_000, 10_000, 20_000] {
            let row = row(0..count);
            let parts = row.cut(16, 0);
            assert!((15..=36).contains(&parts.len()), "{count}: {}", parts.len());
            let largest = sizes(&row, &parts).into_iter().max().unwrap_or_default();
            assert!(
                largest < row.size() / 7,
                "{count}: {largest} of {}",
                row.size()
            );
            assert_eq!(parts.first().map(|part| part.start), Some(0));
            assert_eq!(parts.last().map(|part| part.end), Some(count as usize));
            assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start));
        }
    }

    #[test]
    fn an_article_more_moves_few_cuts() {
        let count = 5_000;
        let ids_of = |row: &Row, parts: &[Range<usize>]| -> std::collections::BTreeSet<Vec<u64>> {
            parts
                .iter()
                .map(|part| row.ranks[part.clone()].to_vec())
                .collect()
        };
        let before = row(0..count);
        let known = ids_of(&before, &before.cut(16, 0));
        let mut changed = 0;
        for place in (0..=count).step_by(250) {
            let after = row((0..place).chain([count]).chain(place..count));
            let parts = ids_of(&after, &after.cut(16, 0));
            let new = parts.difference(&known).count();
            assert!((1..=3).contains(&new), "at {place}: {new}");
            changed += new;
        }
        assert!(changed <= 30, "{changed} in 21");
    }

    #[test]
    fn large_parts_are_cut_again_and_small_rows_not_at_all() {
        let ids: Vec<String> = (0..40).map(|id| id.to_string()).collect();
        let large = Row::of(ids.iter().map(|id| (id.as_str(), 5 << 20)));
        let parts = large.cut(1, 0);
        assert!(
            sizes(&large, &parts)
                .into_iter()
                .all(|size| size <= MOST_BYTES),
            "{parts:?}"
        );
        assert_eq!(row(0..40).cut(16, 1 << 20), vec![0..40]);
        assert_eq!(row(0..0).cut(16, 0), Vec::<Range<usize>>::new());
    }
}
