//! Filters, years, and what is said where they leave nothing.

use super::*;

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
