//! The app itself in a page of others, without a frame: a feed, a folder, a packed file.

use serde_json::json;

use super::{HOSTILE, STRICT_APP, heard, open_host, there_and_back, traces};
use crate::page::{keys, quoted};
use crate::scenarios::access::{load_axe, violations};
use crate::stage::Stage;

/// Puts script, viewer, a feed and a folder beside a page of another maker, and opens that.
pub(super) fn open_app(stage: &mut Stage, policy: &str, css: &str, body: &str, hash: &str) {
    let feed = stage.places.root.join("data").join("coups.json");
    let feed = std::fs::read(feed).expect("the feed is there");
    stage.server.put("embed/archive.json", feed);
    let folders = [
        (
            stage.places.embed.join("backfile-viewer"),
            "backfile-viewer",
        ),
        (stage.places.site.clone(), "site"),
        (stage.places.site.join("site"), "site/site"),
    ];
    for (folder, name) in folders {
        let files =
            std::fs::read_dir(&folder).expect("`cargo xtask run --no-open` makes the folder");
        for file in files.flatten().filter(|file| file.path().is_file()) {
            let path = format!("embed/{name}/{}", file.file_name().to_string_lossy());
            let bytes = std::fs::read(file.path()).expect("the file can be read");
            stage.server.put(&path, bytes);
        }
    }
    let page = std::fs::read(stage.places.site.join("index.html")).expect("the folder has a page");
    stage.server.put("embed/site/", page);
    open_host(stage, policy, css, body, hash);
}

/// An element in the archive of this number.
pub(super) fn inside(number: usize, css: &str) -> String {
    format!("__roots[{number}].querySelector({})", quoted(css))
}

/// Waits until the list of an archive has this many cards.
#[track_caller]
pub(super) fn wait_cards(stage: &Stage, number: usize, count: usize) {
    stage.page.wait(
        &format!("archive {number} shows {count} articles"),
        &format!("__roots[{number}].querySelectorAll('.cards > li').length === {count}"),
    );
}

/// Clicks in a closed root as with a mouse.
#[track_caller]
pub(super) fn click(stage: &Stage, number: usize, css: &str) {
    let element = inside(number, css);
    stage.page.wait(&format!("there is `{css}`"), &element);
    let at_rest = format!(
        "(e => {{ e.scrollIntoView({{block: 'center', behavior: 'instant'}}); const y = e.getBoundingClientRect().top, \
         same = window.__top === y; window.__top = y; return same }})({element})"
    );
    stage.page.wait(&format!("`{css}` is at rest"), &at_rest);
    stage.page.eval("(delete window.__top, true)");
    // By its place: WebKit's driver does not look into closed roots.
    let place = format!(
        "(r => [Math.round(r.left + Math.min(r.width / 2, 60)), Math.round(r.top + r.height / 2)])({element}.getClientRects()[0])"
    );
    let place = stage.page.eval(&place);
    let moved = json!({"type": "pointerMove", "duration": 0, "origin": "viewport", "x": place[0], "y": place[1]});
    let press = |kind: &str| json!({"type": kind, "button": 0});
    let body = json!({"actions": [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"},
        "actions": [moved, press("pointerDown"), press("pointerUp")]}]});
    let clicked = stage.page.session.command("POST actions", Some(&body));
    clicked.unwrap_or_else(|error| panic!("`{css}` cannot be clicked: {error}"));
}

