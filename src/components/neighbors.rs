//! The articles before and after the one that is read.

use backfile_model::{ArticleId, Row};
use backfile_viewer::article_hash;
use backfile_viewer::labels::labels;
use backfile_viewer::select::article::Neighbors;
use std::rc::Rc;
use yew::prelude::*;

use super::{Element, attributes, many, words};

/// Links to both, with their titles as far as they are known.
pub fn neighbors(neighbors: &Neighbors, row: impl Fn(ArticleId) -> Option<Rc<Row>>) -> Html {
    let previous = neighbors.previous.and_then(&row);
    let next = neighbors.next.and_then(&row);
    if previous.is_none() && next.is_none() {
        return Html::default();
    }
    let labels = labels();
    let links = many([
        link(previous.as_deref(), labels.previous_article, "prev"),
        link(next.as_deref(), labels.next_article, "next"),
    ]);
    let attributes = attributes! { "aria-label": labels.neighbors, "class": "neighbors" };
    Element::new("nav", attributes).holding(links)
}

fn link(row: Option<&Row>, label: &'static str, rel: &'static str) -> Html {
    let Some(row) = row else {
        return Html::default();
    };
    let title = if row.title.trim().is_empty() {
        labels().untitled
    } else {
        &row.title
    };
    let parts = many([
        words("span", "neighbor-label", label),
        words("span", "neighbor-title", title),
    ]);
    let attributes = attributes! {
        "rel": rel,
        "href": article_hash(&row.slug),
        "class": "neighbor",
    };
    Element::new("a", attributes).holding(parts)
}
