//! The parts of the pages. A class is the name of a part; its state is an `aria-` or `data-`
//! attribute. No `style` attributes: the page's policy forbids them.
//!
//! The first paint, which `pack` writes without the app, puts title and cards where [`header()`] and
//! [`card()`] will, so that nothing jumps: who moves them looks at `crates/pack/src/first.css` too.

mod card;
mod chips;
mod copy;
mod dates;
mod element;
mod embed;
mod empty;
mod facets;
mod finder;
mod footer;
mod header;
mod marked;
mod neighbors;
mod pager;
mod picture;
mod prose;
mod results;
mod search_box;
mod sort;
mod source;
mod tag;
mod tips;
mod years;

pub use card::{card, date, kind, places};
pub use chips::chips;
pub use copy::copy_button;
pub(crate) use element::attributes;
pub use element::{Element, Said};
pub use embed::embedding;
pub use empty::empty;
pub use facets::Filters;
pub use finder::finder;
pub use footer::footer;
pub use header::header;
pub use marked::{found, marked};
pub use neighbors::neighbors;
pub use pager::pager;
pub use picture::Picture;
pub use prose::{Marking, Prose, ProseProps, prose, texts};
pub use results::{Cards, Leads, results};
pub use search_box::search_box;
pub use sort::sorting;
pub use source::{outward, source_link};
pub use tag::{button, content, link, many, series, tag, text, words};
pub use tips::tips;
pub use years::years;