pub(super) fn two_archives(stage: &mut Stage) {
    let slug = stage.expected.articles[3].slug.clone();
    let body = format!(
        "<h1 id=\"heading\">Host</h1><div>\
         <backfile-archive id=\"a\" src=\"archive.json\" filters=\"place=Peru\" loading=\"eager\"></backfile-archive>\
         <backfile-archive id=\"b\" src=\"site/\" view=\"{slug}\" loading=\"eager\"></backfile-archive></div>\
         <backfile-archive id=\"c\" src=\"archive.html\" mode=\"app\" query=\"Zuniga\" loading=\"eager\"></backfile-archive>"
    );
    open_app(stage, STRICT_APP, HOSTILE, &body, "");
    let peru = stage.expected.having(|article| article.is_in("Peru")).len();
    let found = stage
        .expected
        .having(|article| article.says("Zuniga"))
        .len();
    let page = &stage.page;
    for (id, name, more) in [
        ("a", "ready", "e.articles === 30 && e.version".to_owned()),
        ("b", "ready", "e.articles === 30".to_owned()),
        (
            "a",
            "search",
            format!("e.count === {peru} && e.filters === 'place=Peru'"),
        ),
        (
            "b",
            "open",
            format!("e.slug === {} && e.title", quoted(&slug)),
        ),
        (
            "c",
            "search",
            format!("e.count === {found} && e.query === 'Zuniga'"),
        ),
    ] {
        page.wait(&format!("{id} tells {name}"), &heard(id, name, &more));
    }
    wait_cards(stage, 0, peru);
    let page = &stage.page;
    page.eval(&format!("(c.navigate('#/a/{slug}'), true)"));
    page.wait(
        "a packed file gives its articles",
        &heard(
            "c",
            "open",
            &format!("e.slug === {} && e.title", quoted(&slug)),
        ),
    );
    assert_eq!(
        page.eval("__roots.some(root => root.querySelector('.damage, [role=alert]'))"),
        false
    );
    page.wait("nothing of the page's styles gets in", &format!(
        "['.card-text', '.card-title a', '.search-box input'].every(css => \
         parseFloat(getComputedStyle(__roots[0].querySelector(css)).fontSize) < 30) && \
         getComputedStyle({}).display === 'grid' && getComputedStyle({}).listStyleType === 'none' && \
         getComputedStyle({}).display === 'block'",
        inside(0, ".masthead"), inside(0, ".cards"), inside(1, "#content h1"),
    ));
    let before = traces(stage);
    click(stage, 0, ".cards > li:first-child .card-title a");
    let page = &stage.page;
    page.wait("an opened article is told", &heard("a", "open", "e.title"));
    page.eval("(__heard.length = 0, b.search('Zuniga'), true)");
    page.wait(
        "words from the page are looked for",
        &heard("b", "search", "e.query === 'Zuniga' && e.count > 0"),
    );
    page.wait("in one archive only", "!__heard.some(e => e.from === 'a')");
    page.eval("(__heard.length = 0, a.setAttribute('query', 'qqxz'), true)");
    page.wait(
        "an attribute is followed",
        &heard("a", "search", "e.query === 'qqxz' && e.count === 0"),
    );
    assert_eq!(traces(stage), before, "the page is as it was");
}

pub(super) fn in_use(stage: &mut Stage) {
    let body = "<input id=\"own\"><backfile-archive id=\"a\" src=\"archive.json\"></backfile-archive>\
        <button id=\"after\">After</button>";
    open_app(stage, STRICT_APP, "", body, "");
    // What is asked before the archive is there is heard when it is.
    stage
        .page
        .eval("(e => (e.remove(), __heard.length = 0, document.body.insertBefore(e, after), e.search('Zuniga'), true))(a)");
    let found = stage
        .expected
        .having(|article| article.says("Zuniga"))
        .len();
    wait_cards(stage, 0, found);
    assert_eq!(
        stage
            .page
            .eval("__heard.filter(e => e.name === 'search').map(e => e.query)"),
        json!(["Zuniga"])
    );
    stage.page.eval("(a.navigate('#/'), true)");
    wait_cards(stage, 0, 30);
    click(stage, 0, "input[type=search]");
    stage.page.type_text("Zuniga");
    wait_cards(stage, 0, found);
    let page = &stage.page;
    page.wait(
        "it is told",
        &heard(
            "a",
            "search",
            &format!("e.query === 'Zuniga' && e.count === {found}"),
        ),
    );
    // A key of the archive's is its own: not where the page has the focus.
    page.click("#own");
    page.type_text("/");
    assert_eq!(page.text("own.value + document.activeElement.id"), "/own");
    click(stage, 0, ".count-title");
    stage.page.type_text("/");
    stage.page.wait(
        "the key leads to the search",
        "__roots[0].activeElement?.type === 'search'",
    );
    // The next stop after the archive is the page's: one order of all.
    stage.page.eval("([...__roots[0].querySelectorAll('a, button, input, select')].filter(e => e.offsetParent).pop().focus(), true)");
    stage.page.press(&[keys::TAB]);
    stage.page.wait(
        "Tab leads on into the page",
        "document.activeElement.id === 'after'",
    );
    click(stage, 0, ".cards > li:first-child .card-title a");
    stage.page.wait(
        "an article is open, with the focus on its heading",
        &format!(
            "{} && __roots[0].activeElement?.matches('[data-heading]')",
            heard("a", "open", "true"),
        ),
    );
    // The page moves the reader of the archive, and leaves the focus where it is.
    stage.page.click("#own");
    stage
        .page
        .eval("(__heard.length = 0, a.navigate('#/'), true)");
    stage.page.wait(
        "it goes where it is told",
        &heard("a", "search", "e.count === 30"),
    );
    assert_eq!(
        stage.page.text("document.activeElement.id + location.hash"),
        "own"
    );
    click(stage, 0, "[data-facet=place] label");
    stage.page.wait(
        "a filter is chosen",
        &heard("a", "search", "e.filters.startsWith('place=')"),
    );
}

