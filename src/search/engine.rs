//! Answers calls over an open index and the articles' texts; the same in a worker and in the page.

use std::cell::RefCell;
use std::rc::Rc;

use backfile_model::{Article, ArticleId};
use backfile_search::{Builder, Hit, Index, Matcher, Snippet};
use backfile_viewer::indexing;

use super::protocol::{Answer, Call, HitText, Marks, Question, Reply};
use crate::blocks::Island;
#[cfg(feature = "feed")]
use crate::boot::material::read_feed;
use crate::boot::material::read_manifest;
use crate::failure::{Failure, failure};
use crate::plain_text;
use crate::store::Articles;

/// Characters of a snippet, at most.
const SNIPPET_CHARS: usize = 240;

/// An index with the texts it was made from.
pub struct Engine {
    index: Index<Vec<u8>>,
    texts: Texts,
    language: Option<String>,
}

/// Where the articles' texts are.
enum Texts {
    /// In compressed blocks, in the page shared with the store.
    Packed(Rc<RefCell<Articles>>),
    /// In memory.
    Whole(Vec<Rc<Article>>),
}

impl Engine {
    /// Opens the engine of a packed file from its manifest and the stored bytes of two islands.
    pub(crate) fn of_islands(
        manifest_json: &str,
        index: Vec<u8>,
        articles: Vec<u8>,
    ) -> Result<Engine, Failure> {
        let manifest = read_manifest(manifest_json)?;
        let articles = Articles::new(&manifest, articles)?;
        Engine::of_shared(manifest_json, index, Rc::new(RefCell::new(articles)))
    }

    /// The same over article blocks that the page also reads.
    pub(crate) fn of_shared(
        manifest_json: &str,
        index: Vec<u8>,
        articles: Rc<RefCell<Articles>>,
    ) -> Result<Engine, Failure> {
        let manifest = read_manifest(manifest_json)?;
        let index = Island::new("index", index, &manifest.index)?.decode_all()?;
        Engine::open(index, Texts::Packed(articles), manifest.language)
    }

    /// Reads a feed and indexes it.
    #[cfg(feature = "feed")]
    pub(crate) fn of_feed(json: &[u8]) -> Result<Engine, Failure> {
        let archive = read_feed(json)?;
        let articles = archive.articles.into_iter().map(Rc::new).collect();
        Engine::of_articles(articles, archive.language)
    }

    /// Indexes articles. `language` is the archive's.
    pub fn of_articles(
        articles: Vec<Rc<Article>>,
        language: Option<String>,
    ) -> Result<Engine, Failure> {
        let mut builder = Builder::new(indexing::schema());
        for article in &articles {
            let body = plain_text::of_body(&article.body);
            builder.add(indexing::document(article, &body, language.as_deref()));
        }
        let index = builder.finish().map_err(|error| unreadable(&error))?;
        Engine::open(index, Texts::Whole(articles), language)
    }

    fn open(index: Vec<u8>, texts: Texts, language: Option<String>) -> Result<Engine, Failure> {
        let index = Index::open(index).map_err(|error| unreadable(&error))?;
        Ok(Engine {
            index,
            texts,
            language,
        })
    }

    /// Answers one call.
    pub(crate) fn answer(&self, call: Call) -> Reply {
        match call {
            Call::Ask(question) => Reply::Answer(self.ask(&question)),
            Call::Related(doc, limit) => Reply::Related(self.index.related(doc, limit)),
            Call::Mark(marks) => Reply::Marks(self.mark(&marks)),
        }
    }

    fn ask(&self, question: &Question) -> Answer {
        let request = &question.request;
        let response = self.index.search(request);
        let wanted = question.snippets && !request.query.trim().is_empty();
        let texts = if wanted {
            let matcher = self.index.matcher(&request.query, request.live);
            let hits = response.hits.iter();
            hits.map(|hit| self.hit_text(&matcher, *hit)).collect()
        } else {
            Vec::new()
        };
        Answer {
            id: question.id,
            response,
            texts,
        }
    }

    fn hit_text(&self, matcher: &Matcher, hit: Hit) -> HitText {
        let article = self.article(ArticleId(hit.doc.0));
        let Some(article) = article else {
            return HitText {
                doc: hit.doc,
                title: Vec::new(),
                snippet: Snippet::default(),
            };
        };
        let language = article.language.as_deref().or(self.language.as_deref());
        let body = plain_text::of_body(&article.body);
        let summary = article.summary.as_deref().unwrap_or_default();
        let from_summary = matcher.snippet(summary, language, SNIPPET_CHARS);
        let from_body = matcher.snippet(&body, language, SNIPPET_CHARS);
        let body_is_better = from_body.highlights.len() > from_summary.highlights.len();
        let snippet = if body_is_better || summary.is_empty() {
            from_body
        } else {
            from_summary
        };
        HitText {
            doc: hit.doc,
            title: matcher.highlights(&article.title, language),
            snippet,
        }
    }

    fn mark(&self, marks: &Marks) -> Vec<Vec<(u32, u32)>> {
        let matcher = self.index.matcher(&marks.query, false);
        let language = marks.language.as_deref().or(self.language.as_deref());
        let texts = marks.texts.iter();
        texts
            .map(|text| matcher.highlights(text, language))
            .collect()
    }

    fn article(&self, id: ArticleId) -> Option<Rc<Article>> {
        match &self.texts {
            Texts::Packed(articles) => articles.borrow_mut().get(id).ok(),
            Texts::Whole(articles) => articles.get(id.0 as usize).cloned(),
        }
    }
}

fn unreadable(error: &backfile_search::Error) -> Failure {
    failure(
        "The search index of this file cannot be read.",
        "The articles stay readable; pack the archive again to search it.",
        error,
    )
}
