//! Does it hold where circumstances are bad: no server, no storage, no worker, no JavaScript, no
//! whole file? And would these tests notice if it did not?

use std::time::Instant;

use super::{Place, Scenario, once, scenario};
use crate::engine::{Engine, Scripts};
use crate::page::{PATIENCE, Page};
use crate::server::with_script;
use crate::session::Session;
use crate::stage::{Opening, Stage, file_address};

pub(super) fn scenarios() -> Vec<Scenario> {
    vec![
        Scenario {
            is_noisy: true,
            place: Place::OneOfOthers,
            ..scenario(
                "(the tests see an error, a breach of the policy and a request)",
                notices,
            )
        },
        Scenario {
            place: Place::Only(Opening::File),
            ..scenario(
                "opens as it was packed, byte for byte, with a strict policy and no request",
                untouched,
            )
        },
        once(
            "lets the list in the page be seen before the program puts its own there",
            first_view_is_seen,
        ),
        Scenario {
            place: Place::Only(Opening::Hosted),
            ..scenario(
                "asks its own folder only, and finds everything that it asks for",
                own_folder,
            )
        },
        Scenario {
            place: Place::Only(Opening::File),
            ..scenario(
                "works in a frame without storage and without origin",
                sandboxed,
            )
        },
        Scenario {
            is_noisy: true,
            ..scenario(
                "says so when the program breaks, and leaves what is there",
                breaks,
            )
        },
        once("answers alike with and without a worker", worker_or_not),
        Scenario {
            // Its worker reads the feed and makes the index, which that of the file does not.
            place: Place::Only(Opening::Hosted),
            ..scenario(
                "answers alike with and without a worker from a feed",
                worker_or_not,
            )
        },
        Scenario {
            place: Place::OneOfOthers,
            ..scenario(
                "shows titles and dates, or says what it needs, without JavaScript",
                without_scripts,
            )
        },
    ]
}

/// A panic of the program is a trap of WebAssembly; this is one.
fn breaks(stage: &mut Stage) {
    stage.open("");
    // All of the list: else it may still grow by itself.
    stage.wait_cards(stage.expected.articles.len());
    let before = stage
        .page
        .number("document.querySelectorAll('.card').length");
    let broken = stage.page.session.run_as_page(
        "setTimeout(() => new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([\
         0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, \
         10, 5, 1, 3, 0, 0, 11]))).exports.f())",
    );
    assert_eq!(broken, Ok(()));
    stage.page.wait(
        "the failure is told",
        "document.querySelector('[data-boot-failure]')",
    );
    let told = stage
        .page
        .text("document.querySelector('[data-boot-failure]').textContent");
    assert!(told.contains("Something in this page broke."), "{told}");
    assert!(told.contains("Reload the page"), "no cure: {told}");
    let after = stage
        .page
        .number("document.querySelectorAll('.card').length");
    assert!(
        before > 0 && after == before,
        "{before} cards became {after}"
    );
}

fn notices(stage: &mut Stage) {
    let html = b"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Bad</title>\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'unsafe-inline'; img-src http:\">\
        </head><body><script>console.error('a message');fetch('http://breach.invalid/').catch(function(){});\
        new Image().src='http://request.invalid/i.png';setTimeout(function(){throw new Error('uncaught')},1)</script></body></html>";
    let address = stage.put("bad.html", html);
    stage.page.open(&address);
    let mut seen = Vec::new();
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        seen.extend(stage.page.complaints());
        let all = seen.join("\n");
        let wanted = [
            "a message",
            "uncaught",
            "breach.invalid",
            "request to http://request.invalid/i.png",
        ];
        // WebKit does not say what was thrown in a file, only that something was.
        let all = all.replace("error: Script error.", "error: uncaught");
        let https = all.replace("https://request.invalid", "http://request.invalid");
        if wanted.iter().all(|part| https.contains(part)) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("the tests are blind: they see only {seen:#?}");
}

