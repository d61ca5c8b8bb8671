//! The app without a browser: route, state, update, selectors and labels.
//!
//! Pure functions over plain data: no DOM, no clock, no I/O. [`indexing`] says how an article
//! becomes a document of the search engine.

pub mod indexing;
