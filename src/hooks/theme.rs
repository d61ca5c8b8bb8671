//! The colors follow the reader's choice, kept where the browser keeps anything.

use backfile_viewer::Theme;
use yew::prelude::*;

use super::dom::{document, is_embedded, storage_get, storage_set};
use super::effect::{Cause, nothing, use_cause};

/// Name of the choice in the browser's storage; `boot` may read it before the first paint.
pub(crate) const THEME_KEY: &str = "backfile-theme";

/// The choice of an earlier visit; none in a frame, where the page around it chooses.
pub(crate) fn stored_theme() -> Theme {
    if is_embedded() {
        return Theme::System;
    }
    storage_get(THEME_KEY).map_or(Theme::System, |name| Theme::of_name(&name))
}

/// Puts the colors on the page itself, so that its margins and scroll bars follow.
#[hook]
pub fn use_theme(theme: Theme) {
    let follow = move || {
        if is_embedded() {
            return nothing();
        }
        let root = document().and_then(|document| document.document_element());
        if let Some(root) = root {
            // An attribute of our own on our own page: it cannot be refused.
            let _ = root.set_attribute("data-theme", theme.name());
        }
        if stored_theme() != theme {
            storage_set(THEME_KEY, theme.name());
        }
        nothing()
    };
    use_cause(Cause::number(theme as u32), Box::new(follow));
}
