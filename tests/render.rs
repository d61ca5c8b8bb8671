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
fn filters_have_counts_and_marks() {
    let state = answered("#/?place=Peru");
    check(
        html! { <Filters {state} app={app(&store())} /> },
        expect![[r#"
        <aside aria-label="Filters" data-open="false" class="filters">
        <button type="button" aria-expanded="false" aria-controls="backfile-filters" class="button filters-toggle">Filters<span class="badge">1</span>
        </button>
        <div id="backfile-filters" class="filters-panel">
        <fieldset data-facet="place" class="facet">
        <legend>Place</legend>
        <ul>
        <li>
        <label data-empty="false" class="choice">
        <input type="checkbox">
        <span class="choice-name">Chile</span>
        <span class="count">2</span>
        </label>
        </li>
        <li>
        <label data-empty="false" class="choice">
        <input checked type="checkbox">
        <span class="choice-name">Peru</span>
        <span class="count">2</span>
        </label>
        </li>
        </ul>
        </fieldset>
        <fieldset data-facet="year" class="facet">
        <legend>Year</legend>
        <ul>
        <li>
        <label data-empty="false" class="choice">
        <input type="checkbox">
        <span class="choice-name">2023</span>
        <span class="count">2</span>
        </label>
        </li>
        </ul>
        </fieldset>
        <fieldset data-facet="language" class="facet">
        <legend>Language</legend>
        <ul>
        <li>
        <label data-empty="false" class="choice">
        <input type="checkbox">
        <span class="choice-name">en</span>
        <span class="count">2</span>
        </label>
        </li>
        </ul>
        </fieldset>
        <form class="dates">
        <fieldset class="facet">
        <legend>Dates</legend>
        <div class="dates-row">
        <label>
        <span>From</span>
        <input value="" type="text" size="10" autocomplete="off" aria-describedby="backfile-date-hint">
        </label>
        <label>
        <span>To</span>
        <input value="" type="text" size="10" autocomplete="off" aria-describedby="backfile-date-hint">
        </label>
        <button type="submit" class="button">Apply</button>
        </div>
        <p id="backfile-date-hint" class="hint">2023, 2023-07 or 2023-07-26</p>
        </fieldset>
        </form>
        </div>
        </aside>"#]],
    );
}

#[test]
fn years_are_a_picture_of_links() {
    let mut manifest = store().manifest().clone();
    let of_years = manifest
        .facets
        .iter_mut()
        .find(|facet| facet.name == "year");
    of_years.unwrap().values = vec![("2021".into(), 1), ("2022".into(), 4), ("2024".into(), 400)];
    let bars = year_bars(&State::default(), &manifest);
    check(
        years(&bars),
        expect![[r##"
        <figure class="years">
        <figcaption>Articles by year</figcaption>
        <ul class="bars">
        <li>
        <a href="#/?year=2021" title="2021: 1 article" aria-label="2021: 1 article" tabindex="-1" class="bar">
        <svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect x="0" width="10" y="98" height="2" class="bar-whole">
        </rect>
        <rect x="0" width="10" y="98" height="2" class="bar-shown">
        </rect>
        </svg>
        </a>
        </li>
        <li>
        <a href="#/?year=2022" title="2022: 4 articles" aria-label="2022: 4 articles" tabindex="-1" class="bar">
        <svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect x="0" width="10" y="98" height="2" class="bar-whole">
        </rect>
        <rect x="0" width="10" y="98" height="2" class="bar-shown">
        </rect>
        </svg>
        </a>
        </li>
        <li>
        <a href="#/?year=2023" title="2023: 0 articles" aria-label="2023: 0 articles" tabindex="-1" class="bar">
        <svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect x="0" width="10" y="100" height="0" class="bar-whole">
        </rect>
        <rect x="0" width="10" y="100" height="0" class="bar-shown">
        </rect>
        </svg>
        </a>
        </li>
        <li>
        <a href="#/?year=2024" title="2024: 400 articles" aria-label="2024: 400 articles" tabindex="0" class="bar">
        <svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect x="0" width="10" y="0" height="100" class="bar-whole">
        </rect>
        <rect x="0" width="10" y="0" height="100" class="bar-shown">
        </rect>
        </svg>
        </a>
        </li>
        </ul>
        <p aria-hidden="true" class="years-ends">
        <span>2021</span>
        <span>2024</span>
        </p>
        </figure>"##]],
    );
}

#[test]
fn an_empty_list_says_what_to_loosen() {
    let state = answered("#/?q=%22strike+lima%22&place=Chile&year=2021&from=2021");
    let results = state.results.clone().unwrap();
    assert_eq!(results.response.total, 0);
    let html = empty(&results, store().manifest());
    check(
        html,
        expect![[r##"
        <section class="empty">
        <p class="empty-title">Nothing found for “"strike lima"”</p>
        <p id="advice-title">To find more, loosen the search:</p>
        <ul aria-labelledby="advice-title" class="advice">
        <li>
        <a href="#/?q=%22strike+lima%22&amp;place=Chile&amp;year=2021" class="button">Any date</a>
        </li>
        <li>
        <a href="#/?q=%22strike+lima%22" class="button">Without filters</a>
        </li>
        <li>
        <a href="#/?q=strike+lima&amp;place=Chile&amp;year=2021&amp;from=2021" class="button">The words apart, in any order</a>
        </li>
        <li>
        <a href="#/" class="button">Show all 4 articles</a>
        </li>
        </ul>
        </section>"##]],
    );
}

#[test]
fn a_source_is_a_link_to_the_web_or_none() {
    let link = |url| html_of(source_link("Tide", Some(url)));
    assert!(link("https://tide.example/?a&b").contains("href=\"https://tide.example/?a&amp;b\""));
    for url in [
        "javascript:alert(1)",
        "data:text/html,x",
        "//tide.example",
        "https://",
        "",
    ] {
        assert_eq!(link(url), "Tide", "{url}");
    }
    assert_eq!(html_of(source_link("<b>", None)), "&lt;b&gt;");
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

#[test]
fn the_head_of_the_list_has_the_title_as_heading() {
    let state = answered("#/");
    let search_box = NodeRef::default();
    check(
        header(&state, &app(&store()), &search_box),
        expect![[r##"
            <a href="#content" class="skip-link">Skip to content</a>
            <header class="masthead">
            <div class="masthead-text">
            <h1 class="masthead-title">
            <a href="#/">Small archive</a>
            </h1>
            <p class="masthead-description">Four articles.</p>
            <p class="masthead-facts">
            <span>4 articles</span>
            <span>2021 – 2023</span>
            <span>
            <a href="https://example.org" rel="external noopener noreferrer">Example</a>
            </span>
            </p>
            </div>
            <form role="search" class="search-box">
            <label for="backfile-search" class="visually-hidden">Search the archive</label>
            <input value="" id="backfile-search" type="search" name="q" placeholder="Search the archive" title="Press / to search, Escape to clear" autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search" aria-keyshortcuts="/">
            <kbd aria-hidden="true" class="search-key">/</kbd>
            </form>
            </header>"##]],
    );
}

#[test]
fn pages_are_links_around_the_present_one() {
    let Route::List(list) = Route::parse("#/?q=a&page=7") else {
        unreachable!()
    };
    let response = Response {
        total: 1000,
        ..Response::default()
    };
    let results = Results {
        list,
        response,
        ..Results::default()
    };
    check(
        pager(&results),
        expect![[r##"
        <nav aria-label="Pages" class="pager">
        <a href="#/?q=a&amp;page=6" rel="prev" class="button">Previous</a>
        <ol class="pages">
        <li>
        <a href="#/?q=a" aria-label="Page 1" class="page">1</a>
        </li>
        <li>
        <span aria-hidden="true" class="gap">…</span>
        <a href="#/?q=a&amp;page=5" aria-label="Page 5" class="page">5</a>
        </li>
        <li>
        <a href="#/?q=a&amp;page=6" aria-label="Page 6" class="page">6</a>
        </li>
        <li>
        <a href="#/?q=a&amp;page=7" aria-label="Page 7" aria-current="page" class="page">7</a>
        </li>
        <li>
        <a href="#/?q=a&amp;page=8" aria-label="Page 8" class="page">8</a>
        </li>
        <li>
        <a href="#/?q=a&amp;page=9" aria-label="Page 9" class="page">9</a>
        </li>
        <li>
        <span aria-hidden="true" class="gap">…</span>
        <a href="#/?q=a&amp;page=20" aria-label="Page 20" class="page">20</a>
        </li>
        </ol>
        <a href="#/?q=a&amp;page=8" rel="next" class="button">Next</a>
        </nav>"##]],
    );
}
