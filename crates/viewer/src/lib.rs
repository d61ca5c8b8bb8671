//! The app without a browser: route, state, update, selectors and labels.
//!
//! Pure functions over plain data: no DOM, no clock, no I/O. A change runs one way:
//! [`Action`] → [`update()`] → [`State`] → [`select`] → what is drawn. Start at [`State`].
//! [`indexing`] says how an article becomes a document of the search engine.

mod dates;
mod direction;
pub mod embed;
pub mod indexing;
pub mod labels;
mod list;
pub mod overview;
mod percent;
mod route;
mod segments;
pub mod select;
mod state;
mod update;

pub use dates::{date_label, machine_date, span_label, year_label};
pub use direction::is_right_to_left;
pub use list::ListQuery;
pub use route::{Route, article_hash};
pub use segments::{Segment, segments};
pub use state::{CardMatch, Failure, PAGE_SIZE, Phase, Results, State, Step, Theme, View};
pub use update::{Action, update};
