//! The whole app: one reducer over `viewer::update`, and a page for what is on the screen.
//!
//! State goes down as [`StateRef`], actions come up through [`Dispatch`]; what never changes (the
//! archive, the search, the dispatcher) goes down as one [`AppContext`], equal only to itself, so
//! that it draws nothing again. It is a property rather than a Yew context, and what has no state
//! of its own is a function rather than a component: each of either costs some kilobytes. The
//! hooks mirror the state outward (address, title, search, colors) and never copy it back.

use std::ops::Deref;
use std::rc::Rc;

use backfile_model::{Article, ArticleId, Manifest};
use backfile_viewer::labels::labels;
use backfile_viewer::select::list;
use backfile_viewer::{Action, Phase, Route, State, View, is_right_to_left, update};
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use crate::boot::page;
use crate::components::{Element, attributes, embedding, footer, header, many};
use crate::hooks::{self, Places, Reading, Wrong};
use crate::pages::{
    Again, ArticlePage, ListView, damage_notice, failure_page, list_page, loading, not_found_page,
    report,
};
use crate::search::SearchHost;
use crate::store::{self, Store};

/// What the boot gives the app.
#[derive(Clone, PartialEq, Properties)]
pub struct AppProps {
    /// The archive.
    pub store: Store,
    /// The search.
    pub search: SearchHost,
}

/// The state as components see it: cheap to clone, equal only to itself.
#[derive(Clone)]
pub struct StateRef(Rc<State>);

impl StateRef {
    /// Wraps a state.
    pub fn new(state: State) -> StateRef {
        StateRef(Rc::new(state))
    }
}

impl Deref for StateRef {
    type Target = State;
    fn deref(&self) -> &State {
        &self.0
    }
}

impl PartialEq for StateRef {
    fn eq(&self, other: &StateRef) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Reducible for StateRef {
    type Action = Action;
    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let next = update(Rc::clone(&self.0), action);
        if Rc::ptr_eq(&next, &self.0) {
            self
        } else {
            Rc::new(StateRef(next))
        }
    }
}

/// Where actions go; the same for the life of the app.
pub type Dispatch = Callback<Action>;

/// What never changes in the life of the app.
#[derive(Clone)]
pub struct AppContext {
    /// The archive.
    pub store: Store,
    /// The search.
    pub search: SearchHost,
    /// Where actions go.
    pub dispatch: Dispatch,
    /// Where the reader was in each view.
    pub places: Places,
}

impl PartialEq for AppContext {
    fn eq(&self, other: &AppContext) -> bool {
        self.store == other.store
    }
}

/// The app.
#[component]
pub fn App(props: &AppProps) -> Html {
    let handle = use_reducer(|| StateRef::new(hooks::first_state()));
    let dispatcher = handle.dispatcher();
    let app = use_memo((), |()| AppContext {
        store: props.store.clone(),
        search: props.search.clone(),
        dispatch: Callback::from(move |action| dispatcher.dispatch(action)),
        places: Places::default(),
    });
    let state = (*handle).clone();
    app.places.leave_for(&state);
    hooks::use_phase(&app);
    hooks::use_address(&state, &app.dispatch);
    hooks::use_results(&state, &app);
    hooks::use_theme(state.theme);
    let search_box = hooks::use_element();
    let dialog = hooks::use_element();
    let codes = hooks::use_embed_codes(&state.route(), &props.store.manifest().title);
    let embedding = (!hooks::is_embedded()).then(|| embedding(&dialog, &codes));
    hooks::use_search_key(&search_box);
    let page = use_page(&state, &app);
    let again = Again {
        app: &app,
        state: &state,
        trial: state.warned,
    };
    let damage = state.damage.as_deref();
    let damage = damage.map(|damage| damage_notice(damage, &again));
    let parts = many([
        header(&state, &app, &search_box),
        damage.unwrap_or_default(),
        page,
        footer(state.theme, &app, embedding),
    ]);
    // A page of ours says itself how it is read; a page that loads a feed cannot know.
    let language = props.store.manifest().language.as_deref();
    let is_unsaid = cfg!(any(feature = "feed", feature = "element"));
    let is_mirrored = is_unsaid && language.is_some_and(is_right_to_left);
    let attributes = attributes! {
        "dir": is_mirrored.then_some("rtl"),
        "data-view": view_name(&state),
        "data-theme": state.theme.name(),
        "class": "backfile",
    };
    Element::new("div", attributes)
        .on(ListenerKind::onclick, hooks::on_link(&app))
        .holding(parts)
}

