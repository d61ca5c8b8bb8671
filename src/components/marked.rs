//! A text with its matches marked.

use backfile_viewer::segments;
use yew::prelude::*;

use super::{Element, attributes, series, text, words};

/// The text, each match in a `mark`.
pub fn marked(full: &str, matches: &[(u32, u32)]) -> Html {
    let parts = segments(full, matches).into_iter().map(|part| {
        if part.is_match {
            words("mark", "", part.text)
        } else {
            text(part.text)
        }
    });
    series(parts)
}

/// The text with matches that a reader can go to, one after the other. `before` is the number of
/// matches before this text, `current` the number of the one that the reader is at.
pub fn found(full: &str, matches: &[(u32, u32)], before: usize, current: Option<usize>) -> Html {
    let mut number = before;
    let parts = segments(full, matches).into_iter().map(|part| {
        if !part.is_match {
            return text(part.text);
        }
        let is_current = current == Some(number);
        number += 1;
        let attributes = attributes! {
            "aria-current": is_current.then_some("true"),
            "class": "match",
        };
        Element::new("mark", attributes).holding(text(part.text))
    });
    series(parts)
}
