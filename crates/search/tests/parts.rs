//! An index in parts gives the same answers as a whole one, and asks for few parts.
#![allow(clippy::unwrap_used)]

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use backfile_search::{
    Builder, Cut, DateRange, DocId, Document, FacetId, FieldId, FieldSpec, Filter, Index, Notice,
    Request, Response, Schema, Sort, cuts, cuts_along,
};
use proptest::prelude::*;

/// Some thousand words with forms and accents, of which the first are common.
fn word(number: usize) -> String {
    let syllables = ["ba", "ké", "li", "mo", "nu", "ra", "so", "ti", "vé", "zan"];
    let mut rest = number + 10;
    let mut word = String::new();
    while rest > 0 {
        word.push_str(syllables[rest % 10]);
        rest /= 10;
    }
    word + ["", "s", "ing"][number % 3]
}

fn bytes() -> Vec<u8> {
    bytes_of(400)
}

fn bytes_of(doc_count: usize) -> Vec<u8> {
    let field = |name: &str, weight: f32| FieldSpec {
        name: name.to_owned(),
        weight,
    };
    let mut builder = Builder::new(Schema {
        fields: vec![field("title", 3.0), field("body", 1.0)],
        facets: vec!["author".to_owned(), "place".to_owned()],
    });
    for doc in 0..doc_count {
        let at = |n: usize| word((doc * 31 + n * n * 17) % (10 + 7 * n));
        let body: Vec<String> = (0..120).map(at).collect();
        builder.add(Document {
            fields: vec![
                (FieldId(0), Cow::Owned(format!("{} {}", at(40), at(90)))),
                (FieldId(1), Cow::Owned(body.join(" "))),
            ],
            facets: vec![
                (FacetId(0), Cow::Owned(format!("Author {}", doc % 390))),
                (FacetId(1), Cow::Borrowed(["Peru", "Chad"][doc % 2])),
            ],
            date: Some(DateRange {
                first: doc as i32,
                last: doc as i32,
            }),
            language: Some(Cow::Borrowed(["en", "fr"][doc % 7 / 6])),
        });
    }
    builder.finish().unwrap()
}

fn request(query: &str) -> Request {
    Request {
        query: query.to_owned(),
        limit: 20,
        ..Request::default()
    }
}

fn questions() -> Vec<Request> {
    let (a, b, c) = (word(3), word(40), word(777));
    let mut all: Vec<Request> = [
        String::new(),
        a.clone(),
        c.clone(),
        format!("{a} {b}"),
        format!("\"{a} {b}\""),
        format!("{a} -{b}"),
        format!("{b} OR {c}"),
        format!("\"{c} {a}\"~5"),
        format!("title:{b}"),
        "bana*".to_owned(),
        "z*".to_owned(),
        "place:peru".to_owned(),
        format!("author:\"Author 7\" {a}"),
        format!("{}x", word(500)),
        "xkcdqwvzzz".to_owned(),
    ]
    .iter()
    .map(|query| request(query))
    .collect();
    all.push(Request {
        live: true,
        ..request(&b[..4])
    });
    all.push(Request {
        filters: vec![Filter {
            facet: "place".to_owned(),
            values: vec!["Chad".to_owned()],
        }],
        sort: Sort::Oldest,
        ..request(&b)
    });
    all.push(Request {
        filters: vec![Filter {
            facet: "author".to_owned(),
            values: vec!["Author 7".to_owned(), "Author 8".to_owned()],
        }],
        ..Request::default()
    });
    all
}

/// Whether an answer hangs on the authors, which are in a file of their own.
fn asks_for_authors(request: &Request) -> bool {
    let mut filters = request.filters.iter();
    request.query.contains("author:") || filters.any(|filter| filter.facet == "author")
}

fn without_authors(mut response: Response) -> Response {
    response.facets.retain(|counts| counts.facet != "author");
    response
}

/// A file, as it is written.
fn file(cuts: &[Cut], file: u32, bytes: &[u8]) -> Vec<u8> {
    backfile_search::files(bytes, cuts).unwrap()[file as usize].clone()
}

fn count(cuts: &[Cut]) -> u32 {
    cuts.iter().map(|cut| cut.file + 1).max().unwrap()
}

/// Opened with nothing but its head.
fn head(bytes: &[u8], cuts: &[Cut]) -> Index<Vec<u8>> {
    Index::open_in_parts(&file(cuts, 0, bytes), cuts.to_vec(), bytes.len() as u32).unwrap()
}

/// Asks until nothing is missed; gives the answer, the parts it took, and the rounds.
fn ask<T>(
    index: &mut Index<Vec<u8>>,
    (bytes, cuts): (&[u8], &[Cut]),
    answer: impl Fn(&Index<Vec<u8>>) -> T,
) -> (T, BTreeSet<u32>, usize) {
    let mut taken = BTreeSet::new();
    for round in 0..20 {
        let answer = answer(index);
        let missed = index.take_missed();
        if missed.is_empty() {
            return (answer, taken, round);
        }
        for number in missed {
            assert!(taken.insert(number), "file {number} is missed twice");
            assert!(index.add_file(number, &file(cuts, number, bytes)));
        }
    }
    panic!("it never has enough");
}

