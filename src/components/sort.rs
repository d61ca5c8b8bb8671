//! The order of the list.

use backfile_search::Sort;
use backfile_viewer::labels::labels;
use backfile_viewer::{Action, ListQuery};
use web_sys::HtmlSelectElement;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use super::tag::option;
use super::{Element, attributes, many, series, tag, words};
use crate::app::Dispatch;

const SORTS: [Sort; 3] = [Sort::Relevance, Sort::Newest, Sort::Oldest];

/// A choice of order. Without words there is no relevance: newest first then.
pub fn sorting(list: &ListQuery, dispatch: &Dispatch) -> Html {
    let on_change = dispatch.reform(|event: Event| {
        let index = event.target_dyn_into::<HtmlSelectElement>();
        let index: usize = index.map_or(0, |select| select.value().parse().unwrap_or(0));
        Action::SetSort(SORTS.get(index).copied().unwrap_or_default())
    });
    let has_words = list.has_words();
    let chosen = match list.sort() {
        Sort::Relevance if !has_words => Sort::Newest,
        sort => sort,
    };
    let options = SORTS.iter().zip(labels().sorts).enumerate();
    let options = options.filter(|(_, (sort, _))| has_words || **sort != Sort::Relevance);
    let options =
        options.map(|(index, (sort, label))| option(index.to_string(), label, *sort == chosen));
    let select = Element::new("select", attributes! {})
        .on(ListenerKind::onchange, on_change)
        .holding(series(options));
    let parts = many([words("span", "", labels().sort), select]);
    tag("label", "sorting", parts)
}
