//! Pages of other kinds: one that is such an app itself, one that has the script of another version,
//! one with a web font, one that is searched by the browser.

use serde_json::{Value, json};

use super::app::{click, inside, open_app, wait_cards};
use super::{STRICT_APP, WATCH, heard, traces};
use crate::engine::Engine;
use crate::page::quoted;
use crate::stage::Stage;

/// Puts a script into the page of a hosted archive, and waits until it ran.
#[track_caller]
fn add_script(stage: &Stage, address: &str) {
    let added = "const [address, done] = arguments, script = document.createElement('script'); script.src = address; \
        script.onload = () => done(true); script.onerror = () => done(false); document.body.append(script);";
    let ran = stage.page.session.run_async(added, &json!([address]));
    assert_eq!(ran, Ok(json!(true)), "{address} does not run");
}

pub(super) fn app(stage: &mut Stage) {
    open_app(stage, STRICT_APP, "", "", "");
    // Another version's script: it knows no viewer, so whatever it defined would show frames.
    let script = stage.server.address("embed/backfile-embed.js");
    stage
        .server
        .put("embed/watch-later.js", WATCH.as_bytes().to_vec());
    let watch = stage.server.address("embed/watch-later.js");
    let page = stage.server.address("embed/site/");
    stage.page.open(&page);
    stage.wait_cards(30);
    add_script(stage, &watch);
    add_script(stage, &script);
    let alone = "embed/alone.js";
    let text = std::fs::read_to_string(stage.places.embed.join("backfile-embed.js"));
    let text = text.expect("`cargo xtask run --no-open` makes the script");
    stage
        .server
        .put(alone, super::without_viewer(&text).into_bytes());
    add_script(stage, &stage.server.address(alone));
    stage.page.eval("(document.body.insertAdjacentHTML('beforeend', \
        '<backfile-archive id=\"a\" src=\"../archive.json\" loading=\"eager\"></backfile-archive>'), true)");
    wait_cards(stage, 0, 30);
    let page = &stage.page;
    let both = "[location.hash, document.title, document.querySelectorAll('.cards > li').length, \
        !!__roots[0].querySelector('.article-view'), __heard.filter(e => e.name === 'open').length]";
    let title = page.text("document.title");
    assert_eq!(page.eval(both), json!(["", title, 30, false, 0]));
    // Both programs are Yew's, and number what they draw alike: none may hear the other's clicks.
    click(stage, 0, ".cards > li:nth-child(2) .card-title a");
    let page = &stage.page;
    page.wait("the element opens an article", &heard("a", "open", "true"));
    assert_eq!(page.eval(both), json!(["", title, 30, true, 1]));
    page.click(".cards > li:nth-child(3) .card-title a");
    page.wait(
        "the page opens an article",
        "location.hash.startsWith('#/a/') && document.querySelector('main h1[data-heading]')",
    );
    assert_eq!(
        page.eval("__heard.filter(e => e.name === 'open').length"),
        1,
        "the element went along"
    );
    page.eval(&format!("({}.click(), true)", inside(0, "a.back")));
    wait_cards(stage, 0, 30);
    let page = &stage.page;
    assert_eq!(
        page.eval(
            "location.hash.startsWith('#/a/') && !!document.querySelector('main h1[data-heading]')"
        ),
        true
    );
    page.eval("(a.remove(), true)");
    page.eval("(history.back(), true)");
    stage.wait_cards(30);
}

/// A click with a key held, or a menu, in the archive of this number: the address that the browser sees.
#[track_caller]
fn seen_by_browser(stage: &Stage, number: usize, css: &str, event: &str) -> String {
    stage.page.wait("there is a link", &inside(number, css));
    let script = format!(
        "(link => {{ let seen = ''; const see = event => {{ event.preventDefault(); seen = link.href }}; \
         addEventListener('{event}', see); link.dispatchEvent(new MouseEvent('{event}', {{ bubbles: true, cancelable: true, \
         composed: true, ctrlKey: '{event}' === 'click', button: {{ click: 0, auxclick: 1 }}['{event}'] ?? 2 }})); \
         removeEventListener('{event}', see); return seen }})({})",
        inside(number, css)
    );
    stage.page.text(&script)
}

