//! How does an archive become a site of plain pages?
//!
//! A page for every article, for every value of a facet and for every stretch of the list; feeds,
//! a site map and a map of old addresses beside them. No page needs a script (where the app is
//! there, a small one brings it when the reader searches), every link is relative, and every byte is a pure function of archive and options. Nothing is written here:
//! each file is handed to the caller, who puts it where it belongs.
//!
//! What changes when an article is added: its own page, those of its neighbours, the first pages
//! of its lists, feeds and site map. Lists are numbered from their oldest page, so that all other
//! pages stay as they are.

mod address;
mod app;
mod article;
mod cards;
mod cut;
mod feeds;
mod frame;
mod hosted;
mod indexed;
mod linked;
mod lists;
mod names;
mod offline;
mod open;
mod plan;
mod prose;
mod redirects;
mod sitemap;
mod takeover;
#[cfg(test)]
mod tests;
mod values;
mod words;

use backfile_model::{Archive, Row};

use crate::{Error, manifest};
pub use address::{BaseUrl, decoded_part};
pub(crate) use hosted::file_name;
pub use hosted::{AppOptions, MANIFEST_PATH, hosted};
pub use indexed::Earlier;
pub use open::{Get, Opened, named_files, open};
use plan::Plan;
use prose::OldAddresses;

/// The style sheet of all pages.
const STYLE: &str = include_str!("site/pages.css");
/// Where it lies.
pub(crate) const STYLE_PATH: &str = "pages.css";

/// What can be chosen.
#[derive(Clone, Debug)]
pub struct Options {
    /// The public address of the site. Without it links are still whole, since they are relative;
    /// but there is no site map, and feeds name no address.
    pub base_url: Option<BaseUrl>,
    /// Whether pages at the old addresses lead to the new ones, for hosts that do not read
    /// `_redirects`.
    pub stubs: bool,
    /// Path of the app, where there is one: pages lead to it.
    pub app: Option<&'static str>,
    /// What the pages say of their maker.
    pub generator: String,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            base_url: None,
            stubs: false,
            app: None,
            generator: concat!("Backfile ", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

/// Takes the files of a site: a path with `/` from the folder of the site, and the bytes.
pub type Put<'a> = &'a mut dyn FnMut(&str, &[u8]) -> std::io::Result<()>;

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many files.
    pub files: usize,
    /// Their size in bytes.
    pub size_bytes: u64,
    /// Old addresses for which no page could be made: another page has their place, or a static
    /// host cannot serve them. Their rules are in `_redirects`.
    pub unreachable: usize,
    /// Old addresses with a query, which no rule and no page can tell apart; remarks in `_redirects`.
    pub queries: usize,
    /// Old addresses at which a file of the site lies; remarks in `_redirects`.
    pub hidden: usize,
}

/// Everything that a page is made from.
pub(crate) struct Site<'a> {
    pub(crate) archive: &'a Archive,
    pub(crate) options: &'a Options,
    pub(crate) rows: &'a [Row],
    pub(crate) plan: &'a Plan,
}

/// Hands out the files, and counts them.
pub(crate) struct Out<'a> {
    put: Put<'a>,
    written: Written,
}

impl Out<'_> {
    pub(crate) fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        (self.put)(path, bytes).map_err(|source| Error::Put {
            path: path.to_owned(),
            source,
        })?;
        self.written.files += 1;
        self.written.size_bytes += bytes.len() as u64;
        Ok(())
    }
}

/// Writes the pages of an archive; `tell` hears how many articles of how many are done.
pub fn pages(
    archive: &Archive,
    options: &Options,
    put: Put<'_>,
    tell: &mut dyn FnMut(u64, u64),
) -> Result<Written, Error> {
    let (_, rows) = manifest::manifest(archive);
    let plan = Plan::of(archive, &rows);
    let site = Site {
        archive,
        options,
        rows: &rows,
        plan: &plan,
    };
    let mut out = Out {
        put,
        written: Written::default(),
    };
    out.put(STYLE_PATH, STYLE.as_bytes())?;
    // Tells GitHub that nothing here is to be built, `_redirects` included.
    out.put(".nojekyll", b"")?;
    lists::write(&site, &mut out)?;
    let total = archive.articles.len() as u64;
    let paths = plan.articles.iter().map(String::as_str);
    let old = OldAddresses::of(archive.articles.iter().zip(paths));
    for at in 0..archive.articles.len() {
        let page = article::page(&site, &old, at)?;
        out.put(&plan.articles[at], page.as_bytes())?;
        tell(at as u64 + 1, total);
    }
    feeds::write(&site, &old, &mut out)?;
    sitemap::write(&site, &mut out)?;
    redirects::write(&site, &mut out)?;
    Ok(out.written)
}
