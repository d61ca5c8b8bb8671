//! The order of the list.

use backfile_search::Sort;
use backfile_viewer::labels::labels;
use backfile_viewer::{Action, ListQuery};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::tag::option;
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
    html! {
        <label class="sorting">
            <span>{ labels().sort }</span>
            <select onchange={on_change}>
                { for options.map(|(index, (sort, label))| option(index.to_string(), label, *sort == chosen)) }
            </select>
        </label>
    }
}
