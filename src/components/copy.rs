//! A button that copies, and shows the text where copying is refused.

use yew::prelude::*;

use super::button;
use crate::hooks::{Copied, Copying};

/// The button: what it says, and what is said when it is done.
pub fn copy_button(copying: &Copying, label: &'static str, done: &'static str) -> Html {
    let Copying {
        text,
        copied,
        on_click,
    } = copying;
    html! {
        <span class="copy">
            { button("button", label, on_click.clone()) }
            <span role="status">{ (*copied == Copied::Yes).then_some(done) }</span>
            if *copied == Copied::Refused {
                <input class="copy-text" type="text" readonly=true value={text.clone()}
                    aria-label={label} />
            }
        </span>
    }
}
