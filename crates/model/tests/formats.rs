//! Archives of every released format version open to the values that they had then.
//!
//! The files under `tests/formats/` are frozen: when this test fails, the reader is wrong.

#![allow(clippy::unwrap_used, clippy::too_many_lines)]

mod schema;

use backfile_model::{DateKind, read, write};
use expect_test::expect;

const V1: &str = include_str!("../../../tests/formats/v1/archive.json");

#[test]
fn version_1_opens_without_warnings() {
    let read = read(V1.as_bytes()).unwrap();
    assert_eq!(read.warnings, []);
    expect![[r#"
        Archive {
            title: "Harbour Notes",
            description: Some(
                "Small news of a harbour that does not exist.",
            ),
            home_page_url: Some(
                "https://harbour.example/",
            ),
            feed_url: Some(
                "https://harbour.example/archive.json",
            ),
            icon: Some(
                "https://harbour.example/icon.png",
            ),
            language: Some(
                "en",
            ),
            authors: [
                Author {
                    name: Some(
                        "Ada Quay",
                    ),
                    url: Some(
                        "https://harbour.example/ada",
                    ),
                    avatar: Some(
                        "https://harbour.example/ada.png",
                    ),
                },
            ],
            source: Some(
                Source {
                    name: "Harbour Notes",
                    url: Some(
                        "https://harbour.example/",
                    ),
                },
            ),
            licence: Some(
                "CC0-1.0",
            ),
            articles: [
                Article {
                    id: "https://harbour.example/2023/lighthouse",
                    slug: "the-lighthouse-turns-again",
                    url: Some(
                        "https://harbour.example/2023/lighthouse",
                    ),
                    external_url: Some(
                        "https://lights.example/",
                    ),
                    title: "The Lighthouse “Turns” Again – at Last",
                    summary: Some(
                        "After two winters in the dark the lamp is lit.",
                    ),
                    body: Body {
                        html: Some(
                            "<p>The lamp was lit <em>twice</em>.</p>",
                        ),
                        text: Some(
                            "The lamp was lit twice.\n\nNobody saw the first time.",
                        ),
                    },
                    image: Some(
                        "https://harbour.example/lighthouse.jpg",
                    ),
                    date: Some(
                        PartialDate(2023-07-26),
                    ),
                    date_kind: Published,
                    date_published: Some(
                        "2023-07-26T23:30:00-05:00",
                    ),
                    date_modified: Some(
                        "2023-08-01T08:00:00Z",
                    ),
                    authors: [
                        Author {
                            name: Some(
                                "Ben Mole",
                            ),
                            url: None,
                            avatar: None,
                        },
                    ],
                    tags: [
                        "lamps",
                        "repairs",
                    ],
                    categories: [
                        "Works",
                    ],
                    places: [
                        Place {
                            name: "Peru",
                            country: Some(
                                "PE",
                            ),
                        },
                        Place {
                            name: "The Old Mole",
                            country: None,
                        },
                    ],
                    source: Some(
                        Source {
                            name: "The Evening Tide",
                            url: None,
                        },
                    ),
                    licence: Some(
                        "CC-BY-4.0",
                    ),
                    language: Some(
                        "en-GB",
                    ),
                    attachments: [
                        Attachment {
                            url: "https://harbour.example/horn.mp3",
                            mime_type: "audio/mpeg",
                            title: Some(
                                "The horn",
                            ),
                            size_in_bytes: Some(
                                1048576,
                            ),
                            duration_in_seconds: Some(
                                61.5,
                            ),
                        },
                    ],
                    extra: {
                        "banner_image": String("https://harbour.example/banner.jpg"),
                    },
                    extension_extra: {
                        "page": Number(4),
                    },
                },
                Article {
                    id: "2",
                    slug: "the-flood",
                    url: None,
                    external_url: None,
                    title: "The Flood",
                    summary: None,
                    body: Body {
                        html: None,
                        text: Some(
                            "Water stood in the nets.",
                        ),
                    },
                    image: None,
                    date: Some(
                        PartialDate(1953-01~/1953-02),
                    ),
                    date_kind: Event,
                    date_published: None,
                    date_modified: None,
                    authors: [],
                    tags: [],
                    categories: [],
                    places: [],
                    source: None,
                    licence: None,
                    language: None,
                    attachments: [],
                    extra: {},
                    extension_extra: {},
                },
                Article {
                    id: "3",
                    slug: "article-3",
                    url: None,
                    external_url: None,
                    title: "",
                    summary: Some(
                        "A note without title, of a day that was withdrawn.",
                    ),
                    body: Body {
                        html: None,
                        text: None,
                    },
                    image: None,
                    date: None,
                    date_kind: Published,
                    date_published: Some(
                        "2024-02-29T12:00:00Z",
                    ),
                    date_modified: None,
                    authors: [],
                    tags: [],
                    categories: [],
                    places: [],
                    source: None,
                    licence: None,
                    language: None,
                    attachments: [],
                    extra: {},
                    extension_extra: {},
                },
            ],
            extra: {
                "favicon": String("https://harbour.example/favicon.ico"),
            },
            extension_extra: {
                "steward": String("the harbour master"),
            },
        }
    "#]]
    .assert_debug_eq(&read.archive);
}

#[test]
fn version_1_dates_mean_what_they_meant() {
    let articles = read(V1.as_bytes()).unwrap().archive.articles;
    let dates: Vec<(Option<String>, DateKind)> = articles
        .iter()
        .map(|article| {
            let date = article.date.as_ref().map(ToString::to_string);
            (date, article.date_kind)
        })
        .collect();
    assert_eq!(
        dates,
        [
            (Some("2023-07-26".to_owned()), DateKind::Published),
            (Some("1953-01~/1953-02".to_owned()), DateKind::Event),
            (None, DateKind::Published),
        ]
    );
}

/// Holds while version 1 is what is written; a new version drops this and adds its own.
#[test]
fn version_1_is_written_as_it_was() {
    let archive = read(V1.as_bytes()).unwrap().archive;
    assert_eq!(String::from_utf8(write(&archive)).unwrap(), V1);
    assert_eq!(schema::errors(V1.as_bytes()), [""; 0]);
}
