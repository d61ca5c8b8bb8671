//! The search box.

use backfile_viewer::Action;
use backfile_viewer::labels::labels;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::Dispatch;

/// See [`SearchBox`].
#[derive(Clone, PartialEq, Properties)]
pub struct SearchBoxProps {
    /// The words.
    pub query: String,
    /// The input, for the key that goes to it.
    pub search_box: NodeRef,
}

/// A labelled box; Escape clears it, Enter and the down arrow leave it.
#[component]
pub fn SearchBox(props: &SearchBoxProps) -> Html {
    let dispatch = use_context::<Dispatch>().unwrap_or_default();
    let on_input = use_callback(dispatch.clone(), |event: InputEvent, dispatch| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            dispatch.emit(Action::SetQuery(input.value()));
        }
    });
    let on_key = use_callback(dispatch.clone(), |event: KeyboardEvent, dispatch| {
        on_key(&event, dispatch);
    });
    let on_submit = use_callback(dispatch.clone(), |event: SubmitEvent, dispatch| {
        event.prevent_default();
        dispatch.emit(Action::EndTyping);
    });
    let on_blur = use_callback(dispatch.clone(), |_: FocusEvent, dispatch| {
        dispatch.emit(Action::EndTyping);
    });
    let deps = (dispatch, props.search_box.clone());
    let on_clear = use_callback(deps, |_: MouseEvent, (dispatch, search_box)| {
        dispatch.emit(Action::SetQuery(String::new()));
        if let Some(input) = search_box.cast::<HtmlInputElement>() {
            // The box is on the page, so it takes the focus.
            let _ = input.focus();
        }
    });
    let labels = labels();
    html! {
        <form class="search-box" role="search" onsubmit={on_submit}>
            <label class="visually-hidden" for="backfile-search">{ labels.search }</label>
            <input id="backfile-search" ref={&props.search_box} type="search" name="q"
                value={props.query.clone()} placeholder={labels.search} title={labels.search_help}
                autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search"
                aria-keyshortcuts="/" oninput={on_input} onkeydown={on_key} onblur={on_blur} />
            if props.query.is_empty() {
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
