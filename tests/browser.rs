//! What only a browser can show of the app's own code: untrusted HTML read by the browser's parser,
//! the app mounted and used, the order of answers. `cargo xtask test --only browser`.
//!
//! Finished artefacts are tested in `tests/e2e`; what needs no browser is tested beside the code.

#![cfg(target_arch = "wasm32")]

use std::rc::Rc;

use backfile_app::app::{App, AppProps};
use backfile_app::components::Prose;
use backfile_app::hooks::document_of;
use backfile_app::search::{Engine, Question, SearchHost};
use backfile_app::store::Store;
use backfile_model::{Archive, Article, ArticleId, Body, Place};
use gloo::timers::future::TimeoutFuture;
use gloo::utils::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlInputElement};
use yew::{Html, component, html};

wasm_bindgen_test_configure!(run_in_browser);

fn article(slug: &str, title: &str, place: &str, html: &str) -> Article {
    Article {
        id: slug.to_owned(),
        slug: slug.to_owned(),
        title: title.to_owned(),
        summary: Some(format!("Summary of {title}.")),
        body: Body {
            html: Some(html.to_owned()),
            text: None,
        },
        places: vec![Place {
            name: place.to_owned(),
            country: None,
        }],
        ..Article::default()
    }
}

fn archive() -> Archive {
    Archive {
        title: "Three".to_owned(),
        language: Some("en".to_owned()),
        articles: vec![
            article(
                "zuniga",
                "General Zúñiga arrested",
                "Bolivia",
                "<p>In the square.</p>",
            ),
            article(
                "lima",
                "Congress in Lima",
                "Peru",
                "<p>About a <b>vote</b>.</p>",
            ),
            article(
                "cusco",
                "Protest in Cusco",
                "Peru",
                "<p>Against the vote.</p>",
            ),
        ],
        ..Archive::default()
    }
}

fn host(archive: &Archive) -> SearchHost {
    let articles = archive.articles.iter().cloned().map(Rc::new).collect();
    let engine = Engine::of_articles(articles, archive.language.as_deref());
    SearchHost::inline(engine.expect("three articles can be indexed"))
}

/// A place in the page for one test.
fn stage() -> Element {
    let stage = document().create_element("div").expect("a div is made");
    let body = document().body().expect("there is a body");
    body.append_child(&stage).expect("it has room");
    stage
}

/// Mounts the app over the three articles; the address is the list's.
fn mount() -> Element {
    let window = web_sys::window().expect("there is a window");
    let location = window.location();
    let address = format!("{}#/", location.pathname().unwrap_or_default());
    let history = window.history().expect("there is a history");
    history
        .replace_state_with_url(&JsValue::NULL, "", Some(&address))
        .expect("the address can be set");
    let archive = archive();
    let search = host(&archive);
    let store = Store::of_archive(archive);
    let root = stage();
    yew::Renderer::<App>::with_root_and_props(root.clone(), AppProps { store, search }).render();
    root
}

/// Waits until something is so; tells what is there when it does not come about.
async fn until(root: &Element, what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..400 {
        if is_so() {
            return;
        }
        TimeoutFuture::new(10).await;
    }
    panic!(
        "{what} did not come about: {}",
        root.text_content().unwrap_or_default()
    );
}

fn texts(root: &Element, css: &str) -> Vec<String> {
    let found = root.query_selector_all(css).expect("the selector is right");
    let text = |at| found.get(at).and_then(|node| node.text_content());
    (0..found.length()).filter_map(text).collect()
}

fn find<T: JsCast>(root: &Element, css: &str) -> T {
    let found = root.query_selector(css).expect("the selector is right");
    let found = found.unwrap_or_else(|| panic!("there is no {css}"));
    found
        .dyn_into()
        .unwrap_or_else(|_| panic!("{css} is of another kind"))
}

#[wasm_bindgen_test]
async fn the_app_shows_all_articles_and_finds_one_without_its_marks() {
    let root = mount();
    until(&root, "three titles", || {
        texts(&root, ".card-title").len() == 3
    })
    .await;
    let input: HtmlInputElement = find(&root, "input[type=search]");
    input.set_value("zuniga");
    // Yew listens at the root, so the event must rise to it.
    let event = document().create_event("Event").expect("an event is made");
    event.init_event_with_bubbles("input", true);
    input.dispatch_event(&event).expect("the event is sent");
    until(&root, "one title", || {
        texts(&root, ".card-title") == ["General Zúñiga arrested"]
    })
    .await;
    assert_eq!(texts(&root, ".card-title mark"), ["Zúñiga"]);
    root.remove();
}

const HOSTILE: &str = "<p onclick=\"window.__ran=1\">One <a href=\"javascript:window.__ran=1\">two</a></p>\
    <script>window.__ran=1</script><img src=\"x:\" onerror=\"window.__ran=1\">\
    <svg><script>window.__ran=1</script></svg><iframe srcdoc=\"x\"></iframe><p>three";

#[component]
fn Hostile() -> Html {
    let document = Rc::new(document_of(&article("a", "A", "B", HOSTILE)));
    html! { <Prose {document} slug="a" /> }
}

#[wasm_bindgen_test]
async fn untrusted_html_becomes_a_safe_tree_and_runs_nothing() {
    let root = stage();
    yew::Renderer::<Hostile>::with_root(root.clone()).render();
    until(&root, "the text", || {
        texts(&root, "p").iter().any(|text| text.contains("three"))
    })
    .await;
    assert!(texts(&root, "p")[0].contains("One two"));
    for css in [
        "script",
        "iframe",
        "svg",
        "[onclick]",
        "[onerror]",
        "a[href^=javascript]",
    ] {
        assert_eq!(texts(&root, css).len(), 0, "{css}");
    }
    TimeoutFuture::new(50).await;
    let window = web_sys::window().expect("there is a window");
    let ran = js_sys::Reflect::get(&window, &"__ran".into()).expect("a window has members");
    assert!(ran.is_undefined(), "something ran");
    root.remove();
}

#[wasm_bindgen_test]
async fn the_newest_question_is_answered_and_the_overtaken_one_gets_nothing() {
    let host = host(&archive());
    let question = |id, query: &str| {
        let mut question = Question {
            id,
            snippets: true,
            ..Question::default()
        };
        question.request.query = query.to_owned();
        question.request.limit = 10;
        question
    };
    // Asked one after the other before the engine has its turn, as by two quick keys.
    let [first, second] = [question(1, "zuniga"), question(2, "vote")].map(|question| {
        let (sender, receiver) = futures_channel::oneshot::channel();
        let host = host.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let _ = sender.send(host.ask(question).await);
        });
        receiver
    });
    let first = first.await.expect("the first is settled");
    let second = second.await.expect("the second is settled");
    assert!(first.is_none(), "an overtaken question was answered");
    let answer = second.expect("the newest question is answered");
    assert_eq!((answer.id, answer.response.hits.len()), (2, 2));
}

#[wasm_bindgen_test]
async fn an_article_is_found_by_its_readable_id_and_read_whole() {
    let store = Store::of_archive(archive());
    assert_eq!(store.find_slug("no-such"), None);
    let id = store.find_slug("cusco").expect("it is there");
    assert_eq!(id, ArticleId(2));
    let article = store.article(id).await.expect("it can be read");
    assert_eq!(article.title, "Protest in Cusco");
    assert!(store.article(ArticleId(3)).await.is_err());
}
