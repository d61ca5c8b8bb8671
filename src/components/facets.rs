//! The filters: a panel that stands beside the list, or folds away where there is no room.

use backfile_viewer::labels::{labels, number_label};
use backfile_viewer::select::facets::{FacetView, ValueView, facets, year_bars};
use backfile_viewer::{Action, ListQuery};
use yew::prelude::*;

use super::dates::use_dates;
use super::{tag, words, years};
use crate::app::{AppContext, Dispatch, StateRef};

/// See [`Filters`].
#[derive(Clone, PartialEq, Properties)]
pub struct FiltersProps {
    /// The state.
    pub state: StateRef,
    /// Archive and dispatcher.
    pub app: AppContext,
}

/// All filters. On a narrow page a button shows and hides them.
#[component]
pub fn Filters(props: &FiltersProps) -> Html {
    let is_open = use_state_eq(|| false);
    let dates = use_dates();
    let FiltersProps { state, app } = props;
    let (store, dispatch) = (&app.store, &app.dispatch);
    let views = facets(state, store.manifest());
    let bars = year_bars(state, store.manifest());
    if views.is_empty() && store.manifest().span.is_none() {
        return Html::default();
    }
    let on_toggle = {
        let (open, now) = (is_open.setter(), *is_open);
        Callback::from(move |_: MouseEvent| open.set(!now))
    };
    let labels = labels();
    html! {
        <aside class="filters" aria-label={labels.filters} data-open={is_open.to_string()}>
            <button type="button" class="button filters-toggle" aria-expanded={is_open.to_string()}
                aria-controls="backfile-filters" onclick={on_toggle}>
                { labels.show_filters }{ chosen_count(&state.list) }
            </button>
            <div id="backfile-filters" class="filters-panel">
                { years(&bars) }
                { for views.iter().map(|view| facet(view, dispatch)) }
                if store.manifest().span.is_some() {
                    { dates.view(&state.list, dispatch) }
                }
            </div>
        </aside>
    }
}

fn chosen_count(list: &ListQuery) -> Html {
    let values: usize = list
        .filters()
        .iter()
        .map(|filter| filter.values.len())
        .sum();
    let count = values + usize::from(list.dates().is_some());
    match count {
        0 => Html::default(),
        _ => words("span", "badge", &count.to_string()),
    }
}

fn facet(view: &FacetView, dispatch: &Dispatch) -> Html {
    let on_expand = {
        let name = view.name.clone();
        dispatch.reform(move |_: MouseEvent| Action::ToggleExpanded(name.clone()))
    };
    let values = view
        .values
        .iter()
        .map(|value| choice(&view.name, value, dispatch));
    html! {
        <fieldset class="facet" data-facet={view.name.clone()} key={view.name.clone()}>
            { words("legend", "", &view.label) }
            { tag("ul", "", values.collect()) }
            if view.can_expand() {
                <button type="button" class="text-link" aria-expanded={view.is_expanded.to_string()}
                    onclick={on_expand}>
                    { view.expand_label() }
                </button>
            }
        </fieldset>
    }
}

fn choice(facet: &str, view: &ValueView, dispatch: &Dispatch) -> Html {
    let action = Action::ToggleFacet {
        facet: facet.to_owned(),
        value: view.value.clone(),
    };
    let on_change = dispatch.reform(move |_: Event| action.clone());
    html! {
        <li key={view.value.clone()}>
            <label class="choice" data-empty={(view.count == 0).to_string()}>
                <input type="checkbox" checked={view.is_chosen} onchange={on_change} />
                { words("span", "choice-name", &view.value) }
                { words("span", "count", &number_label(u64::from(view.count))) }
            </label>
        </li>
    }
}
