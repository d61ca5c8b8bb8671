//! Do the browser's own ways work: Back, Forward, an address that is typed?

use super::{Scenario, once, scenario};
use crate::stage::Stage;

pub(super) fn scenarios() -> Vec<Scenario> {
    vec![
        scenario(
            "gives back the list with words, place and focus on Back",
            back_restores,
        ),
        once(
            "keeps one entry for typed words, and one for each choice",
            entries,
        ),
        once("goes forward again to the article", forward),
        scenario(
            "says so when an address leads nowhere, and shows a way out",
            not_found,
        ),
    ]
}

fn back_restores(stage: &mut Stage) {
    stage.open("");
    stage.wait_cards(30);
    // A word that every article of this archive has in its category: a list to scroll in.
    stage.search("coup");
    stage.page.wait(
        "the list is searched",
        "location.hash.includes('q=coup') && document.querySelector('.cards mark')",
    );
    stage.wait_cards(30);
    let before = stage.titles();
    let link = format!(
        "document.querySelectorAll('.cards .card-title a')[{}]",
        before.len() - 2
    );
    stage.page.eval(&format!(
        "({link}.scrollIntoView({{block: 'center', behavior: 'instant'}}), true)"
    ));
    // Browsers lay out what is far away only roughly, so what counts is not the number of pixels
    // from the top but that the reader sees the same.
    let place = format!("Math.round({link}.getBoundingClientRect().top)");
    stage.page.wait("the list has come to rest", &format!(
        "(p => {{ const same = window.__place === p; window.__place = p; return same }})({place})"
    ));
    let seen_at = stage.page.number(&place);
    let scroll = stage.page.number("scrollY");
    assert!(scroll > 300, "the list is scrolled: {scroll}");
    let href = stage.page.text(&format!("{link}.getAttribute('href')"));
    stage.page.click_on(&link);
    stage.wait_article(&before[before.len() - 2]);
    stage
        .page
        .wait("an article begins at its top", "scrollY < 200");
    stage.page.back();
    stage.wait_cards(before.len());
    assert_eq!(stage.titles(), before);
    stage.page.wait(
        "the words are in the box",
        "document.querySelector('input[type=search]').value === 'coup'",
    );
    let is_back = format!("Math.abs({place} - {seen_at}) < 60");
    if stage.page.comes_about(&is_back).is_err() {
        let seen_now = stage.page.number(&place);
        panic!("the link was seen at {seen_at} px, and is at {seen_now} px now");
    }
    let focus = format!(
        "document.activeElement && document.activeElement.getAttribute('href') === '{href}'"
    );
    stage.page.wait("the focus is on the link", &focus);
}

fn entries(stage: &mut Stage) {
    stage.open("");
    stage.wait_cards(30);
    stage.search("Peru");
    stage.page.wait(
        "the words are in the address",
        "location.hash.includes('q=Peru')",
    );
    stage.toggle("year", "2023");
    stage.page.wait(
        "the year is in the address",
        "location.hash.includes('year=2023')",
    );
    stage.page.back();
    stage.page.wait(
        "the choice is undone",
        "location.hash.includes('q=Peru') && !location.hash.includes('2023')",
    );
    let checked = format!(
        "!{}.querySelector('input').checked",
        Stage::choice("year", "2023")
    );
    stage.page.wait("the box is unchecked", &checked);
}

fn forward(stage: &mut Stage) {
    stage.open("");
    stage.wait_cards(30);
    let title = stage.titles()[0].clone();
    stage.page.click(".cards > li:first-child .card-title a");
    stage.wait_article(&title);
    stage.page.back();
    stage.wait_cards(30);
    stage.page.forward();
    stage.wait_article(&title);
}

fn not_found(stage: &mut Stage) {
    for address in ["#/a/no-such-article", "#/nowhere/at/all", "#%%%"] {
        stage.open(address);
        stage.page.wait(
            "it is said that nothing is there",
            "[...document.querySelectorAll('main h1')]\
            .some(h => h.textContent === 'Not in this archive')",
        );
        stage.page.click("main a[href^='#/']");
        stage.page.wait(
            "the way out leads somewhere",
            "document.querySelector('.cards, .empty')",
        );
    }
}
