//! Which documents are like this one?

use crate::eval::evaluate_best;
use crate::index::{Index, View};
use crate::order::Best;
use crate::plan::{Expansion, Group, Plan};
use crate::postings::Decoded;
use crate::weight::{idf, saturate};
use crate::{DocId, Hit};

/// Words of the document that are searched for.
const WORDS: usize = 24;

impl<B: AsRef<[u8]>> Index<B> {
    /// Documents like this one, best first, without it.
    pub fn related(&self, doc: DocId, limit: u32) -> Vec<Hit> {
        let view = self.view();
        let doc = view.inner(doc.0);
        let words = telling_words(&view, doc);
        let plans = words.into_iter().map(|(weight, term)| {
            let idf = idf(term.info.doc_freq as f32, view.doc_count) * weight;
            Plan::Group(Group {
                terms: vec![term],
                fields: u32::MAX,
                idf,
                doc_freq: term.info.doc_freq,
                offset: 0,
            })
        });
        let matches = evaluate_best(
            &Plan::Any(plans.collect()),
            &view,
            (limit as usize).checked_add(1),
        );
        let mut best = Best::new(limit as usize);
        for (&other, &score) in matches.docs.iter().zip(&matches.scores) {
            if other != doc {
                let key = u64::from(crate::order::descending(score));
                best.push(key << 32 | u64::from(view.outer(other)));
            }
        }
        let hit = |key: u64| Hit {
            doc: DocId(key as u32),
            score: crate::order::score((key >> 32) as u32),
        };
        best.finish().into_iter().map(hit).collect()
    }
}

/// The words of a document that tell it from others: often in it, rare elsewhere, not alone.
fn telling_words(view: &View<'_>, doc: u32) -> Vec<(f32, Expansion)> {
    let mut found: Vec<(f32, Expansion)> = Vec::new();
    // A walk over everything.
    if !view.is_whole() {
        return found;
    }
    let mut cursor = view.dict.all();
    let mut block = Decoded::default();
    let common = (view.doc_count / 4).max(2);
    while cursor.advance() {
        let info = cursor.info;
        if info.doc_freq < 2 || info.doc_freq > common {
            continue;
        }
        let list = view.postings(info);
        let Some(part) = list.blocks().iter().find(|block| block.last >= doc) else {
            continue;
        };
        list.read(part, true, &mut block);
        let Ok(at) = block.docs().binary_search(&doc) else {
            continue;
        };
        let weight = saturate(view.weights.of(block.symbols()[at], doc));
        found.push((
            weight,
            Expansion {
                term: cursor.term(),
                info,
                boost: 1.0,
            },
        ));
    }
    let telling = |&(weight, term): &(f32, Expansion)| {
        weight * idf(term.info.doc_freq as f32, view.doc_count)
    };
    let order = crate::order::positions(found.len(), &|a, b| {
        telling(&found[b]).total_cmp(&telling(&found[a]))
    });
    let mut found = crate::order::pick(&found, &order);
    found.truncate(WORDS);
    found
}
