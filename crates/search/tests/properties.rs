//! Each kind of clause finds what a naive scan of the texts finds; any bytes and any query are
//! safe.
#![allow(clippy::unwrap_used)]

use std::borrow::Cow;

use backfile_search::{
    Builder, DateRange, DocId, Document, FacetId, FieldId, FieldSpec, Filter, Index, Request,
    Schema, Sort,
};
use proptest::prelude::*;

/// A document of the test: title, body, tag, day.
type Row = (
    Vec<&'static str>,
    Vec<&'static str>,
    &'static str,
    Option<i32>,
);

/// Few words, so that they meet; none is a form or a beginning of another.
const WORDS: [&str; 8] = [
    "apple", "bridge", "cloud", "desert", "engine", "forest", "garden", "harbor",
];

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let words = |most| prop::collection::vec(prop::sample::select(&WORDS[..]), 0..most);
    let tag = prop::sample::select(&["red", "green", "blue"][..]);
    let row = (words(4), words(14), tag, prop::option::of(0i32..2_000));
    prop::collection::vec(row, 1..300)
}

fn schema() -> Schema {
    let field = |name: &str, weight: f32| FieldSpec {
        name: name.to_owned(),
        weight,
    };
    Schema {
        fields: vec![field("title", 2.5), field("body", 1.0)],
        facets: vec!["tag".to_owned()],
    }
}

fn bytes(rows: &[Row]) -> Vec<u8> {
    let mut builder = Builder::new(schema());
    for (title, body, tag, day) in rows {
        builder.add(Document {
            fields: vec![
                (FieldId(0), title.join(" ").into()),
                (FieldId(1), body.join(" ").into()),
            ],
            facets: vec![(FacetId(0), Cow::Borrowed(tag))],
            date: day.map(|day| DateRange {
                first: day,
                last: day + 3,
            }),
            language: Some("en".into()),
        });
    }
    builder.finish().unwrap()
}

fn found(index: &Index<Vec<u8>>, query: &str) -> Vec<u32> {
    let response = index.search(&Request {
        query: query.to_owned(),
        limit: 1_000,
        ..Request::default()
    });
    assert_eq!(response.total as usize, response.hits.len());
    let mut docs: Vec<u32> = response.hits.iter().map(|hit| hit.doc.0).collect();
    docs.sort_unstable();
    docs
}

/// What a scan of the texts finds; the words of a test's queries are in some document or the
/// whole query has no match, so that neither correction nor partial matches come in.
fn scan(rows: &[Row], holds: impl Fn(&Row) -> bool) -> Vec<u32> {
    (0..)
        .zip(rows)
        .filter(|(_, row)| holds(row))
        .map(|(doc, _)| doc)
        .collect()
}

fn has(row: &Row, word: &str) -> bool {
    row.0.contains(&word) || row.1.contains(&word)
}

fn in_a_row(words: &[&str], a: &str, b: &str) -> bool {
    words.windows(2).any(|pair| pair == [a, b])
}

