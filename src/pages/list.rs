//! The list of articles with its filters.

use backfile_model::ArticleId;
use backfile_viewer::labels::labels;
use backfile_viewer::select::card::{Card, card};
use backfile_viewer::select::list::{self, Shown};
use backfile_viewer::{PAGE_SIZE, Results as Answer};
use yew::prelude::*;

use crate::app::{AppContext, StateRef};
use crate::components::{
    Cards, Element, Filters, Leads, attributes, button, chips, content, empty, link, many, pager,
    results, series, sorting, tag, text, words,
};
use crate::hooks::on_save;
use crate::store::Store;

/// What the list is drawn from, beside state and archive.
pub struct ListView<'a> {
    /// The state.
    pub state: &'a StateRef,
    /// Archive and dispatcher.
    pub app: &'a AppContext,
    /// What the live region says.
    pub told: Option<String>,
    /// Whether what is found can be saved as a file.
    pub can_save: bool,
    /// Whether all cards are drawn, or a screenful.
    pub is_whole: bool,
    /// The page's element.
    pub root: &'a NodeRef,
}

/// Filters beside the results, with their count and order above.
pub fn list_page(view: &ListView<'_>) -> Html {
    let ListView { state, app, .. } = *view;
    let heading = attributes! {
        "id": "backfile-count",
        "tabindex": "-1",
        "data-heading": "",
        "class": "count-title",
    };
    let toolbar = many([
        Element::new("h2", heading).holding(text(&list::heading(state, app.store.manifest()))),
        sorting(&state.list, &app.dispatch),
    ]);
    let status = attributes! { "role": "status", "class": "visually-hidden" };
    let told = view.told.as_deref().unwrap_or_default();
    let parts = many([
        tag("div", "toolbar", toolbar),
        chips(&state.list),
        saving(state, app, view.can_save),
        Element::new("p", status).holding(text(told)),
        middle(state, &app.store, view.is_whole),
    ]);
    let listing = attributes! { "aria-labelledby": "backfile-count", "class": "listing" };
    let parts = many([
        html! { <Filters state={state.clone()} app={app.clone()} /> },
        Element::new("section", listing).holding(parts),
    ]);
    content("list-view", Some(view.root), parts)
}

/// The button that saves what is found, and where it is told how that went, anew for each list.
fn saving(state: &StateRef, app: &AppContext, can_save: bool) -> Html {
    let found = state.current_results().filter(|_| state.list.is_narrowed());
    let total = found.map_or(0, |found| found.response.total);
    if !can_save || total == 0 {
        return Html::default();
    }
    let label = labels().save_articles.of(u64::from(total));
    let parts = many([
        button("text-link", &label, on_save(state, app, total)),
        Element::new("span", attributes! { "role": "status" }).done(),
    ]);
    Element::new("div", attributes! { "class": "saving" })
        .keyed(&state.question.to_string())
        .holding(parts)
}

fn middle(state: &StateRef, store: &Store, is_whole: bool) -> Html {
    let manifest = store.manifest();
    let shown = list::shown(state, manifest);
    let page = |cards, first| {
        results(&Cards {
            cards,
            first,
            is_whole,
            is_busy: list::is_busy(state),
            leads: leads(store, &shown),
        })
    };
    match shown {
        Shown::NoArticles => words("p", "empty-title", labels().empty_archive),
        Shown::Waiting => waiting(),
        Shown::Nothing(results) => empty(results, manifest),
        Shown::Head => {
            let head = manifest.head.iter().take(PAGE_SIZE as usize);
            page(head.map(|row| card(row, None)).collect(), 1)
        }
        Shown::Found(answer) => many([
            notice(answer),
            page(cards(answer, store), first(answer)),
            pager(answer),
        ]),
    }
}

/// How the texts of the cards come. Of a larger hosted archive they come after them.
fn leads(store: &Store, shown: &Shown<'_>) -> Leads {
    #[cfg(feature = "hosted")]
    if store.manifest().leads_apart {
        let mut hits = match shown {
            Shown::Found(answer) => answer.response.hits.iter(),
            _ => [].iter(),
        };
        let is_here = hits.all(|hit| store.has_lead(ArticleId(hit.doc.0)));
        return if is_here { Leads::Came } else { Leads::Come };
    }
    let _ = (store, shown);
    Leads::Here
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
    let text = text(&notice.text);
    let text = match notice.link {
        Some((_, list)) => link("", list.to_hash(), text),
        None => text,
    };
    tag("p", "notice", text)
}

/// Lines where cards will be: there is something to come, and it is not nothing.
fn waiting() -> Html {
    let card = || {
        let attributes = attributes! { "aria-hidden": "true", "class": "waiting-card" };
        Element::new("div", attributes).done()
    };
    let parts = many([
        words("p", "visually-hidden", labels().loading_search),
        series((0..4).map(|_| card())),
    ]);
    Element::new(
        "div",
        attributes! { "aria-busy": "true", "class": "waiting" },
    )
    .holding(parts)
}
