//! Here is an article number of a hosted archive: load the file that it is in.
//!
//! Rows that were loaded stay, each made whole when it is first asked for; of a larger archive the
//! starts of texts come after them ([`Site::bring_leads`]). Of articles the last few files do, as they were loaded. A file that
//! cannot be had is asked for again the next time it is wanted. Files are checked block by block.

mod index;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use backfile_model::{
    Article, ArticleId, Hosted, IndexPart, Manifest, Part, Row, Run, read_columns,
};
use wasm_bindgen_futures::spawn_local;

use super::packed::articles_of;
use super::slugs::Slugs;
use super::with_slug;
use crate::boot::page;
use crate::failure::{Failure, failure};

/// Files of articles that are kept, compressed.
const FILES_KEPT: usize = 4;
/// The file of the next articles is loaded after this rest.
const REST_MILLIS: u32 = 1_500;

/// The files of a hosted archive. It is a pointer: cloning is cheap.
#[derive(Clone)]
pub(crate) struct Site(Rc<Inner>);

struct Inner {
    /// Address of the folder, with a `/` at its end.
    folder: String,
    rows: Vec<Part>,
    /// None where they are in the rows.
    leads: Vec<Part>,
    articles: Vec<Part>,
    index: Vec<IndexPart>,
    /// Files of the index, by their numbers.
    index_files: Vec<String>,
    index_size_bytes: u32,
    /// The file that tells what to change in those of the index, which may be of an earlier archive.
    changes: String,
    documents: Vec<Run>,
    slugs: Part,
    loaded_rows: RefCell<Vec<Option<Vec<Row>>>>,
    loaded_leads: RefCell<Vec<Option<Vec<Row>>>>,
    /// The rows that were asked for, by their numbers: whole, and the same each time.
    seen_rows: RefCell<Vec<Rc<Row>>>,
    /// Facets of which the reader wants to see all values.
    wanted_facets: RefCell<Vec<String>>,
    loaded_slugs: RefCell<Option<Slugs>>,
    loaded_changes: RefCell<Option<Vec<u8>>>,
    loaded_articles: RefCell<VecDeque<(usize, Rc<Vec<u8>>)>>,
    /// Whether to load past what browser and worker keep: else they give what was damaged again.
    is_anew: Cell<bool>,
}

impl Site {
    /// Reads the manifest that was loaded from an address.
    pub(crate) fn read(address: &str, json: &[u8]) -> Result<(Site, Manifest), Failure> {
        let hosted = Hosted::read(json).map_err(|error| damaged(&format!("{address}: {error}")))?;
        if hosted.format != Hosted::FORMAT {
            return Err(failure(
                "This archive was made by another version of Backfile.",
                "Reload the page; if it stays so, the archive must be published again.",
                format_args!("layout {}, expected {}", hosted.format, Hosted::FORMAT),
            ));
        }
        let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
        let index_files = hosted.index_files();
        let site = Site(Rc::new(Inner {
            folder: format!("{folder}/"),
            loaded_rows: RefCell::new(hosted.rows.iter().map(|_| None).collect()),
            loaded_leads: RefCell::new(hosted.leads.iter().map(|_| None).collect()),
            seen_rows: RefCell::default(),
            wanted_facets: RefCell::default(),
            rows: hosted.rows,
            leads: hosted.leads,
            articles: hosted.articles,
            index_files,
            index: hosted.index,
            index_size_bytes: hosted.index_size_bytes,
            changes: hosted.changes,
            documents: hosted.documents,
            slugs: hosted.slugs,
            loaded_slugs: RefCell::default(),
            loaded_changes: RefCell::default(),
            loaded_articles: RefCell::default(),
            is_anew: Cell::default(),
        }));
        Ok((site, hosted.manifest))
    }

    /// Size of the search index.
    pub(crate) fn index_size_bytes(&self) -> u32 {
        self.0.index_size_bytes
    }

    /// From now on all values of these facets are wanted.
    pub(crate) fn want_facets(&self, names: &[String]) {
        self.0.wanted_facets.replace(names.to_vec());
    }

    /// The facets of which all values are wanted.
    pub(crate) fn wanted_facets(&self) -> Vec<String> {
        self.0.wanted_facets.borrow().clone()
    }

    async fn load(&self, file: &str) -> Result<Vec<u8>, Failure> {
        let address = format!("{}{file}", self.0.folder);
        page::load(&address, self.0.is_anew.get()).await
    }

    /// From now on files are loaded past all caches, or no longer.
    pub(crate) fn load_anew(&self, is_anew: bool) {
        self.0.is_anew.set(is_anew);
    }

