//! What does the boot need of the page? Its tags, its state for tests, its turn of the loop.
//!
//! `window.__backfile` (made by `boot/failure.js` and `boot/boot.js`) is the border to the page's
//! own script: `read` gives bytes of the entries in the page's comments, whose `places` it knows,
//! `manifestJson` has those of the manifest, and `texts()` is what a worker needs to read them;
//! `drawn(then)` calls back; `dress()` puts all styles in; `glue` is the worker's script;
//! `fail(cause, cure, details)` shows the failure view; `tell(...)`, in a frame of another page, says
//! what is on the screen (`boot/embed.js`); `save(...)`, where the file has the
//! program for it, saves a selection (`boot/save.js`); and `phase`, `searchHost`, `articleCount`,
//! `version` say how far the start has come.

use backfile_model::{Block, Manifest, crc32};
use backfile_viewer::labels::labels;
use futures_channel::oneshot::channel;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, RequestCache, RequestInit, Response};

use crate::failure::{Failure, failure};
use crate::surroundings::window;

/// After this rest a file is asked for again.
#[cfg(feature = "hosted")]
const AGAIN_MILLIS: u32 = 700;

/// Whether this is a page; a worker has no document.
pub(crate) fn is_here() -> bool {
    window().is_some_and(|window| window.document().is_some())
}

fn document() -> Option<Document> {
    window()?.document()
}

/// The element that the app lives in.
pub(crate) fn root() -> Option<Element> {
    document()?.get_element_by_id("app")
}

/// Where a hosted page finds its feed.
#[cfg(feature = "feed")]
pub(crate) fn source_address() -> Option<String> {
    if cfg!(feature = "element") {
        return text("feed");
    }
    let meta = document()?
        .query_selector("meta[name=backfile-source]")
        .ok()??;
    meta.get_attribute("content")
        .filter(|address| !address.is_empty())
}

/// The bytes of the manifest, which the page's script has inflated; `None` when they are not the ones
/// that were written.
pub(crate) fn manifest() -> Option<Vec<u8>> {
    let member = |of: &JsValue, name: &str| Reflect::get(of, &JsValue::from_str(name)).ok();
    let hook = hook()?;
    let json = Uint8Array::new(&member(&hook, "manifestJson")?).to_vec();
    let place: Array = member(&member(&hook, "places")?, "manifest")?
        .dyn_into()
        .ok()?;
    let sum = place.get(6).as_f64()? as u32;
    (sum == crc32(0, &json)).then_some(json)
}

/// What a worker needs of the page to open the engine, as messages: places, and the comments with
/// signs, index and articles as texts, which no heap but the worker's has to hold.
pub(crate) fn texts() -> Array {
    let texts = call("texts", &[]).unwrap_or_else(|| Array::new().into());
    texts.unchecked_into()
}

/// The stored bytes of a block of an entry, whose first unit and first sign are given.
pub(crate) fn read(name: &str, block: &Block, unit: u32, sign: u32) -> Option<Vec<u8>> {
    let numbers = [unit, block.unit_count(), sign, block.stored_size_bytes];
    let [from, count, sign, size] = numbers.map(|number| JsValue::from_f64(f64::from(number)));
    let bytes = call("read", &[JsValue::from_str(name), from, count, sign, size])?;
    Some(bytes.dyn_into::<Uint8Array>().ok()?.to_vec())
}

/// Whether the page is there up to its last tag.
pub(crate) fn is_whole() -> bool {
    document().is_some_and(|document| document.get_element_by_id("backfile-end").is_some())
}

/// Puts all styles in.
pub(crate) fn dress() {
    call("dress", &[]);
}

