//! What is in the parts of an archive? Rows, index and articles, cut in blocks and compressed.

use std::borrow::Cow;

use backfile_model::{Archive, Row, crc32, write_frame, write_item};
use backfile_search::{Builder, build, threads};
use backfile_viewer::indexing;

use crate::stream::Stream;
use crate::{Error, Progress, Step, text};

/// Raw size of a block of rows or articles, about: small enough to decode within a frame, large
/// enough to compress.
const ENTRY_BLOCK_BYTES: usize = 64 * 1024;
/// Raw size of a block of the index, which is always read whole.
const INDEX_BLOCK_BYTES: usize = 1024 * 1024;
/// Articles between two calls of the progress.
const STRIDE: u64 = 64;

/// Tells how far a step is.
pub(crate) type Tell<'a> = &'a mut dyn FnMut(Progress);

/// Gives the JSON of an article by its number.
pub(crate) type Item<'a> = &'a dyn Fn(usize) -> Cow<'a, str>;

/// The articles: all blocks joined are one deflate stream of the whole archive as JSON Feed. The
/// first block is the feed's head and the last its tail, without articles; each other one is a
/// run of items with the commas that follow them.
pub(crate) fn articles(archive: &Archive, tell: Tell<'_>) -> Result<Stream, Error> {
    articles_of(
        archive,
        &|at| write_item(&archive.articles[at]).into(),
        tell,
    )
}

/// The same, of items that are written already, each on one line.
pub(crate) fn articles_of(
    archive: &Archive,
    item: Item<'_>,
    tell: Tell<'_>,
) -> Result<Stream, Error> {
    let mut blocks = Stream::default();
    let (head, tail) = write_frame(archive);
    blocks.push(head.as_bytes(), 0)?;
    let (mut raw, mut count) = (String::new(), 0_u32);
    for at in 0..archive.articles.len() {
        raw.push('\n');
        raw.push_str(&item(at));
        count += 1;
        let is_last = at + 1 == archive.articles.len();
        raw.push_str(if is_last { "\n" } else { "," });
        if is_last || raw.len() >= ENTRY_BLOCK_BYTES {
            blocks.push(raw.as_bytes(), count)?;
            raw.clear();
            count = 0;
        }
        let (step, done, total) = (Step::Articles, at as u64 + 1, archive.articles.len() as u64);
        if done.is_multiple_of(STRIDE) || done == total {
            tell(Progress { step, done, total });
        }
    }
    blocks.push_last(tail.to_owned(), 0)?;
    Ok(blocks.end())
}

/// The rows: joined, the blocks are one JSON array; each is a run of rows with the bracket or comma
/// before them.
pub(crate) fn rows(rows: &[Row]) -> Result<Stream, Error> {
    let mut blocks = Stream::default();
    let (mut raw, mut count) = (String::new(), 0_u32);
    for (at, row) in rows.iter().enumerate() {
        raw.push(if at == 0 { '[' } else { ',' });
        raw.push_str(&serde_json::to_string(row).map_err(Error::Manifest)?);
        count += 1;
        let is_last = at + 1 == rows.len();
        if is_last {
            raw.push(']');
            blocks.push_last(std::mem::take(&mut raw), count)?;
        } else if raw.len() >= ENTRY_BLOCK_BYTES {
            blocks.push(raw.as_bytes(), count)?;
            raw.clear();
            count = 0;
        }
    }
    if rows.is_empty() {
        blocks.push(b"[]", 0)?;
    }
    Ok(blocks.end())
}

/// The checksums of the slugs: to open an address, a page needs no rows.
pub(crate) fn slugs(rows: &[Row]) -> Result<Stream, Error> {
    let mut blocks = Stream::default();
    let raw = slug_sums(rows.iter().map(|row| row.slug.as_str()));
    blocks.push(&raw, rows.len() as u32)?;
    Ok(blocks.end())
}

/// The CRC-32 of each slug, four bytes, little end first.
pub(crate) fn slug_sums<'a>(slugs: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let sums = slugs.map(|slug| crc32(0, slug.as_bytes()));
    sums.flat_map(u32::to_le_bytes).collect()
}

/// Some bytes of the search index.
pub(crate) fn index_blocks(bytes: &[u8]) -> Result<Stream, Error> {
    let mut blocks = Stream::default();
    for raw in bytes.chunks(INDEX_BLOCK_BYTES) {
        blocks.push(raw, 0)?;
    }
    Ok(blocks.end())
}

/// The search index of an archive, as it is in a packed file. Made on all processors there are.
pub fn index_bytes(archive: &Archive, tell: &mut dyn FnMut(Progress)) -> Result<Vec<u8>, Error> {
    let order: Vec<u32> = (0..archive.articles.len() as u32).collect();
    index_bytes_of(archive, &order, tell)
}

/// The same with the articles in another order.
pub(crate) fn index_bytes_of(
    archive: &Archive,
    order: &[u32],
    tell: &mut dyn FnMut(Progress),
) -> Result<Vec<u8>, Error> {
    let add = |at: u32, builder: &mut Builder| {
        let article = order.get(at as usize);
        let Some(article) = article.and_then(|&at| archive.articles.get(at as usize)) else {
            return;
        };
        let body = text::of_body(&article.body);
        let language = archive.language.as_deref();
        builder.add(indexing::document(article, &body, language));
    };
    let threads = threads::available();
    let count = order.len() as u32;
    let mut last = 0;
    let mut hear = |done: u64, whole: u64| {
        // An article is half done when it is read.
        let (done, total) = (done / 2, whole / 2);
        if done / STRIDE > last / STRIDE || (done == total && last < total) {
            let step = Step::Index;
            tell(Progress { step, done, total });
            last = done;
        }
    };
    Ok(build(&indexing::schema(), count, threads, &add, &mut hear)?)
}
