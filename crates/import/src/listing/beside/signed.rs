//! Here are lines above titles that look like names: are articles signed elsewhere too?
//!
//! "World News" looks like a name as "Maria Lopez" does. Where most articles that have such a line
//! have a byline as well, the line says where they belong and not who wrote them.

use std::collections::BTreeSet;

use super::{FEWEST, Run, Slot, is_most};
use crate::listing::furniture::key;
use crate::listing::meta::{self, Meta};
use crate::listing::segment::Block;

/// Takes names above titles for categories where articles have bylines beside them.
pub(super) fn settle(blocks: &mut [Block], runs: &[Run]) {
    let headed = runs.iter().filter(|run| run.headed);
    let named: Vec<(usize, Option<usize>)> = headed
        .filter_map(|run| {
            let mut items = run.items.iter().copied();
            let above = items.find(|&at| is_bare(&blocks[at], Slot::Above))?;
            let signs = |at: &usize| *at != above && is_signed(&blocks[*at]);
            Some((above, run.items.iter().copied().find(signs)))
        })
        .collect();
    let signed: Vec<usize> = named.iter().filter_map(|(_, signed)| *signed).collect();
    if signed.len() < FEWEST || !is_most(signed.len(), named.len()) {
        return;
    }
    // Of two lines without a label, the one that is less often another is the category.
    let values = |lines: &mut dyn Iterator<Item = usize>| {
        let keys = lines.map(|at| key(&blocks[at].paragraph.text));
        keys.collect::<BTreeSet<String>>().len()
    };
    let is_labelled = |&at: &usize| !is_bare(&blocks[at], Slot::Under);
    let above = values(&mut named.iter().map(|(above, _)| *above));
    if !signed.iter().any(is_labelled) && values(&mut signed.iter().copied()) < above {
        return;
    }
    for (at, _) in named {
        blocks[at].meta = Some(Meta {
            categories: vec![blocks[at].paragraph.text.clone()],
            ..Meta::default()
        });
    }
}

fn is_signed(block: &Block) -> bool {
    (block.meta.as_ref()).is_some_and(|meta| !meta.authors.is_empty())
}

/// Whether the line was taken for a name by its place alone.
fn is_bare(block: &Block, slot: Slot) -> bool {
    block.slot == slot && is_signed(block) && meta::is_bare_name(&block.paragraph.text)
}
