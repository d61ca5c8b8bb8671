//! The results: a screenful per key stroke at once, the rest after the frame.

use std::rc::Rc;

use backfile_viewer::select::card::Card;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::card;

/// Cards that are drawn at once; browsers take 3 to 16 ms for so many.
const AT_ONCE: usize = 20;

/// See [`Results`].
#[derive(Clone, PartialEq, Properties)]
pub struct ResultsProps {
    /// The cards of the page.
    pub cards: Rc<Vec<Card>>,
    /// Number of the answer that they come from.
    pub answer: u32,
    /// True while a newer answer is awaited.
    #[prop_or_default]
    pub is_busy: bool,
    /// Position of the first in the whole list, from 1.
    #[prop_or(1)]
    pub first: u32,
}

/// The cards of a page of the list.
#[component]
pub fn Results(props: &ResultsProps) -> Html {
    // A list that is come back to is drawn whole, so that its scroll position exists.
    let whole = use_state_eq(|| props.answer);
    {
        let whole = whole.setter();
        use_effect_with(props.answer, move |&answer| {
            let timer = Timeout::new(30, move || whole.set(answer));
            move || drop(timer)
        });
    }
    let count = if *whole == props.answer {
        props.cards.len()
    } else {
        AT_ONCE
    };
    let on_key = Callback::from(|event: KeyboardEvent| step(&event));
    html! {
        <ol class="cards" start={props.first.to_string()} aria-busy={props.is_busy.to_string()} onkeydown={on_key}>
            { for props.cards.iter().take(count).map(card) }
        </ol>
    }
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
