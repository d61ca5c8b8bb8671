//! Where do words stand near each other?

use crate::builder::POSITION_BITS;
use crate::eval::Matches;
use crate::index::View;
use crate::plan::{Group, Plan};
use crate::postings::Decoded;
use crate::tuning::phrase_boost;

/// Places of a word in a list of documents. A place is a field's number above a position.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    /// Ends in `places` of each document.
    ends: Vec<usize>,
    places: Vec<u32>,
}

impl Places {
    /// Ascending places in the document at `at` of the list.
    pub(crate) fn get(&self, at: usize) -> &[u32] {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or(0);
        let start = at.checked_sub(1).map_or(0, end);
        self.places.get(start..end(at)).unwrap_or(&[])
    }
}

/// Calls `each` with the places of every term of a word in the given documents: the document's
/// position in `docs`, and places in one field, ascending. Ends where `each` says that it knows
/// enough; the most common of many terms come first.
fn each_place(
    group: &Group,
    view: &View<'_>,
    docs: &[u32],
    each: &mut dyn FnMut(usize, &[u32]) -> bool,
) {
    let (mut block, mut buffer) = (Decoded::default(), Vec::new());
    let mut shared = Vec::new();
    for term in group.scored().chain(group.unscored()) {
        let list = view.postings(term.info);
        let mut at = 0;
        for info in list.blocks() {
            at += docs[at..].partition_point(|&doc| info.before != u32::MAX && doc <= info.before);
            match docs.get(at) {
                None => break,
                Some(&doc) if doc > info.last => continue,
                Some(_) => {}
            }
            let symbols = list.read_docs(info, &mut block);
            crate::eval::meet(&docs[at..], block.docs(), &mut shared);
            // Nothing behind the last document of the block that is asked for is read.
            let end = shared.last().map_or(0, |&(_, theirs)| theirs + 1);
            symbols.read(&mut block, end);
            let mut reader = view.positions(term.info, info.positions);
            let mut wanted = shared.iter();
            let mut next = wanted.next();
            for (number, &doc) in block.docs()[..end].iter().enumerate() {
                let ours = next.filter(|(_, theirs)| *theirs == number);
                for &(field, count) in view.meta.symbols.get(block.symbols()[number]) {
                    buffer.clear();
                    reader.read(count, view.weights.length(field, doc), &mut buffer);
                    if let Some((ours, _)) = ours
                        && group.fields >> field & 1 == 1
                    {
                        let field = u32::from(field) << POSITION_BITS;
                        buffer.iter_mut().for_each(|place| *place |= field);
                        if each(at + ours, &buffer) {
                            return;
                        }
                    }
                }
                if ours.is_some() {
                    next = wanted.next();
                }
            }
        }
    }
}

/// Reads the places of a word in the given documents.
pub(crate) fn places(group: &Group, view: &View<'_>, docs: &[u32]) -> Places {
    // Position in `docs` above the place.
    let mut found: Vec<u64> = Vec::new();
    each_place(group, view, docs, &mut |at, places| {
        let at = (at as u64) << 32;
        found.extend(places.iter().map(|&place| at | u64::from(place)));
        false
    });
    if group.terms.len() > 1 {
        crate::order::numbers(&mut found);
        found.dedup();
    }
    let mut places = Places {
        ends: Vec::with_capacity(docs.len()),
        places: Vec::with_capacity(found.len()),
    };
    let mut rest = found.into_iter().peekable();
    for at in 0..docs.len() as u64 {
        while let Some(place) = rest.next_if(|&place| place >> 32 == at) {
            places.places.push(place as u32);
        }
        places.ends.push(places.places.len());
    }
    places
}

/// Documents with the words in a row, or near each other.
pub(crate) fn evaluate(
    groups: &[Group],
    slop: Option<u32>,
    view: &View<'_>,
    within: Option<&[u32]>,
) -> Matches {
    let plans: Vec<Plan> = groups.iter().cloned().map(Plan::Group).collect();
    let mut matches = crate::eval::evaluate(&Plan::All(plans), view, within);
    matches
        .scores
        .iter_mut()
        .for_each(|score| *score *= phrase_boost());
    match slop {
        None => in_a_row(groups, view, &mut matches),
        Some(slop) => {
            let places = |group| places(group, view, &matches.docs);
            let found: Vec<Places> = groups.iter().map(places).collect();
            let mut lists: Vec<&[u32]> = Vec::new();
            matches.retain(|at, _| {
                lists.clear();
                lists.extend(found.iter().map(|places| places.get(at)));
                near(&lists, slop).then_some(0.0)
            });
        }
    }
    matches
}

/// Keeps the documents with the words in a row. The words take turns, the rarest first: each is
/// asked only for the places that the ones before leave open, so that the places of a common word,
/// or of all that a beginning stands for, need no list.
fn in_a_row(groups: &[Group], view: &View<'_>, matches: &mut Matches) {
    let rarer = |a: usize, b: usize| groups[a].doc_freq.cmp(&groups[b].doc_freq);
    let order = crate::order::positions(groups.len(), &rarer);
    let mut order = crate::order::pick(groups, &order).into_iter();
    let Some(first) = order.next().filter(|_| groups.len() > 1) else {
        return;
    };
    // Where the phrase may begin, if it began at the first word's offset.
    let mut starts = places(&first, view, &matches.docs);
    while let Some(group) = order.next() {
        let away = group.offset.wrapping_sub(first.offset);
        let mut follows = vec![false; starts.places.len()];
        // Of the last word one place in each document is enough.
        let mut lacking = vec![order.len() == 0; matches.docs.len()];
        let mut lack = lacking.len();
        each_place(&group, view, &matches.docs, &mut |at, places| {
            let start = at.checked_sub(1).map_or(0, |before| starts.ends[before]);
            let wanted = starts.get(at);
            for &place in places {
                if let Ok(found) = wanted.binary_search(&place.wrapping_sub(away)) {
                    follows[start + found] = true;
                    lack -= usize::from(std::mem::take(&mut lacking[at]));
                }
            }
            lack == 0
        });
        let mut kept = Places::default();
        matches.retain(|at, _| {
            let start = at.checked_sub(1).map_or(0, |before| starts.ends[before]);
            let before = kept.places.len();
            for (place, follows) in starts.get(at).iter().zip(&follows[start..]) {
                if *follows {
                    kept.places.push(*place);
                }
            }
            let found = kept.places.len() > before;
            if found {
                kept.ends.push(kept.places.len());
            }
            found.then_some(0.0)
        });
        starts = kept;
    }
}

/// Do the words stand in one field, each at a place of its own, with at most `slop` others between?
fn near(lists: &[&[u32]], slop: u32) -> bool {
    let mut at = vec![0; lists.len()];
    let span = (lists.len() as u32).saturating_sub(1) + slop;
    loop {
        let mut low = (u32::MAX, 0);
        let mut high = 0;
        for (list, places) in lists.iter().enumerate() {
            let Some(&place) = places.get(at[list]) else {
                return false;
            };
            low = low.min((place, list));
            high = high.max(place);
        }
        if high - low.0 <= span && low.0 >> POSITION_BITS == high >> POSITION_BITS {
            return true;
        }
        at[low.1] += 1;
    }
}
