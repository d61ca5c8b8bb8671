//! What stands around the data in a packed page? Policy, styles, first view, start scripts, and
//! the tables that tell the start script where in the comments everything is.

#![allow(
    clippy::format_push_string,
    reason = "a page is written once, and reads better so than with results to drop"
)]

use backfile_model::Manifest;

use crate::first_view;
use crate::region::{CLOSE, OPEN, Place};
use crate::units;
use crate::{Options, escape, policy};

/// Runs before the first paint.
const FIRST_SCRIPT: &str = include_str!("first.js");

/// Runs as soon as the program is there, before the rest of the page is.
const START_SCRIPT: &str = "__backfile.start()";

/// A folder with a corner, drawn so that no browser asks for an icon.
pub(crate) const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E\
%3Cpath fill='%23a33' d='M1 3h5l2 2h7v9H1z'/%3E%3Cpath fill='%23fff' d='M3 8h10v1H3zm0 2h7v1H3z'/%3E%3C/svg%3E";

/// What every packed page begins with, after the byte order mark.
pub(crate) const DOCTYPE: &str = "<!doctype html><html";
/// What tells the layout of a page, near its start.
pub(crate) const LAYOUT: &str = " data-backfile=";
/// What follows the head.
pub(crate) const BODY: &str = "<body>";
/// Everything up to the end of the file after the last comment. The mark tells a page that is
/// whole from one that was cut.
pub(crate) const END: &str = "</div><i id=backfile-end></i></body></html>\n";

/// The inline scripts and styles: as they stand in the page, or as the start script puts them in.
/// Their hashes are of the text, whatever the page is encoded in.
pub(crate) struct Code {
    boot: String,
    glue: String,
    styles: String,
}

impl Code {
    pub(crate) fn new(boot: &str, glue: &str, styles: &str) -> Code {
        Code {
            boot: escape::inline(boot),
            glue: glue.to_owned(),
            styles: styles.to_owned(),
        }
    }

    /// Stands between the comments, right after the program.
    pub(crate) fn start_tag() -> String {
        format!("<script>{START_SCRIPT}</script>")
    }

    fn policy(&self) -> String {
        let scripts = [
            &escape::inline(FIRST_SCRIPT),
            &self.boot,
            START_SCRIPT,
            &self.glue,
        ];
        let styles = [&escape::inline(first_view::STYLE), &*self.styles];
        policy::policy(&scripts, &styles)
    }
}

/// Everything before the first comment of data, as it stands in the file.
pub(crate) fn front(
    manifest: &Manifest,
    view: &str,
    code: &Code,
    options: &Options,
    tables: &[u8],
) -> Vec<u8> {
    let mut page = String::with_capacity(view.len() + 16 * 1024);
    head(manifest, code, options, &mut page);
    page.push_str(&format!(
        "{BODY}<div id=app>{view}</div><script>{}</script>",
        code.boot
    ));
    [&[0xFF, 0xFE], &*units::encode(&page), tables].concat()
}

/// The attribute of a page that is read from right to left.
pub(crate) fn direction(language: &str) -> &'static str {
    if backfile_viewer::is_right_to_left(language) {
        " dir=\"rtl\""
    } else {
        ""
    }
}

fn head(manifest: &Manifest, code: &Code, options: &Options, page: &mut String) {
    let language = manifest.language.as_deref().unwrap_or("en");
    page.push_str(&format!(
        "{DOCTYPE} lang=\"{}\"{}{LAYOUT}{}><head><meta charset=utf-16le>\
         <meta http-equiv=Content-Security-Policy content=\"{}\">\
         <meta name=viewport content=\"width=device-width,initial-scale=1\">\
         <meta name=referrer content=no-referrer><meta name=generator content=\"{}\">",
        escape::html(language),
        direction(language),
        Manifest::FORMAT,
        code.policy(),
        escape::html(&options.generator)
    ));
    if let Some(description) = &manifest.description {
        let description = escape::html(description);
        page.push_str(&format!(
            "<meta name=description content=\"{description}\">"
        ));
    }
    page.push_str(&format!(
        "<title>{}</title><link rel=icon href=\"{ICON}\"><script>{}</script>\
         <style>{}</style></head>",
        escape::html(&manifest.title),
        escape::inline(FIRST_SCRIPT),
        escape::inline(first_view::STYLE),
    ));
}

/// The table of places and the table of signs, as they stand before the first comment of data,
/// which they open.
pub(crate) fn tables(places: &[Place], signs: &[u16]) -> Vec<u8> {
    let rows = places.iter().map(|place| {
        format!(
            "\"{}\":[{},{},{},{},{},{},{}]",
            place.part.name(),
            place.comment,
            place.unit,
            place.unit_count,
            place.sign,
            place.stored_size,
            place.raw_size,
            place.crc32
        )
    });
    let rows = rows.collect::<Vec<_>>().join(",");
    let before = format!("<div id=backfile-data hidden data-places='{{{rows}}}'>{OPEN}");
    let after = [CLOSE, OPEN].concat();
    let parts = [
        units::encode(&before),
        units::sign_text(signs),
        units::encode(&after),
    ];
    parts.concat()
}
