//! Here are the row and the text file of an article that is lost: which article do they give?

use backfile_model::{Article, Body, Row, write_item};
use backfile_viewer::overview::article_of;

use crate::files;

/// The item of an article, made of its row and of its text file; `None` where that is not there.
/// `get` gives the bytes of an entry.
pub(super) fn item(
    row: &Row,
    number: usize,
    get: impl Fn(&str) -> Option<Vec<u8>>,
) -> Option<String> {
    let names = files::likely_names(&row.slug, number);
    let texts = names.iter().filter_map(|name| {
        let text = String::from_utf8(get(name)?).ok()?;
        let rest = text.strip_prefix(row.title.trim())?;
        // The lines of the head, of which the address is the last, and after an empty one the text.
        let (head, text) = rest.split_once("\n\n")?;
        let last = head.lines().last().unwrap_or_default();
        let url = last.starts_with("http").then(|| last.to_owned());
        Some((url, text.trim().to_owned()))
    });
    let (url, text) = texts.into_iter().next()?;
    Some(write_item(&Article {
        id: row.slug.clone(),
        url,
        summary: None,
        body: Body {
            text: Some(text),
            html: None,
        },
        ..article_of(row)
    }))
}
