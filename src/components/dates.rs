//! A range of dates, as precise as the reader likes.

use backfile_model::PartialDate;
use backfile_viewer::labels::labels;
use backfile_viewer::{Action, ListQuery};
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use super::{Element, attributes, many, tag, text, words};
use crate::app::Dispatch;
use crate::hooks::{Kept, use_element, use_kept};

/// What the form keeps between drawings: its boxes, and which of them hold no date.
pub(super) struct DateForm {
    boxes: [NodeRef; 2],
    is_wrong: Kept<[bool; 2]>,
}

#[hook]
pub(super) fn use_dates() -> DateForm {
    DateForm {
        is_wrong: use_kept(|| [false; 2]),
        boxes: [use_element(), use_element()],
    }
}

impl DateForm {
    /// Two boxes and a button. What is no date is said so and changes nothing.
    pub(super) fn view(&self, list: &ListQuery, dispatch: &Dispatch) -> Html {
        let labels = labels();
        let [from, to] = &self.boxes;
        let is_wrong = self.is_wrong.get();
        let is_any_wrong = is_wrong.contains(&true);
        let hint = if is_any_wrong {
            labels.date_wrong
        } else {
            labels.date_hint
        };
        let row = many([
            field(labels.date_from, list.from(), from, is_wrong[0]),
            field(labels.date_to, list.to(), to, is_wrong[1]),
            Element::new(
                "button",
                attributes! { "type": "submit", "class": "button" },
            )
            .holding(text(labels.date_apply)),
        ]);
        let attributes = attributes! {
            "id": "backfile-date-hint",
            "role": is_any_wrong.then_some("alert"),
            "class": "hint",
        };
        let parts = many([
            words("legend", "", labels.dates),
            tag("div", "dates-row", row),
            Element::new("p", attributes).holding(text(hint)),
        ]);
        Element::new("form", attributes! { "class": "dates" })
            .on(ListenerKind::onsubmit, self.on_submit(dispatch))
            .holding(tag("fieldset", "facet", parts))
    }

    fn on_submit(&self, dispatch: &Dispatch) -> Callback<SubmitEvent> {
        let (boxes, is_wrong) = (self.boxes.clone(), self.is_wrong.clone());
        let dispatch = dispatch.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let [from, to] = [&boxes[0], &boxes[1]].map(read);
            is_wrong.set([from.is_err(), to.is_err()]);
            if let (Ok(from), Ok(to)) = (from, to) {
                dispatch.emit(Action::SetDates { from, to });
            }
        })
    }
}

fn field(label: &'static str, date: Option<&PartialDate>, input: &NodeRef, is_wrong: bool) -> Html {
    let attributes = attributes! {
        "type": "text",
        "size": "10",
        "autocomplete": "off",
        "aria-invalid": is_wrong.then_some("true"),
        "aria-describedby": "backfile-date-hint",
    };
    let input = Element::new("input", attributes)
        .known_as(input)
        .valued(&date.map(ToString::to_string).unwrap_or_default());
    tag("label", "", many([words("span", "", label), input.done()]))
}

fn read(input: &NodeRef) -> Result<Option<PartialDate>, ()> {
    let input = input.cast::<HtmlInputElement>();
    let text = input.map(|input| input.value()).unwrap_or_default();
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| ()),
    }
}
