//! A text with its matches marked.

use backfile_viewer::segments;
use yew::prelude::*;

/// The text, each match in a `mark`.
pub fn marked(text: &str, matches: &[(u32, u32)]) -> Html {
    let parts = segments(text, matches).into_iter().map(|part| {
        let text = part.text.to_owned();
        if part.is_match {
            html! { <mark>{ text }</mark> }
        } else {
            html! { { text } }
        }
    });
    parts.collect()
}

/// The text with matches that a reader can go to, one after the other. `before` is the number of
/// matches before this text, `current` the number of the one that the reader is at.
pub fn found(text: &str, matches: &[(u32, u32)], before: usize, current: Option<usize>) -> Html {
    let mut number = before;
    let parts = segments(text, matches).into_iter().map(|part| {
        let text = part.text.to_owned();
        if !part.is_match {
            return html! { { text } };
        }
        let is_current = current == Some(number);
        number += 1;
        html! { <mark class="match" aria-current={is_current.then_some("true")}>{ text }</mark> }
    });
    parts.collect()
}
