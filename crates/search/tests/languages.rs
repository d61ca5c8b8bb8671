//! Readers of many languages find, and see marked, the forms that they mean.
#![allow(clippy::unwrap_used)]

use std::borrow::Cow;

use backfile_search::{Builder, Document, FieldId, FieldSpec, Index, Request, Schema};

/// An index of texts with their language tags.
fn index(texts: &[(&str, Option<&str>)]) -> Index<Vec<u8>> {
    let body = FieldSpec {
        name: "body".to_owned(),
        weight: 1.0,
    };
    let mut builder = Builder::new(Schema {
        fields: vec![body],
        facets: Vec::new(),
    });
    for (text, language) in texts {
        builder.add(Document {
            fields: vec![(FieldId(0), Cow::Borrowed(*text))],
            language: language.map(Cow::Borrowed),
            ..Document::default()
        });
    }
    Index::open(builder.finish().unwrap()).unwrap()
}

fn found(index: &Index<Vec<u8>>, query: &str) -> Vec<u32> {
    let response = index.search(&Request {
        query: query.to_owned(),
        limit: 10,
        ..Request::default()
    });
    assert_eq!(response.notice, None, "{query}");
    let mut docs: Vec<u32> = response.hits.iter().map(|hit| hit.doc.0).collect();
    docs.sort_unstable();
    docs
}

fn marked(index: &Index<Vec<u8>>, query: &str, text: &str) -> Vec<String> {
    let ranges = index.matcher(query, false).highlights(text);
    let part = |&(from, to): &(u32, u32)| text[from as usize..to as usize].to_owned();
    ranges.iter().map(part).collect()
}

/// Tag, a text with one form, a text with the other, a third text, the forms.
const FORMS: [(&str, &str, &str, &str, &str); 12] = [
    (
        "de",
        "Das Haus brennt",
        "Die Häuser brennen",
        "Haus",
        "Häuser",
    ),
    (
        "fr",
        "Le général est parti",
        "Les généraux arrivent",
        "général",
        "généraux",
    ),
    (
        "es",
        "Un soldado en la plaza",
        "Los soldados salen",
        "soldado",
        "soldados",
    ),
    (
        "pt-BR",
        "O governo caiu",
        "Os governos caem",
        "governo",
        "governos",
    ),
    (
        "it",
        "Il governo cade",
        "I governi cadono",
        "governo",
        "governi",
    ),
    (
        "ru",
        "Президент прибыл",
        "Речь президента",
        "президент",
        "президента",
    ),
    (
        "sv",
        "Regeringen föll",
        "Alla regeringar faller",
        "regeringen",
        "regeringar",
    ),
    (
        "nl",
        "De regering viel",
        "Vele regeringen vallen",
        "regering",
        "regeringen",
    ),
    ("fi", "Talo palaa", "Talot palavat", "talo", "talot"),
    ("tr", "Ev yandı", "Evler yandı", "ev", "evler"),
    ("hu", "A ház leégett", "A házak leégtek", "ház", "házak"),
    ("ar", "وصل الرئيس", "رئيس البلاد", "الرئيس", "رئيس"),
];

#[test]
fn forms_of_a_word_are_found_and_marked() {
    for (tag, one, other, first, second) in FORMS {
        let index = index(&[
            (one, Some(tag)),
            (other, Some(tag)),
            ("nothing 123", Some(tag)),
        ]);
        for query in [first, second] {
            assert_eq!(found(&index, query), [0, 1], "{tag}: {query}");
            assert_eq!(
                marked(&index, query, one).len(),
                1,
                "{tag}: {query} in {one}"
            );
            assert_eq!(
                marked(&index, query, other).len(),
                1,
                "{tag}: {query} in {other}"
            );
        }
        assert_eq!(found(&index, &format!("={first}")), [0], "{tag}: ={first}");
    }
}

#[test]
fn untagged_texts_are_taken_for_what_they_seem() {
    let index = index(&[
        (
            "Die Häuser in der Stadt sind nicht alt und das ist schön",
            None,
        ),
        ("Das Haus ist klein und der Garten ist groß", None),
        ("The houses in the city are old", None),
    ]);
    assert_eq!(found(&index, "Haus"), [0, 1]);
    assert_eq!(found(&index, "house"), [2]);
}

#[test]
fn a_language_without_the_word_changes_nothing() {
    let index = index(&[
        ("Die Regierungen der Länder", Some("de")),
        ("The president resigned", Some("en")),
        ("大統領が辞任した", Some("ja")),
    ]);
    assert_eq!(found(&index, "presidents"), [1]);
    assert_eq!(found(&index, "辞任"), [2]);
    assert_eq!(found(&index, "Regierung"), [0]);
}

#[test]
fn letters_that_writers_use_for_one_another_are_one() {
    let texts = [
        "أحمد ذهب إلى المدرســة", // with hamza and tatweel
        "می‌خواهم کتاب بخوانم",    // Persian yeh, kaf, and a joiner
        "שָׁלוֹם עולם",              // with niqqud
        "ﷲ أكبر ﻻ شك",            // presentation forms
        "高塚\u{fa10}山 東京",    // a compatibility ideograph
    ];
    let index = index(&texts.map(|text| (text, Some("und"))));
    for (query, doc, mark) in [
        ("احمد", 0, "أحمد"),
        ("المدرسه", 0, "المدرســة"),
        ("كتاب", 1, "کتاب"),
        ("ميخواهم", 1, "می‌خواهم"),
        ("שלום", 2, "שָׁלוֹם"),
        ("الله", 3, "ﷲ"),
        ("لا", 3, "ﻻ"),
        ("塚塚山", 4, "塚\u{fa10}山"),
    ] {
        assert_eq!(found(&index, query), [doc], "{query}");
        assert_eq!(
            marked(&index, query, texts[doc as usize]),
            [mark],
            "{query}"
        );
    }
}

/// A key holds a word twice, as it is and without its accents, each cut to 120 bytes.
#[test]
fn a_long_word_with_accents_hides_no_other() {
    let long = format!("mé{}", "e".repeat(130));
    let text = format!("alpha {long} omega zulu");
    let index = index(&[(text.as_str(), Some("en"))]);
    for word in ["alpha", &long, "omega", "zulu"] {
        assert_eq!(found(&index, word), [0], "{word}");
    }
}