/// The glue's text for a worker; `None` when the reader asked for none (`?search=inline`), or when
/// it cannot be had. A text of JavaScript still, as copying it here and back takes longer than all else
/// before the first list.
pub(crate) async fn wanted_glue() -> Option<JsValue> {
    let window = window()?;
    let search = window.location().search().unwrap_or_default();
    if search
        .trim_start_matches('?')
        .split('&')
        .any(|pair| pair == "search=inline")
    {
        return None;
    }
    let glue = Reflect::get(&hook()?, &JsValue::from_str("glue")).ok()?;
    if glue.is_string() {
        return Some(glue);
    }
    let tag = window
        .document()?
        .query_selector("script[src*='backfile-app']")
        .ok()??;
    let address = tag.get_attribute("src")?;
    let loading = ask(&address, RequestCache::ForceCache)?; // it is what runs already
    let bytes = bytes_of(loading, &address).await.ok()?;
    Some(JsValue::from_str(&String::from_utf8(bytes).ok()?))
}

/// Where a hosted page finds the manifest of its archive.
#[cfg(feature = "hosted")]
pub(crate) fn manifest_address() -> Option<String> {
    text("manifest")
}

/// Loads a file of the archive, `is_anew` past all caches; asks twice, as a connection may have gone
/// for a moment.
#[cfg(feature = "hosted")]
pub(crate) async fn load(address: &str, is_anew: bool) -> Result<Vec<u8>, Failure> {
    let cache = if is_anew {
        RequestCache::Reload
    } else {
        RequestCache::Default
    };
    let ask = || ask(address, cache).ok_or_else(|| unloaded(address, "no window"));
    if let Ok(bytes) = bytes_of(ask()?, address).await {
        return Ok(bytes);
    }
    gloo::timers::future::TimeoutFuture::new(AGAIN_MILLIS).await;
    bytes_of(ask()?, address).await
}

/// Loads the archive of a hosted page, which `hosted.js` asked for before we ran.
#[cfg(any(feature = "feed", feature = "hosted"))]
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
    Some(window()?.fetch_with_str_and_init(address, &init))
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
        "Check the connection and try again, or reload the page.",
        format_args!("{address}: {details}"),
    )
}

/// Waits until the whole page is parsed, so that all entries are there, and what was drawn is seen.
pub(crate) async fn until_drawn() {
    let (sender, receiver) = channel();
    let then = Closure::once(move || {
        let _ = sender.send(());
    });
    if call("drawn", &[then.as_ref().clone()]).is_some() {
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

/// Tells a page around this one what is on the screen; nothing where there is none.
pub(crate) fn tell(address: &str, count: u32) {
    let count = JsValue::from_f64(f64::from(count));
    call("tell", &[JsValue::from_str(address), count]);
}

/// Whether this file has the program that writes a selection as a file of its own.
pub(crate) fn can_save() -> bool {
    hook().is_some_and(|hook| Reflect::has(&hook, &JsValue::from_str("save")) == Ok(true))
}

/// Lets the reader save articles as a file of their own. `numbers` are those of the articles, four
/// bytes each, little end first.
pub(crate) fn save(numbers: &[u8], title: &str) {
    let labels = labels();
    let words = [
        title,
        labels.saving,
        labels.saved,
        labels.saved_in_frame,
        labels.not_saved,
    ];
    let mut arguments = vec![Uint8Array::from(numbers).into()];
    arguments.extend(words.map(JsValue::from_str));
    call("save", &arguments);
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
    #[cfg(feature = "element")]
    note(
        "language",
        &JsValue::from_str(manifest.language.as_deref().unwrap_or_default()),
    );
}

/// A text that the page's script gives us.
#[cfg(any(feature = "feed", feature = "hosted"))]
fn text(name: &str) -> Option<String> {
    let value = Reflect::get(&hook()?, &JsValue::from_str(name)).ok()?;
    value.as_string()
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

/// In a worker the same name has what the worker's script gives.
fn hook() -> Option<JsValue> {
    let around = window().map_or_else(js_sys::global, JsCast::unchecked_into);
    let hook = Reflect::get(&around, &JsValue::from_str("__backfile")).ok()?;
    hook.is_object().then_some(hook)
}

fn words(error: &JsValue) -> String {
    error.as_string().unwrap_or_else(|| format!("{error:?}"))
}
