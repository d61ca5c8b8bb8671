//! Does the search box offer how the typed word may go on, and does what is offered work?

use super::access::{load_axe, violations};
use super::{Place, Scenario, once, scenario};
use crate::page::keys;
use crate::stage::Stage;

const BOX: &str = "document.querySelector('input[type=search]')";
const OPTIONS: &str = "[...document.querySelectorAll('[role=listbox] [role=option]')]";

pub(super) fn scenarios() -> Vec<Scenario> {
    vec![
        Scenario {
            place: Place::OneOfOthers,
            ..scenario("offers how a word goes on, and takes it by keys", by_keys)
        },
        once(
            "takes a completion by a click, beside other words",
            by_click,
        ),
        once(
            "gives the article back on Back after words were typed in it",
            typed_in_an_article,
        ),
        Scenario {
            needs_axe: true,
            place: Place::OneOfOthers,
            ..scenario(
                "gives axe nothing to find in suggestions and search tips",
                axe,
            )
        },
    ]
}

/// Types and waits until something is offered; gives the texts and counts.
#[track_caller]
fn offered(stage: &Stage, words: &str) -> Vec<(String, usize)> {
    stage.search(words);
    let query = words.split(' ').next_back().unwrap_or(words);
    let is_there = format!(
        "{OPTIONS}.length > 0 && {OPTIONS}.every(o => o.firstChild.textContent.normalize('NFD')\
         .replace(/\\p{{M}}/gu, '').split(' ').pop().startsWith('{query}'))"
    );
    stage.page.wait("completions are offered", &is_there);
    let texts = stage
        .page
        .texts(&format!("{OPTIONS}.map(o => o.firstChild.textContent)"));
    let counts = stage
        .page
        .texts(&format!("{OPTIONS}.map(o => o.lastChild.textContent)"));
    let counts = counts.iter().map(|count| count.parse().expect("a number"));
    texts.into_iter().zip(counts).collect()
}

#[track_caller]
fn wait_closed(stage: &Stage) {
    let is_closed =
        format!("{OPTIONS}.length === 0 && {BOX}.getAttribute('aria-expanded') === 'false'");
    stage.page.wait("nothing is offered any more", &is_closed);
}

/// Waits until an option is the one that the box points at, and the only one.
#[track_caller]
fn wait_at(stage: &Stage, at: usize) {
    let is_at = format!(
        "{BOX}.getAttribute('aria-activedescendant') === {OPTIONS}[{at}].id && \
         {OPTIONS}.every((o, at) => (o.getAttribute('aria-selected') === 'true') === (at === {at}))"
    );
    stage.page.wait("it is pointed at", &is_at);
}

fn by_keys(stage: &mut Stage) {
    stage.open("");
    stage.wait_cards(30);
    let found = offered(stage, "zun");
    let count = stage
        .expected
        .having(|article| article.says("Zuniga"))
        .len();
    assert_eq!(found, [("zúñiga".to_owned(), count)]);
    stage.page.press(&[keys::ESCAPE]);
    wait_closed(stage);
    assert_eq!(
        stage.page.text(&format!("{BOX}.value")),
        "zun",
        "words stay"
    );
    stage.page.press(&[keys::ESCAPE]);
    stage
        .page
        .wait("the words are gone", &format!("{BOX}.value === ''"));
    let found = offered(stage, "pr");
    assert!(found.len() > 2, "{found:?}");
    assert!(
        found.is_sorted_by(|a, b| a.1 >= b.1),
        "most first: {found:?}"
    );
    stage.page.press(&[keys::DOWN]);
    wait_at(stage, 0);
    stage.page.press(&[keys::DOWN]);
    wait_at(stage, 1);
    stage.page.press(&[keys::UP]);
    wait_at(stage, 0);
    stage.page.press(&[keys::ENTER]);
    wait_closed(stage);
    let (taken, count) = &found[0];
    assert_eq!(&stage.page.text(&format!("{BOX}.value")), taken);
    stage.page.wait(
        "what was taken is searched",
        &format!(
            "decodeURIComponent(location.hash) === '#/?q={taken}' && \
             document.querySelectorAll('.cards > li').length >= {count}"
        ),
    );
    stage.page.wait(
        "the focus stays",
        &format!("document.activeElement === {BOX}"),
    );
}

fn by_click(stage: &mut Stage) {
    stage.open("");
    stage.wait_cards(30);
    let found = offered(stage, "Peru pr");
    assert!(
        found.iter().all(|(query, _)| query.starts_with("Peru pr")),
        "{found:?}"
    );
    let in_peru = stage
        .expected
        .having(|article| article.is_in("Peru") || article.says("Peru"));
    let most = in_peru.len();
    assert!(
        found.iter().all(|(_, count)| (1..=most).contains(count)),
        "of {most}: {found:?}"
    );
    stage.page.click_on(&format!("{OPTIONS}[1]"));
    wait_closed(stage);
    let (taken, count) = &found[1];
    assert_eq!(&stage.page.text(&format!("{BOX}.value")), taken);
    stage.page.wait(
        "what was taken is searched",
        &format!(
            "document.querySelectorAll('.cards > li').length >= {count} && \
             !document.querySelector('.notice')"
        ),
    );
}

fn typed_in_an_article(stage: &mut Stage) {
    let article = stage.expected.articles[2].clone();
    stage.open(&format!("#/a/{}", article.slug));
    stage.wait_article(&article.title);
    stage.search("Zuniga");
    stage.page.wait(
        "the words are in the address",
        "location.hash.includes('q=Zuniga')",
    );
    stage.page.back();
    stage.wait_article(&article.title);
}

fn axe(stage: &mut Stage) {
    let mut found = Vec::new();
    for theme in ["light", "dark"] {
        stage.open("");
        stage.choose_theme(theme);
        load_axe(stage);
        stage.page.click(".tips summary");
        stage.page.wait(
            "the tips are shown",
            "document.querySelector('.tips[open] dt')",
        );
        let lines = violations(stage).into_iter();
        found.extend(lines.map(|text| format!("tips, {theme}: {text}")));
        stage.page.click(".tips summary");
        offered(stage, "pr");
        stage.page.press(&[keys::DOWN]);
        wait_at(stage, 0);
        let lines = violations(stage).into_iter();
        found.extend(lines.map(|text| format!("{theme}: {text}")));
    }
    stage.choose_theme("system");
    assert!(found.is_empty(), "axe finds:\n{}", found.join("\n"));
}