#[test]
fn answers_are_those_of_the_whole_index_and_take_few_parts() {
    let bytes = bytes();
    let cuts = cuts(&bytes, 2_000).unwrap();
    let all = count(&cuts) as usize;
    assert!(all > 20 && cuts.len() > all, "{all} files");
    let whole = Index::open(&bytes[..]).unwrap();
    for request in questions() {
        let expected: Response = whole.search(&request);
        let mut index = head(&bytes, &cuts);
        let (answer, taken, rounds) =
            ask(&mut index, (&bytes, &cuts), |index| index.search(&request));
        let has_authors = answer.facets.len() == 2;
        assert_eq!(
            has_authors,
            asks_for_authors(&request),
            "{:?}",
            request.query
        );
        let expected = if has_authors {
            expected
        } else {
            without_authors(expected)
        };
        assert_eq!(answer, expected, "{:?}", request.query);
        assert!(rounds <= 5, "{:?}: {rounds} rounds", request.query);
        let is_walk = matches!(expected.notice, Some(Notice::Corrected { .. }))
            || expected.total == 0
            || request.query.len() < 3;
        let most = if request.query.is_empty() { 0 } else { all / 2 };
        assert!(
            is_walk || taken.len() <= most,
            "{:?}: {taken:?} of {all}",
            request.query
        );
        let text = format!("{} {} {}", word(3), word(40), word(777));
        let mark = |index: &Index<Vec<u8>>| index.matcher(&request.query, false).highlights(&text);
        let (marks, ..) = ask(&mut index, (&bytes, &cuts), mark);
        let expected = whole.matcher(&request.query, false).highlights(&text);
        assert_eq!(marks, expected, "{:?}", request.query);
    }
}

#[test]
fn what_walks_over_everything_waits_for_it() {
    let bytes = bytes();
    let cuts = cuts(&bytes, 2_000).unwrap();
    let whole = Index::open(&bytes[..]).unwrap();
    let mut index = head(&bytes, &cuts);
    assert_eq!(index.related(DocId(5), 4), []);
    assert_eq!(index.take_missed(), [] as [u32; 0]);
    assert_eq!(index.missing_files(), (1..count(&cuts)).collect::<Vec<_>>());
    for number in 1..count(&cuts) {
        assert!(index.add_file(number, &file(&cuts, number, &bytes)));
    }
    assert_eq!(index.missing_files(), [] as [u32; 0]);
    assert_eq!(index.related(DocId(5), 4), whole.related(DocId(5), 4));
    assert_eq!(index.related(DocId(5), 4).len(), 4);
}

#[test]
fn a_large_facet_is_counted_when_it_is_there() {
    let bytes = bytes();
    let cuts = cuts(&bytes, 2_000).unwrap();
    let whole = Index::open(&bytes[..]).unwrap();
    let mut index = head(&bytes, &cuts);
    assert_eq!(index.file_of_facet("place"), None, "it is in the head");
    let number = index.file_of_facet("author").unwrap();
    let expected = without_authors(whole.search(&request("")));
    assert_eq!(index.search(&request("")), expected);
    assert!(index.add_file(number, &file(&cuts, number, &bytes)));
    assert_eq!(index.file_of_facet("author"), None, "it is there");
    assert_eq!(index.search(&request("")), whole.search(&request("")));
    assert_eq!(index.take_missed(), [] as [u32; 0]);
}

#[test]
fn all_files_together_are_the_index() {
    let bytes = bytes();
    for size in [500, 2_000, 20_000] {
        let cuts = cuts(&bytes, size).unwrap();
        let mut index = head(&bytes, &cuts);
        let files = backfile_search::files(&bytes, &cuts).unwrap();
        for (number, joined) in (0..).zip(&files).skip(1) {
            assert!(!index.add_file(number, &[&joined[..], b"x"].concat()));
            assert!(!index.add_file(number, &joined[..joined.len() / 2]));
            assert!(index.add_file(number, joined));
        }
        let written: usize = files.iter().map(Vec::len).sum();
        assert!(written < bytes.len(), "{written} of {}", bytes.len());
        assert_eq!(index.into_bytes().unwrap(), bytes, "files of {size}");
    }
}

