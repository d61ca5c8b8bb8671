//! Stand-in until the engine is there: every document matches, so that app and pack can be built
//! against the settled interface. To be removed with the first real builder and reader.

use crate::{DocId, Document, Hit, Request, Response, Schema, Snippet};

/// Why an index cannot be made or read.
#[derive(Debug, thiserror::Error)]
#[error("the index is not one; pack the archive again")]
pub struct Error;

/// Makes index bytes.
pub struct Builder(u32);

impl Builder {
    /// An empty index.
    pub fn new(_: Schema) -> Builder {
        Builder(0)
    }

    /// Adds a document.
    pub fn add(&mut self, _: Document<'_>) -> DocId {
        self.0 += 1;
        DocId(self.0 - 1)
    }

    /// The bytes.
    pub fn finish(self) -> Result<Vec<u8>, Error> {
        Ok(self.0.to_le_bytes().to_vec())
    }
}

/// Reads index bytes.
pub struct Index<B>(B);

impl<B: AsRef<[u8]>> Index<B> {
    /// Opens them.
    pub fn open(bytes: B) -> Result<Index<B>, Error> {
        let sound = bytes.as_ref().len() == 4;
        sound.then_some(Index(bytes)).ok_or(Error)
    }

    /// How many documents.
    pub fn doc_count(&self) -> u32 {
        let bytes = self.0.as_ref().try_into();
        u32::from_le_bytes(bytes.unwrap_or_default())
    }

    /// Answers.
    pub fn search(&self, request: &Request) -> Response {
        let hit = |doc| Hit {
            doc: DocId(doc),
            score: 1.0,
        };
        let last = (request.offset + request.limit).min(self.doc_count());
        Response {
            total: self.doc_count(),
            hits: (request.offset..last).map(hit).collect(),
            ..Response::default()
        }
    }

    /// Documents like this one.
    pub fn related(&self, _: DocId, _: u32) -> Vec<Hit> {
        Vec::new()
    }

    /// Finds the query's words in texts.
    pub fn matcher(&self, _: &str, _: bool) -> Matcher {
        Matcher
    }
}

/// Finds a query's words in texts.
pub struct Matcher;

impl Matcher {
    /// The best passage.
    pub fn snippet(&self, text: &str, _: Option<&str>, max_chars: usize) -> Snippet {
        Snippet {
            text: text.chars().take(max_chars).collect(),
            ..Snippet::default()
        }
    }

    /// Matches in a text.
    pub fn highlights(&self, _: &str, _: Option<&str>) -> Vec<(u32, u32)> {
        Vec::new()
    }
}
