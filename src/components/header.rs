//! The head of every view: what archive this is, and the search.

use backfile_model::Manifest;
use backfile_viewer::labels::labels;
use backfile_viewer::{View, span_label};
use web_sys::HtmlElement;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use super::{Element, attributes, link, many, search_box, source_link, tag, text, tips, words};
use crate::app::{AppContext, StateRef};

/// Title, description, facts and search. The title is the page's heading in the list only.
pub fn header(state: &StateRef, app: &AppContext, input: &NodeRef) -> Html {
    let manifest = app.store.manifest();
    let is_list = state.view == View::List && state.failure.is_none();
    let home = link("", "#/".to_owned(), text(&manifest.title));
    let title = if is_list {
        many([tag("h1", "masthead-title", home), about(manifest)])
    } else {
        tag("p", "masthead-title", home)
    };
    let search = search_box(state, input, &app.dispatch);
    // The same nodes in every view, so that the box in which is being typed stays.
    let tips = if is_list { tips() } else { Html::default() };
    let search = tag("div", "", many([search, tips]));
    let parts = many([tag("div", "masthead-text", title), search]);
    let on_skip = Callback::from(|event: MouseEvent| skip(&event));
    let skip = Element::new(
        "a",
        attributes! { "href": "#content", "class": "skip-link" },
    )
    .on(ListenerKind::onclick, on_skip)
    .holding(text(labels().skip_to_content));
    many([skip, tag("header", "masthead", parts)])
}

fn about(manifest: &Manifest) -> Html {
    let articles = labels().articles.of(u64::from(manifest.article_count));
    let span = manifest.span.as_ref();
    let description = manifest.description.as_deref();
    let description = description.map(|text| words("p", "masthead-description", text));
    let span = span.map(|(first, last)| words("span", "", &span_label(first, last)));
    let source = manifest.source.as_ref().map(|source| {
        let url = source.url.as_deref().or(manifest.home_page_url.as_deref());
        tag("span", "", source_link(&source.name, url))
    });
    let facts = many([
        words("span", "", &articles),
        span.unwrap_or_default(),
        source.unwrap_or_default(),
    ]);
    many([
        description.unwrap_or_default(),
        tag("p", "masthead-facts", facts),
    ])
}

fn skip(event: &MouseEvent) {
    event.prevent_default();
    let main = event
        .target_dyn_into::<HtmlElement>()
        .and_then(|link| link.closest(".backfile").ok()?)
        .and_then(|root| root.query_selector("#content").ok()?);
    if let Some(main) =
        main.and_then(|main| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(main).ok())
    {
        // `main` has a tabindex, so it takes the focus.
        let _ = main.focus();
        main.scroll_into_view();
    }
}
