//! The data of hosted archives: read back whole, few files, and few changed by a new article.

use std::collections::BTreeMap;
use std::io;

use backfile_model::{Archive, Article, Block, Body, Hosted, Part, Row};
use proptest::prelude::*;

use super::kit;
use crate::site::{AppOptions, Earlier, MANIFEST_PATH, Opened, hosted, open};
use crate::{Error, Shell};

pub(super) type Files = BTreeMap<String, Vec<u8>>;

pub(super) fn write(archive: &Archive) -> Files {
    write_over(archive, None)
}

/// The same into a folder in which there are files of an earlier archive.
pub(super) fn write_over(archive: &Archive, old: Option<&Files>) -> Files {
    let earlier = old.and_then(|old| {
        let missing = || io::Error::from(io::ErrorKind::NotFound);
        Earlier::read(&mut |path| old.get(path).cloned().ok_or_else(missing))
    });
    let deflated = |text: &[u8]| miniz_oxide::deflate::compress_to_vec(text, 6);
    let program = deflated(b"\0asm and more");
    let (glue, css) = (
        deflated(b"let wasm_bindgen;"),
        deflated(b"body { color: red }"),
    );
    let shell = Shell {
        wasm_deflated: &program,
        glue_deflated: &glue,
        css_deflated: &css,
        saver_deflated: [b"", b""],
        boot_js: "start();",
        site_wasm_deflated: &program,
        site_js: "start();",
    };
    let mut files = Files::new();
    let mut put = |path: &str, bytes: &[u8]| {
        let old = files.insert(path.to_owned(), bytes.to_vec());
        assert!(old.is_none(), "{path} is written twice");
        Ok(())
    };
    let mut done = 0;
    let options = AppOptions {
        page: "index.html",
        offline: true,
        takes_over: false,
        earlier: earlier.as_ref(),
    };
    let mut tell = |p: crate::Progress| done = p.done;
    let written = hosted(archive, &shell, options, &mut put, &mut tell).unwrap();
    assert_eq!(
        done,
        archive.articles.len() as u64,
        "the progress reaches its end"
    );
    assert_eq!(written.files, files.len());
    files
}

#[test]
fn the_first_list_has_its_styles_until_the_app_takes_its_place() {
    let files = write(&kit::coups());
    let page = std::str::from_utf8(&files["index.html"]).unwrap();
    let (policy, rest) = page.split_once("<div id=\"app\"><style>").unwrap();
    let (style, list) = rest.split_once("</style>").unwrap();
    assert!(policy.contains(&format!("style-src 'self' {};", crate::policy::hash(style))));
    assert!(list.starts_with("<header><h1>"), "in the place of the app");
    assert!(list.contains("<span role=status data-loading="));
}

pub(super) fn read(files: &Files) -> Result<Opened, Error> {
    open(&mut |path| {
        let missing = || io::Error::from(io::ErrorKind::NotFound);
        files.get(path).cloned().ok_or_else(missing)
    })
}

/// Articles of about 1.3 KB with words of their own.
pub(super) fn large(count: usize) -> Archive {
    let text = |number: usize| {
        let words = (0..160).map(|at| format!("w{:x}", (number * 7919 + at * at * 31) % 9973));
        words.collect::<Vec<_>>().join(" ")
    };
    let mut archive = kit::numbered(count);
    for (number, article) in archive.articles.iter_mut().enumerate() {
        article.body.text = Some(text(number));
    }
    archive
}

fn decoded(files: &Files, file: &str) -> Vec<Vec<u8>> {
    let bytes = &files[&format!("site/{file}")];
    let blocks = Part::blocks(bytes).unwrap();
    let decode =
        |(block, range): (Block, std::ops::Range<usize>)| block.decode(&bytes[range]).unwrap();
    blocks.into_iter().map(decode).collect()
}

#[test]
fn parts_give_the_archive_back() {
    for archive in [kit::coups(), large(900), Archive::default()] {
        let files = write(&archive);
        let opened = read(&files).unwrap();
        assert_eq!(opened.archive, archive);
        assert_eq!(opened.warnings, []);
        assert_eq!(
            write(&archive),
            files,
            "the same input gives the same bytes"
        );
        let index = backfile_search::Index::open(opened.index_bytes).unwrap();
        assert_eq!(index.doc_count() as usize, archive.articles.len());
    }
}

fn row(files: &Files, part: &Part, inside: u32) -> Row {
    let rows = decoded(files, &part.file).concat();
    let rows = backfile_model::read_columns(&rows, 0).unwrap();
    assert_eq!(rows.len(), part.count as usize);
    rows.into_iter().nth(inside as usize).unwrap()
}

#[test]
fn leads_are_apart_where_they_are_many() {
    let files = write(&large(60));
    assert_eq!(Hosted::read(&files[MANIFEST_PATH]).unwrap().leads, []);
    let archive = large(900);
    let files = write(&archive);
    let hosted = Hosted::read(&files[MANIFEST_PATH]).unwrap();
    assert!(hosted.leads.len() > 1);
    for id in [0, 450, 899_u32] {
        let (part, inside) = Hosted::find(&hosted.rows, id).unwrap();
        assert_eq!(row(&files, &hosted.rows[part], inside).lead, "");
        let (part, inside) = Hosted::find(&hosted.leads, id).unwrap();
        let lead = row(&files, &hosted.leads[part], inside).lead;
        let text = archive.articles[id as usize].body.text.as_ref().unwrap();
        assert!(text.starts_with(lead.trim_end_matches('…')), "{lead}");
        assert!((60..=120).contains(&lead.chars().count()), "{lead}");
    }
}

