//! How is an archive written as one HTML file?
//!
//! In the order of the file: policy, styles, first view, list for readers without scripts,
//! manifest, glue, program, start script; then rows, index and articles, which the page reads
//! after its first paint. Every island is a run of `<script type="text/plain">` tags.

#![allow(
    clippy::format_push_string,
    reason = "a page is written once, and reads better so than with results to drop"
)]

use std::cmp::Reverse;

use backfile_model::{Archive, Manifest, Row};

use crate::encoding::{TAG_BYTES, encode};
use crate::first_view::{self, Listed, first_view};
use crate::island::{self, Tell};
use crate::{Error, Island, escape, manifest, policy};

/// Runs before the first paint.
const FIRST_SCRIPT: &str = include_str!("first.js");

/// A folder with a corner, drawn so that no browser asks for an icon.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E\
%3Cpath fill='%23a33' d='M1 3h5l2 2h7v9H1z'/%3E%3Cpath fill='%23fff' d='M3 8h10v1H3zm0 2h7v1H3z'/%3E%3C/svg%3E";

/// Everything of an artefact but the data, as `cargo xtask shell` makes it.
#[derive(Clone, Copy, Debug)]
pub struct Shell<'a> {
    /// The program as raw deflate (`backfile.wasm.deflate`).
    pub wasm_deflated: &'a [u8],
    /// Its glue (`backfile.js`).
    pub glue_js: &'a str,
    /// The style sheet (`backfile.css`).
    pub css: &'a str,
    /// The start script (`boot.js`).
    pub boot_js: &'a str,
}

/// What can be chosen.
#[derive(Clone, Debug)]
pub struct Options {
    /// What the page says of its maker.
    pub generator: String,
    /// Titles in the list for readers without scripts, at most.
    pub listed_limit: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            generator: concat!("Backfile ", env!("CARGO_PKG_VERSION")).to_owned(),
            listed_limit: 2_000,
        }
    }
}

/// A step of the packing, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Articles are compressed.
    Articles,
    /// Articles are indexed.
    Index,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Which step.
    pub step: Step,
    /// Articles done.
    pub done: u64,
    /// Articles in all.
    pub total: u64,
}

/// Writes an archive as one HTML file. The same input gives the same bytes, everywhere.
pub fn single_file(
    archive: &Archive,
    shell: &Shell<'_>,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<u8>, Error> {
    let data = Data::of(archive, progress)?;
    let listed = listed(archive, &data.rows, options.listed_limit);
    let list = first_view::noscript(&listed, data.rows.len());
    let code = Code::of(shell);
    let size = (data.stored_size() + shell.wasm_deflated.len()) / 5 * 6;
    let mut page = String::with_capacity(size + list.len() + code.size() + 256 * 1024);
    head(&data.manifest, &code, options, &mut page);
    page.push_str("<body>\n<div id=\"app\">");
    page.push_str(&first_view(&data.manifest));
    page.push_str("</div>\n<noscript>");
    page.push_str(&list);
    page.push_str("</noscript>\n");
    body(&data, &code, shell, &mut page)?;
    page.push_str("</body>\n</html>\n");
    Ok(page.into_bytes())
}

/// The islands, compressed, and the manifest that tells their blocks.
struct Data {
    manifest: Manifest,
    rows: Vec<Row>,
    islands: [(Island, Vec<u8>); 3],
}

impl Data {
    fn of(archive: &Archive, tell: Tell<'_>) -> Result<Data, Error> {
        let (mut manifest, rows) = manifest::manifest(archive);
        let articles = island::articles(archive, tell)?;
        let index = island::index(archive, tell)?;
        let row_blocks = island::rows(&rows)?;
        manifest.rows = row_blocks.list;
        manifest.index = index.list;
        manifest.articles = articles.list;
        Ok(Data {
            manifest,
            rows,
            islands: [
                (Island::Rows, row_blocks.stored),
                (Island::Index, index.stored),
                (Island::Articles, articles.stored),
            ],
        })
    }

