//! Answers calls over an open index and the articles' texts; the same in a worker and in the page.

use std::cell::RefCell;
use std::rc::Rc;

use backfile_model::{Article, ArticleId, Manifest, Row};
use backfile_search::{Builder, Hit, Index, Matcher, Snippet};
use backfile_viewer::{indexing, overview};

use super::protocol::{Answer, Call, HitText, Marks, Question, Reply};
use super::titles::Titles;
#[cfg(feature = "feed")]
use crate::boot::material::read_feed;
use crate::failure::{Failure, failure};
use crate::plain_text;
use crate::store::Articles;
#[cfg(feature = "hosted")]
use crate::store::Store;

/// Characters of a snippet, at most.
const SNIPPET_CHARS: usize = 240;

/// An index with the texts it was made from.
pub struct Engine {
    index: Finder,
    texts: Texts,
    /// Whether the starts of the texts are to be given where no words are asked for.
    gives_leads: bool,
}

/// What finds.
enum Finder {
    Index(Box<Index<Vec<u8>>>),
    Titles(Titles),
}

/// Where the articles' texts are.
enum Texts {
    /// In compressed blocks, in the page shared with the store.
    Packed(Rc<RefCell<Articles>>),
    /// In memory.
    Whole(Vec<Rc<Article>>),
    /// Elsewhere: here are only the rows that were loaded.
    #[cfg(feature = "hosted")]
    Rows(Store),
}

impl Engine {
    /// Opens the engine of a packed file, whose articles may be shared with the page. The index
    /// itself tells whether its bytes are those that were written.
    pub(crate) fn of_packed(
        manifest: &Manifest,
        index: Vec<u8>,
        articles: Rc<RefCell<Articles>>,
    ) -> Result<Engine, Failure> {
        let mut engine = Engine::open(index, Texts::Packed(articles))?;
        engine.gives_leads = manifest.leads_apart;
        Ok(engine)
    }

    /// An engine without an index, which looks at titles and the starts of texts only.
    pub(crate) fn of_rows(rows: Vec<Rc<Row>>) -> Engine {
        Engine {
            index: Finder::Titles(Titles::new(rows)),
            texts: Texts::Whole(Vec::new()),
            gives_leads: false,
        }
    }

    /// An engine over an index of which parts are there, and the rows that were loaded.
    #[cfg(feature = "hosted")]
    pub(crate) fn of_site(index: Index<Vec<u8>>, store: Store) -> Engine {
        Engine {
            index: Finder::Index(Box::new(index)),
            texts: Texts::Rows(store),
            gives_leads: false,
        }
    }

    /// The files of the index that were missed since the last call.
    #[cfg(feature = "hosted")]
    pub(crate) fn take_missed(&self) -> Vec<u32> {
        match &self.index {
            Finder::Index(index) => index.take_missed(),
            Finder::Titles(_) => Vec::new(),
        }
    }

    /// The files of the index that are not there.
    #[cfg(feature = "hosted")]
    pub(crate) fn missing_files(&self) -> Vec<u32> {
        match &self.index {
            Finder::Index(index) => index.missing_files(),
            Finder::Titles(_) => Vec::new(),
        }
    }

    /// The files of facets that have their own, where they are not there.
    #[cfg(feature = "hosted")]
    pub(crate) fn files_of(&self, facets: &[String]) -> Vec<u32> {
        let Finder::Index(index) = &self.index else {
            return Vec::new();
        };
        let files = facets.iter().filter_map(|facet| index.file_of_facet(facet));
        files.collect()
    }

    /// Adds a file of the index; false where it is not one.
    #[cfg(feature = "hosted")]
    pub(crate) fn add_file(&mut self, number: u32, bytes: &[u8]) -> bool {
        match &mut self.index {
            Finder::Index(index) => index.add_file(number, bytes),
            Finder::Titles(_) => false,
        }
    }

    /// Reads a feed and indexes it.
    #[cfg(feature = "feed")]
    pub(crate) fn of_feed(json: &[u8]) -> Result<Engine, Failure> {
        let archive = read_feed(json)?;
        let articles = archive.articles.into_iter().map(Rc::new).collect();
        Engine::of_articles(articles, archive.language.as_deref())
    }

    /// Indexes articles. `language` is the archive's.
    pub fn of_articles(
        articles: Vec<Rc<Article>>,
        language: Option<&str>,
    ) -> Result<Engine, Failure> {
        let mut builder = Builder::new(indexing::schema());
        for article in &articles {
            let body = plain_text::of_body(&article.body);
            builder.add(indexing::document(article, &body, language));
        }
        let index = builder.finish().map_err(|error| unreadable(&error))?;
        Engine::open(index, Texts::Whole(articles))
    }

