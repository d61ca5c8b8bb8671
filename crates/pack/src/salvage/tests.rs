#![allow(clippy::unwrap_used)]

use std::ops::Range;

use super::*;
use crate::tests::{archive, pack, place};
use crate::units;

/// A packed file of so many articles, and where `archive.json` is in it.
fn packed(count: usize) -> (Vec<u8>, Range<usize>) {
    let file = pack(&archive(count));
    let range = place(&file, "archive.json");
    (file, range)
}

fn texts(found: &Salvaged) -> Vec<String> {
    found.warnings.iter().map(ToString::to_string).collect()
}

#[test]
fn damage_beside_the_articles_costs_none_of_them() {
    let whole = pack(&archive(12));
    for name in [
        "viewer/manifest.json",
        "viewer/backfile.wasm",
        "viewer/rows.json",
        "viewer/slugs.bin",
        "viewer/index.bin",
        "README.txt",
    ] {
        let mut file = whole.clone();
        let range = place(&whole, name);
        file[range.start + range.len() / 2] ^= 0x55;
        assert!(open(&file).is_err(), "{name}");
        let found = salvage(&file).unwrap();
        assert_eq!(found.archive, archive(12), "{name}");
        let told = format!("{name}: this part of the file is damaged or missing [damaged]");
        assert_eq!(texts(&found), [told]);
    }
}

#[test]
fn damage_in_a_block_costs_its_articles_alone() {
    let (mut file, range) = packed(400);
    file[range.start + 1_000] ^= 4;
    let found = salvage(&file).unwrap();
    let whole = archive(400);
    let kept = found.archive.articles.len();
    assert!((1..400).contains(&kept), "{kept}");
    let lost = 400 - kept;
    assert_eq!(found.archive.articles, whole.articles[lost..]);
    assert_eq!(found.archive.title, whole.title);
    let texts = texts(&found);
    assert_eq!(texts.len(), lost + 1, "{texts:?}");
    assert!(
        texts[0].starts_with("archive.json: block 2 of ")
            && texts[0].ends_with(&format!("with articles 1 to {lost} [damaged]")),
        "{}",
        texts[0]
    );
    let title = &whole.articles[0].title;
    assert!(
        texts[1].contains(title) && texts[1].ends_with("is lost [damaged]"),
        "{}",
        texts[1]
    );
}

#[test]
fn lost_and_added_bytes_move_the_blocks_after_them() {
    let (whole, range) = packed(400);
    let at = range.start + 1_000;
    let lost = [&whole[..at], &whole[at + 333..]].concat();
    let added = [&whole[..at], &[7; 1_001], &whole[at..]].concat();
    for file in [lost, added] {
        let found = salvage(&file).unwrap();
        let kept = found.archive.articles.len();
        assert!((200..400).contains(&kept), "{kept}");
        assert_eq!(found.archive.articles, archive(400).articles[400 - kept..]);
    }
}

#[test]
fn what_a_cut_file_still_holds_is_given() {
    let (file, range) = packed(400);
    let cut = &file[..range.start + range.len() * 2 / 3];
    let found = salvage(cut).unwrap();
    let kept = found.archive.articles.len();
    assert!((1..400).contains(&kept), "{kept}");
    assert_eq!(found.archive.articles, archive(400).articles[..kept]);
    let texts = texts(&found);
    assert!(texts[0].starts_with("this file is cut short: it ends in"));
    assert!(texts.iter().any(|text| text.contains(" is lost ")));
}

#[test]
fn text_files_give_lost_articles_again() {
    let options = crate::Options {
        text_files: crate::TextFiles::Always,
        ..crate::Options::default()
    };
    let mut file = crate::tests::pack_as(&archive(3), &options).unwrap();
    let range = place(&file, "archive.json");
    // Its only block of articles, between its head and its tail.
    file[range.start + range.len() / 2] ^= 4;
    let found = salvage(&file).unwrap();
    let whole = archive(3);
    for (again, article) in found.archive.articles.iter().zip(&whole.articles) {
        assert_eq!(again.title, article.title);
        assert_eq!(again.date, article.date);
        assert_eq!(again.slug, article.slug);
        assert_eq!(again.url, article.url);
        let text = crate::body_text(&article.body);
        let again = again.body.text.clone().unwrap();
        assert!(again.contains(text.trim()), "{again}");
    }
    assert_eq!(found.archive.articles.len(), 3);
    assert!(
        texts(&found)
            .iter()
            .any(|text| text.contains("is made again from its text file"))
    );
}

#[test]
fn what_stands_after_the_end_is_told_and_left_out() {
    let (mut file, _) = packed(3);
    let size = file.len();
    file.extend(b"<!-- a host's own -->");
    let found = salvage(&file).unwrap();
    assert_eq!(found.archive, archive(3));
    let text = open(&file).expect_err("longer").to_string();
    assert!(
        text.contains("21 bytes stand after the end of this file"),
        "{text}"
    );
    assert!(text.contains(&format!("first {size} bytes")), "{text}");
}

#[test]
fn a_file_that_was_saved_as_text_again_is_known() {
    let (file, _) = packed(3);
    let text = String::from_utf16_lossy(&units::units(&file[2..]).collect::<Vec<_>>());
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let browser = text.replacen("<html", "\n<!-- saved from a page -->\n<html", 1);
    let mut other_order = vec![0xFE, 0xFF];
    other_order.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    for bytes in [text.as_bytes(), &marked, browser.as_bytes(), &other_order] {
        assert!(crate::open::is_recoded(bytes));
        assert!(matches!(open(bytes), Err(Error::Recoded)));
        let found = salvage(bytes).unwrap();
        assert_eq!(found.archive, archive(3));
        let told = &found.warnings[0].text;
        assert!(told.contains("saved again, in another encoding"), "{told}");
    }
    // What an encoding cannot say is lost.
    let latin: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(c).unwrap_or(b'?'))
        .collect();
    assert!(matches!(salvage(&latin), Err(Error::Recoded)));
    for bytes in [
        &file[..],
        b"<!doctype html><html lang=en><title>x</title>",
        b"",
    ] {
        assert!(!crate::open::is_recoded(bytes));
    }
}

#[test]
fn a_file_without_a_whole_article_is_an_error_that_says_why() {
    let (mut file, range) = packed(3);
    for at in range.clone().step_by(7) {
        file[at] ^= 0x55;
    }
    let text = salvage(&file).expect_err("nothing").to_string();
    assert!(
        text.starts_with("no article in this file is whole: this file was changed"),
        "{text}"
    );
    for part in [100, 5_000, range.start - 200] {
        let text = salvage(&file[..part]).expect_err("nothing").to_string();
        assert!(text.contains("cut short"), "{part}: {text}");
        assert!(!text.contains("convert"), "{part}: {text}");
    }
}
