//! An index of every released version of the format opens for ever and answers as it did.
#![allow(clippy::unwrap_used)]

use backfile_search::{Filter, Index, Request};

/// The frozen indexes, written by `examples/freeze.rs` of their time.
const FROZEN: [&[u8]; 1] = [include_bytes!("../../../tests/formats/v1/search.bfix")];

fn ask(index: &Index<&[u8]>, query: &str) -> (u32, Vec<u32>) {
    let response = index.search(&Request {
        query: query.to_owned(),
        limit: 3,
        ..Request::default()
    });
    let mut docs: Vec<u32> = response.hits.iter().map(|hit| hit.doc.0).collect();
    docs.sort_unstable();
    (response.total, docs)
}

#[test]
fn frozen_indexes_answer_as_they_did() {
    for bytes in FROZEN {
        let index = Index::open(bytes).unwrap();
        assert_eq!(index.doc_count(), 300);
        for (query, total, docs) in [
            ("zuniga", 1, vec![60]),
            ("removing presidents", 1, vec![0]),
            ("Haus", 1, vec![120]),
            ("Häuser", 1, vec![120]),
            ("秋の", 1, vec![180]),
            ("\"state of siege\"", 1, vec![240]),
            ("title:siege", 1, vec![240]),
            ("title:soldiers", 0, vec![]),
            ("soldiers", 296, vec![]),
            ("\"soldier 3\" -place:peru", 22, vec![]),
            ("date:2019-04-15 notice", 1, vec![1]),
        ] {
            let found = ask(&index, query);
            assert_eq!(found.0, total, "{query}: {found:?}");
            // Which of many come first may change; which there are may not.
            if total <= 3 {
                assert_eq!(found.1, docs, "{query}");
            }
        }
        let filters = vec![Filter {
            facet: "place".to_owned(),
            values: vec!["Bolivia".to_owned()],
        }];
        let response = index.search(&Request {
            query: "notice".to_owned(),
            filters,
            ..Request::default()
        });
        assert_eq!(response.total, 150);
        let want = [("Bolivia".to_owned(), 150), ("Peru".to_owned(), 145)];
        assert_eq!(response.facets[0].values, want);
        let marks = index
            .matcher("Haus", false)
            .highlights("Die Häuser der Stadt");
        assert_eq!(marks, [(4, 11)]);
    }
}
