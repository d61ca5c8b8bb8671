//! The search follows the list, and the archive's phases come in as actions.

#[cfg(feature = "hosted")]
use std::{cell::Cell, rc::Rc};

#[cfg(feature = "hosted")]
use backfile_model::ArticleId;
#[cfg(feature = "hosted")]
use backfile_viewer::View;
use backfile_viewer::{Action, CardMatch, ListQuery, Results, select};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[cfg(feature = "hosted")]
use super::effect::Undo;
#[cfg(not(feature = "hosted"))]
use super::effect::nothing;
use super::effect::{Cause, letting_go, use_cause};
use crate::app::{AppContext, StateRef, action_of_phase};
#[cfg(feature = "hosted")]
use crate::boot::find_engine;
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
            dispatch.emit(Action::Warn(Some(damage)));
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
    #[cfg(feature = "hosted")]
    let (store, again) = (app.store.clone(), use_force_update());
    #[cfg(feature = "hosted")]
    let (wanted, cause) = (state.expanded.clone(), state.expanded.join("/"));
    #[cfg(feature = "hosted")]
    let is_again = state.trials != state.warned;
    // The hook that waits for the article of an address tells of that itself.
    #[cfg(feature = "hosted")]
    let is_told =
        !matches!(&state.view, View::Article { slug, .. } if store.find_slug(slug).is_none());
    #[cfg(feature = "hosted")]
    let cause = Cause {
        number: id,
        text: Some(cause),
    };
    #[cfg(not(feature = "hosted"))]
    let cause = Cause::number(id);
    let ask = move || {
        #[cfg(feature = "hosted")]
        let is_wanted = Rc::new(Cell::new(true));
        #[cfg(feature = "hosted")]
        let is_asked = Rc::clone(&is_wanted);
        #[cfg(feature = "hosted")]
        store.want_facets(&wanted);
        #[cfg(feature = "hosted")]
        if search.is_site() || is_again {
            store.forget_damage(is_again);
        }
        spawn_local(async move {
            #[cfg(feature = "hosted")]
            if is_again && !search.is_site() {
                find_engine(&store, &search).await;
            }
            let question = Question {
                id,
                request: select::list::request(&list),
                snippets: true,
            };
            let Some(answer) = search.ask(question.clone()).await else {
                return;
            };
            #[cfg(feature = "hosted")]
            let ids = ids(&answer);
            dispatch.emit(Action::ReceiveResults(results(answer, list.clone())));
            // Of a hosted archive, the rows of the first are there; the others can be drawn when
            // theirs are, and a card is filled when its text is: the first again before the others.
            #[cfg(feature = "hosted")]
            for step in 0..3 {
                let first = &ids[..ids.len().min(FIRST)];
                let has_come = match step {
                    0 => store.bring_rows(&ids).await,
                    1 => store.bring_leads(first).await,
                    _ => store.bring_leads(&ids).await,
                };
                if !has_come {
                    continue;
                }
                if !is_asked.get() {
                    return;
                }
                if let Some(answer) = search.ask(question.clone()).await {
                    dispatch.emit(Action::ReceiveResults(results(answer, list.clone())));
                    // Without words the answer is the same.
                    again.force_update();
                }
            }
            // A part that could be had this time is missed no more.
            #[cfg(feature = "hosted")]
            if is_told && is_asked.get() {
                dispatch.emit(Action::Warn(store.damage()));
            }
        });
        // A list that was left asks no more.
        #[cfg(feature = "hosted")]
        let leave: Undo = Box::new(move || is_wanted.set(false));
        #[cfg(not(feature = "hosted"))]
        let leave = nothing();
        leave
    };
    use_cause(cause, Box::new(ask));
}

/// Cards that are filled before the others: more than a window shows at once.
#[cfg(feature = "hosted")]
const FIRST: usize = 10;

#[cfg(feature = "hosted")]
fn ids(answer: &Answer) -> Vec<ArticleId> {
    let hits = answer.response.hits.iter();
    hits.map(|hit| ArticleId(hit.doc.0)).collect()
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
