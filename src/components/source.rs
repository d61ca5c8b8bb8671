//! Where something comes from: a link only to the web, whatever the archive says.

use backfile_viewer::select::article::host_of;
use yew::prelude::*;

/// A name, with its address where that is one of the web.
pub fn source_link(name: &str, url: Option<&str>) -> Html {
    match url.filter(|url| host_of(url).is_some()) {
        Some(url) => {
            html! { <a href={url.to_owned()} rel="external noopener noreferrer">{ name.to_owned() }</a> }
        }
        None => html! { { name.to_owned() } },
    }
}
