//! Who depends on whom, and on what? Read from `cargo metadata`.
//!
//! The table of rooms in ARCHITECTURE.md says what each crate may use. Dependencies for tests only
//! are free of it: they cannot point upward in what is shipped.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_json::Value;

use super::Finding;
use super::licence::is_allowed;

/// Crates that know the browser, of which the rooms below the app know nothing.
const WEB: &[&str] = &["gloo", "js-sys", "wasm-bindgen", "web-sys", "yew"];

/// Packages whose licence is none of the allowed ones, each with its reason.
const LISTED: &[(&str, &str)] = &[(
    "borrow-or-share",
    "MIT-0 asks for less than MIT; used by tests only",
)];

/// The first word of the row of a package that may use none of the house.
const NONE: &str = "none";

/// What cargo says about the workspace and all that it is built with.
pub(super) struct Packages {
    ours: Vec<Package>,
    others: Vec<Package>,
}

struct Package {
    name: String,
    licence: String,
    /// The folder below the root; empty for the root package.
    folder: String,
    /// Names of what it is built with, by kind: `normal`, `build`, `dev`.
    uses: Vec<(String, String)>,
}

impl Packages {
    /// Reads the output of `cargo metadata`.
    pub(super) fn parse(metadata: &str) -> Result<Packages> {
        let metadata: Value = serde_json::from_str(metadata)?;
        let root = metadata["workspace_root"].as_str().unwrap_or_default();
        let members: BTreeSet<&str> = texts(&metadata["workspace_members"]).collect();
        let mut packages = Packages {
            ours: Vec::new(),
            others: Vec::new(),
        };
        let all = metadata["packages"].as_array();
        for value in all.context("cargo metadata lists packages")? {
            let package = Package::parse(value, root);
            let id = value["id"].as_str().unwrap_or_default();
            if members.contains(id) {
                packages.ours.push(package);
            } else {
                packages.others.push(package);
            }
        }
        Ok(packages)
    }

    /// How many packages there are, ours and others.
    pub(super) fn len(&self) -> usize {
        self.ours.len() + self.others.len()
    }

    /// Each crate has a row in the table, and uses no more of the house than its row says.
    pub(super) fn check_rooms(&self, architecture: &str) -> Vec<Finding> {
        let rows = rows(architecture);
        let names: BTreeSet<&str> = self.ours.iter().map(|own| own.name.as_str()).collect();
        let mut findings = Vec::new();
        for package in &self.ours {
            let Some(allowed) = rows.get(package.name.as_str()) else {
                let text = "has no row in the table of ARCHITECTURE.md";
                findings.push(Finding::wrong(&package.name, text));
                continue;
            };
            for used in package.uses(&["normal", "build"]) {
                if names.contains(used) && !allowed.contains(used) {
                    let text = format!("uses `{used}`, and its row in ARCHITECTURE.md does not");
                    findings.push(Finding::wrong(&package.name, text));
                }
            }
        }
        let gone = rows.keys().filter(|name| !names.contains(*name));
        findings.extend(
            gone.map(|name| Finding::wrong(name, "has a row in ARCHITECTURE.md and is not there")),
        );
        findings
    }

    /// Only the app knows the browser.
    pub(super) fn check_web(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let rooms = self
            .ours
            .iter()
            .filter(|own| own.folder.starts_with("crates/"));
        for package in rooms {
            for used in package.uses(&["normal", "build", "dev"]) {
                let is_web = |web: &&&str| {
                    used == **web
                        || used
                            .strip_prefix(**web)
                            .is_some_and(|rest| rest.starts_with('-'))
                };
                if WEB.iter().any(|web| is_web(&web)) {
                    let text = format!("uses `{used}`; only the app knows the browser");
                    findings.push(Finding::wrong(&package.name, text));
                }
            }
        }
        findings
    }

    /// Everything that we build with may be used by everybody.
    pub(super) fn check_licences(&self) -> Vec<Finding> {
        let is_listed = |name: &str| LISTED.iter().any(|(listed, _)| *listed == name);
        self.others
            .iter()
            .chain(&self.ours)
            .filter(|package| !is_allowed(&package.licence) && !is_listed(&package.name))
            .map(|package| {
                let text = format!("its licence `{}` is none of ours", package.licence);
                Finding::wrong(&package.name, text)
            })
            .collect()
    }
}

impl Package {
    fn parse(value: &Value, root: &str) -> Package {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let manifest = text(&value["manifest_path"]);
        let folder = manifest.strip_prefix(root).unwrap_or(&manifest);
        let folder = folder.strip_suffix("Cargo.toml").unwrap_or(folder);
        let dependencies = value["dependencies"].as_array();
        let uses = dependencies.into_iter().flatten().map(|used| {
            let kind = used["kind"].as_str().unwrap_or("normal");
            (kind.to_owned(), text(&used["name"]))
        });
        Package {
            name: text(&value["name"]),
            licence: text(&value["license"]),
            folder: folder.trim_matches(['/', '\\']).replace('\\', "/"),
            uses: uses.collect(),
        }
    }

