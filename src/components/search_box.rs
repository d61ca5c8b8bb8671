//! The search box.

use backfile_viewer::Action;
use backfile_viewer::labels::labels;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::Dispatch;

/// A labelled box; Escape clears it, Enter and the down arrow leave it. `input` is the input, for
/// the key that goes to it.
pub fn search_box(query: &str, input: &NodeRef, dispatch: &Dispatch) -> Html {
    let to = dispatch.clone();
    let on_input = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            to.emit(Action::SetQuery(input.value()));
        }
    });
    let to = dispatch.clone();
    let on_key = Callback::from(move |event: KeyboardEvent| on_key(&event, &to));
    let on_submit = dispatch.reform(|event: SubmitEvent| {
        event.prevent_default();
        Action::EndTyping
    });
    let on_blur = dispatch.reform(|_: FocusEvent| Action::EndTyping);
    let (to, cleared) = (dispatch.clone(), input.clone());
    let on_clear = Callback::from(move |_: MouseEvent| {
        to.emit(Action::SetQuery(String::new()));
        if let Some(input) = cleared.cast::<HtmlInputElement>() {
            // The box is on the page, so it takes the focus.
            let _ = input.focus();
        }
    });
    let labels = labels();
    html! {
        <form class="search-box" role="search" onsubmit={on_submit}>
            <label class="visually-hidden" for="backfile-search">{ labels.search }</label>
            <input id="backfile-search" ref={input} type="search" name="q"
                value={query.to_owned()} placeholder={labels.search} title={labels.search_help}
                autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search"
                aria-keyshortcuts="/" oninput={on_input} onkeydown={on_key} onblur={on_blur} />
            if query.is_empty() {
                <kbd class="search-key" aria-hidden="true">{ "/" }</kbd>
            } else {
                <button type="button" class="search-clear" aria-label={labels.clear_search} onclick={on_clear}>
                    <span aria-hidden="true">{ "×" }</span>
                </button>
            }
        </form>
    }
}

fn on_key(event: &KeyboardEvent, dispatch: &Dispatch) {
    let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
        return;
    };
    match event.key().as_str() {
        "Escape" if input.value().is_empty() => drop(input.blur()),
        "Escape" => {
            // Some browsers clear the box themselves and tell nobody.
            event.prevent_default();
            dispatch.emit(Action::SetQuery(String::new()));
        }
        "ArrowDown" if crate::hooks::focus_first(&input, ".card-title a") => {
            event.prevent_default();
        }
        _ => {}
    }
}
