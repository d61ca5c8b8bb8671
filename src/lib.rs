//! The Backfile viewer, the only code that knows Yew and the DOM.
