//! There is nothing at this address.

use backfile_viewer::labels::{fill, labels};
use backfile_viewer::select::list::words_of_address;
use backfile_viewer::{ListQuery, Route};
use yew::prelude::*;

/// Says so, and offers the search.
pub fn not_found_page(route: &Route, root: &NodeRef) -> Html {
    let labels = labels();
    let words = words_of_address(route);
    let search = ListQuery::default().with_query(&words);
    html! {
        <main id="content" class="message-view" tabindex="-1" ref={root}>
            <h1 class="message-title" tabindex="-1" data-heading="">{ labels.not_found_title }</h1>
            <p>{ fill(labels.not_found_text, &[("given", &route.to_hash())]) }</p>
            <p class="actions">
                if !words.is_empty() {
                    <a class="button" href={search.to_hash()}>
                        { fill(labels.not_found_search, &[("words", &words)]) }
                    </a>
                }
                <a class="button" href="#/">{ labels.home }</a>
            </p>
        </main>
    }
}
