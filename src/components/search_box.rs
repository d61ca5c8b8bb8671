//! The search box, with completions of what is typed.

use backfile_viewer::labels::{labels, number_label};
use backfile_viewer::select::list::completions;
use backfile_viewer::{Action, State};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{many, words};
use crate::app::Dispatch;

/// Id of the box of completions; that of an entry goes on with its number.
const COMPLETIONS: &str = "backfile-completions";

/// A labelled box. While words are typed it offers how they may go on: the arrows point at one,
/// Enter takes it. Escape closes what is offered, then clears the box, then leaves it. `input` is
/// the input, for the key that goes to it.
pub fn search_box(state: &State, input: &NodeRef, dispatch: &Dispatch) -> Html {
    let to = dispatch.clone();
    let on_input = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            to.emit(Action::SetQuery(input.value()));
        }
    });
    let offered = Offered::of(state);
    let (to, keys) = (dispatch.clone(), offered.clone());
    let on_key = Callback::from(move |event: KeyboardEvent| keys.on_key(&event, &to));
    let list = offered.list(state, dispatch);
    let (is_open, pointed_at) = (!offered.queries.is_empty(), offered.at.map(id_of));
    let on_submit = dispatch.reform(move |event: SubmitEvent| {
        event.prevent_default();
        offered.taken().map_or(Action::EndTyping, Action::Complete)
    });
    let on_blur = dispatch.reform(|_: FocusEvent| Action::EndTyping);
    let query = state.list.query();
    let labels = labels();
    html! {
        <form class="search-box" role="search" onsubmit={on_submit}>
            <label class="visually-hidden" for="backfile-search">{ labels.search }</label>
            <input id="backfile-search" ref={input} type="search" name="q" role="combobox"
                value={query.to_owned()} placeholder={labels.search} title={labels.search_help}
                autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search"
                aria-autocomplete="list" aria-controls={COMPLETIONS}
                aria-expanded={if is_open { "true" } else { "false" }} aria-activedescendant={pointed_at}
                aria-keyshortcuts="/" oninput={on_input} onkeydown={on_key} onblur={on_blur} />
            if query.is_empty() {
                <kbd class="search-key" aria-hidden="true">{ "/" }</kbd>
            } else {
                <button type="button" class="search-clear" aria-label={labels.clear_search}
                    onclick={on_clear(input, dispatch)}>
                    <span aria-hidden="true">{ "×" }</span>
                </button>
            }
            { list }
        </form>
    }
}

fn on_clear(input: &NodeRef, dispatch: &Dispatch) -> Callback<MouseEvent> {
    let (to, cleared) = (dispatch.clone(), input.clone());
    Callback::from(move |_| {
        to.emit(Action::SetQuery(String::new()));
        if let Some(input) = cleared.cast::<HtmlInputElement>() {
            // The box is on the page, so it takes the focus.
            let _ = input.focus();
        }
    })
}

fn id_of(at: u32) -> String {
    format!("{COMPLETIONS}-{at}")
}

/// The completions on the screen.
#[derive(Clone)]
struct Offered {
    queries: Vec<String>,
    /// The one that is pointed at.
    at: Option<u32>,
}

impl Offered {
    fn of(state: &State) -> Offered {
        let queries = completions(state).iter().map(|(query, _)| query.clone());
        Offered {
            queries: queries.collect(),
            at: state.completion,
        }
    }

    /// The query that is pointed at.
    fn taken(&self) -> Option<String> {
        self.queries.get(self.at? as usize).cloned()
    }

    fn list(&self, state: &State, dispatch: &Dispatch) -> Html {
        if self.queries.is_empty() {
            return Html::default();
        }
        let entries = (0..).zip(completions(state)).map(|(at, (query, count))| {
            let taken = query.clone();
            let onclick = dispatch.reform(move |_: MouseEvent| Action::Complete(taken.clone()));
            let is_at = if self.at == Some(at) { "true" } else { "false" };
            let inside = many([
                words("bdi", "", query),
                words("span", "", &number_label(u64::from(*count))),
            ]);
            html! { <li id={id_of(at)} role="option" aria-selected={is_at} {onclick}>{ inside }</li> }
        });
        // A press leaves the focus in the box, so that nothing closes before the click.
        let on_press = Callback::from(|event: MouseEvent| event.prevent_default());
        html! {
            <ul id={COMPLETIONS} class="completions" role="listbox" aria-label={labels().completions}
                onmousedown={on_press}>{ for entries }</ul>
        }
    }

    fn on_key(&self, event: &KeyboardEvent, dispatch: &Dispatch) {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
            return;
        };
        let next = self.at.map_or(0, |at| at + 1);
        let action = match (event.key().as_str(), self.at) {
            ("Escape", _) if !self.queries.is_empty() => Action::EndTyping,
            ("Escape", _) if input.value().is_empty() => return drop(input.blur()),
            // Some browsers clear the box themselves and tell nobody.
            ("Escape", _) => Action::SetQuery(String::new()),
            ("ArrowDown", _) if (next as usize) < self.queries.len() => Action::PointAt(Some(next)),
            ("ArrowUp", Some(at)) => Action::PointAt(at.checked_sub(1)),
            ("ArrowDown", _) if crate::hooks::focus_first(&input, ".card-title a") => {
                return event.prevent_default();
            }
            _ => return,
        };
        event.prevent_default();
        dispatch.emit(action);
    }
}
