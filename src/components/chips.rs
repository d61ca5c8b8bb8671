//! The chosen filters, each with a way to take it away.

use backfile_viewer::ListQuery;
use backfile_viewer::labels::{fill, labels};
use backfile_viewer::select::list::{self, Chip};
use yew::prelude::*;

/// The chosen filters; nothing when there are none.
pub fn chips(list: &ListQuery) -> Html {
    let chips = list::chips(list);
    if chips.is_empty() {
        return Html::default();
    }
    let cleared = list.clone().without_filters();
    html! {
        <ul class="chips" aria-label={labels().chosen_filters}>
            { for chips.iter().map(chip) }
            if chips.len() > 1 {
                <li><a class="text-link" href={cleared.to_hash()}>{ labels().clear_all }</a></li>
            }
        </ul>
    }
}

/// What is heard begins with what the link does and goes on with what is seen, so that a reader
/// who speaks the visible words reaches it (WCAG 2.5.3).
fn chip(chip: &Chip) -> Html {
    let deed = fill(labels().remove_filter, &[("filter", "")]);
    html! {
        <li>
            <a class="chip" href={chip.without.to_hash()}>
                <span class="visually-hidden">{ deed }</span>
                <span class="chip-kind">{ format!("{}: ", chip.kind) }</span>
                <span>{ chip.label.clone() }</span>
                <span class="cross" aria-hidden="true">{ "×" }</span>
            </a>
        </li>
    }
}