pub(super) fn links(stage: &mut Stage) {
    let body = "<backfile-archive id=\"a\" src=\"site/\" loading=\"eager\"></backfile-archive>\
        <backfile-archive id=\"b\" src=\"archive.html\" mode=\"app\" loading=\"eager\"></backfile-archive>\
        <backfile-archive id=\"c\" src=\"archive.json\" loading=\"eager\"></backfile-archive>";
    open_app(stage, STRICT_APP, "", body, "");
    for number in 0..3 {
        wait_cards(stage, number, 30);
    }
    let link = ".cards > li:first-child .card-title a";
    let hash = stage
        .page
        .text(&format!("{}.getAttribute('href')", inside(0, link)));
    let host = stage.server.address("embed/host.html");
    for (number, own) in ["embed/site/", "embed/archive.html"]
        .into_iter()
        .enumerate()
    {
        let address = format!("{}{hash}", stage.server.address(own));
        for event in ["click", "auxclick", "contextmenu", "dragstart"] {
            assert_eq!(
                seen_by_browser(stage, number, link, event),
                address,
                "{event}"
            );
        }
        stage.page.wait(
            "it is a plain link again",
            &format!(
                "{}.getAttribute('href') === {}",
                inside(number, link),
                quoted(&hash)
            ),
        );
        wait_cards(stage, number, 30);
    }
    // A feed has no page of its own: the article opens in place.
    assert_eq!(seen_by_browser(stage, 2, link, "auxclick"), "");
    stage
        .page
        .wait("it opens in place", &heard("c", "open", "true"));
    copied(stage, &hash);
    // With `deeplink` the page's own address leads there.
    stage
        .page
        .eval("(__heard.length = 0, a.deeplink = 'on', a.navigate('#/'), true)");
    wait_cards(stage, 0, 30);
    assert_eq!(
        seen_by_browser(stage, 0, link, "click"),
        format!("{host}{hash}")
    );
    stage
        .page
        .eval(&format!("({}.click(), true)", inside(0, link)));
    stage.page.wait(
        "the page's address says it",
        &format!("location.hash === {}", quoted(&hash)),
    );
    stage
        .page
        .eval("(a.deeplink = 'off', a.navigate('#/'), true)");
    wait_cards(stage, 0, 30);
    assert_eq!(
        stage.page.text("location.hash"),
        hash,
        "it is left alone from then on"
    );
}

/// The address that the button copies is that of the archive's own page.
#[track_caller]
fn copied(stage: &Stage, hash: &str) {
    let page = &stage.page;
    page.eval(
        "(Object.defineProperty(navigator, 'clipboard', { configurable: true, \
        value: { writeText: async text => void (window.__copied = text) } }), true)",
    );
    page.eval(&format!("(a.navigate({}), true)", quoted(hash)));
    page.wait(
        "there is a button",
        &inside(0, ".article-tools .copy button"),
    );
    page.eval(&format!(
        "({}.click(), true)",
        inside(0, ".article-tools .copy button")
    ));
    let address = format!("{}{hash}", stage.server.address("embed/site/"));
    page.wait(
        "the address is copied",
        &format!("window.__copied === {}", quoted(&address)),
    );
    assert_eq!(
        page.eval(&format!(
            "getComputedStyle({}).display",
            inside(2, ".article-tools")
        )),
        "none"
    );
}