#[test]
fn every_part_stands_for_its_articles() {
    let archive = large(900);
    let files = write(&archive);
    let hosted = Hosted::read(&files[MANIFEST_PATH]).unwrap();
    assert!(
        hosted.articles.len() > 3 && hosted.leads.len() > 1,
        "there are several parts"
    );
    for id in [0, 1, 450, 899_u32] {
        let (part, inside) = Hosted::find(&hosted.rows, id).unwrap();
        let row = row(&files, &hosted.rows[part], inside);
        let article = &archive.articles[id as usize];
        assert_eq!((row.id, &row.title), (inside, &article.title));
        let slug = if row.slug.is_empty() {
            backfile_text::slug(&row.title)
        } else {
            row.slug
        };
        assert_eq!(slug, article.slug);

        let (part, inside) = Hosted::find(&hosted.articles, id).unwrap();
        // A part is a feed of its own, for whoever has nothing but an inflater.
        let feed = decoded(&files, &hosted.articles[part].file).concat();
        let feed = backfile_model::read(&feed).unwrap().archive;
        assert_eq!(
            feed.articles[inside as usize],
            archive.articles[id as usize]
        );
    }
    assert_eq!(Hosted::find(&hosted.rows, 900), None);
    for kind in [&hosted.rows, &hosted.leads, &hosted.articles] {
        assert_eq!(kind.iter().map(|part| part.count).sum::<u32>(), 900);
    }
}

#[test]
fn a_new_article_changes_few_parts_wherever_it_stands() {
    let before = large(1_500);
    let old = write(&before);
    assert!(old.len() <= 64, "{} files", old.len());
    for place in [0, 750, 1_500] {
        let mut after = before.clone();
        let mut new = before.articles[7].clone();
        "new".clone_into(&mut new.id);
        "new".clone_into(&mut new.slug);
        after.articles.insert(place, new);
        let new = write(&after);
        let changed = |kind: &str| {
            let is_new = |path: &&String| path.contains(kind) && !old.contains_key(*path);
            new.keys().filter(is_new).count()
        };
        assert!((1..=3).contains(&changed("/articles-")), "{place}");
        assert!((1..=3).contains(&changed("/rows-")), "{place}");
        assert_eq!(changed("/app-") + changed("/program-"), 0);
    }
}

#[test]
fn the_page_names_files_that_are_there() {
    let files = write(&kit::coups());
    let page = std::str::from_utf8(&files["index.html"]).unwrap();
    let tags = kit::tags(page);
    let wanted = [
        "href",
        "src",
        "data-program",
        "data-manifest",
        "data-worker",
    ];
    let named: Vec<&String> = tags
        .iter()
        .filter(|(name, _)| name == "script" || name == "link")
        .flat_map(|(_, attributes)| attributes)
        .filter(|(name, value)| wanted.contains(&&**name) && !value.starts_with("data:"))
        .map(|(_, value)| value)
        .collect();
    assert_eq!(
        named.len(),
        5,
        "style, script, program, manifest, worker: {named:?}"
    );
    assert!(
        named.iter().all(|name| files.contains_key(*name)),
        "{named:?}"
    );
    assert_eq!(
        files[named
            .iter()
            .copied()
            .find(|name| name.contains("program"))
            .unwrap()],
        b"\0asm and more"
    );
}

#[test]
fn every_damage_is_told_with_its_file() {
    let files = write(&large(300));
    for (path, bytes) in files.iter().filter(|(path, _)| kit::end(path) == "bin") {
        let mut missing = files.clone();
        missing.remove(path);
        let error = read(&missing).unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("{path}: cannot be read")),
            "{error}"
        );
        let mut altered = files.clone();
        altered.get_mut(path).unwrap()[bytes.len() / 2] ^= 1;
        let error = read(&altered).unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("{path}: this file was changed or cut")),
            "{error}"
        );
    }
    let with_manifest = |text: &str| {
        let mut files = files.clone();
        files.insert(MANIFEST_PATH.to_owned(), text.as_bytes().to_vec());
        read(&files).unwrap_err().to_string()
    };
    assert!(with_manifest("{\"format\":9}").contains("layout 9"));
    assert!(with_manifest("{").starts_with("site/manifest.json: "));
    let manifest = std::str::from_utf8(&files[MANIFEST_PATH]).unwrap();
    let name = manifest
        .split('"')
        .find(|text| text.starts_with("slugs-"))
        .unwrap();
    let hostile = with_manifest(&manifest.replace(name, "../../secret-0.bin"));
    assert!(hostile.contains("is no name of a part"), "{hostile}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_archive_is_given_back(texts in prop::collection::vec("\\PC{0,40}", 0..12)) {
        let article = |(number, text): (usize, &String)| Article {
            id: format!("{number} {text}"),
            slug: format!("slug-{number}"),
            title: text.clone(),
            body: Body { text: Some(format!("{text}.")), html: None },
            ..Article::default()
        };
        let archive = Archive {
            title: "T".to_owned(),
            description: texts.first().map(|text| format!("{text}.")),
            articles: texts.iter().enumerate().map(article).collect(),
            ..Archive::default()
        };
        let written = backfile_model::write(&archive);
        let read_back = backfile_model::read(&written).unwrap().archive;
        prop_assert_eq!(read(&write(&archive)).unwrap().archive, read_back);
    }
}
