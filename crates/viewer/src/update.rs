//! What does an action make of the state? One pure function.
//!
//! A change that makes another list raises [`State::question`]; an action that changes nothing
//! returns the very same state, so that nothing is drawn again.

use std::rc::Rc;

use backfile_model::{ArticleId, PartialDate};
use backfile_search::Sort;

use crate::state::{Failure, PAGE_SIZE, Phase, Results, State, Step, Theme, View};
use crate::{ListQuery, Route};

/// What the reader or the world does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Type in the search box.
    SetQuery(String),
    /// Finish typing (Enter, or leaving the box).
    EndTyping,
    /// Point at a completion, or at none.
    PointAt(Option<u32>),
    /// Take a completion: the query that it makes.
    Complete(String),
    /// Choose a facet value, or no longer.
    ToggleFacet {
        /// Name of the facet.
        facet: String,
        /// The value.
        value: String,
    },
    /// Choose a range of dates.
    SetDates {
        /// First date.
        from: Option<PartialDate>,
        /// Last date.
        to: Option<PartialDate>,
    },
    /// Choose the order of the list.
    SetSort(Sort),
    /// Show all values of a facet, or only the first again.
    ToggleExpanded(String),
    /// Choose the colours.
    SetTheme(Theme),
    /// Follow a link inside the app. The number is the article's, where the route is one.
    Follow(Route, Option<ArticleId>),
    /// Come to an address by Back, Forward or typing it. The list is the one that the reader had
    /// when the address was first shown, where the browser remembers it.
    Arrive(Route, Option<ListQuery>),
    /// More of the archive is there.
    EnterPhase(Phase),
    /// The archive cannot be shown.
    Fail(Failure),
    /// A part of the file is damaged, and the rest can be used; or, with nothing, none is any more.
    Warn(Option<Failure>),
    /// Ask again for what could not be had.
    Retry,
    /// The engine has answered.
    ReceiveResults(Results),
}

/// The state after the action.
pub fn update(state: Rc<State>, action: Action) -> Rc<State> {
    let next = apply(&state, action);
    match next {
        Some(mut next) if next != *state => {
            if next.list != state.list {
                next.question += 1;
            }
            Rc::new(next)
        }
        _ => state,
    }
}

/// The changed state, or nothing where the action does not apply.
fn apply(state: &State, action: Action) -> Option<State> {
    match action {
        Action::SetQuery(query) => {
            let step = match state.view {
                View::List => Step::Replace,
                _ => Step::Push,
            };
            let list = state.list.clone().with_query(&query);
            (query != state.list.query()).then(|| State {
                is_typing: true,
                ..show_list(state, list, step)
            })
        }
        Action::EndTyping => Some(State {
            is_typing: false,
            completion: None,
            ..state.clone()
        }),
        Action::PointAt(completion) => Some(State {
            completion,
            ..state.clone()
        }),
        Action::Complete(query) => {
            let list = state.list.clone().with_query(&query);
            Some(show_list(state, list, Step::Replace))
        }
        Action::ToggleFacet { facet, value } => Some(show_list(
            state,
            state.list.clone().toggled(&facet, &value),
            Step::Push,
        )),
        Action::SetDates { from, to } => Some(show_list(
            state,
            state.list.clone().with_dates(from, to),
            Step::Push,
        )),
        Action::SetSort(sort) => Some(show_list(
            state,
            state.list.clone().sorted(sort),
            Step::Push,
        )),
        Action::ToggleExpanded(facet) => Some(toggle_expanded(state, facet)),
        Action::SetTheme(theme) => Some(State {
            theme,
            ..state.clone()
        }),
        Action::Follow(route, id) => Some(follow(state, route, id)),
        Action::Arrive(route, list) => Some(arrive(state, route, list)),
        Action::EnterPhase(phase) => (phase > state.phase).then(|| State {
            phase,
            ..state.clone()
        }),
        Action::Fail(failure) => Some(State {
            failure: Some(Rc::new(failure)),
            ..state.clone()
        }),
        Action::Warn(damage) => Some(State {
            damage: damage.map(Rc::new),
            warned: state.trials,
            ..state.clone()
        }),
        Action::Retry => Some(State {
            question: state.question.wrapping_add(1),
            trials: state.trials.wrapping_add(1),
            ..state.clone()
        }),
        Action::ReceiveResults(results) => (results.question == state.question).then(|| State {
            results: Some(Rc::new(results)),
            ..state.clone()
        }),
    }
}

