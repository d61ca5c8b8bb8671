//! The plain frame with its messages, and the dialog that writes the code for it and for the element.

use super::{STRICT, heard, open_host};
use crate::page::{keys, quoted};
use crate::stage::{Opening, Stage};

pub(super) fn plain_frame(stage: &mut Stage) {
    // A file needs no origin; an archive in parts asks its own host for them.
    let (source, sandbox) = match stage.opening {
        Opening::File => {
            let archive = std::fs::read(&stage.places.packed).expect("the packed file is there");
            stage.write("embedded.html", &archive);
            ("embedded.html".to_owned(), "sandbox=\"allow-scripts\"")
        }
        Opening::Hosted | Opening::Site => (stage.address(""), ""),
    };
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Host</title><link rel=\"icon\" href=\"data:,\">\
         </head><body><script>window.__heard = [];\
         addEventListener('message', (event) => __heard.push({{ isFrame: event.source === frames[0], ...event.data }}));</script>\
         <iframe title=\"Archive\" {sandbox} width=\"700\" height=\"500\" src=\"{source}?embed&amp;theme=dark\"></iframe></body></html>"
    );
    let outer = stage.put("plain-host.html", html.as_bytes());
    stage.page.open(&outer);
    let page = &stage.page;
    page.wait(
        "it says hello",
        "__heard.some(m => m.isFrame && m.backfile === 1 && m.type === 'hello')",
    );
    page.wait(
        "and nothing else, until it is spoken to",
        "__heard.length === 1",
    );
    let say = |message: &str| page.eval(&format!("(frames[0].postMessage({message}, '*'), true)"));
    // Nothing that is not understood may break it or count as an answer.
    for noise in [
        "null",
        "'backfile'",
        "{}",
        "[1, 2]",
        "{backfile: 2, type: 'hello'}",
        "{backfile: 1, type: 'toString'}",
        "{backfile: 1, type: {}}",
    ] {
        say(noise);
    }
    for noise in [
        "{backfile: 1, type: 'hello'}",
        "{backfile: 1, type: 'navigate', to: 'javascript:parent.__broken = 1'}",
        "{backfile: 1, type: 'navigate'}",
        "{backfile: 1, type: 'search', query: {}, filters: [[[]], 7]}",
        "{backfile: 1, type: 'look', theme: 'blue', lang: 1, dir: {}, tokens: {paper: 'url(http://breach.invalid/)', nothing: 'red', ink: 5}}",
    ] {
        say(noise);
    }
    page.wait(
        "it is ready",
        "__heard.some(m => m.type === 'ready' && m.articles === 30)",
    );
    page.wait(
        "it says how high it is",
        "__heard.some(m => m.type === 'height' && m.height > 500)",
    );
    say("{backfile: 1, type: 'search', query: 'coup', filters: {place: ['Peru'], year: 2023}}");
    page.wait("it says what it found", "__heard.some(m => m.type === 'search' && m.query === 'coup' && m.filters === 'place=Peru&year=2023')");
    let slug = &stage.expected.articles[2].slug;
    say(&format!(
        "{{backfile: 1, type: 'navigate', to: '#/a/{slug}'}}"
    ));
    page.wait(
        "it says what it opened",
        &format!(
            "__heard.some(m => m.type === 'open' && m.slug === {})",
            quoted(slug)
        ),
    );
    lost(stage, slug);
    say(
        "{backfile: 1, type: 'look', theme: 'light', lang: 'fr', dir: 'rtl', tokens: {paper: 'rgb(1, 2, 3)', '--ink': 'red'}}",
    );
    page.enter_frame("iframe");
    page.wait("it looks as it was told", "document.documentElement.dir === 'rtl' && document.documentElement.lang === 'fr' && \
        document.documentElement.dataset.theme === 'light' && getComputedStyle(document.body).backgroundColor === 'rgb(1, 2, 3)'");
    assert_eq!(
        page.text("document.documentElement.getAttribute('style').trim()"),
        "--paper: rgb(1, 2, 3);"
    );
    // Only the window above is heard, not the page itself nor frames in it.
    page.eval("(window.postMessage({backfile: 1, type: 'look', theme: 'dark'}, '*'), true)");
    page.eval("(window.postMessage({backfile: 1, type: 'navigate', to: '#/'}, '*'), true)");
    page.eval("new Promise(done => setTimeout(done, 100)).then(() => true)");
    assert_eq!(
        page.text("document.documentElement.dataset.theme + location.hash"),
        format!("light#/a/{slug}")
    );
}