    /// Loads files at the same time.
    async fn load_all(
        &self,
        files: Vec<(usize, String)>,
    ) -> Vec<(usize, String, Result<Vec<u8>, Failure>)> {
        let mut loading = Vec::with_capacity(files.len());
        for (number, file) in files {
            let (sender, receiver) = futures_channel::oneshot::channel();
            let (site, name) = (self.clone(), file.clone());
            spawn_local(async move {
                let _ = sender.send(site.load(&name).await);
            });
            loading.push((number, file, receiver));
        }
        let mut loaded = Vec::with_capacity(loading.len());
        for (number, file, receiver) in loading {
            let bytes = receiver.await.unwrap_or_else(|_| Err(damaged(&file)));
            loaded.push((number, file, bytes));
        }
        loaded
    }

    /// The row of an article, where it was loaded.
    pub(crate) fn row(&self, id: ArticleId) -> Option<Rc<Row>> {
        let mut seen = self.0.seen_rows.borrow_mut();
        match seen.binary_search_by_key(&id.0, |row| row.id) {
            Ok(at) => Some(Rc::clone(&seen[at])),
            Err(at) => {
                let row = Rc::new(self.whole_row(id)?);
                seen.insert(at, Rc::clone(&row));
                Some(row)
            }
        }
    }

    fn whole_row(&self, id: ArticleId) -> Option<Row> {
        let mut row = with_slug(loaded(&self.0.rows, &self.0.loaded_rows.borrow(), id)?.clone());
        if let Some(more) = loaded(&self.0.leads, &self.0.loaded_leads.borrow(), id) {
            row.lead.clone_from(&more.lead);
            row.authors.clone_from(&more.authors);
        }
        Some(row)
    }

    /// Whether the row of an article has its authors and the start of its text.
    pub(crate) fn has_lead(&self, id: ArticleId) -> bool {
        let loaded_leads = self.0.loaded_leads.borrow();
        self.0.leads.is_empty() || loaded(&self.0.leads, &loaded_leads, id).is_some()
    }

    /// Loads the rows of articles; whether any came.
    pub(crate) async fn bring_rows(&self, ids: &[ArticleId]) -> Result<bool, Failure> {
        self.bring(&self.0.rows, &self.0.loaded_rows, ids).await
    }

    /// Loads what rows leave out at first; whether any came.
    pub(crate) async fn bring_leads(&self, ids: &[ArticleId]) -> Result<bool, Failure> {
        let result = self.bring(&self.0.leads, &self.0.loaded_leads, ids).await;
        if !matches!(result, Ok(false)) {
            for row in &mut *self.0.seen_rows.borrow_mut() {
                if let Some(whole) = self
                    .whole_row(ArticleId(row.id))
                    .filter(|new| *new != **row)
                {
                    *row = Rc::new(whole);
                }
            }
        }
        result
    }

    /// Loads the parts of some kind of row that articles are in.
    async fn bring(
        &self,
        parts: &[Part],
        kept: &RefCell<Vec<Option<Vec<Row>>>>,
        ids: &[ArticleId],
    ) -> Result<bool, Failure> {
        let found = ids.iter().filter_map(|id| Hosted::find(parts, id.0));
        let numbers: BTreeSet<usize> = found.map(|(number, _)| number).collect();
        let is_missing = |number: &usize| kept.borrow()[*number].is_none();
        let missing = numbers.into_iter().filter(is_missing);
        let files = missing.map(|number| (number, parts[number].file.clone()));
        let files = self.load_all(files.collect()).await;
        let has_come = !files.is_empty();
        let mut wrong = None;
        for (number, file, loaded) in files {
            let first: u32 = parts[..number].iter().map(|part| part.count).sum();
            match loaded.and_then(|bytes| rows(&bytes, first).ok_or_else(|| damaged(&file))) {
                Ok(rows) => kept.borrow_mut()[number] = Some(rows),
                Err(failure) => wrong = Some(failure),
            }
        }
        wrong.map_or(Ok(has_come), Err)
    }

    /// The articles that may have this name; `None` while that is not known.
    fn candidates(&self, slug: &str) -> Option<Vec<ArticleId>> {
        let slugs = self.0.loaded_slugs.borrow();
        Some(slugs.as_ref()?.candidates(slug))
    }

