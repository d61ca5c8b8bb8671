//! How many matches are in the article, and going from one to the next.

use backfile_viewer::labels::{fill, labels, number_label};
use yew::prelude::*;

use super::tag::{pressed, sign};
use super::{Element, attributes, many, tag, text};

/// A count and two buttons; nothing when there are no matches. `current` is the match that the
/// reader is at, `on_go` goes to another.
pub fn finder(count: usize, current: Option<usize>, on_go: &Callback<usize>) -> Html {
    if count == 0 {
        return Html::default();
    }
    let labels = labels();
    let matches = labels.matches.of(count as u64);
    let told = match current {
        Some(current) => {
            let place = number_label(current as u64 + 1);
            fill(
                labels.match_position,
                &[("n", &place), ("matches", &matches)],
            )
        }
        None => matches,
    };
    let next = current.map_or(0, |current| (current + 1) % count);
    let previous = current.map_or(count - 1, |current| (current + count - 1) % count);
    let go = |to: usize, label: &'static str, arrow: &'static str| {
        let attributes = attributes! {
            "type": "button",
            "aria-label": label,
            "title": label,
            "class": "button",
        };
        let onclick = on_go.reform(move |_: MouseEvent| to);
        pressed(attributes, onclick, sign("", arrow))
    };
    let parts = many([
        Element::new("span", attributes! { "role": "status" }).holding(text(&told)),
        go(previous, labels.previous_match, "↑"),
        go(next, labels.next_match, "↓"),
    ]);
    tag("div", "finder", parts)
}
