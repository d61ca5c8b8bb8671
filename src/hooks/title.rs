//! The title of the window follows what is on the screen, and a page around this one hears of it.

use yew::prelude::*;

use super::dom::document;
use super::effect::{Cause, nothing, use_cause};
use crate::boot::page;

/// Sets the title of the window; without one it is left to another. A page that holds this one is
/// told address and count of articles, where both are known.
#[hook]
pub fn use_title(title: Option<String>, address: String, count: Option<u32>) {
    let named = title.as_deref().unwrap_or_default();
    let cause = Cause {
        text: Some([&*address, named].join("\n")),
        ..Cause::maybe(count)
    };
    let follow = move || {
        if let (Some(document), Some(title)) = (document(), title) {
            document.set_title(&title);
            if let Some(count) = count {
                page::tell(&address, count);
            }
        }
        nothing()
    };
    use_cause(cause, Box::new(follow));
}
