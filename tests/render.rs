//! What do the parts of the page look like as HTML? Rendered natively, over the real engine.
//!
//! Goldens: `UPDATE_EXPECT=1 cargo test -p backfile-app --test render` writes them anew.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::needless_pass_by_value, missing_docs)]

use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use backfile_app::app::{AppContext, Dispatch, StateRef};
use backfile_app::components::{Filters, Leads, card, empty, header, pager, source_link, years};
use backfile_app::hooks::{Copying, Places};
use backfile_app::pages::{
    ArticleView, ListView, article_view, failure_page, list_page as draw_list, not_found_page,
};
use backfile_app::search::SearchHost;
use backfile_app::store::Store;
use backfile_markup::{Policy, TreeBuilder};
use backfile_model::{Archive, Article, Author, DateKind, Place, Source};
use backfile_search::{Builder, Index, Response};
use backfile_viewer::select::facets::year_bars;
use backfile_viewer::select::{card as cards, list};
use backfile_viewer::{
    Action, CardMatch, Failure, Phase, Results, Route, State, Theme, indexing, update,
};
use expect_test::{Expect, expect};
use yew::LocalServerRenderer;
use yew::prelude::*;

#[path = "render/filters.rs"]
mod filters;
#[path = "render/head.rs"]
mod head;
#[path = "render/pages.rs"]
mod pages;

const HOSTILE: &str = "</script><img src=x onerror=alert(1)>\" & <b>'bold'";

#[derive(Clone, PartialEq, Properties)]
struct FrameProps {
    html: Html,
}

/// A part of the page as a component of its own.
#[component]
fn Frame(props: &FrameProps) -> Html {
    props.html.clone()
}

/// What the app gives its parts.
fn app(store: &Store) -> AppContext {
    AppContext {
        store: store.clone(),
        search: SearchHost::starting(),
        dispatch: Dispatch::noop(),
        places: Places::default(),
    }
}

/// Nothing in a native rendering waits for anything, so polling is enough.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    loop {
        let mut context = Context::from_waker(Waker::noop());
        if let Poll::Ready(done) = future.as_mut().poll(&mut context) {
            return done;
        }
    }
}

fn html_of(html: Html) -> String {
    let renderer = LocalServerRenderer::<Frame>::with_props(FrameProps { html });
    block_on(renderer.hydratable(false).render())
}

fn check(html: Html, expected: Expect) {
    expected.assert_eq(&html_of(html).replace("><", ">\n<"));
}

fn article(slug: &str, title: &str, date: &str, places: &[&str]) -> Article {
    Article {
        id: slug.to_owned(),
        slug: slug.to_owned(),
        title: title.to_owned(),
        summary: Some(format!("What is told of {title}, in short.")),
        date: date.parse().ok(),
        date_kind: DateKind::Event,
        places: places
            .iter()
            .map(|name| Place {
                name: (*name).to_owned(),
                country: None,
            })
            .collect(),
        ..Article::default()
    }
}

fn archive() -> Archive {
    let mut third = article("c", "A vote & a \"count\"", "2021~", &["Chile"]);
    third.authors = vec![Author {
        name: Some("Ana Díaz".to_owned()),
        ..Author::default()
    }];
    third.language = Some("es".to_owned());
    third.url = Some("https://www.example.org/vote?id=1".to_owned());
    third.tags = vec!["votes".to_owned()];
    Archive {
        title: "Small archive".to_owned(),
        description: Some("Four articles.".to_owned()),
        language: Some("en".to_owned()),
        source: Some(Source {
            name: "Example".to_owned(),
            url: Some("https://example.org".to_owned()),
        }),
        articles: vec![
            article("a", "Strike in Peru", "2023-07-26", &["Peru", "Chile"]),
            article("b", "March in Lima", "2023-07", &["Peru"]),
            third,
            article("d", HOSTILE, "", &[]),
        ],
        ..Archive::default()
    }
}

fn store() -> Store {
    Store::of_archive(archive())
}

/// The state after the engine has answered the list of this address.
fn answered(hash: &str) -> StateRef {
    let archive = archive();
    let mut builder = Builder::new(indexing::schema());
    for article in &archive.articles {
        builder.add(indexing::document(article, "", archive.language.as_deref()));
    }
    let index = Index::open(builder.finish().unwrap()).unwrap();
    let state = Rc::new(State::new(Route::parse(hash), Theme::System));
    let request = list::request(&state.list);
    let response: Response = index.search(&request);
    let matcher = index.matcher(&request.query, request.live);
    let matches = response.hits.iter().map(|hit| {
        let article = &archive.articles[hit.doc.0 as usize];
        let summary = article.summary.as_deref().unwrap_or_default();
        CardMatch {
            id: hit.doc.0,
            title: matcher.highlights(&article.title),
            snippet: matcher.snippet(summary, 200),
        }
    });
    let results = Results {
        question: state.question,
        list: state.list.clone(),
        offset: list::offset(&state.list),
        matches: matches.collect(),
        response,
    };
    let actions = [
        Action::EnterPhase(Phase::Ready),
        Action::ReceiveResults(results),
    ];
    let state = actions.into_iter().fold(state, update);
    StateRef::new((*state).clone())
}

