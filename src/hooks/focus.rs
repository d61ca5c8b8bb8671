//! Moving the focus among things of one kind.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Moves the focus from one of the things in the box to the one after or before it. False when
/// the event was not at one of them, or there is no other.
pub(crate) fn step_focus(event: &KeyboardEvent, inside: &str, things: &str, by: i32) -> bool {
    let step = || {
        let target = event.composed_path().get(0).dyn_into::<Element>().ok()?;
        let here = target.closest(things).ok()??;
        let all = here.closest(inside).ok()??;
        let all = all.query_selector_all(things).ok()?;
        let at = (0..all.length()).find(|&at| all.get(at).as_deref() == Some(&here))?;
        let next = all.get(at.checked_add_signed(by)?)?;
        next.dyn_into::<HtmlElement>().ok()?.focus().ok()
    };
    step().is_some()
}

/// Moves the focus from an element of the app to the first thing of a kind in it.
pub(crate) fn focus_first(from: &Element, things: &str) -> bool {
    let first = || {
        let root = from.closest(".backfile").ok()??;
        let first = root.query_selector(things).ok()??;
        first.dyn_into::<HtmlElement>().ok()?.focus().ok()
    };
    first().is_some()
}

/// Brings a match into view.
pub(crate) fn go_to_match(root: &Element, number: usize) {
    let matches = root.query_selector_all("mark.match").ok();
    let found = matches.and_then(|matches| matches.get(u32::try_from(number).ok()?));
    if let Some(element) = found.and_then(|found| found.dyn_into::<Element>().ok()) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
