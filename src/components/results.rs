//! The results: a screenful per key stroke at once, the rest after the frame.

use backfile_viewer::select::card::Card;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use super::{Element, attributes, card, series};

/// Cards that are drawn at once: more than a window shows, and as few as may be, since a page that
/// starts draws them slowly.
const AT_ONCE: usize = 12;

/// How do the texts of cards come?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leads {
    /// With the cards.
    Here,
    /// After them: each has the place for its text, so that nothing moves.
    Come,
    /// After them, and they are here.
    Came,
}

impl Leads {
    /// Whether cards have a place for what comes after them; never in a packed file.
    pub fn are_apart(self) -> bool {
        cfg!(feature = "hosted") && self != Leads::Here
    }
}

/// The cards of a page of the list.
pub struct Cards {
    /// The cards.
    pub cards: Vec<Card>,
    /// Whether to draw more than a screenful.
    pub is_whole: bool,
    /// How their texts come.
    pub leads: Leads,
    /// True while a newer answer is awaited.
    pub is_busy: bool,
    /// Position of the first in the whole list, from 1.
    pub first: u32,
}

/// Draws the cards.
pub fn results(page: &Cards) -> Html {
    let count = if page.is_whole {
        page.cards.len()
    } else {
        AT_ONCE
    };
    let on_key = Callback::from(|event: KeyboardEvent| step(&event));
    let leads = page.leads.are_apart().then_some("apart");
    let cards = page.cards.iter().take(count);
    let attributes = attributes! {
        "data-leads": leads,
        "start": page.first.to_string(),
        "aria-busy": page.is_busy,
        "class": "cards",
    };
    Element::new("ol", attributes)
        .on(ListenerKind::onkeydown, on_key)
        .holding(series(cards.map(|one| card(one, page.leads))))
}

/// Arrow keys go from title to title.
fn step(event: &KeyboardEvent) {
    let by = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    if crate::hooks::step_focus(event, ".cards", ".card-title a", by) {
        event.prevent_default();
    }
}
