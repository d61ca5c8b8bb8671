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

/// Evaluates a plan, among the documents of `within` where given.
pub(crate) fn evaluate(plan: &Plan, view: &View<'_>, within: Option<&[u32]>) -> Matches {
    match plan {
        Plan::Group(group) => words(group, view, within),
        Plan::Phrase { groups, slop } => crate::phrase::evaluate(groups, *slop, view, within),
        Plan::All(plans) => all(plans, view, within),
        Plan::Any(plans) => any(plans
            .iter()
            .map(|plan| evaluate(plan, view, within))
            .collect()),
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
fn cost(plan: &Plan, view: &View<'_>) -> u32 {
    match plan {
        Plan::Group(group) => group.doc_freq,
        Plan::Phrase { groups, .. } => groups.iter().map(|group| group.doc_freq).min().unwrap_or(0),
        Plan::All(plans) => plans.iter().map(|plan| cost(plan, view)).min().unwrap_or(0),
        Plan::Any(plans) => plans
            .iter()
            .map(|plan| cost(plan, view))
            .fold(0, u32::saturating_add),
        Plan::Not(_) | Plan::Dates(_) | Plan::Facet { .. } | Plan::Everything => u32::MAX,
    }
}

fn all(plans: &[Plan], view: &View<'_>, within: Option<&[u32]>) -> Matches {
    let mut positive: Vec<&Plan> = plans
        .iter()
        .filter(|plan| !matches!(plan, Plan::Not(_)))
        .collect();
    positive.sort_by_key(|plan| cost(plan, view));
    let mut rest = positive.into_iter();
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

/// Joins sets; scores of the same document add up.
fn any(mut sets: Vec<Matches>) -> Matches {
    sets.sort_by_key(|set| set.docs.len());
    let mut sets = sets.into_iter();
    let first = sets.next().unwrap_or_default();
    sets.fold(first, |left, right| {
        let mut out = Matches::default();
        let (mut a, mut b) = (0, 0);
        while a < left.docs.len() || b < right.docs.len() {
            let (x, y) = (left.docs.get(a).copied(), right.docs.get(b).copied());
            let doc = x.unwrap_or(u32::MAX).min(y.unwrap_or(u32::MAX));
            let mut score = 0.0;
            if x == Some(doc) {
                score += left.scores[a];
                a += 1;
            }
            if y == Some(doc) {
                score += right.scores[b];
                b += 1;
            }
            out.push(doc, score);
        }
        out
    })
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
    let mut block = Decoded::default();
    let mut out = Matches::default();
    let sum: usize = group
        .terms
        .iter()
        .map(|term| term.info.doc_freq as usize)
        .sum();
    let dense = group.terms.len() > 1 && sum > view.doc_count as usize / 16;
    let mut weights = vec![0.0f32; if dense { view.doc_count as usize } else { 0 }];
    let mut pairs = Vec::new();
    for term in &group.terms {
        let list = view.postings(term.info);
        for info in &list.blocks {
            list.read(info, true, &mut block);
            for (&doc, &symbol) in block.docs().iter().zip(block.symbols()) {
                let weight = term.boost
                    * view
                        .weights
                        .of(view.meta.symbols.get(symbol), doc, group.fields);
                if weight <= 0.0 {
                    continue;
                }
                if dense {
                    weights[doc as usize] += weight;
                } else if group.terms.len() == 1 {
                    out.push(doc, weight);
                } else {
                    pairs.push((doc, weight));
                }
            }
        }
    }
    if dense {
        for (doc, weight) in (0..).zip(weights) {
            if weight > 0.0 {
                out.push(doc, weight);
            }
        }
    }
    pairs.sort_by_key(|&(doc, _)| doc);
    for run in pairs.chunk_by(|a, b| a.0 == b.0) {
        out.push(run[0].0, run.iter().map(|&(_, weight)| weight).sum());
    }
    out
}

/// Weights before saturation, in the given documents only.
fn among(group: &Group, view: &View<'_>, docs: &[u32]) -> Matches {
    let mut weights = vec![0.0f32; docs.len()];
    let mut block = Decoded::default();
    for term in &group.terms {
        let list = view.postings(term.info);
        let mut at = 0;
        for info in &list.blocks {
            at += docs[at..].partition_point(|&doc| info.before != u32::MAX && doc <= info.before);
            match docs.get(at) {
                None => break,
                Some(&doc) if doc > info.last => continue,
                Some(_) => {}
            }
            list.read(info, true, &mut block);
            let mut next = at;
            for (&doc, &symbol) in block.docs().iter().zip(block.symbols()) {
                while docs.get(next).is_some_and(|&wanted| wanted < doc) {
                    next += 1;
                }
                match docs.get(next) {
                    None => break,
                    Some(&wanted) if wanted == doc => {
                        let counts = view.meta.symbols.get(symbol);
                        weights[next] += term.boost * view.weights.of(counts, doc, group.fields);
                    }
                    Some(_) => {}
                }
            }
        }
    }
    let mut out = Matches::default();
    for (&doc, weight) in docs.iter().zip(weights) {
        if weight > 0.0 {
            out.push(doc, weight);
        }
    }
    out
}
