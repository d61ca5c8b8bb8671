//! What the article view waits for: the article, its matches, articles like it.

use std::cell::Cell;
use std::rc::Rc;

use backfile_model::{Article, ArticleId, Row};
#[cfg(feature = "hosted")]
use backfile_viewer::Action;
use backfile_viewer::{Failure, Phase};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::effect::{Cause, Undo, use_cause};
use super::kept::use_kept;
use crate::app::AppContext;
use crate::search::Marks;
use crate::search::SearchHost;

/// How many related articles are shown.
const RELATED: u32 = 4;

/// Why an article cannot be read, and the trial that has shown it.
pub type Wrong = (Failure, u32);

/// An article on its way to the reader.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Reading {
    /// Not there yet.
    #[default]
    Loading,
    /// There is no article of this name.
    Missing,
    /// It cannot be read; with the trial that has shown it.
    Failed(Failure, u32),
    /// Here it is; of one that cannot be read, what the list has of it.
    Ready(ArticleId, Rc<Article>, Option<Wrong>),
}

/// The article of a slug; `None` where none is wanted. It is asked for anew with each `trial`.
#[hook]
pub fn use_reading(app: &AppContext, slug: Option<&str>, phase: Phase, trial: u32) -> Reading {
    let store = &app.store;
    let id = slug.and_then(|slug| store.find_slug(slug));
    let read = use_kept(|| None::<(ArticleId, Option<Rc<Article>>, Option<Wrong>)>);
    {
        let (store, read) = (store.clone(), read.clone());
        let load = move || {
            while_wanted(|is_wanted| async move {
                let Some(id) = id else { return };
                let (article, wrong) = match store.article(id).await {
                    Ok(article) => (Some(article), None),
                    #[cfg(feature = "hosted")]
                    Err(failure) => (store.rest_of(id).await, Some((failure, trial))),
                    #[cfg(not(feature = "hosted"))]
                    Err(failure) => (None, Some((failure, trial))),
                };
                if is_wanted.get() {
                    read.put(Some((id, article, wrong)));
                }
            })
        };
        use_cause(Cause::maybe(id.map(|id| id.0)).tried(trial), Box::new(load));
    }
    #[cfg(feature = "hosted")]
    let () = use_slug(app, slug, trial);
    match (id, read.get()) {
        (Some(id), Some((read_id, Some(article), wrong))) if id == read_id => {
            Reading::Ready(id, article, wrong)
        }
        (Some(id), Some((read_id, None, Some((failure, trial))))) if id == read_id => {
            Reading::Failed(failure, trial)
        }
        (None, _) if phase >= Phase::Rows && slug.is_none_or(|slug| store.knows(slug)) => {
            Reading::Missing
        }
        _ => Reading::Loading,
    }
}

/// Starts a task that is told when nobody waits for it any more.
fn while_wanted<Task: Future<Output = ()> + 'static>(
    task: impl FnOnce(Rc<Cell<bool>>) -> Task,
) -> Undo {
    let is_wanted = Rc::new(Cell::new(true));
    spawn_local(task(Rc::clone(&is_wanted)));
    Box::new(move || is_wanted.set(false))
}

/// Loads what tells whether there is an article of this name, and draws again when it is there.
#[cfg(feature = "hosted")]
#[hook]
fn use_slug(app: &AppContext, slug: Option<&str>, trial: u32) {
    let again = use_force_update();
    let (app, slug) = (app.clone(), slug.map(str::to_owned));
    let cause = Cause::text(slug.clone()).tried(trial);
    let look = move || {
        spawn_local(async move {
            let Some(slug) = slug else { return };
            if app.store.bring_slug(&slug).await {
                app.dispatch.emit(Action::Warn(app.store.damage()));
                again.force_update();
            }
        });
        super::effect::nothing()
    };
    use_cause(cause, Box::new(look));
}

/// Where the words of the search are in these texts of an article; nothing without words.
#[hook]
pub fn use_marks(
    search: &SearchHost,
    id: ArticleId,
    marks: Rc<Marks>,
    trial: u32,
) -> Rc<Vec<Vec<(u32, u32)>>> {
    let found = use_kept(|| (Rc::new(Marks::default()), Rc::new(Vec::new())));
    {
        let (search, found) = (search.clone(), found.clone());
        let marks = Rc::clone(&marks);
        // The same texts for the same question: they come from a memo of both.
        let cause = Cause {
            number: id.0,
            text: Some(marks.query.clone()),
        }
        .tried(trial);
        let look = move || {
            while_wanted(|is_wanted| async move {
                if marks.query.trim().is_empty() {
                    return;
                }
                let ranges = search.marks((*marks).clone()).await;
                if is_wanted.get() {
                    found.put((marks, Rc::new(ranges)));
                }
            })
        };
        use_cause(cause, Box::new(look));
    }
    let (of, ranges) = found.get();
    if of == marks { ranges } else { Rc::default() }
}

/// Articles like this one, asked for anew with each `trial`.
#[hook]
pub fn use_related(app: &AppContext, id: Option<ArticleId>, trial: u32) -> Vec<Rc<Row>> {
    let found = use_kept(|| (None::<ArticleId>, Vec::<Rc<Row>>::new()));
    {
        let (store, search, found) = (app.store.clone(), app.search.clone(), found.clone());
        let look = move || {
            while_wanted(|is_wanted| async move {
                let Some(article) = id else { return };
                let hits = search.related(article, RELATED).await;
                #[cfg(feature = "hosted")]
                let ids: Vec<_> = hits.iter().map(|hit| ArticleId(hit.doc.0)).collect();
                #[cfg(feature = "hosted")]
                store.bring_rows(&ids).await;
                let rows = hits
                    .iter()
                    .filter_map(|hit| store.row(ArticleId(hit.doc.0)));
                if is_wanted.get() {
                    found.put((id, rows.collect()));
                }
            })
        };
        use_cause(Cause::maybe(id.map(|id| id.0)).tried(trial), Box::new(look));
    }
    let (of, rows) = found.get();
    if of == id { rows } else { Vec::new() }
}
