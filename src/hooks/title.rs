//! The title of the window follows what is on the screen.

use yew::prelude::*;

use super::dom::document;

/// Sets the title of the window; `None` leaves it to another.
#[hook]
pub fn use_title(title: Option<String>) {
    use_effect_with(title, |title| {
        if let (Some(document), Some(title)) = (document(), title) {
            document.set_title(title);
        }
    });
}
