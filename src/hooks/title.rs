//! The title of the window follows what is on the screen.

use yew::prelude::*;

use super::dom::document;
use super::effect::{Cause, nothing, use_cause};

/// Sets the title of the window; `None` leaves it to another.
#[hook]
pub fn use_title(title: Option<String>) {
    let cause = Cause::text(title.clone());
    let follow = move || {
        if let (Some(document), Some(title)) = (document(), title) {
            document.set_title(&title);
        }
        nothing()
    };
    use_cause(cause, Box::new(follow));
}
