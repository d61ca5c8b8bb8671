//! How does a plain page lead to the app? By a search box and a link that work without a script, and
//! by a small script that brings the app into the page when either is used.

use backfile_viewer::ListQuery;
use backfile_viewer::labels::labels;

use super::Site;
use super::address::link;
use super::frame::text;
use super::hosted::{FOLDER, MANIFEST_PATH, ShellFiles};
use super::{offline, words};

/// Where the script lies: its name stays, so that another program changes no page.
pub(crate) const PATH: &str = "pages.js";

/// What it does with the names of the files.
const SCRIPT: &str = include_str!("takeover.js");

/// The script of all plain pages.
pub(crate) fn script(page: &str, files: &ShellFiles, offline: bool) -> String {
    let ShellFiles {
        program,
        script,
        style,
    } = files;
    let worker = if offline { offline::PATH } else { "" };
    format!(
        "\"use strict\";\nconst PAGE = \"{page}\";\nconst PROGRAM = \"{FOLDER}{program}\";\n\
         const SCRIPT = \"{FOLDER}{script}\";\nconst STYLE = \"{FOLDER}{style}\";\n\
         const MANIFEST = \"{MANIFEST_PATH}\";\nconst WORKER = \"{worker}\";\n{SCRIPT}"
    )
}

/// The tag of the script; nothing where there is no app. `list` is what the page is a list of.
pub(crate) fn tag(site: &Site<'_>, path: &str, list: &ListQuery) -> String {
    if site.options.app.is_none() {
        return String::new();
    }
    // Beside the words that are searched for.
    let hash = list.to_hash();
    let more = hash.strip_prefix("#/?").map(|more| format!("&{more}"));
    format!(
        "<script src=\"{}\" data-list=\"{}\" defer></script>\n",
        link(path, PATH),
        text(&more.unwrap_or_default())
    )
}

/// The search box, which leads to the app where no script runs.
pub(crate) fn search_box(site: &Site<'_>, path: &str, interface: &str) -> String {
    let Some(app) = site.options.app else {
        return String::new();
    };
    let (action, label) = (link(path, app), text(labels().search));
    format!(
        "\n<form class=\"search\" role=\"search\" action=\"{action}\" data-loading=\"{}\"{interface}>\n\
         <input type=\"search\" name=\"q\" aria-label=\"{label}\" placeholder=\"{label}\" \
         autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\">\n\
         <span class=\"hint\" role=\"status\"></span>\n</form>\n",
        text(labels().loading_search)
    )
}

/// The link to the app, where it shows the same.
pub(crate) fn app_link(site: &Site<'_>, path: &str, hash: &str) -> String {
    site.options.app.map_or_else(String::new, |app| {
        let app = link(path, app);
        format!(
            "<a href=\"{app}{}\" data-app>{}</a> ",
            text(hash),
            words::APP
        )
    })
}
