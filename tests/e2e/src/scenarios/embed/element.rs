//! The element: several on a page, hostile styles, strict policies, the page's own address.

use super::{
    HOSTILE, STRICT, enter, heard, host_folder, leave, open_host, page_of, there_and_back, traces,
};
use crate::page::quoted;
use crate::stage::{Stage, file_address};

pub(super) fn two_archives(stage: &mut Stage) {
    let slug = stage.expected.articles[3].slug.clone();
    let body = format!(
        "<h1 id=\"heading\">Host</h1><div>\
         <backfile-archive id=\"a\" src=\"archive.html\" filters=\"place=Peru\"></backfile-archive>\
         <backfile-archive id=\"b\" src=\"archive.html\" view=\"{slug}\" loading=\"eager\"></backfile-archive></div>"
    );
    open_host(stage, STRICT, HOSTILE, &body, "");
    let peru = stage.expected.having(|article| article.is_in("Peru")).len();
    let page = &stage.page;
    page.wait(
        "both are ready",
        &format!(
            "{} && {}",
            heard("a", "ready", "e.articles === 30"),
            heard("b", "ready", "true")
        ),
    );
    page.wait(
        "the first says what it found",
        &heard(
            "a",
            "search",
            &format!("e.count === {peru} && e.filters === 'place=Peru'"),
        ),
    );
    page.wait(
        "the second opens its article",
        &heard("b", "open", &format!("e.slug === {}", quoted(&slug))),
    );
    page.wait(
        "none says more than was asked of it",
        "!__heard.some(e => e.from === 'a' && e.name === 'open')",
    );
    let ready = page.number("__heard.filter(e => e.name === 'ready').length");
    assert_eq!(ready, 2, "each says so once");
    let high = |number: usize| {
        format!("(parseFloat(__roots[{number}].querySelector('iframe').style.blockSize) || 0)")
    };
    page.wait(
        "the first is as high as what is in it",
        &format!("{} > 500", high(0)),
    );
    // Chromium lays out a frame only when it is near.
    page.eval("(b.scrollIntoView(), true)");
    page.wait(
        "and so is the second",
        &format!("{} > 500 && {} !== {}", high(1), high(1), high(0)),
    );
    page.wait(
        "the styles of the page are held off",
        "['a', 'b'].every(id => getComputedStyle(document.getElementById(id)).display === 'block') && \
         __roots.every(r => r.querySelector('iframe').getBoundingClientRect().width > 600)",
    );
    traces(stage);
    inside_and_back(stage, peru);
    let page = &stage.page;
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
}

/// The first archive from within, an article of it, and the way back.
#[track_caller]
fn inside_and_back(stage: &Stage, count: usize) {
    stage.page.eval("(a.scrollIntoView(), true)");
    enter(stage, 0);
    stage.wait_cards(count);
    let page = &stage.page;
    assert_eq!(
        page.text("getComputedStyle(document.querySelector('.card-text')).fontSize"),
        "17px"
    );
    page.wait(
        "it has the colors of the page",
        "getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)'",
    );
    page.wait(
        "it has no head of its own",
        "document.querySelector('.masthead-text').getBoundingClientRect().width <= 1",
    );
    let reach =
        "(() => { try { return parent.document.title } catch (error) { return error.name } })()";
    assert_eq!(
        page.text(reach),
        "SecurityError",
        "the archive reaches the page"
    );
    stage.page.click(".cards > li:first-child .card-title a");
    leave(stage);
    let page = &stage.page;
    page.wait("an opened article is told", &heard("a", "open", "e.title"));
    assert_eq!(page.text("location.hash + document.title"), "Host");
    page.eval("(__heard.length = 0, true)");
    page.eval("(history.back(), true)");
    page.wait(
        "Back leads to the list in the frame",
        &heard("a", "search", "e.filters === 'place=Peru'"),
    );
}

pub(super) fn deep_link(stage: &mut Stage) {
    let articles = &stage.expected.articles;
    let (first, second) = (articles[1].slug.clone(), articles[4].slug.clone());
    let body =
        "<backfile-archive id=\"a\" src=\"archive.html\" deeplink=\"on\"></backfile-archive>";
    open_host(stage, STRICT, "", body, &format!("#/a/{first}"));
    let page = &stage.page;
    page.wait(
        "the address leads to the article",
        &heard("a", "open", &format!("e.slug === {}", quoted(&first))),
    );
    page.eval(&format!("(a.navigate('#/a/{second}'), true)"));
    page.wait(
        "the address follows",
        &format!("location.hash === '#/a/{second}'"),
    );
    page.eval("(location.hash = '#/?q=coup', true)");
    page.wait(
        "the archive follows",
        &heard("a", "search", "e.query === 'coup'"),
    );
}

