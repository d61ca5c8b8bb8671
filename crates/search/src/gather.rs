//! Which documents of the whole index hold a word, or any of some words, and how well?
//!
//! Words are added up one after the other in an array of all documents. Every match counts, as
//! totals and facets are exact, but not every match needs its score: where only the best are
//! wanted, a document is scored when the greatest weight of its block could still bring it among
//! them (block-max pruning, Ding and Suel 2011, a word at a time). The others keep a score that is
//! too low, below that of the best.

use crate::eval::{Matches, evaluate};
use crate::index::View;
use crate::order::Best;
use crate::plan::{Expansion, Group, Plan};
use crate::postings::{BLOCK, Decoded, PostingList};
use crate::weight::{at_most, saturate, saturate_bound};

/// What a document must be able to reach to be worth its score.
#[derive(Clone, Copy, Debug)]
struct Bar {
    /// Least score of the best so far; zero while there are not enough of them.
    least: f32,
    /// What the words that are still to come can add at most.
    later: f32,
}

impl Bar {
    const NONE: Self = Self {
        least: 0.0,
        later: 0.0,
    };

    /// Is a sum too low whatever comes? A little less, as sums are rounded.
    #[inline]
    fn is_above(self, most: f32) -> bool {
        most + self.later < self.least * 0.9999
    }
}

/// All documents of a word; only the `best` need their scores, where given.
pub(crate) fn word(group: &Group, view: &View<'_>, best: Option<usize>) -> Matches {
    if let [only] = group.terms.as_slice() {
        return one_term(group, *only, view, best);
    }
    let weights = weigh(group, view, Bar::NONE, best, None);
    weights.finish(|weight| group.idf * saturate(weight))
}

/// Documents that hold any; scores of the same document add up.
pub(crate) fn any(plans: &[Plan], view: &View<'_>, best: Option<usize>) -> Matches {
    let mut sum = Sum::new(view.doc_count);
    let mut words = Vec::new();
    for plan in plans {
        if let Plan::Group(group) = plan {
            words.push(group);
            continue;
        }
        let set = evaluate(plan, view, None);
        for (&doc, &score) in set.docs.iter().zip(&set.scores) {
            sum.add(doc, score);
        }
    }
    // The rarest first: they lift the bar for the common ones, which have the long lists.
    let rarer = |a: usize, b: usize| words[b].idf.total_cmp(&words[a].idf);
    let order = crate::order::positions(words.len(), &rarer);
    let words = crate::order::pick(&words, &order);
    let most = |group: &&Group| group.idf * saturate_bound(f32::INFINITY);
    let mut later: f32 = words.iter().map(most).sum();
    for group in &words {
        let mut bar = Bar::NONE;
        if let Some(best) = best {
            bar.least = sum.least_of(best);
            later -= most(group);
            bar.later = later.max(0.0);
        }
        if let [only] = group.terms.as_slice() {
            let prunes = |sum: &Sum, doc: u32, most: f32| {
                let word = group.idf * saturate_bound(only.boost * most);
                bar.least > 0.0 && bar.is_above(sum.value(doc) + word)
            };
            let term = (only.boost, &view.postings(only.info));
            add_term(group, view, term, &prunes, (&mut sum, true));
            continue;
        }
        let weights = weigh(group, view, bar, None, Some(&sum));
        weights.each(|doc, weight| sum.add(doc, group.idf * saturate(weight)));
    }
    sum.finish(|score| score)
}

/// A word of a single term: its list as it is.
fn one_term(group: &Group, term: Expansion, view: &View<'_>, best: Option<usize>) -> Matches {
    let mut out = Matches::default();
    out.docs.reserve_exact(group.doc_freq as usize);
    out.scores.reserve_exact(group.doc_freq as usize);
    let whole = view.all_fields(group.fields);
    let list = view.postings(term.info);
    let mut block = Decoded::default();
    let mut top = best.map(Best::new);
    let mut bar = Bar::NONE;
    for info in list.blocks() {
        let symbols = list.read_docs(info, &mut block);
        let most = group.idf * saturate_bound(term.boost * at_most(info.most));
        if whole && bar.is_above(most) {
            out.docs.extend_from_slice(block.docs());
            out.scores.resize(out.docs.len(), 0.0);
            continue;
        }
        symbols.read(&mut block, BLOCK);
        for (&doc, &symbol) in block.docs().iter().zip(block.symbols()) {
            let weight = view.weight(whole, symbol, doc, group.fields);
            if weight > 0.0 {
                let score = group.idf * saturate(term.boost * weight);
                out.push(doc, score);
                if let Some(top) = &mut top {
                    top.push(u64::from(crate::order::descending(score)) << 32 | u64::from(doc));
                }
            }
        }
        let least = top.as_mut().and_then(Best::settled);
        bar.least = least.map_or(bar.least, |key| crate::order::score((key >> 32) as u32));
    }
    out
}

