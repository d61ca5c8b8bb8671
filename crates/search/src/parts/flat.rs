//! How does a part of a dictionary, or a facet, lie in its file? Flat: as a row of terms, of stems, or
//! of documents with their values, without what lets an index be read in place.
//!
//! What a block repeats is left out: its first key whole, where its first lists lie, the numbers of
//! terms from the first; and values have no numbers by their order. That is less to load; and a word
//! or a value more in an archive changes such a file where it stands, and not in every block after
//! it, so that the files of an archive that grew are alike (see `backfile_model::delta`).
//!
//! A part of the words: how many terms, where the first lists lie; of each term its key after the
//! one before, then document frequency and sizes. A part of the forms: how many stems; of each its
//! key, how many terms, the first against that of the stem before, and the gaps to the others. A
//! facet: its values in the order in which they first occur; how many documents; of each how many
//! values, and for each value 0 where it is the next one that is new, else how many it is before
//! that.

use std::ops::Range;

use super::cut::dict;
use super::{Cut, Parts};
use crate::Error;
use crate::bytes::{ByteReader, fixed, put_bytes, put_number};
use crate::dict::{DictWriter, MOST_BYTES, put_shared, read_shared};
use crate::facets::{Facet, write};
use crate::layout::{Layout, Section};
use crate::postings::TermInfo;
use crate::stems::StemWriter;

/// The files of an index that was cut, each with the parts in it joined, by their numbers.
pub fn files(bytes: &[u8], cuts: &[Cut]) -> Result<Vec<Vec<u8>>, Error> {
    let layout = Layout::read(bytes)?;
    let parts = Parts::new(cuts.to_vec(), &layout);
    let count = cuts.iter().map(|cut| cut.file + 1).max().unwrap_or(0);
    let mut files = vec![Vec::new(); count as usize];
    for (number, cut) in cuts.iter().enumerate() {
        let out = &mut files[cut.file as usize];
        let range = parts.range(number);
        match parts.kind(number) {
            Kind::Plain => out.extend_from_slice(&bytes[range]),
            Kind::Terms => flatten_terms(bytes, &layout, &range, out),
            Kind::Stems => flatten_stems(bytes, &layout, &range, out),
            Kind::Facet => flatten_facet(&bytes[range], layout.doc_count, out),
        }
    }
    Ok(files)
}

/// What a part is, and so how it lies in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Terms,
    Stems,
    Facet,
}

/// Numbers of the blocks that begin in a range of the index.
fn blocks(starts: &[u8], place: &Range<usize>, range: &Range<usize>) -> Range<usize> {
    let count = starts.len() / 4;
    let first_from = |byte: usize| {
        let is_before = |block: &usize| place.start + (fixed(starts, 4, *block) as usize) < byte;
        (0..count).take_while(is_before).count()
    };
    first_from(range.start)..first_from(range.end)
}

fn flatten_terms(bytes: &[u8], layout: &Layout, range: &Range<usize>, out: &mut Vec<u8>) {
    let starts = layout.section(bytes, Section::TermBlocks);
    let place = layout.range(Section::Terms);
    let blocks = blocks(starts, &place, range);
    let mut cursor = dict(bytes, layout).cursor(blocks.start);
    let (mut flat, mut last, mut count) = (Vec::new(), Vec::new(), 0_u64);
    let mut first = None;
    while !cursor.is_at_block(blocks.end) && cursor.advance() {
        let info = cursor.info;
        first.get_or_insert((info.postings, info.positions));
        put_shared(&last, &cursor.key, &mut flat);
        for number in [info.doc_freq, info.postings_len, info.positions_len] {
            put_number(&mut flat, u64::from(number));
        }
        last.clone_from(&cursor.key);
        count += 1;
    }
    let (postings, positions) = first.unwrap_or_default();
    for number in [count, u64::from(postings), u64::from(positions)] {
        put_number(out, number);
    }
    out.extend_from_slice(&flat);
}

