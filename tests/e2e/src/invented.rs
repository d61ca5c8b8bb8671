//! A hosted archive that is large enough to be read in parts: of invented articles, the same each
//! time, written by the command. Titles, texts, authors and the search come one after the other.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use serde_json::json;

use crate::stage::Places;

const ARTICLES: usize = 6000;
/// Each has written two articles as their first author, and some a third.
const AUTHORS: usize = 3000;

const SYLLABLES: [&str; 24] = [
    "ba", "co", "du", "fe", "gi", "ha", "jo", "ku", "le", "mi", "na", "po", "ra", "se", "to", "vu",
    "wa", "ye", "zo", "bri", "cla", "dro", "fle", "stu",
];

/// An article of the archive.
pub(crate) struct Invented {
    pub(crate) title: String,
    pub(crate) slug: String,
    pub(crate) text: String,
    pub(crate) authors: Vec<String>,
}

/// The articles, oldest first.
pub(crate) fn articles() -> Vec<Invented> {
    (0..ARTICLES).map(article).collect()
}

fn article(number: usize) -> Invented {
    let mut authors = vec![author(number % AUTHORS)];
    if number.is_multiple_of(3) {
        authors.push(author((number * 7 + 1) % AUTHORS));
    }
    let mut text = format!(
        "{} {} wrote of {}.",
        word(number),
        word(number * 31 + 5),
        phrase(number, 24)
    );
    if number % 977 == 5 {
        text.push_str(" In the end there was zinnober.");
    }
    Invented {
        title: format!("Number {number} of the {}", word(number * 13 + 7)),
        slug: format!("number-{number}"),
        text,
        authors,
    }
}

fn phrase(number: usize, length: usize) -> String {
    let words = (0..length).map(|at| word(number * 17 + at * at * 7));
    words.collect::<Vec<_>>().join(" ")
}

/// One of some ten thousand words.
fn word(number: usize) -> String {
    let number = number * 2_654_435_761 % 13_824;
    [number % 24, number / 24 % 24, number / 576]
        .map(|at| SYLLABLES[at])
        .concat()
}

fn author(number: usize) -> String {
    let (first, last) = (word(number * 3 + 1), word(number * 5 + 2));
    format!("{first} {last} {number}")
}

/// The folder that `backfile pack --site` makes of it; made once for all engines.
pub(crate) fn folder(places: &Places) -> PathBuf {
    static MADE: Mutex<bool> = Mutex::new(false);
    let folder = places.out.join("large");
    once(&MADE, || {
        // Files of an earlier run would lie beside those of this one.
        let _ = std::fs::remove_dir_all(&folder);
        make(places, &folder, |_| true);
    });
    folder
}

/// The same of an archive that grew: written over that of all articles but some here and there.
pub(crate) fn grown(places: &Places) -> PathBuf {
    static MADE: Mutex<bool> = Mutex::new(false);
    let folder = places.out.join("grown");
    once(&MADE, || {
        let _ = std::fs::remove_dir_all(&folder);
        make(places, &folder, |number| number % 1_500 != 982);
        make(places, &folder, |_| true);
    });
    folder
}

fn once(is_made: &Mutex<bool>, make: impl FnOnce()) {
    // Another engine that could not make it has told why.
    let mut is_made = is_made
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    if !*is_made {
        make();
        *is_made = true;
    }
}

fn make(places: &Places, folder: &Path, is_in: impl Fn(usize) -> bool) {
    let articles = articles().into_iter().enumerate();
    let items = articles.filter(|(number, _)| is_in(*number));
    let items = items.map(|(number, article)| {
        json!({
            "id": format!("https://large.example/{}", article.slug),
            "title": article.title,
            "content_text": article.text,
            "date_published": format!("{:04}-{:02}-{:02}T00:00:00Z", 1990 + number / 336, number / 28 % 12 + 1, number % 28 + 1),
            "authors": article.authors.iter().map(|name| json!({"name": name})).collect::<Vec<_>>(),
            "_backfile": {"slug": article.slug},
        })
    });
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Large",
        "language": "en",
        "items": items.collect::<Vec<_>>(),
    });
    let source = folder.with_extension("json");
    std::fs::create_dir_all(&places.out).expect("the build folder can be written to");
    std::fs::write(&source, feed.to_string()).expect("the build folder can be written to");
    let made = Command::new(&places.command)
        .args(["pack".as_ref(), source.as_os_str(), "--site".as_ref()])
        .arg(folder)
        // The tests count what the page itself asks for, and a worker asks for more beside it.
        .arg("--no-offline")
        .output()
        .expect("`cargo xtask run --no-open` builds the command");
    let told = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success(), "the archive is not packed: {told}");
}
