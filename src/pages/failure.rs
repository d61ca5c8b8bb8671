//! Something cannot be shown: why, what to do, and what to tell a developer.

use backfile_viewer::Failure;
use backfile_viewer::labels::labels;
use yew::prelude::*;

use crate::components::copy_button;
use crate::hooks::Copying;

/// What the button copies.
pub fn report(failure: &Failure) -> String {
    [&*failure.cause, &failure.cure, &failure.details].join("\n")
}

/// Cause, cure, and details to copy.
pub fn failure_page(failure: &Failure, copying: &Copying) -> Html {
    let labels = labels();
    html! {
        <main id="content" class="message-view" tabindex="-1">
            <div role="alert">
                <h1 class="message-title">{ labels.failure_title }</h1>
                <p>{ failure.cause.clone() }</p>
                <p>{ failure.cure.clone() }</p>
            </div>
            if !failure.details.is_empty() {
                { details(failure) }
            }
            <p class="actions">
                { copy_button(copying, labels.copy_details, labels.details_copied) }
            </p>
        </main>
    }
}

/// What is wrong with a file of which the rest can be used.
pub fn damage_notice(failure: &Failure) -> Html {
    html! {
        <div class="damage notice" role="alert">
            <p>{ failure.cause.clone() }{ " " }{ failure.cure.clone() }</p>
            { details(failure) }
        </div>
    }
}

fn details(failure: &Failure) -> Html {
    html! {
        <details>
            <summary>{ labels().failure_details }</summary>
            <pre class="details">{ failure.details.clone() }</pre>
        </details>
    }
}
