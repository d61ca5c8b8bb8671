//! Does an archive keep its promises in a page of others: as an element, and in a plain frame?

mod app;
mod element;
mod frame;
mod hosts;
mod refusals;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Place, Scenario, once, scenario};
use crate::stage::Stage;

pub(super) fn scenarios() -> Vec<Scenario> {
    vec![
        once(
            "stands twice in a page with hostile styles and a strict policy, and neither harms the other",
            element::two_archives,
        ),
        Scenario {
            place: Place::OneOfOthers,
            ..scenario(
                "is told and tells what is on the screen, in a plain frame",
                frame::plain_frame,
            )
        },
        once(
            "writes the code that shows it in another page, for keyboard and narrow screens",
            frame::code,
        ),
        once(
            "lets the address of a page lead into it only where that is asked for",
            element::deep_link,
        ),
        once(
            "stands in a file, waits until it is near, and keeps the place of its reader",
            element::in_a_file,
        ),
        Scenario {
            is_noisy: true,
            ..once(
                "says what a page must allow, and links to the archive",
                element::refused,
            )
        },
        once(
            "lives in a page with hostile styles and a strict policy, twice, without a frame",
            app::two_archives,
        ),
        once(
            "is used by pointer and keyboard in a page of others",
            app::in_use,
        ),
        once(
            "has the fonts and the styles of its page, and keeps the place of its reader",
            app::looks,
        ),
        once(
            "has addresses in a page of others only where that is asked for",
            app::deep_link,
        ),
        Scenario {
            needs_axe: true,
            ..once(
                "gives axe nothing to find in a page of others, light and dark",
                app::axe,
            )
        },
        once(
            "is taken away and put back fifty times, and is there once",
            app::many_times,
        ),
        Scenario {
            is_noisy: true,
            ..once(
                "says what the app itself needs of a page, and takes the other way in where there is one",
                refusals::refused,
            )
        },
        Scenario {
            is_noisy: true,
            ..once(
                "breaks alone in a page of others, and says so",
                refusals::broken,
            )
        },
        once(
            "tells a page in a file what it cannot show",
            refusals::in_a_file,
        ),
        once(
            "lives in a page that is such an app itself, with the script of another version",
            hosts::app,
        ),
        once(
            "opens links beside the page where they mean something",
            hosts::links,
        ),
        once(
            "has the web font of its page, and is found by its browser",
            hosts::font_and_find,
        ),
        Scenario {
            is_noisy: true,
            ..once(
                "indexes a large feed beside the page of others, or in it where it must",
                hosts::workers,
            )
        },
        once("looks as its page does", element::pictures),
    ]
}

/// Run in the page before the element's script: remembers events, and shows the tests what the
/// closed roots hide.
const WATCH: &str = "window.__heard = []; window.__roots = [];\
const attach = Element.prototype.attachShadow;\
Element.prototype.attachShadow = function (init) {\
  window.__mode = init.mode;\
  const root = attach.call(this, location.search === '?open' ? { mode: 'open' } : init);\
  __roots.push(root);\
  return root;\
};\
for (const name of ['ready', 'search', 'open', 'error'])\
  addEventListener('backfile-' + name, (event) => __heard.push({ from: event.target.id, name, ...event.detail }));";

/// Styles that leave nothing of a page alone.
const HOSTILE: &str = "* { all: unset !important } div { color: red !important } \
    iframe { display: none !important; height: 1px !important } a, p { font-size: 90px !important }";

const STRICT: &str =
    "default-src 'none'; img-src data:; script-src 'self'; style-src 'self'; frame-src 'self'";

/// What a page needs for the app itself.
const STRICT_APP: &str = "default-src 'none'; img-src data:; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; connect-src 'self'";

/// A page of another maker, whose scripts and styles are files beside it.
fn page_of(policy: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Host</title>\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"><link rel=\"icon\" href=\"data:,\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <link rel=\"stylesheet\" href=\"host.css\"><script src=\"watch.js\"></script>\
         <script src=\"backfile-embed.js\" defer></script></head><body>{body}</body></html>"
    )
}

