//! A range of dates, as precise as the reader likes.

use backfile_model::PartialDate;
use backfile_viewer::Action;
use backfile_viewer::labels::labels;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::AppContext;

/// See [`DateForm`].
#[derive(Clone, PartialEq, Properties)]
pub struct DateFormProps {
    /// First date.
    pub from: Option<PartialDate>,
    /// Last date.
    pub to: Option<PartialDate>,
    /// The dispatcher.
    pub app: AppContext,
}

/// Two boxes and a button. What is no date is said so and changes nothing.
#[component]
pub fn DateForm(props: &DateFormProps) -> Html {
    let is_wrong = use_state_eq(|| [false; 2]);
    let boxes = [use_node_ref(), use_node_ref()];
    let on_submit = {
        let (boxes, is_wrong) = (boxes.clone(), is_wrong.setter());
        let dispatch = props.app.dispatch.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let [from, to] = [&boxes[0], &boxes[1]].map(read);
            is_wrong.set([from.is_err(), to.is_err()]);
            if let (Ok(from), Ok(to)) = (from, to) {
                dispatch.emit(Action::SetDates { from, to });
            }
        })
    };
    let labels = labels();
    let [from, to] = &boxes;
    html! {
        <form class="dates" onsubmit={on_submit}>
            <fieldset class="facet">
                <legend>{ labels.dates }</legend>
                <div class="dates-row">
                    { field(labels.date_from, props.from.as_ref(), from, is_wrong[0]) }
                    { field(labels.date_to, props.to.as_ref(), to, is_wrong[1]) }
                    <button type="submit" class="button">{ labels.date_apply }</button>
                </div>
                <p id="backfile-date-hint" class="hint" role={is_wrong.contains(&true).then_some("alert")}>
                    { if is_wrong.contains(&true) { labels.date_wrong } else { labels.date_hint } }
                </p>
            </fieldset>
        </form>
    }
}

fn field(label: &'static str, date: Option<&PartialDate>, input: &NodeRef, is_wrong: bool) -> Html {
    html! {
        <label>
            <span>{ label }</span>
            <input ref={input} type="text" size="10" autocomplete="off"
                value={date.map(ToString::to_string).unwrap_or_default()}
                aria-invalid={is_wrong.then_some("true")} aria-describedby="backfile-date-hint" />
        </label>
    }
}

fn read(input: &NodeRef) -> Result<Option<PartialDate>, ()> {
    let input = input.cast::<HtmlInputElement>();
    let text = input.map(|input| input.value()).unwrap_or_default();
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| ()),
    }
}
