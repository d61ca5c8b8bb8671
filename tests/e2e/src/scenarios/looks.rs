//! Does it look right where looks can be told by numbers, and what does it look like?

use serde_json::json;

use super::{Scenario, once};
use crate::engine::Engine;
use crate::stage::Stage;

const NO_PRINT: &[(Engine, &str)] = &[(
    Engine::WebKit,
    "its driver can neither print nor emulate a printer",
)];

const NO_SHIFTS: &[(Engine, &str)] = &[
    (Engine::Firefox, "it does not measure shifts of the layout"),
    (Engine::WebKit, "it does not measure shifts of the layout"),
];

/// The sum of all shifts of the layout since the page began (Layout Instability API), in thousandths.
const SHIFTS: &str = "const done = arguments[arguments.length - 1]; \
    new PerformanceObserver(list => done(list.getEntries().reduce((sum, e) => sum + e.value, 0) * 1000)) \
    .observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(0), 500);";

/// What the page may shift, in thousandths: a tenth of what is called good. It was seen to shift by 0.
const GOOD_SHIFTS: f64 = 10.0;

pub(super) fn scenarios() -> Vec<Scenario> {
    vec![
        once("keeps everything within 320 px, in every view", narrow),
        once(
            "stands from right to left where the page does",
            right_to_left,
        ),
        once(
            "changes colors by its switch, and keeps them over a reload",
            theme,
        ),
        Scenario {
            except: NO_PRINT,
            ..once("prints an article without search and filters", prints)
        },
        Scenario {
            except: NO_SHIFTS,
            ..once(
                "moves nothing when the app takes the place of the first view",
                stands_still,
            )
        },
        Scenario {
            is_for_eyes: true,
            ..once(
                "has pictures of its views, narrow and wide, light and dark",
                pictures,
            )
        },
    ]
}

/// An expression that is true when nothing can be scrolled sideways, and names what sticks out.
const STICKS_OUT: &str = "(() => { const w = document.documentElement.clientWidth; \
    if (document.documentElement.scrollWidth <= w) return ''; \
    return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > w + 1) \
    .slice(0, 3).map(e => e.tagName + '.' + e.className).join(', ') || 'something'; })()";

/// Addresses of every view.
fn views(stage: &Stage) -> Vec<(&'static str, String)> {
    let longest = stage
        .expected
        .articles
        .iter()
        .max_by_key(|article| article.title.len());
    let slug = &longest.expect("there are articles").slug;
    vec![
        ("list", "#/".to_owned()),
        (
            "found",
            "#/?q=coup&place=Peru&place=United%20States".to_owned(),
        ),
        ("article", format!("#/a/{slug}")),
        (
            "empty",
            "#/?q=qqxzjwqqxzjwqqxzjwqqxzjwqqxzjwqqxzjwqqxzjwqqxzjw&place=Peru".to_owned(),
        ),
        (
            "not-found",
            "#/a/no-such-article-with-a-name-that-is-longer-than-any-line-of-a-telephone"
                .to_owned(),
        ),
    ]
}

fn narrow(stage: &mut Stage) {
    // No engine makes its window so small; a frame is as small as one says.
    for (view, hash) in views(stage) {
        stage.open_framed("style=\"width:320px;height:720px\"", &hash);
        stage.page.wait(
            "the view is there",
            "document.querySelector('.cards > li, main h1, .empty')",
        );
        assert_eq!(stage.page.number("innerWidth"), 320);
        let sticks_out = stage.page.text(STICKS_OUT);
        assert_eq!(sticks_out, "", "sticks out of the {view} at 320 px");
    }
}

fn right_to_left(stage: &mut Stage) {
    stage.open("");
    stage.wait_cards(30);
    let side = "(() => { const c = document.querySelector('.cards').getBoundingClientRect(), \
                f = document.querySelector('aside.filters').getBoundingClientRect(); return Math.sign(c.left - f.left); })()";
    let before = stage.page.number(side);
    stage
        .page
        .eval("(document.documentElement.dir = 'rtl', true)");
    let after = stage.page.number(side);
    assert_eq!(before, -after, "list and filters change sides");
    assert_eq!(
        stage.page.text(STICKS_OUT),
        "",
        "sticks out from right to left"
    );
    let article = stage.expected.articles[0].clone();
    stage
        .page
        .click(&format!(".cards a[href=\"#/a/{}\"]", article.slug));
    stage.wait_article(&article.title);
    assert_eq!(
        stage.page.text(STICKS_OUT),
        "",
        "an article sticks out from right to left"
    );
}

