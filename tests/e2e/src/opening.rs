//! How long does the packed file take to show its list? Measured in Chromium with a fresh profile
//! for each page, beside an HTML file of the same size that only shows text, opened in turns.
//!
//! A paint counts when the frame after it begins: a task posted from within that frame.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::engine::{Engine, Scripts};
use crate::options::Options;
use crate::session::Session;

/// Put before the scripts of every page: notes when the text of a plain page is all there, when
/// the list of the app is, how long the program took to compile, and the first paint.
const WATCH: &str = "window.__times = {};\
const painted = (name) => requestAnimationFrame(() => {\
  const channel = new MessageChannel();\
  channel.port1.onmessage = () => { __times[name] = performance.now(); };\
  channel.port2.postMessage(0);\
});\
addEventListener('DOMContentLoaded', () => painted('text'));\
const watch = new MutationObserver(() => {\
  if (!document.querySelector('.backfile .cards')) return;\
  watch.disconnect();\
  painted('list');\
});\
watch.observe(document, { childList: true, subtree: true });\
const { Module } = WebAssembly;\
WebAssembly.Module = function (...given) {\
  const start = performance.now();\
  const module = new Module(...given);\
  __times.compile = performance.now() - start;\
  return module;\
};\
WebAssembly.Module.prototype = Module.prototype;";

/// Reads the times once the page has come to rest.
const READ: &str = "const done = arguments[arguments.length - 1];\
const end = performance.now() + 20000;\
const is_app = arguments[0];\
(function ask() {\
  const paints = performance.getEntriesByName('first-contentful-paint');\
  const times = window.__times || {};\
  const is_there = times.text && paints.length && (!is_app || times.list && times.compile);\
  if (!is_there && performance.now() < end) return setTimeout(ask, 20);\
  times.first = paints.length ? paints[0].startTime : null;\
  done(times);\
})();";

/// Opens both pages so many times and prints the times in milliseconds as one line of JSON.
pub(crate) fn measure(options: &Options, rounds: usize) -> Result<(), String> {
    let packed = &options.places.packed;
    let plain = options.places.out.join("pages").join("plain.html");
    write_plain(packed, &plain)?;
    let (mut app, mut text) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        text.push(times(&plain, false)?);
        app.push(times(packed, true)?);
    }
    println!("{}", json!({"app": app, "plain": text}));
    Ok(())
}

/// A page of the same size that shows nothing but text.
fn write_plain(packed: &Path, plain: &Path) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", plain.display());
    let size = fs::metadata(packed).map_err(told)?.len() as usize;
    let head = "<!doctype html><html lang=en><meta charset=utf-8><title>Text</title><body>";
    let line = "<p>The quick brown fox jumps over the lazy dog, again and again and again.</p>\n";
    let mut page = head.to_owned();
    while page.len() + line.len() <= size {
        page.push_str(line);
    }
    page.extend(std::iter::repeat_n(' ', size - page.len()));
    fs::create_dir_all(plain.parent().unwrap_or(plain)).map_err(told)?;
    fs::write(plain, page).map_err(told)
}

fn times(page: &Path, is_app: bool) -> Result<Value, String> {
    let session = Session::start(Engine::Chromium, Scripts::On)?;
    let watch = json!({ "source": WATCH });
    session.devtools("Page.addScriptToEvaluateOnNewDocument", &watch)?;
    let address = format!("file://{}", page.display());
    session.command("POST url", Some(&json!({ "url": address })))?;
    let times = session.run_async(READ, &json!([is_app]))?;
    let wanted: &[&str] = if is_app {
        &["first", "list", "compile"]
    } else {
        &["first", "text"]
    };
    match wanted.iter().find(|name| !times[**name].is_number()) {
        Some(name) => Err(format!("{address}: no time of `{name}` in {times}")),
        None => Ok(times),
    }
}
