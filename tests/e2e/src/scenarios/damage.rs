//! Is a damaged archive told as one, with its cause and its cure, and never as an empty one?

use super::{Scenario, scenario};
use crate::stage::{Opening, Stage, file_address};

pub(super) fn scenarios() -> Vec<Scenario> {
    let noisy = |only, name, run| Scenario {
        is_noisy: true,
        only: Some(only),
        ..scenario(name, run)
    };
    vec![
        noisy(
            Opening::File,
            "says what is wrong with a file of which a part is damaged, and what to do",
            damaged_islands,
        ),
        noisy(
            Opening::File,
            "says that a file is not whole when its download broke off",
            cut_file,
        ),
        noisy(
            Opening::Hosted,
            "says what is wrong with a damaged archive, and what to do",
            damaged_feed,
        ),
    ]
}

fn damaged_islands(stage: &mut Stage) {
    let whole = std::fs::read_to_string(&stage.places.packed).expect("the packed file is text");
    for island in ["rows", "articles", "index", "wasm"] {
        let tag = whole.find(&format!("data-island=\"{island}\""));
        let tag = tag.unwrap_or_else(|| panic!("there is an island {island}"));
        let start = tag + whole[tag..].find('>').expect("a tag ends") + 1;
        let end = start + whole[start..].find('<').expect("an island ends");
        let half = usize::midpoint(start, end);
        let half = (half..end)
            .find(|&at| whole.is_char_boundary(at))
            .unwrap_or(end);
        // A block without its second half, and a block of which letters were changed.
        let short = format!("{}{}", &whole[..half], &whole[end..]);
        let middle: String = whole[half..end].chars().rev().collect();
        let changed = format!("{}{middle}{}", &whole[..half], &whole[end..]);
        for (kind, page) in [("short", short), ("changed", changed)] {
            let file = stage.write(&format!("{island}-{kind}.html"), page.as_bytes());
            // Articles are read when they are opened, so a damaged one is told of then.
            let last = stage.expected.articles.last().expect("there are articles");
            let rest = match (island, kind) {
                ("articles", "changed") => format!("#/a/{}", last.slug),
                _ => String::new(),
            };
            stage.page.open(&file_address(&file, &rest));
            told(stage, &format!("{island}, {kind}"));
        }
    }
}

fn cut_file(stage: &mut Stage) {
    let whole = std::fs::read(&stage.places.packed).expect("the packed file is there");
    // A download that broke off: the rest of the file is not there, the start of the app included.
    for part in [3, 6, 9] {
        let file = stage.write("cut.html", &whole[..whole.len() * part / 10]);
        stage.page.open(&file_address(&file, ""));
        stage.page.wait(
            &format!("a file cut at {part}0 percent says that it is damaged"),
            "/damaged|broken|incomplete|not whole|cut|again/i.test(document.body.innerText)",
        );
    }
}

/// The failure view with its three parts.
#[track_caller]
fn told(stage: &Stage, what: &str) {
    let view = "document.querySelector('.failure, [role=alert]')";
    stage
        .page
        .wait(&format!("the failure view is shown for {what}"), view);
    let text = stage.page.text(&format!("{view}.innerText"));
    let sentences = text
        .lines()
        .filter(|line| line.trim().ends_with('.'))
        .count();
    assert!(
        sentences >= 2 || text.matches(". ").count() >= 1,
        "{what}: cause and cure are missing: {text}"
    );
    stage.page.wait(
        &format!("it is not called loading or nothing found ({what})"),
        "!/Nothing found|Loading/.test(document.querySelector('main, #app').innerText)",
    );
}

fn damaged_feed(stage: &mut Stage) {
    let feed = std::fs::read(stage.places.root.join("data").join("coups.json"))
        .expect("the archive is there");
    let half = feed[..feed.len() / 2].to_vec();
    let other: &[u8] =
        b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"_backfile\": {\"version\": 999}}";
    for (what, bytes) in [("cut short", half), ("of a later version", other.to_vec())] {
        stage.server.put("data/coups.json", bytes);
        let address = stage.address("");
        stage.page.open(&address);
        told(stage, what);
    }
    stage.server.take_back("data/coups.json");
}
