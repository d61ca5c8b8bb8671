//! Nothing was found: what can the reader loosen?
//!
//! Honest: a number is promised only where the empty answer itself proves it. The counts of a
//! facet are made without that facet's own choice, so they tell what giving the choice up would
//! find; for words nothing is known until the search without them is made.

use backfile_model::Manifest;
use backfile_search::Notice;

use crate::ListQuery;
use crate::labels::{facet_label, fill, labels};
use crate::state::Results;

/// How many words are offered to be left out.
const MOST_WORDS: usize = 4;

/// A way to find more.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// What it does, for its link.
    pub label: String,
    /// The looser list.
    pub list: ListQuery,
}

/// What to loosen, the most certain first.
pub fn advice(results: &Results, manifest: &Manifest) -> Vec<Advice> {
    let list = &results.list;
    let mut advice = of_notice(results);
    advice.extend(of_facets(results));
    if list.from().is_some() || list.to().is_some() {
        advice.push(Advice {
            label: labels().advice_without_dates.to_owned(),
            list: list.clone().with_dates(None, None),
        });
    }
    if list.has_filters() && (list.has_words() || advice.len() > 1) {
        let looser = list.clone().without_filters();
        if looser.is_narrowed() && advice.iter().all(|known| known.list != looser) {
            advice.push(Advice {
                label: labels().advice_without_filters.to_owned(),
                list: looser,
            });
        }
    }
    advice.extend(of_words(list));
    let articles = labels().articles.of(u64::from(manifest.article_count));
    advice.push(Advice {
        label: fill(labels().advice_everything, &[("articles", &articles)]),
        list: list.clone().cleared(),
    });
    advice
}

fn of_notice(results: &Results) -> Vec<Advice> {
    match &results.response.notice {
        Some(Notice::DidYouMean { query }) => vec![Advice {
            label: fill(labels().notice_did_you_mean, &[("query", query)]),
            list: results.list.clone().with_query(query),
        }],
        _ => Vec::new(),
    }
}

fn of_facets(results: &Results) -> Vec<Advice> {
    let mut proven: Vec<(u32, Advice)> = Vec::new();
    let mut open = Vec::new();
    for filter in results.list.filters() {
        let counts = &results.response.facets;
        let counts = counts.iter().find(|counts| counts.facet == filter.facet);
        // An article may have several values, so the greatest count is a lower bound.
        let values = counts.map_or(&[][..], |counts| &counts.values);
        let least = values.iter().map(|(_, count)| *count).max().unwrap_or(0);
        // The labels are ours and in ASCII; lower case for all of Unicode would cost the page 5 KB.
        let name = facet_label(&filter.facet).to_ascii_lowercase();
        let action = fill(labels().advice_without_facet, &[("facet", &name)]);
        let list = results.list.clone().without_facet(&filter.facet);
        if least > 0 {
            let articles = labels().articles.of(u64::from(least));
            let values = [("action", action.as_str()), ("articles", &articles)];
            let label = fill(labels().advice_count, &values);
            let at = proven.partition_point(|(more, _)| *more >= least);
            proven.insert(at, (least, Advice { label, list }));
        } else if list.is_narrowed() && counts.is_none() {
            open.push(Advice {
                label: action,
                list,
            });
        }
    }
    let proven = proven.into_iter().map(|(_, advice)| advice);
    proven.chain(open).collect()
}

fn of_words(list: &ListQuery) -> Vec<Advice> {
    let query = list.query();
    if query.contains(['"', '“', '”', '„']) {
        let apart = query.replace(['"', '“', '”', '„'], " ");
        let apart: Vec<&str> = apart.split_whitespace().collect();
        let advice = Advice {
            label: labels().advice_without_quotes.to_owned(),
            list: list.clone().with_query(&apart.join(" ")),
        };
        return (!apart.is_empty()).then_some(advice).into_iter().collect();
    }
    let words: Vec<&str> = query.split_whitespace().collect();
    if !(2..=MOST_WORDS).contains(&words.len()) {
        return Vec::new();
    }
    (0..words.len())
        .map(|left_out| {
            let kept = words.iter().enumerate().filter(|(at, _)| *at != left_out);
            let kept: Vec<&str> = kept.map(|(_, word)| *word).collect();
            Advice {
                label: fill(labels().advice_without_word, &[("word", words[left_out])]),
                list: list.clone().with_query(&kept.join(" ")),
            }
        })
        .collect()
}