    fn open(index: Vec<u8>, texts: Texts) -> Result<Engine, Failure> {
        let index = Index::open(index).map_err(|error| unreadable(&error))?;
        Ok(Engine {
            index: Finder::Index(Box::new(index)),
            texts,
            gives_leads: false,
        })
    }

    /// Answers one call.
    pub(crate) fn answer(&self, call: Call) -> Reply {
        match (call, &self.index) {
            (Call::Ask(question), Finder::Index(index)) => {
                Reply::Answer(self.ask(index, &question))
            }
            (Call::Ask(question), Finder::Titles(titles)) => Reply::Answer(Answer {
                id: question.id,
                response: titles.search(&question.request),
                texts: Vec::new(),
            }),
            (Call::Related(doc, limit), Finder::Index(index)) => {
                Reply::Related(index.related(doc, limit))
            }
            (Call::Mark(marks), Finder::Index(index)) => Reply::Marks(mark(index, &marks)),
            (Call::Related(..), Finder::Titles(_)) => Reply::Related(Vec::new()),
            (Call::Mark(marks), Finder::Titles(_)) => {
                Reply::Marks(vec![Vec::new(); marks.texts.len()])
            }
        }
    }

    fn ask(&self, index: &Index<Vec<u8>>, question: &Question) -> Answer {
        let request = &question.request;
        let response = index.search(request);
        let has_words = !request.query.trim().is_empty();
        let hits = response.hits.iter();
        let texts = if question.snippets && has_words {
            let matcher = index.matcher(&request.query, request.live);
            hits.map(|hit| self.hit_text(&matcher, *hit)).collect()
        } else if question.snippets && self.gives_leads {
            hits.map(|hit| self.lead(*hit)).collect()
        } else {
            Vec::new()
        };
        Answer {
            id: question.id,
            response,
            texts,
        }
    }

    /// The start of a text, as it is in the rows of smaller archives.
    fn lead(&self, hit: Hit) -> HitText {
        let article = self.article(ArticleId(hit.doc.0));
        let lead = article.map(|article| {
            overview::lead(&article, || plain_text::of_body(&article.body).into_owned())
        });
        HitText {
            doc: hit.doc,
            title: Vec::new(),
            snippet: Snippet {
                text: lead.unwrap_or_default(),
                ..Snippet::default()
            },
        }
    }

    fn hit_text(&self, matcher: &Matcher, hit: Hit) -> HitText {
        #[cfg(feature = "hosted")]
        if let Texts::Rows(store) = &self.texts {
            let row = store.row(ArticleId(hit.doc.0)).unwrap_or_default();
            return HitText {
                doc: hit.doc,
                title: matcher.highlights(&row.title),
                snippet: matcher.snippet(&row.lead, SNIPPET_CHARS),
            };
        }
        let article = self.article(ArticleId(hit.doc.0));
        let Some(article) = article else {
            return HitText {
                doc: hit.doc,
                title: Vec::new(),
                snippet: Snippet::default(),
            };
        };
        let body = plain_text::of_body(&article.body);
        let summary = article.summary.as_deref().unwrap_or_default();
        let from_summary = matcher.snippet(summary, SNIPPET_CHARS);
        let from_body = matcher.snippet(&body, SNIPPET_CHARS);
        let body_is_better = from_body.highlights.len() > from_summary.highlights.len();
        let snippet = if body_is_better || summary.is_empty() {
            from_body
        } else {
            from_summary
        };
        HitText {
            doc: hit.doc,
            title: matcher.highlights(&article.title),
            snippet,
        }
    }

    fn article(&self, id: ArticleId) -> Option<Rc<Article>> {
        match &self.texts {
            Texts::Packed(articles) => articles.borrow_mut().get(id).ok(),
            Texts::Whole(articles) => articles.get(id.0 as usize).cloned(),
            #[cfg(feature = "hosted")]
            Texts::Rows(_) => None,
        }
    }
}

fn mark(index: &Index<Vec<u8>>, marks: &Marks) -> Vec<Vec<(u32, u32)>> {
    let matcher = index.matcher(&marks.query, false);
    let texts = marks.texts.iter();
    texts.map(|text| matcher.highlights(text)).collect()
}

fn unreadable(error: &backfile_search::Error) -> Failure {
    failure(
        "The search index of this file cannot be read.",
        "The articles stay readable; pack the archive again to search it.",
        error,
    )
}
