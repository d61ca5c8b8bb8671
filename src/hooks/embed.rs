//! The code for another page follows what is on the screen.

use backfile_viewer::Route;
use backfile_viewer::embed::codes;
use yew::prelude::*;

use super::dom::page_address;
use super::{Copying, use_copy};

/// The element and the frame that show the archive at this place.
#[hook]
pub fn use_embed_codes(route: &Route, title: &str) -> [Copying; 2] {
    let address = page_address();
    let whole = address.split('?').next().unwrap_or_default();
    // Of a file on this machine only the name will be the same on a host.
    let address = match whole.strip_prefix("file:") {
        Some(path) => path.rsplit('/').next().unwrap_or_default(),
        None => whole,
    };
    let [element, frame] = codes(address, route, title);
    [use_copy(element), use_copy(frame)]
}
