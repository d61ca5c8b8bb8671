//! What does the reader see? View data, derived from the state and the manifest, never stored.
//!
//! [`list`] has the head of the list and its chips and pages, [`card`] one result, [`facets`] the
//! filters and the years, [`advice`] what to loosen when nothing is found, [`article`] where an
//! article stands among the results.

pub mod advice;
pub mod article;
pub mod card;
pub mod facets;
pub mod list;

#[cfg(test)]
mod tests;
