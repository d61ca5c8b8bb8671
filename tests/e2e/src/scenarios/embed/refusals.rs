//! Where an archive cannot be in a page of others, is it said why, and what to do?

use super::app::{inside, open_app, wait_cards};
use super::{STRICT, STRICT_APP, heard, host_folder, page_of, without_viewer};
use crate::stage::{Stage, file_address};

/// A page that lets neither the program run nor frames in.
const NO_APP: &str =
    "default-src 'none'; img-src data:; script-src 'self'; style-src 'self'; connect-src 'self'";

pub(super) fn refused(stage: &mut Stage) {
    let body = "<backfile-archive id=\"a\" src=\"archive.json\" loading=\"eager\"><a href=\"archive.json\">Old issues</a></backfile-archive>\
        <backfile-archive id=\"b\" src=\"site/\" loading=\"eager\"></backfile-archive>\
        <backfile-archive id=\"c\" src=\"none.json\" loading=\"eager\"></backfile-archive>\
        <backfile-archive id=\"d\" src=\"broken.json\" loading=\"eager\"></backfile-archive>\
        <backfile-archive id=\"e\" src=\"archive.json\" mode=\"frame\" loading=\"eager\"></backfile-archive>\
        <backfile-archive id=\"f\" src=\"host.html\" mode=\"app\" loading=\"eager\"></backfile-archive>";
    stage.server.put("embed/broken.json", b"[1, 2".to_vec());
    let needs = "e.cure.includes(\"script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'\")";
    let is_policy = format!("e.cause.includes('Content-Security-Policy') && {needs}");
    open_app(stage, NO_APP, "", body, "");
    let page = &stage.page;
    page.wait(
        "what the app needs is named",
        &heard("a", "error", &is_policy),
    );
    page.wait(
        "and what a frame needs",
        &heard(
            "b",
            "error",
            &format!("{is_policy} && e.cure.includes(\"(or: frame-src 'self')\")"),
        ),
    );
    page.wait(
        "a reader is told, and led on",
        "__roots[0].querySelector('[role=alert] a').href.endsWith('/embed/archive.json') && \
        __roots[0].querySelector('[role=alert]').textContent.includes('Old issues')",
    );
    page.wait(
        "a feed has no frame",
        &heard("e", "error", "e.cause.includes('no page for a frame')"),
    );
    // The data may not be loaded.
    let policy = STRICT_APP.replace("; connect-src 'self'", "");
    open_app(stage, &policy, "", body, "");
    stage
        .page
        .wait("it is named", &heard("a", "error", &is_policy));
    // The program may not run, but a frame is let in.
    open_app(stage, STRICT, "", body, "");
    stage.page.wait(
        "the frame is the second way",
        &format!(
            "{} && {}",
            heard("b", "ready", "e.articles === 30"),
            inside(1, "iframe")
        ),
    );
    // All is let in; what is wrong is the data.
    open_app(stage, STRICT_APP, "", body, "");
    wait_cards(stage, 0, 30);
    let page = &stage.page;
    page.wait("no file", &heard("c", "error", "e.cause.includes('could not be loaded') && e.cure.includes('404') && e.cure.includes('none.json')"));
    page.wait(
        "no feed",
        &heard(
            "d",
            "error",
            "e.cause.includes('cannot be read') && e.cure.includes('backfile check')",
        ),
    );
    page.wait(
        "no packed file",
        &heard(
            "f",
            "error",
            "e.cause.includes('no archive') && e.cure.includes('host.html')",
        ),
    );
    // The script stands alone.
    let script = stage.places.embed.join("backfile-embed.js");
    let script = std::fs::read_to_string(script).expect("the script is there");
    let script = without_viewer(&script).into_bytes();
    open_app(stage, STRICT, "", "", "");
    stage.server.put("embed/backfile-embed.js", script);
    let html = page_of(STRICT, body);
    stage.server.put("embed/host.html", html.into_bytes());
    let address = stage.server.address("embed/host.html?alone");
    stage.page.open(&address);
    stage.page.wait(
        "the viewer is missed",
        &heard("a", "error", "e.cure.includes('backfile embed DIR')"),
    );
    stage.page.wait(
        "a folder needs none",
        &heard("b", "ready", "e.articles === 30"),
    );
}

pub(super) fn in_a_file(stage: &mut Stage) {
    let folder = host_folder(stage);
    let body = "<backfile-archive id=\"a\" src=\"archive.json\" loading=\"eager\"></backfile-archive>\
        <backfile-archive id=\"b\" src=\"site/\" loading=\"eager\"></backfile-archive>";
    let policy = "default-src 'none'; img-src data:; script-src file:; style-src file:";
    let host = stage.write("app-host.html", page_of(policy, body).as_bytes());
    assert_eq!(host.parent(), Some(folder.as_path()));
    stage.page.open(&file_address(&host, ""));
    for id in ["a", "b"] {
        stage.page.wait(
            "the reason and the ways out are told",
            &heard(id, "error", "e.cause.includes('opened from a file') && e.cure.includes('backfile serve') && e.cure.includes('backfile pack')"),
        );
    }
}

/// Run in the page: the program of the first archive stops when it is told to.
const TRAP: &str = "const Instance = WebAssembly.Instance; let count = 0;\
WebAssembly.Instance = function (module, imports) {\
  const own = count++, exports = {};\
  for (const [name, value] of Object.entries(new Instance(module, imports).exports))\
    exports[name] = typeof value !== 'function' ? value : (...given) => {\
      if (window.__trap === own) new Instance(new WebAssembly.Module(new Uint8Array([\
        0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11]))).exports.f();\
      return value(...given);\
    };\
  return { exports };\
};";

pub(super) fn broken(stage: &mut Stage) {
    stage.server.put("embed/trap.js", TRAP.as_bytes().to_vec());
    let body = "<script src=\"trap.js\"></script>\
        <backfile-archive id=\"a\" src=\"archive.json\" loading=\"eager\"></backfile-archive>\
        <backfile-archive id=\"b\" src=\"archive.json\" loading=\"eager\"></backfile-archive>";
    open_app(stage, STRICT_APP, "", body, "");
    wait_cards(stage, 0, 30);
    wait_cards(stage, 1, 30);
    // Programs are numbered in the order in which they came.
    stage.page.eval("(window.__trap = 0, true)");
    for number in [0, 1] {
        let link = inside(number, ".cards > li:first-child .card-title a");
        stage.page.eval(&format!("({link}?.click(), true)"));
    }
    let page = &stage.page;
    let told = "e.cause.includes('archive broke') && e.cure.includes('Reload')";
    page.wait(
        "one of them tells that it broke",
        &format!(
            "{} || {}",
            heard("a", "error", told),
            heard("b", "error", told)
        ),
    );
    page.wait(
        "and the other goes on",
        &format!(
            "{} || {}",
            heard("a", "open", "true"),
            heard("b", "open", "true")
        ),
    );
    page.wait(
        "one leads on by a link, one shows its article",
        "__roots.filter(r => r.querySelector('[role=alert] a')).length === 1 && \
        __roots.filter(r => r.querySelector('#content h1')).length === 1",
    );
}
