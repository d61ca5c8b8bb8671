//! Does a hosted archive that is read in parts show titles before texts, bring what is asked for, and
//! ask again for what could not be had?

use super::{Place, Scenario, scenario};
use crate::invented::{self, Invented};
use crate::page::{keys, quoted};
use crate::stage::{Opening, Stage};

pub(super) fn scenarios() -> Vec<Scenario> {
    let site = |name, run| Scenario {
        place: Place::Only(Opening::Site),
        ..scenario(name, run)
    };
    vec![
        site(
            "shows titles of a large archive before texts, and brings authors, search and articles when they are wanted",
            in_parts,
        ),
        Scenario {
            is_noisy: true,
            ..site(
                "searches an archive that was packed over an earlier one as if it were packed anew",
                grown,
            )
        },
        Scenario {
            is_noisy: true,
            ..site(
                "asks again for parts that could not be had, by keys alone",
                tries_again,
            )
        },
    ]
}

/// Puts the archive at a new host, and gives its articles, oldest first.
fn put_large(stage: &Stage) -> Vec<Invented> {
    stage.server.move_on();
    stage.put_folder(&invented::folder(stage.places), "large");
    invented::articles()
}

/// Opens a place in the archive.
#[track_caller]
fn open(stage: &mut Stage, hash: &str) {
    let address = stage.server.address(&format!("large/index.html{hash}"));
    stage.page.open(&address);
}

/// The list that begins with the oldest: its rows are not in the manifest.
const OLDEST: &str = "#/?sort=oldest";
/// Cards on a page of the list.
const CARDS: usize = 50;

fn in_parts(stage: &mut Stage) {
    let articles = put_large(stage);
    stage.server.hold(Some("/leads-"));
    open(stage, OLDEST);
    stage.wait_ready();
    stage.wait_cards(CARDS);
    stage.server.take_log();
    let titles = articles[..CARDS].iter().map(|article| &*article.title);
    stage.wait_titles(&titles.collect::<Vec<_>>());
    let texts = "[...document.querySelectorAll('.card-text')]";
    stage.page.wait(
        "each has a place for its text, and says that it is to come",
        &format!("{texts}.length === {CARDS} && {texts}.every(e => e.getAttribute('aria-busy') === 'true' && e.textContent)"),
    );
    let place = "document.querySelectorAll('.card')[3].getBoundingClientRect().top";
    let before = stage.page.number(place);
    stage.server.hold(None);
    let (first, _) = articles[0].text.split_at(60);
    stage.page.wait(
        "the texts are there",
        &format!(
            "{texts}.every(e => !e.matches('[aria-busy=true]')) && {texts}[0].textContent.startsWith({})",
            quoted(first)
        ),
    );
    assert_eq!(stage.page.number(place), before, "nothing was moved");
    of_an_author(stage, &articles);
    found(stage, &articles);
}

/// Authors are loaded when all of them are wanted.
fn of_an_author(stage: &Stage, articles: &[Invented]) {
    let asked = stage.server.take_log();
    assert!(
        asked.iter().all(|(status, _)| *status == 200),
        "asked for what is not there: {asked:?}"
    );
    let names = "document.querySelectorAll('[data-facet=author] label').length";
    let few = stage.page.number(names);
    assert!(few < 20, "{few} authors are shown before they are wanted");
    stage.page.click("[data-facet=author] > button");
    stage
        .page
        .wait("many are shown", &format!("{names} === 250"));
    let name = stage.page.text(
        "[...document.querySelectorAll('[data-facet=author] .choice-name')][100].textContent",
    );
    let is_by = |article: &&Invented| article.authors.contains(&name);
    let by: Vec<&str> = (articles.iter().filter(is_by))
        .map(|article| &*article.title)
        .collect();
    assert!(!by.is_empty());
    let count = format!(
        "{}.querySelector('.count').textContent",
        Stage::choice("author", &name)
    );
    assert_eq!(stage.page.text(&count), by.len().to_string());
    stage.toggle("author", &name);
    stage.wait_titles(&by);
    stage.page.wait(
        "each card names its author",
        &format!(
            "[...document.querySelectorAll('.card .byline')].every(e => e.textContent.includes({}))",
            quoted(&name)
        ),
    );
    stage.toggle("author", &name);
    stage.wait_cards(CARDS);
}

/// A word is found in all texts, and an article is read, of which no other part is loaded.
fn found(stage: &Stage, articles: &[Invented]) {
    stage.server.take_log();
    stage.search("zinnober");
    let has_word = |article: &&Invented| article.text.contains("zinnober");
    let found: Vec<&Invented> = articles.iter().filter(has_word).collect();
    let titles: Vec<&str> = found.iter().map(|article| &*article.title).collect();
    stage.wait_titles(&titles);
    let one = found[2];
    stage
        .page
        .click(&format!(".cards a[href=\"#/a/{}\"]", one.slug));
    stage.wait_article(&one.title);
    stage.page.wait(
        "its text is there, with the word marked",
        &format!(
            "document.querySelector('.prose').textContent.includes({}) && \
             document.querySelector('.prose mark').textContent === 'zinnober'",
            quoted(&one.text)
        ),
    );
    let asked = stage.server.take_log();
    let parts = asked
        .iter()
        .filter(|(_, path)| path.contains("/articles-"))
        .count();
    assert!(
        (1..=2).contains(&parts),
        "the article and the next ones: {asked:?}"
    );
}

