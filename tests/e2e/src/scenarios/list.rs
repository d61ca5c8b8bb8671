//! Does the list find and filter? Counts are worked out from the archive, not from the app.

use super::{Scenario, once, scenario};
use crate::page::{keys, quoted};
use crate::stage::Stage;

pub(super) fn scenarios() -> Vec<Scenario> {
    vec![
        scenario(
            "shows every article with the title of the archive and their number",
            opens,
        ),
        scenario(
            "finds Zúñiga when asked for Zuniga and marks the word",
            finds_without_marks,
        ),
        once(
            "finds articles by the beginning of a word while it is typed",
            finds_by_beginning,
        ),
        scenario("filters by a place with the right count", filters_by_place),
        once(
            "tells for every place how many articles there are",
            counts_places,
        ),
        once(
            "adds values of one facet and narrows by another",
            combines_facets,
        ),
        once(
            "takes chosen filters away by their chips, singly and all at once",
            chips,
        ),
        scenario(
            "opens a list by its address, with words and filters",
            opens_by_address,
        ),
        once(
            "filters by dates that are typed, and keeps what is none to be mended",
            filters_by_dates,
        ),
        once("orders the list by date both ways", orders_by_date),
        once(
            "says what to loosen when nothing is found, and that helps",
            loosens,
        ),
    ]
}

fn opens(stage: &mut Stage) {
    stage.open("");
    let all = stage.expected.articles.len();
    assert_eq!(all, 30, "the bundled archive has thirty articles");
    stage.wait_cards(all);
    let titles: Vec<&str> = stage
        .expected
        .articles
        .iter()
        .map(|a| a.title.as_str())
        .collect();
    stage.wait_titles(&titles);
    let heading = stage
        .page
        .text("document.querySelector('h1').textContent.trim()");
    assert_eq!(heading, stage.expected.title);
    stage.page.wait(
        "their number is told",
        "document.body.innerText.includes('30 articles')",
    );
    let title = stage.page.text("document.title");
    assert!(
        title.contains(&stage.expected.title),
        "the window is called {title}"
    );
}

fn finds_without_marks(stage: &mut Stage) {
    stage.visit("");
    stage.search("Zuniga");
    let found = stage.expected.having(|article| article.says("Zuniga"));
    assert!(!found.is_empty() && found.len() < 30);
    let titles: Vec<&str> = found.iter().map(|article| article.title.as_str()).collect();
    stage.wait_titles(&titles);
    stage.page.wait(
        "the word is marked",
        "[...document.querySelectorAll('.cards mark')].some(m => m.textContent.includes('Zúñiga'))",
    );
    stage.page.wait(
        "the address holds the words",
        "location.hash.includes('q=Zuniga')",
    );
}

fn finds_by_beginning(stage: &mut Stage) {
    stage.visit("");
    stage.search("Venez");
    let found = stage.expected.having(|article| {
        ["Venezuela", "Venezuelan", "Venezuelans"]
            .iter()
            .any(|word| article.says(word))
            || article.is_in("Venezuela")
    });
    let titles: Vec<&str> = found.iter().map(|article| article.title.as_str()).collect();
    stage.wait_titles(&titles);
    stage.page.wait(
        "the address follows once no more is typed",
        "location.hash.includes('q=Venez')",
    );
}

fn filters_by_place(stage: &mut Stage) {
    stage.visit("");
    stage.wait_cards(30);
    stage.toggle("place", "Peru");
    let peru = stage.expected.having(|article| article.is_in("Peru"));
    let titles: Vec<&str> = peru.iter().map(|article| article.title.as_str()).collect();
    stage.wait_titles(&titles);
    let told = format!(
        "document.querySelector('main').innerText.includes('{} of 30')",
        peru.len()
    );
    stage.page.wait("the count is told", &told);
    let count = stage.page.text(&format!(
        "{}.querySelector('.count').textContent",
        Stage::choice("place", "Peru")
    ));
    assert_eq!(count, peru.len().to_string());
    stage.toggle("place", "Peru");
    stage.wait_cards(30);
}

fn filters_by_dates(stage: &mut Stage) {
    let year = "2023";
    stage.visit("");
    stage.wait_cards(30);
    let [from, to] = [1, 2].map(|at| format!(".dates label:nth-of-type({at}) input"));
    stage.page.click(&from);
    stage.page.type_text("2023-13");
    stage.page.click(&to);
    stage.page.type_text(year);
    stage.page.press(&[keys::ENTER]);
    let kept = |css: &str, text: &str, is_wrong: bool| {
        let css = quoted(css);
        format!(
            "(e => e.value === '{text}' && e.matches('[aria-invalid=true]') === {is_wrong})\
             (document.querySelector({css}))"
        )
    };
    stage.page.wait(
        "it is told, and nothing that was typed is lost",
        &format!(
            "document.querySelector('.dates [role=alert]') && {} && {}",
            kept(&from, "2023-13", true),
            kept(&to, year, false)
        ),
    );
    stage.wait_cards(30);
    stage.page.click(&from);
    stage.page.eval(&format!(
        "(document.querySelector({}).select(), true)",
        quoted(&from)
    ));
    stage.page.type_text(year);
    stage.page.press(&[keys::ENTER]);
    let found = stage
        .expected
        .having(|article| article.year.as_deref() == Some(year));
    let titles: Vec<&str> = found.iter().map(|article| article.title.as_str()).collect();
    stage.wait_titles(&titles);
    stage.page.wait(
        "nothing is wrong any more",
        &format!(
            "!document.querySelector('.dates [role=alert]') && {}",
            kept(&from, year, false)
        ),
    );
}