/// What is on the screen between head and foot, with the window's title and the reader's place.
#[hook]
fn use_page(state: &StateRef, app: &AppContext) -> Html {
    let root = hooks::use_element();
    let (slug, anchor) = match &state.view {
        View::Article { slug, at } => (Some(slug.as_str()), at.as_deref()),
        _ => (None, None),
    };
    let reading = hooks::use_reading(app, slug, state.phase, state.trials);
    let (failure, trial) = match &reading {
        Reading::Failed(failure, trial) => (Some(failure), Some(*trial)),
        _ => (None, None),
    };
    let failure = state.failure.as_deref().or(failure);
    let copying = hooks::use_copy(failure.map(report).unwrap_or_default());
    let manifest = app.store.manifest();
    let is_list = state.view == View::List && failure.is_none();
    let answer = state.current_results().map(|results| results.question);
    let is_whole = hooks::use_whole(is_list.then(|| answer.unwrap_or_default()));
    let news = is_list
        .then(|| list::announcement(state, manifest))
        .flatten();
    let told = hooks::use_told(news);
    let count = match state.view {
        View::List => state
            .current_results()
            .map(|results| results.response.total),
        _ => Some(0),
    };
    let title = title(state, &reading, manifest);
    hooks::use_title(title, state.route().to_hash(), count);
    let place = hooks::Place {
        state,
        places: &app.places,
    };
    let is_ready = match state.view {
        View::List => state.current_results().is_some(),
        View::Article { .. } => match &reading {
            // While it is asked for again, what is shown of it is not the last word.
            Reading::Ready(_, _, wrong) => (wrong.iter()).all(|(_, trial)| *trial == state.trials),
            reading => *reading == Reading::Missing,
        },
        View::NotFound { .. } => true,
    };
    // While parts are asked for again, the button that asked for them is there still.
    let is_trying = cfg!(feature = "hosted") && state.trials != state.warned;
    let is_ready = is_ready && failure.is_none() && !is_trying;
    hooks::use_place(place, is_ready, &root, anchor);
    if let Some(failure) = failure {
        let again = trial.map(|trial| Again { app, state, trial });
        return failure_page(failure, &copying, again.as_ref());
    }
    let (root, is_missing) = (&root, matches!(reading, Reading::Missing));
    match (&state.view, reading) {
        (View::List, _) => list_page(&ListView {
            state,
            app,
            told,
            can_save: page::can_save(),
            is_whole,
            root,
        }),
        (_, Reading::Ready(id, article, wrong)) => {
            article_page(state, app, (id, article, wrong), root)
        }
        (View::Article { slug, .. }, _) if !is_missing => loading(&app.store, slug),
        _ => not_found_page(&state.route(), root),
    }
}

/// An article, or what the list has of it below what is wrong.
fn article_page(
    state: &StateRef,
    app: &AppContext,
    (id, article, wrong): (ArticleId, Rc<Article>, Option<Wrong>),
    root: &NodeRef,
) -> Html {
    // What follows from the article is made anew when all of it is there after all.
    let key = u32::from(wrong.is_some());
    let page = html! {
        <ArticlePage {key} state={state.clone()} app={app.clone()} id={id.0} {article} {root} />
    };
    #[cfg(feature = "hosted")]
    if let Some((failure, trial)) = wrong {
        let again = Again { app, state, trial };
        return many([damage_notice(&failure, &again), page]);
    }
    let _ = wrong;
    page
}

/// The title of the window; none before it is known.
fn title(state: &State, reading: &Reading, manifest: &Manifest) -> Option<String> {
    let name = match (&state.view, reading) {
        _ if state.failure.is_some() => return None,
        (View::List, _) => None,
        (View::Article { .. }, Reading::Ready(_, article, _)) => Some(article.title.as_str()),
        (View::Article { .. }, Reading::Loading | Reading::Failed(..)) => return None,
        _ => Some(labels().not_found_title),
    };
    Some(list::page_title(state, manifest, name))
}

fn view_name(state: &State) -> &'static str {
    match state.view {
        _ if state.failure.is_some() => "failure",
        View::List => "list",
        View::Article { .. } => "article",
        View::NotFound { .. } => "not-found",
    }
}

/// What a phase of the store is to the state.
pub(crate) fn action_of_phase(phase: &store::Phase) -> Action {
    match phase {
        store::Phase::Manifest => Action::EnterPhase(Phase::Loading),
        store::Phase::Rows => Action::EnterPhase(Phase::Rows),
        store::Phase::Search => Action::EnterPhase(Phase::Ready),
        store::Phase::Damaged(failure) => Action::Warn(Some(failure.clone())),
        store::Phase::Failed(failure) => Action::Fail(failure.clone()),
    }
}

/// The action of a link inside the app.
pub(crate) fn follow(store: &Store, route: Route) -> Action {
    let id = match &route {
        Route::Article { slug, .. } => store.find_slug(slug),
        _ => None,
    };
    Action::Follow(route, id)
}
