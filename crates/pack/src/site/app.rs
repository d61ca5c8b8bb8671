//! Which page does the hosted app start on? One that shows the first articles before any script
//! runs, and loads everything else by relative addresses. The styles of that list stand with it, so
//! that they go when the app takes its place.

use backfile_model::{Archive, Manifest, Row};
use backfile_viewer::PAGE_SIZE;

use super::frame::text;
use super::hosted::{FOLDER, MANIFEST_PATH, ShellFiles};
use super::offline;
use crate::escape;
use crate::first_view::{ON_ITS_WAY, STYLE, first_view};
use crate::page::{ICON, direction};
use crate::policy::hash;

/// Everything from this folder, nothing from elsewhere; and this style in the page.
fn policy(style: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' {}; \
         connect-src 'self'; worker-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
         base-uri 'none'; form-action 'none'",
        hash(style)
    )
}

/// The page. The script is told by its own tag where program and manifest are, and what keeps them
/// for readers without a network.
pub(crate) fn page(
    archive: &Archive,
    manifest: &Manifest,
    rows: &[Row],
    (files, offline): (&ShellFiles, bool),
) -> String {
    let language = manifest.language.as_deref().unwrap_or("en");
    let (direction, language) = (direction(language), text(language));
    let title = text(&manifest.title);
    let description = manifest.description.as_deref().map(text);
    let description = description.map_or_else(String::new, |description| {
        format!("<meta name=\"description\" content=\"{description}\">\n")
    });
    let ShellFiles {
        program,
        script,
        style,
    } = files;
    let first_style = escape::inline(STYLE);
    let policy = policy(&first_style);
    let worker = if offline {
        format!(" data-worker=\"{}\"", offline::PATH)
    } else {
        String::new()
    };
    format!(
        "<!doctype html>\n<html lang=\"{language}\"{direction}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n{description}<title>{title}</title>\n\
         <link rel=\"icon\" href=\"{ICON}\">\n<link rel=\"stylesheet\" href=\"{FOLDER}{style}\">\n\
         </head>\n<body>\n<div id=\"app\"><style>{first_style}</style>{}</div>\n\
         <script src=\"{FOLDER}{script}\" data-program=\"{FOLDER}{program}\" \
         data-manifest=\"{MANIFEST_PATH}\"{worker}></script>\n</body>\n</html>\n",
        first_view(
            archive,
            manifest,
            rows,
            (PAGE_SIZE as usize, "", ON_ITS_WAY)
        )
    )
}
