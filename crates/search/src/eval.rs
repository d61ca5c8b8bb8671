//! Which documents match, and how well?
//!
//! Set at a time: each part of a query becomes a list of documents with scores. Parts that must
//! all hold are taken in the order of their rarity, and each after the first is read only where
//! it can meet the documents that are left (`within`).

use std::cmp::Ordering;

use crate::index::View;
use crate::plan::{Expansion, Group, Plan};
use crate::postings::Decoded;
use crate::weight::saturate;

/// Documents, ascending, each with a score.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Matches {
    pub(crate) docs: Vec<u32>,
    pub(crate) scores: Vec<f32>,
}

impl Matches {
    pub(crate) fn push(&mut self, doc: u32, score: f32) {
        self.docs.push(doc);
        self.scores.push(score);
    }

    /// Keeps documents for which `keep` gives a score to add.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(usize, u32) -> Option<f32>) {
        let mut kept = 0;
        for at in 0..self.docs.len() {
            if let Some(more) = keep(at, self.docs[at]) {
                self.docs[kept] = self.docs[at];
                self.scores[kept] = self.scores[at] + more;
                kept += 1;
            }
        }
        self.docs.truncate(kept);
        self.scores.truncate(kept);
    }
}

/// A word that stands for more terms than this is read whole, whatever it is to meet.
const MANY_TERMS: usize = 16;

/// Evaluates a plan, among the documents of `within` where given.
pub(crate) fn evaluate(plan: &Plan, view: &View<'_>, within: Option<&[u32]>) -> Matches {
    match plan {
        Plan::Group(group) => match within {
            Some(docs) => among(group, view, docs),
            None => crate::gather::word(group, view, None),
        },
        Plan::Phrase { groups, slop } => crate::phrase::evaluate(groups, *slop, view, within),
        Plan::All(plans) => all(plans, view, within),
        Plan::Any(plans) => match within {
            Some(docs) => any(plans, view, docs),
            None => crate::gather::any(plans, view, None),
        },
        Plan::Not(_) => all(std::slice::from_ref(plan), view, within),
        Plan::Dates(range) => filter(view, within, |doc| {
            view.dates
                .get(doc)
                .is_some_and(|date| date.first <= range.last && date.last >= range.first)
        }),
        Plan::Facet { facet, values } => {
            let facet = view.facet(*facet);
            filter(view, within, |doc| {
                facet.is_some_and(|facet| {
                    facet
                        .values(doc)
                        .any(|value| values.binary_search(&value).is_ok())
                })
            })
        }
        Plan::Everything => filter(view, within, |_| true),
    }
}

/// Evaluates a plan of which only so many of the best need their scores; the others may have a
/// score that is too low to be among them.
pub(crate) fn evaluate_best(plan: &Plan, view: &View<'_>, best: Option<usize>) -> Matches {
    match plan {
        Plan::Group(group) => crate::gather::word(group, view, best),
        Plan::Any(plans) => crate::gather::any(plans, view, best),
        Plan::All(plans) if plans.len() == 1 => evaluate_best(&plans[0], view, best),
        _ => evaluate(plan, view, None),
    }
}

fn filter(view: &View<'_>, within: Option<&[u32]>, keep: impl Fn(u32) -> bool) -> Matches {
    let docs: Vec<u32> = match within {
        Some(docs) => docs.iter().copied().filter(|&doc| keep(doc)).collect(),
        None => (0..view.doc_count).filter(|&doc| keep(doc)).collect(),
    };
    Matches {
        scores: vec![0.0; docs.len()],
        docs,
    }
}

/// Upper bound of the documents that match.
fn cost(plan: &Plan) -> u32 {
    match plan {
        Plan::Group(group) => group.doc_freq,
        Plan::Phrase { groups, .. } => groups.iter().map(|group| group.doc_freq).min().unwrap_or(0),
        Plan::All(plans) => plans.iter().map(cost).min().unwrap_or(0),
        Plan::Any(plans) => plans.iter().map(cost).fold(0, u32::saturating_add),
        Plan::Not(_) | Plan::Dates(_) | Plan::Facet { .. } | Plan::Everything => u32::MAX,
    }
}

fn all(plans: &[Plan], view: &View<'_>, within: Option<&[u32]>) -> Matches {
    let positive: Vec<&Plan> = plans
        .iter()
        .filter(|plan| !matches!(plan, Plan::Not(_)))
        .collect();
    let costs: Vec<u32> = positive.iter().map(|plan| cost(plan)).collect();
    let order = crate::order::positions(costs.len(), &|a, b| costs[a].cmp(&costs[b]));
    let mut rest = crate::order::pick(&positive, &order).into_iter();
    let mut matches = match rest.next() {
        Some(first) => evaluate(first, view, within),
        None => filter(view, within, |_| true),
    };
    for plan in rest {
        if matches.docs.is_empty() {
            break;
        }
        let more = evaluate(plan, view, Some(&matches.docs));
        let mut at = 0;
        matches.retain(|_, doc| {
            let found = more.docs.get(at) == Some(&doc);
            at += usize::from(found);
            found.then(|| more.scores[at - 1])
        });
    }
    for plan in plans {
        let Plan::Not(inner) = plan else { continue };
        let out = evaluate(inner, view, Some(&matches.docs));
        let mut at = 0;
        matches.retain(|_, doc| {
            let found = out.docs.get(at) == Some(&doc);
            at += usize::from(found);
            (!found).then_some(0.0)
        });
    }
    matches
}

