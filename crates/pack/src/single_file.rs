//! How is an archive written as one file that is a web page and a ZIP file at once?
//!
//! The page is UTF-16, little end first, with a byte order mark: the one encoding in which all
//! browsers take nearly any bytes in a comment and give them back ([`mod@crate::units`] has the
//! rest). So the entries of the ZIP file stand raw in comments, and the viewer reads the very
//! entries that an unpacker gives. In the order of the file: head, first view, start script,
//! tables; then in comments README.txt, what the first paint needs, rows, index, the archive as
//! JSON Feed, a text file per article, and the ZIP file's list of entries.

use backfile_model::{Archive, Article, Manifest, Row};
use backfile_viewer::overview;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::files::{self, Saver, TextFiles};
use crate::first_view::{self, AS_ZIP, first_view};
use crate::island::{self, Item, Tell};
use crate::page::{self, Code};
use crate::region::Region;
use crate::stream::Stream;
use crate::text::{self, TextOf};
use crate::{Error, Part, units};

/// Everything of an artefact but the data, as `cargo xtask shell` makes it.
#[derive(Clone, Copy, Debug)]
pub struct Shell<'a> {
    /// The program as raw deflate (`backfile.wasm.deflate`).
    pub wasm_deflated: &'a [u8],
    /// Its glue as raw deflate (`backfile.js.deflate`).
    pub glue_deflated: &'a [u8],
    /// The style sheet as raw deflate (`backfile.css.deflate`).
    pub css_deflated: &'a [u8],
    /// The program that writes selections, and its glue, as raw deflate (`saver.wasm.deflate`,
    /// `saver.js.deflate`); empty where there is none.
    pub saver_deflated: [&'a [u8]; 2],
    /// The start script of a packed file (`boot.js`).
    pub boot_js: &'a str,
    /// The program of hosted archives as raw deflate (`site.wasm.deflate`).
    pub site_wasm_deflated: &'a [u8],
    /// Its glue and start script (`site.js`).
    pub site_js: &'a str,
}

/// What can be chosen.
#[derive(Clone, Debug)]
pub struct Options {
    /// What the page says of its maker.
    pub generator: String,
    /// Titles in the list for readers without JavaScript, at most.
    pub listed_limit: usize,
    /// Whether there is a text file per article.
    pub text_files: TextFiles,
    /// Whether readers can save a selection as a file of its own.
    pub saver: Saver,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            generator: concat!("Backfile ", env!("CARGO_PKG_VERSION")).to_owned(),
            listed_limit: 500,
            text_files: TextFiles::Auto,
            saver: Saver::Auto,
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

/// Writes an archive as one file. The same input gives the same bytes, everywhere.
pub fn single_file(
    archive: &Archive,
    shell: &Shell<'_>,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<u8>, Error> {
    let sources = Sources {
        item: &|at| backfile_model::write_item(&archive.articles[at]).into(),
        index: &|tell| island::index_bytes(archive, tell),
        body_text: text::of_body,
    };
    write(archive, &sources, (shell, options), progress)
}

/// Where that which is to be written comes from: made anew, or there already.
pub(crate) struct Sources<'a> {
    /// The JSON of an article.
    pub(crate) item: Item<'a>,
    /// The index of all of them.
    pub(crate) index: &'a dyn Fn(Tell<'_>) -> Result<Vec<u8>, Error>,
    /// The text of an article.
    pub(crate) body_text: TextOf,
}

