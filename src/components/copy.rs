//! A button that copies, and shows the text where copying is refused.

use yew::prelude::*;

use crate::hooks::{Copied, use_copy};

/// See [`CopyButton`].
#[derive(Clone, PartialEq, Properties)]
pub struct CopyButtonProps {
    /// What to copy.
    pub text: String,
    /// What the button says.
    pub label: AttrValue,
    /// What it says afterwards.
    pub done: AttrValue,
}

/// The button.
#[component]
pub fn CopyButton(props: &CopyButtonProps) -> Html {
    let (copied, on_click) = use_copy(props.text.clone());
    let done = (copied == Copied::Yes).then(|| props.done.clone());
    html! {
        <span class="copy">
            <button type="button" class="button" onclick={on_click}>{ props.label.clone() }</button>
            <span role="status">{ done }</span>
            if copied == Copied::Refused {
                <input class="copy-text" type="text" readonly=true value={props.text.clone()}
                    aria-label={props.label.clone()} />
            }
        </span>
    }
}
