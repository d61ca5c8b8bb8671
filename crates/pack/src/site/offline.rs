//! How does a hosted archive open without a network? By a service worker, which lists all files:
//! another archive or another page makes another worker, and browsers look for one by themselves.

use std::collections::BTreeMap;

use super::hosted::{FOLDER, MANIFEST_PATH, ShellFiles, file_name};

/// Where the worker lies: beside the page, since it serves what lies below it.
pub(crate) const PATH: &str = "sw.js";

/// What it does with the lists.
const SCRIPT: &str = include_str!("offline.js");

/// The worker of a page: `names` are the files of its folder with their sizes.
pub(crate) fn script(
    page: &str,
    html: &str,
    manifest: &[u8],
    (names, files): (&BTreeMap<String, u64>, &ShellFiles),
) -> String {
    let shell = [&files.program, &files.script, &files.style];
    let is_first = |name: &String| shell.contains(&name) || name.starts_with("slugs-");
    let paths = |names: Vec<&String>| {
        let quoted = names.iter().map(|name| format!("\"{FOLDER}{name}\""));
        format!("[{}]", quoted.collect::<Vec<_>>().join(", "))
    };
    let (first, rest): (Vec<_>, Vec<_>) = names.keys().partition(|name| is_first(name));
    let rest_bytes: u64 = rest.iter().map(|name| names[*name]).sum();
    // Neither page nor manifest is named after its content: they tell of a change here.
    let state = file_name("state", "of", &[html.as_bytes(), manifest].concat());
    format!(
        "// {state}\n\"use strict\";\nconst PAGE = \"{page}\";\nconst MANIFEST = \"{MANIFEST_PATH}\";\n\
         const FIRST = {};\nconst REST = {};\nconst REST_BYTES = {rest_bytes};\n{SCRIPT}",
        paths(first),
        paths(rest)
    )
}
