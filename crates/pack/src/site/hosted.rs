//! How are the data of a hosted archive written? As parts that are named after their content, so
//! that what did not change is neither loaded nor stored again.
//!
//! | in `site/` | what |
//! |---|---|
//! | `manifest.json` | what the first view needs, and the names of all parts ([`Hosted`]) |
//! | `rows-*.bin` | rows of a run of articles |
//! | `articles-*.bin` | articles of a run, as a feed of its own |
//! | `index-*.bin` | the search index of a run |
//! | `slugs-*.bin` | checksums of all slugs, for addresses of articles |
//! | `program-*.wasm`, `app-*.js`, `boot-*.js`, `app-*.css` | the shell |

use std::collections::BTreeSet;
use std::ops::Range;

use backfile_model::{Archive, Hosted, Manifest, Part, Row as RowData, write_frame, write_item};
use sha2::{Digest, Sha256};

use super::cut::Row;
use super::{Out, Put, Written, app};
use crate::island::{self, Tell};
use crate::single_file::inflated;
use crate::stream::Stream;
use crate::{Error, Progress, Shell, manifest};

/// The folder of the data, seen from the first page.
pub(crate) const FOLDER: &str = "site/";
/// Where the manifest lies.
pub const MANIFEST_PATH: &str = "site/manifest.json";

/// Parts of articles, at least; up to twice as many. The first number that keeps to [`MOST_PARTS`].
const ARTICLE_PARTS: [u64; 4] = [17, 12, 8, 5];
/// Parts of rows, at least.
const ROW_PARTS: u64 = 10;
/// Segments of the index, at least. Each has its own words, so the index grows with their number:
/// by 26 % with 15 segments for 10,000 abstracts.
const INDEX_PARTS: u64 = 10;
/// Parts of all kinds, at most: with the other files they are 64.
const MOST_PARTS: usize = 56;
/// No part is made for fewer bytes of articles than this.
const LEAST_BYTES: u64 = 128 << 10;
/// No segment of the index either.
const LEAST_INDEX_BYTES: u64 = 1 << 20;
/// Up to here the number of parts stays; from here on it grows with the square root.
const GROWS_FROM_BYTES: u64 = 16 << 20;

/// Writes the data of an archive, and the shell that reads them; `page` is where the app goes.
pub fn hosted(
    archive: &Archive,
    shell: &Shell<'_>,
    page: &str,
    put: Put<'_>,
    tell: Tell<'_>,
) -> Result<Written, Error> {
    let mut writer = Writer {
        archive,
        out: Out {
            put,
            written: Written::default(),
        },
        names: BTreeSet::new(),
    };
    let (manifest, rows) = manifest::manifest(archive);
    let data = writer.data(manifest, &rows, tell)?;
    let json = serde_json::to_vec(&data).map_err(Error::Manifest)?;
    writer.out.put(MANIFEST_PATH, &json)?;
    let files = writer.shell(shell)?;
    let html = app::page(archive, &data.manifest, &rows, &files);
    writer.out.put(page, html.as_bytes())?;
    Ok(writer.out.written)
}

/// Names of the files of the shell.
pub(crate) struct ShellFiles {
    pub(crate) program: String,
    pub(crate) glue: String,
    pub(crate) boot: String,
    pub(crate) style: String,
}

struct Writer<'a> {
    archive: &'a Archive,
    out: Out<'a>,
    names: BTreeSet<String>,
}

