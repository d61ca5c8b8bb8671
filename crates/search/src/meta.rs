//! What must be known before anything can be read: fields, facets, languages, symbols, averages.
//!
//! This small section is the only one that is parsed when an index is opened.

use crate::bytes::{ByteReader, put_bytes, put_number};
use crate::symbols::Symbols;
use crate::weight::FieldStats;
use crate::{FieldSpec, Schema};

/// Most fields and facets of a schema.
pub(crate) const MOST_FIELDS: usize = 32;

/// Schema, statistics, languages and symbols of an index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meta {
    pub(crate) schema: Schema,
    pub(crate) stats: Vec<FieldStats>,
    /// Tags of the languages of the documents, in the order of their numbers in stem keys.
    pub(crate) languages: Vec<String>,
    /// Sizes of the facets' parts.
    pub(crate) facet_sizes: Vec<u32>,
    pub(crate) symbols: Symbols,
}

impl Meta {
    /// Writes all but the symbols, which follow.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_number(&mut out, self.schema.fields.len() as u64);
        for (field, stats) in self.schema.fields.iter().zip(&self.stats) {
            put_bytes(&mut out, field.name.as_bytes());
            put_number(&mut out, u64::from(field.weight.to_bits()));
            put_number(&mut out, stats.words);
            put_number(&mut out, u64::from(stats.longest));
        }
        put_number(&mut out, self.schema.facets.len() as u64);
        for (facet, &size) in self.schema.facets.iter().zip(&self.facet_sizes) {
            put_bytes(&mut out, facet.as_bytes());
            put_number(&mut out, u64::from(size));
        }
        put_number(&mut out, self.languages.len() as u64);
        self.languages
            .iter()
            .for_each(|tag| put_bytes(&mut out, tag.as_bytes()));
        out
    }

    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut reader = ByteReader::new(bytes);
        let mut meta = Self::default();
        for _ in 0..reader.number().min(MOST_FIELDS as u64) {
            let name = text(&mut reader);
            let weight = f32::from_bits(reader.small());
            let weight = if weight.is_finite() {
                weight.clamp(0.0, 1e6)
            } else {
                1.0
            };
            let stats = FieldStats {
                weight,
                words: reader.number(),
                longest: reader.small(),
            };
            meta.schema.fields.push(FieldSpec { name, weight });
            meta.stats.push(stats);
        }
        for _ in 0..reader.number().min(MOST_FIELDS as u64) {
            meta.schema.facets.push(text(&mut reader));
            meta.facet_sizes.push(reader.small());
        }
        for _ in 0..reader.number().min(64) {
            meta.languages.push(text(&mut reader));
        }
        meta.symbols = Symbols::read(&mut reader);
        meta
    }
}

fn text(reader: &mut ByteReader<'_>) -> String {
    String::from_utf8_lossy(reader.sized()).into_owned()
}
