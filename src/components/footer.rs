//! The foot of every view: where the texts come from, and the colors.

use backfile_viewer::labels::labels;
use backfile_viewer::{Action, Theme};
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use super::{Element, attributes, many, series, tag, text, words};
use crate::app::{AppContext, Dispatch};

/// Licence, the way to embed the archive where it is not, and colors.
pub fn footer(chosen: Theme, app: &AppContext, embedding: Option<Html>) -> Html {
    let licence = app.store.manifest().licence.clone();
    let labels = labels();
    let themes = Theme::ALL.into_iter().zip(labels.themes);
    let licence = licence.as_deref().map(|licence| {
        tag(
            "p",
            "",
            many([text(labels.licence), text(": "), text(licence)]),
        )
    });
    let imprint = many([
        licence.unwrap_or_default(),
        words("p", "", labels.made_with),
    ]);
    let choices = themes.map(|(theme, label)| choice(theme, label, chosen, &app.dispatch));
    let themes = many([
        words("legend", "visually-hidden", labels.theme),
        series(choices),
    ]);
    let parts = many([
        tag("div", "imprint", imprint),
        embedding.unwrap_or_default(),
        tag("fieldset", "themes", themes),
    ]);
    tag("footer", "site-footer", parts)
}

fn choice(theme: Theme, label: &'static str, chosen: Theme, dispatch: &Dispatch) -> Html {
    let on_change = dispatch.reform(move |_: Event| Action::SetTheme(theme));
    let radio = Element::new(
        "input",
        attributes! { "type": "radio", "name": "backfile-theme" },
    )
    .valued(theme.name())
    .checked(theme == chosen)
    .on(ListenerKind::onchange, on_change);
    Element::new("label", attributes! {})
        .keyed(theme.name())
        .holding(many([radio.done(), words("span", "", label)]))
}