/// The weights of a word before saturation. It adds to the scores of `others`; or it is the whole
/// query, of which so many best are wanted.
fn weigh(
    group: &Group,
    view: &View<'_>,
    mut bar: Bar,
    best: Option<usize>,
    others: Option<&Sum>,
) -> Sum {
    let mut own = Sum::new(view.doc_count);
    let scored: Vec<&Expansion> = group.scored().collect();
    // The common ones last, when there is a bar to hold them to.
    let rarer = |a: usize, b: usize| scored[a].info.doc_freq.cmp(&scored[b].info.doc_freq);
    let order = crate::order::positions(scored.len(), &rarer);
    let scored = crate::order::pick(&scored, &order);
    let lists: Vec<PostingList<'_>> = scored.iter().map(|term| view.postings(term.info)).collect();
    let most: Vec<f32> = scored.iter().zip(&lists).map(most_of).collect();
    for (at, (term, list)) in scored.iter().zip(&lists).enumerate() {
        if let Some(best) = best.filter(|_| at + 1 == scored.len()) {
            bar.least = group.idf * saturate(own.least_of(best));
        }
        let rest: f32 = most[at + 1..].iter().sum();
        let prunes = |own: &Sum, doc: u32, most: f32| {
            if bar.least == 0.0 {
                return false;
            }
            let word = group.idf * saturate_bound(own.value(doc) + term.boost * most + rest);
            bar.is_above(others.map_or(0.0, |sum| sum.value(doc)) + word)
        };
        add_term(group, view, (term.boost, list), &prunes, (&mut own, false));
    }
    for term in group.unscored() {
        if own.count == view.doc_count as usize {
            break;
        }
        let list = view.postings(term.info);
        add_term(
            group,
            view,
            (0.0, &list),
            &|_, _, _| true,
            (&mut own, false),
        );
    }
    own
}

/// The most that a term can weigh.
fn most_of((term, list): (&&Expansion, &PostingList<'_>)) -> f32 {
    let most = list.blocks().iter().map(|block| block.most).max();
    term.boost * at_most(most.unwrap_or(0))
}

/// Adds the weights of a term before saturation, or the scores of one that is alone. Documents of
/// which `prunes` says that they
/// cannot get high enough with the most that their block holds are met without a weight.
fn add_term(
    group: &Group,
    view: &View<'_>,
    (boost, list): (f32, &PostingList<'_>),
    prunes: &dyn Fn(&Sum, u32, f32) -> bool,
    (own, alone): (&mut Sum, bool),
) {
    let whole = view.all_fields(group.fields);
    let mut block = Decoded::default();
    for info in list.blocks() {
        let symbols = list.read_docs(info, &mut block);
        let most = at_most(info.most);
        if whole && most.is_finite() || boost == 0.0 {
            let docs = block.docs();
            if whole && docs.iter().all(|&doc| prunes(own, doc, most)) {
                docs.iter().for_each(|&doc| own.add(doc, 0.0));
                continue;
            }
        }
        symbols.read(&mut block, BLOCK);
        for (&doc, &symbol) in block.docs().iter().zip(block.symbols()) {
            let weight = view.weight(whole, symbol, doc, group.fields);
            if weight > 0.0 {
                let weight = boost * weight;
                own.add(
                    doc,
                    if alone {
                        group.idf * saturate(weight)
                    } else {
                        weight
                    },
                );
            }
        }
    }
}

/// Adds up numbers by document: an array of all documents and a bit for each that was met.
struct Sum {
    values: Vec<f32>,
    met: Vec<u64>,
    /// How many were met.
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
    fn value(&self, doc: u32) -> f32 {
        self.values.get(doc as usize).copied().unwrap_or(0.0)
    }

    #[inline]
    fn add(&mut self, doc: u32, value: f32) {
        let at = doc as usize;
        if let (Some(sum), Some(word)) = (self.values.get_mut(at), self.met.get_mut(at / 64)) {
            *sum += value;
            let bit = 1 << (at % 64);
            self.count += usize::from(*word & bit == 0);
            *word |= bit;
        }
    }

    /// The least of so many best values; zero where there are not so many.
    fn least_of(&self, count: usize) -> f32 {
        if count == 0 || self.count < count {
            return 0.0;
        }
        let mut best = Best::new(count);
        self.each(|doc, value| {
            best.push(u64::from(crate::order::descending(value)) << 32 | u64::from(doc));
        });
        best.settled()
            .map_or(0.0, |key| crate::order::score((key >> 32) as u32))
    }

    /// Calls `each` for every document that was met, ascending.
    #[inline]
    fn each(&self, mut each: impl FnMut(u32, f32)) {
        for (number, &word) in self.met.iter().enumerate() {
            let mut word = word;
            while word != 0 {
                let at = number * 64 + word.trailing_zeros() as usize;
                each(at as u32, self.values[at]);
                word &= word - 1;
            }
        }
    }

    fn finish(self, score: impl Fn(f32) -> f32) -> Matches {
        let mut out = Matches::default();
        out.docs.reserve_exact(self.count);
        out.scores.reserve_exact(self.count);
        self.each(|doc, value| out.push(doc, score(value)));
        out
    }
}
