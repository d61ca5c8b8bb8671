//! What holds for every input: no panic, nothing lost, the same again.
#![allow(clippy::unwrap_used)]

use backfile_import::{Format, Imported, Source, merge, read};
use proptest::prelude::*;

/// Lines as pages have them, in any order.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8}){1,6}",
        "([A-Z][a-z]{1,7}( [a-z]{2,9}){6,14}\\. ){1,4}",
        Just("July 26, 2023".to_owned()),
        Just("By Jane Doe".to_owned()),
        Just("Read more".to_owned()),
        Just("Subscribe To Our Newsletter".to_owned()),
        Just("* [Link](https://x.example/a)".to_owned()),
        Just("## Heading".to_owned()),
        Just("1. One".to_owned()),
        "\\PC{0,40}",
    ]
}

fn page() -> impl Strategy<Value = String> {
    let end = prop_oneof![Just("\n"), Just("\r\n"), Just("\n\n"), Just("\n \n")];
    (prop::collection::vec(line(), 0..40), end).prop_map(|(lines, end)| lines.join(end))
}

fn import(text: &str) -> Option<Imported> {
    read(&Source::new("page.txt", text), Some(Format::Listing)).ok()
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let source = Source::new("page.txt", bytes);
        let again = read(&source, Some(Format::Listing));
        prop_assert_eq!(read(&source, Some(Format::Listing)), again);
    }

    #[test]
    fn places_are_lines_of_the_file(text in page()) {
        // Line ends of every system count, as `listing::lines` says.
        let ends = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{0C}'];
        let lines = text.split(ends).count() as u32;
        for skipped in import(&text).iter().flat_map(|i| &i.skipped) {
            prop_assert!(1 <= skipped.first_line);
            prop_assert!(skipped.first_line <= skipped.last_line && skipped.last_line <= lines);
            prop_assert!(!skipped.text.trim().is_empty());
        }
    }

    #[test]
    fn articles_have_titles_and_ids_of_their_own(text in page()) {
        if let Some(imported) = import(&text) {
            let articles = &imported.archive.articles;
            prop_assert!(articles.iter().all(|a| !a.title.is_empty() && !a.slug.is_empty()));
            let mut ids: Vec<&str> = articles.iter().map(|a| a.id.as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            prop_assert_eq!(ids.len(), articles.len());
            let json = backfile_model::write(&imported.archive);
            prop_assert_eq!(backfile_model::read(&json).unwrap().archive, imported.archive);
        }
    }

    #[test]
    fn merging_a_page_with_itself_changes_nothing(text in page()) {
        if let Some(one) = import(&text) {
            let count = one.archive.articles.len();
            let both = merge(vec![one.clone(), one.clone()]);
            prop_assert!(both.archive.articles.len() <= count);
            prop_assert_eq!(&both.archive.title, &one.archive.title);
        }
    }
}
