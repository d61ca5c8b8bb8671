//! One polite voice: what a screen reader is told of the list, after a pause.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Long enough that only the list that the reader stops at is told.
const PAUSE_MILLIS: u32 = 900;

/// What a live region says now; nothing while there is nothing new.
#[hook]
pub fn use_told(text: Option<String>) -> Option<String> {
    let told = use_state_eq(|| None::<String>);
    {
        let told = told.setter();
        use_effect_with(text, move |text| {
            let text = text.clone();
            let timer = Timeout::new(PAUSE_MILLIS, move || told.set(text));
            move || drop(timer)
        });
    }
    (*told).clone()
}
