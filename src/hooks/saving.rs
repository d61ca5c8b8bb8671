//! Saving what the list shows as a file of its own, and telling how it went.

use backfile_viewer::labels::{fill, labels};
use backfile_viewer::select::list::{page_title, request};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::effect::{Cause, nothing, use_cause};
use super::is_embedded;
use crate::app::{AppContext, StateRef};
use crate::boot::page;
use crate::search::Question;

/// What the button that saves needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Saving {
    /// What the button says.
    pub label: String,
    /// How it went.
    pub told: Option<String>,
    /// Saves.
    pub on_click: Callback<MouseEvent>,
}

/// The button's state, where the list is narrowed, something is found, and the file has the program
/// that saves.
#[hook]
pub fn use_saving(state: &StateRef, app: &AppContext) -> Option<Saving> {
    let told = use_state_eq(|| None::<String>);
    {
        let told = told.setter();
        let forget = move || {
            told.set(None);
            nothing()
        };
        use_cause(Cause::number(state.question), Box::new(forget));
    }
    let total = state.current_results()?.response.total;
    if total == 0 || !state.list.is_narrowed() || !page::can_save() {
        return None;
    }
    let (setter, app, state) = (told.setter(), app.clone(), state.clone());
    let on_click = Callback::from(move |_: MouseEvent| {
        let (told, app, state) = (setter.clone(), app.clone(), state.clone());
        spawn_local(async move {
            told.set(Some(labels().saving.to_owned()));
            told.set(save(&state, &app, total).await);
        });
    });
    Some(Saving {
        label: labels().save_articles.of(u64::from(total)),
        told: (*told).clone(),
        on_click,
    })
}

/// Saves all that is found; gives what to say of it.
async fn save(state: &StateRef, app: &AppContext, total: u32) -> Option<String> {
    let mut question = Question {
        request: request(&state.list),
        ..Question::default()
    };
    (question.request.offset, question.request.limit) = (0, total);
    let answer = app.search.ask(question).await?;
    let hits = answer.response.hits.iter();
    let numbers: Vec<u8> = hits.flat_map(|hit| hit.doc.0.to_le_bytes()).collect();
    let title = page_title(state, app.store.manifest(), None);
    Some(match page::save(&numbers, &title).await {
        Ok(file) => {
            let frame = if is_embedded() {
                labels().saved_in_frame
            } else {
                ""
            };
            fill(labels().saved, &[("file", &file)]) + frame
        }
        Err(cause) => fill(labels().not_saved, &[("cause", &cause)]),
    })
}
