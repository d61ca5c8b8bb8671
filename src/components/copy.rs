//! A button that copies, and shows the text where copying is refused.

use yew::prelude::*;

use super::{Element, attributes, button, many, tag, text};
use crate::hooks::{Copied, Copying};

/// The button: what it says, and what is said when it is done.
pub fn copy_button(copying: &Copying, label: &'static str, done: &'static str) -> Html {
    let Copying {
        copied, on_click, ..
    } = copying;
    let done = if *copied == Copied::Yes { done } else { "" };
    let status = Element::new("span", attributes! { "role": "status" });
    let mut shown = Html::default();
    if *copied == Copied::Refused {
        let attributes = attributes! {
            "type": "text",
            "readonly": "readonly",
            "aria-label": label,
            "class": "copy-text",
        };
        shown = Element::new("input", attributes)
            .valued(copying.text.as_str())
            .done();
    }
    let parts = many([
        button("button", label, on_click.clone()),
        status.holding(text(done)),
        shown,
    ]);
    tag("span", "copy", parts)
}
