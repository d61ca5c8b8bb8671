//! Here are articles from anywhere: what do all importers bring into one shape?
//!
//! Ids, slugs, white space, dates and languages. Everything here is a pure function of the
//! content, so that importing again gives the same archive.

mod calendar;
pub mod dates;
pub mod ids;
pub mod language;
pub mod space;

use backfile_model::Archive;

/// Gives ids, slugs and a language to articles and archives that lack them, and takes doubled
/// authors, tags and categories out.
pub fn finish(archive: &mut Archive) {
    for article in &mut archive.articles {
        unique(&mut article.tags);
        unique(&mut article.categories);
        unique(&mut article.authors);
        unique(&mut article.places);
    }
    ids::assign(&mut archive.articles);
    ids::assign_slugs(&mut archive.articles);
    if archive.language.is_none() {
        archive.language = language::guess(archive).map(str::to_owned);
    }
}

/// Takes out what stands earlier in the list already.
pub(crate) fn unique<T: PartialEq>(list: &mut Vec<T>) {
    let mut at = 0;
    while at < list.len() {
        if list[..at].contains(&list[at]) {
            list.remove(at);
        } else {
            at += 1;
        }
    }
}
