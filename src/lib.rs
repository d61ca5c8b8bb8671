//! The Backfile viewer, the only code that knows Yew and the DOM.
//!
//! [`boot`] starts the page (or the search worker), [`store`] gives it the archive, [`search`]
//! answers questions, [`app`] draws.

pub mod app;
mod blocks;
pub mod boot;
pub mod failure;
mod plain_text;
pub mod search;
pub mod store;
