//! The head of every view: what archive this is, and the search.

use backfile_model::Manifest;
use backfile_viewer::labels::labels;
use backfile_viewer::{View, span_label};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::{search_box, source_link};
use crate::app::{AppContext, StateRef};

/// Title, description, facts and search. The title is the page's heading in the list only.
pub fn header(state: &StateRef, app: &AppContext, input: &NodeRef) -> Html {
    let manifest = app.store.manifest();
    let is_list = state.view == View::List && state.failure.is_none();
    let home = html! { <a href="#/">{ manifest.title.clone() }</a> };
    html! {
        <>
            <a class="skip-link" href="#content" onclick={Callback::from(|event: MouseEvent| skip(&event))}>
                { labels().skip_to_content }
            </a>
            <header class="masthead">
                <div class="masthead-text">
                    if is_list {
                        <h1 class="masthead-title">{ home }</h1>
                        { about(manifest) }
                    } else {
                        <p class="masthead-title">{ home }</p>
                    }
                </div>
                { search_box(state.list.query(), input, &app.dispatch) }
            </header>
        </>
    }
}

fn about(manifest: &Manifest) -> Html {
    let articles = labels().articles.of(u64::from(manifest.article_count));
    let span = manifest.span.as_ref();
    html! {
        <>
            if let Some(description) = manifest.description.clone() {
                <p class="masthead-description">{ description }</p>
            }
            <p class="masthead-facts">
                <span>{ articles }</span>
                if let Some((first, last)) = span {
                    <span>{ span_label(first, last) }</span>
                }
                if let Some(source) = &manifest.source {
                    <span>
                        { source_link(&source.name, source.url.as_deref().or(manifest.home_page_url.as_deref())) }
                    </span>
                }
            </p>
        </>
    }
}

fn skip(event: &MouseEvent) {
    event.prevent_default();
    let main = event
        .target_dyn_into::<HtmlElement>()
        .and_then(|link| link.closest(".backfile").ok()?)
        .and_then(|root| root.query_selector("main").ok()?);
    if let Some(main) =
        main.and_then(|main| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(main).ok())
    {
        // `main` has a tabindex, so it takes the focus.
        let _ = main.focus();
        main.scroll_into_view();
    }
}
