//! The code that shows this archive in another page, in a dialog to copy it from.

use backfile_viewer::labels::labels;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::tag::pressed;
use super::{Element, attributes, button, copy_button, many, series, text, words};
use crate::hooks::Copying;

/// The button that opens the dialog, and the dialog: the element, then the frame. The browser
/// keeps the focus inside, closes it on Escape and brings the focus back.
pub fn embedding(dialog: &NodeRef, codes: &[Copying; 2]) -> Html {
    let labels = labels();
    let on = |act: fn(&HtmlDialogElement)| {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast() {
                act(&dialog);
            }
        })
    };
    // A dialog that is open already is refused, and stays open.
    let open = on(|dialog| drop(dialog.show_modal()));
    let close = on(HtmlDialogElement::close);
    let ways = labels.embed_ways.iter().zip(codes);
    let ways = ways.map(|(&(hint, copy), code)| {
        many([
            words("p", "", hint),
            words("pre", "details", &code.text),
            copy_button(code, copy, labels.code_copied),
        ])
    });
    let opener = attributes! { "type": "button", "aria-haspopup": "dialog", "class": "button" };
    let parts = many([
        words("h2", "", labels.embed_title),
        series(ways),
        button("button", labels.close, close),
    ]);
    let attributes = attributes! { "aria-label": labels.embed_title, "class": "embedding" };
    many([
        pressed(opener, open, text(labels.embed)),
        Element::new("dialog", attributes)
            .known_as(dialog)
            .holding(parts),
    ])
}
