//! Here are the two ends of a page: what is its heading, and what is left of its last text?

use super::{MOST_OF_TEN, Run, Slot, headed, open_lines};
use crate::listing::furniture::key;
use crate::listing::meta;
use crate::listing::segment::Block;

/// What is left of a text must have so many columns to be told from a name.
const NARROW_TEXT: usize = 50;
/// So many appeals and the like may have texts of their own after the last article.
const FURNITURE_RUNS: usize = 4;

/// The last text, where it breaks off so early that it does not look like one: a line under a
/// title, much longer than titles are here, under which no text stands.
pub(super) fn broken_off(blocks: &[Block], runs: &[Run]) -> Option<usize> {
    let width = |at: usize| blocks[at].looks.width;
    let headed = runs.iter().filter(|run| run.headed);
    let titles = headed.filter_map(|run| open_lines(blocks, run).last().copied());
    let mut widths: Vec<usize> = titles.map(width).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() / 2).copied()?;
    // Only furniture comes after the last article.
    runs.iter()
        .skip(1)
        .filter(|run| !run.outside)
        .rev()
        .take(FURNITURE_RUNS)
        .find_map(|run| {
            let mut lines = open_lines(blocks, run);
            let title = lines.pop_if(|_| run.headed);
            // A long title has a name under it, the rest of a text has not.
            let signed = title.is_some_and(|at| meta::is_bare_name(&blocks[at].paragraph.text));
            let mut under = lines.into_iter().skip(1).take(3).filter(|_| !signed);
            under.find(|&at| width(at) > NARROW_TEXT && width(at) * 2 > usual * 3)
        })
}

/// The words of a label for the whole page: "Category: Ferries".
pub(super) fn heading_label(block: &Block) -> Option<&str> {
    let meta = block.meta.as_ref()?;
    let bare = meta.stated.is_none() && meta.authors.is_empty() && meta.url.is_none();
    match (meta.categories.as_slice(), meta.tags.as_slice()) {
        ([one], []) | ([], [one]) if bare => Some(one),
        _ => None,
    }
}

/// A category label before the first text is the heading, unless articles have such labels too.
pub(super) fn find_heading(blocks: &mut [Block], runs: &mut [Run]) {
    let Some(first) = runs.first() else { return };
    let labels = |run: &Run| {
        let found = run
            .items
            .iter()
            .filter(|&&at| heading_label(&blocks[at]).is_some());
        found.copied().collect::<Vec<usize>>()
    };
    let own = labels(first);
    let [heading] = own.as_slice() else { return };
    let same = |at: usize| key(&blocks[at].paragraph.text) == key(&blocks[*heading].paragraph.text);
    // The page may be there twice, with its heading.
    if runs[1..].iter().flat_map(labels).all(same) && labels_are_few(&runs[1..], labels) {
        let heading = *heading;
        blocks[heading].slot = Slot::Heading;
        runs[0].items.retain(|&at| at > heading);
    }
}

fn labels_are_few(runs: &[Run], labels: impl Fn(&Run) -> Vec<usize>) -> bool {
    let labelled = runs.iter().filter(|run| !labels(run).is_empty()).count();
    labelled * 10 < headed(runs) * (10 - MOST_OF_TEN)
}
