//! Feeds and JSON that none of us wrote are read, or refused with a place; nothing panics.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::format_push_string)]

mod schema;

use std::path::{Path, PathBuf};

use backfile_model::{Error, check, read, read_items, write};
use expect_test::expect;

/// The files of a corpus by name, where this machine has it.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/corpora")
        .join(folder);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        let folder = folder.display();
        assert!(
            std::env::var("CI").is_err(),
            "{folder} is missing and CI requires it"
        );
        println!("skipped: {folder} is missing");
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// What must be JSON (`y_`) is refused only for not being a feed, what must not be (`n_`) for its
/// syntax, and within a feed each comes out the same.
#[test]
fn json_conformance() {
    for path in files("json/test_parsing") {
        let (name, bytes) = (name(&path), std::fs::read(&path).unwrap());
        let error = read(&bytes).unwrap_err();
        let is_not_json = matches!(error, Error::Syntax { .. } | Error::Encoding { .. });
        match name.as_bytes()[0] {
            b'y' => assert!(!is_not_json, "{name}: {error}"),
            b'n' => assert!(is_not_json, "{name}: {error}"),
            _ => assert!(!error.to_string().is_empty()),
        }
        assert!(error.to_string().len() < 300, "{name}: {error}");
        let _ = read_items(&bytes);
        let feed = [br#"{"title":"t","items":[{"x":"#, &bytes[..], b"}]}"].concat();
        if let Ok(read) = read(&feed) {
            let written = write(&read.archive);
            let again = backfile_model::read(&written).unwrap();
            assert_eq!(again.archive, read.archive, "{name}");
        }
    }
}

#[test]
fn real_feeds() {
    let files = files("feeds/feed-rs/feed-rs/fixture/jsonfeed");
    let mut report = String::new();
    for path in files
        .iter()
        .filter(|path| !name(path).ends_with(".serde.json"))
    {
        let read = read(&std::fs::read(path).unwrap()).unwrap();
        let articles = &read.archive.articles;
        let dates: Vec<String> = articles
            .iter()
            .map(|article| {
                article
                    .date
                    .as_ref()
                    .map_or("-".to_owned(), ToString::to_string)
            })
            .collect();
        report += &format!(
            "{}: {} articles, {}\n",
            name(path),
            articles.len(),
            dates.join(" ")
        );
        for warning in read.warnings.iter().chain(&check(&read.archive)) {
            report += &format!("  {}: {}\n", warning.place, warning.code.as_str());
        }
        let written = write(&read.archive);
        assert_eq!(schema::errors(&written), [""; 0]);
        assert_eq!(
            backfile_model::read(&written).unwrap().archive,
            read.archive
        );
    }
    if !files.is_empty() {
        expect![[r"
            jsonfeed_elastic_1.1.json: 3 articles, 2019-05-31 2018-02-06 -
              items[0].id: missing
              items[1].id: missing
              items[2].id: missing
              items[0].authors[0].avatar: bad-url
              items[1].authors[0].avatar: bad-url
              items[2]: no-text
            jsonfeed_example_1.json: 2 articles, 2020-01-24 2020-01-21
            jsonfeed_spec_1.json: 1 articles, 2017-05-17
        "]]
        .assert_eq(&report);
    }
}
