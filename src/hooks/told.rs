//! One polite voice: what a screen reader is told of the list, after a pause.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::effect::{Cause, letting_go, use_cause};
use super::kept::use_kept;

/// Long enough that only the list that the reader stops at is told.
const PAUSE_MILLIS: u32 = 900;

/// What a live region says now; nothing while there is nothing new.
#[hook]
pub fn use_told(text: Option<String>) -> Option<String> {
    let told = use_kept(|| None::<String>);
    {
        let told = told.clone();
        let cause = Cause::text(text.clone());
        let tell = move || letting_go(Timeout::new(PAUSE_MILLIS, move || told.set(text)));
        use_cause(cause, Box::new(tell));
    }
    told.get()
}
