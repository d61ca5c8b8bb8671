//! What is written reads back as it was, validates, and is the same bytes every time.

#![allow(clippy::unwrap_used)]

mod schema;

use backfile_model::{
    Archive, Article, Attachment, Author, Body, DateKind, PartialDate, Place, Source, check, read,
    read_items, write, write_frame, write_item,
};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};

/// Few, as every case is a whole archive; `PROPTEST_CASES` has no say here.
const CASES: u32 = 128;

/// Any text but the empty one, which is the same as none.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z é“”’\u{a0}]{1,20}",
        any::<String>(),
        select(vec![
            "\"\\\u{0}\u{1f}\u{7f}\n\r\t",
            "\u{2028}</script>",
            "null",
            "😀\u{feff}",
            "\\ud83d"
        ])
        .prop_map(str::to_owned),
    ]
    .prop_filter("not empty", |text| !text.is_empty())
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), 0..3)
}

fn date() -> impl Strategy<Value = PartialDate> {
    let day = || (-3000..3000_i32, 1..=12_u8, 1..=28_u8);
    let year = |year: i32| format!("{}{:04}", if year < 0 { "-" } else { "" }, year.abs());
    let point = move || {
        let qualifier = select(vec!["", "?", "~", "%"]);
        (day(), 0..8_u8, qualifier).prop_map(move |((y, m, d), form, qualifier)| {
            let y = year(y);
            let date = match form {
                0 => y,
                1 => format!("{y}-{m:02}"),
                2 => format!("{y}-{m:02}-{d:02}"),
                3 => format!("{y}-{m:02}-XX"),
                4 => format!("{y}-XX"),
                5 => format!("{y}-2{}", 1 + m % 4),
                6 => format!("2{}XX", m % 10),
                _ => format!("Y1{m:02}{d:02}"),
            };
            date + qualifier
        })
    };
    let end = select(vec!["..", ""]);
    prop_oneof![
        4 => point(),
        1 => (point(), end.clone()).prop_map(|(point, end)| format!("{point}/{end}")),
        1 => (point(), end).prop_map(|(point, end)| format!("{end}/{point}")),
        1 => (1000..1500_i32, point()).prop_map(|(from, to)| format!("{from}/{to}")),
    ]
    .prop_filter_map("an interval that ends before it begins", |text| {
        text.parse().ok()
    })
}

/// JSON of another program: any value, not too deep.
fn foreign() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Members that no version knows.
fn extra() -> impl Strategy<Value = Map<String, Value>> {
    let name = prop_oneof![
        "_[a-z]{1,8}",
        Just("user_comment".to_owned()),
        Just(" ".to_owned())
    ]
    .prop_filter("ours", |name| name != "_backfile");
    prop::collection::btree_map(name, foreign(), 0..3)
        .prop_map(|members| members.into_iter().collect())
}

fn author() -> impl Strategy<Value = Author> {
    (of(text()), of(text()), of(text()))
        .prop_map(|(name, url, avatar)| Author { name, url, avatar })
        .prop_filter("nobody", |author| *author != Author::default())
}

fn source() -> impl Strategy<Value = Source> {
    (text(), of(text())).prop_map(|(name, url)| Source { name, url })
}

fn place() -> impl Strategy<Value = Place> {
    (text(), of("[A-Z]{2}")).prop_map(|(name, country)| Place { name, country })
}

fn attachment() -> impl Strategy<Value = Attachment> {
    let duration = of(prop_oneof![0.0..1e6_f64, any::<f64>()]);
    (text(), text(), of(text()), of(any::<u64>()), duration).prop_map(
        |(url, mime_type, title, size_in_bytes, duration)| Attachment {
            url,
            mime_type,
            title,
            size_in_bytes,
            duration_in_seconds: duration.filter(|seconds| seconds.is_finite()),
        },
    )
}

fn time() -> impl Strategy<Value = String> {
    prop_oneof![
        text(),
        select(vec![
            "2023-07-26T03:00:00Z",
            "2023-07-26",
            "Wed, 26 Jul 2023 03:00:00 GMT",
            "2023"
        ])
        .prop_map(str::to_owned),
    ]
}

prop_compose! {
    fn plain_article()(
        title in any::<String>(),
        (url, external_url, image) in (of(text()), of(text()), of(text())),
        summary in of(text()),
        (html, text_body) in (of(text()), of(text())),
        (date_published, date_modified) in (of(time()), of(time())),
        authors in prop::collection::vec(author(), 0..3),
        tags in texts(),
        language in of(text()),
        attachments in prop::collection::vec(attachment(), 0..2),
        extra in extra(),
    ) -> Article {
        Article {
            title, url, external_url, image, summary, date_published, date_modified, authors, tags,
            language, attachments, extra,
            body: Body { html, text: text_body },
            ..Article::default()
        }
    }
}

