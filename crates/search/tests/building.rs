//! An index is the same bytes on any number of threads and however its documents were added.
#![allow(clippy::unwrap_used)]

use std::borrow::Cow;

use backfile_search::{Builder, DateRange, Document, FacetId, FieldId, FieldSpec, Schema, build};
use proptest::prelude::*;

/// Texts that exercise what analysis does: forms, accents, compounds, tags, scripts without spaces.
const TEXTS: [&str; 12] = [
    "The soldiers of the general removed a president",
    "El señor Zúñiga, general del ejército, y los soldados",
    "Die Häuser der Regierung in der Stadt",
    "e-mail #coup @army e-mail e-mail node.js C++",
    "秋の祭りとコンピューター",
    "U.S. state-of-siege l'homme aujourd'hui",
    "1,000 soldiers 3.14 soldier 1000",
    "a b c d e f g h i j a b c a",
    "президента правительство президент",
    "",
    "common common common common common",
    "مجلس الشعب في القاهرة",
];

/// A document of the test: two texts of fields, a facet, a day, a language.
type Row = (
    usize,
    Vec<usize>,
    Option<u8>,
    Option<i32>,
    Option<&'static str>,
);

fn row() -> impl Strategy<Value = Row> {
    let text = 0..TEXTS.len();
    let day = prop::option::of(-400i32..20_000);
    let language = prop::sample::select(&[None, Some("en"), Some("de"), Some("es-BO")][..]);
    (
        text.clone(),
        prop::collection::vec(text, 0..4),
        prop::option::of(0u8..9),
        day,
        language,
    )
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

fn document(number: usize, (title, body, tag, day, language): &Row) -> Document<'static> {
    let mut fields = vec![(FieldId(0), Cow::Borrowed(TEXTS[*title]))];
    fields.extend(body.iter().map(|&text| (FieldId(1), TEXTS[text].into())));
    // A word of its own, so that runs do not all have the same terms.
    fields.push((
        FieldId(1),
        format!("word{number} rare{}", number / 3).into(),
    ));
    Document {
        fields,
        facets: tag
            .iter()
            .map(|tag| (FacetId(0), format!("t{tag}").into()))
            .collect(),
        date: day.map(|first| DateRange {
            first,
            last: first + 2,
        }),
        language: language.map(Cow::Borrowed),
    }
}

fn one_by_one(rows: &[Row]) -> Vec<u8> {
    let mut builder = Builder::new(schema());
    for (number, row) in rows.iter().enumerate() {
        builder.add(document(number, row));
    }
    builder.finish().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn threads_leave_no_trace(rows in prop::collection::vec(row(), 0..200), threads in 0usize..9) {
        let (mut told, mut sum) = (Vec::new(), 0);
        let add = |number: u32, builder: &mut Builder| {
            builder.add(document(number as usize, &rows[number as usize]));
        };
        let bytes = build(&schema(), rows.len() as u32, threads, &add, &mut |done, total| {
            told.push(done);
            sum = total;
        });
        prop_assert_eq!(bytes.unwrap(), one_by_one(&rows));
        prop_assert!(told.is_sorted());
        prop_assert_eq!(sum, 2 * rows.len() as u64);
        prop_assert_eq!(told.last(), Some(&sum));
    }

    #[test]
    fn joined_builders_are_one(rows in prop::collection::vec(row(), 0..120), cuts in prop::collection::vec(0usize..120, 0..6)) {
        let mut cuts = cuts;
        cuts.sort_unstable();
        let mut whole = Builder::new(schema());
        let mut part = Builder::new(schema());
        for (number, row) in rows.iter().enumerate() {
            while cuts.first().is_some_and(|&cut| cut <= number) {
                cuts.remove(0);
                whole.append(std::mem::replace(&mut part, Builder::new(schema())));
            }
            part.add(document(number, row));
        }
        whole.append(part);
        prop_assert_eq!(whole.doc_count() as usize, rows.len());
        prop_assert_eq!(whole.finish().unwrap(), one_by_one(&rows));
    }
}

/// More words than one run takes, so that one builder has several.
#[test]
fn many_runs_are_one_index() {
    let words: Vec<String> = (0..3_000u32)
        .map(|word| format!("w{}", word * word % 997))
        .collect();
    let text = words.join(" ");
    let add = |number: u32, builder: &mut Builder| {
        builder.add(Document {
            fields: vec![(FieldId(1), format!("{text} d{number}").into())],
            ..Document::default()
        });
    };
    let bytes = |threads| build(&schema(), 300, threads, &add, &mut |_, _| ()).unwrap();
    let one = bytes(1);
    assert!(one == bytes(2) && one == bytes(3));
    let index = backfile_search::Index::open(one).unwrap();
    let found = |query: &str| {
        index.search(&backfile_search::Request {
            query: query.to_owned(),
            limit: 5,
            ..Default::default()
        })
    };
    assert_eq!(found("w0").total, 300);
    assert_eq!(found("d299").hits[0].doc.0, 299);
    assert_eq!(found("\"w0 w1 w4\"").total, 300);
}
