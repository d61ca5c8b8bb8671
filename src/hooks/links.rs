//! Links inside the app are real links; a plain click on one becomes an action.
//!
//! One listener at the root: a click with a modifier or another button stays the browser's, so
//! that a link can be opened in a new tab or copied.

use backfile_viewer::Route;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::app::{AppContext, follow};

/// The listener for clicks at the root.
pub fn on_link(app: &AppContext) -> Callback<MouseEvent> {
    let app = app.clone();
    Callback::from(move |event: MouseEvent| {
        if let Some(hash) = hash_of_click(&event) {
            event.prevent_default();
            app.dispatch.emit(follow(&app.store, Route::parse(&hash)));
        }
    })
}

fn hash_of_click(event: &MouseEvent) -> Option<String> {
    let has_modifier = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.button() != 0 || has_modifier || event.default_prevented() {
        return None;
    }
    let target = event.composed_path().get(0).dyn_into::<Element>().ok()?;
    let link = target.closest("a[href]").ok()??;
    let href = link.get_attribute("href")?;
    (href.starts_with('#') && !link.has_attribute("download")).then_some(href)
}
