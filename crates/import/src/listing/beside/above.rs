//! Here are dates between texts and titles: do they belong to the text before or the title after?
//!
//! The first title decides. Nothing stands before it that a date could belong to, so a page whose
//! first title has a date above it has its dates above titles, unless the last text has one under
//! it too: then the first was the page's own.

use super::{Run, Slot, headed, is_most, is_signing, open_lines};
use crate::listing::segment::Block;

/// Dates (and other signed lines) that stand above the first title stand above every title.
pub(super) fn find(blocks: &mut [Block], runs: &[Run]) {
    let leads: Vec<Vec<usize>> = runs.iter().map(|run| leading(blocks, run)).collect();
    let first = runs.iter().position(|run| run.headed);
    let Some(depth) = first.map(|at| leads[at].len()).filter(|&depth| depth > 0) else {
        return;
    };
    let led = runs
        .iter()
        .zip(&leads)
        .filter(|(run, lead)| run.headed && !lead.is_empty());
    // After the last text no title follows: what is there belongs to what was before.
    let trails = runs.iter().skip(1).any(|run| {
        let first = run.items.first();
        !run.headed
            && !run.outside
            && first.is_some_and(|&at| is_signing(&blocks[at]))
            && open_lines(blocks, run).len() < 2
    });
    if trails || !is_most(led.count(), headed(runs)) {
        return;
    }
    for lead in &leads {
        for &at in lead.iter().rev().take(depth) {
            blocks[at].slot = Slot::Above;
        }
    }
}

/// The signed lines right above the title of a run.
fn leading(blocks: &[Block], run: &Run) -> Vec<usize> {
    let lines = open_lines(blocks, run);
    // Of a text that breaks off, the last line is what is left of it.
    let title = match (lines.as_slice(), run.headed) {
        ([.., title], true) | ([title, ..], false) => *title,
        _ => return Vec::new(),
    };
    let before = run.items.iter().rev().filter(|&&at| at < title);
    let mut lead: Vec<usize> = before
        .copied()
        .filter(|&at| blocks[at].slot != Slot::Repeated)
        .take_while(|&at| is_signing(&blocks[at]) && blocks[at].slot != Slot::Under)
        .collect();
    lead.reverse();
    lead
}