fn near(words: &[&str], a: &str, b: &str, slop: usize) -> bool {
    let places = |word: &str| -> Vec<usize> {
        words
            .iter()
            .enumerate()
            .filter(|(_, other)| **other == word)
            .map(|(at, _)| at)
            .collect()
    };
    places(a)
        .iter()
        .any(|&x| places(b).iter().any(|&y| x.abs_diff(y) <= slop + 1))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_clause_finds_what_a_scan_finds(rows in rows(), a in 0usize..8, more in 1usize..8, c in 0usize..8) {
        let (a, b, c) = (WORDS[a], WORDS[(a + more) % 8], WORDS[c]);
        let index = Index::open(bytes(&rows)).unwrap();
        for word in [a, b, c] {
            prop_assume!(rows.iter().any(|row| has(row, word)));
        }
        let check = |query: String, holds: &dyn Fn(&Row) -> bool| {
            assert_eq!(found(&index, &query), scan(&rows, holds), "{query}");
        };
        check(a.to_owned(), &|row| has(row, a));
        check(format!("={a}"), &|row| has(row, a));
        check(format!("{}*", &a[..3]), &|row| has(row, a));
        check(format!("{a} OR {b}"), &|row| has(row, a) || has(row, b));
        check(format!("{a} -{b}"), &|row| has(row, a) && !has(row, b));
        check(format!("-{a} -{b}"), &|row| !has(row, a) && !has(row, b));
        check(format!("({a} OR {b}) -{c}"), &|row| (has(row, a) || has(row, b)) && !has(row, c));
        check(format!("title:{a}"), &|row| row.0.contains(&a));
        check(format!("{a} -title:{a}"), &|row| row.1.contains(&a) && !row.0.contains(&a));
        check(format!("\"{a} {b}\""), &|row| in_a_row(&row.0, a, b) || in_a_row(&row.1, a, b));
        check(format!("body:\"{a} {b}\""), &|row| in_a_row(&row.1, a, b));
        check(format!("\"{a} {b}\"~2"), &|row| near(&row.0, a, b, 2) || near(&row.1, a, b, 2));
        check(format!("tag:red {a}"), &|row| row.2 == "red" && has(row, a));
        check("date:1971".to_owned(), &|row| row.3.is_some_and(|day| day + 3 >= 365 && day <= 729));
        check(format!("before:1972 {a}"), &|row| has(row, a) && row.3.is_some_and(|day| day < 730));
        check(format!("after:1973 -{a}"), &|row| !has(row, a) && row.3.is_some_and(|day| day + 3 >= 1_461));
        if rows.iter().any(|row| has(row, a) && has(row, b)) {
            check(format!("{a} {b}"), &|row| has(row, a) && has(row, b));
        }
    }

    #[test]
    fn pages_filters_and_counts_agree(rows in rows(), a in 0usize..8, offset in 0u32..40, limit in 0u32..40) {
        let index = Index::open(bytes(&rows)).unwrap();
        for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
            let filters = vec![Filter { facet: "tag".to_owned(), values: vec!["red".to_owned()] }];
            let dates = Some(DateRange { first: 100, last: 1_500 });
            let query = format!("{} OR nothingelse", WORDS[a]);
            let whole = Request { query, sort, filters, dates, limit: 1_000, ..Request::default() };
            let all = index.search(&whole);
            let page = index.search(&Request { offset, limit, ..whole });
            let want: Vec<_> = all.hits.iter().skip(offset as usize).take(limit as usize).copied().collect();
            prop_assert_eq!(&page.hits, &want);
            prop_assert_eq!(page.total, all.total);
            let in_range = |row: &&Row| row.3.is_some_and(|day| day + 3 >= 100 && day <= 1_500);
            for (value, count) in &all.facets[0].values {
                let holds = |row: &&Row| has(row, WORDS[a]) && row.2 == value;
                prop_assert_eq!(*count as usize, rows.iter().filter(in_range).filter(holds).count());
            }
            let dated = |row: &&Row| has(row, WORDS[a]) && row.2 == "red" && row.3.is_some();
            let years: u32 = all.periods.iter().map(|year| year.1).sum();
            prop_assert_eq!(years as usize, rows.iter().filter(dated).count());
        }
    }

    /// With a filter that leaves all in, every document is scored; without, only those that can be
    /// among the best.
    #[test]
    fn leaving_out_scores_changes_no_answer(
        seed in prop::collection::vec((0usize..8, 1usize..9), 400..1_200),
        words in prop::collection::vec(0usize..8, 1..5),
        either: bool,
        limit in 1u32..50,
    ) {
        // Some words in few documents, some in nearly all, some often in one.
        let row = |&(word, times): &(usize, usize)| -> Row {
            let mut body = vec![WORDS[7 - word / 2]; times];
            body.extend(&WORDS[word..(word + times).min(8)]);
            (vec![WORDS[word]], body, "red", Some(9))
        };
        let rows: Vec<Row> = seed.iter().map(row).collect();
        let index = Index::open(bytes(&rows)).unwrap();
        let words: Vec<&str> = words.iter().map(|&word| WORDS[word]).collect();
        let query = words.join(if either { " OR " } else { " " });
        let best = Request { query, limit, ..Request::default() };
        let all = Request { dates: Some(DateRange { first: i32::MIN, last: i32::MAX }), ..best.clone() };
        let (best, all) = (index.search(&best), index.search(&all));
        prop_assert_eq!(best.total, all.total);
        prop_assert_eq!(best.hits, all.hits);
    }

    #[test]
    fn the_same_documents_give_the_same_bytes(rows in rows()) {
        prop_assert_eq!(bytes(&rows), bytes(&rows));
    }

    #[test]
    fn any_query_is_safe(rows in rows(), query in "\\PC{0,60}|([a-h(\"')~:*=|+-]|OR |title:|date:|東京|á|。|🍕|؟){0,40}", live: bool) {
        let index = Index::open(bytes(&rows)).unwrap();
        let response = index.search(&Request { query: query.clone(), live, limit: 5, ..Request::default() });
        prop_assert!(response.hits.len() <= 5);
        let matcher = index.matcher(&query, live);
        let text = format!("{query} apple bridge. Cloud\u{301}。東京の空。 {query}؟ {query} apple 東京");
        for (start, end) in matcher.highlights(&text) {
            prop_assert!(start < end && text.get(start as usize..end as usize).is_some());
        }
        let snippet = matcher.snippet(&text, 30);
        prop_assert!(snippet.text.chars().count() <= 30 && text.contains(&snippet.text));
        for (start, end) in snippet.highlights {
            prop_assert!(snippet.text.get(start as usize..end as usize).is_some());
        }
    }
}

