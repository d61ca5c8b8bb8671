//! The Backfile viewer, the only code that knows Yew and the DOM.
//!
//! [`boot`] starts the page (or the search worker), [`store`] gives it the archive, [`search`]
//! answers questions, [`app`] draws [`pages`] made of [`components`]; [`hooks`] carry
//! the state out to the address, the title and the search.

#![cfg_attr(
    feature = "hosted",
    allow(
        dead_code,
        reason = "the program of hosted archives leaves out how packed files are opened"
    )
)]

pub mod app;
mod blocks;
pub mod boot;
pub mod components;
pub mod failure;
pub mod hooks;
pub mod pages;
mod plain_text;
pub mod search;
pub mod store;
pub mod surroundings;
