//! Here is an article number: give me its row, give me the article.
//!
//! The [`Store`] is the app's only way to the archive. It answers from the manifest at once, from
//! the rows when they are decoded ([`Phase::Rows`]), and decodes articles one block at a time when
//! they are read. It is a pointer: cloning is cheap and equality is identity, so it can sit in a
//! context without ever causing a render.

mod packed;
#[cfg(feature = "hosted")]
mod site;
mod slugs;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use backfile_model::{Archive, Article, ArticleId, Manifest, Row};
use backfile_viewer::overview;

use crate::failure::failure;

pub use crate::failure::Failure;
pub(crate) use packed::{Articles, Packed};
#[cfg(feature = "hosted")]
pub(crate) use site::Site;

/// A row with the slug that is left out where it is made from the title.
fn with_slug(mut row: Row) -> Row {
    if row.slug.is_empty() {
        row.slug = backfile_text::slug(&row.title);
    }
    row
}

/// How far the start has come; it only moves forward, or to [`Phase::Failed`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// The manifest is there: title, counts, facets, and the first rows.
    #[default]
    Manifest,
    /// All rows and slugs are there: every route can be resolved.
    Rows,
    /// The search host answers.
    Search,
    /// A part of the file is damaged, the rest can be used. No store stays in this phase.
    Damaged(Failure),
    /// The start failed; what is on the page stays readable.
    Failed(Failure),
}

/// The archive as the app reads it.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

impl PartialEq for Store {
    fn eq(&self, other: &Store) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

type Listener = Rc<dyn Fn(&Phase)>;

struct Inner {
    manifest: Manifest,
    head: Vec<Rc<Row>>,
    content: RefCell<Content>,
    phase: RefCell<Phase>,
    damage: RefCell<Option<Failure>>,
    listeners: RefCell<Vec<(u32, Listener)>>,
    next_listener: Cell<u32>,
}

/// Where rows and articles are.
enum Content {
    /// Not read yet; only the manifest's first rows are known.
    Head,
    /// Compressed blocks, decoded on demand.
    Packed(Packed),
    /// Files, loaded on demand.
    #[cfg(feature = "hosted")]
    Site(Site),
    /// A whole archive in memory.
    Whole {
        rows: Vec<Rc<Row>>,
        articles: Vec<Rc<Article>>,
    },
}

impl Store {
    /// A store that knows the manifest only; [`Store::unpack`] completes it.
    pub fn of_manifest(manifest: Manifest) -> Store {
        Store::new(manifest, Content::Head, Phase::Manifest)
    }

    /// A store over a whole archive in memory, with all rows there.
    pub fn of_archive(archive: Archive) -> Store {
        let (manifest, rows) = crate::boot::overview(&archive);
        let content = Content::Whole {
            rows: rows.into_iter().map(Rc::new).collect(),
            articles: archive.articles.into_iter().map(Rc::new).collect(),
        };
        Store::new(manifest, content, Phase::Rows)
    }

    fn new(manifest: Manifest, content: Content, phase: Phase) -> Store {
        let head = manifest.head.iter().cloned().map(Rc::new).collect();
        Store(Rc::new(Inner {
            manifest,
            head,
            content: RefCell::new(content),
            phase: RefCell::new(phase),
            damage: RefCell::default(),
            listeners: RefCell::default(),
            next_listener: Cell::new(0),
        }))
    }

    /// Gives the store its blocks; the phase is the caller's to set.
    pub(crate) fn unpack(&self, packed: Packed) {
        *self.0.content.borrow_mut() = Content::Packed(packed);
    }

    /// Gives the store its files; the phase is the caller's to set.
    #[cfg(feature = "hosted")]
    pub(crate) fn load_from(&self, site: Site) {
        *self.0.content.borrow_mut() = Content::Site(site);
    }

    /// Its files, where it has some.
    #[cfg(feature = "hosted")]
    pub(crate) fn site(&self) -> Option<Site> {
        match &*self.0.content.borrow() {
            Content::Site(site) => Some(site.clone()),
            _ => None,
        }
    }

    /// Loads the rows of articles where they are not there; true where any came. What cannot be
    /// had is told.
    #[cfg(feature = "hosted")]
    pub(crate) async fn bring_rows(&self, ids: &[ArticleId]) -> bool {
        let Some(site) = self.site() else {
            return false;
        };
        let missing = ids.iter().copied().filter(|id| self.row(*id).is_none());
        let loaded = site.bring_rows(&missing.collect::<Vec<_>>()).await;
        self.told(loaded, false)
    }

