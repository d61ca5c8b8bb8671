//! The chosen filters, each with a way to take it away.

use backfile_viewer::ListQuery;
use backfile_viewer::labels::{fill, labels};
use backfile_viewer::select::list::{self, Chip};
use yew::prelude::*;

use super::tag::sign;
use super::{Element, attributes, link, many, series, tag, text, words};

/// The chosen filters; nothing when there are none.
pub fn chips(list: &ListQuery) -> Html {
    let chips = list::chips(list);
    if chips.is_empty() {
        return Html::default();
    }
    let mut all = Html::default();
    if chips.len() > 1 {
        let cleared = list.clone().without_filters().to_hash();
        let clear = link("text-link", cleared, text(labels().clear_all));
        all = tag("li", "", clear);
    }
    let attributes = attributes! { "aria-label": labels().chosen_filters, "class": "chips" };
    Element::new("ul", attributes).holding(many([series(chips.iter().map(chip)), all]))
}

/// What is heard begins with what the link does and goes on with what is seen, so that a reader
/// who speaks the visible words reaches it (WCAG 2.5.3).
fn chip(chip: &Chip) -> Html {
    let deed = fill(labels().remove_filter, &[("filter", "")]);
    let parts = many([
        words("span", "visually-hidden", &deed),
        words("span", "chip-kind", &format!("{}: ", chip.kind)),
        words("span", "", &chip.label),
        sign("cross", "×"),
    ]);
    tag("li", "", link("chip", chip.without.to_hash(), parts))
}
