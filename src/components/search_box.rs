//! The search box, with completions of what is typed.

use backfile_viewer::labels::{labels, number_label};
use backfile_viewer::select::list::completions;
use backfile_viewer::{Action, State};
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use super::element::{Element, attributes};
use super::tag::{pressed, sign};
use super::{many, series, text, words};
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
    let attributes = attributes! {
        "id": "backfile-search",
        "type": "search",
        "name": "q",
        "role": "combobox",
        "placeholder": labels.search,
        "title": labels.search_help,
        "autocomplete": "off",
        "autocapitalize": "none",
        "spellcheck": "false",
        "enterkeyhint": "search",
        "aria-autocomplete": "list",
        "aria-controls": COMPLETIONS,
        "aria-expanded": is_open,
        "aria-activedescendant": pointed_at,
        "aria-keyshortcuts": "/",
    };
    let typed = Element::new("input", attributes)
        .known_as(input)
        .valued(query)
        .on(ListenerKind::oninput, on_input)
        .on(ListenerKind::onkeydown, on_key)
        .on(ListenerKind::onblur, on_blur)
        .done();
    let label = attributes! { "for": "backfile-search", "class": "visually-hidden" };
    let end = if query.is_empty() {
        sign("search-key", "/")
    } else {
        clear(input, dispatch)
    };
    let parts = many([
        Element::new("label", label).holding(text(labels.search)),
        typed,
        end,
        list,
    ]);
    Element::new(
        "form",
        attributes! { "role": "search", "class": "search-box" },
    )
    .on(ListenerKind::onsubmit, on_submit)
    .holding(parts)
}

/// The button that empties the box.
fn clear(input: &NodeRef, dispatch: &Dispatch) -> Html {
    let (to, cleared) = (dispatch.clone(), input.clone());
    let on_clear = Callback::from(move |_: MouseEvent| {
        to.emit(Action::SetQuery(String::new()));
        if let Some(input) = cleared.cast::<HtmlInputElement>() {
            // The box is on the page, so it takes the focus.
            let _ = input.focus();
        }
    });
    let attributes = attributes! {
        "type": "button",
        "aria-label": labels().clear_search,
        "class": "search-clear",
    };
    pressed(attributes, on_clear, sign("", "×"))
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
            let on_click = dispatch.reform(move |_: MouseEvent| Action::Complete(taken.clone()));
            let attributes = attributes! {
                "id": id_of(at),
                "role": "option",
                "aria-selected": self.at == Some(at),
            };
            let inside = many([
                words("bdi", "", query),
                words("span", "", &number_label(u64::from(*count))),
            ]);
            Element::new("li", attributes)
                .on(ListenerKind::onclick, on_click)
                .holding(inside)
        });
        // A press leaves the focus in the box, so that nothing closes before the click.
        let on_press = Callback::from(|event: MouseEvent| event.prevent_default());
        let attributes = attributes! {
            "id": COMPLETIONS,
            "role": "listbox",
            "aria-label": labels().completions,
            "class": "completions",
        };
        Element::new("ul", attributes)
            .on(ListenerKind::onmousedown, on_press)
            .holding(series(entries))
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
