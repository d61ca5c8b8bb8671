//! The button that saves what is found as a file of its own, and how it went.

use yew::prelude::*;

use super::{button, many, tag};
use crate::hooks::Saving;

/// The button, and what is said of it.
pub fn saving(saving: &Saving) -> Html {
    let inside = many([
        button("text-link", &saving.label, saving.on_click.clone()),
        html! { <span role="status">{ saving.told.clone() }</span> },
    ]);
    tag("div", "saving", inside)
}
