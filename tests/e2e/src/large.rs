//! How long does a large packed file take to show its list and to answer, and how much memory does
//! it hold? In any engine, a fresh profile for each page, in turns with a page of the same size that
//! holds the same bytes in a comment and draws a list: the floor.
//!
//! The hook ([`HOOK`]) is put into both as their first script, since not every driver can put one
//! before a page; so all engines open the same bytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

use crate::engine::{Engine, Scripts};
use crate::options::Options;
use crate::server::with_script;
use crate::session::Session;
use crate::stage::file_address;

/// Notes the moments and keeps the memories.
const HOOK: &str = include_str!("large.js");

/// What is searched for.
const WORD: &str = "robot";

/// After this rest a page has let go of what it let go of.
const REST: Duration = Duration::from_millis(400);

/// A file to measure, and the page beside it.
pub(crate) struct Large {
    pub(crate) file: PathBuf,
    pub(crate) floor: PathBuf,
    /// How often each is opened.
    pub(crate) rounds: usize,
}

/// Opens both pages so many times in each engine that is asked for, and prints a line of JSON:
/// for each engine the measurements of both.
pub(crate) fn measure(options: &Options, large: &Large) -> Result<(), String> {
    let file = hooked(options, &large.file)?;
    let floor = hooked(options, &large.floor)?;
    let mut all = serde_json::Map::new();
    for &engine in &options.engines {
        let (mut files, mut floors) = (Vec::new(), Vec::new());
        for _ in 0..large.rounds {
            floors.push(times(engine, &floor, false)?);
            files.push(times(engine, &file, true)?);
        }
        let name = engine.name().to_owned();
        all.insert(name, json!({"file": files, "floor": floors}));
    }
    println!("{}", Value::from(all));
    Ok(())
}

/// A copy of a page with the hook in it.
fn hooked(options: &Options, page: &Path) -> Result<PathBuf, String> {
    let told = |error: std::io::Error| format!("{}: {error}", page.display());
    let folder = options.places.out.join("pages");
    fs::create_dir_all(&folder).map_err(told)?;
    let name = page.file_name().unwrap_or_default().to_string_lossy();
    let copy = folder.join(format!("hooked-{name}"));
    let bytes = with_script(&fs::read(page).map_err(told)?, HOOK);
    fs::write(&copy, bytes).map_err(told)?;
    Ok(copy)
}

/// One opening: its moments in milliseconds, and memory in bytes.
fn times(engine: Engine, page: &Path, is_app: bool) -> Result<Value, String> {
    let session = Session::start(engine, Scripts::Unwatched)?;
    let address = file_address(page, "");
    session.command("POST url", Some(&json!({ "url": address })))?;
    let ask = |call: &str| {
        let script = format!(
            "const done = arguments[arguments.length - 1]; \
             __measured.{call}.then(done, (error) => done('' + error));"
        );
        let told = session.run_async(&script, &json!([]));
        told.map_err(|error| format!("{address}: {call}: {error}"))
    };
    let mut told = ask(&format!("opened({is_app})"))?;
    let moments: &[&str] = if is_app {
        &["list", "search"]
    } else {
        &["floor"]
    };
    if let Some(name) = moments
        .iter()
        .find(|name| !told["times"][**name].is_number())
    {
        return Err(format!("{address}: no time of `{name}` in {told}"));
    }
    if is_app {
        same_cards(&told)?;
        told["answer"] = ask(&format!("search('{WORD}')"))?;
    }
    if engine == Engine::Chromium {
        session.devtools("HeapProfiler.collectGarbage", &json!({}))?;
    }
    std::thread::sleep(REST);
    told["memory"] = ask("memory()")?;
    told["memory"]["process"] = json!(session.page_memory());
    if is_app {
        told["scroll"] = ask("scroll()")?;
    }
    Ok(told)
}

/// The cards that are seen before the program runs are those that it then shows, which have more text.
fn same_cards(told: &Value) -> Result<(), String> {
    let titles = |name: &str| told[name].as_array().cloned().unwrap_or_default();
    let (first, list) = (titles("first"), titles("list"));
    let is_seen = told["times"]["first"].is_number();
    if is_seen && (list.len() < 2 || !first.starts_with(&list)) {
        return Err(format!("first there is {first:?}, and then {list:?}"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::same_cards;
    use serde_json::json;

    #[test]
    fn the_first_view_shows_the_cards_of_the_app() {
        let told = |first: &[&str], at: Option<u32>| json!({"times": {"first": at, "list": 200}, "first": first, "list": ["a", "b"]});
        assert_eq!(same_cards(&told(&["a", "b", "c"], Some(100))), Ok(()));
        assert!(same_cards(&told(&["a", "c"], Some(100))).is_err());
        assert!(same_cards(&told(&[], Some(100))).is_err());
        assert_eq!(same_cards(&told(&[], None)), Ok(()), "the app was sooner");
    }
}
