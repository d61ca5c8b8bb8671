//! How are the data of a hosted archive written? As parts that are named after their content, so
//! that what did not change is neither loaded nor stored again.
//!
//! | in `site/` | what |
//! |---|---|
//! | `manifest.json` | what the first view needs, and the names of all parts ([`Hosted`]) |
//! | `rows-*.bin` | rows of a run of articles, as a list needs them |
//! | `leads-*.bin` | of a larger archive, authors and starts of texts of a run of articles |
//! | `articles-*.bin` | articles of a run, as a feed of its own |
//! | `index-*.bin` | parts of the search index that are wanted together |
//! | `changes-*.bin` | what is to be changed in those, where they are of an earlier archive |
//! | `slugs-*.bin` | checksums of all slugs, for addresses of articles |
//! | `program-*.wasm`, `app-*.js`, `app-*.css` | the shell |
//!
//! Beside the page lies `sw.js`, which keeps them for readers without a network.

use std::collections::BTreeMap;
use std::ops::Range;

use backfile_model::{
    Archive, Hosted, IndexPart, Manifest, Part, Row as RowData, write_columns, write_frame,
    write_item,
};
use backfile_search::Cut;
use backfile_search::threads::{self, Add};
use backfile_viewer::{PAGE_SIZE, overview};
use sha2::{Digest, Sha256};

use super::cut::Row;
use super::indexed::{self, Earlier, File};
use super::{Out, Put, Written, app, offline, takeover};
use crate::island::{self, Tell};
use crate::single_file::{self, LEAD_BYTES, inflated};
use crate::stream::Stream;
use crate::{Error, Shell, manifest};

/// The folder of the data, seen from the first page.
pub(crate) const FOLDER: &str = "site/";
/// Where the manifest lies.
pub const MANIFEST_PATH: &str = "site/manifest.json";

/// Parts of articles, at least; up to twice as many. The first number that keeps to [`MOST_PARTS`].
const ARTICLE_PARTS: [u64; 4] = [17, 12, 8, 5];
/// Parts of rows, at least, growing with the size. Ten articles of a list stand anywhere, so a list
/// needs all of few parts, and most of several.
const ROW_PARTS: u64 = 1;
/// Parts of the starts of texts, at least.
const LEAD_PARTS: u64 = 2;
/// The index is cut in parts of about this share of it; positions in parts of twice as much.
const INDEX_SHARE: u64 = 36;
/// Parts of all kinds, at most: with the other files they are 64.
const MOST_PARTS: usize = 56;
/// No part is made for fewer bytes of articles than this.
const LEAST_BYTES: u64 = 128 << 10;
/// Nor of the index.
const LEAST_INDEX_BYTES: u32 = 64 << 10;
/// Characters of a text's start in the rows of a larger archive.
const SHORT_LEAD_CHARS: usize = 120;
/// Up to here the number of parts stays; from here on it grows with the square root.
const GROWS_FROM_BYTES: u64 = 16 << 20;

/// What can be chosen of the app.
#[derive(Clone, Copy)]
pub struct AppOptions<'a> {
    /// Where its page goes, such as `index.html`.
    pub page: &'a str,
    /// Whether it keeps itself for readers without a network.
    pub offline: bool,
    /// Whether it lies beside plain pages, which it takes over when their readers search.
    pub takes_over: bool,
    /// What is in the folder that it is written to.
    pub earlier: Option<&'a Earlier>,
}

/// Writes the data of an archive, and the shell that reads them.
pub fn hosted(
    archive: &Archive,
    shell: &Shell<'_>,
    options: AppOptions<'_>,
    put: Put<'_>,
    tell: Tell<'_>,
) -> Result<Written, Error> {
    let mut writer = Writer {
        archive,
        out: Out {
            put,
            written: Written::default(),
        },
        names: BTreeMap::new(),
        earlier: options.earlier,
    };
    let (manifest, rows) = manifest::manifest(archive);
    let data = writer.data(manifest, &rows, tell)?;
    let json = serde_json::to_vec(&data).map_err(Error::Manifest)?;
    writer.out.put(MANIFEST_PATH, &json)?;
    let files = writer.shell(shell)?;
    let html = app::page(archive, &data.manifest, &rows, (&files, options.offline));
    writer.out.put(options.page, html.as_bytes())?;
    if options.takes_over {
        let script = takeover::script(options.page, &files, options.offline);
        writer.out.put(takeover::PATH, script.as_bytes())?;
    }
    if options.offline {
        let script = offline::script(options.page, &html, &json, (&writer.names, &files));
        writer.out.put(offline::PATH, script.as_bytes())?;
    }
    Ok(writer.out.written)
}

