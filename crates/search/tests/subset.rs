//! An index of some documents, made from an index of all, is the one that they alone would have.
#![allow(clippy::unwrap_used)]

use std::borrow::Cow;

use backfile_search::{
    Builder, DateRange, DocId, Document, Error, FacetId, FieldId, FieldSpec, Index, Kept, Request,
    Schema,
};
use backfile_text::Language;
use proptest::prelude::*;

/// Words whose forms share stems in some of the languages and not in others.
const WORDS: [&str; 26] = [
    "coup",
    "coups",
    "general",
    "generals",
    "général",
    "généraux",
    "Haus",
    "Häuser",
    "chat",
    "chats",
    "governo",
    "governi",
    "soldado",
    "soldados",
    "running",
    "run",
    "runs",
    "ran",
    "東京",
    "die",
    "dies",
    "dying",
    "a",
    "os",
    "gouvernement",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorstandsmitgliederversammlungsprotokollführer",
];
const LANGUAGES: [Option<&str>; 6] = [
    Some("en"),
    Some("fr-CA"),
    Some("de"),
    Some("pt"),
    Some("tlh"),
    Some("es"),
];

#[derive(Clone, Debug)]
struct Row {
    title: Vec<&'static str>,
    body: Vec<&'static str>,
    more: Vec<&'static str>,
    tags: Vec<&'static str>,
    day: Option<(i32, i32)>,
    language: Option<&'static str>,
}

fn row() -> impl Strategy<Value = Row> {
    let words = |most| prop::collection::vec(prop::sample::select(&WORDS[..]), 0..most);
    let tag = prop::sample::select(&["red", "green", "blue", "grün"][..]);
    let day = prop::option::of((-900i32..20_000, 0i32..700));
    let language = prop::sample::select(&LANGUAGES[..]);
    let tags = prop::collection::vec(tag, 0..3);
    (words(4), words(30), words(3), tags, day, language).prop_map(
        |(title, body, more, tags, day, language)| Row {
            title,
            body,
            more,
            tags,
            day,
            language,
        },
    )
}

fn schema() -> Schema {
    let field = |name: &str, weight: f32| FieldSpec {
        name: name.to_owned(),
        weight,
    };
    Schema {
        fields: vec![field("title", 2.5), field("body", 1.0)],
        facets: vec!["tag".to_owned(), "none".to_owned()],
    }
}

fn bytes<'a>(rows: impl Iterator<Item = &'a Row>) -> Vec<u8> {
    let mut builder = Builder::new(schema());
    for row in rows {
        builder.add(Document {
            fields: vec![
                (FieldId(0), row.title.join(" ").into()),
                (FieldId(1), row.body.join(" ").into()),
                (FieldId(1), row.more.join(" ").into()),
            ],
            facets: row
                .tags
                .iter()
                .map(|tag| (FacetId(0), Cow::Borrowed(*tag)))
                .collect(),
            date: row.day.map(|(first, span)| DateRange {
                first,
                last: first + span,
            }),
            language: row.language.map(Cow::Borrowed),
        });
    }
    builder.finish().unwrap()
}

fn kept(rows: &[Row], chosen: &[bool], is_known: bool) -> Vec<Kept> {
    let docs = (0..).zip(rows).zip(chosen);
    docs.filter(|(_, chosen)| **chosen)
        .map(|((doc, row), _)| Kept {
            doc: DocId(doc),
            language: row.language.filter(|_| is_known).map(Language::from_tag),
        })
        .collect()
}

fn chosen_rows<'a>(rows: &'a [Row], chosen: &'a [bool]) -> impl Iterator<Item = &'a Row> {
    let rows = rows.iter().zip(chosen);
    rows.filter(|(_, chosen)| **chosen).map(|(row, _)| row)
}