/// An address that leads nowhere is told as such, and the next is followed.
#[track_caller]
fn lost(stage: &Stage, slug: &str) {
    let page = &stage.page;
    let say = |to: &str| {
        page.eval(&format!(
            "(frames[0].postMessage({{backfile: 1, type: 'navigate', to: '{to}'}}, '*'), true)"
        ))
    };
    let opened = "__heard.filter(m => m.type === 'open').length";
    let before = page.number(opened);
    say("#/a/none-such");
    page.wait(
        "it says what leads nowhere",
        "__heard.some(m => m.type === 'lost' && m.address === '#/a/none-such')",
    );
    assert_eq!(page.number(opened), before);
    say(&format!("#/a/{slug}"));
    page.wait("it goes on", &format!("{opened} > {before}"));
}

pub(super) fn code(stage: &mut Stage) {
    stage.open("#/?q=coup&place=Peru");
    stage.page.wait(
        "something is found",
        "document.querySelector('.cards mark')",
    );
    let button = "document.querySelector('.site-footer > .button')";
    stage.page.click_on(button);
    let page = &stage.page;
    page.wait(
        "the dialog is open, with the focus in it",
        "document.querySelector('dialog[open]').contains(document.activeElement)",
    );
    let codes = page.texts("[...document.querySelectorAll('dialog pre')].map(e => e.textContent)");
    let file = page.text("location.pathname.split('/').pop()");
    let is_file = stage.opening == Opening::File;
    let address = if is_file { file } else { stage.address("") };
    let named = format!("src=\"{address}\" view=\"#/?q=coup&amp;place=Peru\"");
    assert!(codes[0].contains(&named), "{named} is not in {codes:?}");
    let framed = format!("src=\"{address}?embed#/?q=coup&amp;place=Peru\"");
    assert!(codes[1].contains(&framed), "{framed} is not in {codes:?}");
    page.press(&[keys::ENTER]);
    page.wait("it is copied, or there to be copied by hand", "document.querySelector('dialog .copy').matches(':has([role=status]:not(:empty), .copy-text)')");
    page.press(&[keys::ESCAPE]);
    page.wait(
        "Escape closes it, and the focus is back",
        &format!("!document.querySelector('dialog[open]') && document.activeElement === {button}"),
    );
    // What the dialog wrote works, as it is, in the page of somebody else.
    if is_file {
        let body = codes[0]
            .replace(&address, "archive.html")
            .replace("<backfile-archive", "<backfile-archive id=\"a\"");
        let body = body
            .split_once("</script>")
            .map(|(_, element)| element.to_owned());
        open_host(stage, STRICT, "", &body.unwrap_or_default(), "");
        stage.page.wait(
            "it opens where its reader was",
            &heard(
                "a",
                "search",
                "e.query === 'coup' && e.filters === 'place=Peru'",
            ),
        );
    }
    for (theme, dir) in [("light", "ltr"), ("dark", "rtl")] {
        stage.open_framed("style=\"width:320px;height:720px\"", "");
        let page = &stage.page;
        page.eval(&format!("(document.documentElement.dir = '{dir}', document.documentElement.dataset.theme = '{theme}', \
            document.querySelector('.backfile').dataset.theme = '{theme}', {button}.click(), true)"));
        page.wait(
            "nothing sticks out of it",
            "(d => d.scrollWidth <= d.clientWidth && d.getBoundingClientRect().left >= 0 && \
            d.getBoundingClientRect().right <= 320)(document.querySelector('dialog[open]'))",
        );
        let picture = stage.picture(&format!("embedding-320-{theme}"));
        stage
            .page
            .screenshot(&picture)
            .expect("the picture is saved");
    }
}