impl Writer<'_> {
    fn data(
        &mut self,
        manifest: Manifest,
        rows: &[RowData],
        tell: Tell<'_>,
    ) -> Result<Hosted, Error> {
        let cuts = Cuts::of(&self.row());
        let mut data = Hosted {
            format: Hosted::FORMAT,
            manifest,
            frame: write_frame(self.archive).0,
            ..Hosted::default()
        };
        for run in &cuts.articles {
            let archive = self.part_of(run);
            let blocks = island::articles(&archive, &mut self.shifted(run, tell))?;
            data.articles.push(self.part("articles", run, &blocks)?);
        }
        for run in &cuts.index {
            let archive = self.part_of(run);
            let blocks = island::index(&archive, &mut self.shifted(run, tell))?;
            data.index.push(self.part("index", run, &blocks)?);
        }
        for run in &cuts.rows {
            let blocks = island::rows(&counted_from_zero(&rows[run.clone()]))?;
            data.rows.push(self.part("rows", run, &blocks)?);
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

    /// A run of articles as an archive of its own. Of the archive it has no more than the index
    /// needs, so that a word changed in a description leaves it as it is.
    fn part_of(&self, run: &Range<usize>) -> Archive {
        Archive {
            title: self.archive.title.clone(),
            language: self.archive.language.clone(),
            articles: self.archive.articles[run.clone()].to_vec(),
            ..Archive::default()
        }
    }

    /// Tells the progress of a run as that of the whole.
    fn shifted<'t>(&self, run: &Range<usize>, tell: Tell<'t>) -> impl FnMut(Progress) + use<'t> {
        let (first, total) = (run.start as u64, self.archive.articles.len() as u64);
        move |progress| {
            tell(Progress {
                done: first + progress.done,
                total,
                ..progress
            });
        }
    }

    fn part(&mut self, kind: &str, run: &Range<usize>, blocks: &Stream) -> Result<Part, Error> {
        // Each block decodes alone; the end of the stream is left out.
        let sizes = blocks.blocks.iter().map(|block| block.stored_size_bytes);
        let stored = &blocks.stored[..sizes.sum::<u32>() as usize];
        let bytes = Part::bytes(&blocks.blocks, stored).map_err(Error::Manifest)?;
        let mut part = self.named(kind, "bin", &bytes)?;
        part.count = run.len() as u32;
        Ok(part)
    }

    /// Writes a file under a name made from its content; the same content is written once.
    fn named(&mut self, kind: &str, end: &str, bytes: &[u8]) -> Result<Part, Error> {
        let file = file_name(kind, end, bytes);
        if self.names.insert(file.clone()) {
            self.out.put(&format!("{FOLDER}{file}"), bytes)?;
        }
        Ok(Part {
            file,
            count: 0,
            size_bytes: bytes.len() as u64,
        })
    }

    fn shell(&mut self, shell: &Shell<'_>) -> Result<ShellFiles, Error> {
        // Hosts compress by themselves, and browsers compile what they have not yet whole.
        let program = inflated(shell.wasm_deflated, "the program")?;
        let glue = inflated(shell.glue_deflated, "the glue")?;
        let style = inflated(shell.css_deflated, "the style sheet")?;
        Ok(ShellFiles {
            program: self.named("program", "wasm", &program)?.file,
            glue: self.named("app", "js", &glue)?.file,
            boot: self.named("boot", "js", shell.boot_js.as_bytes())?.file,
            style: self.named("app", "css", &style)?.file,
        })
    }
}

/// The runs of all parts.
struct Cuts {
    articles: Vec<Range<usize>>,
    rows: Vec<Range<usize>>,
    index: Vec<Range<usize>>,
}

impl Cuts {
    fn of(row: &Row) -> Cuts {
        let grown = grown(row.size());
        let mut cuts = Cuts {
            articles: Vec::new(),
            rows: row.cut(ROW_PARTS * grown, LEAST_BYTES),
            index: row.cut(INDEX_PARTS, LEAST_INDEX_BYTES),
        };
        for parts in ARTICLE_PARTS {
            cuts.articles = row.cut(parts * grown, LEAST_BYTES);
            let count = cuts.articles.len() + cuts.rows.len() + cuts.index.len();
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

fn counted_from_zero(rows: &[RowData]) -> Vec<RowData> {
    let rows = rows.iter().enumerate();
    rows.map(|(at, row)| RowData {
        id: at as u32,
        ..row.clone()
    })
    .collect()
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
