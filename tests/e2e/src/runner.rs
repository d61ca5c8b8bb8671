//! How are the tests run? A lane for each engine and opening, one more at once than there are cores,
//! since browsers wait a little; in a lane one browser, with a fresh profile, and a fresh
//! browser after a failure. Each test says how it went as it ends, and the last line says how many
//! passed.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::engine::{Engine, Scripts};
use crate::expected::Expected;
use crate::options::Options;
use crate::page::Page;
use crate::scenarios::{self, Scenario};
use crate::server::Server;
use crate::session::Session;
use crate::stage::{Opening, Stage};

thread_local! {
    /// Where and why the test of this thread stopped.
    static STOPPED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// How the tests went so far.
#[derive(Default)]
struct Tally {
    passed: usize,
    failures: Vec<String>,
    left_out: Vec<String>,
}

/// Runs what is asked for.
pub(crate) fn run(options: &Options) -> ExitCode {
    if let Err(error) = check_places(options) {
        println!("error: {error}");
        return ExitCode::from(2);
    }
    std::panic::set_hook(Box::new(|info| {
        let text = info.payload_as_str().unwrap_or("a panic without words");
        let place = info.location().map_or_else(String::new, |place| {
            format!(" ({}:{})", place.file(), place.line())
        });
        STOPPED.with(|stopped| *stopped.borrow_mut() = format!("{text}{place}"));
    }));
    let start = Instant::now();
    let tally = Mutex::new(Tally::default());
    let lanes = lanes(options);
    let count = lanes.len();
    let waiting = Mutex::new(lanes.into_iter());
    std::thread::scope(|scope| {
        for _ in 0..options.jobs.min(count) {
            scope.spawn(|| {
                loop {
                    let next = lock(&waiting).next();
                    let Some((opening, engine)) = next else { break };
                    lane(engine, opening, options, &tally);
                }
            });
        }
    });
    let seconds = start.elapsed().as_secs_f64();
    finish(
        &tally.into_inner().unwrap_or_else(PoisonError::into_inner),
        seconds,
    )
}

/// Who is slow begins, so that nobody waits for it at the end: the file has the most tests, and
/// the engines are named from the quickest on.
fn lanes(options: &Options) -> Vec<(Opening, Engine)> {
    let of = |&opening: &Opening| {
        let engines = options.engines.iter().rev();
        engines.map(move |&engine| (opening, engine))
    };
    options.openings.iter().flat_map(of).collect()
}

fn check_places(options: &Options) -> Result<(), String> {
    for &opening in &options.openings {
        let (file, maker) = match opening {
            Opening::File => (options.places.packed.clone(), "run --no-open"),
            Opening::Hosted => (options.places.trunk.join("index.html"), "trunk"),
            Opening::Site => (options.places.site.join("index.html"), "run --no-open"),
        };
        if !file.is_file() {
            return Err(format!(
                "{} is not there; `cargo xtask {maker}` makes it",
                file.display()
            ));
        }
    }
    Ok(())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// All tests of one engine and opening.
fn lane(engine: Engine, opening: Opening, options: &Options, tally: &Mutex<Tally>) {
    let expected = Expected::read(&options.places.root.join("data").join("coups.json"));
    let folder = match opening {
        Opening::File | Opening::Hosted => &options.places.trunk,
        Opening::Site => &options.places.site,
    };
    let server = Server::start(folder, engine == Engine::WebKit);
    let mut stage = None;
    for scenario in scenarios::all() {
        let is_meant = scenario.is_for(opening, engine)
            && (options.is_picture_wanted || !scenario.is_for_eyes);
        if !is_meant || !options.wants(scenario.name) {
            continue;
        }
        let name = format!("{} · {} · {}", engine.name(), opening.name(), scenario.name);
        if let Some(reason) = scenario.obstacle(engine, options.has_axe) {
            println!("n/a    {name}: {reason}");
            lock(tally).left_out.push(name);
            continue;
        }
        let begun = Instant::now();
        let outcome = prepare(&mut stage, engine, || Stage {
            page: Page::new(
                Session::start(engine, Scripts::On).unwrap_or_else(|error| panic!("{error}")),
            ),
            engine,
            opening,
            server: &server,
            places: &options.places,
            expected: &expected,
            is_picture_wanted: options.is_picture_wanted
                && engine == Engine::Chromium
                && opening == Opening::File,
        })
        .and_then(|stage| attempt(stage, &scenario));
        server.set_down(false);
        server.hold(None);
        server.refuse(None);
        tell(&name, &outcome, begun.elapsed().as_secs_f64(), tally);
        if let Err(error) = outcome {
            // The next test begins with a browser that nothing has happened to.
            drop(error);
            stage = None;
        }
    }
}

/// The browser of the lane, started where there is none.
fn prepare<'s, 'a>(
    stage: &'s mut Option<Stage<'a>>,
    engine: Engine,
    start: impl FnOnce() -> Stage<'a>,
) -> Result<&'s mut Stage<'a>, String> {
    if stage.is_none() {
        let started = catch_unwind(AssertUnwindSafe(start)).map_err(|_| stopped())?;
        if engine == Engine::WebKit {
            started.page.resize(1280, 900);
        }
        *stage = Some(started);
    }
    stage.as_mut().ok_or_else(|| "no browser".to_owned())
}

fn stopped() -> String {
    STOPPED.with(|stopped| std::mem::take(&mut *stopped.borrow_mut()))
}

/// Runs the steps of one test, and looks at what went wrong unseen by a reader.
fn attempt(stage: &mut Stage, scenario: &Scenario) -> Result<(), String> {
    let ran = catch_unwind(AssertUnwindSafe(|| (scenario.run)(stage)));
    if ran.is_err() {
        let mut words = stopped();
        let file = format!("{}-{}.png", stage.engine.name(), stage.opening.name());
        let file = stage.places.out.join("failures").join(file);
        if stage.page.screenshot(&file).is_ok() {
            words.push_str("\n  picture: ");
            words.push_str(&file.to_string_lossy());
        }
        for complaint in stage.page.complaints() {
            words.push_str("\n  ");
            words.push_str(&complaint);
        }
        return Err(words);
    }
    let complaints = stage.page.complaints();
    if scenario.is_noisy || complaints.is_empty() {
        return Ok(());
    }
    Err(format!("not in silence:\n  {}", complaints.join("\n  ")))
}

fn tell(name: &str, outcome: &Result<(), String>, seconds: f64, tally: &Mutex<Tally>) {
    let mut tally = lock(tally);
    match outcome {
        Ok(()) => {
            println!("ok     {name} ({seconds:.1} s)");
            tally.passed += 1;
        }
        Err(error) => {
            println!("FAILED {name} ({seconds:.1} s)\n  {error}");
            tally.failures.push(name.to_owned());
        }
    }
}

fn finish(tally: &Tally, seconds: f64) -> ExitCode {
    let (word, code) = match (tally.failures.len(), tally.passed) {
        (0, 1..) => ("ok", ExitCode::SUCCESS),
        _ => ("FAILED", ExitCode::from(1)),
    };
    if !tally.failures.is_empty() {
        println!("\nfailures:");
        for name in &tally.failures {
            println!("  {name}");
        }
    }
    println!(
        "\ntest result: {word}. {} passed; {} failed; {} not for an engine; finished in {seconds:.1}s",
        tally.passed,
        tally.failures.len(),
        tally.left_out.len()
    );
    code
}
