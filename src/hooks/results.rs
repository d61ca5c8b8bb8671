//! The search follows the list, and the archive's phases come in as actions.

use backfile_viewer::{Action, CardMatch, ListQuery, Results, select};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::effect::{Cause, letting_go, nothing, use_cause};
use crate::app::{AppContext, StateRef, action_of_phase, failure_of};
use crate::search::{Answer, Question};

/// Tells the state how much of the archive is there.
#[hook]
pub fn use_phase(app: &AppContext) {
    let (store, dispatch) = (app.store.clone(), app.dispatch.clone());
    let listen = move || {
        let listener = dispatch.clone();
        let subscription = store.on_phase(move |phase| listener.emit(action_of_phase(phase)));
        // What happened before this effect ran.
        dispatch.emit(action_of_phase(&store.phase()));
        if let Some(damage) = store.damage() {
            dispatch.emit(Action::Warn(failure_of(&damage)));
        }
        letting_go(subscription)
    };
    use_cause(Cause::once(), Box::new(listen));
}

/// Asks whenever the list is another; the host drops what is overtaken, the state what is stale.
#[hook]
pub fn use_results(state: &StateRef, app: &AppContext) {
    let (search, dispatch) = (app.search.clone(), app.dispatch.clone());
    let (id, list) = (state.question, state.list.clone());
    let ask = move || {
        spawn_local(async move {
            let question = Question {
                id,
                request: select::list::request(&list),
                snippets: true,
            };
            if let Some(answer) = search.ask(question).await {
                dispatch.emit(Action::ReceiveResults(results(answer, list)));
            }
        });
        nothing()
    };
    use_cause(Cause::number(id), Box::new(ask));
}

fn results(answer: Answer, list: ListQuery) -> Results {
    let matches = answer.texts.into_iter().map(|text| CardMatch {
        id: text.doc.0,
        title: text.title,
        snippet: text.snippet,
    });
    Results {
        question: answer.id,
        offset: select::list::offset(&list),
        matches: matches.collect(),
        response: answer.response,
        list,
    }
}