    /// Loads authors and starts of texts that the rows of articles are without; true where any came.
    #[cfg(feature = "hosted")]
    pub(crate) async fn bring_leads(&self, ids: &[ArticleId]) -> bool {
        let Some(site) = self.site() else {
            return false;
        };
        let missing = ids.iter().copied().filter(|id| !self.has_lead(*id));
        let loaded = site.bring_leads(&missing.collect::<Vec<_>>()).await;
        self.told(loaded, false)
    }

    /// Whether an article's row has its authors and the start of its text.
    #[cfg(feature = "hosted")]
    pub(crate) fn has_lead(&self, id: ArticleId) -> bool {
        let in_head = || self.0.head.iter().any(|row| row.id == id.0);
        self.site().is_none_or(|site| site.has_lead(id)) || in_head()
    }

    /// From now on all values of these facets are wanted.
    #[cfg(feature = "hosted")]
    pub(crate) fn want_facets(&self, names: &[String]) {
        if let Some(site) = self.site() {
            site.want_facets(names);
        }
    }

    /// What cannot be had is told.
    #[cfg(feature = "hosted")]
    fn told(&self, loaded: Result<bool, Failure>, otherwise: bool) -> bool {
        loaded.unwrap_or_else(|failure| {
            self.set_damage(failure);
            otherwise
        })
    }

    /// Loads what tells whether there is an article of this name; true where anything came.
    #[cfg(feature = "hosted")]
    pub(crate) async fn bring_slug(&self, slug: &str) -> bool {
        let Some(site) = self.site() else {
            return false;
        };
        let loaded = site.bring_slug(slug).await;
        self.told(loaded, true)
    }

    /// What is wrong with the file, where the rest of it can be used nevertheless.
    pub fn damage(&self) -> Option<Failure> {
        self.0.damage.borrow().clone()
    }

    /// What was wrong may be right by now; `is_again` where the reader wants it to be looked for.
    #[cfg(feature = "hosted")]
    pub(crate) fn forget_damage(&self, is_again: bool) {
        self.0.damage.take();
        if let Some(site) = self.site() {
            site.load_anew(is_again);
        }
    }

    /// Notes what is wrong with the file, and tells the listeners.
    pub(crate) fn set_damage(&self, damage: Failure) {
        self.0.damage.replace(Some(damage.clone()));
        self.tell(&Phase::Damaged(damage));
    }

    /// Checks a block of rows; false after the last.
    pub(crate) fn check_rows(&self, number: usize) -> bool {
        let damage = match &*self.0.content.borrow() {
            Content::Packed(packed) => match packed.check_rows(number) {
                Some(checked) => checked.err(),
                None => return false,
            },
            _ => return false,
        };
        if let Some(damage) = damage {
            self.set_damage(damage);
        }
        true
    }

    /// All rows that can be had, in article order.
    pub(crate) fn rows(&self) -> Vec<Rc<Row>> {
        let ids = 0..self.manifest().article_count;
        ids.filter_map(|id| self.row(ArticleId(id))).collect()
    }

    /// Title, counts, facets and first rows.
    pub fn manifest(&self) -> &Manifest {
        &self.0.manifest
    }

    /// How far the start has come.
    pub fn phase(&self) -> Phase {
        self.0.phase.borrow().clone()
    }

    /// Whether every row and slug is known. While it is not, "not found" must not be said.
    pub fn is_ready(&self) -> bool {
        !matches!(*self.0.content.borrow(), Content::Head)
    }

    /// The row of an article; `None` while it is not decoded yet, or when there is no such number.
    pub fn row(&self, id: ArticleId) -> Option<Rc<Row>> {
        let in_head = || self.0.head.iter().find(|row| row.id == id.0).cloned();
        match &mut *self.0.content.borrow_mut() {
            Content::Head => in_head(),
            Content::Packed(packed) => in_head().or_else(|| packed.row(id)),
            #[cfg(feature = "hosted")]
            Content::Site(site) => in_head().or_else(|| site.row(id)),
            Content::Whole { rows, .. } => rows.get(id.0 as usize).cloned(),
        }
    }

    /// The article with this slug; before [`Store::is_ready`] only the first rows are searched.
    pub fn find_slug(&self, slug: &str) -> Option<ArticleId> {
        let in_head = || self.0.head.iter().find(|row| row.slug == slug);
        if let Some(row) = in_head() {
            return Some(ArticleId(row.id));
        }
        match &mut *self.0.content.borrow_mut() {
            Content::Head => None,
            Content::Packed(packed) => packed.find_slug(slug),
            #[cfg(feature = "hosted")]
            Content::Site(site) => site.find_slug(slug),
            Content::Whole { articles, .. } => articles
                .iter()
                .position(|article| article.slug == slug)
                .map(|position| ArticleId(position as u32)),
        }
    }

