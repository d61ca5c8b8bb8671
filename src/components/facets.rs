//! The filters: a panel that stands beside the list, or folds away where there is no room.

use backfile_viewer::labels::{labels, number_label};
use backfile_viewer::select::facets::{FacetView, ValueView, facets, year_bars};
use backfile_viewer::{Action, ListQuery};
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use super::dates::use_dates;
use super::tag::pressed;
use super::{Element, attributes, many, series, tag, text, words, years};
use crate::app::{AppContext, Dispatch, StateRef};
use crate::hooks::use_kept;

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
    let open = use_kept(|| false);
    let dates = use_dates();
    let FiltersProps { state, app } = props;
    let (store, dispatch) = (&app.store, &app.dispatch);
    let views = facets(state, store.manifest());
    let bars = year_bars(state, store.manifest());
    if views.is_empty() && store.manifest().span.is_none() {
        return Html::default();
    }
    let is_open = open.get();
    let on_toggle = Callback::from(move |_: MouseEvent| open.set(!is_open));
    let labels = labels();
    let toggle = attributes! {
        "type": "button",
        "aria-expanded": is_open,
        "aria-controls": "backfile-filters",
        "class": "button filters-toggle",
    };
    let label = many([text(labels.show_filters), chosen_count(&state.list)]);
    let span = store.manifest().span.as_ref();
    let parts = many([
        years(&bars),
        series(views.iter().map(|view| facet(view, dispatch))),
        span.map_or_else(Html::default, |_| dates.view(&state.list, dispatch)),
    ]);
    let panel = attributes! { "id": "backfile-filters", "class": "filters-panel" };
    let parts = many([
        pressed(toggle, on_toggle, label),
        Element::new("div", panel).holding(parts),
    ]);
    let attributes = attributes! {
        "aria-label": labels.filters,
        "data-open": is_open,
        "class": "filters",
    };
    Element::new("aside", attributes).holding(parts)
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
    let values = view
        .values
        .iter()
        .map(|value| choice(&view.name, value, dispatch));
    let values = tag("ul", "", series(values));
    let mut expand = Html::default();
    if view.can_expand() {
        let name = view.name.clone();
        let on_expand = dispatch.reform(move |_: MouseEvent| Action::ToggleExpanded(name.clone()));
        let attributes = attributes! {
            "type": "button",
            "aria-expanded": view.is_expanded,
            "class": "text-link",
        };
        expand = pressed(attributes, on_expand, text(&view.expand_label()));
    }
    let attributes = attributes! { "data-facet": view.name.clone(), "class": "facet" };
    Element::new("fieldset", attributes)
        .keyed(&view.name)
        .holding(many([words("legend", "", &view.label), values, expand]))
}

fn choice(facet: &str, view: &ValueView, dispatch: &Dispatch) -> Html {
    let (facet, value) = (facet.to_owned(), view.value.clone());
    let on_change = dispatch.reform(move |_: Event| Action::ToggleFacet {
        facet: facet.clone(),
        value: value.clone(),
    });
    let tick = Element::new("input", attributes! { "type": "checkbox" })
        .checked(view.is_chosen)
        .on(ListenerKind::onchange, on_change);
    let parts = many([
        tick.done(),
        words("span", "choice-name", &view.value),
        words("span", "count", &number_label(u64::from(view.count))),
    ]);
    let label = attributes! { "data-empty": view.count == 0, "class": "choice" };
    Element::new("li", attributes! {})
        .keyed(&view.value)
        .holding(Element::new("label", label).holding(parts))
}
