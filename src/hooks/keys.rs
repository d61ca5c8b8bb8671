//! `/` goes to the search box from anywhere, unless the reader is typing somewhere.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent, Node};
use yew::prelude::*;

use super::dom::document;
use super::effect::{Cause, letting_go, use_cause};

/// Listens for `/`.
#[hook]
pub fn use_search_key(search_box: &NodeRef) {
    let search_box = search_box.clone();
    let listen = move || {
        let listener = document().map(|document| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&document, "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                if is_search_key(event) && focus(&search_box) {
                    event.prevent_default();
                }
            })
        });
        letting_go(listener)
    };
    use_cause(Cause::once(), Box::new(listen));
}

fn is_search_key(event: &KeyboardEvent) -> bool {
    let has_modifier = event.ctrl_key() || event.alt_key() || event.meta_key();
    event.key() == "/" && !has_modifier && !event.default_prevented() && !is_typing(event)
}

fn is_typing(event: &KeyboardEvent) -> bool {
    // Inside a shadow root the event's own target is only its host.
    let target = event.composed_path().get(0).dyn_into::<Element>().ok();
    target.is_some_and(|target| {
        let fields = "input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable]";
        target.closest(fields).ok().flatten().is_some()
    })
}

fn focus(search_box: &NodeRef) -> bool {
    let Some(input) = search_box.cast::<HtmlInputElement>() else {
        return false;
    };
    let node: &Node = &input;
    let is_there = node.is_connected();
    if is_there && input.focus().is_ok() {
        input.select();
    }
    is_there
}
