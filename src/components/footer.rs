//! The foot of every view: where the texts come from, and the colors.

use backfile_viewer::labels::labels;
use backfile_viewer::{Action, Theme};
use yew::prelude::*;

use super::{many, tag, text, words};
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
        choices.collect(),
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
    html! {
        <label key={theme.name()}>
            <input type="radio" name="backfile-theme" value={theme.name()} checked={theme == chosen}
                onchange={on_change} />
            { words("span", "", label) }
        </label>
    }
}
