//! The whole app: one reducer over `viewer::update`, and a page for what is on the screen.
//!
//! State goes down as [`StateRef`], actions come up through [`Dispatch`]; what never changes (the
//! archive, the search, the dispatcher) goes down as one [`AppContext`], equal only to itself, so
//! that it draws nothing again. It is a property rather than a Yew context, and what has no state
//! of its own is a function rather than a component: each of either costs some kilobytes. The
//! hooks mirror the state outward (address, title, search, colors) and never copy it back.

use std::ops::Deref;
use std::rc::Rc;

use backfile_viewer::{Action, Failure, Phase, Route, State, View, update};
use yew::prelude::*;

use crate::components::{footer, header};
use crate::hooks::{self, Places};
use crate::pages::{ArticlePage, ListPage, NotFoundPage, damage_notice, failure_page};
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
    let search_box = use_node_ref();
    hooks::use_search_key(&search_box);
    html! {
        <div class="backfile" data-view={view_name(&state)} data-theme={state.theme.name()}
            onclick={hooks::on_link(&app)}>
            { header(&state, &app, &search_box) }
            { state.damage.as_deref().map(damage_notice) }
            { page(&state, &app) }
            { footer(state.theme, &app) }
        </div>
    }
}

fn page(state: &StateRef, app: &AppContext) -> Html {
    if let Some(failure) = state.failure.as_deref() {
        return failure_page(failure);
    }
    let (state, app) = (state.clone(), app.clone());
    match &state.view {
        View::List => html! { <ListPage {state} {app} /> },
        View::Article { slug, at } => {
            let (slug, at) = (slug.clone(), at.clone());
            html! { <ArticlePage {state} {app} {slug} {at} /> }
        }
        View::NotFound { .. } => {
            let route = state.route();
            html! { <NotFoundPage {state} {app} {route} /> }
        }
    }
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
        store::Phase::Damaged(failure) => Action::Warn(failure_of(failure)),
        store::Phase::Failed(failure) => Action::Fail(failure_of(failure)),
    }
}

/// A failure of the store as the state holds it.
pub(crate) fn failure_of(failure: &store::Failure) -> Failure {
    Failure {
        cause: failure.cause.clone(),
        cure: failure.cure.clone(),
        details: failure.details.clone(),
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
