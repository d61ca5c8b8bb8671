//! The pages of a long list, as links.

use backfile_viewer::labels::{fill, labels, number_label};
use backfile_viewer::select::list;
use backfile_viewer::{ListQuery, Results};
use yew::prelude::*;

/// Links to the pages; nothing for a list of one page.
pub fn pager(results: &Results) -> Html {
    let Some(pager) = list::pager(results) else {
        return Html::default();
    };
    let labels = labels();
    let list = &results.list;
    let before = pager.page.checked_sub(1).filter(|page| *page > 0);
    let after = Some(pager.page + 1).filter(|page| *page <= pager.last);
    let mut last = 0;
    let pages = pager.links.iter().map(|&page| {
        let has_gap = page > last + 1;
        last = page;
        page_link(list, page, pager.page == page, has_gap)
    });
    html! {
        <nav class="pager" aria-label={labels.pages}>
            { turn(list, before, labels.previous_page, "prev") }
            <ol class="pages">{ for pages }</ol>
            { turn(list, after, labels.next_page, "next") }
        </nav>
    }
}

fn turn(list: &ListQuery, page: Option<u32>, label: &'static str, rel: &'static str) -> Html {
    match page {
        Some(page) => {
            let href = list.clone().on_page(page).to_hash();
            html! { <a class="button" {href} {rel}>{ label }</a> }
        }
        None => Html::default(),
    }
}

fn page_link(list: &ListQuery, page: u32, is_here: bool, has_gap: bool) -> Html {
    let number = number_label(u64::from(page));
    let spoken = fill(labels().page, &[("n", &number)]);
    let href = list.clone().on_page(page).to_hash();
    html! {
        <li key={page}>
            if has_gap {
                <span class="gap" aria-hidden="true">{ "…" }</span>
            }
            <a class="page" {href} aria-label={spoken} aria-current={is_here.then_some("page")}>
                { number }
            </a>
        </li>
    }
}
