//! The years as a picture that filters.

use backfile_viewer::labels::labels;
use backfile_viewer::select::facets::YearBar;
use yew::prelude::*;

use super::tag::column;
use super::words;

/// A bar chart: pale the archive, dark the list. One stop for the Tab key, arrows within.
pub fn years(bars: &[YearBar]) -> Html {
    if bars.is_empty() {
        return Html::default();
    }
    let last = bars.len().saturating_sub(1);
    let stop = bars.iter().position(|bar| bar.is_chosen).unwrap_or(last);
    let on_key = Callback::from(|event: KeyboardEvent| step(&event));
    let ends = (bars.first(), bars.last());
    html! {
        <figure class="years">
            { words("figcaption", "", labels().by_year) }
            <ul class="bars" onkeydown={on_key}>
                { for bars.iter().enumerate().map(|(at, bar)| bar_view(bar, at == stop)) }
            </ul>
            if let (Some(first), Some(last)) = ends {
                <p class="years-ends" aria-hidden="true">
                    { words("span", "", &first.label) }{ words("span", "", &last.label) }
                </p>
            }
        </figure>
    }
}

fn bar_view(bar: &YearBar, is_stop: bool) -> Html {
    html! {
        <li key={bar.label.clone()}>
            <a class="bar" href={bar.toggled.to_hash()} title={bar.spoken.clone()}
                aria-label={bar.spoken.clone()} aria-current={bar.is_chosen.then_some("true")}
                tabindex={if is_stop { "0" } else { "-1" }}>
                <svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    { column("bar-whole", bar.whole_percent) }
                    { column("bar-shown", bar.shown_percent) }
                </svg>
            </a>
        </li>
    }
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
