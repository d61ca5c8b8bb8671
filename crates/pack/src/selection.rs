//! Here are the entries of a packed file and the numbers of some articles: which file would these
//! articles alone be?
//!
//! The one that [`crate::single_file()`] writes of them, byte for byte, but made from what is there
//! already: the index from the index, items as they stand, the program as it is stored. So it needs
//! no stemmer, no tokenizer and no parser of HTML, and a page can carry what does it.

use backfile_model::{Archive, Article, Block, Manifest, read, read_items};
use backfile_search::{DocId, Index, Kept};
use backfile_viewer::indexing;

use crate::island::Tell;
use crate::single_file::{Sources, write};
use crate::stream::EMPTY_BLOCK;
use crate::text::TextOf;
use crate::{Error, Options, Part, Shell};

/// What is taken from a packed file.
#[derive(Clone, Copy, Debug)]
pub struct Taken<'a> {
    /// The manifest, decoded.
    pub manifest_json: &'a [u8],
    /// The index, as stored.
    pub index: &'a [u8],
    /// The articles, as stored.
    pub archive: &'a [u8],
    /// The parts of the program, as stored. Those of hosted archives are not used.
    pub shell: Shell<'a>,
}

/// What is made of it.
#[derive(Clone, Copy, Debug)]
pub struct Selection<'a> {
    /// The title of the new archive.
    pub title: &'a str,
    /// Numbers of the articles, ascending. Those that are not there are left out.
    pub articles: &'a [u32],
    /// Gives the text of an article that has HTML alone.
    pub body_text: TextOf,
}

/// Writes the chosen articles as a file of their own.
pub fn select(
    taken: &Taken<'_>,
    selection: &Selection<'_>,
    options: &Options,
    progress: Tell<'_>,
) -> Result<Vec<u8>, Error> {
    let manifest = Manifest::read(taken.manifest_json)?;
    if manifest.format != Manifest::FORMAT {
        return Err(Error::Format {
            found: u64::from(manifest.format),
        });
    }
    if !selection.articles.is_sorted_by(|a, b| a < b) {
        return Err(Error::Index(backfile_search::Error::Selection));
    }
    let items = Items::read(&manifest.articles, taken.archive, selection.articles)?;
    let mut archive = read(items.frame.as_bytes())?.archive;
    selection.title.clone_into(&mut archive.title);
    archive.articles = read_items(format!("[{}]", items.lines.join(",")).as_bytes())?;
    if archive.articles.len() != items.numbers.len() {
        return Err(damaged_articles());
    }
    let sources = Sources {
        item: &|at| items.lines[at].as_str().into(),
        index: &|_| {
            let blocks = placed(&manifest.index);
            let blocks = blocks.map(|place| decoded(Part::Index, taken.index, place));
            let index = Index::open(blocks.collect::<Result<Vec<_>, _>>()?.concat())?;
            Ok(subset(
                &index,
                &archive,
                &items.numbers,
                selection.body_text,
            )?)
        },
        body_text: selection.body_text,
    };
    write(
        &archive,
        &sources,
        (&plain_shell(taken.shell), options),
        progress,
    )
}

/// The program as it was before it was stored.
fn plain_shell(stored: Shell<'_>) -> Shell<'_> {
    Shell {
        wasm_deflated: plain(stored.wasm_deflated),
        glue_deflated: plain(stored.glue_deflated),
        css_deflated: plain(stored.css_deflated),
        saver_deflated: stored.saver_deflated.map(plain),
        ..stored
    }
}

/// A part of the program without the empty blocks that moved it away from the end of a comment.
fn plain(mut stored: &[u8]) -> &[u8] {
    while let Some(rest) = stored.strip_prefix(&EMPTY_BLOCK) {
        stored = rest;
    }
    stored
}

/// The index of these articles, each in the language that it was indexed in.
fn subset(
    index: &Index<Vec<u8>>,
    archive: &Archive,
    numbers: &[u32],
    body_text: TextOf,
) -> Result<Vec<u8>, backfile_search::Error> {
    let language = |article: &Article| {
        let body = body_text(&article.body);
        indexing::document(article, &body, archive.language.as_deref()).language_or_guess()
    };
    let kept = numbers.iter().zip(&archive.articles);
    let kept = kept.map(|(&number, article)| Kept {
        doc: DocId(number),
        language: Some(language(article)),
    });
    index.subset(&kept.collect::<Vec<_>>())
}

/// A block of an entry: its number, the block, its first byte, the number of its first article.
type Placed<'a> = (usize, &'a Block, usize, u32);

/// The blocks of an entry with their places.
fn placed(blocks: &[Block]) -> impl Iterator<Item = Placed<'_>> {
    let (mut start, mut first) = (0_usize, 0_u32);
    blocks.iter().enumerate().map(move |(number, block)| {
        let here = (number, block, start, first);
        start = start.saturating_add(block.stored_size_bytes as usize);
        first = first.saturating_add(block.count);
        here
    })
}

/// The bytes of a block.
fn decoded(
    part: Part,
    stored: &[u8],
    (number, block, start, _): Placed<'_>,
) -> Result<Vec<u8>, Error> {
    let end = start.saturating_add(block.stored_size_bytes as usize);
    let raw = stored.get(start..end).and_then(|bytes| block.decode(bytes));
    raw.ok_or_else(|| Error::Altered {
        what: format!("block {} of {part}", number + 1),
    })
}

fn damaged_articles() -> Error {
    Error::Altered {
        what: Part::Archive.to_string(),
    }
}

/// The chosen items of a feed, as they stand, and what stands around all items.
#[derive(Default)]
struct Items {
    numbers: Vec<u32>,
    lines: Vec<String>,
    frame: String,
}

impl Items {
    /// Reads the blocks that hold a chosen item, and those before and after all items.
    fn read(blocks: &[Block], stored: &[u8], chosen: &[u32]) -> Result<Items, Error> {
        let mut items = Items::default();
        for place in placed(blocks) {
            let (_, block, _, first) = place;
            let from = chosen.partition_point(|&number| number < first);
            let end = first.saturating_add(block.count);
            let to = chosen.partition_point(|&number| number < end);
            if from >= to && block.count > 0 {
                continue;
            }
            let text = decoded(Part::Archive, stored, place)?;
            let text = String::from_utf8(text).map_err(|_| damaged_articles())?;
            if block.count == 0 {
                items.frame.push_str(&text);
                continue;
            }
            // An item is a line.
            let mut lines = text.lines().filter(|line| !line.is_empty());
            let mut next = first;
            for &number in &chosen[from..to] {
                let line = lines
                    .nth((number - next) as usize)
                    .ok_or_else(damaged_articles)?;
                next = number + 1;
                items.numbers.push(number);
                let line = line.strip_suffix(',').unwrap_or(line);
                items.lines.push(line.to_owned());
            }
        }
        Ok(items)
    }
}

#[cfg(test)]
mod tests;
