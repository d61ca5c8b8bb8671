//! What do the whole pages look like: an article, an address that leads nowhere, a failure?

#![allow(clippy::too_many_lines)] // a golden is as long as the page

use super::*;

#[test]
fn an_article_of_which_the_row_alone_is_known_says_so() {
    let store = store();
    let row = store.row(backfile_model::ArticleId(2)).unwrap();
    let article = backfile_viewer::overview::article_of(&row);
    let view = article_view(&ArticleView {
        copying: &Copying::default(),
        store: &store,
        state: &answered("#/"),
        id: backfile_model::ArticleId(2),
        article: &article,
        document: &Rc::default(),
        ranges: &Rc::default(),
        current: None,
        on_go: &Callback::noop(),
        related: &[],
        root: &NodeRef::default(),
    });
    let html = html_of(view);
    for part in [
        "A vote &amp; a",
        "class=\"summary\"",
        "The text of this article is damaged",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
}

#[test]
fn an_article_is_a_safe_tree_with_its_matches() {
    let mut builder = TreeBuilder::new(Policy::default());
    let link = [("href", "#fn1"), ("onclick", "alert(1)")];
    builder.start("h1", [("id", "top")]);
    builder.text("Again the title");
    builder.end();
    builder.start("p", [("style", "color:red")]);
    builder.text("A strike, see ");
    builder.start("a", link);
    builder.text("note");
    builder.end();
    builder.start(
        "img",
        [
            ("src", "https://pictures.example/p.jpg"),
            ("alt", "A crowd"),
        ],
    );
    builder.end();
    builder.end();
    let document = Rc::new(builder.finish().document);
    let store = store();
    let article = archive().articles[2].clone();
    let ranges = Rc::new(vec![vec![(2, 6)], vec![], vec![], vec![(2, 8)]]);
    let state = answered("#/?place=Chile");
    let related = store.row(backfile_model::ArticleId(0)).into_iter();
    let related: Vec<_> = related.collect();
    let view = article_view(&ArticleView {
        copying: &Copying::default(),
        store: &store,
        state: &state,
        id: backfile_model::ArticleId(2),
        article: &article,
        document: &document,
        ranges: &ranges,
        current: Some(1),
        on_go: &Callback::noop(),
        related: &related,
        root: &NodeRef::default(),
    });
    check(
        view,
        expect![[r##"
            <main id="content" tabindex="-1" class="article-view">
            <nav class="article-nav">
            <a href="#/?place=Chile" class="text-link back">Back to results</a>
            <span class="position">2 of 2</span>
            <div class="finder">
            <span role="status">2 of 2 matches</span>
            <button type="button" aria-label="Previous match" title="Previous match" class="button">
            <span aria-hidden="true">↑</span>
            </button>
            <button type="button" aria-label="Next match" title="Next match" class="button">
            <span aria-hidden="true">↓</span>
            </button>
            </div>
            </nav>
            <article>
            <header class="article-head">
            <p class="kicker">
            <span class="date-kind">Event: </span>
            <time datetime="2021">about 2021</time>
            </p>
            <h1 tabindex="-1" data-heading="" lang="es" dir="auto" class="article-title">A <mark class="match">vote</mark> &amp; a "count"</h1>
            <p class="byline">
            <a href="#/?author=Ana+D%C3%ADaz" rel="author" class="author">Ana Díaz</a>
            </p>
            <p class="article-facts">
            <a href="#/?place=Chile" class="place">Chile</a>
            <a href="#/?tag=votes" class="topic">votes</a>
            </p>
            <p lang="es" dir="auto" class="summary">What is told of A vote &amp; a "count", in short.</p>
            </header>
            <div lang="es" dir="auto" class="prose">
            <h2 id="note-top">Again the title</h2>
            <p>A <mark aria-current="true" class="match">strike</mark>, see <a href="#/a/c?at=note-fn1">note</a>
            <span class="picture-place">
            <span class="picture-alt">Picture: A crowd</span>
            <button type="button" class="button">Load picture from pictures.example</button>
            </span>
            </p>
            </div>
            <footer class="article-source">
            <p>
            <span class="date-kind">Source: </span>
            <a href="https://example.org" rel="external noopener noreferrer">Example</a>
            </p>
            <p>
            <a href="https://www.example.org/vote?id=1" rel="external noopener noreferrer">Read the original at example.org</a>
            </p>
            </footer>
            </article>
            <div class="article-tools">
            <span class="copy">
            <button type="button" class="button">Copy link</button>
            <span role="status">
            </span>
            </span>
            </div>
            <nav aria-label="Previous and next article" class="neighbors">
            <a rel="prev" href="#/a/a" class="neighbor">
            <span class="neighbor-label">Previous</span>
            <span class="neighbor-title">Strike in Peru</span>
            </a>
            </nav>
            <section aria-labelledby="backfile-related" class="related">
            <h2 id="backfile-related">Related articles</h2>
            <ol class="cards">
            <li class="card">
            <p class="kicker">
            <span class="date-kind">Event: </span>
            <time datetime="2023-07-26">26 July 2023</time>
            </p>
            <h3 class="card-title">
            <a href="#/a/a">Strike in Peru</a>
            </h3>
            <p class="card-text">What is told of Strike in Peru, in short.</p>
            <p class="card-facts">
            <a href="#/?place=Peru" class="place">Peru</a>
            <a href="#/?place=Chile" class="place">Chile</a>
            </p>
            </li>
            </ol>
            </section>
            </main>"##]],
    );
}

#[test]
fn an_address_that_leads_nowhere_offers_the_search() {
    let route = Route::parse("#/b/strike-in-peru<b>");
    check(
        not_found_page(&route, &NodeRef::default()),
        expect![[r##"
            <main id="content" tabindex="-1" class="message-view">
            <h1 tabindex="-1" data-heading="" class="message-title">Not in this archive</h1>
            <p>There is nothing at “#/b/strike-in-peru&lt;b&gt;”. The address may be mistyped, or the article may be in another archive.</p>
            <p class="actions">
            <a href="#/?q=strike+in+peru" class="button">Search for “strike in peru”</a>
            <a href="#/" class="button">All articles</a>
            </p>
            </main>"##]],
    );
}

#[test]
fn a_failure_has_cause_cure_and_details() {
    let failure = Failure {
        cause: "The file was cut short.".to_owned(),
        cure: "Get it again.".to_owned(),
        details: "block 3 of <articles>".to_owned(),
    };
    check(
        failure_page(&failure, &Copying::default(), None),
        expect![[r#"
            <main id="content" tabindex="-1" class="message-view">
            <div role="alert">
            <h1 class="message-title">This archive cannot be opened</h1>
            <p>The file was cut short.</p>
            <p>Get it again.</p>
            </div>
            <details>
            <summary>Details</summary>
            <pre class="details">block 3 of &lt;articles&gt;</pre>
            </details>
            <p class="actions">
            <span class="copy">
            <button type="button" class="button">Copy the details</button>
            <span role="status">
            </span>
            </span>
            </p>
            </main>"#]],
    );
}
