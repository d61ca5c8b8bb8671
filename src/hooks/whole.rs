//! A screenful of results per key stroke at once, the rest after the frame.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::effect::{Cause, letting_go, use_cause};
use super::kept::use_kept;

/// After the frame that the first cards are drawn in.
const REST_MILLIS: u32 = 30;

/// Whether all cards of this answer are to be drawn; `None` away from the list. A list that is
/// come to is drawn whole, so that its scroll position exists.
#[hook]
pub fn use_whole(answer: Option<u32>) -> bool {
    let drawn = use_kept(|| None::<u32>);
    {
        let drawn = drawn.clone();
        let draw = move || letting_go(Timeout::new(REST_MILLIS, move || drawn.set(answer)));
        use_cause(Cause::maybe(answer), Box::new(draw));
    }
    let drawn = drawn.get();
    drawn.is_none() || drawn == answer
}
