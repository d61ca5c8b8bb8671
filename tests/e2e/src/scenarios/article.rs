//! Can an article be read and left?

use super::{Scenario, once, scenario};
use crate::page::quoted;
use crate::stage::Stage;

pub(super) fn scenarios() -> Vec<Scenario> {
    vec![
        scenario(
            "opens an article by its link, with all that the archive says of it",
            opens_by_link,
        ),
        scenario("opens an article by reload of its address", opens_by_reload),
        once(
            "leads from a place in an article to the list of that place",
            leads_to_place,
        ),
        once("walks through the results from article to article", walks),
        once("offers related articles", offers_related),
        once("calls the window after what it shows", names_the_window),
    ]
}

fn opens_by_link(stage: &mut Stage) {
    stage.open("");
    stage.wait_cards(30);
    let article = stage.expected.articles[0].clone();
    stage
        .page
        .click(&format!(".cards a[href=\"#/a/{}\"]", article.slug));
    stage.wait_article(&article.title);
    // The spaces of the archive may be hard ones; what a reader reads is the words.
    let words = article
        .summary
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let text = "document.querySelector('main').textContent.split(/\\s+/).join(' ')";
    stage.page.wait(
        "its summary is there",
        &format!("{text}.includes({})", quoted(&words)),
    );
    for place in &article.places {
        stage.page.wait(
            "its places are there",
            &format!("{text}.includes({})", quoted(place)),
        );
    }
}

fn opens_by_reload(stage: &mut Stage) {
    let article = stage.expected.articles[17].clone();
    stage.open(&format!("#/a/{}", article.slug));
    stage.wait_article(&article.title);
    stage.page.reload();
    stage.wait_ready();
    stage.wait_article(&article.title);
}

fn leads_to_place(stage: &mut Stage) {
    let article = stage.expected.having(|article| article.is_in("Niger"))[0].clone();
    stage.visit(&format!("#/a/{}", article.slug));
    stage.wait_article(&article.title);
    stage.page.click("main a[href=\"#/?place=Niger\"]");
    let niger = stage.expected.having(|article| article.is_in("Niger"));
    let titles: Vec<&str> = niger.iter().map(|article| article.title.as_str()).collect();
    stage.wait_titles(&titles);
}

fn walks(stage: &mut Stage) {
    stage.visit("#/?place=Peru");
    stage.wait_cards(stage.expected.having(|article| article.is_in("Peru")).len());
    let titles = stage.titles();
    stage.page.click(".cards > li:first-child .card-title a");
    stage.wait_article(&titles[0]);
    for title in &titles[1..3] {
        stage.page.click(".neighbors a[rel=next]");
        stage.wait_article(title);
    }
    stage.page.click(".neighbors a[rel=prev]");
    stage.wait_article(&titles[1]);
}

fn offers_related(stage: &mut Stage) {
    let article = stage.expected.having(|article| article.is_in("Peru"))[0].clone();
    stage.visit(&format!("#/a/{}", article.slug));
    stage.wait_article(&article.title);
    let related =
        "[...document.querySelectorAll('main h2')].find(h => h.textContent === 'Related articles')";
    stage
        .page
        .wait("there is a heading for related articles", related);
    let links = format!(
        "[...({related}).closest('section, aside, nav').querySelectorAll('a[href^=\"#/a/\"]')].map(a => a.getAttribute('href'))"
    );
    let links = stage.page.texts(&links);
    assert!(!links.is_empty(), "no related article is offered");
    assert!(
        !links.contains(&format!("#/a/{}", article.slug)),
        "an article is related to itself"
    );
}

fn names_the_window(stage: &mut Stage) {
    let article = stage.expected.articles[3].clone();
    stage.visit(&format!("#/a/{}", article.slug));
    stage.page.wait(
        "the window is called after the article",
        &format!("document.title.startsWith({})", quoted(&article.title)),
    );
    let address = stage.address("#/?q=Peru");
    stage.page.go(&address);
    stage.page.wait(
        "the window is called after the words",
        "document.title.includes('Peru')",
    );
}