prop_compose! {
    fn article()(
        plain in plain_article(),
        date in of(date()),
        is_event in any::<bool>(),
        categories in texts(),
        places in prop::collection::vec(place(), 0..3),
        source in of(source()),
        licence in of(text()),
        extension_extra in extra(),
    ) -> Article {
        Article {
            date, categories, places, source, licence, extension_extra,
            date_kind: if is_event { DateKind::Event } else { DateKind::Published },
            ..plain
        }
    }
}

prop_compose! {
    fn archive()(
        title in any::<String>(),
        (description, home_page_url, feed_url) in (of(text()), of(text()), of(text())),
        (icon, language, licence) in (of(text()), of(text()), of(text())),
        authors in prop::collection::vec(author(), 0..2),
        source in of(source()),
        articles in prop::collection::vec((article(), text(), text()), 0..4),
        (extra, extension_extra) in (extra(), extra()),
    ) -> Archive {
        let articles = articles.into_iter().enumerate().map(|(index, (article, id, slug))| {
            // Unique, as the reader would make them.
            Article { id: format!("{index}{id}"), slug: format!("{index}{slug}"), ..article }
        });
        Archive {
            title, description, home_page_url, feed_url, icon, language, licence, authors, source,
            extra, extension_extra,
            articles: articles.collect(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn written_archives_read_back_and_validate(archive in archive()) {
        let bytes = write(&archive);
        let read = read(&bytes).unwrap();
        prop_assert_eq!(&read.archive, &archive);
        prop_assert_eq!(write(&read.archive), bytes.clone());
        prop_assert_eq!(bytes.last(), Some(&b'\n'));
        prop_assert!(!bytes.contains(&b'\r'));
        let errors = schema::errors(&bytes);
        prop_assert!(errors.is_empty(), "{:?}", errors);
        check(&archive);
    }

    #[test]
    fn compact_items_between_head_and_tail_are_the_archive(archive in archive()) {
        let items: Vec<String> = archive.articles.iter().map(write_item).collect();
        for item in &items {
            prop_assert!(!item.contains('\n'));
        }
        let (head, tail) = write_frame(&archive);
        let whole = format!("{head}{}{tail}", items.join(",\n"));
        prop_assert_eq!(&read(whole.as_bytes()).unwrap().archive, &archive);
        let block = format!("[{}]", items.join(","));
        prop_assert_eq!(read_items(block.as_bytes()).unwrap(), archive.articles);
    }

    /// Any JSON in the place of a feed's parts is read without a panic and written validly again.
    #[test]
    fn foreign_feeds_become_sound_archives(
        members in prop::collection::btree_map(select(NAMES.to_vec()), foreign(), 0..12),
        items in prop::collection::vec(
            prop::collection::btree_map(select(NAMES.to_vec()), foreign(), 0..12), 0..4),
    ) {
        let mut feed = serde_json::to_value(&members).unwrap();
        feed["_backfile"]= serde_json::json!({"source": members.get("source")});
        feed["items"] = serde_json::to_value(&items).unwrap();
        for item in feed["items"].as_array_mut().unwrap() {
            item["_backfile"] = item.clone();
        }
        let read_once = read(feed.to_string().as_bytes()).unwrap().archive;
        prop_assert_eq!(read_once.articles.len(), items.len());
        let written = write(&read_once);
        prop_assert_eq!(&read(&written).unwrap().archive, &read_once);
        let errors = schema::errors(&written);
        let errors: Vec<_> = errors.iter().filter(|error| !error.contains("country")).collect();
        prop_assert!(errors.is_empty(), "{:?}", errors);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in any::<Vec<u8>>(), text in "[\\[\\]{}\",:0-9a-z\\\\]{0,60}") {
        for bytes in [bytes, text.into_bytes()] {
            if let Err(error) = read(&bytes) {
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }
}

/// Names that mean something to the reader.
const NAMES: [&str; 24] = [
    "version",
    "title",
    "home_page_url",
    "authors",
    "author",
    "language",
    "id",
    "url",
    "summary",
    "content_html",
    "content_text",
    "date_published",
    "date_modified",
    "tags",
    "attachments",
    "slug",
    "date",
    "date_kind",
    "categories",
    "places",
    "source",
    "licence",
    "name",
    "other",
];
