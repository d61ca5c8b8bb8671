//! The engine, native, on one thread.

use std::borrow::Cow;

use backfile_search::{Builder, Document, Error, FieldId, FieldSpec, Index, Request, Schema};
use backfile_viewer::indexing::FIELDS;

use crate::{Join, Row};

pub(crate) fn build(rows: &[Row]) -> Result<Vec<u8>, Error> {
    let shipped = |name: &str| {
        FIELDS
            .iter()
            .find(|(known, _)| *known == name)
            .map_or(1.0, |field| field.1)
    };
    let fields = ["title", "body"].map(|name| FieldSpec {
        name: name.to_owned(),
        weight: shipped(name),
    });
    let mut builder = Builder::new(Schema {
        fields: fields.to_vec(),
        facets: Vec::new(),
    });
    for (title, text) in rows {
        builder.add(Document {
            fields: vec![
                (FieldId(0), Cow::Borrowed(title)),
                (FieldId(1), Cow::Borrowed(text)),
            ],
            language: Some(Cow::Borrowed("en")),
            ..Document::default()
        });
    }
    builder.finish()
}

pub(crate) fn open(bytes: Vec<u8>) -> Result<Index<Vec<u8>>, Error> {
    Index::open(bytes)
}

pub(crate) fn ask(index: &Index<Vec<u8>>, query: &str, join: Join) {
    let query = match join {
        Join::All => query.to_owned(),
        Join::Any => query.replace(' ', " OR "),
    };
    let request = Request {
        query,
        limit: 10,
        ..Request::default()
    };
    std::hint::black_box(index.search(&request));
}
