#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    clippy::needless_raw_string_hashes
)]

use std::rc::Rc;

use backfile_model::{ArticleId, DateKind, FacetSummary, Manifest, Row};
use backfile_search::{DocId, FacetCounts, Hit, Notice, Response, Snippet};
use expect_test::{Expect, expect};

use super::{advice, article, card, facets, list};
use crate::{CardMatch, Phase, Results, Route, State, Theme};

fn counts(values: &[(&str, u32)]) -> Vec<(String, u32)> {
    let values = values.iter();
    values
        .map(|(value, count)| ((*value).to_owned(), *count))
        .collect()
}

fn manifest() -> Manifest {
    let facet = |name: &str, values| FacetSummary {
        name: name.to_owned(),
        values: counts(values),
    };
    Manifest {
        title: "Coups".to_owned(),
        article_count: 1200,
        facets: vec![
            facet("place", &[("Peru", 700), ("Chile", 300), ("Mali", 200)]),
            facet("year", &[("2023", 900), ("2020", 299), ("2021", 1)]),
            facet("category", &[("Coups", 1200)]),
        ],
        ..Manifest::default()
    }
}

fn asked(hash: &str) -> State {
    State::new(Route::parse(hash), Theme::System)
}

fn answered(hash: &str, response: Response) -> State {
    let state = asked(hash);
    let results = Results {
        question: state.question,
        list: state.list.clone(),
        offset: list::offset(&state.list),
        response,
        ..Results::default()
    };
    State {
        phase: Phase::Ready,
        results: Some(Rc::new(results)),
        ..state
    }
}

fn found(total: u32, docs: std::ops::Range<u32>) -> Response {
    let hit = |doc| Hit {
        doc: DocId(doc),
        score: 1.0,
    };
    Response {
        total,
        hits: docs.map(hit).collect(),
        ..Response::default()
    }
}

fn nothing(facets: &[(&str, &[(&str, u32)])], notice: Option<Notice>) -> Response {
    let facet = |(facet, values): &(&str, &[(&str, u32)])| FacetCounts {
        facet: (*facet).to_owned(),
        values: counts(values),
        value_count: values.len() as u32,
    };
    Response {
        facets: facets.iter().map(facet).collect(),
        notice,
        ..Response::default()
    }
}

