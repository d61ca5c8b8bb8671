//! Writes the index that `tests/formats.rs` opens for ever, once for each version of the format:
//! `cargo run -p backfile-search --features stemmers --example freeze > tests/formats/v1/search.bfix`.
#![allow(clippy::unwrap_used)]

use std::io::Write;

use backfile_search::{Builder, DateRange, Document, FacetId, FieldId, FieldSpec, Schema};

/// Texts with their languages; among them others that fill lists of several blocks.
const TEXTS: [(&str, &str, &str); 5] = [
    (
        "Coup in Peru",
        "Congress removed the president of Peru.",
        "en",
    ),
    (
        "Zúñiga's attempt",
        "General Zúñiga led soldiers into the square.",
        "en",
    ),
    (
        "Das alte Haus",
        "Die Häuser der Stadt sind nicht alt.",
        "de",
    ),
    ("東京の秋", "京都では秋の祭りがある。", "ja"),
    ("State of siege", "The state of siege lasted a month.", "en"),
];

fn main() {
    let field = |name: &str, weight: f32| FieldSpec {
        name: name.to_owned(),
        weight,
    };
    let mut builder = Builder::new(Schema {
        fields: vec![field("title", 2.5), field("body", 1.0)],
        facets: vec!["place".to_owned()],
    });
    for number in 0..300 {
        let filler = format!(
            "Notice number {number} about common things and soldier {}",
            number % 7
        );
        let (title, body, language) = match TEXTS.get(number / 60).filter(|_| number % 60 == 0) {
            Some(&(title, body, language)) => (title, body.to_owned(), language),
            None => ("A notice", filler, "en"),
        };
        let day = 18_000 + number as i32;
        builder.add(Document {
            fields: vec![(FieldId(0), title.into()), (FieldId(1), body.into())],
            facets: vec![(
                FacetId(0),
                if number % 2 == 0 { "Peru" } else { "Bolivia" }.into(),
            )],
            date: (number % 10 != 9).then_some(DateRange {
                first: day,
                last: day + 1,
            }),
            language: Some(language.into()),
        });
    }
    std::io::stdout()
        .write_all(&builder.finish().unwrap())
        .unwrap();
}
