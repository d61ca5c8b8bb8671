//! What else tells a good match from a fair one?

use crate::eval::{Matches, evaluate};
use crate::index::View;
use crate::order::Best;
use crate::phrase::{Places, places};
use crate::plan::{Expansion, Group, Plan};
use crate::postings::Decoded;
use crate::tuning::{
    feedback_docs, feedback_weight, feedback_words, near_depth, near_row, near_window,
};
use crate::weight::{idf, saturate, saturate_bound};

/// Words that stand for more terms than this are not looked at for nearness.
const MOST_FORMS: usize = 24;

/// The groups of a plan's words, those of exclusions left out.
pub(crate) fn groups<'p>(plan: &'p Plan, out: &mut Vec<&'p Group>) {
    match plan {
        Plan::Group(group) => out.push(group),
        Plan::Phrase { groups, .. } => out.extend(groups),
        Plan::All(plans) | Plan::Any(plans) => plans.iter().for_each(|plan| groups(plan, out)),
        Plan::Not(_) | Plan::Dates(_) | Plan::Facet { .. } | Plan::Everything => {}
    }
}

/// Positions in `matches` of the best `count`, ascending by document. Of those that are as good, the
/// first outside of the index are taken, as in the list that readers see.
fn best(matches: &Matches, view: &View<'_>, count: usize) -> Vec<usize> {
    let mut best = Best::new(count);
    for (&doc, &score) in matches.docs.iter().zip(&matches.scores) {
        let key = u64::from(crate::order::descending(score));
        best.push(key << 32 | u64::from(view.outer(doc)));
    }
    let mut order = best.finish();
    for key in &mut order {
        let doc = view.inner(*key as u32);
        *key = matches.docs.binary_search(&doc).unwrap_or(0) as u64;
    }
    crate::order::numbers(&mut order);
    order.into_iter().map(|at| at as usize).collect()
}

/// Least rarity of a word whose nearness is looked at: a word of two in five documents has less,
/// and tells little. nDCG@10 is the same with all words (within 0.0001), at more than their time.
const COMMON: f32 = 0.5;

/// Adds to the best matches what the nearness of words in them is worth: to those that it could
/// bring among the first `page`, where given.
pub(crate) fn nearness(plan: &Plan, view: &View<'_>, matches: &mut Matches, page: Option<usize>) {
    let mut words = Vec::new();
    groups(plan, &mut words);
    // A word that is still a beginning stands for too many terms to tell anything.
    words.retain(|group| group.terms.len() <= MOST_FORMS);
    if words.len() < 2 || near_row() + near_window() == 0.0 {
        return;
    }
    let pair_idf = |pair: usize| words[pair].idf.min(words[pair + 1].idf);
    let mut top = best(matches, view, near_depth() as usize);
    if let Some(page) = page {
        let key = |&at: &usize| u64::from(crate::order::descending(matches.scores[at]));
        let mut keys: Vec<u64> = top.iter().map(key).collect();
        crate::order::numbers(&mut keys);
        let idfs: f32 = (0..words.len() - 1).map(pair_idf).sum();
        let most = idfs * (near_row() + near_window()) * saturate_bound(f32::INFINITY);
        if let Some(&last) = keys.get(page.wrapping_sub(1)) {
            let least = crate::order::score(last as u32);
            top.retain(|&at| matches.scores[at] + most >= least);
        }
    }
    let docs: Vec<u32> = top.iter().map(|&at| matches.docs[at]).collect();
    let places_of = |group: &&Group| {
        let is_common = group.idf < COMMON;
        places(group, view, if is_common { &[] } else { &docs })
    };
    let found: Vec<Places> = words.iter().map(places_of).collect();
    for (number, &at) in top.iter().enumerate() {
        let mut gain = 0.0;
        for pair in 0..words.len() - 1 {
            let (first, second) = (found[pair].get(number), found[pair + 1].get(number));
            if first.is_empty() || second.is_empty() || words[pair].terms == words[pair + 1].terms {
                continue;
            }
            let (rows, windows) = pairs(first, second);
            gain += pair_idf(pair)
                * (near_row() * saturate(rows as f32) + near_window() * saturate(windows as f32));
        }
        matches.scores[at] += gain;
    }
}

