//! Is everything here that the tests need, and if not, how does it come here?
//!
//! [`needs::NEEDS`] is the table: what is needed, which part of the tests needs it, how to see that it is
//! there, and how it is had. [`prepare`] goes through it, says each thing it does, and never does
//! one that is not needed. What it cannot bring is returned with the words that tell a person how
//! to get it; where `CI=true` that is a failure, because nothing may be skipped there.

mod install;
mod needs;

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::args::Args;
use crate::workspace::{on_path, step, target};
use install::apt_install;
pub(crate) use install::{build_tool, ensure_bindgen};
use needs::NEEDS;

/// A part of the tests that cannot run without something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Everything: without it nothing starts.
    All,
    /// End to end in Chromium, and the browser units.
    Chromium,
    /// The browser units.
    Units,
    /// End to end in Firefox.
    Firefox,
    /// End to end in `WebKitGTK`.
    WebKit,
    /// The accessibility checks of the end-to-end tests.
    Axe,
}

impl Part {
    /// How the part is called in what is printed.
    fn name(self) -> &'static str {
        match self {
            Part::All => "every layer",
            Part::Chromium => "the tests in Chromium",
            Part::Units => "the browser units",
            Part::Firefox => "the tests in Firefox",
            Part::WebKit => "the tests in WebKitGTK",
            Part::Axe => "the accessibility checks",
        }
    }
}

/// How a thing comes to this machine.
#[derive(Clone, Copy)]
enum Source {
    /// A package of Debian's archive. The second word tells other systems what to look for.
    Apt(&'static str, &'static str),
    /// One of our own steps, and the words for a person where it fails.
    Own(fn() -> Result<()>, &'static str),
}

/// Something that tests need.
struct Need {
    what: &'static str,
    part: Part,
    is_here: fn() -> bool,
    source: Source,
}

/// Something that is not here and could not be brought.
pub(crate) struct Missing {
    /// The part of the tests that cannot run.
    pub(crate) part: Part,
    /// What is missing, and how to get it.
    pub(crate) text: String,
}

/// `cargo xtask setup`.
pub(crate) fn run(_: &Args) -> Result<()> {
    let missing = prepare(true)?;
    if missing.is_empty() {
        println!("everything is here that the tests need");
    }
    Ok(())
}

/// Brings what is not here; `with_browsers` says whether browsers are wanted too. Gives what is
/// still missing, after having printed it.
pub(crate) fn prepare(with_browsers: bool) -> Result<Vec<Missing>> {
    let wanted = |need: &&Need| with_browsers || need.part == Part::All;
    let absent: Vec<&Need> = NEEDS
        .iter()
        .filter(wanted)
        .filter(|n| !(n.is_here)())
        .collect();
    let packages: Vec<&str> = absent.iter().filter_map(|need| need.package()).collect();
    if !packages.is_empty()
        && let Err(error) = apt_install(&packages)
    {
        println!("    {error:#}");
    }
    let mut missing = Vec::new();
    for need in absent {
        if let Err(text) = need.bring() {
            println!("    missing: {text}");
            missing.push(Missing {
                part: need.part,
                text,
            });
        }
    }
    settle(missing)
}

/// What is missing stops everything under `CI=true`, and stops it anywhere when every layer needs
/// it.
fn settle(missing: Vec<Missing>) -> Result<Vec<Missing>> {
    let stops = |missing: &&Missing| in_ci() || missing.part == Part::All;
    if let Some(first) = missing.iter().find(stops) {
        bail!("{}", first.text);
    }
    Ok(missing)
}

/// Whether this run may skip nothing.
pub(crate) fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| value == "true")
}

impl Need {
    /// The package of Debian's archive, if it comes from there.
    fn package(&self) -> Option<&'static str> {
        match self.source {
            Source::Apt(package, _) => Some(package),
            Source::Own(..) => None,
        }
    }

    /// Meets a need that was not met; fails with the words for a person.
    fn bring(&self) -> Result<(), String> {
        let cause = match self.source {
            Source::Apt(..) => String::new(),
            Source::Own(install, _) => {
                step(&format!("bring {}", self.what));
                install().map_or_else(|error| format!(" ({error:#})"), |()| String::new())
            }
        };
        if (self.is_here)() {
            return Ok(());
        }
        let cure = match self.source {
            Source::Apt(package, elsewhere) => {
                format!("on Debian `apt-get install {package}` as root; elsewhere {elsewhere}")
            }
            Source::Own(_, words) => format!("run `{words}`"),
        };
        let (what, part) = (self.what, self.part.name());
        Err(format!("{what}, needed by {part}: {cure}{cause}"))
    }
}

/// Where this project keeps the tools that it builds for itself.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// A program of this name, on PATH or among our own tools.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let own = tools().join("bin").join(name);
    on_path(name).or_else(|| own.is_file().then_some(own))
}

#[cfg(test)]
mod tests {
    use super::{Missing, NEEDS, Part, Source, settle};

    #[test]
    fn a_missing_engine_is_told_and_a_missing_tool_chain_stops() {
        let missing = |part| {
            vec![Missing {
                part,
                text: "gone".to_owned(),
            }]
        };
        assert!(settle(missing(Part::All)).is_err());
        let engine = settle(missing(Part::WebKit));
        assert_eq!(engine.is_err(), super::in_ci());
    }

    #[test]
    fn cures_name_the_versions_that_we_build() {
        let versions = [
            ("geckodriver", super::install::GECKODRIVER),
            ("wasm-bindgen-test-runner", super::install::WASM_BINDGEN),
        ];
        for (what, version) in versions {
            let need = NEEDS.iter().find(|need| need.what == what);
            let Some(Source::Own(_, words)) = need.map(|need| need.source) else {
                panic!("{what} is built by us");
            };
            assert!(words.contains(version), "{words}");
        }
    }

    #[test]
    fn the_tools_of_wasm_bindgen_fit_the_library() {
        let lock = std::fs::read_to_string(crate::workspace::root().join("Cargo.lock")).unwrap();
        let line = format!(
            "name = \"wasm-bindgen\"\nversion = \"{}\"",
            super::install::WASM_BINDGEN
        );
        assert!(
            lock.replace('\r', "").contains(&line),
            "Cargo.lock has another version"
        );
    }
}