fn show_list(state: &State, list: ListQuery, step: Step) -> State {
    let is_same = state.view == View::List && state.list == list;
    State {
        view: View::List,
        list,
        step: if is_same { state.step } else { step },
        is_typing: false,
        completion: None,
        ..state.clone()
    }
}

fn toggle_expanded(state: &State, facet: String) -> State {
    let mut expanded = state.expanded.clone();
    match expanded.iter().position(|name| *name == facet) {
        Some(at) => drop(expanded.remove(at)),
        None => expanded.push(facet),
    }
    State {
        expanded,
        ..state.clone()
    }
}

fn follow(state: &State, route: Route, id: Option<ArticleId>) -> State {
    let visit = state.visit.wrapping_add(1);
    let here = state.route();
    let next = match route {
        Route::List(list) => show_list(state, list, Step::Push),
        Route::Article { slug, at } => State {
            view: View::Article { slug, at },
            list: list_around(state, id),
            is_typing: false,
            step: Step::Push,
            ..state.clone()
        },
        Route::NotFound { given } => match foreign_anchor(state, &given) {
            Some(view) => State {
                view,
                step: Step::Push,
                ..state.clone()
            },
            None => State {
                view: View::NotFound { given },
                step: Step::Push,
                ..state.clone()
            },
        },
    };
    let step = if next.route() == here {
        state.step
    } else {
        next.step
    };
    State {
        step,
        visit,
        ..next
    }
}

fn arrive(state: &State, route: Route, list: Option<ListQuery>) -> State {
    if route == state.route() {
        return state.clone();
    }
    let list = list.unwrap_or_else(|| state.list.clone());
    let (view, list, step) = match route {
        Route::List(list) => (View::List, list, Step::Stay),
        Route::Article { slug, at } => (View::Article { slug, at }, list, Step::Stay),
        // A footnote's own address, `#fn1`, becomes the article's address with that anchor.
        Route::NotFound { given } => match foreign_anchor(state, &given) {
            Some(view) => (view, list, Step::Replace),
            None => (View::NotFound { given }, list, Step::Stay),
        },
    };
    State {
        view,
        list,
        step,
        is_typing: false,
        visit: state.visit.wrapping_add(1),
        ..state.clone()
    }
}

/// An address such as `#fn1` while an article is read is a place in that article.
fn foreign_anchor(state: &State, given: &str) -> Option<View> {
    match &state.view {
        View::Article { slug, .. } if !given.starts_with('/') && !given.is_empty() => {
            Some(View::Article {
                slug: slug.clone(),
                at: Some(crate::percent::decode_segment(given)),
            })
        }
        _ => None,
    }
}

/// The list, turned to the page that holds the article: reading on past the end of a page turns
/// the page, so that the way back leads to where the reader is.
fn list_around(state: &State, id: Option<ArticleId>) -> ListQuery {
    let place = id.zip(state.current_results()).and_then(|(id, results)| {
        let hits = &results.response.hits;
        let at = hits.iter().position(|hit| hit.doc.0 == id.0)?;
        u32::try_from(at).ok().map(|at| results.offset + at)
    });
    match place {
        Some(place) => state.list.clone().on_page(place / PAGE_SIZE + 1),
        None => state.list.clone(),
    }
}

#[cfg(test)]
mod tests;
