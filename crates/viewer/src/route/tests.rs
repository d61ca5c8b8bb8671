#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    clippy::needless_raw_string_hashes
)]

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::indexing::FACETS;

fn check(hash: &str, expected: Expect) {
    let route = Route::parse(hash);
    expected.assert_eq(&format!("{}\n{route:?}", route.to_hash()));
}

#[test]
fn an_empty_address_is_the_whole_list() {
    for hash in ["", "#", "#/", "/", "#?", "#/?", "#/?&&"] {
        assert_eq!(
            Route::parse(hash),
            Route::List(ListQuery::default()),
            "{hash}"
        );
    }
    assert_eq!(Route::List(ListQuery::default()).to_hash(), "#/");
}

#[test]
fn a_list_has_its_parts_in_one_order() {
    check(
        "#/?page=2&sort=newest&to=2024&from=2023-07&year=2023&place=Peru&q=la+uni%C3%B3n%20now&place=Chile",
        expect![[r#"
            #/?q=la+uni%C3%B3n+now&place=Peru&place=Chile&year=2023&from=2023-07&to=2024&sort=newest&page=2
            List(ListQuery { query: "la unión now", filters: [Filter { facet: "place", values: ["Peru", "Chile"] }, Filter { facet: "year", values: ["2023"] }], from: Some(PartialDate(2023-07)), to: Some(PartialDate(2024)), sort: Newest, page: 2 })"#]],
    );
}

#[test]
fn what_is_unknown_in_a_list_is_left_out() {
    check(
        "#/?utm_source=x&place=&from=someday&page=zero&sort=random&q=a%2Bb%&tag=a&tag=a",
        expect![[r#"
            #/?q=a%2Bb%25&tag=a
            List(ListQuery { query: "a+b%", filters: [Filter { facet: "tag", values: ["a"] }], from: None, to: None, sort: Relevance, page: 1 })"#]],
    );
}

#[test]
fn articles_have_a_slug_and_perhaps_an_anchor() {
    check(
        "#/a/peru-coup?at=note-3",
        expect![[r#"
            #/a/peru-coup?at=note-3
            Article { slug: "peru-coup", at: Some("note-3") }"#]],
    );
    check(
        "#/a/%D0%BF%D0%B5%D1%80%D1%83/2?at=",
        expect![[r#"
            #/a/%D0%BF%D0%B5%D1%80%D1%83%2F2
            Article { slug: "перу/2", at: None }"#]],
    );
}

#[test]
fn foreign_addresses_are_not_found_and_kept() {
    for given in [
        "fn1", "/a/", "/a", "//", "/b/x", "%2Fa%2Fx", "!/x?q=1", "/a?at=x", "#x",
    ] {
        let route = Route::parse(&format!("#{given}"));
        let given = given.to_owned();
        assert_eq!(
            route,
            Route::NotFound {
                given: given.clone()
            }
        );
        assert_eq!(route.to_hash(), format!("#{given}"));
    }
}

fn any_date() -> impl Strategy<Value = Option<PartialDate>> {
    prop::option::of(prop_oneof![
        (1900..2100_i32).prop_map(|year| year.to_string()),
        (1900..2100_i32, 1..13_u8).prop_map(|(year, month)| format!("{year}-{month:02}")),
        (1900..2100_i32).prop_map(|year| format!("{year}~")),
    ])
    .prop_map(|text| text.and_then(|text| text.parse().ok()))
}

fn any_list() -> impl Strategy<Value = ListQuery> {
    let filters = prop::collection::vec((0..FACETS.len(), ".{1,8}"), 0..6);
    let sort = prop_oneof![
        Just(Sort::Relevance),
        Just(Sort::Newest),
        Just(Sort::Oldest)
    ];
    (".*", filters, any_date(), any_date(), sort, any::<u32>()).prop_map(
        |(query, filters, from, to, sort, page)| {
            let list = ListQuery::default().with_query(&query);
            let list = filters.iter().fold(list, |list, (facet, value)| {
                list.including(FACETS[*facet], value)
            });
            list.with_dates(from, to).sorted(sort).on_page(page)
        },
    )
}

fn any_route() -> impl Strategy<Value = Route> {
    prop_oneof![
        any_list().prop_map(Route::List),
        (".{1,20}", prop::option::of(".{1,8}")).prop_map(|(slug, at)| Route::Article { slug, at }),
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read(route in any_route()) {
        prop_assert_eq!(Route::parse(&route.to_hash()), route);
    }

    #[test]
    fn any_text_is_a_route_with_a_settled_address(
        hash in prop_oneof![".*", "#/\\?.*", "#/a/.*", "#/\\?(q|place|from|page)=[%+&=a-f0-9]*"],
    ) {
        let route = Route::parse(&hash);
        prop_assert_eq!(Route::parse(&route.to_hash()), route);
    }

    #[test]
    fn an_address_holds_only_what_browsers_keep(route in any_route()) {
        let kept = |c: char| c.is_ascii_alphanumeric() || "#/?&=+%-_.~,:".contains(c);
        prop_assert!(route.to_hash().chars().all(kept));
    }

    #[test]
    fn choosing_twice_is_not_choosing(list in any_list(), facet in 0..FACETS.len(), value in ".{1,8}") {
        let list = list.on_page(1);
        let twice = list.clone().toggled(FACETS[facet], &value).toggled(FACETS[facet], &value);
        let order = |list: &ListQuery| {
            let mut filters = list.filters().to_vec();
            for filter in &mut filters {
                filter.values.sort();
            }
            filters
        };
        prop_assert_eq!(order(&twice), order(&list));
    }
}
