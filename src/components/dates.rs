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

/// What the form keeps between drawings: its boxes, and what stands in them where one holds no date.
pub(super) struct DateForm {
    boxes: [NodeRef; 2],
    refused: Kept<[String; 2]>,
}

#[hook]
pub(super) fn use_dates() -> DateForm {
    DateForm {
        refused: use_kept(<[String; 2]>::default),
        boxes: [use_element(), use_element()],
    }
}

impl DateForm {
    /// Two boxes and a button. What is no date is said so and changes nothing.
    pub(super) fn view(&self, list: &ListQuery, dispatch: &Dispatch) -> Html {
        let labels = labels();
        let [from, to] = &self.boxes;
        let refused = self.refused.get();
        let is_wrong = |text: &String| read(text).is_err();
        let is_any_wrong = refused.iter().any(is_wrong);
        let hint = if is_any_wrong {
            labels.date_wrong
        } else {
            labels.date_hint
        };
        // What was typed stays to be mended.
        let shown = |date: Option<&PartialDate>, at: usize| {
            if is_any_wrong {
                (refused[at].clone(), is_wrong(&refused[at]))
            } else {
                (date.map(ToString::to_string).unwrap_or_default(), false)
            }
        };
        let row = many([
            field(labels.date_from, shown(list.from(), 0), from),
            field(labels.date_to, shown(list.to(), 1), to),
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
        let (boxes, refused) = (self.boxes.clone(), self.refused.clone());
        let dispatch = dispatch.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let texts = [&boxes[0], &boxes[1]].map(typed);
            if let (Ok(from), Ok(to)) = (read(&texts[0]), read(&texts[1])) {
                refused.set(Default::default());
                dispatch.emit(Action::SetDates { from, to });
            } else {
                refused.set(texts);
            }
        })
    }
}

fn field(label: &'static str, (value, is_wrong): (String, bool), input: &NodeRef) -> Html {
    let attributes = attributes! {
        "type": "text",
        "size": "10",
        "autocomplete": "off",
        "aria-invalid": is_wrong.then_some("true"),
        "aria-describedby": "backfile-date-hint",
    };
    let input = Element::new("input", attributes)
        .known_as(input)
        .valued(&value);
    tag("label", "", many([words("span", "", label), input.done()]))
}

fn typed(input: &NodeRef) -> String {
    let input = input.cast::<HtmlInputElement>();
    input.map(|input| input.value()).unwrap_or_default()
}

fn read(text: &str) -> Result<Option<PartialDate>, ()> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| ()),
    }
}