/// Names of the files of the shell.
pub(crate) struct ShellFiles {
    pub(crate) program: String,
    pub(crate) script: String,
    pub(crate) style: String,
}

struct Writer<'a> {
    archive: &'a Archive,
    out: Out<'a>,
    /// Names of files in the folder, with their sizes.
    names: BTreeMap<String, u64>,
    earlier: Option<&'a Earlier>,
}

impl Writer<'_> {
    fn data(
        &mut self,
        manifest: Manifest,
        rows: &[RowData],
        tell: Tell<'_>,
    ) -> Result<Hosted, Error> {
        let row = self.row();
        let size_of = |size: usize| {
            let size = size as u64 / (INDEX_SHARE * grown(row.size()));
            (size as u32).max(LEAST_INDEX_BYTES)
        };
        let index = indexed::index(self.archive, size_of, self.earlier, tell)?;
        let lead_bytes: usize = rows.iter().map(|row| row.lead.len()).sum();
        let is_large = lead_bytes > LEAD_BYTES;
        let cuts = Cuts::of(&row, index.files.len(), is_large);
        let mut data = Hosted {
            format: Hosted::FORMAT,
            manifest,
            frame: write_frame(self.archive).0,
            ..Hosted::default()
        };
        let archive = self.archive;
        let job = |run, _: Add<'_>| island::articles(&part_of(archive, run), &mut |_| {});
        let runs = cuts.articles.clone();
        let made = threads::each(threads::available(), runs, &job, &mut |_| {});
        for (run, blocks) in cuts.articles.iter().zip(made) {
            data.articles.push(self.part("articles", run, &blocks?)?);
        }
        data.index_size_bytes = index.size_bytes;
        data.index = self.index(index.files, &index.cuts)?;
        data.documents = index.documents;
        if let Some(changes) = index.changes {
            data.changes = self.named("changes", "bin", &changes)?.file;
        }
        // A page of the list, and the first of the next one: the first view needs no rows.
        let lead_chars = if is_large {
            SHORT_LEAD_CHARS
        } else {
            usize::MAX
        };
        let first = overview::newest_first(rows, PAGE_SIZE as usize + 1);
        let short = |row: &RowData| RowData {
            lead: overview::cut(&row.lead, lead_chars),
            ..row.clone()
        };
        data.manifest.leads_apart = is_large;
        data.manifest.head = first.iter().map(short).collect();
        for run in &cuts.rows {
            let dense = |row: &RowData| dense(row, is_large);
            let part = rows[run.clone()].iter().map(dense).collect::<Vec<_>>();
            data.rows.push(self.columns("rows", &part)?);
        }
        for run in &cuts.leads {
            let lead = |row| RowData {
                lead: short(row).lead,
                authors: row.authors.clone(),
                ..RowData::default()
            };
            let part = rows[run.clone()].iter().map(lead).collect::<Vec<_>>();
            data.leads.push(self.columns("leads", &part)?);
        }
        let slugs = self.archive.articles.iter();
        let sums = island::slug_sums(slugs.map(|article| article.slug.as_str()));
        data.slugs = self.named("slugs", "bin", &sums)?;
        data.slugs.count = rows.len() as u32;
        Ok(data)
    }

    fn row(&self) -> Row {
        let articles = self.archive.articles.iter();
        Row::of(articles.map(|article| (article.id.as_str(), write_item(article).len() as u64)))
    }

    /// Writes the files of the index; gives its parts in their order.
    fn index(&mut self, files: Vec<File>, cuts: &[Cut]) -> Result<Vec<IndexPart>, Error> {
        let mut names = Vec::with_capacity(files.len());
        for file in files {
            names.push(match file {
                File::New(bytes) => self.named("index", "bin", &bytes)?.file,
                File::Kept(name, bytes) => {
                    self.put_as(&name, &bytes)?;
                    name
                }
            });
        }
        Ok(indexed::parts(cuts, &names))
    }

    /// Writes a file of rows.
    fn columns(&mut self, kind: &str, rows: &[RowData]) -> Result<Part, Error> {
        let blocks = island::index_blocks(write_columns(rows).as_bytes())?;
        self.part(kind, &(0..rows.len()), &blocks)
    }

    fn part(&mut self, kind: &str, run: &Range<usize>, blocks: &Stream) -> Result<Part, Error> {
        let mut part = self.named(kind, "bin", &part_bytes(blocks))?;
        part.count = run.len() as u32;
        Ok(part)
    }

    /// Writes a file under a name made from its content; the same content is written once.
    fn named(&mut self, kind: &str, end: &str, bytes: &[u8]) -> Result<Part, Error> {
        let file = file_name(kind, end, bytes);
        self.put_as(&file, bytes)?;
        Ok(Part {
            file,
            count: 0,
            size_bytes: bytes.len() as u64,
        })
    }

    fn put_as(&mut self, file: &str, bytes: &[u8]) -> Result<(), Error> {
        let known = self.names.insert(file.to_owned(), bytes.len() as u64);
        match known {
            None => self.out.put(&format!("{FOLDER}{file}"), bytes),
            Some(_) => Ok(()),
        }
    }

    fn shell(&mut self, shell: &Shell<'_>) -> Result<ShellFiles, Error> {
        // Hosts compress by themselves, and browsers compile what they have not yet whole.
        let program = inflated(shell.site_wasm_deflated, "the program")?;
        let style = inflated(shell.css_deflated, "the style sheet")?;
        Ok(ShellFiles {
            program: self.named("program", "wasm", &program)?.file,
            script: self.named("app", "js", shell.site_js.as_bytes())?.file,
            style: self.named("app", "css", &style)?.file,
        })
    }
}

