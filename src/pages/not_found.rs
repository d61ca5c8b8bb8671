//! There is nothing at this address.

use backfile_viewer::labels::{fill, labels};
use backfile_viewer::select::list::{page_title, words_of_address};
use backfile_viewer::{ListQuery, Route};
use yew::prelude::*;

use crate::app::{AppContext, StateRef};
use crate::hooks::{Place, use_place, use_title};

/// See [`NotFoundPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct NotFoundPageProps {
    /// The state.
    pub state: StateRef,
    /// The archive.
    pub app: AppContext,
    /// The address.
    pub route: Route,
}

/// Says so, and offers the search.
#[component]
pub fn NotFoundPage(props: &NotFoundPageProps) -> Html {
    let root = use_node_ref();
    let labels = labels();
    let NotFoundPageProps { state, app, .. } = props;
    let title = page_title(state, app.store.manifest(), Some(labels.not_found_title));
    use_title(title);
    let place = Place {
        state,
        places: &app.places,
    };
    use_place(place, true, &root, None);
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
