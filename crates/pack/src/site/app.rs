//! Which page does the hosted app start on? One that shows the first articles before any script
//! runs, and loads everything else by relative addresses.

use backfile_model::{Archive, Manifest, Row};

use super::frame::text;
use super::hosted::{FOLDER, MANIFEST_PATH, ShellFiles};
use crate::first_view::first_view;
use crate::page::ICON;

/// Everything from this folder, nothing from elsewhere; the search worker is a blob of our glue.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; worker-src blob:; img-src 'self' data: blob:; font-src 'self'; \
    base-uri 'none'; form-action 'none'";

/// The page. `boot` is told by its own tag where program and manifest are.
pub(crate) fn page(
    archive: &Archive,
    manifest: &Manifest,
    rows: &[Row],
    files: &ShellFiles,
) -> String {
    let language = text(manifest.language.as_deref().unwrap_or("en"));
    let title = text(&manifest.title);
    let description = manifest.description.as_deref().map(text);
    let description = description.map_or_else(String::new, |description| {
        format!("<meta name=\"description\" content=\"{description}\">\n")
    });
    let ShellFiles {
        program,
        glue,
        boot,
        style,
    } = files;
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n{description}<title>{title}</title>\n\
         <link rel=\"icon\" href=\"{ICON}\">\n<link rel=\"stylesheet\" href=\"{FOLDER}{style}\">\n\
         </head>\n<body>\n<div id=\"app\">{}</div>\n\
         <script src=\"{FOLDER}{glue}\" id=\"backfile-glue\"></script>\n\
         <script src=\"{FOLDER}{boot}\" data-program=\"{FOLDER}{program}\" \
         data-manifest=\"{MANIFEST_PATH}\"></script>\n</body>\n</html>\n",
        first_view(archive, manifest, rows, manifest.head.len())
    )
}