/// The blocks of a flat part of the words, which are `most` bytes: what is larger is not what was
/// written, and is left at that.
pub(super) fn terms(reader: &mut ByteReader<'_>, most: usize) -> Vec<u8> {
    let mut writer = DictWriter::default();
    let mut key = Vec::new();
    let count = reader.number();
    let mut info = TermInfo {
        postings: reader.small(),
        positions: reader.small(),
        ..TermInfo::default()
    };
    for _ in 0..count {
        if reader.is_empty() || writer.terms.len() > most {
            break;
        }
        read_shared(reader, &mut key);
        key.truncate(MOST_BYTES);
        info.doc_freq = reader.small();
        info.postings_len = reader.small();
        info.positions_len = reader.small();
        writer.add(&key, info);
        info.postings = info.postings.wrapping_add(info.postings_len);
        info.positions = info.positions.wrapping_add(info.positions_len);
    }
    writer.terms
}

fn flatten_stems(bytes: &[u8], layout: &Layout, range: &Range<usize>, out: &mut Vec<u8>) {
    let starts = layout.section(bytes, Section::StemBlocks);
    let place = layout.range(Section::Stems);
    let blocks = blocks(starts, &place, range);
    let (mut flat, mut count) = (Vec::new(), 0_u64);
    let (mut last, mut first_before) = (Vec::new(), 0);
    let all = super::cut::stems(bytes, layout);
    all.each_in(blocks, &mut |key, terms| {
        put_shared(&last, key, &mut flat);
        put_number(&mut flat, terms.len() as u64);
        let first = terms.first().copied().unwrap_or_default();
        put_number(&mut flat, zigzag(first.wrapping_sub(first_before)));
        for pair in terms.windows(2) {
            put_number(&mut flat, u64::from(pair[1] - pair[0]));
        }
        (last, first_before) = (key.to_vec(), first);
        count += 1;
    });
    put_number(out, count);
    out.extend_from_slice(&flat);
}

/// The blocks of a flat part of the forms, which are `most` bytes.
pub(super) fn stems(reader: &mut ByteReader<'_>, most: usize) -> Vec<u8> {
    let mut writer = StemWriter::default();
    let (mut key, mut terms, mut first) = (Vec::new(), Vec::new(), 0_u32);
    for _ in 0..reader.number() {
        if reader.is_empty() || writer.groups.len() > most {
            break;
        }
        read_shared(reader, &mut key);
        key.truncate(MOST_BYTES);
        let count = reader.number();
        first = first.wrapping_add(unzigzag(reader.small()));
        terms.clear();
        let mut term = first;
        for at in 0..count {
            if at > 0 {
                // Bytes that are not what was written must end somewhere, and not run over.
                if reader.is_empty() {
                    break;
                }
                term = term.saturating_add(reader.small());
            }
            terms.push(term);
        }
        writer.add(&key, &terms);
    }
    writer.groups
}

fn flatten_facet(bytes: &[u8], doc_count: u32, out: &mut Vec<u8>) {
    let facet = Facet::new(bytes);
    let mut numbers = vec![u32::MAX; facet.value_count as usize];
    let (mut texts, mut docs, mut next) = (Vec::new(), Vec::new(), 0);
    for doc in 0..doc_count {
        put_number(&mut docs, facet.values(doc).count() as u64);
        for value in facet.values(doc) {
            let number = &mut numbers[value as usize];
            if *number == u32::MAX {
                put_bytes(&mut texts, facet.text(value).as_bytes());
                *number = next;
                next += 1;
                docs.push(0);
            } else {
                put_number(&mut docs, u64::from(next - *number));
            }
        }
    }
    put_bytes(out, &texts);
    put_number(out, u64::from(doc_count));
    out.extend_from_slice(&docs);
}

/// A facet as it is in an index, of `most` bytes.
pub(super) fn facet(reader: &mut ByteReader<'_>, most: usize) -> Vec<u8> {
    let mut texts = ByteReader::new(reader.sized());
    let (mut values, mut counts, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..reader.number() {
        let start = entries.len();
        for _ in 0..reader.number() {
            if reader.is_empty() || entries.len() > most {
                break;
            }
            let back = reader.small();
            if back == 0 {
                values.push(texts.sized());
            }
            let number = (values.len() as u32).checked_sub(back.max(1));
            entries.extend(number);
        }
        counts.push((entries.len() - start) as u32);
        if reader.is_empty() {
            break;
        }
    }
    write(&values, &counts, entries)
}

/// A difference as a number that is small where it is near zero, either way.
fn zigzag(difference: u32) -> u64 {
    u64::from(difference << 1 ^ if difference >> 31 == 1 { u32::MAX } else { 0 })
}

fn unzigzag(number: u32) -> u32 {
    number >> 1 ^ if number & 1 == 1 { u32::MAX } else { 0 }
}
