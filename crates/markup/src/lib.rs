//! Untrusted HTML becomes a safe tree; its text, headings, anchors, links and images.
//!
//! The way in is [`TreeBuilder`]: it takes the events of any parser (start, text, end) and lets
//! through only the elements and attributes of the allow-lists in [`Tag`] and [`Attribute`], in a
//! shape that every HTML parser reads back alike. With the feature `html`, `html::parse` feeds it
//! from html5ever; without it the crate has no dependency, and the page feeds it from the
//! browser's own parser. The way out is [`Document`]: nodes to render, `to_html`, `text` and lists
//! of what is in it.
//!
//! What holds for every [`Document`], whatever went in:
//! - it holds nothing but [`Tag`]s, [`Attribute`]s, text and [`Image`]s: no script, no style, no
//!   event handler, no form, no frame, and no address but those that [`LinkKind`] and
//!   [`ImageSource`] name;
//! - it nests at most [`MAX_DEPTH`] deep, so recursion over it is safe everywhere;
//! - its ids begin with [`ID_PREFIX`] and are unique in it;
//! - blocks hold blocks or inline content, inline content never holds blocks, white space is
//!   collapsed outside `pre`; reading `to_html` again gives the same tree.

mod attribute;
mod builder;
#[cfg(feature = "html")]
pub mod html;
mod node;
mod outline;
pub mod plain;
mod policy;
mod report;
mod rule;
mod serialize;
mod stripped;
mod tag;
#[cfg(test)]
mod tests;
mod text;
mod url;

pub use attribute::Attribute;
pub use builder::TreeBuilder;
pub use node::{Document, Element, Image, Node};
pub use outline::{Heading, Link};
pub use policy::Policy;
pub use report::{Cleaned, Dropped};
pub use stripped::stripped;
pub use tag::Tag;
pub use text::TextOptions;
pub use url::{ImageSource, LinkKind};

/// No [`Document`] nests deeper than this.
pub const MAX_DEPTH: usize = 256;

/// What every id in a [`Document`] begins with, so that no id of an article can stand for one of
/// the page's own. Fragment links are rewritten alike.
pub const ID_PREFIX: &str = "note-";
