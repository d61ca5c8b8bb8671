//! The engine from end to end on a few small documents.
#![allow(clippy::unwrap_used)]

use std::borrow::Cow;

use backfile_search::{
    Builder, DateRange, DocId, Document, FacetId, FieldId, FieldSpec, Filter, Index, Notice,
    Request, Response, Schema, Sort,
};

type Row = (&'static str, &'static str, &'static str, Option<(i32, i32)>);

/// Title, body, place, date.
const ROWS: [Row; 6] = [
    (
        "Coup in Peru",
        "Congress removed the president. Protests followed in Lima.",
        "Peru",
        Some((19_333, 19_333)),
    ),
    (
        "Zúñiga's attempt",
        "General Zúñiga led soldiers into the square in La Paz.",
        "Bolivia",
        Some((19_900, 19_900)),
    ),
    (
        "State of siege",
        "The state of siege in Ecuador lasted; soldiers patrolled.",
        "Ecuador",
        Some((18_000, 18_364)),
    ),
    (
        "Removing presidents",
        "How presidents are removed, by e-mail and by C++ programs.",
        "",
        None,
    ),
    (
        "東京の秋",
        "京都では秋の祭りがある。",
        "Japan",
        Some((10_000, 10_000)),
    ),
    (
        "Siege of the state",
        "Email and node.js, U.S. news, #Peru tag.",
        "Peru",
        Some((19_500, 19_500)),
    ),
];

fn index() -> Index<Vec<u8>> {
    let field = |name: &str, weight: f32| FieldSpec {
        name: name.to_owned(),
        weight,
    };
    let schema = Schema {
        fields: vec![field("title", 3.0), field("body", 1.0)],
        facets: vec!["place".to_owned()],
    };
    let mut builder = Builder::new(schema);
    for (title, body, place, date) in ROWS {
        builder.add(Document {
            fields: vec![
                (FieldId(0), Cow::Borrowed(title)),
                (FieldId(1), Cow::Borrowed(body)),
            ],
            facets: if place.is_empty() {
                Vec::new()
            } else {
                vec![(FacetId(0), Cow::Borrowed(place))]
            },
            date: date.map(|(first, last)| DateRange { first, last }),
            language: Some(Cow::Borrowed("en")),
        });
    }
    Index::open(builder.finish().unwrap()).unwrap()
}

fn ask(query: &str) -> Response {
    index().search(&Request {
        query: query.to_owned(),
        limit: 10,
        ..Request::default()
    })
}

fn docs(response: &Response) -> Vec<u32> {
    let mut docs: Vec<u32> = response.hits.iter().map(|hit| hit.doc.0).collect();
    docs.sort_unstable();
    docs
}

#[test]
fn each_clause_finds_what_it_says() {
    for (query, want) in [
        ("", vec![0, 1, 2, 3, 4, 5]),
        ("zuniga", vec![1]),
        ("Zúñiga", vec![1]),
        ("removing president", vec![0, 3]),
        ("=presidents", vec![3]),
        ("\"state of siege\"", vec![2]),
        ("\"siege state\"~2", vec![2, 5]),
        ("siege -ecuador", vec![5]),
        ("zuniga OR ecuador", vec![1, 2]),
        ("(zuniga OR ecuador) square", vec![1]),
        ("sold*", vec![1, 2]),
        ("title:siege", vec![2, 5]),
        ("title:soldiers", vec![]),
        ("place:peru", vec![0, 5]),
        ("date:2022-12-07", vec![0]),
        ("before:2000", vec![4]),
        ("after:2023 -zuniga", vec![]),
        ("date:2019..2020", vec![2]),
        ("email", vec![3, 5]),
        ("e-mail", vec![3, 5]),
        ("C++", vec![3]),
        ("us", vec![5]),
        ("U.S.", vec![5]),
        ("#peru", vec![5]),
        ("node.js", vec![5]),
        ("京", vec![4]),
        ("祭り", vec![4]),
        ("都で", vec![4]),
        ("東秋", vec![]),
        ("-peru", vec![1, 2, 3, 4]),
        ("xkcdqwv", vec![]),
        ("(((", vec![0, 1, 2, 3, 4, 5]),
    ] {
        assert_eq!(docs(&ask(query)), want, "{query}");
    }
}

#[test]
fn typos_are_corrected_and_said() {
    let response = ask("ecuadro siege");
    assert_eq!(
        response.notice,
        Some(Notice::Corrected {
            searched: "ecuador siege".to_owned()
        })
    );
    assert_eq!(docs(&response), [2]);
}

/// A word that is there is searched as typed; one that is likely meant is offered.
#[test]
fn a_likely_slip_is_asked_about() {
    let field = |name: &str| FieldSpec {
        name: name.to_owned(),
        weight: 1.0,
    };
    let mut builder = Builder::new(Schema {
        fields: vec![field("body")],
        facets: Vec::new(),
    });
    for number in 0..60 {
        let text = match number {
            0 => "a rare gardan spoke",
            1 => "a lone hinge stood",
            _ => "the garden spoke again",
        };
        builder.add(Document {
            fields: vec![(FieldId(0), Cow::Borrowed(text))],
            language: Some(Cow::Borrowed("en")),
            ..Document::default()
        });
    }
    let index = Index::open(builder.finish().unwrap()).unwrap();
    let ask = |query: &str, live: bool| {
        let query = query.to_owned();
        index.search(&Request {
            query,
            live,
            limit: 5,
            ..Request::default()
        })
    };
    let offered = Some(Notice::DidYouMean {
        query: "garden spoke".to_owned(),
    });
    for live in [false, true] {
        let response = ask("gardan spoke", live);
        assert_eq!((docs(&response), &response.notice), (vec![0], &offered));
    }
    // Still being typed, said to be exact, or with nothing near: no question.
    for (query, live) in [
        ("gardan", true),
        ("=gardan", false),
        ("hinge", false),
        ("garden", false),
        ("zzzzqqqq", false),
    ] {
        assert_eq!(ask(query, live).notice, None, "{query}");
    }
    assert_eq!(ask("zzzzqqqq", false).total, 0);
}

#[test]
fn words_are_completed_by_how_common_they_are() {
    let complete = |prefix: &str| {
        let words = index().complete(prefix, 3);
        let words = words.into_iter().map(|word| (word.text, word.doc_freq));
        words.collect::<Vec<_>>()
    };
    let owned = |words: &[(&str, u32)]| -> Vec<(String, u32)> {
        words
            .iter()
            .map(|&(text, count)| (text.to_owned(), count))
            .collect()
    };
    assert_eq!(
        complete("P"),
        owned(&[("peru", 2), ("patrolled", 1), ("paz", 1)])
    );
    assert_eq!(complete("state of sie"), owned(&[("siege", 2)]));
    assert_eq!(complete("Zún"), owned(&[("zúñiga", 1)]));
    assert_eq!(complete("xyz"), []);
    assert_eq!(complete(""), []);
}

#[test]
fn partial_matches_are_labelled() {
    let response = ask("ecuador lima");
    assert_eq!(response.notice, Some(Notice::Partial));
    assert_eq!(docs(&response), [0, 2]);
}

#[test]
fn all_words_must_match_where_any_document_holds_all() {
    // Four words, which is long, in one document.
    let response = ask("zuniga general soldiers square");
    assert_eq!((docs(&response), response.notice), (vec![1], None));
    // Only who judges a ranking wants the others too, and is not told that there is no such document.
    let request = Request {
        query: "zuniga general soldiers square".to_owned(),
        limit: 10,
        widen: true,
        ..Request::default()
    };
    let wide = index().search(&request);
    assert_eq!((wide.hits[0].doc.0, wide.notice), (1, None));
    assert!(wide.total > 1);
}

#[test]
fn partial_matches_hold_one_of_the_words() {
    // Words of the best matches move the others, and bring in none.
    let response = ask("ecuador lima xylophone");
    assert_eq!(docs(&response), [0, 2]);
    let long = ask("ecuador lima xylophone quagmire");
    assert_eq!(
        (docs(&long), long.notice),
        (vec![0, 2], Some(Notice::Partial))
    );
}

#[test]
fn signs_that_are_no_words_find_nothing() {
    for query in ["🍕", "♥", "“”", "🇩🇪"] {
        assert_eq!(ask(query).total, 0, "{query}");
    }
    // What begins a query is not one yet.
    for query in ["\"", "(", "-", "  "] {
        assert_eq!(ask(query).total, 6, "{query}");
    }
}

#[test]
fn a_passage_begins_after_a_full_stop_of_any_script() {
    let index = index();
    for stop in [".", "!", "。", "？", "؟", "।"] {
        let text = format!(
            "{} a word{stop} {stop}秋の空{stop}秋の祭り{stop}",
            "x".repeat(90)
        );
        for query in ["秋の", "祭り", "word"] {
            let snippet = index.matcher(query, false).snippet(&text, 60);
            assert!(text.contains(&snippet.text), "{stop} {query}");
        }
    }
}

#[test]
fn facets_count_under_the_other_filters() {
    let filters = vec![Filter {
        facet: "place".to_owned(),
        values: vec!["Peru".to_owned()],
    }];
    let request = Request {
        query: "president OR siege".to_owned(),
        filters,
        limit: 10,
        ..Request::default()
    };
    let response = index().search(&request);
    assert_eq!(response.total, 2);
    let want = [("Peru".to_owned(), 2), ("Ecuador".to_owned(), 1)];
    assert_eq!(response.facets[0].values, want);
    assert_eq!(response.periods, [(2022, 1), (2023, 1)]);
}

#[test]
fn a_facet_tells_its_most_common_values_and_those_chosen() {
    let filters = vec![Filter {
        facet: "place".to_owned(),
        values: vec!["Japan".to_owned(), "Mali".to_owned()],
    }];
    let request = |value_limit| Request {
        filters: filters.clone(),
        value_limit,
        ..Request::default()
    };
    let facet = |limit| index().search(&request(limit)).facets.remove(0);
    let (all, one) = (facet(0), facet(1));
    let counts = |values: &[(&str, u32)]| {
        let values = values
            .iter()
            .map(|(text, count)| ((*text).to_owned(), *count));
        values.collect::<Vec<_>>()
    };
    let rest = [("Bolivia", 1), ("Ecuador", 1), ("Japan", 1), ("Mali", 0)];
    assert_eq!(all.values, counts(&[&[("Peru", 2)][..], &rest].concat()));
    assert_eq!(
        one.values,
        counts(&[("Peru", 2), ("Japan", 1), ("Mali", 0)])
    );
    assert_eq!((all.value_count, one.value_count), (5, 5));
}

#[test]
fn a_range_of_a_facet_is_of_its_numbers() {
    let mut builder = Builder::new(Schema {
        fields: Vec::new(),
        facets: vec!["issue".to_owned()],
    });
    for issue in ["7", "12", "100", "-3", "special", "7..12"] {
        builder.add(Document {
            facets: vec![(FacetId(0), Cow::Borrowed(issue))],
            ..Document::default()
        });
    }
    let index = Index::open(builder.finish().unwrap()).unwrap();
    let found = |query: &str| {
        let request = Request {
            query: query.to_owned(),
            sort: Sort::Oldest,
            limit: 10,
            ..Request::default()
        };
        docs(&index.search(&request))
    };
    assert_eq!(found("issue:7..12"), [0, 1, 5]);
    assert_eq!(found("issue:8.."), [1, 2]);
    assert_eq!(found("issue:..7"), [0, 3]);
    assert_eq!(found("issue:\"-5..-1\""), [3]);
    assert_eq!(found("-issue:..100"), [4, 5]);
    assert_eq!(found("issue:(special OR 100..200)"), [2, 4]);
    assert_eq!(found("issue:12..7"), [0; 0]);
    assert_eq!(found("issue:.."), [0; 0]);
}

#[test]
fn orders_by_date_with_undated_last() {
    let order = |sort| {
        let request = Request {
            sort,
            limit: 10,
            ..Request::default()
        };
        index()
            .search(&request)
            .hits
            .iter()
            .map(|hit| hit.doc.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(order(Sort::Newest), [1, 5, 0, 2, 4, 3]);
    assert_eq!(order(Sort::Oldest), [4, 2, 0, 5, 1, 3]);
}

#[test]
fn the_last_word_completes_while_typing() {
    let request = Request {
        query: "sol".to_owned(),
        live: true,
        limit: 10,
        ..Request::default()
    };
    let response = index().search(&request);
    assert_eq!(docs(&response), [1, 2]);
    assert_eq!(response.completions, [("soldiers".to_owned(), 2)]);
}

#[test]
fn completions_are_of_what_was_found() {
    let complete = |query: &str, place: Option<&str>| {
        let filters = place.map(|place| Filter {
            facet: "place".to_owned(),
            values: vec![place.to_owned()],
        });
        let request = Request {
            query: query.to_owned(),
            live: true,
            filters: filters.into_iter().collect(),
            limit: 1,
            ..Request::default()
        };
        index().search(&request).completions
    };
    let owned = |words: &[(&str, u32)]| {
        let words = words
            .iter()
            .map(|(text, count)| ((*text).to_owned(), *count));
        words.collect::<Vec<_>>()
    };
    // The rest of the query stays as it was typed, and counts are of documents that hold both.
    assert_eq!(
        complete("Ecuador  S", None),
        owned(&[
            ("Ecuador  siege", 1),
            ("Ecuador  soldiers", 1),
            ("Ecuador  state", 1)
        ])
    );
    assert_eq!(
        complete("s", Some("Bolivia")),
        owned(&[("soldiers", 1), ("square", 1)])
    );
    assert_eq!(complete("title:st", None), owned(&[("title:state", 2)]));
    assert_eq!(
        complete("\"of the st", None),
        owned(&[("\"of the state", 1)])
    );
    // In one spelling, and not where nothing is added.
    assert_eq!(complete("zun", None), owned(&[("zúñiga", 1)]));
    assert_eq!(complete("zuniga", None), []);
    // A word that is whole has no other end, and one that was left out is not wanted.
    assert_eq!(complete("s ", None), []);
    assert_eq!(complete("peru -s", None), []);
    assert_eq!(complete("", None), []);
}

#[test]
fn matches_are_marked() {
    let index = index();
    let marks = |query: &str, text: &str| {
        let ranges = index.matcher(query, false).highlights(text);
        ranges
            .iter()
            .map(|&(a, b)| text[a as usize..b as usize].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(marks("zuniga", "General Zúñiga’s men"), ["Zúñiga"]);
    assert_eq!(marks("removing", "They removed him"), ["removed"]);
    assert_eq!(
        marks("\"state of siege\"", "state of a siege; the State of Siege"),
        ["State of Siege"]
    );
    assert_eq!(marks("秋の", "東京の秋の空"), ["秋の"]);
    let text = format!(
        "{} Soldiers came to the square at dawn. {}",
        "word ".repeat(80),
        "more ".repeat(80)
    );
    let snippet = index.matcher("soldiers square", false).snippet(&text, 120);
    assert!(snippet.cut_before && snippet.cut_after && snippet.text.chars().count() <= 120);
    assert_eq!(snippet.highlights.len(), 2);
}

#[test]
fn related_documents_share_words() {
    let related = index().related(DocId(2), 3);
    assert_eq!(related.first().map(|hit| hit.doc.0), Some(5));
}
