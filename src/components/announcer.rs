//! One polite voice: tells a screen reader what the list has become, after a pause.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Long enough that only the list that the reader stops at is told.
const PAUSE_MILLIS: u32 = 900;

/// See [`Announcer`].
#[derive(Clone, PartialEq, Properties)]
pub struct AnnouncerProps {
    /// What to tell; nothing while there is nothing new.
    pub text: Option<AttrValue>,
}

/// A live region.
#[component]
pub fn Announcer(props: &AnnouncerProps) -> Html {
    let told = use_state_eq(|| None::<AttrValue>);
    {
        let told = told.setter();
        use_effect_with(props.text.clone(), move |text| {
            let text = text.clone();
            let timer = Timeout::new(PAUSE_MILLIS, move || told.set(text));
            move || drop(timer)
        });
    }
    html! { <p class="visually-hidden" role="status">{ (*told).clone() }</p> }
}
