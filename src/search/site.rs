//! The engine of a hosted archive: answers from the parts of the index that are there, loads what
//! an answer missed, and answers again.
//!
//! It runs in the page: an answer reads little, and what it waits for is the network. Passages come
//! from the starts of texts that belong to the rows, so that a list loads no articles; where they are
//! not there yet, the answer is without them and is asked for again (`hooks/results.rs`).

use std::cell::RefCell;

use backfile_model::ArticleId;
use backfile_search::Index;

use super::engine::Engine;
use super::protocol::{Call, Reply};
use crate::failure::{Failure, failure};
use crate::store::{Site, Store};

/// Rows that an answer waits for; the others come after it.
const ROWS_AT_ONCE: usize = 12;
/// Where a question walks over all of an index, as for related articles, this much is loaded.
const MOST_WHOLE_BYTES: u32 = 1 << 20;

/// The engine of a hosted archive.
pub(crate) struct SiteEngine {
    engine: RefCell<Engine>,
    site: Site,
    store: Store,
}

impl SiteEngine {
    /// Loads the head of the index.
    pub(crate) async fn open(site: &Site, store: &Store) -> Result<SiteEngine, Failure> {
        let (cuts, size_bytes) = site.index();
        let head = site.index_files(&[0]).await.pop();
        let head = head.ok_or_else(|| unreadable("no parts"))?.1?;
        let mut index = Index::open_in_parts(&head, cuts, size_bytes)
            .map_err(|error| unreadable(&error.to_string()))?;
        let documents = site.documents();
        if !documents.is_empty() && !index.renumber(&documents) {
            return Err(unreadable("not every article once"));
        }
        Ok(SiteEngine {
            engine: RefCell::new(Engine::of_site(index, store.clone())),
            site: site.clone(),
            store: store.clone(),
        })
    }

    /// Answers a call; gives up early where nobody waits for the answer any more.
    pub(crate) async fn answer(&self, call: &Call, is_wanted: impl Fn() -> bool) -> Reply {
        let rest = match call {
            Call::Related(..) if self.site.index_size_bytes() <= MOST_WHOLE_BYTES => {
                self.engine.borrow().missing_files()
            }
            // Where they cannot be had, the answer is without them.
            Call::Ask(_) => self.engine.borrow().files_of(&self.site.wanted_facets()),
            _ => Vec::new(),
        };
        self.bring(&rest).await;
        loop {
            let reply = self.engine.borrow().answer(call.clone());
            let missed = self.engine.borrow().take_missed();
            if !is_wanted() {
                return reply;
            }
            let more = if missed.is_empty() {
                self.bring_rows(&reply).await
            } else {
                self.bring(&missed).await
            };
            // What could not be had is told; then the best that can be said is this.
            if !more {
                return reply;
            }
        }
    }

    /// Loads parts of the index; false where any could not be had.
    async fn bring(&self, numbers: &[u32]) -> bool {
        let mut wrong = None;
        for (number, part) in self.site.index_files(numbers).await {
            let added = part.and_then(|bytes| {
                let is_part = self.engine.borrow_mut().add_file(number, &bytes);
                is_part
                    .then_some(())
                    .ok_or_else(|| unreadable("a part of another size"))
            });
            wrong = wrong.or(added.err());
        }
        let is_whole = wrong.is_none();
        if let Some(failure) = wrong {
            self.store.set_damage(Failure {
                cause: "A part of the search could not be loaded: results may be missing."
                    .to_owned(),
                ..failure
            });
        }
        is_whole
    }

    /// Loads the first rows of an answer; true where any came.
    async fn bring_rows(&self, reply: &Reply) -> bool {
        let Reply::Answer(answer) = reply else {
            return false;
        };
        let hits = answer.response.hits.iter().take(ROWS_AT_ONCE);
        let ids = hits.map(|hit| ArticleId(hit.doc.0));
        self.store.bring_rows(&ids.collect::<Vec<_>>()).await
    }
}

fn unreadable(details: &str) -> Failure {
    failure(
        "The search index of this archive cannot be read.",
        "Reload the page; if it stays so, the archive must be published again.",
        details,
    )
}
