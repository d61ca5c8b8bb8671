//! The title of the window follows what is on the screen.

use yew::prelude::*;

use super::dom::document;

/// Sets the title of the window.
#[hook]
pub fn use_title(title: String) {
    use_effect_with(title, |title| {
        if let Some(document) = document() {
            document.set_title(title);
        }
    });
}
