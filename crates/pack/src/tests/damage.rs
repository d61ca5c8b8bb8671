//! Files that are cut or changed, and files of any archive.

use backfile_model::{Archive, Article, Body};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::{archive, pack, place};
use crate::{Error, open, units};

fn check_error(file: &[u8], expected: &Expect) {
    let error = open(file).expect_err("a file that is not sound");
    expected.assert_eq(&error.to_string());
}

#[test]
fn every_damage_is_told_with_place_and_cure() {
    let whole = pack(&archive(400));
    check_error(
        b"{}",
        &expect![
            "this is not a packed archive: it does not begin as one; give an HTML file that `backfile pack` wrote"
        ],
    );
    check_error(
        &[&[0xFF, 0xFE], &*units::encode("<!doctype html><html><p>x")].concat(),
        &expect![
            "this is not a packed archive: it is a web page of another kind; give an HTML file that `backfile pack` wrote"
        ],
    );
    let mut other = whole.clone();
    let mark = units::encode(" data-backfile=");
    let at = other
        .windows(mark.len())
        .position(|window| window == mark)
        .unwrap()
        + mark.len();
    other[at] = b'9';
    check_error(
        &other,
        &expect![
            "this file has layout 9, and this program reads layout 1; open it with the version that wrote it, or pack the archive again"
        ],
    );
    check_error(
        &whole[..whole.len() - 2],
        &expect![
            "this file is cut short: it ends after `archive.json`; get the file again from where it came from, or pack the archive again; `backfile convert` saves any article that is whole"
        ],
    );
    check_error(
        &whole[..9_000],
        &expect![
            "this file is cut short: it ends after its first 9000 bytes; get the file again from where it came from, or pack the archive again; `backfile convert` saves any article that is whole"
        ],
    );
    let articles = place(&whole, "archive.json");
    let size = articles.len();
    let text = open(&whole[..articles.start + 1_200])
        .expect_err("cut")
        .to_string();
    assert_eq!(
        text,
        format!(
            "this file is cut short: it ends in `archive.json` (1200 of {size} bytes of it are there); get the file again from where it came from, or pack the archive again; `backfile convert` saves any article that is whole"
        )
    );
    let mut altered = whole.clone();
    altered[articles.start + 1_000] ^= 4;
    let text = open(&altered).expect_err("altered").to_string();
    assert!(
        text.starts_with("this file was changed: block 2 of "),
        "{text}"
    );
    assert!(
        text.contains(" of archive.json is not as it was written; get"),
        "{text}"
    );
    let mut altered = whole.clone();
    altered[place(&whole, "README.txt").start - 24] ^= 1;
    assert!(matches!(open(&altered), Err(Error::Altered { .. })));
}

#[test]
fn a_changed_byte_of_an_entry_or_a_table_never_goes_unnoticed() {
    let whole = pack(&archive(12));
    let tables = units::encode("<div id=backfile-data");
    let start = whole
        .windows(tables.len())
        .position(|window| window == tables)
        .unwrap();
    let mut checked = 0;
    // Each byte in one of five ways would take long; a step that shares nothing with units.
    for at in (start..whole.len()).step_by(31) {
        let mut altered = whole.clone();
        altered[at] ^= 0x11;
        match open(&altered) {
            Err(_) => checked += 1,
            // Padding, rights and dates carry nothing.
            Ok(opened) => assert_eq!(opened.archive, archive(12), "byte {at}"),
        }
    }
    assert!(
        checked * 31 > (whole.len() - start) * 9 / 10,
        "only {checked} changes were seen"
    );
}

fn any_archive() -> impl Strategy<Value = Archive> {
    let text = "[a-zà-ü<>&\"'\\\\ \u{2028}\u{1F600}\n]{0,80}";
    let article = (text, proptest::option::of(text), proptest::option::of(text));
    (text, proptest::collection::vec(article, 0..12)).prop_map(|(title, articles)| Archive {
        title,
        articles: articles
            .into_iter()
            .enumerate()
            .map(|(number, (title, summary, body))| Article {
                id: number.to_string(),
                slug: format!("s{number}"),
                title,
                summary: summary.filter(|summary| !summary.is_empty()),
                body: Body {
                    text: body.filter(|body| !body.is_empty()),
                    html: None,
                },
                ..Article::default()
            })
            .collect(),
        ..Archive::default()
    })
}

#[test]
fn a_file_cut_at_its_start_is_told_as_one() {
    let page = pack(&archive(1));
    for size in 0..600 {
        let error = open(&page[..size]).expect_err("a cut file");
        assert!(
            matches!(error, Error::NotPacked(_) | Error::NoEnd { .. }),
            "{size}: {error}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn open_reads_what_single_file_wrote(archive in any_archive()) {
        let page = pack(&archive);
        prop_assert_eq!(&page, &pack(&archive), "pack twice = same bytes");
        let opened = open(&page);
        prop_assert_eq!(opened.unwrap().archive, archive);
    }

    #[test]
    fn any_cut_file_is_an_error(archive in any_archive(), part in 0.0_f64..1.0) {
        let page = pack(&archive);
        let cut = (page.len() as f64 * part) as usize;
        let error = open(&page[..cut]).expect_err("a cut file");
        prop_assert!(matches!(error, Error::Cut { .. } | Error::NotPacked(_) | Error::NoEnd { .. }), "{}", error);
    }

    #[test]
    fn no_bytes_make_open_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), at in 0.0_f64..1.0) {
        let _ = open(&bytes);
        let mut page = pack(&archive(3));
        let at = (page.len() as f64 * at) as usize;
        let end = (at + bytes.len()).min(page.len());
        page.splice(at..end, bytes);
        let _ = open(&page);
        if let Ok(found) = crate::salvage(&page) {
            let sound = archive(3).articles;
            for article in &found.archive.articles {
                // One that is made of its text file has another id.
                prop_assert!(sound.contains(article) || article.id == article.slug, "{article:?}");
            }
        }
    }
}
