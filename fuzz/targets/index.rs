//! Any bytes as an index give an error or wrong hits: never a panic, a hang, or memory without
//! bound. The input is an index and, behind its end, a query; the checksum is made right, so that
//! what lies behind it is reached.
#![no_main]

use backfile_search::{DocId, Filter, Index, Request, Sort, Step, checksum_for_tests};
use libfuzzer_sys::fuzz_target;

/// Where what the checksum covers begins, and where the end of the last section is told.
const TABLE: usize = 24;
const LAST_END: usize = TABLE + 9 * 4;

const QUERIES: [&str; 8] = [
    "soldiers",
    "s*",
    "\"state of siege\"",
    "\"notice common\"~9",
    "title:notice -soldier",
    "soldeir",
    "congress removed the president",
    "\"notice nu",
];

fn ask(index: &Index<Vec<u8>>, query: &str) {
    for live in [false, true] {
        let request = Request {
            query: query.to_owned(),
            live,
            limit: 10,
            ..Request::default()
        };
        assert!(index.search(&request).hits.len() <= 10);
    }
    let filter = Filter {
        facet: "place".to_owned(),
        values: vec!["Peru".to_owned()],
    };
    let request = Request {
        query: query.to_owned(),
        filters: vec![filter],
        sort: Sort::Newest,
        step: Step::Month,
        limit: 10,
        ..Request::default()
    };
    assert!(index.search(&request).hits.len() <= 10);
    let _ = index
        .matcher(query, true)
        .snippet("Notice of soldiers, a state of siege", 20);
}

fuzz_target!(|data: &[u8]| {
    let end = data
        .get(LAST_END..)
        .and_then(|rest| rest.first_chunk())
        .map(|end| u32::from_le_bytes(*end));
    let end = end
        .map_or(data.len(), |end| (end as usize).saturating_add(TABLE + 40))
        .min(data.len());
    let (index, query) = data.split_at(end);
    let mut index = index.to_vec();
    if index.len() > TABLE {
        let sum = checksum_for_tests(&index[TABLE..]);
        index[16..TABLE].copy_from_slice(&sum.to_le_bytes());
    }
    let Ok(index) = Index::open(index) else {
        return;
    };
    QUERIES.iter().for_each(|query| ask(&index, query));
    ask(&index, &String::from_utf8_lossy(query));
    assert!(index.complete("s", 5).len() <= 5);
    for doc in [0, 299, u32::MAX] {
        assert!(index.related(DocId(doc), 5).len() <= 5);
    }
});
