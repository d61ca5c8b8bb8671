//! One result in the list.

use backfile_viewer::ListQuery;
use backfile_viewer::labels::{fill, labels};
use backfile_viewer::select::card::{Card, DateView};
use yew::prelude::*;

use super::{Element, Leads, attributes, link, many, marked, series, tag, text, words};

/// A result: when, the title as a link, a passage, where and by whom.
pub fn card(card: &Card, leads: Leads) -> Html {
    // Only what the article says is in its language; the labels around it are in the app's.
    let lang = card.language.clone();
    let dir = dir(card.language.as_deref());
    let title = marked(&card.title.text, &card.title.matches);
    let title = link("", card.href.clone(), title);
    let attributes = attributes! { "lang": lang.clone(), "dir": dir, "class": "card-title" };
    let title = Element::new("h3", attributes).holding(title);
    let body = if !card.text.text.is_empty() {
        let attributes = attributes! { "lang": lang, "dir": dir, "class": "card-text" };
        Element::new("p", attributes).holding(marked(&card.text.text, &card.text.matches))
    } else if leads.are_apart() {
        no_text(leads)
    } else {
        Html::default()
    };
    let kicker = tag("p", "kicker", date(card.date.as_ref()));
    Element::new("li", attributes! { "class": "card" })
        .keyed(&card.id.to_string())
        .holding(many([kicker, title, body, facts(card, leads)]))
}

/// The place of a text that is not there yet, or that there is not. Whoever hears the page is told
/// which, as the place alone says nothing.
fn no_text(leads: Leads) -> Html {
    let told = match leads {
        Leads::Come => words("span", "visually-hidden", labels().loading_text),
        _ => Html::default(),
    };
    let attributes = attributes! { "aria-busy": leads == Leads::Come, "class": "card-text" };
    Element::new("p", attributes).holding(told)
}

/// Where and by whom.
fn facts(card: &Card, leads: Leads) -> Html {
    if card.places.is_empty() && card.authors.is_empty() && !leads.are_apart() {
        return Html::default();
    }
    let mut by = Html::default();
    if !card.authors.is_empty() {
        let names = card.authors.join(", ");
        by = words(
            "span",
            "byline",
            &fill(labels().by_author, &[("names", &names)]),
        );
    } else if leads.are_apart() {
        by = words("span", "byline", "");
    }
    tag("p", "card-facts", many([places(&card.places), by]))
}

/// A text in another language finds its own direction.
fn dir(language: Option<&str>) -> Option<&'static str> {
    language.map(|_| "auto")
}

/// A date with what it is the date of.
pub fn date(date: Option<&DateView>) -> Html {
    let Some(date) = date else {
        return words("span", "date-kind", labels().undated);
    };
    let day = match date.machine.clone() {
        Some(machine) => {
            let time = Element::new("time", attributes! { "datetime": machine });
            time.holding(text(&date.label))
        }
        None => words("span", "", &date.label),
    };
    many([kind(date.kind), day])
}

/// What the words after it are.
pub fn kind(kind: &str) -> Html {
    tag("span", "date-kind", many([text(kind), text(": ")]))
}

/// Places, each a link to the list of the articles about it.
pub fn places(places: &[(String, ListQuery)]) -> Html {
    let links = places
        .iter()
        .map(|(place, list)| link("place", list.to_hash(), text(place)));
    series(links)
}
