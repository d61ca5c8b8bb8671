//! Any text is a query: never a panic or a hang, and marks lie on the borders of characters. The
//! first byte tells whether it is still being typed.
#![no_main]

use std::sync::LazyLock;

use backfile_search::{Index, Request};
use libfuzzer_sys::fuzz_target;

static INDEX: LazyLock<Option<Index<&[u8]>>> =
    LazyLock::new(|| Index::open(&include_bytes!("../../tests/formats/v1/search.bfix")[..]).ok());

fuzz_target!(|data: &[u8]| {
    let index = INDEX.as_ref().expect("the frozen index opens");
    let Some((first, text)) = data.split_first() else {
        return;
    };
    let (query, live) = (String::from_utf8_lossy(text), first & 1 == 1);
    let response = index.search(&Request {
        query: query.clone().into_owned(),
        live,
        limit: 10,
        ..Request::default()
    });
    assert!(response.hits.len() <= 10 && response.total <= index.doc_count());
    let matcher = index.matcher(&query, live);
    let text = format!("{query} Die Häuser: notice of soldiers. 秋の祭り {query}");
    for (start, end) in matcher.highlights(&text) {
        assert!(start < end && text.get(start as usize..end as usize).is_some());
    }
    let snippet = matcher.snippet(&text, 40);
    assert!(text.contains(&snippet.text));
    for (start, end) in snippet.highlights {
        assert!(snippet.text.get(start as usize..end as usize).is_some());
    }
});
