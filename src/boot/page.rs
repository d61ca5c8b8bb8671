//! What does the boot need of the page? Its tags, its state for tests, its turn of the loop.
//!
//! `window.__backfile` (made by `boot/failure.js` and `boot/boot.js`) is the border to the page's
//! own script: `next(island)` gives the bytes of an island's next tag and removes the tag,
//! `fail(cause, cure, details)` shows the failure view, and `phase`, `searchHost`,
//! `articleCount`, `version` say how far the start has come.

use backfile_model::{Block, Manifest};
use futures_channel::oneshot::channel;
use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, RequestCache, RequestInit, Response};

use super::TURN;
use crate::failure::{Failure, failure};

/// Whether this is a page; a worker has no document.
pub(crate) fn is_here() -> bool {
    web_sys::window().is_some_and(|window| window.document().is_some())
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The element that the app lives in.
pub(crate) fn root() -> Option<Element> {
    document()?.get_element_by_id("app")
}

/// Where a hosted page finds its feed.
pub(crate) fn source_address() -> Option<String> {
    let meta = document()?
        .query_selector("meta[name=backfile-source]")
        .ok()??;
    meta.get_attribute("content")
        .filter(|address| !address.is_empty())
}

/// The text of a data tag, which is removed.
pub(crate) fn take_text(id: &str) -> Option<String> {
    let tag = document()?.get_element_by_id(id)?;
    let text = tag.text_content();
    tag.remove();
    text
}

/// The joined bytes of an island, whose tags are removed.
pub(crate) async fn take_island(name: &str, blocks: &[Block]) -> Vec<u8> {
    let size = blocks.iter().map(|block| block.stored_size_bytes as usize);
    // A hostile size must not take all memory: what is missing shows when the blocks are cut.
    let mut bytes = Vec::with_capacity(size.sum::<usize>().min(1 << 28));
    for number in 1_usize.. {
        let Some(next) = call("next", &[JsValue::from_str(name)]) else {
            break;
        };
        let Ok(next) = next.dyn_into::<Uint8Array>() else {
            break;
        };
        let start = bytes.len();
        bytes.resize(start + next.length() as usize, 0);
        next.copy_to(&mut bytes[start..]);
        if number.is_multiple_of(TURN) {
            turn().await;
        }
    }
    bytes
}

/// The glue's text for a worker; `None` when the reader asked for none (`?search=inline`), or when
/// it cannot be had.
pub(crate) async fn wanted_glue() -> Option<String> {
    let window = web_sys::window()?;
    let search = window.location().search().unwrap_or_default();
    if search
        .trim_start_matches('?')
        .split('&')
        .any(|pair| pair == "search=inline")
    {
        return None;
    }
    let document = window.document()?;
    if let Some(tag) = document.get_element_by_id("backfile-glue") {
        return tag.text_content();
    }
    let tag = document
        .query_selector("script[src*='backfile-app']")
        .ok()??;
    let address = tag.get_attribute("src")?;
    let loading = ask(&address, RequestCache::ForceCache)?; // it is what runs already
    let bytes = bytes_of(loading, &address).await.ok()?;
    String::from_utf8(bytes).ok()
}

/// Loads the archive of a hosted page, which `hosted.js` asked for before we ran.
#[cfg(feature = "feed")]
pub(crate) async fn load_source(address: &str) -> Result<Vec<u8>, Failure> {
    let asked = hook().and_then(|hook| Reflect::get(&hook, &JsValue::from_str("source")).ok());
    let asked = asked.and_then(|asked| asked.dyn_into::<Promise>().ok());
    let loading = match asked {
        Some(asked) => asked,
        None => {
            ask(address, RequestCache::Default).ok_or_else(|| unloaded(address, "no window"))?
        }
    };
    bytes_of(loading, address).await
}

/// Asks for a file of the same origin.
fn ask(address: &str, cache: RequestCache) -> Option<Promise> {
    let init = RequestInit::new();
    init.set_cache(cache);
    Some(web_sys::window()?.fetch_with_str_and_init(address, &init))
}

/// The bytes of a response that is on its way.
async fn bytes_of(loading: Promise, address: &str) -> Result<Vec<u8>, Failure> {
    let failed = |error: JsValue| unloaded(address, &words(&error));
    let response = JsFuture::from(loading).await.map_err(failed)?;
    let response: Response = response.dyn_into().map_err(failed)?;
    if !response.ok() {
        return Err(unloaded(address, &format!("status {}", response.status())));
    }
    let body = response.array_buffer().map_err(failed)?;
    let body = JsFuture::from(body).await.map_err(failed)?;
    Ok(Uint8Array::new(&body).to_vec())
}

fn unloaded(address: &str, details: &str) -> Failure {
    failure(
        "The archive could not be loaded.",
        "Check the connection and reload the page.",
        format_args!("{address}: {details}"),
    )
}

/// Waits until the whole page is parsed, so that all islands are there.
pub(crate) async fn until_parsed() {
    let Some(document) = document().filter(|document| document.ready_state() == "loading") else {
        return;
    };
    let (sender, receiver) = channel();
    let listener = Closure::once(move || {
        let _ = sender.send(());
    });
    let function = listener.as_ref().unchecked_ref();
    if document
        .add_event_listener_with_callback("DOMContentLoaded", function)
        .is_ok()
    {
        let _ = receiver.await;
    }
}

/// Gives the browser its turn.
pub(crate) async fn turn() {
    gloo::timers::future::TimeoutFuture::new(0).await;
}

/// Shows the failure view in place of, or above, what is there.
pub(crate) fn fail(failure: &Failure) {
    note_phase("failed");
    let words = [&failure.cause, &failure.cure, &failure.details];
    call("fail", &words.map(|text| JsValue::from_str(text)));
}

/// Says how far the start has come.
pub(crate) fn note_phase(phase: &str) {
    note("phase", &JsValue::from_str(phase));
}

/// Says where the engine runs.
pub(crate) fn note_host(kind: &str) {
    note("searchHost", &JsValue::from_str(kind));
}

/// Says what is open.
pub(crate) fn note_archive(manifest: &Manifest) {
    note(
        "articleCount",
        &JsValue::from_f64(f64::from(manifest.article_count)),
    );
    note("version", &JsValue::from_str(env!("CARGO_PKG_VERSION")));
}

fn note(name: &str, value: &JsValue) {
    if let Some(hook) = hook() {
        let _ = Reflect::set(&hook, &JsValue::from_str(name), value);
    }
}

fn call(name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let hook = hook()?;
    let function = Reflect::get(&hook, &JsValue::from_str(name)).ok()?;
    let function: Function = function.dyn_into().ok()?;
    function.apply(&hook, &arguments.iter().collect()).ok()
}

fn hook() -> Option<JsValue> {
    let window = web_sys::window()?;
    let hook = Reflect::get(&window, &JsValue::from_str("__backfile")).ok()?;
    hook.is_object().then_some(hook)
}

fn words(error: &JsValue) -> String {
    error.as_string().unwrap_or_else(|| format!("{error:?}"))
}
