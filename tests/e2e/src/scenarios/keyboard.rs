//! Can everything be done without a mouse?

use super::{Scenario, once};
use crate::page::keys;
use crate::stage::Stage;

pub(super) fn scenarios() -> Vec<Scenario> {
    vec![
        once("goes to the search by `/`, and clears it by Escape", slash),
        once("skips to the content by its first link", skip_link),
        once(
            "walks from the list to an article and back by keys alone",
            walk,
        ),
        once(
            "chooses a filter by keys alone, and shows where the focus is",
            choose,
        ),
    ]
}

fn slash(stage: &mut Stage) {
    stage.open("");
    stage.wait_cards(30);
    stage.page.press(&["/"]);
    stage.page.wait(
        "the search has the focus",
        "document.activeElement.matches('input[type=search]')",
    );
    assert_eq!(
        stage.page.text("document.activeElement.value"),
        "",
        "the key itself is not typed"
    );
    stage.page.type_text("Peru/");
    stage.page.wait(
        "a slash in words is typed",
        "document.activeElement.value === 'Peru/'",
    );
    stage.page.wait(
        "nothing is offered that Escape would close",
        "!document.querySelector('[role=listbox]')",
    );
    stage.page.press(&[keys::ESCAPE]);
    stage.page.wait(
        "the words are gone",
        "document.querySelector('input[type=search]').value === ''",
    );
    stage.wait_cards(30);
}

fn skip_link(stage: &mut Stage) {
    stage.open("");
    stage.wait_cards(30);
    stage.page.press(&[keys::TAB]);
    stage.page.wait(
        "the skip link comes first",
        "document.activeElement.textContent === 'Skip to content'",
    );
    let seen = "(r => r.top >= 0 && r.left >= 0 && r.width > 20 && r.height > 10)(document.activeElement.getBoundingClientRect())";
    stage.page.wait("it is seen while it has the focus", seen);
    stage.page.press(&[keys::ENTER]);
    stage.page.wait(
        "the content has the focus",
        "document.activeElement.closest('main')",
    );
    stage.page.wait(
        "it is the list still",
        "document.querySelectorAll('.cards > li').length === 30",
    );
}

/// Presses Tab until something has the focus.
#[track_caller]
fn tab_to(stage: &Stage, what: &str, is_it: &str) {
    step_to(stage, what, is_it, |stage| stage.page.press(&[keys::TAB]));
}

/// Presses Shift and Tab until something has the focus.
#[track_caller]
fn tab_back_to(stage: &Stage, what: &str, is_it: &str) {
    step_to(stage, what, is_it, |stage| {
        stage.page.chord(keys::SHIFT, keys::TAB);
    });
}

#[track_caller]
fn step_to(stage: &Stage, what: &str, is_it: &str, step: fn(&Stage)) {
    for _ in 0..120 {
        if stage
            .page
            .eval(&format!("!!(document.activeElement && {is_it})"))
            == true
        {
            return;
        }
        step(stage);
    }
    panic!("Tab does not come to {what}");
}

fn walk(stage: &mut Stage) {
    stage.open("#/?place=Peru");
    stage.wait_cards(stage.expected.having(|article| article.is_in("Peru")).len());
    let titles = stage.titles();
    tab_to(
        stage,
        "the first title",
        "document.activeElement.matches('.cards > li:first-child .card-title a')",
    );
    stage.page.press(&[keys::ENTER]);
    stage.wait_article(&titles[0]);
    // An article begins with the focus on its heading; the way back stands above it.
    tab_back_to(
        stage,
        "the way back",
        "document.activeElement.matches('a') && document.activeElement.textContent.includes('Back to results')",
    );
    stage.page.press(&[keys::ENTER]);
    stage.wait_cards(titles.len());
    let focus = "document.activeElement && document.activeElement.matches('.cards > li:first-child .card-title a')";
    stage.page.wait("the focus is where it was", focus);
    stage.page.chord(keys::SHIFT, keys::TAB);
    stage
        .page
        .wait("Shift and Tab go back", &format!("!({focus})"));
}

fn choose(stage: &mut Stage) {
    stage.open("");
    stage.wait_cards(30);
    tab_to(
        stage,
        "a place",
        "document.activeElement.matches('[data-facet=place] input')",
    );
    let outline = "(s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none')";
    let seen = format!(
        "[document.activeElement, document.activeElement.closest('label')].some(e => {outline}(getComputedStyle(e)))"
    );
    stage.page.wait("the focus is seen", &seen);
    stage.page.press(&[keys::SPACE]);
    stage.page.wait(
        "the choice is in the address",
        "location.hash.includes('place=')",
    );
    stage.page.wait(
        "the focus stays",
        "document.activeElement.matches('[data-facet=place] input:checked')",
    );
}