fn untouched(stage: &mut Stage) {
    // The file itself, also in WebKit, where the other tests have the hook in it.
    stage.page.open(&file_address(&stage.places.packed, ""));
    stage.page.wait(
        "the app is ready",
        "window.__backfile && __backfile.phase === 'search'",
    );
    stage.wait_cards(30);
    let policy = stage
        .page
        .text("document.querySelector('meta[http-equiv=\"Content-Security-Policy\"]').content");
    for part in [
        "default-src 'none'",
        "connect-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ] {
        assert!(policy.contains(part), "{part} is not in {policy}");
    }
    for part in ["'unsafe-inline'", "'unsafe-eval'", "http:", "https:", " *"] {
        assert!(!policy.contains(part), "{part} is in {policy}");
    }
    stage.search("coup");
    stage.page.wait(
        "something is found",
        "document.querySelector('.cards mark')",
    );
    // What a page asks for late is asked for by now.
    std::thread::sleep(std::time::Duration::from_millis(400));
    let requests = "performance.getEntriesByType('resource').map(e => e.name).filter(n => !/^(blob|data):/.test(n))";
    assert_eq!(stage.page.texts(requests), Vec::<String>::new());
    assert_eq!(stage.page.complaints(), Vec::<String>::new());
}

/// Looks in each frame whether the list in the page is there, until one has that of the app.
const LOOK: &str = "window.__looks = []; requestAnimationFrame(function look(now) { \
    const list = document.querySelector('#app > main > .cards > li') ? 'first' \
        : document.querySelector('.backfile .cards > li') ? 'app' : 'none'; \
    __looks.push([list, now]); \
    if (list !== 'app') requestAnimationFrame(look); })";

/// A packed page that takes its time to be parsed, and says so: with 8 MB of comments after its own,
/// and as many bytes of articles in its table.
fn long(page: &[u8]) -> Vec<u8> {
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let after = |text: &str| {
        let text = wide(text);
        let at = page.windows(text.len()).position(|bytes| bytes == text);
        at.expect("a packed page has a table and an end") + text.len()
    };
    // Fields end in commas; the fifth is the size of the articles.
    let comma = wide(",");
    let start = after("\"archive\":[");
    let mut fields = page[start..].split_inclusive(|&byte| byte == comma[0]);
    let before: usize = fields.by_ref().take(4).map(<[u8]>::len).sum::<usize>() + 1;
    let size = fields.next().expect("there is a size").len();
    let (from, to) = (start + before, start + before + size - 2);
    let end = after("</div><i id=backfile-end>") - wide("</div><i id=backfile-end>").len();
    let comment = wide(&format!("<!--{}-->", "more".repeat(8 * 1024)));
    let more = comment.repeat(128);
    [
        &page[..from],
        &wide("8000000"),
        &page[to..end],
        &more,
        &page[end..],
    ]
    .concat()
}

/// What [`LOOK`] saw first is the list in the page, unless frames were so late that nobody would have
/// waited for them.
fn first_view_is_seen(stage: &mut Stage) {
    /// Not much more than the start script waits for a frame, in milliseconds.
    const LATE: i64 = 400;
    let file = std::fs::read(&stage.places.packed).expect("the packed file is there");
    let page = with_script(&long(&file), LOOK);
    for round in 0..4 {
        let address = stage.put("long.html", &page);
        stage.page.open(&address);
        stage.wait_ready();
        let seen = "__looks.map(([list]) => list).filter(list => list !== 'none')";
        stage.page.wait(
            "the list of the app is drawn",
            &format!("{seen}.includes('app')"),
        );
        let time = "Math.round(__looks.find(([list]) => list !== 'none')[1])";
        let time = stage.page.number(time);
        let lists = stage.page.texts(seen);
        assert!(
            lists[0] == "first" || time > LATE,
            "in round {round}, after {time} ms: {lists:?}"
        );
    }
}

