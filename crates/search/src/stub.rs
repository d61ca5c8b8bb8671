//! The interface, ahead of the engine: everything has its final signature, nothing is found yet.

use crate::{DocId, Document, Error, Hit, Request, Response, Schema, Snippet};

/// Collects documents and writes the index bytes.
#[derive(Debug)]
pub struct Builder {
    schema: Schema,
    count: u32,
}

impl Builder {
    /// An empty builder.
    pub fn new(schema: Schema) -> Self {
        Self { schema, count: 0 }
    }

    /// Adds the next document.
    pub fn add(&mut self, _document: Document<'_>) -> DocId {
        self.count += 1;
        DocId(self.count - 1)
    }

    /// The index bytes: a pure function of the schema and the documents.
    pub fn finish(self) -> Result<Vec<u8>, Error> {
        let _ = self.schema;
        Ok(self.count.to_le_bytes().to_vec())
    }
}

/// An index, read in place from its bytes.
#[derive(Debug)]
pub struct Index<B> {
    bytes: B,
    schema: Schema,
}

impl<B: AsRef<[u8]>> Index<B> {
    /// Opens index bytes.
    pub fn open(bytes: B) -> Result<Self, Error> {
        Ok(Self { bytes, schema: Schema::default() })
    }

    /// The fields and facets.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Number of documents.
    pub fn doc_count(&self) -> u32 {
        self.bytes.as_ref().first_chunk().map_or(0, |count| u32::from_le_bytes(*count))
    }

    /// Answers any request.
    pub fn search(&self, _request: &Request) -> Response {
        Response::default()
    }

    /// Documents like this one, best first, without it.
    pub fn related(&self, _doc: DocId, _limit: u32) -> Vec<Hit> {
        Vec::new()
    }

    /// What marks the matches of a query in a text.
    pub fn matcher(&self, _query: &str, _live: bool) -> Matcher {
        Matcher {}
    }
}

/// Marks the matches of a query in texts.
#[derive(Clone, Debug, Default)]
pub struct Matcher {}

impl Matcher {
    /// The best passage of a text, at most `max_chars` characters.
    pub fn snippet(&self, text: &str, _language: Option<&str>, max_chars: usize) -> Snippet {
        let text: String = text.chars().take(max_chars).collect();
        Snippet { text, ..Snippet::default() }
    }

    /// Byte ranges of the matches in a text, ascending, apart.
    pub fn highlights(&self, _text: &str, _language: Option<&str>) -> Vec<(u32, u32)> {
        Vec::new()
    }
}
