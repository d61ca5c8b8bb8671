//! The head of the page, with the search box, and the pages of the list at its foot.

use super::*;

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
            <div>
            <form role="search" class="search-box">
            <label for="backfile-search" class="visually-hidden">Search the archive</label>
            <input value="" id="backfile-search" type="search" name="q" role="combobox" placeholder="Search the archive" title="Press / to search, Escape to clear" autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search" aria-autocomplete="list" aria-controls="backfile-completions" aria-expanded="false" aria-keyshortcuts="/">
            <span aria-hidden="true" class="search-key">/</span>
            </form>
            <details class="tips">
            <summary>Search tips</summary>
            <dl>
            <dt>
            <code>coup peru</code>
            </dt>
            <dd>both words, in any form</dd>
            <dt>
            <code>"state of siege"</code>
            </dt>
            <dd>the words in this order</dd>
            <dt>
            <code>"coup congress"~5</code>
            </dt>
            <dd>near each other</dd>
            <dt>
            <code>coup -peru</code>
            </dt>
            <dd>the first without the second</dd>
            <dt>
            <code>(coup OR putsch) peru</code>
            </dt>
            <dd>one of two, and a third</dd>
            <dt>
            <code>demo*</code>
            </dt>
            <dd>words that begin so</dd>
            <dt>
            <code>=coups</code>
            </dt>
            <dd>as written, in no other form</dd>
            <dt>
            <code>title:coup</code>
            </dt>
            <dd>there alone; also author: tag: place: category: source: lang:</dd>
            <dt>
            <code>date:2023..2024-06</code>
            </dt>
            <dd>then; also before: and after:</dd>
            </dl>
            </details>
            </div>
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

#[test]
fn the_search_offers_how_a_word_goes_on() {
    let typed = answered("#/?q=strike in p");
    let actions = [
        Action::SetQuery("strike in pe".to_owned()),
        Action::PointAt(Some(0)),
    ];
    let typed = actions.into_iter().fold(Rc::new((*typed).clone()), update);
    let shown = html_of(header(
        &StateRef::new((*typed).clone()),
        &app(&store()),
        &NodeRef::default(),
    ));
    let start = shown.find("<ul").unwrap();
    let end = start + shown[start..].find("</ul>").unwrap();
    let list = shown[start..end].replace("><", ">\n<");
    expect![[r#"
        <ul id="backfile-completions" role="listbox" aria-label="Suggestions" class="completions">
        <li id="backfile-completions-0" role="option" aria-selected="true">
        <bdi>strike in peru</bdi>
        <span>1</span>
        </li>"#]]
    .assert_eq(&list);
    let state = "aria-expanded=\"true\" aria-activedescendant=\"backfile-completions-0\"";
    assert!(shown.contains(state), "{shown}");
}