/// What is found without a correction of the query.
fn found(index: &Index<Vec<u8>>, query: &str) -> Vec<u32> {
    let response = index.search(&Request {
        query: query.to_owned(),
        limit: 1_000,
        ..Request::default()
    });
    let hits = response
        .hits
        .iter()
        .filter(|_| response.notice.is_none())
        .map(|hit| hit.doc.0);
    hits.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn a_subset_is_the_index_of_its_documents(
        (rows, chosen) in prop::collection::vec(row(), 0..60)
            .prop_flat_map(|rows| { let size = rows.len(); (Just(rows), prop::collection::vec(any::<bool>(), size)) }),
    ) {
        let index = Index::open(bytes(rows.iter())).unwrap();
        let subset = index.subset(&kept(&rows, &chosen, true)).unwrap();
        prop_assert_eq!(subset, bytes(chosen_rows(&rows, &chosen)));
    }

    /// Lists of several blocks, and what is left of them in one.
    #[test]
    fn long_lists_are_cut(rows in prop::collection::vec(row(), 300..500), step in 1usize..40) {
        let index = Index::open(bytes(rows.iter())).unwrap();
        let chosen: Vec<bool> = (0..rows.len()).map(|at| at % step == step / 2).collect();
        let subset = index.subset(&kept(&rows, &chosen, true)).unwrap();
        prop_assert_eq!(&subset, &bytes(chosen_rows(&rows, &chosen)));
        // And once more, from what was made.
        let rows: Vec<Row> = chosen_rows(&rows, &chosen).cloned().collect();
        let chosen: Vec<bool> = (0..rows.len()).map(|at| at % 2 == 0).collect();
        let again = Index::open(subset).unwrap().subset(&kept(&rows, &chosen, true)).unwrap();
        prop_assert_eq!(again, bytes(chosen_rows(&rows, &chosen)));
    }

    /// Where languages are not told, a word that is still in a text finds what it finds in the whole
    /// (forms hang on the words of an index); and where all have one language, nothing differs.
    #[test]
    fn languages_need_not_be_told(rows in prop::collection::vec(row(), 1..60), step in 1usize..4, only: bool) {
        let mut rows = rows;
        if only {
            rows.iter_mut().for_each(|row| row.language = Some("fr"));
        }
        let index = Index::open(bytes(rows.iter())).unwrap();
        let chosen: Vec<bool> = (0..rows.len()).map(|at| at % step == 0).collect();
        let subset = index.subset(&kept(&rows, &chosen, false)).unwrap();
        let built = bytes(chosen_rows(&rows, &chosen));
        if only && chosen_rows(&rows, &chosen).any(|row| row.body.len() > 1) {
            prop_assert_eq!(&subset, &built);
        }
        let subset = Index::open(subset).unwrap();
        let number = |doc: u32| chosen[..doc as usize].iter().filter(|chosen| **chosen).count() as u32;
        let is_left = |word: &str| {
            chosen_rows(&rows, &chosen).any(|row| {
                let texts = [&row.title, &row.body, &row.more];
                texts.iter().any(|words| words.contains(&word))
            })
        };
        for word in WORDS.into_iter().filter(|word| is_left(word)) {
            let part = found(&subset, word);
            let mut whole = found(&index, word).into_iter().filter(|&doc| chosen[doc as usize]);
            prop_assert!(whole.all(|doc| part.contains(&number(doc))), "{}", word);
        }
    }

    /// An index whose bytes were changed and sealed again gives an error or an index that opens.
    #[test]
    fn a_damaged_index_gives_no_panic(
        rows in prop::collection::vec(row(), 1..200),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..9),
    ) {
        let mut bytes = bytes(rows.iter());
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let sum = backfile_search::checksum_for_tests(&bytes[24..]);
        bytes[16..24].copy_from_slice(&sum.to_le_bytes());
        if let Ok(index) = Index::open(bytes) {
            let docs = (0..index.doc_count().min(200)).step_by(2);
            let kept: Vec<Kept> = docs.map(|doc| Kept { doc: DocId(doc), language: None }).collect();
            if let Ok(subset) = index.subset(&kept) {
                let subset = Index::open(subset).unwrap();
                prop_assert_eq!(subset.doc_count() as usize, kept.len());
                found(&subset, "coup général -running");
            }
        }
    }
}

#[test]
fn documents_that_are_not_there_are_refused() {
    let row = Row {
        title: vec!["coup"],
        body: vec![],
        more: vec![],
        tags: vec![],
        day: None,
        language: None,
    };
    let index = Index::open(bytes([row.clone(), row].iter())).unwrap();
    let subset = |docs: &[u32]| {
        let kept = docs.iter().map(|&doc| Kept {
            doc: DocId(doc),
            language: None,
        });
        index.subset(&kept.collect::<Vec<_>>())
    };
    assert!(subset(&[]).is_ok());
    assert_eq!(subset(&[0, 1]).unwrap(), index_bytes(&index));
    for wrong in [&[2][..], &[1, 0], &[0, 0], &[u32::MAX]] {
        assert_eq!(subset(wrong), Err(Error::Selection), "{wrong:?}");
    }
}

/// All documents of an index, from itself.
fn index_bytes(index: &Index<Vec<u8>>) -> Vec<u8> {
    let kept = (0..index.doc_count()).map(|doc| Kept {
        doc: DocId(doc),
        language: Some(Language::English),
    });
    index.subset(&kept.collect::<Vec<_>>()).unwrap()
}