fn theme(stage: &mut Stage) {
    let background = "getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor";
    stage.open("");
    stage.choose_theme("light");
    let light = stage.page.text(background);
    stage.choose_theme("dark");
    let dark = stage.page.text(background);
    assert_ne!(light, dark, "light and dark differ");
    stage.page.reload();
    stage.wait_ready();
    stage.page.wait(
        "dark is still chosen",
        "document.querySelector('input[name=backfile-theme][value=dark]').checked",
    );
    stage.page.wait(
        "it is dark",
        "document.documentElement.dataset.theme === 'dark'",
    );
    assert_eq!(stage.page.text(background), dark);
    stage.choose_theme("system");
}

fn prints(stage: &mut Stage) {
    let article = stage.expected.articles[0].clone();
    stage.open(&format!("#/a/{}", article.slug));
    stage.wait_article(&article.title);
    let pdf = stage
        .page
        .session
        .command("POST print", Some(&json!({"background": false})));
    let pdf = pdf.expect("the page prints");
    let pdf = crate::base64::decode(pdf.as_str().unwrap_or_default());
    assert!(
        pdf.starts_with(b"%PDF") && pdf.len() > 2000,
        "a page of {} bytes is printed",
        pdf.len()
    );
    if stage.engine == Engine::Chromium {
        let print = |media: &str| {
            let done = stage
                .page
                .session
                .devtools("Emulation.setEmulatedMedia", &json!({"media": media}));
            done.expect("the medium is emulated");
        };
        print("print");
        let is_shown = |css: &str| {
            format!("[...document.querySelectorAll('{css}')].some(e => e.checkVisibility())")
        };
        stage
            .page
            .wait("the title is printed", &is_shown("main h1"));
        for css in ["input[type=search]", ".neighbors", ".themes", ".skip-link"] {
            stage.page.wait(
                &format!("`{css}` is not printed"),
                &format!("!{}", is_shown(css)),
            );
        }
        print("");
    }
}

/// `pack` writes the first view without the app; this holds both to one layout, in a wide window
/// and in one as narrow as a phone.
fn stands_still(stage: &mut Stage) {
    for (width, height) in [(1280, 900), (520, 900)] {
        stage.page.resize(width, height);
        stage.open("");
        stage.wait_cards(30);
        let shifts = stage.page.session.run_async(SHIFTS, &json!([]));
        let shifts = shifts.expect("the page tells its shifts").as_f64();
        let shifts = shifts.expect("shifts are a number");
        assert!(
            shifts < GOOD_SHIFTS,
            "the page shifts by {shifts} at {width} px"
        );
    }
    stage.page.resize(1280, 900);
}

/// Saves pictures for a person to look at; the README's is made from one of them when asked for.
fn pictures(stage: &mut Stage) {
    let article = stage.expected.articles[1].slug.clone();
    for theme in ["light", "dark"] {
        stage.page.resize(1280, 900);
        stage.open("#/");
        stage.choose_theme(theme);
        for (view, hash) in [
            ("list", "#/?q=elect&year=2024".to_owned()),
            ("article", format!("#/a/{article}")),
        ] {
            stage.open(&hash);
            stage.page.wait(
                "the view is there",
                "document.querySelector('.cards > li, main h1')",
            );
            // Pictures of a moving page differ from one another; wait for the frame to be drawn.
            stage
                .page
                .eval("(scrollTo(0, 0), document.activeElement.blur(), true)");
            save(stage, &format!("{view}-1280-{theme}"));
        }
        if stage.is_picture_wanted && theme == "light" {
            stage.open("#/?q=elect&year=2024");
            stage.page.wait(
                "there is something to see",
                "document.querySelector('.cards mark')",
            );
            let file = stage.places.root.join("docs").join("screenshot.png");
            stage.page.screenshot(&file).expect("the picture is saved");
        }
        for (view, hash) in [
            ("list", "#/".to_owned()),
            ("article", format!("#/a/{article}")),
        ] {
            stage.open_framed("style=\"width:360px;height:800px\"", &hash);
            stage.page.wait(
                "the view is there",
                "document.querySelector('.cards > li, main h1')",
            );
            save(stage, &format!("{view}-360-{theme}"));
        }
    }
    stage.open("#/");
    stage.choose_theme("system");
}

#[track_caller]
fn save(stage: &Stage, name: &str) {
    let file = stage.picture(name);
    stage.page.screenshot(&file).expect("the picture is saved");
    let size = std::fs::metadata(&file).map_or(0, |meta| meta.len());
    assert!(size > 5000, "the picture {name} is empty: {size} bytes");
}
