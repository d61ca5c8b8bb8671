//! The address follows the state, and Back and Forward come in as actions.
//!
//! Beside its address, each history entry keeps the list that the reader had, so that Back and a
//! reload bring the same neighbors and the same way back without a long address.

use backfile_viewer::{Action, ListQuery, Route, State, Step, View};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::dom::window;
use super::effect::{Cause, letting_go, use_cause};
use super::theme::stored_theme;
use crate::app::{Dispatch, StateRef};

/// Typing changes the address after this rest: browsers limit how often it may change.
const TYPING_REST_MILLIS: u32 = 250;

/// The state that the page's address asks for.
pub fn first_state() -> State {
    let state = State::new(Route::parse(&current_hash()), stored_theme());
    match (&state.view, remembered_list()) {
        (View::Article { .. }, Some(list)) => State { list, ..state },
        _ => state,
    }
}

/// Keeps the address after the state, and listens to Back and Forward.
#[hook]
pub fn use_address(state: &StateRef, dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    let listen = move || {
        let arrive = Callback::from(move |()| {
            dispatch.emit(Action::Arrive(
                Route::parse(&current_hash()),
                remembered_list(),
            ));
        });
        let listeners = window().map(|window| {
            ["popstate", "hashchange"].map(|name| {
                let arrive = arrive.clone();
                EventListener::new(&window, name, move |_| arrive.emit(()))
            })
        });
        letting_go(listeners)
    };
    use_cause(Cause::once(), Box::new(listen));
    let (hash, list) = (state.route().to_hash(), state.list.to_hash());
    let (step, is_typing) = (state.step, state.is_typing);
    let cause = Cause {
        number: step as u32 * 2 + u32::from(is_typing),
        text: Some([&*hash, "\n", &list].concat()),
    };
    let follow = move || {
        let write = write(hash, list, step);
        // A new entry is made at once: the next key only replaces it.
        letting_go(if is_typing && step != Step::Push {
            Some(Timeout::new(TYPING_REST_MILLIS, write))
        } else {
            write();
            None
        })
    };
    use_cause(cause, Box::new(follow));
}

fn write(hash: String, list: String, step: Step) -> impl FnOnce() {
    move || {
        let Some(history) = window().and_then(|window| window.history().ok()) else {
            return;
        };
        let kept = JsValue::from_str(&list);
        let is_there = current_hash() == hash;
        // A frame without an origin may refuse; the page works without an address then.
        let _ = match step {
            Step::Push if !is_there => history.push_state_with_url(&kept, "", Some(&hash)),
            Step::Replace if !is_there => history.replace_state_with_url(&kept, "", Some(&hash)),
            _ => history.replace_state_with_url(&kept, "", None),
        };
    }
}

fn current_hash() -> String {
    let hash = window().and_then(|window| window.location().hash().ok());
    hash.unwrap_or_default()
}

fn remembered_list() -> Option<ListQuery> {
    let kept = window()?.history().ok()?.state().ok()?.as_string()?;
    match Route::parse(&kept) {
        Route::List(list) => Some(list),
        _ => None,
    }
}
