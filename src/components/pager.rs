//! The pages of a long list, as links.

use backfile_viewer::labels::{fill, labels, number_label};
use backfile_viewer::select::list;
use backfile_viewer::{ListQuery, Results};
use yew::prelude::*;

use super::tag::sign;
use super::{Element, attributes, many, series, tag, text};

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
    let parts = many([
        turn(list, before, labels.previous_page, "prev"),
        tag("ol", "pages", series(pages)),
        turn(list, after, labels.next_page, "next"),
    ]);
    let attributes = attributes! { "aria-label": labels.pages, "class": "pager" };
    Element::new("nav", attributes).holding(parts)
}

fn turn(list: &ListQuery, page: Option<u32>, label: &'static str, rel: &'static str) -> Html {
    match page {
        Some(page) => {
            let href = list.clone().on_page(page).to_hash();
            let attributes = attributes! { "href": href, "rel": rel, "class": "button" };
            Element::new("a", attributes).holding(text(label))
        }
        None => Html::default(),
    }
}

fn page_link(list: &ListQuery, page: u32, is_here: bool, has_gap: bool) -> Html {
    let number = number_label(u64::from(page));
    let spoken = fill(labels().page, &[("n", &number)]);
    let href = list.clone().on_page(page).to_hash();
    let gap = if has_gap {
        sign("gap", "…")
    } else {
        Html::default()
    };
    let attributes = attributes! {
        "href": href,
        "aria-label": spoken,
        "aria-current": is_here.then_some("page"),
        "class": "page",
    };
    let link = Element::new("a", attributes).holding(text(&number));
    Element::new("li", attributes! {})
        .keyed(&page.to_string())
        .holding(many([gap, link]))
}
