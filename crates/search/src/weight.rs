//! How much does a word weigh in a document?
//!
//! BM25F (Robertson, Zaragoza, Taylor 2004): occurrences in each field are divided by how long
//! the field is against the average, multiplied by the field's weight, added up, and only then
//! saturated. [`Weights::of`] is the sum before saturation, so that several spellings or forms of
//! a word can be added up as one word; [`saturate`] does the rest.

use crate::bytes::fixed;

/// How soon more occurrences of a word stop to count (BM25's `k1`).
pub(crate) const K1: f32 = 1.2;

/// How much a field's length counts (BM25's `b`).
pub(crate) const B: f32 = 0.75;

/// What a field contributes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FieldStats {
    /// Weight from the schema.
    pub(crate) weight: f32,
    /// Words in the field in all documents.
    pub(crate) words: u64,
    /// Documents that have the field.
    pub(crate) docs: u32,
    /// Words in the longest.
    pub(crate) longest: u32,
}

impl FieldStats {
    fn norm(&self) -> (f32, f32) {
        let average = self.words as f32 / self.docs.max(1) as f32;
        (1.0 - B, B / average.max(1.0))
    }
}

/// Weights of occurrences in all documents of an index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weights<'a> {
    fields: &'a [FieldWeight],
    lengths: &'a [u8],
}

/// A field's part of the formula, ready for use.
#[derive(Clone, Debug)]
pub(crate) struct FieldWeight {
    weight: f32,
    constant: f32,
    slope: f32,
    /// Bytes of each length.
    width: usize,
    /// Where the lengths of the field begin.
    start: usize,
}

/// Prepares the formula for the fields of an index.
pub(crate) fn field_weights(fields: &[FieldStats], doc_count: u32) -> Vec<FieldWeight> {
    let mut start = 0usize;
    fields
        .iter()
        .map(|field| {
            let (constant, slope) = field.norm();
            let width = crate::bytes::fixed_width(field.longest);
            let weight = FieldWeight {
                weight: field.weight,
                constant,
                slope,
                width,
                start,
            };
            start = start.saturating_add(width.saturating_mul(doc_count as usize));
            weight
        })
        .collect()
}

impl<'a> Weights<'a> {
    pub(crate) fn new(fields: &'a [FieldWeight], lengths: &'a [u8]) -> Self {
        Self { fields, lengths }
    }

    /// Words in a field of a document.
    #[inline]
    pub(crate) fn length(&self, field: u8, doc: u32) -> u32 {
        let Some(field) = self.fields.get(usize::from(field)) else {
            return 0;
        };
        fixed(
            self.lengths.get(field.start..).unwrap_or(&[]),
            field.width,
            doc as usize,
        )
    }

    /// Weight before saturation of occurrences in the fields of `mask`.
    #[inline]
    pub(crate) fn of(&self, counts: &[(u8, u32)], doc: u32, mask: u32) -> f32 {
        let mut sum = 0.0;
        for &(number, count) in counts {
            let Some(field) = self.fields.get(usize::from(number)) else {
                continue;
            };
            if mask >> number & 1 == 0 {
                continue;
            }
            let bytes = self.lengths.get(field.start..).unwrap_or(&[]);
            let length = fixed(bytes, field.width, doc as usize) as f32;
            sum += field.weight * count as f32 / (field.constant + field.slope * length);
        }
        sum
    }
}

/// Saturation: the first occurrences count most.
#[inline]
pub(crate) fn saturate(weight: f32) -> f32 {
    weight * (K1 + 1.0) / (weight + K1)
}

/// Rarity of a word in `doc_freq` of `doc_count` documents; above zero for every word.
pub(crate) fn idf(doc_freq: f32, doc_count: u32) -> f32 {
    (1.0 + (doc_count as f32 - doc_freq + 0.5).max(0.0) / (doc_freq + 0.5)).ln()
}

/// A weight in one byte, rounded up.
pub(crate) fn quantise(weight: f32) -> u8 {
    (weight.max(0.0).sqrt() * 32.0).ceil().min(255.0) as u8
}