pub(super) fn refused(stage: &mut Stage) {
    let body = "<backfile-archive id=\"a\" src=\"archive.html\"></backfile-archive>\
        <backfile-archive id=\"b\" src=\"archive.json\"></backfile-archive>\
        <backfile-archive id=\"c\" src=\"javascript:window.__broken=1\">Old issues</backfile-archive>";
    super::app::open_app(
        stage,
        "default-src 'none'; img-src data:; script-src 'self'; style-src 'self'",
        "",
        body,
        "",
    );
    let page = &stage.page;
    page.wait(
        "the policy is named",
        &heard(
            "a",
            "error",
            "e.cause.includes('Content-Security-Policy') && e.cure.includes(\"frame-src 'self'\")",
        ),
    );
    page.wait(
        "so is what a feed needs",
        &heard("b", "error", "e.cure.includes(\"connect-src 'self'\")"),
    );
    page.wait(
        "what runs is no archive",
        &heard("c", "error", "e.cause.includes('no archive')"),
    );
    page.wait(
        "a reader is told, and led on",
        "__roots[0].querySelector('[role=alert] a').href.endsWith('/embed/archive.html') && \
        !__roots[2].querySelector('a') && typeof __broken === 'undefined'",
    );
}

/// Chromium gives files no origin, so `'self'` names none of them.
const STRICT_FILE: &str =
    "default-src 'none'; img-src data:; script-src file:; style-src file:; frame-src file:";

/// A page in a file, with a box that scrolls by itself, a page that is no archive, and an archive
/// far down.
pub(super) fn in_a_file(stage: &mut Stage) {
    let folder = host_folder(stage);
    let body = "<backfile-archive id=\"a\" src=\"archive.html\" height=\"fixed\"></backfile-archive>\
        <backfile-archive id=\"none\" src=\"plain.html\" loading=\"eager\">Elsewhere</backfile-archive>\
        <div id=\"far\"></div><backfile-archive id=\"b\" src=\"archive.html\"></backfile-archive><div id=\"end\"></div>";
    stage.write(
        "plain.html",
        b"<!doctype html><title>Plain</title><p>No archive",
    );
    let html = page_of(STRICT_FILE, body);
    let host = stage.write("element-host.html", html.as_bytes());
    assert_eq!(host.parent(), Some(folder.as_path()));
    stage.page.open(&file_address(&host, ""));
    let page = &stage.page;
    page.wait("the near one is ready", &heard("a", "ready", "true"));
    let frame = |number: usize| format!("__roots[{number}].querySelector('iframe')");
    assert_eq!(
        page.number(&format!("{}.getBoundingClientRect().height", frame(0))),
        640
    );
    page.wait(
        "the far one waits",
        &format!("!{} && __roots[2].querySelector('a')", frame(2)),
    );
    let slug = &stage.expected.articles[2].slug;
    page.eval(&format!("(a.navigate('#/a/{slug}'), true)"));
    let open = heard("a", "open", &format!("e.slug === {}", quoted(slug)));
    page.wait("it goes where it is told", &open);
    page.eval("(__heard.length = 0, document.body.prepend(a), true)");
    page.wait("an element that is moved is where it was", &open);
    page.eval("(b.scrollIntoView(), true)");
    page.wait(
        "the far one is ready",
        &heard("b", "search", "e.count === 30"),
    );
    page.wait(
        "it is high",
        &format!("parseFloat({}.style.blockSize) > 4000", frame(2)),
    );
    there_and_back(
        stage,
        "b",
        || {
            enter(stage, 2);
            page.eval("(document.querySelectorAll('.card-title a')[15].click(), true)");
            leave(stage);
        },
        || {
            page.eval("(history.back(), true)");
        },
    );
    page.wait(
        "what is no archive is told",
        "__roots[1].querySelector('[role=alert]')?.textContent.startsWith('The archive did not answer.') && \
         __roots[1].querySelector('a').textContent === 'Elsewhere'",
    );
}

/// Saves pictures for a person to look at.
pub(super) fn pictures(stage: &mut Stage) {
    for (name, css) in [
        ("1280-light", "body{margin:1rem;font-family:sans-serif}"),
        (
            "1280-dark",
            "body{margin:1rem;background:#102030;color:#e8eef4;font-family:monospace}",
        ),
        (
            "360-light",
            "body{margin:1rem;max-width:328px;--backfile-accent:#06c}",
        ),
        (
            "360-dark",
            "body{margin:1rem;max-width:328px;background:#222;color:#ddd}",
        ),
    ] {
        let body = "<h1>Our back issues</h1><p>Everything since 2014.</p>\
            <backfile-archive id=\"a\" src=\"archive.html\" query=\"elect\"></backfile-archive><p>After it.</p>";
        open_host(stage, STRICT, css, body, "");
        stage
            .page
            .wait("it is there", &heard("a", "search", "e.count > 0"));
        stage.page.wait(
            "it is high",
            "parseFloat(__roots[0].querySelector('iframe').style.blockSize) > 600",
        );
        let file = stage.picture(&format!("embed-{name}"));
        stage.page.screenshot(&file).expect("the picture is saved");
        enter(stage, 0);
        let background = stage
            .page
            .text("getComputedStyle(document.body).backgroundColor");
        leave(stage);
        let around = stage
            .page
            .text("getComputedStyle(document.body).backgroundColor");
        let around = around.replace("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)");
        assert_eq!(background, around, "the {name} page and its archive differ");
    }
}