/// Asks everything of an index, as damage must show as an error or as wrong hits only.
fn ask_everything(bytes: Vec<u8>) {
    let Ok(index) = Index::open(bytes) else {
        return;
    };
    for query in [
        "",
        "apple",
        "app*",
        "\"apple bridge\"",
        "\"apple cloud\"~9",
        "title:desert -engine",
        "aple",
        "garden harbor forest engine desert",
        "tag:red",
        "date:1971",
    ] {
        for live in [false, true] {
            let _ = index.search(&Request {
                query: query.to_owned(),
                live,
                limit: 10,
                ..Request::default()
            });
        }
        let _ = index.matcher(query, true).highlights("apple bridge");
    }
    let _ = index.related(DocId(0), 5);
    let _ = index.related(DocId(u32::MAX), 5);
}

/// A changed index with its checksum made right again, so that the change is really read.
fn reseal(bytes: &mut [u8]) {
    if bytes.len() > 24 {
        let sum = backfile_search::checksum_for_tests(&bytes[24..]);
        bytes[16..24].copy_from_slice(&sum.to_le_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damaged_bytes_are_safe(
        rows in prop::collection::vec((Just(vec!["apple", "desert"]), prop::collection::vec(prop::sample::select(&WORDS[..]), 0..9), Just("red"), Just(Some(9))), 1..200),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = bytes(&rows);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        prop_assert!(bytes.len() < 1 << 20);
        reseal(&mut bytes);
        ask_everything(bytes);
    }

    #[test]
    fn cut_or_random_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Index::open(bytes).is_err());
    }
}

#[test]
fn a_cut_index_is_refused() {
    let row: Row = (vec!["apple"], vec!["bridge"], "red", None);
    let whole = bytes(&[row]);
    for end in 0..whole.len() {
        assert!(Index::open(whole[..end].to_vec()).is_err(), "cut at {end}");
    }
    assert!(Index::open(whole).is_ok());
}

#[test]
fn a_very_long_query_is_answered() {
    let row: Row = (vec!["apple"], vec!["bridge"], "red", None);
    let index = Index::open(bytes(&[row])).unwrap();
    for part in [
        "(", "-", "\"", "apple ", "a", "title:", "東", "a-", "'a.b@", "~",
    ] {
        let query = part.repeat(300_000);
        let response = index.search(&Request {
            query,
            live: true,
            limit: 5,
            ..Request::default()
        });
        assert!(response.total <= 1, "{part}");
    }
}
