//! The code that shows this archive in another page, in a dialog to copy it from.

use backfile_viewer::labels::labels;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::{button, copy_button, many, words};
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
    let ways: Html = ways.collect();
    html! {
        <>
            <button type="button" class="button" aria-haspopup="dialog" onclick={open}>{ labels.embed }</button>
            <dialog ref={dialog} class="embedding" aria-label={labels.embed_title}>
                { words("h2", "", labels.embed_title) }
                { ways }
                { button("button", labels.close, close) }
            </dialog>
        </>
    }
}
