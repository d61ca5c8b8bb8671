//! Saving what the list shows as a file of its own.

use backfile_viewer::select::list::{page_title, request};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::{AppContext, StateRef};
use crate::boot::page;
use crate::search::Question;

/// Saves all that is found, not the page of it alone. How it goes is told by `src/boot/save.js`, beside
/// the button: in the program it would cost every reader more.
pub fn on_save(state: &StateRef, app: &AppContext, total: u32) -> Callback<MouseEvent> {
    let (state, app) = (state.clone(), app.clone());
    Callback::from(move |_: MouseEvent| {
        let mut question = Question {
            request: request(&state.list),
            ..Question::default()
        };
        (question.request.offset, question.request.limit) = (0, total);
        let title = page_title(&state, app.store.manifest(), None);
        let search = app.search.clone();
        spawn_local(async move {
            // None where the reader asked for something else meanwhile.
            if let Some(answer) = search.ask(question).await {
                let hits = answer.response.hits.iter();
                let numbers: Vec<u8> = hits.flat_map(|hit| hit.doc.0.to_le_bytes()).collect();
                page::save(&numbers, &title);
            }
        });
    })
}