#[test]
fn an_index_that_grew_is_cut_at_the_same_places() {
    let old = bytes();
    let cut = cuts(&old, 2_000).unwrap();
    let same = cuts_along(&old, &old, &cut).unwrap().unwrap();
    assert_eq!(same, cut);
    let new = bytes_of(403);
    let along = cuts_along(&new, &old, &cut).unwrap().unwrap();
    let kinds = |cuts: &[Cut]| cuts.iter().map(|cut| cut.file).collect::<Vec<_>>();
    assert_eq!(kinds(&along), kinds(&cut));
    // Most of each list stands where it stood, so most parts begin with the same bytes.
    let begins = |at: usize| {
        let place = |bytes: &[u8], cuts: &[Cut]| {
            let start = cuts[at].start as usize;
            bytes[start..(start + 16).min(bytes.len())].to_vec()
        };
        place(&new, &along) == place(&old, &cut)
    };
    let alike = (0..cut.len()).filter(|&at| begins(at)).count();
    assert!(alike > cut.len() / 2, "{alike} of {}", cut.len());
    let mut index = head(&new, &along);
    for number in 1..count(&along) {
        assert!(index.add_file(number, &file(&along, number, &new)));
    }
    assert_eq!(index.into_bytes().unwrap(), new);
    // One that is no index, or has not the same parts.
    assert!(cuts_along(&new, b"BFIX", &cut).is_err());
    let small = bytes_of(3);
    assert_eq!(cuts_along(&small, &old, &cut).unwrap(), None);
}

#[test]
fn a_small_index_is_one_part() {
    let bytes = bytes();
    let cuts = cuts(&bytes, bytes.len() as u32).unwrap();
    assert_eq!(cuts, [Cut::default()]);
    let index = Index::open_in_parts(&bytes, cuts, bytes.len() as u32).unwrap();
    let expected = Index::open(&bytes[..]).unwrap().search(&request("bana*"));
    assert!(expected.total > 0);
    assert_eq!(index.search(&request("bana*")), expected);
}

#[test]
fn wrong_parts_and_tables_are_refused() {
    let bytes = bytes();
    let good = cuts(&bytes, 2_000).unwrap();
    let size = bytes.len() as u32;
    let start = file(&good, 0, &bytes);
    let open = |cuts: Vec<Cut>, size| Index::open_in_parts(&start, cuts, size).is_ok();
    assert!(open(good.clone(), size));
    assert!(!open(good.clone(), size - 1) && !open(good.clone(), u32::MAX));
    assert!(!open(Vec::new(), size) && !open(good[..1].to_vec(), size));
    let mut swapped = good.clone();
    swapped.swap(2, 3);
    assert!(!open(swapped, size));
    let mut elsewhere = good.clone();
    elsewhere[0].file = 1;
    assert!(!open(elsewhere, size));
    let mut index = head(&bytes, &good);
    assert!(!index.add_file(1, b"short") && !index.add_file(count(&good), b""));
    // Files that are not as they were written give wrong hits at worst. Of a dictionary most are
    // found out, as they are read to be put in blocks.
    let mut added = 0;
    for number in 1..count(&good) {
        let joined = file(&good, number, &bytes);
        let wrong: Vec<u8> = joined.iter().map(|byte| !byte).collect();
        added += u32::from(index.add_file(number, &wrong));
        let mut wrong = joined;
        for at in (0..wrong.len()).step_by(97) {
            wrong[at] ^= 1;
        }
        index.add_file(number, &wrong);
    }
    assert!(added > 10, "{added}");
    for request in questions() {
        index.search(&request);
        index.matcher(&request.query, request.live);
    }
    index.related(DocId(5), 4);
}

#[test]
fn files_that_would_become_far_more_are_refused() {
    let bytes = bytes();
    let cuts = cuts(&bytes, 2_000).unwrap();
    let mut index = head(&bytes, &cuts);
    let authors = index.file_of_facet("author").unwrap();
    // Two values, one document with half a million of them in no order.
    let entries = [vec![1; 1 << 18], vec![2; 1 << 18]].concat();
    let facet = [
        &[4, 1, b'a', 1, b'b', 1, 0x82, 0x80, 0x20, 0, 0][..],
        &entries,
    ]
    .concat();
    assert!(!index.add_file(authors, &facet));
    // Words that grow by each other.
    let words = |bytes: &&Cut| bytes.key.starts_with('b');
    let words = cuts.iter().find(words).unwrap().file;
    let grown = [
        &[0xF0, 0x80, 0x80, 0x40, 0xF1, 1][..],
        &[b'x'; 241],
        &[1, 1, 1],
    ]
    .concat();
    let flat = [&[0xFF, 0xFF, 3, 0, 0][..], &grown.repeat(4_000)].concat();
    assert!(!index.add_file(words, &flat));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_file_makes_a_panic(
        number in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        cut in any::<prop::sample::Index>(),
    ) {
        static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
        let bytes = BYTES.get_or_init(bytes);
        let cuts = cuts(bytes, 2_000).unwrap();
        let mut index = head(bytes, &cuts);
        let number = 1 + number.index(count(&cuts) as usize - 1) as u32;
        let mut wrong = file(&cuts, number, bytes);
        for (at, byte) in changes {
            let at = at.index(wrong.len());
            wrong[at] = byte;
        }
        index.add_file(number, &wrong[..=cut.index(wrong.len())]);
        index.add_file(number, &wrong);
        for request in questions() {
            index.search(&request);
        }
    }
}
