//! Is a damaged archive told as one, with its cause and its cure, and never as an empty one?

use std::ops::Range;

use super::{Place, Scenario, scenario};
use crate::stage::{Opening, Stage, file_address};

pub(super) fn scenarios() -> Vec<Scenario> {
    let noisy = |only, name, run| Scenario {
        is_noisy: true,
        place: Place::Only(only),
        ..scenario(name, run)
    };
    vec![
        noisy(
            Opening::File,
            "says what is wrong with a file of which a part is damaged, and shows the rest",
            damaged_parts,
        ),
        noisy(
            Opening::File,
            "says that a file is not whole when its download broke off, and shows what is there",
            cut_file,
        ),
        noisy(
            Opening::Hosted,
            "says what is wrong with a damaged archive, and what to do",
            damaged_feed,
        ),
    ]
}

/// Where an entry of the packed file is, which is a ZIP file too: its data, after its header.
pub(super) fn entry(file: &[u8], name: &str) -> Range<usize> {
    let number = |at: usize, size: usize| {
        let bytes = file[at..at + size].iter().rev();
        bytes.fold(0, |number, &byte| number << 8 | usize::from(byte))
    };
    let is_header = |at: &usize| {
        file[*at..].starts_with(b"PK\x03\x04") && file[at + 30..].starts_with(name.as_bytes())
    };
    let header = (0..file.len()).find(is_header);
    let header = header.unwrap_or_else(|| panic!("there is an entry {name}"));
    let start = header + 30 + number(header + 26, 2) + number(header + 28, 2);
    start..start + number(header + 18, 4)
}

fn damaged_parts(stage: &mut Stage) {
    let whole = std::fs::read(&stage.places.packed).expect("the packed file is there");
    for name in [
        "viewer/slugs.bin",
        "viewer/rows.json",
        "archive.json",
        "viewer/index.bin",
        "viewer/backfile.wasm",
        "viewer/backfile.js",
        "viewer/manifest.json",
    ] {
        let Range { start, end } = entry(&whole, name);
        // In the middle, at a unit of the page.
        let half = start + (end - start) / 4 * 2;
        // An entry without its second half, and one of which bytes were changed.
        let short = [&whole[..half], &whole[end + end % 2..]].concat();
        let mut changed = whole.clone();
        changed[half..half + 64].reverse();
        for (kind, page) in [("short", short), ("changed", changed)] {
            let what = format!("{name}, {kind}");
            let file = stage.write("damaged.html", &page);
            if name == "archive.json" {
                // Articles are read when they are opened, so a damaged one is told of then.
                let last = stage.expected.articles.last().expect("there are articles");
                let rest = format!("#/a/{}", last.slug);
                stage.page.open(&file_address(&file, &rest));
                told(stage, &what);
                still_known(stage, &what);
                stage.page.open(&file_address(&file, ""));
            } else {
                stage.page.open(&file_address(&file, ""));
                told(stage, &what);
            }
            // All titles are there in any case: in the app, or in the page as it was written.
            listed(stage, &what);
        }
    }
}

/// The last article, whose text is damaged, is shown as far as the list knows it.
#[track_caller]
pub(super) fn still_known(stage: &Stage, what: &str) {
    let last = stage.expected.articles.last().expect("there are articles");
    let title = "document.querySelector('.article-title')?.textContent";
    stage.page.wait(
        &format!("the line that its text is damaged is there ({what})"),
        "/text of this article is damaged/.test(document.querySelector('.prose')?.textContent)",
    );
    assert_eq!(stage.page.text(title), last.title, "{what}");
    let summary = stage
        .page
        .text("document.querySelector('.article-head .summary')?.textContent");
    assert!(summary.len() > 20, "{what}: {summary}");
}

/// All titles are to be seen.
#[track_caller]
fn listed(stage: &Stage, what: &str) {
    let count = stage.expected.articles.len();
    let started = "/search|failed/.test(__backfile.phase)";
    stage
        .page
        .wait(&format!("the start is over ({what})"), started);
    let shown = format!("document.querySelectorAll('.cards > li').length === {count}");
    stage.page.wait(&format!("all are listed ({what})"), &shown);
    let text = stage
        .page
        .text("document.querySelector('.cards').textContent");
    for article in &stage.expected.articles {
        assert!(text.contains(&article.title), "{what}: {}", article.title);
    }
}

fn cut_file(stage: &mut Stage) {
    let whole = std::fs::read(&stage.places.packed).expect("the packed file is there");
    // A download that broke off: the rest of the file is not there.
    let last = &stage.expected.articles.last().expect("there are articles");
    let last = format!("articles/{}.txt", last.slug);
    for name in [
        "viewer/backfile.wasm",
        "viewer/index.bin",
        "archive.json",
        &last,
    ] {
        let place = entry(&whole, name);
        let file = stage.write(
            "cut.html",
            &whole[..usize::midpoint(place.start, place.end)],
        );
        stage.page.open(&file_address(&file, ""));
        stage.page.wait(
            &format!("a file cut in {name} says that it is damaged"),
            "/damaged/.test(document.querySelector('[role=alert]').innerText)",
        );
        told(stage, name);
        listed(stage, name);
    }
    let file = stage.write("cut.html", &whole[..12_000]);
    stage.page.open(&file_address(&file, ""));
    stage.page.wait(
        "a file cut in its head shows what is there",
        "document.querySelectorAll('.cards > li').length > 1",
    );
}

/// The failure view with its three parts.
#[track_caller]
fn told(stage: &Stage, what: &str) {
    let view = "document.querySelector('.failure, [role=alert]')";
    stage
        .page
        .wait(&format!("the failure view is shown for {what}"), view);
    let text = stage.page.text(&format!("{view}.innerText"));
    let sentences = text
        .lines()
        .filter(|line| line.trim().ends_with('.'))
        .count();
    assert!(
        sentences >= 2 || text.matches(". ").count() >= 1,
        "{what}: cause and cure are missing: {text}"
    );
    stage.page.wait(
        &format!("it is not called loading or nothing found ({what})"),
        "!/Nothing found|Loading/.test(document.querySelector('main, #app').innerText)",
    );
}

fn damaged_feed(stage: &mut Stage) {
    let feed = std::fs::read(stage.places.root.join("data").join("coups.json"))
        .expect("the archive is there");
    let half = feed[..feed.len() / 2].to_vec();
    let other: &[u8] =
        b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"_backfile\": {\"version\": 999}}";
    for (what, bytes) in [("cut short", half), ("of a later version", other.to_vec())] {
        stage.server.put("data/coups.json", bytes);
        let address = stage.address("");
        stage.page.open(&address);
        told(stage, what);
    }
    stage.server.take_back("data/coups.json");
}
