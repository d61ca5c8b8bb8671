//! Does a reader get a selection as a file of its own, made in the page, that is as good as the
//! whole?

use serde_json::json;

use super::{Place, Scenario, scenario};
use crate::base64;
use crate::page::quoted;
use crate::stage::{Opening, Stage, file_address};

pub(super) fn scenarios() -> Vec<Scenario> {
    let from_file = |scenario| Scenario {
        place: Place::Only(Opening::File),
        ..scenario
    };
    vec![
        from_file(scenario(
            "saves what a filtered list shows as a file that opens, finds, and saves again",
            saves,
        )),
        Scenario {
            is_noisy: true,
            ..from_file(scenario(
                "says why no file could be made, and what to do",
                fails,
            ))
        },
    ]
}

/// Keeps what would be downloaded.
const CATCH: &str = "(() => { const make = URL.createObjectURL.bind(URL); \
    URL.createObjectURL = (blob) => { \
      if (blob.type === 'text/html') window.__file = blob; return make(blob) }; \
    HTMLAnchorElement.prototype.click = function () { window.__name = this.download }; \
    return true })()";

/// Reads it as base64.
const READ: &str = "const done = arguments[0], reader = new FileReader(); \
    reader.onload = () => done(reader.result.split(',')[1]); reader.readAsDataURL(__file);";

fn saves(stage: &mut Stage) {
    let whole = std::fs::read(&stage.places.saving).expect("the file that can save is there");
    let whole = stage.write("whole.html", &whole);
    stage.page.open(&file_address(&whole, ""));
    stage.wait_ready();
    assert_eq!(
        stage.page.eval("document.querySelector('.saving')"),
        json!(null),
        "the whole archive is not to be saved as a part"
    );
    let peru = titles(stage, |article| {
        article.places.iter().any(|place| place == "Peru")
    });
    assert!(peru.len() > 1, "several articles are about Peru");
    let (name, file) = selection(stage, "#/?place=Peru", peru.len());
    assert_eq!(name, "peru-coups.html");
    let file = stage.write("selection.html", &file);
    stage.page.open(&file_address(&file, ""));
    stage.wait_ready();
    stage.wait_titles(&peru.iter().map(String::as_str).collect::<Vec<_>>());
    let heading = stage.page.text("document.querySelector('h1').textContent");
    assert!(heading.starts_with("Peru · "), "{heading}");

    // The new file finds, and can be selected from.
    let one = &peru[0];
    let words = one
        .split(' ')
        .max_by_key(|word| word.len())
        .unwrap_or_default();
    let hash = format!("#/?q=title:{words}");
    let found = peru.iter().filter(|title| title.contains(words)).count();
    let (_, file) = selection(stage, &hash, found);
    let file = stage.write("again.html", &file);
    stage.page.open(&file_address(&file, ""));
    stage.wait_ready();
    stage.wait_cards(found);
    assert!(stage.titles().contains(one));
}

/// What is written from, and what writes, may be damaged.
fn fails(stage: &mut Stage) {
    let whole = std::fs::read(&stage.places.saving).expect("the file that can save is there");
    for name in ["archive.json", "viewer/saver.wasm", "viewer/saver.js"] {
        let place = super::damage::entry(&whole, name);
        let mut changed = whole.clone();
        let half = place.start + (place.end - place.start) / 4 * 2;
        changed[half..half + 64].reverse();
        let file = stage.write("damaged-save.html", &changed);
        stage.page.open(&file_address(&file, "#/?place=Peru"));
        stage.wait_ready();
        stage.page.click(".saving button");
        let told = stage.page.text(&told(stage));
        assert!(
            told.starts_with("No file could be made: ") && told.ends_with("current browser."),
            "{name}: {told}"
        );
        assert!(name != "archive.json" || told.contains(name), "{told}");
    }
}

/// The expression for what the reader is told, once there is an end.
#[track_caller]
fn told(stage: &Stage) -> String {
    let told = "document.querySelector('.saving [role=status]').textContent";
    let end = format!("/^(Saved|No file)/.test({told})");
    stage.page.wait("the reader is told of the file", &end);
    told.to_owned()
}

/// The titles of the articles that are so.
fn titles(stage: &Stage, is_so: impl Fn(&crate::expected::Article) -> bool) -> Vec<String> {
    let articles = stage.expected.articles.iter();
    let chosen = articles.filter(|article| is_so(article));
    chosen.map(|article| article.title.clone()).collect()
}

/// Saves what a list of this page shows; gives the name of the file and its bytes.
fn selection(stage: &mut Stage, hash: &str, count: usize) -> (String, Vec<u8>) {
    stage
        .page
        .eval(&format!("(location.hash = {}, true)", quoted(hash)));
    stage.wait_cards(count);
    let said = format!("document.querySelector('.saving button').textContent.includes('{count} ')");
    if count > 1 {
        stage.page.wait("the button counts", &said);
    }
    stage.page.eval(CATCH);
    stage.page.click(".saving button");
    let told = stage.page.text(&told(stage));
    let name = stage.page.text("window.__name || ''");
    assert!(told.starts_with(&format!("Saved as {name}, ")), "{told}");
    let bytes = stage.page.session.run_async(READ, &json!([]));
    let bytes = bytes.expect("the file can be read");
    (name, base64::decode(bytes.as_str().unwrap_or_default()))
}
