//! Can everybody use it, as far as a program can tell? axe-core in every view, light and dark.

use serde_json::json;

use super::{Place, Scenario, once, scenario};
use crate::stage::Stage;

pub(super) fn scenarios() -> Vec<Scenario> {
    vec![
        Scenario {
            needs_axe: true,
            place: Place::OneOfOthers,
            ..scenario("gives axe nothing to find in any view, light and dark", axe)
        },
        once(
            "has one main heading, landmarks with names, and a language",
            structure,
        ),
    ]
}

/// Addresses of every view with what must be there before it is looked at.
fn views(stage: &Stage) -> Vec<(&'static str, String, &'static str)> {
    vec![
        ("list", "#/".to_owned(), ".cards > li"),
        (
            "found",
            "#/?q=coup&place=Peru&year=2023".to_owned(),
            ".cards > li, .empty",
        ),
        (
            "article",
            format!("#/a/{}", stage.expected.articles[1].slug),
            "main h1",
        ),
        ("empty", "#/?q=qqxzjw&place=Peru".to_owned(), ".empty"),
        ("not-found", "#/a/no-such".to_owned(), "main h1"),
    ]
}

/// Brings axe into the page.
pub(super) fn load_axe(stage: &Stage) {
    let file = stage
        .places
        .root
        .join("tests/e2e/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(file).expect("axe-core is installed");
    let loaded = stage
        .page
        .session
        .run(&format!("{axe}; return true"), &json!([]));
    loaded.expect("axe-core loads");
}

fn axe(stage: &mut Stage) {
    let mut found = Vec::new();
    for theme in ["light", "dark"] {
        stage.open("");
        stage.choose_theme(theme);
        load_axe(stage);
        for (view, hash, there) in views(stage) {
            // From view to view without loading anew, so that axe-core stays.
            let address = stage.address(&hash);
            stage.page.go(&address);
            stage.page.wait(
                "the view is there",
                &format!("location.hash === '{hash}' && document.querySelector('{there}')"),
            );
            let lines = violations(stage).into_iter();
            found.extend(lines.map(|text| format!("{view}, {theme}: {text}")));
        }
        let dialog = "document.querySelector('dialog.embedding')";
        stage.page.eval(&format!("({dialog}.showModal(), true)"));
        let lines = violations(stage).into_iter();
        found.extend(lines.map(|text| format!("dialog, {theme}: {text}")));
        stage.page.eval(&format!("({dialog}.close(), true)"));
    }
    stage.choose_theme("system");
    assert!(found.is_empty(), "axe finds:\n{}", found.join("\n"));
}

/// What axe finds in the page, a line for each.
pub(super) fn violations(stage: &Stage) -> Vec<String> {
    let script = "const done = arguments[arguments.length - 1]; \
        axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations.map(v => \
        v.id + ': ' + v.help + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))) \
        .catch(error => done(['axe failed: ' + error]));";
    let found = stage
        .page
        .session
        .run_async(script, &json!([]))
        .expect("axe-core runs");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    found
        .as_array()
        .expect("axe gives a list")
        .iter()
        .map(text)
        .collect()
}

fn structure(stage: &mut Stage) {
    for (view, hash, there) in views(stage) {
        stage.visit(&hash);
        stage.page.wait(
            "the view is there",
            &format!("document.querySelector('{there}')"),
        );
        assert_eq!(
            stage.page.number("document.querySelectorAll('h1').length"),
            1,
            "headings in {view}"
        );
        assert_eq!(
            stage
                .page
                .number("document.querySelectorAll('main').length"),
            1,
            "mains in {view}"
        );
        assert_ne!(
            stage.page.text("document.documentElement.lang"),
            "",
            "language in {view}"
        );
    }
    // A change of the list is told to who cannot see it.
    stage.visit("");
    stage.wait_cards(30);
    stage.search("Zuniga");
    let count = stage
        .expected
        .having(|article| article.says("Zuniga"))
        .len();
    let told = format!(
        "[...document.querySelectorAll('[role=status], [aria-live=polite]')].some(e => /\\b{count}\\b/.test(e.textContent))"
    );
    stage.page.wait("the number found is told", &told);
}