/// Joins plans among documents; scores of the same document add up.
fn any(plans: &[Plan], view: &View<'_>, docs: &[u32]) -> Matches {
    let mut scores = vec![UNMET; docs.len()];
    for plan in plans {
        let set = evaluate(plan, view, Some(docs));
        let mut at = 0;
        for (&doc, &score) in set.docs.iter().zip(&set.scores) {
            at += docs[at..].iter().take_while(|&&other| other < doc).count();
            meet_with(&mut scores[at], score);
        }
    }
    met(docs, &scores)
}

/// The score of a document that has not been met.
const UNMET: f32 = -1.0;

/// Adds a score, or a weight, of nothing or more.
#[inline]
fn meet_with(slot: &mut f32, more: f32) {
    *slot = more + slot.max(0.0);
}

/// The documents that were met.
fn met(docs: &[u32], scores: &[f32]) -> Matches {
    let mut out = Matches::default();
    for (&doc, &score) in docs.iter().zip(scores) {
        if score >= 0.0 {
            out.push(doc, score);
        }
    }
    out
}

/// The documents of a word among the given ones.
fn among(group: &Group, view: &View<'_>, docs: &[u32]) -> Matches {
    let mut weights = vec![UNMET; docs.len()];
    if group.terms.len() > MANY_TERMS {
        among_many(group, view, docs, &mut weights);
    } else {
        let mut block = Decoded::default();
        for term in &group.terms {
            among_one(group, *term, view, docs, (&mut block, &mut weights));
        }
    }
    let mut matches = met(docs, &weights);
    for score in &mut matches.scores {
        *score = group.idf * saturate(*score);
    }
    matches
}

fn among_one(
    group: &Group,
    term: Expansion,
    view: &View<'_>,
    docs: &[u32],
    (block, weights): (&mut Decoded, &mut [f32]),
) {
    let whole = view.all_fields(group.fields);
    let list = view.postings(term.info);
    let mut at = 0;
    let mut shared = Vec::new();
    for info in list.blocks() {
        if info.before != u32::MAX {
            at += docs[at..].partition_point(|&doc| doc <= info.before);
        }
        match docs.get(at) {
            None => break,
            Some(&doc) if doc > info.last => continue,
            Some(_) => {}
        }
        let symbols = list.read_docs(info, block);
        meet(&docs[at..], block.docs(), &mut shared);
        let last = shared.last().map_or(0, |&(_, theirs)| theirs + 1);
        symbols.read(block, last);
        for &(ours, theirs) in &shared {
            let (doc, symbol) = (block.docs()[theirs], block.symbols()[theirs]);
            let weight = view.weight(whole, symbol, doc, group.fields);
            if weight > 0.0 {
                meet_with(&mut weights[at + ours], term.boost * weight);
            }
        }
    }
}

/// Many short lists: faster to look each document up than to search for it.
fn among_many(group: &Group, view: &View<'_>, docs: &[u32], weights: &mut [f32]) {
    let mut places = vec![u32::MAX; view.doc_count as usize];
    for (place, &doc) in (0..).zip(docs) {
        if let Some(slot) = places.get_mut(doc as usize) {
            *slot = place;
        }
    }
    let whole = view.all_fields(group.fields);
    let mut block = Decoded::default();
    let mut left = docs.len();
    for term in group.scored().chain(group.unscored()) {
        if term.boost == 0.0 && left == 0 {
            break;
        }
        let list = view.postings(term.info);
        for info in list.blocks() {
            list.read(info, !whole || term.boost > 0.0, &mut block);
            for (at, &doc) in block.docs().iter().enumerate() {
                let place = places.get(doc as usize).copied().unwrap_or(u32::MAX);
                let Some(slot) = weights.get_mut(place as usize) else {
                    continue;
                };
                let mut weight = 0.0;
                if !whole || term.boost > 0.0 {
                    weight = view.weight(whole, block.symbols()[at], doc, group.fields);
                    if weight <= 0.0 {
                        continue;
                    }
                }
                left -= usize::from(*slot < 0.0);
                meet_with(slot, term.boost * weight);
            }
        }
    }
}

/// The places in two ascending lists of the documents that they share.
#[inline]
pub(crate) fn meet(ours: &[u32], theirs: &[u32], shared: &mut Vec<(usize, usize)>) {
    shared.clear();
    let (mut a, mut b) = (0, 0);
    while let (Some(&x), Some(&y)) = (ours.get(a), theirs.get(b)) {
        match x.cmp(&y) {
            Ordering::Less => a = reach(ours, a + 1, y),
            Ordering::Greater => b = reach(theirs, b + 1, x),
            Ordering::Equal => {
                shared.push((a, b));
                a += 1;
                b += 1;
            }
        }
    }
}

/// The first position from `at` whose document is at least `doc`: in doubling steps, then by
/// halving.
#[inline]
pub(crate) fn reach(docs: &[u32], at: usize, doc: u32) -> usize {
    let (mut low, mut step) = (at, 1);
    while docs.get(low + step - 1).is_some_and(|&other| other < doc) {
        low += step;
        step *= 2;
    }
    let high = (low + step - 1).min(docs.len());
    low + docs[low..high].partition_point(|&other| other < doc)
}