/// How often the second word follows the first, and how often both stand within eight words.
fn pairs(first: &[u32], second: &[u32]) -> (u32, u32) {
    let (mut rows, mut windows) = (0, 0);
    let mut from = 0;
    for &place in first {
        while second.get(from).is_some_and(|&other| other + 8 < place) {
            from += 1;
        }
        for &other in &second[from..] {
            if other > place + 8 {
                break;
            }
            rows += u32::from(other == place + 1);
            windows += 1;
        }
    }
    (rows, windows)
}

/// Adds to the matches what words of the best ones are worth.
pub(crate) fn feedback(view: &View<'_>, matches: &Matches) -> Vec<Plan> {
    // A walk over everything.
    if feedback_weight() == 0.0 || !view.is_whole() {
        return Vec::new();
    }
    let top = best(matches, view, feedback_docs() as usize);
    let mut found: Vec<(f32, Expansion)> = Vec::new();
    let mut cursor = view.dict.all();
    let mut block = Decoded::default();
    let sum: f32 = top.iter().map(|&at| matches.scores[at]).sum();
    let docs: Vec<u32> = top.iter().map(|&at| matches.docs[at]).collect();
    while cursor.advance() {
        let info = cursor.info;
        if info.doc_freq < 2 || info.doc_freq > view.doc_count / 10 {
            continue;
        }
        let list = view.postings(info);
        let (mut weight, mut count, mut at) = (0.0, 0, 0);
        for part in list.blocks() {
            while docs
                .get(at)
                .is_some_and(|&doc| part.before != u32::MAX && doc <= part.before)
            {
                at += 1;
            }
            match docs.get(at) {
                None => break,
                Some(&doc) if doc > part.last => continue,
                Some(_) => {}
            }
            list.read(part, false, &mut block);
            if !docs[at..]
                .iter()
                .any(|doc| block.docs().binary_search(doc).is_ok())
            {
                continue;
            }
            list.read(part, true, &mut block);
            for (number, doc) in docs.iter().enumerate().skip(at) {
                if let Ok(place) = block.docs().binary_search(doc) {
                    weight += saturate(view.weights.of(block.symbols()[place], *doc))
                        * matches.scores[top[number]]
                        / sum;
                    count += 1;
                }
            }
        }
        if count > 1 {
            found.push((
                weight * idf(info.doc_freq as f32, view.doc_count),
                Expansion {
                    term: cursor.term(),
                    info,
                    boost: 1.0,
                },
            ));
        }
    }
    let order = crate::order::positions(found.len(), &|a, b| found[b].0.total_cmp(&found[a].0));
    let mut found = crate::order::pick(&found, &order);
    found.truncate(feedback_words() as usize);
    let most = found.first().map_or(1.0, |first| first.0);
    found
        .into_iter()
        .map(|(weight, term)| {
            let idf =
                idf(term.info.doc_freq as f32, view.doc_count) * feedback_weight() * weight / most;
            Plan::Group(Group {
                terms: vec![term],
                fields: u32::MAX,
                idf,
                doc_freq: term.info.doc_freq,
                offset: 0,
            })
        })
        .collect()
}

/// Scores the documents that hold any of a query's words once more, with words of its best matches.
/// Those words bring in no others, unless the query is to be widened.
pub(crate) fn with_feedback(
    plan: &Plan,
    view: &View<'_>,
    matches: Matches,
    widen: bool,
) -> Matches {
    let more = feedback(view, &matches);
    if more.is_empty() {
        return matches;
    }
    let Plan::All(plans) = plan else {
        return matches;
    };
    let mut all = plans.clone();
    let Some(Plan::Any(words)) = all.last_mut() else {
        return matches;
    };
    words.extend(more);
    let within = (!widen).then_some(&*matches.docs);
    evaluate(&Plan::All(all), view, within)
}
