//! Data of hosted archives of every version of the layout open to the values that they had then.
//!
//! The files under `tests/formats/` are frozen: when this test fails, the reader is wrong.

#![allow(clippy::unwrap_used, missing_docs)]

use std::path::{Path, PathBuf};

use backfile_model::ArticleId;
use backfile_pack::site::open;
use backfile_search::{Index, Request};

mod frozen;

/// The folder of a version of the layout.
fn folder(layout: u32) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/formats/v1");
    root.join(format!("hosted-{layout}"))
}

#[test]
fn every_layout_opens_to_the_same_archive_and_search() {
    let harbour = frozen::harbour();
    for layout in [1, 2, 3] {
        let folder = folder(layout);
        let opened = open(&mut |path| std::fs::read(folder.join(path))).unwrap();
        assert_eq!(opened.hosted.format, layout);
        assert_eq!(opened.warnings, []);
        assert_eq!(opened.archive, harbour, "layout {layout}");
        assert!(opened.hosted.articles.len() > 1, "it is in several parts");
        assert!(opened.hosted.index.len() > 1, "and so is its index");
        let index = Index::open(&*opened.index_bytes).unwrap();
        let request = Request {
            query: "\"day 977\"".to_owned(),
            limit: 10,
            ..Request::default()
        };
        let found = index.search(&request);
        let ids = found.hits.iter().map(|hit| ArticleId(hit.doc.0));
        assert_eq!(ids.collect::<Vec<_>>(), [ArticleId(977)], "layout {layout}");
    }
}

#[test]
fn titles_and_texts_of_the_layout_of_today_lie_apart() {
    let folder = folder(3);
    let opened = open(&mut |path| std::fs::read(folder.join(path))).unwrap();
    let hosted = opened.hosted;
    assert!(hosted.manifest.leads_apart && !hosted.leads.is_empty());
    // Among the files of the index one holds parts that do not follow each other: those of the head
    // around a facet that is loaded by itself.
    let files: Vec<&str> = hosted.index.iter().map(|part| &*part.file).collect();
    assert!(files[0] == files[2] && files[0] != files[1], "{files:?}");
}
