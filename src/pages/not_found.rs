//! There is nothing at this address.

use backfile_viewer::labels::{fill, labels};
use backfile_viewer::select::list::words_of_address;
use backfile_viewer::{ListQuery, Route};
use yew::prelude::*;

use crate::components::{Element, attributes, content, link, many, tag, text, words};

/// Says so, and offers the search.
pub fn not_found_page(route: &Route, root: &NodeRef) -> Html {
    let labels = labels();
    let asked = words_of_address(route);
    let mut search = Html::default();
    if !asked.is_empty() {
        let label = fill(labels.not_found_search, &[("words", &asked)]);
        let list = ListQuery::default().with_query(&asked);
        search = link("button", list.to_hash(), text(&label));
    }
    let home = link("button", "#/".to_owned(), text(labels.home));
    let heading = attributes! { "tabindex": "-1", "data-heading": "", "class": "message-title" };
    let told = fill(labels.not_found_text, &[("given", &route.to_hash())]);
    let parts = many([
        Element::new("h1", heading).holding(text(labels.not_found_title)),
        words("p", "", &told),
        tag("p", "actions", many([search, home])),
    ]);
    content("message-view", Some(root), parts)
}
