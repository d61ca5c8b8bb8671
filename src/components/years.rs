//! The years as a picture that filters.

use backfile_viewer::labels::labels;
use backfile_viewer::select::facets::YearBar;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use super::tag::column;
use super::{Element, attributes, many, series, tag, words};

/// A bar chart: pale the archive, dark the list. One stop for the Tab key, arrows within.
pub fn years(bars: &[YearBar]) -> Html {
    if bars.is_empty() {
        return Html::default();
    }
    let last = bars.len().saturating_sub(1);
    let stop = bars.iter().position(|bar| bar.is_chosen).unwrap_or(last);
    let on_key = Callback::from(|event: KeyboardEvent| step(&event));
    let columns = bars.iter().enumerate();
    let columns = columns.map(|(at, bar)| bar_view(bar, at == stop));
    let chart = Element::new("ul", attributes! { "class": "bars" })
        .on(ListenerKind::onkeydown, on_key)
        .holding(series(columns));
    let caption = words("figcaption", "", labels().by_year);
    let attributes = attributes! { "aria-hidden": "true", "class": "years-ends" };
    let ends = Element::new("p", attributes).holding(many([
        words("span", "", &bars[0].label),
        words("span", "", &bars[last].label),
    ]));
    tag("figure", "years", many([caption, chart, ends]))
}

fn bar_view(bar: &YearBar, is_stop: bool) -> Html {
    let attributes = attributes! {
        "viewBox": "0 0 10 100",
        "preserveAspectRatio": "none",
        "aria-hidden": "true",
        "focusable": "false",
    };
    let picture = Element::new("svg", attributes).holding(many([
        column("bar-whole", bar.whole_percent),
        column("bar-shown", bar.shown_percent),
    ]));
    let attributes = attributes! {
        "href": bar.toggled.to_hash(),
        "title": bar.spoken.clone(),
        "aria-label": bar.spoken.clone(),
        "aria-current": bar.is_chosen.then_some("true"),
        "tabindex": if is_stop { "0" } else { "-1" },
        "class": "bar",
    };
    Element::new("li", attributes! {})
        .keyed(&bar.label)
        .holding(Element::new("a", attributes).holding(picture))
}

fn step(event: &KeyboardEvent) {
    let by = match event.key().as_str() {
        "ArrowRight" => 1,
        "ArrowLeft" => -1,
        _ => return,
    };
    if crate::hooks::step_focus(event, ".bars", ".bar", by) {
        event.prevent_default();
    }
}
