//! The foot of every view: where the texts come from, and the colors.

use backfile_viewer::labels::labels;
use backfile_viewer::{Action, Theme};
use yew::prelude::*;

use crate::app::{AppContext, Dispatch};

/// Licence and colors.
pub fn footer(chosen: Theme, app: &AppContext) -> Html {
    let licence = app.store.manifest().licence.clone();
    let labels = labels();
    let themes = Theme::ALL.into_iter().zip(labels.themes);
    html! {
        <footer class="site-footer">
            <div class="imprint">
                if let Some(licence) = licence {
                    <p>{ labels.licence }{ ": " }{ licence }</p>
                }
                <p>{ labels.made_with }</p>
            </div>
            <fieldset class="themes">
                <legend class="visually-hidden">{ labels.theme }</legend>
                { for themes.map(|(theme, label)| choice(theme, label, chosen, &app.dispatch)) }
            </fieldset>
        </footer>
    }
}

fn choice(theme: Theme, label: &'static str, chosen: Theme, dispatch: &Dispatch) -> Html {
    let on_change = dispatch.reform(move |_: Event| Action::SetTheme(theme));
    html! {
        <label key={theme.name()}>
            <input type="radio" name="backfile-theme" value={theme.name()} checked={theme == chosen}
                onchange={on_change} />
            <span>{ label }</span>
        </label>
    }
}
