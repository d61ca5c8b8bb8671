//! One result in the list.

use backfile_viewer::ListQuery;
use backfile_viewer::labels::{fill, labels};
use backfile_viewer::select::card::{Card, DateView};
use yew::prelude::*;

use super::marked;

/// A result: when, the title as a link, a passage, where and by whom.
pub fn card(card: &Card) -> Html {
    let by = fill(labels().by_author, &[("names", &card.authors.join(", "))]);
    // Only what the article says is in its language; the labels around it are in the app's.
    let lang = card.language.clone();
    let dir = dir(card.language.as_deref());
    html! {
        <li key={card.id} class="card">
            <p class="kicker">{ date(card.date.as_ref()) }</p>
            <h3 class="card-title" lang={lang.clone()} {dir}>
                <a href={card.href.clone()}>{ marked(&card.title.text, &card.title.matches) }</a>
            </h3>
            if !card.text.text.is_empty() {
                <p class="card-text" {lang} {dir}>{ marked(&card.text.text, &card.text.matches) }</p>
            }
            if !card.places.is_empty() || !card.authors.is_empty() {
                <p class="card-facts">
                    { places(&card.places) }
                    if !card.authors.is_empty() {
                        <span class="byline">{ by }</span>
                    }
                </p>
            }
        </li>
    }
}

/// A text in another language finds its own direction.
fn dir(language: Option<&str>) -> Option<&'static str> {
    language.map(|_| "auto")
}

/// A date with what it is the date of.
pub fn date(date: Option<&DateView>) -> Html {
    let Some(date) = date else {
        return html! { <span class="date-kind">{ labels().undated }</span> };
    };
    html! {
        <>
            <span class="date-kind">{ date.kind }{ ": " }</span>
            if let Some(machine) = date.machine.clone() {
                <time datetime={machine}>{ date.label.clone() }</time>
            } else {
                <span>{ date.label.clone() }</span>
            }
        </>
    }
}

/// Places, each a link to the list of the articles about it.
pub fn places(places: &[(String, ListQuery)]) -> Html {
    let links = places.iter().map(|(place, list)| {
        html! { <a class="place" href={list.to_hash()}>{ place.clone() }</a> }
    });
    links.collect()
}
