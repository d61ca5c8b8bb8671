//! Text analysis: fold, tokenize, segment, stem and slug, one definition for index, query and
//! highlight.
//!
//! Start at [`tokenize`], which gives [`Token`]s: folded words with their places in the text.

mod bound;
mod fold;
mod gram;
mod language;
mod part;
mod slug;
mod stem;
mod word;

pub use fold::{fold, fold_char, surface_char};
pub use gram::is_gram;
pub use language::Language;
pub use slug::{is_mark, slug};
pub use stem::stem;
pub use word::{Kind, Token, tokenize};
