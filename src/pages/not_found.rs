//! There is nothing at this address.

use backfile_viewer::labels::{fill, labels};
use backfile_viewer::select::list::{page_title, words_of_address};
use backfile_viewer::{ListQuery, Route};
use yew::prelude::*;

use crate::app::StateRef;
use crate::hooks::{use_place, use_title};
use crate::store::Store;

/// See [`NotFoundPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct NotFoundPageProps {
    /// The state.
    pub state: StateRef,
    /// The address.
    pub route: Route,
}

/// Says so, and offers the search.
#[component]
pub fn NotFoundPage(props: &NotFoundPageProps) -> Html {
    let root = use_node_ref();
    let labels = labels();
    let title = use_context::<Store>().map_or_else(String::new, |store| {
        page_title(&props.state, store.manifest(), Some(labels.not_found_title))
    });
    use_title(title);
    use_place(&props.state, true, &root, None);
    let words = words_of_address(&props.route);
    let search = ListQuery::default().with_query(&words);
    html! {
        <main id="content" class="message-view" tabindex="-1" ref={&root}>
            <h1 class="message-title" tabindex="-1" data-heading="">{ labels.not_found_title }</h1>
            <p>{ fill(labels.not_found_text, &[("given", &props.route.to_hash())]) }</p>
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
