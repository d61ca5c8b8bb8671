#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    clippy::format_push_string,
    clippy::needless_raw_string_hashes
)]

use backfile_model::Place;
use expect_test::expect;

use super::*;

#[test]
fn every_part_of_an_article_has_its_field_and_facet() {
    let place = |name: &str| Place {
        name: name.to_owned(),
        country: None,
    };
    let article = Article {
        title: "Strike".to_owned(),
        summary: Some(" ".to_owned()),
        date: "2023-07".parse().ok(),
        authors: vec![Author {
            name: Some("Ana".to_owned()),
            ..Author::default()
        }],
        tags: vec!["work".to_owned()],
        categories: vec!["News".to_owned()],
        places: vec![place("Peru"), place("Peru"), place("Lima")],
        source: Some(Source {
            name: "Paper".to_owned(),
            url: None,
        }),
        ..Article::default()
    };
    let document = document(&article, "The body.", Some("en"));
    let schema = schema();
    let mut text = String::new();
    for (field, value) in &document.fields {
        text += &format!("{}: {value}\n", schema.fields[usize::from(field.0)].name);
    }
    for (facet, value) in &document.facets {
        text += &format!("[{}] {value}\n", schema.facets[usize::from(facet.0)]);
    }
    let days = document.date.map(|date| date.last - date.first);
    text += &format!("{days:?} {:?}\n", document.language);
    expect![[r#"
        title: Strike
        body: The body.
        author: Ana
        tag: work
        tag: News
        place: Peru
        place: Peru
        place: Lima
        source: Paper
        [place] Peru
        [place] Lima
        [year] 2023
        [category] News
        [author] Ana
        [tag] work
        [language] en
        [source] Paper
        Some(30) Some("en")
    "#]]
    .assert_eq(&text);
}
