//! What does the app know besides the archive?
//!
//! Ids, words and choices, never articles or rows: those stay with the store, and what is shown
//! is derived by [`crate::select`]. Everything outside (address, title, search request) follows
//! from this value and is never copied back into it.

use std::rc::Rc;

use backfile_search::{Response, Snippet};

use crate::{ListQuery, Route};

/// How many articles a page of the list holds.
pub const PAGE_SIZE: u32 = 50;

/// The whole state of the app.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// What is on the screen.
    pub view: View,
    /// The list on the screen, or the one that the reader came from.
    pub list: ListQuery,
    /// How much of the archive is there.
    pub phase: Phase,
    /// Why the archive cannot be shown.
    pub failure: Option<Rc<Failure>>,
    /// What is wrong with a file of which the rest can be used.
    pub damage: Option<Rc<Failure>>,
    /// How often the reader asked again for what could not be had.
    pub trials: u32,
    /// [`State::trials`] when the damage was told.
    pub warned: u32,
    /// Number of the list that is asked for; an answer to another number is stale.
    pub question: u32,
    /// The newest answer, perhaps to an older question.
    pub results: Option<Rc<Results>>,
    /// True while the reader types in the search box.
    pub is_typing: bool,
    /// Which of the completions of what was typed is pointed at, from 0.
    pub completion: Option<u32>,
    /// How the address follows this state.
    pub step: Step,
    /// Counts the reader's moves, so that going where one is already still counts as a move.
    pub visit: u32,
    /// Facets shown with all their values.
    pub expanded: Vec<String>,
    /// Colours.
    pub theme: Theme,
}

impl State {
    /// The state at the start, from the address that the page was opened with.
    pub fn new(route: Route, theme: Theme) -> State {
        let (view, list) = match route {
            Route::List(list) => (View::List, list),
            Route::Article { slug, at } => (View::Article { slug, at }, ListQuery::default()),
            Route::NotFound { given } => (View::NotFound { given }, ListQuery::default()),
        };
        State {
            view,
            list,
            theme,
            ..State::default()
        }
    }

    /// Where the reader is.
    pub fn route(&self) -> Route {
        match &self.view {
            View::List => Route::List(self.list.clone()),
            View::Article { slug, at } => Route::Article {
                slug: slug.clone(),
                at: at.clone(),
            },
            View::NotFound { given } => Route::NotFound {
                given: given.clone(),
            },
        }
    }

    /// The newest answer, when it answers the list that is asked for now.
    pub fn current_results(&self) -> Option<&Results> {
        self.results
            .as_deref()
            .filter(|results| results.question == self.question)
    }
}

/// What is on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The list of [`State::list`].
    #[default]
    List,
    /// An article.
    Article {
        /// Its readable id.
        slug: String,
        /// Id of the element in it to go to.
        at: Option<String>,
    },
    /// An address that is none of ours.
    NotFound {
        /// The address as it was given.
        given: String,
    },
}

/// How much of the archive is there; each phase includes the ones before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// The manifest only: title, counts, the first rows.
    #[default]
    Loading,
    /// All rows.
    Rows,
    /// The search engine answers.
    Ready,
}

/// Why something cannot be shown, in words for the reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong.
    pub cause: String,
    /// What the reader can do.
    pub cure: String,
    /// What a developer would want to know.
    pub details: String,
}

/// An answer of the engine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// The question that it answers.
    pub question: u32,
    /// The list that was asked for.
    pub list: ListQuery,
    /// Number of the first hit in the whole list, from 0.
    pub offset: u32,
    /// Hits and counts.
    pub response: Response,
    /// Matches in the hits, in the order of the hits; fewer where there are no words.
    pub matches: Vec<CardMatch>,
}

/// Where the words were found in one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CardMatch {
    /// Number of the article.
    pub id: u32,
    /// Matches in the title, as byte ranges.
    pub title: Vec<(u32, u32)>,
    /// The best passage.
    pub snippet: Snippet,
}

/// How the address follows a change of state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// Not at all: the state came from the address.
    #[default]
    Stay,
    /// In place of the present address, as while typing.
    Replace,
    /// As a new entry, so that Back undoes the choice.
    Push,
}

/// Colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// All themes, in display order.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// Name in the page's `data-theme` attribute and in storage.
    pub fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme of this name; the system's for an unknown one.
    pub fn of_name(name: &str) -> Theme {
        Theme::ALL
            .into_iter()
            .find(|theme| theme.name() == name)
            .unwrap_or_default()
    }
}