fn counts_places(stage: &mut Stage) {
    stage.visit("");
    stage.wait_cards(30);
    let more = "document.querySelector('[data-facet=place] button[aria-expanded=false]')";
    if stage.page.eval(&format!("!!{more}")) == true {
        stage.page.click_on(more);
    }
    let places = stage.expected.places();
    let all = format!(
        "document.querySelectorAll('[data-facet=place] label').length === {}",
        places.len()
    );
    stage.page.wait("every place is listed", &all);
    for (place, count) in places {
        let label = Stage::choice("place", &place);
        let told = stage
            .page
            .text(&format!("{label}.querySelector('.count').textContent"));
        assert_eq!(told, count.to_string(), "{place}");
    }
}

fn combines_facets(stage: &mut Stage) {
    stage.visit("");
    stage.wait_cards(30);
    stage.toggle("place", "Peru");
    let either =
        |article: &crate::expected::Article| article.is_in("Peru") || article.is_in("Bolivia");
    stage.wait_cards(stage.expected.having(|article| article.is_in("Peru")).len());
    stage.toggle("place", "Bolivia");
    let both = stage.expected.having(either);
    assert!(both.len() > stage.expected.having(|article| article.is_in("Peru")).len());
    stage.wait_cards(both.len());
    // A count beside a choice says what one would get, so the year's count is within both places.
    let narrowed = stage
        .expected
        .having(|article| either(article) && article.year.as_deref() == Some("2024"));
    assert!(!narrowed.is_empty() && narrowed.len() < both.len());
    let year = Stage::choice("year", "2024");
    let count = stage
        .page
        .text(&format!("{year}.querySelector('.count').textContent"));
    assert_eq!(count, narrowed.len().to_string());
    stage.toggle("year", "2024");
    let titles: Vec<&str> = narrowed
        .iter()
        .map(|article| article.title.as_str())
        .collect();
    stage.wait_titles(&titles);
}

fn chips(stage: &mut Stage) {
    stage.visit("#/?place=Peru&place=Bolivia&year=2024");
    stage.page.wait(
        "there is a chip for each",
        "document.querySelectorAll('.chips .chip').length === 3",
    );
    let peru = format!(
        "[...document.querySelectorAll('.chips .chip')].find(c => c.textContent.includes({}))",
        quoted("Peru")
    );
    stage.page.click_on(&peru);
    let left = stage
        .expected
        .having(|a| a.is_in("Bolivia") && a.year.as_deref() == Some("2024"));
    stage.wait_cards(left.len());
    stage.page.wait(
        "the chip is gone",
        "document.querySelectorAll('.chips .chip').length === 2",
    );
    let clear = "[...document.querySelectorAll('.chips a, .chips button')].find(a => a.textContent === 'Clear all')";
    stage.page.click_on(clear);
    stage.wait_cards(30);
    stage
        .page
        .wait("no chip is left", "!document.querySelector('.chips .chip')");
}

fn opens_by_address(stage: &mut Stage) {
    stage.visit("#/?q=coup&place=Niger");
    stage.page.wait(
        "the words stand in the box",
        "document.querySelector('input[type=search]').value === 'coup'",
    );
    let checked = format!(
        "{}.querySelector('input').checked",
        Stage::choice("place", "Niger")
    );
    stage.page.wait("the place is chosen", &checked);
    let niger = stage.expected.having(|article| article.is_in("Niger"));
    stage.page.wait("only articles about Niger are shown", &format!(
        "document.querySelectorAll('.cards > li').length > 0 && document.querySelectorAll('.cards > li').length <= {}",
        niger.len()
    ));
}

fn orders_by_date(stage: &mut Stage) {
    // An estimated date has no machine form, but every date names its year.
    let years = "[...document.querySelectorAll('.cards > li .kicker')].map(k => \
                 /Undated/.test(k.textContent) ? '' : k.textContent.match(/\\d{4}/)[0])";
    for (order, is_newest) in [("newest", true), ("oldest", false)] {
        stage.visit(&format!("#/?sort={order}"));
        stage.wait_cards(30);
        stage.page.wait("the order is in the box", &format!(
            "document.querySelector('.sorting select').selectedOptions[0].textContent.toLowerCase() === '{order}'"
        ));
        let years = stage.page.texts(years);
        let dated: Vec<&String> = years.iter().filter(|year| !year.is_empty()).collect();
        let all_dated = stage
            .expected
            .having(|article| article.year.is_some())
            .len();
        assert_eq!(dated.len(), all_dated, "articles with a date");
        let mut wanted = dated.clone();
        wanted.sort_unstable();
        if is_newest {
            wanted.reverse();
        }
        assert_eq!(dated, wanted, "{order}");
        assert!(
            years[dated.len()..].iter().all(String::is_empty),
            "undated articles come last: {years:?}"
        );
    }
}

fn loosens(stage: &mut Stage) {
    // A word that is there, in a place where it is not.
    let found = stage.expected.having(|article| article.says("Zuniga"));
    let places = stage.expected.places();
    let apart = |place: &str| !found.iter().any(|article| article.is_in(place));
    let (place, _) = places
        .iter()
        .find(|(place, _)| apart(place))
        .expect("there is such a place");
    stage.visit(&format!("#/?q=Zuniga&place={}", place.replace(' ', "%20")));
    stage.page.wait(
        "it is said that nothing was found",
        "document.querySelector('.empty') && \
        document.querySelector('.empty').innerText.includes('Zuniga')",
    );
    assert_eq!(stage.titles(), Vec::<String>::new());
    stage.page.click(".empty a");
    stage.wait_cards(found.len());
    // A word that is nowhere: there is a way to everything.
    stage.visit("#/?q=qqxzjw");
    let all = "[...document.querySelectorAll('.empty a')].find(a => a.textContent.includes('30'))";
    stage.page.click_on(all);
    stage.wait_cards(30);
}
