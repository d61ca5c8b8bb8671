#![allow(clippy::unwrap_used)]

use backfile_model::{Archive, Article, Attachment, Author, Body, Place};
use expect_test::expect;
use proptest::prelude::*;

use super::*;
use crate::{Saver, body_text, open, single_file, zip};

const WORDS: [&str; 12] = [
    "coup",
    "coups",
    "général",
    "généraux",
    "Haus",
    "Häuser",
    "of",
    "the",
    "und",
    "les",
    "東京",
    "-->",
];

fn article(number: usize, words: &[&str]) -> Article {
    let text = words.join(" ");
    Article {
        id: format!("id-{number}"),
        slug: format!("article-{number}"),
        title: format!("Title {}\u{2028}{number}", words.first().unwrap_or(&"")),
        url: Some(format!("https://a.example/{number}")),
        summary: number.is_multiple_of(5).then(|| format!("On {text}")),
        body: Body {
            html: number
                .is_multiple_of(3)
                .then(|| format!("<p>{text}</p>\n<script>x</script>")),
            text: (number % 3 == 1 && !text.is_empty()).then_some(text),
        },
        date: (number % 4 != 3).then(|| format!("20{:02}", number % 30).parse().unwrap()),
        authors: vec![Author {
            name: Some(format!("Author {}", number % 7)),
            ..Author::default()
        }],
        places: vec![Place {
            name: ["Peru", "Côte d'Ivoire"][number % 2].to_owned(),
            country: None,
        }],
        language: [None, Some("fr"), Some("de")][number % 3].map(str::to_owned),
        attachments: vec![Attachment {
            url: "https://a.example/a.mp3".to_owned(),
            mime_type: "audio/mpeg".to_owned(),
            duration_in_seconds: Some(0.1 + number as f64 / 3.0),
            ..Attachment::default()
        }],
        ..Article::default()
    }
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(bytes, 6)
}

fn options() -> Options {
    Options {
        saver: Saver::Always,
        ..Options::default()
    }
}

fn pack(archive: &Archive) -> Vec<u8> {
    let shell = Shell {
        wasm_deflated: &deflated(b"\0asm and more"),
        glue_deflated: &deflated(b"let wasm_bindgen = '</script>';"),
        css_deflated: &deflated(b"body { color: red }"),
        saver_deflated: [&deflated(b"\0asm that saves"), &deflated(b"let more")],
        boot_js: "start('</script>');\r\n",
        site_wasm_deflated: b"",
        site_js: "",
    };
    single_file(archive, &shell, &options(), &mut |_| {}).unwrap()
}

/// The stored bytes of an entry.
fn stored(file: &[u8], part: Part) -> &[u8] {
    let entries = zip::read_directory(file).unwrap();
    let mut entries = entries.iter();
    let entry = entries
        .find(|entry| entry.name == part.entry_name())
        .unwrap();
    let (entry, start) = zip::read_header(file, entry.header_at as usize).unwrap();
    &file[start..start + entry.stored_size as usize]
}

/// As a page does it: from the entries of a file, and the start script as it stands in the page.
fn selected(file: &[u8], articles: &[u32], title: &str) -> Result<Vec<u8>, Error> {
    let manifest = miniz_oxide::inflate::decompress_to_vec(stored(file, Part::Manifest)).unwrap();
    let taken = Taken {
        manifest_json: &manifest,
        index: stored(file, Part::Index),
        archive: stored(file, Part::Archive),
        shell: Shell {
            wasm_deflated: stored(file, Part::Program),
            glue_deflated: stored(file, Part::Glue),
            css_deflated: stored(file, Part::Styles),
            saver_deflated: [stored(file, Part::Saver), stored(file, Part::SaverGlue)],
            boot_js: "start('<\\/script>');\n",
            site_wasm_deflated: b"",
            site_js: "",
        },
    };
    let selection = Selection {
        title,
        articles,
        body_text,
    };
    select(&taken, &selection, &options(), &mut |_| {})
}

fn archive(articles: Vec<Article>) -> Archive {
    Archive {
        title: "Coups & <others>".to_owned(),
        description: Some("What \"happened\"".to_owned()),
        language: None,
        articles,
        ..Archive::default()
    }
}

fn part_of(archive: &Archive, articles: &[u32], title: &str) -> Archive {
    let articles = articles
        .iter()
        .map(|&at| archive.articles[at as usize].clone());
    Archive {
        title: title.to_owned(),
        articles: articles.collect(),
        ..archive.clone()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_selection_is_the_file_of_its_articles(
        texts in prop::collection::vec((prop::collection::vec(prop::sample::select(&WORDS[..]), 0..40), any::<bool>()), 0..40),
        times in 1usize..200,
    ) {
        let articles = texts.iter().enumerate();
        let articles = articles.map(|(number, (words, _))| article(number, &words.repeat(times)));
        let archive = archive(articles.collect());
        let chosen = (0..).zip(&texts).filter(|(_, (_, chosen))| *chosen);
        let chosen: Vec<u32> = chosen.map(|(number, _)| number).collect();
        let made = selected(&pack(&archive), &chosen, "Some").unwrap();
        prop_assert!(made == pack(&part_of(&archive, &chosen, "Some")));
        let opened = open(&made).unwrap();
        prop_assert_eq!(opened.archive, part_of(&archive, &chosen, "Some"));
        // And of the new file.
        let again: Vec<u32> = (0..chosen.len() as u32).step_by(2).collect();
        let chosen: Vec<u32> = chosen.into_iter().step_by(2).collect();
        let made = selected(&made, &again, "Few").unwrap();
        prop_assert!(made == pack(&part_of(&archive, &chosen, "Few")));
    }
}

/// Of many, few that are apart: text files come in, and starts of texts into the rows.
#[test]
fn a_small_part_of_a_large_archive_is_a_small_archive() {
    let texts = (0..900).map(|at| article(at, &WORDS[..10].repeat(at % 50 + 8)));
    let archive = archive(texts.collect());
    let file = pack(&archive);
    assert!(open(&file).unwrap().manifest.leads_apart);
    let chosen: Vec<u32> = (5..900).step_by(97).collect();
    let made = selected(&file, &chosen, "Some").unwrap();
    assert!(made == pack(&part_of(&archive, &chosen, "Some")));
    assert!(!open(&made).unwrap().manifest.leads_apart);
}

#[test]
fn what_cannot_be_selected_is_told() {
    let archive = archive((0..30).map(|at| article(at, &WORDS)).collect());
    let file = pack(&archive);
    let error = |chosen: &[u32]| selected(&file, chosen, "Some").unwrap_err().to_string();
    expect!["the search index cannot be made: the chosen documents are not those of this search index; build the index again from its archive"]
        .assert_eq(&error(&[3, 2]));
    // What is not there is left out.
    let some = open(&selected(&file, &[29, 30, 31], "Some").unwrap()).unwrap();
    assert_eq!(some.archive.articles, &archive.articles[29..]);
    let mut damaged = file.clone();
    let start = stored(&file, Part::Archive).as_ptr() as usize - file.as_ptr() as usize;
    let end = start + stored(&file, Part::Archive).len();
    damaged[end - 60] ^= 0x10;
    let error = selected(&damaged, &[2, 29], "Some")
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("this file was changed: block"), "{error}");
}