/// Writes an archive whose parts come from somewhere.
pub(crate) fn write(
    archive: &Archive,
    sources: &Sources<'_>,
    (shell, options): (&Shell<'_>, &Options),
    progress: Tell<'_>,
) -> Result<Vec<u8>, Error> {
    let data = Data::of(archive, sources, progress)?;
    let program = Program::of(shell)?;
    let view = first_view(
        archive,
        &data.manifest,
        &data.rows,
        (options.listed_limit, AS_ZIP, ""),
    );
    let written = view.len() + first_view::STYLE.len() + shell.boot_js.len();
    let mut other_bytes = data.size() + program.size() + 2 * written;
    let saver = saver(shell, options, &mut other_bytes)?;
    let texts = files::of_articles(archive, options, other_bytes, sources.body_text)?;
    let readme = files::readme(archive, options, !texts.is_empty());
    let region = region(&readme, &data, &program, (&saver, &texts))?;
    let tables = page::tables(&region.places, &region.signs);
    let file = page::front(&data.manifest, &view, &program.code, options, &tables);
    finish(file, &region)
}

/// A text file of an article: its name, and what is in it.
type TextFile = (String, Stream);

/// The comments with all entries, in the order of the file.
fn region(
    readme: &str,
    data: &Data,
    program: &Program,
    (saver, texts): (&[(Part, Stream)], &[TextFile]),
) -> Result<Region, Error> {
    let mut region = Region::default();
    region.add_file(files::README, &Stream::of_text(readme)?)?;
    let manifest = serde_json::to_string(&data.manifest).map_err(Error::Manifest)?;
    region.add_part(Part::Manifest, &Stream::of_text(&manifest)?)?;
    for (part, stream) in &program.streams {
        region.add_part(*part, stream)?;
    }
    region.cut(&Code::start_tag());
    for (part, stream) in &data.streams {
        region.add_part(*part, stream)?;
        // Each in a comment of its own, so that bytes lost in one move no other.
        region.cut("");
    }
    for (part, stream) in saver {
        region.add_part(*part, stream)?;
    }
    for (name, stream) in texts {
        region.add_file(name, stream)?;
    }
    Ok(region)
}

/// The program that writes selections, where it is wanted.
fn saver(
    shell: &Shell<'_>,
    options: &Options,
    other_bytes: &mut usize,
) -> Result<Vec<(Part, Stream)>, Error> {
    let size = shell.saver_deflated.concat().len();
    if !options.saver.is_wanted(size, *other_bytes) {
        return Ok(Vec::new());
    }
    *other_bytes += size;
    let parts = [Part::Saver, Part::SaverGlue].into_iter();
    let parts = parts.zip(shell.saver_deflated);
    parts
        .map(|(name, deflated)| Ok((name, part(name, deflated)?.0)))
        .collect()
}

/// Puts the comments and the list of the entries after the front of the page.
fn finish(mut file: Vec<u8>, region: &Region) -> Result<Vec<u8>, Error> {
    /// Times that spaces are put in: they put all offsets, and with them the list, in other bytes.
    const MOST_SPACES: usize = 64;
    /// So many times for a list that is well-formed.
    const MOST_FOR_FORM: usize = 56;
    let body = units::encode(page::BODY);
    let body = file.windows(body.len()).position(|window| window == body);
    let body = body.unwrap_or_default();
    for spaces in 0..MOST_SPACES {
        let is_any_good = spaces >= MOST_FOR_FORM;
        if let Some(directory) = region.directory(file.len(), page::END, is_any_good)? {
            file.reserve(region.bytes.len() + directory.len());
            file.extend(&region.bytes);
            file.extend(directory);
            return Ok(file);
        }
        // More each time: an offset may have to get far from where it is.
        file.splice(body..body, units::encode(&" ".repeat(spaces + 1)));
    }
    Err(Error::Unwritable {
        name: "the list of the files".to_owned(),
    })
}

/// Starts of texts are in the rows up to this size in all: a page shows them at once. Of a larger
/// archive they would be a good part, so there they are only where the texts are.
pub(crate) const LEAD_BYTES: usize = 128 * 1024;

/// A row as it is stored: without the slug where that is made from the title. What writes a selection
/// leaves it there, as the tables for making slugs are larger than all slugs of a usual one.
pub(crate) fn dense(row: &Row, has_lead: bool) -> Row {
    let mut row = row.clone();
    if cfg!(feature = "full") && row.slug == backfile_text::slug(&row.title) {
        row.slug.clear();
    }
    if !has_lead {
        row.lead.clear();
    }
    row
}

/// The archive's own parts, compressed, and the manifest that tells their blocks.
struct Data {
    manifest: Manifest,
    rows: Vec<Row>,
    streams: [(Part, Stream); 4],
}

impl Data {
    fn of(archive: &Archive, sources: &Sources<'_>, tell: Tell<'_>) -> Result<Data, Error> {
        let text = |article: &Article| (sources.body_text)(&article.body).into_owned();
        let (mut manifest, rows) = overview::overview(archive, text);
        let articles = island::articles_of(archive, sources.item, tell)?.well_formed();
        let index = island::index_blocks(&(sources.index)(tell)?)?.well_formed();
        let lead_bytes: usize = rows.iter().map(|row| row.lead.len()).sum();
        manifest.leads_apart = lead_bytes > LEAD_BYTES;
        let has_leads = !manifest.leads_apart;
        let dense: Vec<Row> = rows.iter().map(|row| dense(row, has_leads)).collect();
        let row_blocks = island::rows(&dense)?.well_formed();
        let slugs = island::slugs(&rows)?.well_formed();
        manifest.slugs.clone_from(&slugs.blocks);
        manifest.rows.clone_from(&row_blocks.blocks);
        manifest.index.clone_from(&index.blocks);
        manifest.articles.clone_from(&articles.blocks);
        Ok(Data {
            manifest,
            rows,
            streams: [
                (Part::Slugs, slugs),
                (Part::Rows, row_blocks),
                (Part::Index, index),
                (Part::Archive, articles),
            ],
        })
    }

    fn size(&self) -> usize {
        self.streams
            .iter()
            .map(|(_, stream)| stream.stored.len())
            .sum()
    }
}

/// The shell as parts, and what of it stands in the page.
struct Program {
    code: Code,
    streams: [(Part, Stream); 3],
}

impl Program {
    fn of(shell: &Shell<'_>) -> Result<Program, Error> {
        let (glue, glue_text) = part(Part::Glue, shell.glue_deflated)?;
        let (styles, style_text) = part(Part::Styles, shell.css_deflated)?;
        let (wasm, _) = part(Part::Program, shell.wasm_deflated)?;
        let text = |bytes, part: Part| {
            String::from_utf8(bytes).map_err(|_| Error::Shell(part.entry_name()))
        };
        let glue_text = text(glue_text, Part::Glue)?;
        let style_text = text(style_text, Part::Styles)?;
        Ok(Program {
            code: Code::new(shell.boot_js, &glue_text, &style_text),
            streams: [
                (Part::Glue, glue),
                (Part::Styles, styles),
                (Part::Program, wasm),
            ],
        })
    }

    fn size(&self) -> usize {
        self.streams
            .iter()
            .map(|(_, stream)| stream.stored.len())
            .sum()
    }
}

/// The bytes of a part of the shell, which comes compressed; `name` is for the error.
pub(crate) fn inflated(deflated: &[u8], name: &'static str) -> Result<Vec<u8>, Error> {
    /// No part of the shell comes near this.
    const LIMIT_BYTES: usize = 64 << 20;
    decompress_to_vec_with_limit(deflated, LIMIT_BYTES).map_err(|_| Error::Shell(name))
}

/// A part of the shell, which comes compressed, and its bytes.
fn part(part: Part, deflated: &[u8]) -> Result<(Stream, Vec<u8>), Error> {
    let mut raw = inflated(deflated, part.entry_name())?;
    let filler: &[u8] = match part {
        // A section without a name, which says nothing.
        Part::Program | Part::Saver => &[0, 1, 0],
        _ => b"\n",
    };
    let stream = Stream::of_program(deflated, &mut raw, filler);
    Ok((stream, raw))
}