/// Of an index whose files stayed, what is to be changed in them comes with the first search.
fn grown(stage: &mut Stage) {
    let articles = invented::articles();
    stage.server.move_on();
    stage.put_folder(&invented::grown(stage.places), "large");
    stage.server.refuse(Some("/changes-"));
    open(stage, "#/?q=zinnober");
    let has_word = |article: &&Invented| article.text.contains("zinnober");
    let titles = articles
        .iter()
        .filter(has_word)
        .map(|article| &*article.title);
    let titles: Vec<&str> = titles.collect();
    let count = titles.len();
    let cards = format!("document.querySelectorAll('.cards > li').length === {count}");
    try_again(stage, "/changes-", &cards);
    stage.wait_titles(&titles);
    stage.server.take_log();
    open(stage, OLDEST);
    stage.wait_ready();
    stage.wait_cards(CARDS);
    let oldest = articles[..CARDS].iter().map(|article| &*article.title);
    stage.wait_titles(&oldest.collect::<Vec<_>>());
    of_an_author(stage, &articles);
    found(stage, &articles);
    // One of those that came later, by words that are only there in a row.
    let later = &articles[982];
    let words = later.title.replace(' ', "%20");
    open(stage, &format!("#/?q=%22{words}%22"));
    stage.wait_titles(&[&later.title]);
}

/// The button that asks again; once it was reached, the focus stays on it until all is there.
const AGAIN: &str =
    "[...document.querySelectorAll('.backfile button')].find(b => b.textContent === 'Try again')";

/// Waits until it is told that something is not there; asks again in vain, then with success.
#[track_caller]
fn try_again(stage: &Stage, what: &str, there: &str) {
    let page = &stage.page;
    page.wait(
        &format!("cause and cure are told ({what})"),
        "/loaded|damaged/.test([...document.querySelectorAll('[role=alert]')].map(e => e.textContent).join())",
    );
    page.wait(&format!("there is a button ({what})"), AGAIN);
    assert_eq!(page.eval(&format!("!!({there})")), false, "{what}");
    page.eval(&format!(
        "({AGAIN}.focus(), window.__alert = document.querySelector('[role=alert]'), true)"
    ));
    page.press(&[keys::ENTER]);
    page.wait(
        &format!("it is told anew that it is not there ({what})"),
        &format!("__alert !== document.querySelector('[role=alert]') && document.querySelector('[role=alert]') && \
            document.activeElement === {AGAIN} && {AGAIN}.parentElement.querySelector('[role=status]').textContent === ''"),
    );
    stage.server.refuse(None);
    page.press(&[keys::ENTER]);
    page.wait(&format!("it is there ({what})"), there);
    page.wait(
        &format!("nothing is wrong any more ({what})"),
        "!document.querySelector('.backfile [role=alert]')",
    );
    page.wait(
        &format!("the focus is on the heading ({what})"),
        "document.activeElement.matches('[data-heading]')",
    );
}

/// An article whose file cannot be had is shown as far as the list has it.
#[track_caller]
fn still_known(stage: &Stage, one: &Invented) {
    stage.wait_article(&one.title);
    let (start, _) = one.text.split_at(60);
    stage.page.wait(
        "start of the text and authors come from the list, and the window has the title",
        &format!(
            "/damaged or missing/.test(document.querySelector('.prose')?.textContent) && \
             document.querySelector('.article-head .summary')?.textContent.startsWith({}) && \
             document.querySelector('.article-head').textContent.includes({}) && \
             document.title.startsWith({})",
            quoted(start),
            quoted(&one.authors[0]),
            quoted(&one.title)
        ),
    );
}

fn tries_again(stage: &mut Stage) {
    let articles = put_large(stage);
    let cards = format!("document.querySelectorAll('.cards > li').length === {CARDS}");
    for part in ["/rows-", "/leads-"] {
        stage.server.move_on();
        stage.server.refuse(Some(part));
        open(stage, OLDEST);
        let there = format!(
            "{cards} && [...document.querySelectorAll('.card-text')].every(e => e.textContent && !e.matches('[aria-busy=true]'))"
        );
        try_again(stage, part, &there);
    }
    let has_word = |article: &&Invented| article.text.contains("zinnober");
    let found = articles.iter().filter(has_word).count();
    let searched = format!("document.querySelectorAll('.cards > li').length === {found}");
    // All of the index, then parts of it.
    for is_open in [false, true] {
        stage.server.move_on();
        if is_open {
            open(stage, "");
            stage.wait_ready();
            stage.wait_cards(CARDS);
        }
        stage.server.refuse(Some("/index-"));
        if is_open {
            stage.search("zinnober");
        } else {
            open(stage, "#/?q=zinnober");
        }
        try_again(stage, "/index-", &searched);
    }
    let one = &articles[articles.len() / 2];
    stage.server.move_on();
    stage.server.refuse(Some("/articles-"));
    open(stage, &format!("#/a/{}", one.slug));
    let text = format!(
        "document.querySelector('.prose')?.textContent.includes({})",
        quoted(&one.text)
    );
    still_known(stage, one);
    try_again(stage, "/articles-", &text);
    stage.page.wait(
        "the line that its text is missing is gone",
        "!/damaged or missing/.test(document.querySelector('.prose').textContent)",
    );
    stage.server.move_on();
    stage.server.refuse(Some("/slugs-"));
    open(stage, &format!("#/a/{}", one.slug));
    try_again(stage, "/slugs-", &text);
}