/// What stands beside such a page.
fn files(stage: &Stage, css: &str) -> [(&'static str, Vec<u8>); 4] {
    let script = stage.places.embed.join("backfile-embed.js");
    let script = std::fs::read(script).expect("`cargo xtask run --no-open` makes the script");
    let packed = std::fs::read(&stage.places.packed).expect("the packed file is there");
    [
        ("host.css", css.as_bytes().to_vec()),
        ("watch.js", WATCH.as_bytes().to_vec()),
        ("backfile-embed.js", script),
        ("archive.html", packed),
    ]
}

/// Opens such a page over http.
fn open_host(stage: &mut Stage, policy: &str, css: &str, body: &str, hash: &str) {
    let html = page_of(policy, body).into_bytes();
    for (name, bytes) in files(stage, css).into_iter().chain([("host.html", html)]) {
        stage.server.put(&format!("embed/{name}"), bytes);
    }
    let address = stage.server.address(&format!("embed/host.html{hash}"));
    stage.page.open(&address);
}

/// The script of the element as it is where it stands alone.
fn without_viewer(script: &str) -> String {
    let (element, _) = script.rsplit_once('(').expect("it is given its viewer");
    format!("{element}(null)")
}

/// A folder of files for such a page.
fn host_folder(stage: &Stage) -> PathBuf {
    let written = files(stage, "body { margin: 1rem } #far, #end { height: 5000px }")
        .map(|(name, bytes)| stage.write(name, &bytes));
    let [file, ..] = written;
    file.parent().map(Path::to_owned).unwrap_or_default()
}

/// Whether the page has heard this of an element.
fn heard(from: &str, name: &str, more: &str) -> String {
    format!("__heard.some(e => e.from === '{from}' && e.name === '{name}' && ({more}))")
}

/// What a page around may notice: nothing but the elements themselves. Gives what is to stay as it is.
#[track_caller]
fn traces(stage: &Stage) -> Value {
    let never = "[__mode, document.title, location.hash, document.styleSheets.length, document.adoptedStyleSheets.length, \
        document.querySelectorAll('script[src]').length, document.querySelectorAll('iframe, style').length, a.shadowRoot, \
        Object.getOwnPropertyNames(window).filter(n => /backfile|wasm/i.test(n)).length]";
    assert_eq!(
        stage.page.eval(never),
        json!(["closed", "Host", "", 1, 0, 2, 0, null, 0])
    );
    stage.page.eval(
        "[history.length, history.scrollRestoration, localStorage.length + sessionStorage.length, \
        document.documentElement.attributes.length + document.body.attributes.length]",
    )
}

/// An article of a long list, and the way back to the same place.
#[track_caller]
fn there_and_back(stage: &Stage, id: &str, open: impl Fn(), back: impl Fn()) {
    let page = &stage.page;
    let top = format!("Math.round({id}.getBoundingClientRect().top)");
    page.eval("(__heard.length = 0, scrollBy({ top: 2500, behavior: 'instant' }), true)");
    page.wait("it is scrolled", &format!("{top} < -1000"));
    let before = page.number(&top);
    open();
    page.wait(
        "an article begins at its top",
        &format!("{} && Math.abs({top}) < 9", heard(id, "open", "true")),
    );
    page.eval("(__heard.length = 0, true)");
    back();
    page.wait("the list is back", &heard(id, "search", "e.count === 30"));
    page.wait("where it was", &format!("Math.abs({top} - {before}) < 60"));
}

/// Goes into the frame of an element, counted from 0.
#[track_caller]
fn enter(stage: &Stage, number: usize) {
    let script = format!("return __roots[{number}].querySelector('iframe')");
    let entered = stage
        .page
        .session
        .run(&script, &json!([]))
        .and_then(|frame| {
            stage
                .page
                .session
                .command("POST frame", Some(&json!({ "id": frame })))
        });
    entered.unwrap_or_else(|error| panic!("frame {number} cannot be entered: {error}"));
}

#[track_caller]
fn leave(stage: &Stage) {
    let left = stage
        .page
        .session
        .command("POST frame", Some(&json!({ "id": Value::Null })));
    left.expect("the page around is there");
}
