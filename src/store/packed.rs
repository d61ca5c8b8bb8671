//! Rows and articles in compressed blocks, decoded one block at a time.

use std::cell::RefCell;
use std::rc::Rc;

use backfile_model::{Article, ArticleId, Manifest, Row};

use crate::blocks::{Island, Recent, crc32, damaged};
use crate::failure::Failure;

/// Decoded row blocks kept in memory; about 150 rows each.
const ROW_BLOCKS_KEPT: usize = 24;
/// Decoded article blocks kept in memory; about 64 KB of text each.
const ARTICLE_BLOCKS_KEPT: usize = 6;

/// The blocks of a packed archive.
pub(crate) struct Packed {
    rows: Island,
    recent_rows: Recent<Vec<Rc<Row>>>,
    articles: Rc<RefCell<Articles>>,
    /// Checksum of every slug with its article, ascending.
    slugs: Vec<(u32, u32)>,
}

impl Packed {
    /// Takes the stored bytes of both islands.
    pub(crate) fn new(
        manifest: &Manifest,
        rows: Vec<u8>,
        articles: Vec<u8>,
    ) -> Result<Packed, Failure> {
        Ok(Packed {
            rows: Island::new("rows", rows, &manifest.rows)?,
            recent_rows: Recent::new(ROW_BLOCKS_KEPT),
            articles: Rc::new(RefCell::new(Articles::new(manifest, articles)?)),
            slugs: Vec::with_capacity(manifest.article_count as usize),
        })
    }

    /// How many row blocks [`Packed::read_slugs`] must be called for, in order.
    pub(crate) fn row_block_count(&self) -> usize {
        self.rows.block_count()
    }

    /// Learns the slugs of one block of rows.
    pub(crate) fn read_slugs(&mut self, number: usize) -> Result<(), Failure> {
        for row in self.row_block(number)?.iter() {
            self.slugs.push((crc32(row.slug.as_bytes()), row.id));
        }
        if number + 1 == self.rows.block_count() {
            self.slugs.sort_unstable();
        }
        Ok(())
    }

    /// The row of an article. A damaged block is as good as absent here; opening its articles
    /// tells what is wrong.
    pub(crate) fn row(&mut self, id: ArticleId) -> Option<Rc<Row>> {
        let (number, position) = self.rows.find(id.0)?;
        self.row_block(number).ok()?.get(position).cloned()
    }

    /// The article with this slug.
    pub(crate) fn find_slug(&mut self, slug: &str) -> Option<ArticleId> {
        let hash = crc32(slug.as_bytes());
        let first = self.slugs.partition_point(|&(other, _)| other < hash);
        (first..self.slugs.len())
            .map_while(|at| (self.slugs[at].0 == hash).then(|| self.slugs[at].1))
            .collect::<Vec<_>>()
            .into_iter()
            .map(ArticleId)
            .find(|&id| self.row(id).is_some_and(|row| row.slug == slug))
    }

    /// The whole article.
    pub(crate) fn article(&mut self, id: ArticleId) -> Result<Rc<Article>, Failure> {
        self.articles.borrow_mut().get(id)
    }

    /// The article blocks, to share with the engine.
    pub(crate) fn articles(&self) -> Rc<RefCell<Articles>> {
        Rc::clone(&self.articles)
    }

    fn row_block(&mut self, number: usize) -> Result<Rc<Vec<Rc<Row>>>, Failure> {
        let rows = &self.rows;
        self.recent_rows.get_or(number, || {
            let bytes = rows.decode(number)?;
            let read = Row::read_list(&bytes)
                .map_err(|error| damaged(&format!("rows: block {number}: {error}")))?;
            Ok(read.into_iter().map(Rc::new).collect())
        })
    }
}

/// The articles of a packed archive.
pub(crate) struct Articles {
    island: Island,
    recent: Recent<Vec<Rc<Article>>>,
}

impl Articles {
    /// Takes the stored bytes of the island.
    pub(crate) fn new(manifest: &Manifest, stored: Vec<u8>) -> Result<Articles, Failure> {
        Ok(Articles {
            island: Island::new("articles", stored, &manifest.articles)?,
            recent: Recent::new(ARTICLE_BLOCKS_KEPT),
        })
    }

    /// The blocks as stored, for the search worker.
    pub(crate) fn stored(&self) -> &[u8] {
        self.island.stored()
    }

    /// One article.
    pub(crate) fn get(&mut self, id: ArticleId) -> Result<Rc<Article>, Failure> {
        let missing = || damaged(&format!("articles: no article {}", id.0));
        let (number, position) = self.island.find(id.0).ok_or_else(missing)?;
        let island = &self.island;
        let block = self.recent.get_or(number, || read_block(island, number))?;
        block.get(position).cloned().ok_or_else(missing)
    }
}

/// The items of a block: a slice of the feed's `items`, with the commas between and around them.
fn read_block(island: &Island, number: usize) -> Result<Vec<Rc<Article>>, Failure> {
    let bytes = island.decode(number)?;
    let is_separator = |byte: &u8| byte.is_ascii_whitespace() || *byte == b',';
    let start = bytes.iter().position(|byte| !is_separator(byte));
    let end = bytes.iter().rposition(|byte| !is_separator(byte));
    let items = start
        .zip(end)
        .map_or(&[][..], |(start, end)| &bytes[start..=end]);
    let mut array = Vec::with_capacity(items.len() + 2);
    array.push(b'[');
    array.extend_from_slice(items);
    array.push(b']');
    let articles = backfile_model::read_items(&array)
        .map_err(|error| damaged(&format!("articles: block {number}: {error}")))?;
    Ok(articles.into_iter().map(Rc::new).collect())
}
