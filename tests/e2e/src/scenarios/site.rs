//! Does a hosted archive load what it needs and no more, tell what it cannot have, open without a
//! network once it was there, and take over the plain pages beside it?

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::json;

use super::{Place, Scenario, scenario};
use crate::page::{PATIENCE, quoted};
use crate::stage::{Opening, Stage};

pub(super) fn scenarios() -> Vec<Scenario> {
    let site = |name, run| Scenario {
        place: Place::Only(Opening::Site),
        ..scenario(name, run)
    };
    vec![
        site(
            "asks for few files until the list and its filters are there",
            few_files,
        ),
        Scenario {
            // Firefox foresees the next page, and calls it an error when it is not waited for.
            is_noisy: true,
            ..site(
                "leaves a plain page alone until its reader searches, and gives it back on Back",
                taken_over,
            )
        },
        Scenario {
            is_noisy: true,
            ..site(
                "says which part of a hosted archive is damaged, and shows the rest",
                damaged_parts,
            )
        },
        Scenario {
            is_noisy: true,
            ..site(
                "opens, searches and reads without a network after the first visit",
                offline,
            )
        },
    ]
}

/// Sizes of the files of the folder, by their paths.
fn sizes(stage: &Stage) -> BTreeMap<String, u64> {
    let mut sizes = BTreeMap::new();
    for (folder, prefix) in [
        (stage.places.site.clone(), ""),
        (stage.places.site.join("site"), "site/"),
    ] {
        for entry in std::fs::read_dir(folder).expect("the site is there") {
            let entry = entry.expect("a file of the site");
            let name = entry.file_name().to_string_lossy().into_owned();
            let size = entry.metadata().expect("a file has a size").len();
            sizes.insert(format!("{prefix}{name}"), size);
        }
    }
    sizes
}

/// The file of a kind.
fn file(stage: &Stage, kind: &str) -> String {
    let start = format!("site/{kind}-");
    let names = sizes(stage).into_keys();
    let mut names = names.filter(|name| name.starts_with(&start));
    names.next().unwrap_or_else(|| panic!("there is a {start}"))
}

fn few_files(stage: &mut Stage) {
    stage.server.move_on();
    stage.open("");
    stage.wait_cards(30);
    let base = stage.server.address("");
    let asked = "performance.getEntriesByType('resource').map(e => e.name).filter(n => /^http/.test(n) && !n.endsWith('sw.js'))";
    let mut asked = stage.page.texts(asked);
    asked.push(format!("{base}index.html"));
    let sizes = sizes(stage);
    let mut bytes = 0;
    for name in &asked {
        let path = name.strip_prefix(&base);
        let size = path.and_then(|path| sizes.get(path));
        bytes += size.unwrap_or_else(|| panic!("{name} is no file of the site"));
    }
    assert!(
        asked.len() <= 6,
        "page, style, script, program, manifest, index: {asked:?}"
    );
    let program = sizes[&file(stage, "program")];
    assert!(
        bytes < program + 200_000,
        "{bytes} bytes, the program of {program} among them"
    );
    assert!(
        !asked.iter().any(|name| name.contains("/articles-")),
        "no article is read yet: {asked:?}"
    );
    stage.toggle("place", "Peru");
    let count = stage.expected.having(|article| article.is_in("Peru")).len();
    stage.wait_cards(count);
    assert!(
        sizes.len() <= 64 && sizes.values().all(|&size| size < 25 << 20),
        "{sizes:?}"
    );
}

#[track_caller]
fn told(stage: &Stage, what: &str) {
    stage.page.wait(
        &format!("cause and cure are told ({what})"),
        "/(damaged|loaded|missing).*Reload the page/s.test(\
         [...document.querySelectorAll('[role=alert]')].map(e => e.textContent).join())",
    );
}

fn damaged_parts(stage: &mut Stage) {
    let last = stage
        .expected
        .articles
        .last()
        .expect("there are articles")
        .clone();
    for (kind, rest) in [
        ("articles", format!("#/a/{}", last.slug)),
        ("index", String::new()),
    ] {
        stage.server.move_on();
        let name = file(stage, kind);
        let mut bytes = std::fs::read(stage.places.site.join(&name)).expect("the part is there");
        let half = bytes.len() / 2;
        bytes[half..half + 64].reverse();
        stage.server.put(&name, bytes);
        let address = stage.address(&rest);
        stage.page.open(&address);
        told(stage, kind);
        if kind == "articles" {
            super::damage::still_known(stage, kind);
        }
        if kind == "index" {
            stage.wait_ready();
            stage.wait_cards(30);
            stage.search(&last.title);
            stage.page.wait(
                "titles are searched",
                "document.querySelectorAll('.cards > li').length === 1",
            );
        }
        stage.server.take_back(&name);
        stage.server.move_on();
        stage.open(&rest);
        if kind == "articles" {
            stage.wait_article(&last.title);
        } else {
            stage.wait_cards(30);
        }
    }
    stage.server.move_on();
    stage
        .server
        .put("site/manifest.json", b"{\"format\": 1".to_vec());
    let address = stage.address("");
    stage.page.open(&address);
    told(stage, "manifest");
    stage.server.take_back("site/manifest.json");
}

