//! One effect for all hooks.
//!
//! Yew compiles an effect anew for every type of what it depends on and of what it does: some 400
//! bytes of program each, and twice that where it is used. Here both are erased.

use yew::prelude::*;

/// What an effect depends on: it runs again when this is another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cause {
    /// A number, such as that of a question.
    pub(super) number: u32,
    /// A text, such as an address.
    pub(super) text: Option<String>,
}

impl Cause {
    /// Never another: the effect runs once.
    pub(super) fn once() -> Cause {
        Cause::default()
    }

    /// A number.
    pub(super) fn number(number: u32) -> Cause {
        Cause { number, text: None }
    }

    /// A number that there may be.
    pub(super) fn maybe(number: Option<u32>) -> Cause {
        Cause::number(number.map_or(0, |number| number.wrapping_add(1)))
    }

    /// A text that there may be.
    pub(super) fn text(text: Option<String>) -> Cause {
        Cause { number: 0, text }
    }

    /// The same, another each time that the reader tries again. Numbers of articles are lower.
    pub(super) fn tried(self, trial: u32) -> Cause {
        Cause {
            number: self.number.wrapping_add(trial << 24),
            ..self
        }
    }
}

/// Ends what an effect began.
pub(super) type Undo = Box<dyn FnOnce()>;

/// Where there is nothing to end.
pub(super) fn nothing() -> Undo {
    Box::new(|| ())
}

/// Ends an effect by letting go of something, such as a listener.
pub(super) fn letting_go<T: 'static>(held: T) -> Undo {
    Box::new(move || drop(held))
}

/// Runs the effect after drawing, whenever the cause is another.
#[hook]
pub(super) fn use_cause(cause: Cause, effect: Box<dyn FnOnce() -> Undo>) {
    use_effect_with(cause, move |_| effect());
}
