// expect-test writes its raw strings with hashes.
#![allow(clippy::needless_raw_string_hashes)]

use expect_test::expect;
use serde_json::json;

use crate::{
    Archive, Article, Author, DateKind, PartialDate, Place, write, write_frame, write_item,
};

fn note() -> Article {
    Article {
        id: "1".to_owned(),
        slug: "note".to_owned(),
        title: "A \"note\"\u{1}\t\u{7f}\\ ñ\u{2028}".to_owned(),
        summary: Some(String::new()),
        authors: vec![Author::default()],
        date: PartialDate::from_ym(2023, 7),
        places: vec![Place {
            name: "Peru".to_owned(),
            country: None,
        }],
        ..Article::default()
    }
}

fn members(value: serde_json::Value) -> serde_json::Map<String, serde_json::Value> {
    match value {
        serde_json::Value::Object(members) => members,
        _ => serde_json::Map::new(),
    }
}

#[test]
fn an_archive_is_laid_out_like_this() {
    let archive = Archive {
        title: "T".to_owned(),
        extra: members(json!({"z": [], "a": {"c": 1.0, "b": [1, {}]}, "items": "not again"})),
        articles: vec![note(), Article::default()],
        ..Archive::default()
    };
    expect![[r#"
        {
          "version": "https://jsonfeed.org/version/1.1",
          "title": "T",
          "_backfile": {
            "version": 1
          },
          "a": {
            "b": [
              1,
              {}
            ],
            "c": 1.0
          },
          "z": [],
          "items": [
            {
              "id": "1",
              "title": "A \"note\"\u0001\t\\ ñ ",
              "_backfile": {
                "slug": "note",
                "date": "2023-07",
                "places": [
                  {
                    "name": "Peru"
                  }
                ]
              }
            },
            {
              "id": ""
            }
          ]
        }
    "#]]
    .assert_eq(&String::from_utf8_lossy(&write(&archive)));
}

#[test]
fn an_empty_archive_is_laid_out_like_this() {
    expect![[r#"
        {
          "version": "https://jsonfeed.org/version/1.1",
          "title": "",
          "_backfile": {
            "version": 1
          },
          "items": []
        }
    "#]]
    .assert_eq(&String::from_utf8_lossy(&write(&Archive::default())));
    let (head, tail) = write_frame(&Archive::default());
    assert_eq!((head + tail).into_bytes(), write(&Archive::default()));
}

#[test]
fn an_item_stands_on_one_line() {
    expect![[r#"{"id":"1","title":"A \"note\"\u0001\t\\ ñ ","_backfile":{"slug":"note","date":"2023-07","places":[{"name":"Peru"}]}}"#]].assert_eq(&write_item(&note()));
}

#[test]
fn the_date_is_written_where_publication_does_not_tell_it() {
    let dates = |date: &str, published: &str, date_kind: DateKind| {
        write_item(&Article {
            date: date.parse().ok(),
            date_published: Some(published.to_owned()),
            date_kind,
            ..Article::default()
        })
    };
    let lines = [
        dates("2023-07-26", "2023-07-26T03:00:00Z", DateKind::Published),
        dates("2023-07", "2023-07-26T03:00:00Z", DateKind::Published),
        dates("2023-07-26", "2023-07-26T03:00:00Z", DateKind::Event),
        dates("none", "2023-07-26T03:00:00Z", DateKind::Published),
        dates("none", "2023-07-26T03:00:00Z", DateKind::Event),
        dates("none", "some day", DateKind::Published),
        dates("none", "", DateKind::Event),
    ];
    expect![[r#"
        {"id":"","date_published":"2023-07-26T03:00:00Z"}
        {"id":"","date_published":"2023-07-26T03:00:00Z","_backfile":{"date":"2023-07"}}
        {"id":"","date_published":"2023-07-26T03:00:00Z","_backfile":{"date":"2023-07-26","date_kind":"event"}}
        {"id":"","date_published":"2023-07-26T03:00:00Z","_backfile":{"date":null}}
        {"id":"","date_published":"2023-07-26T03:00:00Z","_backfile":{"date":null,"date_kind":"event"}}
        {"id":"","date_published":"some day"}
        {"id":"","_backfile":{"date_kind":"event"}}"#]].assert_eq(&lines.join("\n"));
}
