//! How does the state reach the world? One hook per thing that follows from it.
//!
//! Hooks only run in a browser: the native render tests draw components without them.

mod address;
mod body;
mod clipboard;
mod dom;
mod effect;
mod embed;
mod focus;
mod kept;
mod keys;
mod links;
mod place;
mod reading;
mod results;
mod saving;
mod theme;
mod title;
mod told;
mod whole;

pub use address::{first_state, use_address};
pub use body::document_of;
pub use clipboard::{Copied, Copying, use_copy};
pub(crate) use dom::{is_embedded, page_address};
pub use embed::use_embed_codes;
pub(crate) use focus::{focus_first, go_to_match, step_focus};
pub use kept::{Kept, use_element, use_kept};
pub use keys::use_search_key;
pub use links::on_link;
pub use place::{Place, Places, use_place};
pub use reading::{Reading, Wrong, use_marks, use_reading, use_related};
pub use results::{use_phase, use_results};
pub use saving::on_save;
pub use theme::use_theme;
pub use title::use_title;
pub use told::use_told;
pub use whole::use_whole;
