//! Which values has a document for a facet?
//!
//! Per facet: its values in order, and for each document the numbers of its values (no array of
//! starts where every document has exactly one). All arrays have fixed width and are read in
//! place.

use crate::bytes::{ByteReader, fixed, fixed_width, put_bytes, put_fixed, put_number};
use crate::intern::Interner;

/// Collects the values of one facet.
#[derive(Debug, Default)]
pub(crate) struct FacetWriter {
    values: Interner,
    /// Number of values of each document.
    counts: Vec<u32>,
    entries: Vec<u32>,
}

impl FacetWriter {
    /// Adds the values of the next document.
    pub(crate) fn add<'a>(&mut self, values: impl Iterator<Item = &'a str>) {
        let start = self.entries.len();
        for value in values {
            let number = self.values.number(value.as_bytes());
            if !self.entries[start..].contains(&number) {
                self.entries.push(number);
            }
        }
        self.counts.push((self.entries.len() - start) as u32);
    }

    /// Adds the documents of another writer.
    pub(crate) fn append(&mut self, next: &Self) {
        let numbers: Vec<u32> = (0..next.values.len() as u32)
            .map(|number| self.values.number(next.values.key(number)))
            .collect();
        let entries = next.entries.iter();
        self.entries
            .extend(entries.map(|&entry| numbers[entry as usize]));
        self.counts.extend_from_slice(&next.counts);
    }

    /// Writes the facet.
    pub(crate) fn finish(self) -> Vec<u8> {
        let numbers = 0..self.values.len() as u32;
        let values: Vec<&[u8]> = numbers.map(|number| self.values.key(number)).collect();
        write(&values, &self.counts, self.entries)
    }
}

/// Writes a facet of values in any order; `counts` are how many each document has, `entries` the
/// places of those among the values.
pub(crate) fn write(values: &[&[u8]], counts: &[u32], mut entries: Vec<u32>) -> Vec<u8> {
    let order = crate::order::positions(values.len(), &|a, b| values[a].cmp(values[b]));
    let mut ranks = vec![0; order.len()];
    for (rank, &number) in (0..).zip(&order) {
        ranks[number as usize] = rank;
    }
    let mut start = 0;
    for &count in counts {
        let end = start + count as usize;
        let entries = &mut entries[start..end];
        for entry in entries.iter_mut() {
            *entry = ranks[*entry as usize];
        }
        sort(entries);
        start = end;
    }
    let mut out = Vec::new();
    put_number(&mut out, order.len() as u64);
    put_number(&mut out, entries.len() as u64);
    let single = counts.iter().all(|&count| count == 1);
    out.push(u8::from(single));
    let mut texts = Vec::new();
    for &number in &order {
        texts.extend_from_slice(values[number as usize]);
        put_fixed(&mut out, 4, texts.len() as u32);
    }
    put_bytes(&mut out, &texts);
    let width = fixed_width(order.len().saturating_sub(1) as u32);
    entries
        .iter()
        .for_each(|&entry| put_fixed(&mut out, width, entry));
    if !single {
        let width = fixed_width(entries.len() as u32);
        let mut end = 0;
        for &count in counts {
            end += count;
            put_fixed(&mut out, width, end);
        }
    }
    out
}

/// Sorts the values of a document: a handful, moved into place one by one; but nobody knows whose
/// bytes are read.
fn sort(entries: &mut [u32]) {
    const HANDFUL: usize = 64;
    if entries.len() > HANDFUL {
        let mut wide: Vec<u64> = entries.iter().map(|&entry| u64::from(entry)).collect();
        crate::order::numbers(&mut wide);
        let sorted = entries.iter_mut().zip(wide);
        sorted.for_each(|(entry, wide)| *entry = wide as u32);
        return;
    }
    for sorted in 1..entries.len() {
        let mut at = sorted;
        while at > 0 && entries[at - 1] > entries[at] {
            entries.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// One facet of an index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facet<'a> {
    /// How many values there are.
    pub(crate) value_count: u32,
    value_ends: &'a [u8],
    texts: &'a [u8],
    entries: &'a [u8],
    entry_width: usize,
    /// Ends of the entries of each document; empty where each has one.
    doc_ends: &'a [u8],
    end_width: usize,
    single: bool,
}

impl<'a> Facet<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let mut reader = ByteReader::new(bytes);
        let (values, entries) = (reader.small(), reader.small());
        let single = reader.byte() == 1;
        let value_ends = reader.take((values as usize).saturating_mul(4));
        let texts = reader.sized();
        // As many values as there are ends for, whatever the count says.
        let value_count = (value_ends.len() / 4) as u32;
        let entry_width = fixed_width(values.saturating_sub(1));
        let end_width = fixed_width(entries);
        let entries = reader.take((entries as usize).saturating_mul(entry_width));
        Self {
            value_count,
            value_ends,
            texts,
            entries,
            entry_width,
            doc_ends: reader.rest(),
            end_width,
            single,
        }
    }

    /// The text of a value.
    pub(crate) fn text(&self, value: u32) -> &'a str {
        let end = |value: u32| fixed(self.value_ends, 4, value as usize) as usize;
        let start = value.checked_sub(1).map_or(0, end);
        let bytes = self.texts.get(start..end(value)).unwrap_or(&[]);
        std::str::from_utf8(bytes).unwrap_or("")
    }

    /// The number of a value.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.value_count);
        while low < high {
            let middle = u32::midpoint(low, high);
            match self.text(middle).cmp(text) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Numbers of the values of a document, ascending.
    #[inline]
    pub(crate) fn values(&self, doc: u32) -> impl Iterator<Item = u32> + use<'a> {
        let (start, end) = if self.single {
            (doc, doc.saturating_add(1))
        } else {
            let end = |doc: u32| fixed(self.doc_ends, self.end_width, doc as usize);
            (doc.checked_sub(1).map_or(0, end), end(doc))
        };
        let most = (self.entries.len() / self.entry_width) as u32;
        let (entries, width) = (self.entries, self.entry_width);
        (start.min(most)..end.min(most)).map(move |entry| fixed(entries, width, entry as usize))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn values_are_read_back(docs in prop::collection::vec(prop::collection::btree_set("[a-d]{1,2}", 0..4), 0..40)) {
            let mut writer = FacetWriter::default();
            for doc in &docs {
                writer.add(doc.iter().map(String::as_str));
            }
            let bytes = writer.finish();
            let facet = Facet::new(&bytes);
            for (number, doc) in (0..).zip(&docs) {
                let got: Vec<&str> = facet.values(number).map(|value| facet.text(value)).collect();
                let want: Vec<&str> = doc.iter().map(String::as_str).collect();
                prop_assert_eq!(&got, &want);
                prop_assert!(got.iter().all(|value| facet.find(value).is_some()));
            }
            prop_assert_eq!(facet.find("zz"), None);
        }
    }
}
