//! Where something comes from: a link only to the web, whatever the archive says.

use backfile_viewer::select::article::host_of;
use yew::prelude::*;

use super::{Element, attributes};

/// A name, with its address where that is one of the web.
pub fn source_link(name: &str, url: Option<&str>) -> Html {
    match url.filter(|url| host_of(url).is_some()) {
        Some(url) => outward(url.to_owned(), name),
        None => super::text(name),
    }
}

/// A link out of the archive, which tells the other side nothing of the reader.
pub fn outward(url: String, name: &str) -> Html {
    let attributes = attributes! { "href": url, "rel": "external noopener noreferrer" };
    Element::new("a", attributes).holding(super::text(name))
}
