//! The bundled archive is sound, canonical, and in our own words.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::format_push_string)]

mod schema;

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use backfile_model::{DateKind, Summary, check, country, read, write};
use expect_test::expect;

const COUPS: &str = include_str!("../../../data/coups.json");

/// The longest run of words that a summary may share with its source, less one.
const SHARED_WORDS: usize = 8;

#[test]
fn it_is_canonical_and_valid() {
    let read = read(COUPS.as_bytes()).unwrap();
    assert_eq!(read.warnings, []);
    assert_eq!(check(&read.archive), []);
    assert_eq!(String::from_utf8(write(&read.archive)).unwrap(), COUPS);
    assert_eq!(schema::errors(COUPS.as_bytes()), [""; 0]);
}

#[test]
fn it_holds_thirty_articles_with_summary_and_places() {
    let archive = read(COUPS.as_bytes()).unwrap().archive;
    let summary = Summary::of(&archive);
    assert_eq!(
        (summary.articles, summary.with_summary, summary.with_place),
        (30, 30, 30)
    );
    let (first, last) = summary.span.unwrap();
    assert_eq!(
        (first.to_string(), last.to_string()),
        ("2014-04".to_owned(), "2024-08-09".to_owned())
    );
    assert!(archive.licence.is_some());
    assert_eq!(archive.source.unwrap().name, "Popular Resistance");
    for article in &archive.articles {
        assert_eq!(article.categories, ["Coups"], "{}", article.title);
        assert_eq!(
            article.url, None,
            "no address is known for {}",
            article.title
        );
        assert_eq!(article.date.is_some(), article.date_kind == DateKind::Event);
        for place in &article.places {
            assert_eq!(
                place.country.as_deref(),
                country::code(&place.name),
                "{place:?}"
            );
        }
        let text = article.summary.as_ref().unwrap();
        let sentences = text.split_inclusive(". ").count();
        assert!(
            (2..=4).contains(&sentences),
            "{sentences} sentences: {text}"
        );
    }
}

#[test]
fn its_places_and_dates() {
    let archive = read(COUPS.as_bytes()).unwrap().archive;
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut dates: BTreeMap<String, usize> = BTreeMap::new();
    for article in &archive.articles {
        for place in &article.places {
            *places.entry(&place.name).or_default() += 1;
        }
        let date = article
            .date
            .as_ref()
            .map_or("none".to_owned(), ToString::to_string);
        *dates.entry(date).or_default() += 1;
    }
    expect![[r#"
        {
            "Argentina": 1,
            "Bangladesh": 1,
            "Bolivia": 4,
            "Brazil": 1,
            "Burkina Faso": 2,
            "Canada": 1,
            "Colombia": 1,
            "Ecuador": 1,
            "Guinea": 1,
            "Mali": 2,
            "Niger": 3,
            "Pakistan": 1,
            "Peru": 7,
            "Russia": 1,
            "Tunisia": 1,
            "Ukraine": 1,
            "United States": 10,
            "Uruguay": 1,
            "Venezuela": 7,
        }
    "#]]
    .assert_debug_eq(&places);
    expect![[r#"
        {
            "2014-04": 1,
            "2022": 1,
            "2023": 1,
            "2023-06-10": 1,
            "2023-07-01/2023-07-02": 1,
            "2023-07-19": 3,
            "2023-07-26": 1,
            "2024-03-24": 1,
            "2024-04-29": 1,
            "2024-06-26": 3,
            "2024-07-06/2024-07-07": 1,
            "2024-07-28": 2,
            "2024-08-01": 1,
            "2024-08-02": 1,
            "2024-08-09": 1,
            "none": 10,
        }
    "#]]
    .assert_debug_eq(&dates);
}

/// The two pages that the archive was made from, where this machine has them.
fn sources() -> Option<Vec<String>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seeds");
    let Ok(entries) = std::fs::read_dir(folder) else {
        assert!(
            std::env::var("CI").is_err(),
            "{folder} is missing and CI requires it"
        );
        println!("skipped: {folder} is missing");
        return None;
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    Some(
        paths
            .iter()
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect(),
    )
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .replace(['\u{2019}', '\''], "")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn titles_are_exact_and_in_order() {
    let Some(sources) = sources() else { return };
    let archive = read(COUPS.as_bytes()).unwrap().archive;
    let lines: Vec<&str> = sources.iter().flat_map(|source| source.lines()).collect();
    let places: Vec<usize> = archive
        .articles
        .iter()
        .map(|article| {
            let place = lines.iter().position(|line| *line == article.title);
            place.unwrap_or_else(|| panic!("no such title: {}", article.title))
        })
        .collect();
    assert!(places.is_sorted_by(|a, b| a < b));
}

#[test]
fn summaries_share_no_long_phrase_with_the_source() {
    let Some(sources) = sources() else { return };
    let source_words: Vec<Vec<String>> = sources.iter().map(|source| words(source)).collect();
    let runs: HashSet<&[String]> = source_words
        .iter()
        .flat_map(|words| words.windows(SHARED_WORDS))
        .collect();
    let archive = read(COUPS.as_bytes()).unwrap().archive;
    for article in &archive.articles {
        let summary = words(article.summary.as_ref().unwrap());
        for run in summary.windows(SHARED_WORDS) {
            assert!(
                !runs.contains(run),
                "in {}: {}",
                article.title,
                run.join(" ")
            );
        }
    }
}