    /// The whole article, or what its row says of it where its block is damaged, which is then told.
    /// Waits until the blocks are there; decodes one block.
    pub async fn article(&self, id: ArticleId) -> Result<Rc<Article>, Failure> {
        self.until_ready().await?;
        #[cfg(feature = "hosted")]
        if let Some(site) = self.site() {
            return site.article(id).await;
        }
        let read = match &mut *self.0.content.borrow_mut() {
            Content::Packed(packed) => packed.article(id),
            Content::Whole { articles, .. } => articles
                .get(id.0 as usize)
                .cloned()
                .ok_or_else(|| absent(id, "past the end")),
            Content::Head => Err(absent(id, "no blocks")),
            #[cfg(feature = "hosted")]
            Content::Site(_) => Err(absent(id, "not loaded")),
        };
        read.or_else(|damage| match self.row(id) {
            Some(row) => {
                // What was told before may say more, such as that filters do nothing.
                if self.damage().is_none() {
                    self.set_damage(damage);
                }
                Ok(Rc::new(overview::article_of(&row)))
            }
            None => Err(damage),
        })
    }

    /// What the list has of an article that cannot be read; `None` where that cannot be had either.
    #[cfg(feature = "hosted")]
    pub(crate) async fn rest_of(&self, id: ArticleId) -> Option<Rc<Article>> {
        if !self.has_lead(id) {
            // Without them the title is shown; what is wrong with the article is told in any case.
            let _ = self.site()?.bring_leads(&[id]).await;
        }
        let row = self.row(id)?;
        Some(Rc::new(overview::article_of(&row)))
    }

    /// Whether it is known if there is an article of this name.
    #[cfg_attr(not(feature = "hosted"), allow(unused_variables))]
    pub fn knows(&self, slug: &str) -> bool {
        match &*self.0.content.borrow() {
            Content::Head => false,
            #[cfg(feature = "hosted")]
            Content::Site(site) => site.knows(slug),
            _ => true,
        }
    }

    /// All articles, where the whole archive is in memory.
    #[cfg(feature = "feed")]
    pub(crate) fn whole_articles(&self) -> Vec<Rc<Article>> {
        match &*self.0.content.borrow() {
            Content::Whole { articles, .. } => articles.clone(),
            _ => Vec::new(),
        }
    }

    /// Moves to a phase and tells the listeners.
    pub(crate) fn set_phase(&self, phase: Phase) {
        self.0.phase.replace(phase);
        self.tell(&self.phase());
    }

    fn tell(&self, phase: &Phase) {
        let listeners = self.0.listeners.borrow().clone();
        for (_, listener) in listeners {
            listener(phase);
        }
    }

    /// Calls `listener` at every later change of phase, until the subscription is dropped.
    #[must_use = "the listener is removed when the subscription is dropped"]
    pub fn on_phase(&self, listener: impl Fn(&Phase) + 'static) -> Subscription {
        let number = self.0.next_listener.get();
        self.0.next_listener.set(number + 1);
        let mut listeners = self.0.listeners.borrow_mut();
        listeners.push((number, Rc::new(listener)));
        Subscription {
            store: self.clone(),
            number,
        }
    }

    async fn until_ready(&self) -> Result<(), Failure> {
        if self.is_ready() {
            return Ok(());
        }
        let (sender, receiver) = futures_channel::oneshot::channel();
        let sender = RefCell::new(Some(sender));
        let _subscription = self.on_phase(move |phase| {
            if let Some(sender) = sender.borrow_mut().take() {
                // The reader may be gone; then nobody waits for it.
                let _ = sender.send(phase.clone());
            }
        });
        match receiver.await {
            Ok(Phase::Failed(failure)) => Err(failure),
            _ => Ok(()),
        }
    }
}

/// Keeps a listener of [`Store::on_phase`] alive.
pub struct Subscription {
    store: Store,
    number: u32,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let mut listeners = self.store.0.listeners.borrow_mut();
        listeners.retain(|(number, _)| *number != self.number);
    }
}

fn absent(id: ArticleId, details: &str) -> Failure {
    failure(
        "This article is not in the file.",
        "Go back to the list and open it from there.",
        format_args!("article {}: {details}", id.0),
    )
}
