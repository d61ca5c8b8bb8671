//! Small questions to the browser that may be refused: a sandboxed frame has no storage, a test
//! has no window. Every answer is an `Option`.

/// The window; none in native tests.
pub(crate) fn window() -> Option<web_sys::Window> {
    if cfg!(target_arch = "wasm32") {
        crate::surroundings::window()
    } else {
        None
    }
}

/// The document.
pub(crate) fn document() -> Option<web_sys::Document> {
    window()?.document()
}

/// Whether the page is in a frame of another, which then chooses colors (`boot/embed.js`).
pub(crate) fn is_embedded() -> bool {
    let root = document().and_then(|document| document.document_element());
    root.is_some_and(|root| root.has_attribute("data-embed"))
}

/// The address of the page without its hash; of an embedded one, the page as it stands alone.
pub(crate) fn page_address() -> String {
    let href = window().and_then(|window| window.location().href().ok());
    let mut href = href.unwrap_or_default();
    // An element is told the address that it has, or the page around it.
    let is_frame = is_embedded() && !cfg!(feature = "element");
    let end = if is_frame { '?' } else { '#' };
    if let Some(at) = href.find(end) {
        href.truncate(at);
    }
    href
}

/// A value that the browser keeps between visits.
pub(crate) fn storage_get(key: &str) -> Option<String> {
    window()?.local_storage().ok()??.get_item(key).ok()?
}

/// Keeps a value where that is allowed; elsewhere it lasts as long as the page.
pub(crate) fn storage_set(key: &str, value: &str) {
    if let Some(Ok(Some(storage))) = window().map(|window| window.local_storage()) {
        // Full or refused: the choice then lasts as long as the page.
        let _ = storage.set_item(key, value);
    }
}
