//! Something cannot be shown: why, what to do, and what to tell a developer.

#[cfg(feature = "hosted")]
use backfile_viewer::Action;
use backfile_viewer::Failure;
use backfile_viewer::labels::labels;
use yew::prelude::*;

use crate::app::{AppContext, StateRef};
#[cfg(feature = "hosted")]
use crate::components::button;
use crate::components::{Element, attributes, content, copy_button, many, tag, text, words};
use crate::hooks::Copying;

/// Who could be asked again, and whether that is being done: a file of a hosted archive may come
/// after all. Of a packed file all is there that will ever be.
pub struct Again<'a> {
    /// Where to ask.
    pub app: &'a AppContext,
    /// The state.
    pub state: &'a StateRef,
    /// The trial that has shown what is told.
    pub trial: u32,
}

/// What the button copies.
pub fn report(failure: &Failure) -> String {
    [&*failure.cause, &failure.cure, &failure.details].join("\n")
}

/// Cause, cure, and details to copy.
pub fn failure_page(failure: &Failure, copying: &Copying, again: Option<&Again<'_>>) -> Html {
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
    let actions = many([
        again.map(button_again).unwrap_or_default(),
        copy_button(copying, labels.copy_details, labels.details_copied),
    ]);
    let parts = many([alert(told, again), more, tag("p", "actions", actions)]);
    content("message-view", None, parts)
}

/// What is wrong with a file of which the rest can be used.
pub fn damage_notice(failure: &Failure, again: &Again<'_>) -> Html {
    let told = many([text(&failure.cause), text(" "), text(&failure.cure)]);
    let parts = many([
        alert(tag("p", "", told), Some(again)),
        details(failure),
        button_again(again),
    ]);
    tag("div", "damage notice", parts)
}

/// What is told at once, and again where it is so after another trial.
fn alert(told: Html, again: Option<&Again<'_>>) -> Html {
    let alert = Element::new("div", attributes! { "role": "alert" });
    #[cfg(feature = "hosted")]
    let alert = alert.keyed(&again.map_or(0, |again| again.trial).to_string());
    let _ = again;
    alert.holding(told)
}

/// The button that asks again.
fn button_again(again: &Again<'_>) -> Html {
    #[cfg(feature = "hosted")]
    {
        let on_click = again.app.dispatch.reform(|_: MouseEvent| Action::Retry);
        let is_trying = again.trial != again.state.trials;
        let said = if is_trying {
            labels().loading_values
        } else {
            ""
        };
        let said = Element::new("span", attributes! { "role": "status" }).holding(text(said));
        let parts = many([button("button", labels().try_again, on_click), said]);
        tag("span", "copy", parts)
    }
    #[cfg(not(feature = "hosted"))]
    {
        let _ = again;
        Html::default()
    }
}

fn details(failure: &Failure) -> Html {
    let parts = many([
        words("summary", "", labels().failure_details),
        words("pre", "details", &failure.details),
    ]);
    tag("details", "", parts)
}
