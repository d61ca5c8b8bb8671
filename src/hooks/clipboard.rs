//! Copying a text, and telling whether it worked.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use super::dom::window;
use super::effect::{Cause, nothing, use_cause};
use super::kept::use_kept;

/// How copying went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copied {
    /// Not tried.
    #[default]
    No,
    /// The text is on the clipboard.
    Yes,
    /// Refused: the text must be shown, for the reader to copy by hand.
    Refused,
}

/// What a button that copies needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Copying {
    /// What is copied.
    pub text: String,
    /// How it went.
    pub copied: Copied,
    /// Copies.
    pub on_click: Callback<MouseEvent>,
}

/// A button's state and its callback.
#[hook]
pub fn use_copy(text: String) -> Copying {
    let copied = use_kept(Copied::default);
    {
        let copied = copied.clone();
        let forget = move || {
            copied.set(Copied::No);
            nothing()
        };
        use_cause(Cause::text(Some(text.clone())), Box::new(forget));
    }
    let (copy, how) = (text.clone(), copied.clone());
    let on_click = Callback::from(move |_: MouseEvent| {
        let (text, copied) = (copy.clone(), how.clone());
        spawn_local(async move {
            copied.set(match write(&text).await {
                Ok(()) => Copied::Yes,
                Err(_) => Copied::Refused,
            });
        });
    });
    Copying {
        text,
        copied: copied.get(),
        on_click,
    }
}

async fn write(text: &str) -> Result<(), JsValue> {
    let navigator = window().map(|window| window.navigator());
    let navigator = navigator.ok_or(JsValue::NULL)?;
    // Absent outside secure contexts, whatever the binding says.
    let clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"))?;
    if clipboard.is_undefined() {
        return Err(JsValue::NULL);
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await?;
    Ok(())
}