fn list_page(hash: &str) -> String {
    list_of(&answered(hash))
}

fn list_of(state: &StateRef) -> String {
    html_of(draw_list(&ListView {
        state,
        app: &app(&store()),
        told: None,
        can_save: true,
        is_whole: true,
        root: &NodeRef::default(),
    }))
}

#[test]
fn what_is_found_can_be_saved() {
    let button = |hash: &str| {
        let page = list_page(hash);
        let start = page.find("<div class=\"saving\">")?;
        let end = start + page[start..].find("</div>")?;
        Some(page[start..end].replace('\n', ""))
    };
    let found = button("#/?q=strike").unwrap();
    assert!(found.contains("<span role=\"status\">"), "{found}");
    assert!(found.contains("Save "), "{found}");
    assert_eq!(button("#/"), None, "the whole is there already");
    assert_eq!(button("#/?q=qqqq"), None, "nothing is found");
}

#[test]
fn a_card_shows_date_title_passage_and_places() {
    let state = answered("#/?q=strike");
    let results = state.results.clone().unwrap();
    let row = store()
        .row(backfile_model::ArticleId(results.response.hits[0].doc.0))
        .unwrap();
    let card = card(&cards::card(&row, results.matches.first()), Leads::Here);
    check(
        card,
        expect![[r##"
        <li class="card">
        <p class="kicker">
        <span class="date-kind">Event: </span>
        <time datetime="2023-07-26">26 July 2023</time>
        </p>
        <h3 class="card-title">
        <a href="#/a/a">
        <mark>Strike</mark> in Peru</a>
        </h3>
        <p class="card-text">What is told of <mark>Strike</mark> in Peru, in short.</p>
        <p class="card-facts">
        <a href="#/?place=Peru" class="place">Peru</a>
        <a href="#/?place=Chile" class="place">Chile</a>
        </p>
        </li>"##]],
    );
}

#[test]
fn a_card_in_another_language_says_so() {
    let row = store().row(backfile_model::ArticleId(2)).unwrap();
    check(
        card(&cards::card(&row, None), Leads::Here),
        expect![[r##"
            <li class="card">
            <p class="kicker">
            <span class="date-kind">Event: </span>
            <time datetime="2021">about 2021</time>
            </p>
            <h3 lang="es" dir="auto" class="card-title">
            <a href="#/a/c">A vote &amp; a "count"</a>
            </h3>
            <p lang="es" dir="auto" class="card-text">What is told of A vote &amp; a "count", in short.</p>
            <p class="card-facts">
            <a href="#/?place=Chile" class="place">Chile</a>
            <span class="byline">By Ana Díaz</span>
            </p>
            </li>"##]],
    );
}

#[test]
fn hostile_titles_are_text() {
    let row = store().row(backfile_model::ArticleId(3)).unwrap();
    let html = html_of(card(&cards::card(&row, None), Leads::Here));
    assert!(!html.contains("<img") && !html.contains("<b>") && !html.contains("</script>"));
    expect![[r##"
        <li class="card">
        <p class="kicker">
        <span class="date-kind">Undated</span>
        </p>
        <h3 class="card-title">
        <a href="#/a/d">&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;" &amp; &lt;b&gt;'bold'</a>
        </h3>
        <p class="card-text">What is told of &lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;" &amp; &lt;b&gt;'bold', in short.</p>
        </li>"##]].assert_eq(&html.replace("><", ">\n<"));
}

#[test]
fn loading_never_looks_like_finding_nothing() {
    let state = State::new(Route::parse("#/?q=strike"), Theme::System);
    let state = StateRef::new(state);
    let html = list_of(&state);
    assert!(html.contains("Preparing the search") && html.contains("waiting-card"));
    assert!(!html.contains("Nothing found") && !html.contains("class=\"card\""));
}

#[test]
fn the_first_paint_has_the_first_rows_and_the_count() {
    let state = StateRef::new(State::default());
    let html = list_of(&state);
    assert_eq!(html.matches("class=\"card\"").count(), 4);
    assert!(html.contains("4 articles"));
}

#[test]
fn a_list_page_counts_what_it_shows() {
    let html = list_page("#/?place=Peru");
    assert!(html.contains("2 of 4 articles"), "{html}");
    assert_eq!(html.matches("class=\"card\"").count(), 2);
    assert!(
        html.contains("Remove filter: </span><span class=\"chip-kind\">Place: </span>"),
        "{html}"
    );
}

#[test]
fn no_element_has_a_style_attribute() {
    for hash in [
        "#/",
        "#/?q=strike",
        "#/?q=nothing+here",
        "#/?place=Peru&from=2023",
    ] {
        assert!(!list_page(hash).contains(" style="), "{hash}");
    }
}