fn own_folder(stage: &mut Stage) {
    stage.server.take_log();
    stage.open("");
    stage.wait_cards(30);
    stage.search("coup");
    stage.page.wait(
        "something is found",
        "document.querySelector('.cards mark')",
    );
    std::thread::sleep(std::time::Duration::from_millis(400));
    let log = stage.server.take_log();
    let strays: Vec<_> = log
        .iter()
        .filter(|(status, path)| *status != 200 || !path.starts_with(crate::server::BASE))
        .collect();
    assert!(strays.is_empty(), "asked for what is not there: {strays:?}");
    assert!(
        log.iter().any(|(_, path)| path.contains(".json")),
        "the archive is asked for: {log:?}"
    );
    assert!(
        log.iter()
            .filter(|(_, path)| path.contains(".wasm"))
            .count()
            <= 1,
        "loaded twice: {log:?}"
    );
}

fn sandboxed(stage: &mut Stage) {
    stage.open_framed(
        "sandbox=\"allow-scripts\" style=\"width:1000px;height:800px\"",
        "",
    );
    stage.wait_cards(30);
    stage.page.wait(
        "there is no storage",
        "(() => { try { return !localStorage } catch (error) { return error.name === 'SecurityError' } })()",
    );
    stage.search("Zuniga");
    stage.wait_cards(
        stage
            .expected
            .having(|article| article.says("Zuniga"))
            .len(),
    );
    let title = stage.titles()[0].clone();
    stage.page.click(".cards > li:first-child .card-title a");
    stage.wait_article(&title);
}

fn worker_or_not(stage: &mut Stage) {
    let queries = [
        "",
        "coup",
        "\"regime change\"",
        "Zuniga -peru",
        "elect",
        "the of",
        "xqzzt",
        "Nicolas Maduro venez",
    ];
    let mut answers = Vec::new();
    for (query, host) in [("", "worker"), ("?search=inline", "inline")] {
        stage.open(query);
        stage.page.wait(
            &format!("the search is in its {host}"),
            &format!("__backfile.searchHost === '{host}'"),
        );
        let mut all = Vec::new();
        for words in queries {
            stage.page.eval(&format!(
                "(location.hash = '#/?q=' + encodeURIComponent('{words}'), true)"
            ));
            // All of a long list is drawn a moment after its beginning; what was not found last is
            // told until the next answer is there.
            let is_settled = format!(
                "document.querySelector('input[type=search]').value === '{words}' && \
                 !document.querySelector('[aria-busy=true]') && ([...document.querySelectorAll('.empty-title')].some(e => e.textContent.includes('“{words}”')) || \
                 document.querySelectorAll('.cards > li').length === parseInt(document.querySelector('.count-title').textContent))"
            );
            stage.page.wait("the list is settled", &is_settled);
            all.push(
                stage
                    .page
                    .text("document.querySelector('.cards, .empty').textContent"),
            );
        }
        answers.push(all);
    }
    for (at, words) in queries.iter().enumerate() {
        assert_eq!(
            answers[0][at], answers[1][at],
            "worker and page answer `{words}` differently"
        );
    }
}

fn without_scripts(stage: &mut Stage) {
    let session =
        Session::start(stage.engine, Scripts::Off).expect("a browser without scripts starts");
    if stage.engine == Engine::Chromium {
        let params = serde_json::json!({"value": true});
        session
            .devtools("Emulation.setScriptExecutionDisabled", &params)
            .expect("scripts are off");
    }
    let mut page = Page::new(session);
    let address = match stage.opening {
        Opening::File => file_address(&stage.places.packed, ""),
        Opening::Hosted | Opening::Site => stage.address(""),
    };
    page.go(&address);
    // Text of far cards is not laid out, so it is read from what is displayed at all.
    let shown = "[...document.querySelectorAll('main, p, .cards, noscript > *')].filter(e => e.checkVisibility())\
                 .map(e => e.textContent).join(' ').split(/\\s+/).join(' ')";
    let text = page.text(shown);
    assert!(!text.contains("Loading"), "it is not loading: {text}");
    if stage.opening == Opening::Hosted {
        assert!(
            text.contains("JavaScript"),
            "it is said what is needed: {text}"
        );
        return;
    }
    for article in &stage.expected.articles {
        let title = article
            .title
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(text.contains(&title), "{title} is not in: {text}");
        let year = article.year.as_deref().unwrap_or_default();
        assert!(
            text.contains(year),
            "the year {year} of {title} is not there"
        );
    }
}
