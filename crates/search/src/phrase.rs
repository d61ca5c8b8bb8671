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
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.ends
            .get(at)
            .map_or(&[], |&end| &self.places[start..end])
    }
}

/// Reads the places of a word in the given documents.
pub(crate) fn places(group: &Group, view: &View<'_>, docs: &[u32]) -> Places {
    // Position in `docs` above the place.
    let mut found: Vec<u64> = Vec::new();
    let (mut block, mut buffer) = (Decoded::default(), Vec::new());
    for term in &group.terms {
        let list = view.postings(term.info);
        let mut at = 0;
        for info in list.blocks() {
            at += docs[at..].partition_point(|&doc| info.before != u32::MAX && doc <= info.before);
            match docs.get(at) {
                None => break,
                Some(&doc) if doc > info.last => continue,
                Some(_) => {}
            }
            list.read(info, true, &mut block);
            let mut reader = view.positions(term.info, info.positions);
            let mut next = at;
            for (&doc, &symbol) in block.docs().iter().zip(block.symbols()) {
                next = crate::eval::reach(docs, next, doc);
                let Some(&wanted) = docs.get(next) else { break };
                for &(field, count) in view.meta.symbols.get(symbol) {
                    buffer.clear();
                    reader.read(count, view.weights.length(field, doc), &mut buffer);
                    if wanted == doc && group.fields >> field & 1 == 1 {
                        let field = u32::from(field) << POSITION_BITS;
                        found.extend(
                            buffer
                                .iter()
                                .map(|&position| (next as u64) << 32 | u64::from(field | position)),
                        );
                    }
                }
            }
        }
    }
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
    let found: Vec<Places> = groups
        .iter()
        .map(|group| places(group, view, &matches.docs))
        .collect();
    let mut lists: Vec<(&[u32], u32)> = Vec::new();
    let mut scores = std::mem::take(&mut matches.scores);
    scores.iter_mut().for_each(|score| *score *= phrase_boost());
    matches.scores = scores;
    matches.retain(|at, _| {
        lists.clear();
        lists.extend(
            found
                .iter()
                .zip(groups)
                .map(|(places, group)| (places.get(at), group.offset)),
        );
        let holds = match slop {
            None => in_a_row(&lists),
            Some(slop) => near(&lists, slop),
        };
        holds.then_some(0.0)
    });
    matches
}

/// Does some place of the first word have all others at their offsets?
fn in_a_row(lists: &[(&[u32], u32)]) -> bool {
    let Some((&(shortest, offset), rest)) = lists
        .iter()
        .min_by_key(|(places, _)| places.len())
        .map(|shortest| (shortest, lists))
    else {
        return false;
    };
    shortest.iter().any(|&place| {
        rest.iter().all(|&(places, other)| {
            let wanted = place.wrapping_add(other).checked_sub(offset);
            wanted.is_some_and(|wanted| places.binary_search(&wanted).is_ok())
        })
    })
}

/// Do the words stand in one field, each at a place of its own, with at most `slop` others between?
fn near(lists: &[(&[u32], u32)], slop: u32) -> bool {
    let mut at = vec![0; lists.len()];
    let span = lists.len() as u32 - 1 + slop;
    loop {
        let mut low = (u32::MAX, 0);
        let mut high = 0;
        for (list, &(places, _)) in lists.iter().enumerate() {
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
