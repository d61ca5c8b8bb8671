//! Here are the entries of the packed file that is open, and the numbers of some articles: give me
//! the file of these articles.
//!
//! A program of its own, compiled only when a reader asks for it, in a worker of its own: what the
//! page itself needs is smaller by that. `src/boot/save.js` starts it.

use std::borrow::Cow;

use backfile_markup::stripped;
use backfile_model::Body;
use backfile_pack::selection::{Selection, Taken};
use backfile_pack::{Options, Saver, Shell, Step, select};
use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Writes the file. All but the manifest are as stored; `boot` is the start script, and `tell` hears
/// how many articles are done.
#[wasm_bindgen]
#[expect(
    clippy::too_many_arguments,
    reason = "an object costs the program more"
)]
pub fn save(
    manifest_json: &[u8],
    index: &[u8],
    archive: &[u8],
    wasm_deflated: &[u8],
    glue_deflated: &[u8],
    css_deflated: &[u8],
    saver: &[u8],
    saver_glue: &[u8],
    boot_js: &str,
    title: &str,
    articles: &[u32],
    tell: &Function,
) -> Result<Vec<u8>, JsValue> {
    let taken = Taken {
        manifest_json,
        index,
        archive,
        shell: Shell {
            wasm_deflated,
            glue_deflated,
            css_deflated,
            saver_deflated: [saver, saver_glue],
            boot_js,
            site_wasm_deflated: &[],
            site_js: "",
        },
    };
    let selection = Selection {
        title,
        articles,
        body_text,
    };
    // Whoever selects once may select again.
    let options = Options {
        saver: Saver::Always,
        ..Options::default()
    };
    let file = select(&taken, &selection, &options, &mut |progress| {
        if progress.step == Step::Articles {
            let done = JsValue::from_f64(progress.done as f64);
            // Who does not hear it does without.
            let _ = tell.call1(&JsValue::NULL, &done);
        }
    });
    file.map_err(|error| JsValue::from_str(&error.to_string()))
}

/// The text of a body: its own plain text, or its HTML without the tags.
fn body_text(body: &Body) -> Cow<'_, str> {
    match (&body.text, &body.html) {
        (Some(text), _) if !text.trim().is_empty() => Cow::Borrowed(text),
        (_, Some(html)) => Cow::Owned(stripped(html)),
        _ => Cow::Borrowed(""),
    }
}