/// A run of articles as an archive of its own. Of the archive it has no more than the index needs, so
/// that a word changed in a description leaves it as it is.
fn part_of(archive: &Archive, run: Range<usize>) -> Archive {
    Archive {
        title: archive.title.clone(),
        language: archive.language.clone(),
        articles: archive.articles[run].to_vec(),
        ..Archive::default()
    }
}

/// The bytes of a part: each block decodes alone, so the end of the stream is left out.
pub(super) fn part_bytes(blocks: &Stream) -> Vec<u8> {
    let sizes = blocks.blocks.iter().map(|block| block.stored_size_bytes);
    let stored = &blocks.stored[..sizes.sum::<u32>() as usize];
    Part::bytes(&blocks.blocks, stored)
}

/// The runs of all parts.
struct Cuts {
    articles: Vec<Range<usize>>,
    rows: Vec<Range<usize>>,
    /// None where they are with the rows.
    leads: Vec<Range<usize>>,
}

impl Cuts {
    fn of(row: &Row, others: usize, is_large: bool) -> Cuts {
        let grown = grown(row.size());
        let mut cuts = Cuts {
            articles: Vec::new(),
            rows: row.cut(ROW_PARTS * grown * grown, LEAST_BYTES),
            leads: Vec::new(),
        };
        if is_large {
            cuts.leads = row.cut(LEAD_PARTS * grown, LEAST_BYTES);
        }
        let others = others + cuts.rows.len() + cuts.leads.len();
        for parts in ARTICLE_PARTS {
            cuts.articles = row.cut(parts * grown, LEAST_BYTES);
            let count = cuts.articles.len() + others;
            if count <= MOST_PARTS * grown as usize {
                break;
            }
        }
        cuts
    }
}

/// By how much the numbers of parts of a large archive are raised.
fn grown(size_bytes: u64) -> u64 {
    (size_bytes / GROWS_FROM_BYTES).isqrt().max(1)
}

/// A row as it is in a part: of a large archive without what comes after the title and the date have
/// been seen.
fn dense(row: &RowData, is_large: bool) -> RowData {
    let mut row = single_file::dense(row, !is_large);
    if is_large {
        row.authors.clear();
    }
    row
}

/// The name of a file: its kind, and 64 bits made from its content.
pub(crate) fn file_name(kind: &str, end: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let number = digest
        .iter()
        .take(8)
        .fold(0_u64, |number, &byte| number << 8 | u64::from(byte));
    format!("{kind}-{number:016x}.{end}")
}
