//! Which documents match, and how well?
//!
//! Set at a time: each part of a query becomes a list of documents with scores. Parts that must
//! all hold are taken in the order of their rarity, and each after the first is read only where
//! it can meet the documents that are left (`within`).

use crate::index::View;
use crate::plan::{Group, Plan};
use crate::postings::Decoded;
use crate::weight::saturate;

/// Documents, ascending, each with a score.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Matches {
    pub(crate) docs: Vec<u32>,
    pub(crate) scores: Vec<f32>,
}

impl Matches {
    fn push(&mut self, doc: u32, score: f32) {
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
        Plan::Group(group) => words(group, view, within),
        Plan::Phrase { groups, slop } => crate::phrase::evaluate(groups, *slop, view, within),
        Plan::All(plans) => all(plans, view, within),
        Plan::Any(plans) => any(plans, view, within),
        Plan::Not(_) => all(std::slice::from_ref(plan), view, within),
        Plan::Dates(range) => filter(view, within, |doc| {
            view.dates
                .get(doc)
                .is_some_and(|date| date.first <= range.last && date.last >= range.first)
        }),
        Plan::Facet { facet, values } => filter(view, within, |doc| {
            let facet = view.facets.get(*facet);
            facet.is_some_and(|facet| {
                facet
                    .values(doc)
                    .any(|value| values.binary_search(&value).is_ok())
            })
        }),
        Plan::Everything => filter(view, within, |_| true),
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

/// Joins plans; scores of the same document add up.
fn any(plans: &[Plan], view: &View<'_>, within: Option<&[u32]>) -> Matches {
    let sets = plans.iter().map(|plan| evaluate(plan, view, within));
    let Some(docs) = within else {
        let mut sum = Sum::new(view.doc_count);
        for set in sets {
            for (&doc, &score) in set.docs.iter().zip(&set.scores) {
                sum.add(doc, score);
            }
        }
        return sum.finish();
    };
    let mut scores = vec![f32::NAN; docs.len()];
    for set in sets {
        let mut at = 0;
        for (&doc, &score) in set.docs.iter().zip(&set.scores) {
            at += docs[at..].iter().take_while(|&&other| other < doc).count();
            scores[at] = score + if scores[at].is_nan() { 0.0 } else { scores[at] };
        }
    }
    keep(docs, &scores, |score| !score.is_nan())
}

fn keep(docs: &[u32], scores: &[f32], wanted: impl Fn(f32) -> bool) -> Matches {
    let mut out = Matches::default();
    for (&doc, &score) in docs.iter().zip(scores) {
        if wanted(score) {
            out.push(doc, score);
        }
    }
    out
}

/// Adds up numbers by document: an array of all documents and a bit for each that was met.
struct Sum {
    values: Vec<f32>,
    met: Vec<u64>,
    count: usize,
}

impl Sum {
    fn new(doc_count: u32) -> Self {
        let words = (doc_count as usize).div_ceil(64);
        Self {
            values: vec![0.0; words * 64],
            met: vec![0; words],
            count: 0,
        }
    }

    #[inline]
    fn add(&mut self, doc: u32, value: f32) {
        let at = doc as usize;
        if let (Some(sum), Some(word)) = (self.values.get_mut(at), self.met.get_mut(at / 64)) {
            *sum += value;
            *word |= 1 << (at % 64);
            self.count += 1;
        }
    }

    fn finish(self) -> Matches {
        let most = self.count.min(self.values.len());
        let mut out = Matches {
            docs: Vec::with_capacity(most),
            scores: Vec::with_capacity(most),
        };
        for (number, mut word) in self.met.into_iter().enumerate() {
            while word != 0 {
                let at = number * 64 + word.trailing_zeros() as usize;
                out.push(at as u32, self.values[at]);
                word &= word - 1;
            }
        }
        out
    }
}

/// The documents of a word.
fn words(group: &Group, view: &View<'_>, within: Option<&[u32]>) -> Matches {
    let mut matches = match within {
        Some(docs) => among(group, view, docs),
        None => everywhere(group, view),
    };
    for score in &mut matches.scores {
        *score = group.idf * saturate(*score);
    }
    matches
}

/// Weights before saturation, in all documents.
fn everywhere(group: &Group, view: &View<'_>) -> Matches {
    let most = group.doc_freq as usize;
    if let [_] = group.terms.as_slice() {
        let mut out = Matches {
            docs: Vec::with_capacity(most),
            scores: Vec::with_capacity(most),
        };
        each_posting(group, view, |doc, weight| out.push(doc, weight));
        return out;
    }
    let mut sum = Sum::new(view.doc_count);
    each_posting(group, view, |doc, weight| sum.add(doc, weight));
    sum.finish()
}

/// Calls `each` with every document of every term and its weight.
#[inline]
fn each_posting(group: &Group, view: &View<'_>, mut each: impl FnMut(u32, f32)) {
    let mut block = Decoded::default();
    let whole = view.all_fields(group.fields);
    for term in &group.terms {
        let list = view.postings(term.info);
        for info in list.blocks() {
            list.read(info, true, &mut block);
            for (&doc, &symbol) in block.docs().iter().zip(block.symbols()) {
                let weight = view.weight(whole, symbol, doc, group.fields);
                if weight > 0.0 {
                    each(doc, term.boost * weight);
                }
            }
        }
    }
}

/// Weights before saturation, in the given documents only.
fn among(group: &Group, view: &View<'_>, docs: &[u32]) -> Matches {
    let mut weights = vec![0.0f32; docs.len()];
    if group.terms.len() > MANY_TERMS {
        // Many short lists: faster to look each document up than to search for it.
        let mut places = vec![u32::MAX; view.doc_count as usize];
        for (place, &doc) in (0..).zip(docs) {
            if let Some(slot) = places.get_mut(doc as usize) {
                *slot = place;
            }
        }
        each_posting(group, view, |doc, weight| {
            let place = places.get(doc as usize).copied().unwrap_or(u32::MAX);
            if let Some(sum) = weights.get_mut(place as usize) {
                *sum += weight;
            }
        });
        return keep(docs, &weights, |weight| weight > 0.0);
    }
    let mut block = Decoded::default();
    let whole = view.all_fields(group.fields);
    for term in &group.terms {
        let list = view.postings(term.info);
        let mut at = 0;
        for info in list.blocks() {
            if info.before != u32::MAX {
                at += docs[at..].partition_point(|&doc| doc <= info.before);
            }
            match docs.get(at) {
                None => break,
                Some(&doc) if doc > info.last => continue,
                Some(_) => {}
            }
            list.read(info, true, &mut block);
            meet(&docs[at..], block.docs(), |ours, theirs| {
                let symbol = block.symbols()[theirs];
                let weight = view.weight(whole, symbol, block.docs()[theirs], group.fields);
                weights[at + ours] += term.boost * weight;
            });
        }
    }
    keep(docs, &weights, |weight| weight > 0.0)
}

/// Calls `each` with the places of the documents that two ascending lists share.
#[inline]
fn meet(ours: &[u32], theirs: &[u32], mut each: impl FnMut(usize, usize)) {
    let mut a = 0;
    for (b, y) in theirs.iter().enumerate() {
        a = crate::eval::reach(ours, a, *y);
        match ours.get(a) {
            None => break,
            Some(x) if x == y => each(a, b),
            Some(_) => {}
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