fn check_advice(hash: &str, response: Response, expected: Expect) {
    let state = answered(hash, response);
    let advice = advice::advice(&state.results.unwrap(), &manifest());
    let lines = advice.iter().map(|advice| {
        let address = advice.list.to_hash();
        format!("{} -> {address}\n", advice.label)
    });
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn the_heading_says_how_many_and_never_nothing_while_loading() {
    let heading = |state: &State| list::heading(state, &manifest());
    assert_eq!(heading(&asked("")), "1,200 articles");
    assert_eq!(heading(&asked("#/?q=x")), "Preparing the search…");
    let waiting = State {
        phase: Phase::Ready,
        ..asked("#/?q=x")
    };
    assert_eq!(heading(&waiting), "Searching…");
    let all = found(1200, 0..51);
    assert_eq!(heading(&answered("", all)), "1,200 articles");
    let some = found(12, 0..12);
    assert_eq!(heading(&answered("#/?q=x", some)), "12 of 1,200 articles");
    let none = found(0, 0..0);
    assert_eq!(heading(&answered("#/?q=x", none)), "Nothing found");
}

#[test]
fn only_a_narrowed_list_with_its_answer_is_told() {
    let told = |state: &State| list::announcement(state, &manifest());
    assert_eq!(told(&asked("#/?q=x")), None);
    assert_eq!(told(&answered("", found(1200, 0..51))), None);
    let state = answered("#/?q=x", found(12, 0..12));
    assert_eq!(told(&state).unwrap(), "12 of 1,200 articles");
    let stale = State {
        question: 7,
        ..state
    };
    assert_eq!(told(&stale), None);
    assert!(list::is_busy(&stale));
}

#[test]
fn a_page_is_asked_for_with_a_neighbor_on_either_side() {
    let ask = |hash: &str| list::request(&asked(hash).list);
    assert_eq!((ask("").offset, ask("").limit), (0, 51));
    let third = ask("#/?page=3&q=x&from=2023-07&to=2023-07");
    assert_eq!((third.offset, third.limit, third.live), (99, 52, true));
    let dates = third.dates.unwrap();
    assert_eq!(dates.last - dates.first, 30);
    let swapped = ask("#/?from=2024&to=2023").dates.unwrap();
    assert_eq!(swapped.last - swapped.first, 730);
    assert!(ask("#/?page=4294967295").offset > 0);
}

#[test]
fn neighbors_follow_the_results_else_the_archive() {
    let state = answered("#/?q=x&page=2", found(120, 49..101));
    let around = |id| article::neighbors(&state, &manifest(), ArticleId(id));
    let middle = around(50);
    assert_eq!(middle.previous, Some(ArticleId(49)));
    assert_eq!(middle.next, Some(ArticleId(51)));
    assert_eq!(middle.position.as_deref(), Some("51 of 120"));
    let early = article::neighbors(&asked(""), &manifest(), ArticleId(3));
    assert_eq!(early, article::Neighbors::default());
    let elsewhere = around(1199);
    assert_eq!((elsewhere.next, elsewhere.position), (None, None));
    assert_eq!(elsewhere.previous, Some(ArticleId(1198)));
}

#[test]
fn chips_take_one_choice_away_each() {
    let state = asked("#/?q=x&place=Peru&place=Chile&from=2023-07&to=2024");
    let chips = list::chips(&state.list);
    let shown = chips.iter().map(|chip| {
        let address = chip.without.to_hash();
        format!("{}: {} -> {address}\n", chip.kind, chip.label)
    });
    expect![[r#"
        Place: Peru -> #/?q=x&place=Chile&from=2023-07&to=2024
        Place: Chile -> #/?q=x&place=Peru&from=2023-07&to=2024
        Dates: July 2023 – 2024 -> #/?q=x&place=Peru&place=Chile
    "#]]
    .assert_eq(&shown.collect::<String>());
}

#[test]
fn facets_show_what_divides_the_archive_and_what_is_chosen() {
    let names = |state: &State| {
        let views = facets::facets(state, &manifest());
        let view = |view: &facets::FacetView| {
            let values = view.values.iter().map(|value| {
                let mark = if value.is_chosen { "*" } else { "" };
                format!(" {mark}{}={}", value.value, value.count)
            });
            format!("{}:{}\n", view.label, values.collect::<String>())
        };
        views.iter().map(view).collect::<String>()
    };
    expect![[r#"
        Place: Peru=700 Chile=300 Mali=200
        Year: 2023=900 2021=1 2020=299
    "#]]
    .assert_eq(&names(&asked("")));
    let response = nothing(&[("place", &[("Chile", 3)]), ("year", &[])], None);
    expect![[r#"
        Place: Chile=3 *Gone=0
        Category: *Coups=0
    "#]]
    .assert_eq(&names(&answered("#/?place=Gone&category=Coups", {
        let mut response = response;
        response.facets.push(FacetCounts {
            facet: "category".to_owned(),
            ..FacetCounts::default()
        });
        response
    })));
}

#[test]
fn a_long_facet_shows_its_first_values_and_the_chosen() {
    let values: Vec<(String, u32)> = (0..40).map(|n| (format!("p{n:02}"), 40 - n)).collect();
    let manifest = Manifest {
        facets: vec![FacetSummary {
            name: "place".to_owned(),
            values,
        }],
        ..manifest()
    };
    let view = |state: &State| facets::facets(state, &manifest).remove(0);
    let short = view(&asked("#/?place=p30"));
    assert_eq!((short.values.len(), short.value_count), (9, 40));
    assert!(short.can_expand() && short.values[8].is_chosen);
    let state = State {
        expanded: vec!["place".to_owned()],
        ..asked("")
    };
    assert_eq!(view(&state).values.len(), 40);
}

#[test]
fn a_facet_that_was_not_counted_shows_true_counts_or_none() {
    let view = |hash: &str, expanded: &[&str]| {
        let state = State {
            expanded: expanded.iter().map(|&name| name.to_owned()).collect(),
            ..answered(hash, nothing(&[("year", &[])], None))
        };
        facets::facets(&state, &manifest()).remove(0)
    };
    let whole = view("", &[]);
    assert!(whole.is_apart && whole.can_expand());
    assert_eq!(
        (whole.values.len(), &*whole.expand_label()),
        (3, "Show all")
    );
    let narrowed = view("#/?q=x&place=Chile", &[]);
    let values: Vec<&str> = narrowed.values.iter().map(|v| v.value.as_str()).collect();
    assert_eq!(
        values,
        ["Chile"],
        "only what is chosen, without a count that is not its own"
    );
    let loading = view("#/?q=x", &["place"]);
    assert!(loading.values.is_empty() && loading.can_expand());
    assert_eq!(loading.expand_label(), "Loading…");
}

#[test]
fn years_have_bars_with_gaps_and_no_bar_vanishes() {
    let bars = facets::year_bars(&asked("#/?year=2021"), &manifest());
    let bars = bars.iter().map(|bar| {
        let address = bar.toggled.to_hash();
        format!(
            "{} {} {} {address}\n",
            bar.spoken, bar.whole_percent, bar.is_chosen
        )
    });
    expect![[r#"
        2020: 299 articles 33 false #/?year=2021&year=2020
        2021: 1 article 2 true #/
        2022: 0 articles 0 false #/?year=2021&year=2022
        2023: 900 articles 100 false #/?year=2021&year=2023
    "#]]
    .assert_eq(&bars.collect::<String>());
}

#[test]
fn advice_promises_only_what_the_answer_proves() {
    check_advice(
        "#/?q=zuniga&place=Peru&year=2020&from=2020",
        nothing(
            &[
                ("place", &[("Bolivia", 2), ("Peru", 0)]),
                ("year", &[("2020", 0)]),
            ],
            None,
        ),
        expect![[r#"
            Any place: at least 2 articles -> #/?q=zuniga&year=2020&from=2020
            Any date -> #/?q=zuniga&place=Peru&year=2020
            Without filters -> #/?q=zuniga
            Show all 1,200 articles -> #/
        "#]],
    );
}

#[test]
fn advice_takes_words_and_phrases_apart() {
    check_advice(
        "#/?q=one+two+three",
        nothing(&[], None),
        expect![[r#"
            Without “one” -> #/?q=two+three
            Without “two” -> #/?q=one+three
            Without “three” -> #/?q=one+two
            Show all 1,200 articles -> #/
        "#]],
    );
    check_advice(
        "#/?q=%22one+two%22",
        nothing(
            &[],
            Some(Notice::DidYouMean {
                query: "won two".to_owned(),
            }),
        ),
        expect![[r#"
            Did you mean “won two”? -> #/?q=won+two
            The words apart, in any order -> #/?q=one+two
            Show all 1,200 articles -> #/
        "#]],
    );
}

#[test]
fn pages_lead_to_the_ends_and_the_near() {
    let pager = |hash: &str, total| {
        let state = answered(hash, found(total, 0..1));
        list::pager(&state.results.unwrap()).map(|pager| pager.links)
    };
    assert_eq!(pager("", 50), None);
    assert_eq!(pager("", 51), Some(vec![1, 2]));
    assert_eq!(pager("#/?page=9", 1000), Some(vec![1, 7, 8, 9, 10, 11, 20]));
    assert_eq!(pager("#/?page=900", 30), Some(vec![1]));
}

#[test]
fn the_title_of_the_window_follows() {
    let title = |hash: &str, article| list::page_title(&asked(hash), &manifest(), article);
    assert_eq!(title("", None), "Coups");
    assert_eq!(title("#/?q=+zuniga+", None), "zuniga · Coups");
    assert_eq!(title("#/?place=Peru", None), "Peru · Coups");
    assert_eq!(title("#/a/x", Some("A day")), "A day · Coups");
    assert_eq!(title("#/a/x", Some("")), "Untitled · Coups");
    assert_eq!(title("#/b", None), "Not in this archive · Coups");
}

#[test]
fn a_card_marks_its_passage_where_it_was_cut() {
    let row = Row {
        slug: "a b".to_owned(),
        title: " ".to_owned(),
        date: "2023-07~".parse().ok(),
        date_kind: DateKind::Event,
        lead: "The start.".to_owned(),
        ..Row::default()
    };
    let plain = card::card(&row, None);
    assert_eq!(
        (plain.href.as_str(), plain.title.text.as_str()),
        ("#/a/a%20b", "Untitled")
    );
    assert_eq!(plain.text.text, "The start.");
    let date = plain.date.unwrap();
    assert_eq!(
        (date.kind, date.label.as_str()),
        ("Event", "about July 2023")
    );
    assert_eq!(date.machine.as_deref(), Some("2023-07"));
    let found = CardMatch {
        id: 0,
        title: vec![(0, 1)],
        snippet: Snippet {
            text: "é and more".to_owned(),
            cut_before: true,
            cut_after: false,
            highlights: vec![(0, 2)],
        },
    };
    let marked = card::card(&row, Some(&found));
    assert_eq!(marked.title.matches, []);
    let (start, end) = marked.text.matches[0];
    assert_eq!(&marked.text.text[start as usize..end as usize], "é");
}

#[test]
fn hosts_and_words_are_taken_from_addresses() {
    let hosts = [
        ("https://www.example.org/a?b", Some("example.org")),
        ("http://user@example.org:8080", Some("example.org:8080")),
        ("javascript://x/%0aalert(1)", None),
        ("mailto:a@b", None),
        ("https://", None),
    ];
    for (url, host) in hosts {
        assert_eq!(article::host_of(url), host, "{url}");
    }
    let words = |hash: &str| list::words_of_address(&Route::parse(hash));
    assert_eq!(words("#/a/peru-s-coup"), "peru coup");
    assert_eq!(
        words("#!/2023/07/la%20uni%C3%B3n.html"),
        "2023 07 la unión html"
    );
}