/// Waits until so many files are kept: all in the folder, and the page.
#[track_caller]
fn wait_kept(stage: &Stage, count: usize) {
    let ask = "const done = arguments[0];\
        (async () => {\
          let kept = [];\
          for (const name of await caches.keys()) kept = kept.concat(await (await caches.open(name)).keys());\
          done(kept.map((request) => request.url.split('/').pop()));\
        })();";
    let end = Instant::now() + PATIENCE;
    loop {
        let kept = stage.page.session.run_async(ask, &json!([]));
        let kept = kept.expect("the page tells what is kept");
        if kept.as_array().map(Vec::len) == Some(count) {
            return;
        }
        assert!(
            Instant::now() < end,
            "{count} files are to be kept, not {kept}"
        );
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn offline(stage: &mut Stage) {
    stage.server.move_on();
    stage.open("");
    let files = sizes(stage)
        .keys()
        .filter(|name| name.starts_with("site/"))
        .count();
    wait_kept(stage, files + 1);
    stage.open("");
    stage.page.wait(
        "the worker is in charge",
        "navigator.serviceWorker.controller",
    );
    stage.server.set_down(true);
    let article = stage.expected.articles[3].clone();
    stage.open("");
    stage.wait_cards(30);
    stage.search("Zuniga");
    let found = stage
        .expected
        .having(|article| article.says("Zuniga"))
        .len();
    stage.wait_cards(found);
    // By its address, twice: what WebDriver calls a reload asks Firefox to look at no cache.
    for _ in 0..2 {
        stage.open(&format!("#/a/{}", article.slug));
        stage.wait_article(&article.title);
    }
    stage.server.set_down(false);
}

/// Puts the folder with plain pages beside the archive; gives its address.
fn put_pages(stage: &Stage) -> String {
    stage.put_folder(&stage.places.pages, "plain");
    stage.server.address("plain/")
}

/// The paths that were asked for, below the folder.
fn asked(stage: &Stage) -> Vec<String> {
    let log = stage.server.take_log().into_iter();
    let paths = log.filter_map(|(_, path)| Some(path.split_once("/plain/")?.1.to_owned()));
    paths.filter(|path| !path.ends_with("sw.js")).collect()
}

fn wait_plain(stage: &Stage, title: &str) {
    let shown = format!(
        "!document.querySelector('#app:not([hidden])') && \
         document.querySelector('.page h1').textContent === {}",
        quoted(title)
    );
    stage.page.wait("the plain page is shown", &shown);
}

fn taken_over(stage: &mut Stage) {
    stage.server.move_on();
    let base = put_pages(stage);
    let article = stage.expected.articles[3].clone();
    let plain = format!("{base}a/{}.html", article.slug);
    asked(stage);
    stage.page.open(&plain);
    wait_plain(stage, &article.title);
    // Firefox may foresee the next page.
    let light = asked(stage);
    assert!(
        light.len() >= 3 && !light.iter().any(|path| path.contains("site/")),
        "page, style and script, nothing of the app: {light:?}"
    );
    stage.page.eval("window.__same = true");
    let title = stage.page.eval("document.title");
    let canonical = "document.querySelectorAll('link[rel=canonical]').length";
    // The search box brings the app, with what was written.
    stage.search("Zuniga");
    let found = stage.expected.having(|article| article.says("Zuniga"));
    let shown = "document.querySelector('#app:not([hidden]) .cards')";
    stage.page.wait("the app is shown", shown);
    stage.wait_cards(found.len());
    assert!(asked(stage).iter().any(|path| path.contains("program-")));
    let here = stage.page.eval("location.href.replace(/#.*/, '')");
    assert_eq!(here, format!("{base}app.html"), "an address of its own");
    assert_eq!(stage.page.eval(canonical), 0, "and no other claims it");
    let focused =
        "document.activeElement.id === 'backfile-search' && !document.querySelector('form.search')";
    stage.page.wait("the reader goes on writing", focused);
    assert_eq!(
        stage.page.eval("window.__same"),
        true,
        "nothing was loaded anew"
    );
    // Back, and forward again.
    stage.page.eval("history.back()");
    wait_plain(stage, &article.title);
    assert_eq!(stage.page.eval("location.href"), plain.as_str());
    assert_eq!(stage.page.eval("document.title"), title);
    assert_eq!(stage.page.eval(canonical), 1);
    stage.page.eval("history.forward()");
    stage.page.wait("the app is back", shown);
    stage.wait_cards(found.len());
    assert_eq!(
        stage.page.eval("window.__same"),
        true,
        "nothing was loaded anew"
    );
    // A reload is the app's own.
    let address = stage.page.eval("location.href");
    stage.page.open(address.as_str().expect("an address"));
    stage.wait_ready();
    stage.wait_cards(found.len());
    // From a page of a place the search stays there; its link leads to the same list.
    stage.page.open(&format!("{base}place/peru.html"));
    wait_plain(stage, "Peru");
    let count = stage.expected.having(|article| article.is_in("Peru")).len();
    stage.page.click("a[data-app]");
    stage.wait_cards(count);
    stage.page.eval("history.back()");
    wait_plain(stage, "Peru");
    // The app is here already: the first letter brings it, and the others go on in its own box.
    stage.search("coup");
    stage.page.wait(
        "the place is still chosen",
        "/q=coup&place=Peru/.test(location.hash) && document.querySelector('#app:not([hidden]) .cards')",
    );
    stage.open("");
}