pub(super) fn looks(stage: &mut Stage) {
    let css = "html { font-size: 10px } body { margin: 0; background: rgb(16, 32, 48); color: rgb(232, 238, 244) } \
        #a { font-family: HostFont, monospace; font-size: 20px; --backfile-accent: rgb(1, 2, 3); --ink: red; --radius: 9px } \
        backfile-archive::part(card-title) { letter-spacing: 3px } #before, #end { height: 3000px }";
    let body = "<div id=\"before\"></div><backfile-archive id=\"a\" src=\"archive.json\"></backfile-archive><div id=\"end\"></div>";
    open_app(stage, STRICT_APP, css, body, "");
    stage
        .page
        .eval("new Promise(done => setTimeout(done, 200)).then(() => true)");
    assert_eq!(
        stage.page.eval("!!__roots[0].querySelector('.around')"),
        false,
        "it waits until it is near"
    );
    stage.page.eval("(a.scrollIntoView(), true)");
    wait_cards(stage, 0, 30);
    let page = &stage.page;
    let style = |css: &str, name: &str| format!("getComputedStyle({}).{name}", inside(0, css));
    assert_eq!(
        page.texts(&format!(
            "[{}, {}, {}, {}, {}, {}, {}]",
            style(".card-title", "fontFamily"),
            style(".card-title", "letterSpacing"),
            style(".card-text", "letterSpacing"),
            style(".card-text", "fontSize"),
            style(".card-text", "color"),
            style(".backfile", "backgroundColor"),
            style(".search-box input", "borderTopLeftRadius"),
        )),
        [
            "HostFont, monospace",
            "3px",
            "normal",
            "21.25px",
            "rgb(232, 238, 244)",
            "rgb(16, 32, 48)",
            "7.5px"
        ],
    );
    page.eval("(a.setAttribute('theme', 'light'), true)");
    page.wait(
        "a theme of its own is followed",
        &format!(
            "{} === 'rgb(251, 249, 243)'",
            style(".backfile", "backgroundColor")
        ),
    );
    there_and_back(
        stage,
        "a",
        || {
            page.eval("(__roots[0].querySelectorAll('.card-title a')[15].click(), true)");
        },
        || {
            way_back_in_sight(stage);
            page.eval(&format!("({}.click(), true)", inside(0, "a.back")));
        },
    );
    let page = &stage.page;
    page.eval("(a.height = 'fixed', true)");
    page.wait("it scrolls in a box of its own", "a.getBoundingClientRect().height === 800 && __roots[0].querySelector('.around').scrollHeight > 3000");
}

/// Back leads on in the page, so the other way must be at hand wherever one is in an article.
#[track_caller]
fn way_back_in_sight(stage: &Stage) {
    let page = &stage.page;
    let top = format!("{}.getBoundingClientRect().top", inside(0, ".article-nav"));
    page.eval("(scrollBy({ top: 600, behavior: 'instant' }), true)");
    page.wait("the way back stays in sight", &format!("{top} === 0"));
    page.eval("(a.style.setProperty('--backfile-top', '50px'), true)");
    page.wait("below what covers the page", &format!("{top} === 50"));
    page.eval("(a.style.removeProperty('--backfile-top'), true)");
}

