//! Rows and articles in compressed blocks, decoded one block at a time.

use std::cell::RefCell;
use std::rc::Rc;

use backfile_model::{Article, ArticleId, Manifest, Row, crc32};
use backfile_viewer::overview::row_of;

use super::slugs::Slugs;
use super::with_slug;
use crate::blocks::{Blocks, Recent, Source, damaged};
use crate::failure::Failure;

/// Decoded row blocks kept in memory; about 150 rows each.
const ROW_BLOCKS_KEPT: usize = 24;
/// Decoded article blocks kept in memory; about 64 KB of text each.
const ARTICLE_BLOCKS_KEPT: usize = 6;

/// The blocks of a packed archive.
pub(crate) struct Packed {
    rows: Blocks,
    recent_rows: Recent<RowBlock>,
    articles: Rc<RefCell<Articles>>,
    slugs: Slugs,
}

/// A decoded block of rows.
struct RowBlock(
    /// Those that cannot be had are missing.
    Vec<Option<Rc<Row>>>,
);

impl RowBlock {
    /// Checksums of the slugs, each with its article.
    fn slugs(&self) -> Vec<(u32, u32)> {
        let rows = self.0.iter().flatten();
        rows.map(|row| (crc32(0, row.slug.as_bytes()), row.id))
            .collect()
    }
}

impl Packed {
    /// Reads nothing yet.
    pub(crate) fn new(manifest: &Manifest) -> Packed {
        Packed {
            rows: Blocks::new("rows", Source::Page, &manifest.rows),
            recent_rows: Recent::new(ROW_BLOCKS_KEPT),
            articles: Rc::new(RefCell::new(Articles::new(manifest))),
            slugs: Slugs::default(),
        }
    }

    /// Learns all slugs. Where their table is damaged, they are those of the rows, and the damage
    /// is told.
    pub(crate) fn read_slugs(&mut self, manifest: &Manifest) -> Result<(), Failure> {
        let table = Blocks::new("slugs", Source::Page, &manifest.slugs).decode_all();
        self.slugs = match &table {
            Ok(sums) => Slugs::of_table(sums),
            Err(_) => Slugs::of(
                (0..self.rows.count())
                    .flat_map(|number| self.row_block(number).slugs())
                    .collect(),
            ),
        };
        table.map(|_| ())
    }

    /// Whether a block of rows is as it was written; `None` after the last.
    pub(crate) fn check_rows(&self, number: usize) -> Option<Result<(), Failure>> {
        (number < self.rows.count()).then(|| self.rows.decode(number).map(|_| ()))
    }

    /// The row of an article.
    pub(crate) fn row(&mut self, id: ArticleId) -> Option<Rc<Row>> {
        let (number, position) = self.rows.find(id.0)?;
        self.row_block(number).0.get(position)?.clone()
    }

    /// The article with this slug.
    pub(crate) fn find_slug(&mut self, slug: &str) -> Option<ArticleId> {
        let mut candidates = self.slugs.candidates(slug).into_iter();
        candidates.find(|&id| self.row(id).is_some_and(|row| row.slug == slug))
    }

    /// The whole article.
    pub(crate) fn article(&mut self, id: ArticleId) -> Result<Rc<Article>, Failure> {
        self.articles.borrow_mut().get(id)
    }

    /// The article blocks, to share with the engine.
    pub(crate) fn articles(&self) -> Rc<RefCell<Articles>> {
        Rc::clone(&self.articles)
    }

    fn row_block(&mut self, number: usize) -> Rc<RowBlock> {
        let (blocks, articles) = (&self.rows, &self.articles);
        self.recent_rows.get(number, || {
            let read = blocks.decode(number).and_then(|bytes| {
                Row::read_list(&as_array(&bytes))
                    .map_err(|error| damaged(&format!("rows: block {number}: {error}")))
            });
            RowBlock(match read {
                Ok(rows) => {
                    let whole = |row| Some(Rc::new(with_slug(row)));
                    rows.into_iter().map(whole).collect()
                }
                // The check of the rows tells the damage; here their articles stand in for them.
                Err(_) => blocks
                    .entries(number)
                    .map(|id| {
                        let article = articles.borrow_mut().get(ArticleId(id)).ok()?;
                        let lead = article.summary.clone().unwrap_or_default();
                        Some(Rc::new(row_of(id, &article, lead)))
                    })
                    .collect(),
            })
        })
    }
}

/// The articles of a packed archive.
pub(crate) struct Articles {
    blocks: Blocks,
    recent: Recent<Result<Vec<Rc<Article>>, Failure>>,
}

impl Articles {
    /// Reads nothing yet.
    pub(crate) fn new(manifest: &Manifest) -> Articles {
        Articles {
            blocks: Blocks::new("archive", Source::Page, &manifest.articles),
            recent: Recent::new(ARTICLE_BLOCKS_KEPT),
        }
    }

    /// One article.
    pub(crate) fn get(&mut self, id: ArticleId) -> Result<Rc<Article>, Failure> {
        let missing = || damaged(&format!("archive: no article {}", id.0));
        let (number, position) = self.blocks.find(id.0).ok_or_else(missing)?;
        let blocks = &self.blocks;
        let block = self.recent.get(number, || read_block(blocks, number));
        let articles = block.as_ref().as_ref().map_err(Clone::clone)?;
        articles.get(position).cloned().ok_or_else(missing)
    }
}

/// A block's slice of a JSON array, with the commas and brackets around it, as an array.
fn as_array(bytes: &[u8]) -> Vec<u8> {
    let is_around = |byte: &u8| byte.is_ascii_whitespace() || b",[]".contains(byte);
    let start = bytes.iter().position(|byte| !is_around(byte));
    let end = bytes.iter().rposition(|byte| !is_around(byte));
    let items = start
        .zip(end)
        .map_or(&[][..], |(start, end)| &bytes[start..=end]);
    [b"[", items, b"]"].concat()
}

/// The articles of a block's bytes: a slice of the feed's `items`.
pub(super) fn articles_of(bytes: &[u8]) -> Result<Vec<Article>, backfile_model::Error> {
    backfile_model::read_items(&as_array(bytes))
}

/// The items of a block: a slice of the feed's `items`.
fn read_block(blocks: &Blocks, number: usize) -> Result<Vec<Rc<Article>>, Failure> {
    let bytes = blocks.decode(number)?;
    let articles = articles_of(&bytes)
        .map_err(|error| damaged(&format!("archive: block {number}: {error}")))?;
    Ok(articles.into_iter().map(Rc::new).collect())
}
