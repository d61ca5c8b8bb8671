//! What stands around the app, and answers for window and document?
//!
//! A page of its own: then it is the browser's window. Or, in a page of others without a frame
//! (feature `element`), an object that `boot/element.js` makes, which has what the app asks of a
//! window and no more: address and history of its own, scroll position within that page, keys that
//! were pressed inside, `__backfile`. Nothing else in here may ask the browser for its window, so
//! title, hash, history, storage and globals of the page around stay as they are. Every element has
//! a program of its own, so there is one of these in each.

#[cfg(not(feature = "element"))]
pub(crate) use web_sys::window;

#[cfg(feature = "element")]
pub use element::{close, open_in};
#[cfg(feature = "element")]
pub(crate) use element::{keep, may_focus, window};

#[cfg(feature = "element")]
mod element {
    use std::cell::RefCell;

    use js_sys::Reflect;
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::Window;
    use yew::AppHandle;

    use crate::app::App;
    use crate::search::SearchHost;

    thread_local! {
        static AROUND: RefCell<Option<Window>> = const { RefCell::new(None) };
        static APP: RefCell<Option<(AppHandle<App>, SearchHost)>> = const { RefCell::new(None) };
    }

    /// What answers for the window; none before [`open_in`] and after [`close`].
    pub(crate) fn window() -> Option<Window> {
        AROUND.with_borrow(Clone::clone)
    }

    /// Starts the app in these surroundings.
    #[wasm_bindgen]
    pub fn open_in(around: JsValue) {
        AROUND.set(Some(around.unchecked_into()));
        crate::boot::start();
    }

    /// Keeps the app until [`close`].
    pub(crate) fn keep(app: AppHandle<App>, search: SearchHost) {
        APP.set(Some((app, search)));
    }

    /// Takes the app away, with all that listens or waits.
    #[wasm_bindgen]
    pub fn close() {
        if let Some((app, search)) = APP.take() {
            app.destroy();
            search.lose_worker();
        }
        AROUND.set(None);
    }

    /// Whether the focus may be moved: not where the page around moved the reader.
    pub(crate) fn may_focus() -> bool {
        let asked = window().and_then(|around| Reflect::get(&around, &"mayFocus".into()).ok());
        asked.is_some_and(|may| may.is_truthy())
    }
}