    fn stored_size(&self) -> usize {
        self.islands.iter().map(|(_, stored)| stored.len()).sum()
    }
}

/// The inline scripts and styles as they stand in the page, which is what their hashes are of.
struct Code {
    first: String,
    glue: String,
    boot: String,
    style: String,
}

impl Code {
    fn of(shell: &Shell<'_>) -> Code {
        let style = format!("{}\n{}", shell.css.trim_end(), first_view::STYLE);
        Code {
            first: escape::inline(FIRST_SCRIPT),
            glue: escape::inline(shell.glue_js),
            boot: escape::inline(shell.boot_js),
            style: escape::inline(&style),
        }
    }

    fn size(&self) -> usize {
        self.first.len() + self.glue.len() + self.boot.len() + self.style.len()
    }

    fn policy(&self) -> String {
        let scripts = [&*self.first, &self.glue, &self.boot];
        policy::policy(&scripts, &[&self.style, first_view::NOSCRIPT_STYLE])
    }
}

fn head(manifest: &Manifest, code: &Code, options: &Options, page: &mut String) {
    let language = manifest.language.as_deref().unwrap_or("en");
    page.push_str(&format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"{}\">\n",
        escape::html(language),
        code.policy(),
        escape::html(&options.generator)
    ));
    if let Some(description) = &manifest.description {
        let description = escape::html(description);
        page.push_str(&format!(
            "<meta name=\"description\" content=\"{description}\">\n"
        ));
    }
    page.push_str(&format!(
        "<title>{}</title>\n<link rel=\"icon\" href=\"{ICON}\">\n<script>{}</script>\n\
         <style>{}</style>\n<noscript><style>{}</style></noscript>\n</head>\n",
        escape::html(&manifest.title),
        code.first,
        code.style,
        first_view::NOSCRIPT_STYLE
    ));
}

fn body(data: &Data, code: &Code, shell: &Shell<'_>, page: &mut String) -> Result<(), Error> {
    let manifest = serde_json::to_string(&data.manifest).map_err(Error::Manifest)?;
    page.push_str(MANIFEST_TAG);
    page.push_str(&escape::json(&manifest));
    page.push_str("</script>\n<script id=\"backfile-glue\">");
    page.push_str(&code.glue);
    page.push_str("</script>\n");
    tags(Island::Program, shell.wasm_deflated, page);
    page.push_str("<script>");
    page.push_str(&code.boot);
    page.push_str("</script>\n");
    for (island, stored) in &data.islands {
        tags(*island, stored, page);
    }
    Ok(())
}

/// What the manifest's tag begins with.
pub(crate) const MANIFEST_TAG: &str = "<script type=\"application/json\" id=\"backfile-manifest\">";

/// What an island's tags begin with; the number of the tag, `">` and the text follow.
pub(crate) fn tag_start(island: Island) -> String {
    let name = island.name();
    format!("<script type=\"text/plain\" data-island=\"{name}\" data-block=\"")
}

fn tags(island: Island, stored: &[u8], page: &mut String) {
    let start = tag_start(island);
    for (number, bytes) in stored.chunks(TAG_BYTES).enumerate() {
        page.push_str(&start);
        page.push_str(&number.to_string());
        page.push_str("\">");
        page.push_str(&encode(bytes));
        page.push_str("</script>\n");
    }
}

/// The newest articles, as many as may be listed.
fn listed<'a>(archive: &'a Archive, rows: &'a [Row], limit: usize) -> Vec<Listed<'a>> {
    let mut order: Vec<&Row> = rows.iter().collect();
    order.sort_by_cached_key(|row| {
        let latest = row
            .date
            .as_ref()
            .map(backfile_model::PartialDate::latest_day);
        (Reverse(latest), row.id)
    });
    let newest = order.into_iter().take(limit);
    newest
        .map(|row| Listed {
            row,
            url: archive.articles[row.id as usize].url.as_deref(),
        })
        .collect()
}
