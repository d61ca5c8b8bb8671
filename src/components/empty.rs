//! Nothing was found: what was asked, and what to loosen.

use backfile_model::Manifest;
use backfile_viewer::labels::{fill, labels};
use backfile_viewer::select::advice::{self, Advice};
use backfile_viewer::{ListQuery, Results};
use yew::prelude::*;

use super::{Element, attributes, link, many, series, tag, text, words};

/// The empty state of the list.
pub fn empty(results: &Results, manifest: &Manifest) -> Html {
    let labels = labels();
    let advice = advice::advice(results, manifest);
    let list = attributes! { "aria-labelledby": "advice-title", "class": "advice" };
    let parts = many([
        words("p", "empty-title", &what_was_asked(&results.list)),
        Element::new("p", attributes! { "id": "advice-title" }).holding(text(labels.advice)),
        Element::new("ul", list).holding(series(advice.iter().map(item))),
    ]);
    tag("section", "empty", parts)
}

fn what_was_asked(list: &ListQuery) -> String {
    let query = list.query().trim();
    if query.is_empty() {
        labels().nothing_found.to_owned()
    } else {
        fill(labels().nothing_found_for, &[("query", query)])
    }
}

fn item(advice: &Advice) -> Html {
    tag(
        "li",
        "",
        link("button", advice.list.to_hash(), text(&advice.label)),
    )
}
