//! The list of articles with its filters.

use std::rc::Rc;

use backfile_model::ArticleId;
use backfile_viewer::labels::labels;
use backfile_viewer::select::card::{Card, card};
use backfile_viewer::select::list::{self, Shown};
use backfile_viewer::{PAGE_SIZE, Results as Answer};
use yew::prelude::*;

use crate::app::{AppContext, StateRef};
use crate::components::{Announcer, Filters, Results, chips, empty, pager, sorting};
use crate::hooks::{Place, use_place, use_title};
use crate::store::Store;

/// See [`ListPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct ListPageProps {
    /// The state.
    pub state: StateRef,
    /// Archive and dispatcher.
    pub app: AppContext,
}

/// Filters beside the results, with their count and order above.
#[component]
pub fn ListPage(props: &ListPageProps) -> Html {
    let ListPageProps { state, app } = props;
    let root = use_node_ref();
    let manifest = app.store.manifest();
    use_title(list::page_title(state, manifest, None));
    let place = Place {
        state,
        places: &app.places,
    };
    use_place(place, state.current_results().is_some(), &root, None);
    let told = list::announcement(state, manifest).map(AttrValue::from);
    html! {
        <main id="content" class="list-view" tabindex="-1" ref={&root}>
            <Filters state={state.clone()} app={app.clone()} />
            <section class="listing" aria-labelledby="backfile-count">
                <div class="toolbar">
                    <h2 id="backfile-count" class="count-title" tabindex="-1" data-heading="">
                        { list::heading(state, manifest) }
                    </h2>
                    { sorting(&state.list, &app.dispatch) }
                </div>
                { chips(&state.list) }
                <Announcer text={told} />
                { middle(state, &app.store) }
            </section>
        </main>
    }
}

fn middle(state: &StateRef, store: &Store) -> Html {
    let manifest = store.manifest();
    let is_busy = list::is_busy(state);
    match list::shown(state, manifest) {
        Shown::NoArticles => html! { <p class="empty-title">{ labels().empty_archive }</p> },
        Shown::Waiting => waiting(),
        Shown::Nothing(results) => empty(results, manifest),
        Shown::Head => {
            let cards = manifest.head.iter().map(|row| card(row, None)).collect();
            html! { <Results cards={Rc::new(cards)} answer=0 {is_busy} /> }
        }
        Shown::Found(results) => html! {
            <>
                { notice(results) }
                <Results cards={Rc::new(cards(results, store))} answer={results.question}
                    {is_busy} first={first(results)} />
                { pager(results) }
            </>
        },
    }
}

fn first(results: &Answer) -> u32 {
    (results.list.page() - 1)
        .saturating_mul(PAGE_SIZE)
        .saturating_add(1)
}

/// The cards of the page; the hits around it only serve as neighbors.
fn cards(results: &Answer, store: &Store) -> Vec<Card> {
    let before = (first(results) - 1 - results.offset) as usize;
    let hits = results.response.hits.iter().enumerate();
    hits.skip(before)
        .take(PAGE_SIZE as usize)
        .filter_map(|(at, hit)| {
            let row = store.row(ArticleId(hit.doc.0))?;
            let found = results.matches.get(at).filter(|found| found.id == row.id);
            Some(card(&row, found))
        })
        .collect()
}

fn notice(results: &Answer) -> Html {
    let Some(notice) = list::notice(results) else {
        return Html::default();
    };
    html! {
        <p class="notice">
            if let Some((_, list)) = notice.link {
                <a href={list.to_hash()}>{ notice.text }</a>
            } else {
                { notice.text }
            }
        </p>
    }
}

/// Lines where cards will be: there is something to come, and it is not nothing.
fn waiting() -> Html {
    html! {
        <div class="waiting" aria-busy="true">
            <p class="visually-hidden">{ labels().loading_search }</p>
            { for (0..4).map(|at| html! { <div class="waiting-card" key={at} aria-hidden="true" /> }) }
        </div>
    }
}