    /// The article with this slug, among those whose rows were seen.
    pub(crate) fn find_slug(&self, slug: &str) -> Option<ArticleId> {
        let is_it = |id: &ArticleId| self.row(*id).is_some_and(|row| row.slug == slug);
        if let Some(candidates) = self.candidates(slug) {
            return candidates.into_iter().find(is_it);
        }
        let seen = self.0.seen_rows.borrow();
        let row = seen.iter().find(|row| row.slug == slug)?;
        Some(ArticleId(row.id))
    }

    /// Whether it is known if there is an article of this name.
    pub(crate) fn knows(&self, slug: &str) -> bool {
        let candidates = self.candidates(slug);
        candidates.is_some_and(|ids| ids.iter().all(|id| self.row(*id).is_some()))
    }

    /// Loads what tells whether there is an article of this name; whether anything came.
    pub(crate) async fn bring_slug(&self, slug: &str) -> Result<bool, Failure> {
        if self.find_slug(slug).is_some() || self.knows(slug) {
            return Ok(false);
        }
        if self.0.loaded_slugs.borrow().is_none() {
            let bytes = self.load(&self.0.slugs.file).await?;
            let slugs = Slugs::of_table(&bytes);
            if slugs.len() != self.0.slugs.count as usize {
                return Err(damaged(&self.0.slugs.file));
            }
            self.0.loaded_slugs.replace(Some(slugs));
        }
        let candidates = self.candidates(slug).unwrap_or_default();
        self.bring_rows(&candidates).await?;
        Ok(true)
    }

    /// The whole article. Those after it come when there is nothing else to do.
    pub(crate) async fn article(&self, id: ArticleId) -> Result<Rc<Article>, Failure> {
        let found = Hosted::find(&self.0.articles, id.0);
        let (number, inside) = found.ok_or_else(|| damaged(&format!("no article {}", id.0)))?;
        let bytes = self.articles(number).await?;
        let article = self.article_in(&bytes, number, inside);
        if article.is_err() {
            self.0.loaded_articles.borrow_mut().clear();
        }
        self.foresee(ArticleId(id.0 + 1));
        article
    }

    fn article_in(&self, bytes: &[u8], number: usize, inside: u32) -> Result<Rc<Article>, Failure> {
        let file = &self.0.articles[number].file;
        let mut first = 0;
        for (block, range) in Part::blocks(bytes).map_err(|_| damaged(file))? {
            if inside - first >= block.count {
                first += block.count;
                continue;
            }
            let raw = block.decode(&bytes[range]).ok_or_else(|| damaged(file))?;
            let articles = articles_of(&raw).map_err(|error| damaged(&error.to_string()))?;
            let article = articles.into_iter().nth((inside - first) as usize);
            return article.map(Rc::new).ok_or_else(|| damaged(file));
        }
        Err(damaged(file))
    }

    async fn articles(&self, number: usize) -> Result<Rc<Vec<u8>>, Failure> {
        let kept = &self.0.loaded_articles;
        let of = |(kept, _): &&(usize, Rc<Vec<u8>>)| *kept == number;
        if let Some((_, bytes)) = kept.borrow().iter().find(of) {
            return Ok(Rc::clone(bytes));
        }
        let bytes = Rc::new(self.load(&self.0.articles[number].file).await?);
        let mut kept = kept.borrow_mut();
        kept.push_front((number, Rc::clone(&bytes)));
        kept.truncate(FILES_KEPT);
        Ok(bytes)
    }

    fn foresee(&self, id: ArticleId) {
        let Some((number, _)) = Hosted::find(&self.0.articles, id.0) else {
            return;
        };
        let site = self.clone();
        spawn_local(async move {
            gloo::timers::future::TimeoutFuture::new(REST_MILLIS).await;
            // What cannot be had is told when it is wanted.
            let _ = site.articles(number).await;
        });
    }
}

/// The decoded blocks of a file, joined.
fn decoded(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    for (block, range) in Part::blocks(bytes).ok()? {
        all.extend(block.decode(&bytes[range])?);
    }
    Some(all)
}

/// The rows in a file, numbered from its first.
fn rows(bytes: &[u8], first: u32) -> Option<Vec<Row>> {
    read_columns(&decoded(bytes)?, first).ok()
}

/// What was loaded of an article.
fn loaded<'a>(parts: &[Part], kept: &'a [Option<Vec<Row>>], id: ArticleId) -> Option<&'a Row> {
    let (number, inside) = Hosted::find(parts, id.0)?;
    kept.get(number)?.as_ref()?.get(inside as usize)
}

fn damaged(details: &str) -> Failure {
    failure(
        "A file of this archive is damaged.",
        "Reload the page; if it stays so, the archive must be published again.",
        details,
    )
}
