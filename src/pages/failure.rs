//! Something cannot be shown: why, what to do, and what to tell a developer.

use backfile_viewer::Failure;
use backfile_viewer::labels::labels;
use yew::prelude::*;

use crate::components::{Element, attributes, content, copy_button, many, tag, text, words};
use crate::hooks::Copying;

/// What the button copies.
pub fn report(failure: &Failure) -> String {
    [&*failure.cause, &failure.cure, &failure.details].join("\n")
}

/// Cause, cure, and details to copy.
pub fn failure_page(failure: &Failure, copying: &Copying) -> Html {
    let labels = labels();
    let told = many([
        words("h1", "message-title", labels.failure_title),
        words("p", "", &failure.cause),
        words("p", "", &failure.cure),
    ]);
    let more = if failure.details.is_empty() {
        Html::default()
    } else {
        details(failure)
    };
    let copy = copy_button(copying, labels.copy_details, labels.details_copied);
    let parts = many([
        Element::new("div", attributes! { "role": "alert" }).holding(told),
        more,
        tag("p", "actions", copy),
    ]);
    content("message-view", None, parts)
}

/// What is wrong with a file of which the rest can be used.
pub fn damage_notice(failure: &Failure) -> Html {
    let told = many([text(&failure.cause), text(" "), text(&failure.cure)]);
    Element::new(
        "div",
        attributes! { "role": "alert", "class": "damage notice" },
    )
    .holding(many([tag("p", "", told), details(failure)]))
}

fn details(failure: &Failure) -> Html {
    let parts = many([
        words("summary", "", labels().failure_details),
        words("pre", "details", &failure.details),
    ]);
    tag("details", "", parts)
}
