//! The whole app: one reducer over `viewer::update`, the archive and the search in contexts that
//! never change, and a page for what is on the screen.
//!
//! State goes down as [`StateRef`], actions come up through [`Dispatch`]. The hooks mirror the
//! state outward (address, title, search, colors) and never copy it back.

use std::ops::Deref;
use std::rc::Rc;

use backfile_viewer::{Action, Failure, Phase, Route, State, View, update};
use yew::prelude::*;

use crate::components::{Footer, Header};
use crate::hooks::{self, Places};
use crate::pages::{ArticlePage, FailurePage, ListPage, NotFoundPage};
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

/// The app.
#[component]
pub fn App(props: &AppProps) -> Html {
    let handle = use_reducer(|| StateRef::new(hooks::first_state()));
    let dispatch: Dispatch = use_memo((), |()| {
        let dispatcher = handle.dispatcher();
        Callback::from(move |action| dispatcher.dispatch(action))
    })
    .deref()
    .clone();
    let state = (*handle).clone();
    let places = (*use_memo((), |()| Places::default())).clone();
    hooks::use_phase(&props.store, &dispatch);
    hooks::use_address(&state, &dispatch);
    hooks::use_results(&state, &props.search, &dispatch);
    hooks::use_theme(state.theme);
    let search_box = use_node_ref();
    hooks::use_search_key(&search_box);
    let on_click = hooks::use_links(&props.store, &dispatch);
    html! {
        <ContextProvider<Store> context={props.store.clone()}>
        <ContextProvider<SearchHost> context={props.search.clone()}>
        <ContextProvider<Dispatch> context={dispatch}>
        <ContextProvider<Places> context={places}>
            <div class="backfile" data-view={view_name(&state)} data-theme={state.theme.name()}
                onclick={on_click}>
                <Header state={state.clone()} {search_box} />
                { page(&state) }
                <Footer theme={state.theme} />
            </div>
        </ContextProvider<Places>>
        </ContextProvider<Dispatch>>
        </ContextProvider<SearchHost>>
        </ContextProvider<Store>>
    }
}

fn page(state: &StateRef) -> Html {
    let state = state.clone();
    if let Some(failure) = state.failure.as_deref() {
        return html! { <FailurePage failure={failure.clone()} /> };
    }
    match &state.view {
        View::List => html! { <ListPage {state} /> },
        View::Article { slug, at } => {
            let (slug, at) = (slug.clone(), at.clone());
            html! { <ArticlePage {state} {slug} {at} /> }
        }
        View::NotFound { .. } => {
            let route = state.route();
            html! { <NotFoundPage {state} {route} /> }
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