    fn uses<'a>(&'a self, kinds: &'a [&str]) -> impl Iterator<Item = &'a str> {
        self.uses
            .iter()
            .filter(|(kind, _)| kinds.contains(&kind.as_str()))
            .map(|(_, name)| name.as_str())
    }
}

/// The table of rooms: a crate in backticks, its question, and the rooms that it may use without
/// their prefix.
fn rows(architecture: &str) -> BTreeMap<&str, BTreeSet<String>> {
    let mut rows = BTreeMap::new();
    for line in architecture.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [first, _, uses] = cells[..] else {
            continue;
        };
        let name = first
            .strip_prefix('`')
            .and_then(|rest| rest.split_once('`'));
        let Some((name, _)) = name.filter(|_| line.starts_with('|')) else {
            continue;
        };
        let uses = uses.split([',', ' ']).filter(|word| !word.is_empty());
        let uses = uses.take_while(|word| *word != NONE);
        rows.insert(name, uses.map(|word| format!("backfile-{word}")).collect());
    }
    rows
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Packages;

    const TABLE: &str = "| crate | question | may use |\n|---|---|---|\n\
        | `backfile-low` (crates/low) | What? | - |\n\
        | `backfile-high` (crates/high) | How? | low |\n\
        | `xtask` | Set-up. | none of the above |\n";

    fn package(name: &str, folder: &str, uses: &[(&str, Option<&str>)]) -> Value {
        let uses: Vec<Value> = uses
            .iter()
            .map(|(name, kind)| json!({"name": name, "kind": kind}))
            .collect();
        let manifest = format!("/r/{folder}/Cargo.toml");
        json!({"id": name, "name": name, "license": "MIT", "manifest_path": manifest, "dependencies": uses})
    }

    fn workspace(packages: &[Value]) -> Packages {
        let members: Vec<&Value> = packages.iter().map(|package| &package["id"]).collect();
        let metadata =
            json!({"workspace_root": "/r", "workspace_members": members, "packages": packages});
        Packages::parse(&metadata.to_string()).unwrap()
    }

    /// The three rooms of the table, of which the first two use what is given.
    fn house(low: &[(&str, Option<&str>)], high: &[(&str, Option<&str>)]) -> Packages {
        workspace(&[
            package("backfile-low", "crates/low", low),
            package("backfile-high", "crates/high", high),
            package("xtask", "xtask", &[]),
        ])
    }

    fn texts(findings: Vec<super::Finding>) -> Vec<String> {
        let text = |finding: super::Finding| format!("{}: {}", finding.place, finding.text);
        findings.into_iter().map(text).collect()
    }

    #[test]
    fn a_room_uses_what_its_row_says_and_tests_use_what_they_need() {
        let good = house(&[("backfile-high", Some("dev"))], &[("backfile-low", None)]);
        assert_eq!(texts(good.check_rooms(TABLE)), Vec::<String>::new());
        let upward = house(&[("backfile-high", None)], &[]);
        let found = texts(upward.check_rooms(TABLE));
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with("backfile-low: uses `backfile-high`"),
            "{found:?}"
        );
        let tool = workspace(&[
            package("backfile-low", "crates/low", &[]),
            package("backfile-high", "crates/high", &[]),
            package("xtask", "xtask", &[("backfile-low", Some("build"))]),
        ]);
        assert_eq!(tool.check_rooms(TABLE).len(), 1);
    }

    #[test]
    fn rooms_and_rows_answer_each_other() {
        let found =
            texts(workspace(&[package("backfile-new", "crates/new", &[])]).check_rooms(TABLE));
        assert_eq!(found.len(), 4);
        assert!(
            found[0].starts_with("backfile-new: has no row"),
            "{found:?}"
        );
        assert!(found[1].contains("is not there"), "{found:?}");
    }

    #[test]
    fn only_the_app_knows_the_browser() {
        for web in [
            "yew",
            "gloo-events",
            "web-sys",
            "wasm-bindgen-futures",
            "js-sys",
        ] {
            let found = texts(house(&[(web, Some("dev"))], &[]).check_web());
            assert_eq!(found.len(), 1, "{web}");
        }
        let app = workspace(&[package("backfile-app", "", &[("yew", None)])]);
        assert!(app.check_web().is_empty());
        assert!(house(&[("globset", None)], &[]).check_web().is_empty());
    }

    #[test]
    fn a_foreign_licence_is_found() {
        let mut package = package("copyleft", "x", &[]);
        package["license"] = json!("GPL-3.0-only");
        let found = texts(workspace(&[package.clone()]).check_licences());
        assert_eq!(
            found,
            ["copyleft: its licence `GPL-3.0-only` is none of ours"]
        );
        package["license"] = Value::Null;
        assert_eq!(workspace(&[package]).check_licences().len(), 1);
    }
}