pub(super) fn deep_link(stage: &mut Stage) {
    let articles = &stage.expected.articles;
    let (first, second) = (articles[1].slug.clone(), articles[4].slug.clone());
    let body =
        "<backfile-archive id=\"a\" src=\"archive.json\" deeplink=\"on\"></backfile-archive>";
    open_app(stage, STRICT_APP, "", body, &format!("#/a/{first}"));
    let page = &stage.page;
    page.wait(
        "the address leads to the article",
        &heard("a", "open", &format!("e.slug === {}", quoted(&first))),
    );
    page.eval(&format!(
        "(history.replaceState({{ own: 1 }}, ''), a.navigate('#/a/{second}', true), true)"
    ));
    page.wait(
        "the address follows",
        &format!("location.hash === '#/a/{second}'"),
    );
    page.wait("and what the page keeps stays", "history.state.own === 1");
    page.eval("(__heard.length = 0, true)");
    // WebKit's own button leaves out what no reader did.
    page.eval("(history.back(), true)");
    page.wait(
        "Back leads back",
        &format!(
            "location.hash === '#/a/{first}' && {}",
            heard("a", "open", &format!("e.slug === {}", quoted(&first)))
        ),
    );
    page.eval("(location.hash = '#/?q=coup', true)");
    page.wait(
        "the archive follows",
        &heard("a", "search", "e.query === 'coup'"),
    );
    page.eval("(__heard.length = 0, location.hash = '#of-the-page', true)");
    page.wait(
        "a hash of the page's own stays",
        "location.hash === '#of-the-page'",
    );
    page.eval("new Promise(done => setTimeout(done, 400)).then(() => true)");
    assert_eq!(page.text("location.hash + __heard.length"), "#of-the-page0");
    assert_eq!(page.text("document.title"), "Host");
}

pub(super) fn axe(stage: &mut Stage) {
    let mut found = Vec::new();
    for css in [
        "",
        "body { background: #14201b; color: #dfe9e2; --backfile-accent: #7fd6ad }",
    ] {
        let body = "<main><h1>Host</h1><backfile-archive id=\"a\" src=\"archive.json\"></backfile-archive></main>";
        // What looks into the page does not look into closed roots.
        open_app(stage, STRICT_APP, css, body, "?open");
        wait_cards(stage, 0, 30);
        load_axe(stage);
        let slug = &stage.expected.articles[1].slug;
        for (hash, name) in [
            ("#/?q=coup&place=Peru".to_owned(), "search"),
            (format!("#/a/{slug}"), "open"),
        ] {
            stage
                .page
                .eval(&format!("(__heard.length = 0, a.navigate('{hash}'), true)"));
            stage
                .page
                .wait("the view is there", &heard("a", name, "true"));
            found.extend(
                violations(stage)
                    .into_iter()
                    .map(|text| format!("{name}: {text}")),
            );
        }
    }
    assert!(found.is_empty(), "axe finds:\n{}", found.join("\n"));
}

pub(super) fn many_times(stage: &mut Stage) {
    let body =
        "<backfile-archive id=\"a\" src=\"archive.json\" loading=\"eager\"></backfile-archive>";
    open_app(stage, STRICT_APP, "", body, "");
    wait_cards(stage, 0, 30);
    // Every tenth time the archive is there before it goes again; else it goes on its way.
    let script = "const done = arguments[0], a = document.getElementById('a'); let left = 50;\
        const isThere = () => __roots[0].querySelectorAll('.cards > li').length === 30;\
        (function again() {\
          if (left % 10 === 0 && !isThere()) return setTimeout(again, 20);\
          if (left-- === 0) return done(true);\
          a.remove(); document.body.append(a); setTimeout(again, left % 7);\
        })();";
    assert_eq!(
        stage.page.session.run_async(script, &json!([])),
        Ok(json!(true))
    );
    let page = &stage.page;
    assert_eq!(
        page.eval("[__roots.length, __roots[0].querySelectorAll('.around').length, __roots[0].childNodes.length, \
            __roots[0].adoptedStyleSheets.length, document.querySelectorAll('script[src]').length]"),
        json!([1, 1, 1, 2, 2])
    );
    page.eval("(__heard.length = 0, true)");
    click(stage, 0, ".cards > li:first-child .card-title a");
    stage
        .page
        .wait("a click opens an article", &heard("a", "open", "true"));
    stage
        .page
        .eval("new Promise(done => setTimeout(done, 300)).then(() => true)");
    assert_eq!(
        stage
            .page
            .eval("__heard.filter(e => e.name === 'open').length"),
        1
    );
    stage.page.eval(
        "(a.remove(), __heard.length = 0, dispatchEvent(new PopStateEvent('popstate')), true)",
    );
    assert_eq!(
        stage
            .page
            .eval("[__roots[0].childNodes.length, __heard.length]"),
        json!([0, 0])
    );
}