pub(super) fn font_and_find(stage: &mut Stage) {
    let font = stage.places.root.join("tests/fixtures/fonts/wide.woff2");
    let font = std::fs::read(font).expect("the font is there");
    stage.server.put("embed/wide.woff2", font);
    // Every sign of this font is two em wide, and none of another is.
    let css = "@font-face { font-family: Wide; src: url(wide.woff2) } body { font-family: Wide, monospace; font-size: 10px }";
    let policy = format!("{STRICT_APP}; font-src 'self'");
    let body = "<backfile-archive id=\"a\" src=\"archive.json\" query=\"Zuniga\" loading=\"eager\"></backfile-archive>";
    open_app(stage, &policy, css, body, "");
    let page = &stage.page;
    page.wait("something is found", &heard("a", "search", "e.count > 0"));
    let link = inside(0, ".card-title a");
    page.wait("the font of the page is used", &format!("(link => {{ const range = document.createRange(); \
        const text = document.createTreeWalker(link, NodeFilter.SHOW_TEXT).nextNode(); range.setStart(text, 0); range.setEnd(text, 3); \
        return range.getBoundingClientRect().width > 5 * parseFloat(getComputedStyle(link).fontSize) }})({link})"));
    let before = traces(stage);
    find(stage);
    assert_eq!(traces(stage), before);
}

/// A browser searches what it draws, closed roots and all. WebKit's own search does, and its `window.find`
/// is told not to.
#[track_caller]
fn find(stage: &Stage) {
    let page = &stage.page;
    let word = page.text(&format!(
        "{}.textContent.match(/[A-Za-z]{{5,}}/)[0]",
        inside(0, ".card-title a")
    ));
    let is_found = |word: &str| {
        page.eval("(getSelection().removeAllRanges(), scrollTo(0, 0), true)");
        page.eval(&format!(
            "window.find({}, false, false, true)",
            quoted(word)
        ))
    };
    assert_eq!(is_found(&word), stage.engine != Engine::WebKit, "{word}");
    assert_eq!(is_found("qqxzqqxz"), false);
}

/// Run in the page: how workers fare; and words are looked for as soon as that can be.
const WORKERS: &str = "window.__workers = []; const Own = Worker;\
window.Worker = class extends Own { constructor(...given) { super(...given);\
  for (const name of ['message', 'error']) this.addEventListener(name, () => __workers.push(name)) } };\
addEventListener('backfile-ready', (event) => event.target.search('Zuniga'));";

/// The bundled feed many times over: above what is indexed in the page where a worker may be.
fn large_feed(stage: &Stage) -> (Vec<u8>, usize) {
    const TIMES: usize = 30;
    let feed = std::fs::read(stage.places.root.join("data/coups.json")).expect("the feed is there");
    let mut feed: Value = serde_json::from_slice(&feed).expect("it is JSON");
    let items = feed["items"].as_array().cloned().unwrap_or_default();
    let copies = (0..TIMES).flat_map(|time| {
        items.iter().cloned().map(move |mut item| {
            item["id"] = json!(format!("{}-{time}", item["id"]));
            item
        })
    });
    feed["items"] = copies.collect();
    let bytes = feed.to_string().into_bytes();
    assert!(bytes.len() > 400_000, "{} bytes", bytes.len());
    (bytes, items.len() * TIMES)
}

pub(super) fn workers(stage: &mut Stage) {
    let (feed, articles) = large_feed(stage);
    stage.server.put("embed/large.json", feed);
    stage
        .server
        .put("embed/workers.js", WORKERS.as_bytes().to_vec());
    let body = "<script src=\"workers.js\"></script>\
        <backfile-archive id=\"a\" src=\"large.json\" loading=\"eager\"></backfile-archive>";
    let found = stage
        .expected
        .having(|article| article.says("Zuniga"))
        .len();
    for (policy, said) in [("; worker-src blob:", "message"), ("", "")] {
        open_app(stage, &format!("{STRICT_APP}{policy}"), "", body, "");
        let page = &stage.page;
        page.wait(
            "it is ready",
            &heard("a", "ready", &format!("e.articles === {articles}")),
        );
        let count = found * articles / 30;
        page.wait(
            "it is searched",
            &heard(
                "a",
                "search",
                &format!("e.query === 'Zuniga' && e.count === {count}"),
            ),
        );
        let by_worker = page.eval("__workers.includes('message') ? 'message' : ''");
        assert_eq!(by_worker, said, "with the policy `{policy}`");
    }
}
