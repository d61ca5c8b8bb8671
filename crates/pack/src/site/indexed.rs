//! Which files has the search index of a hosted archive? Its parts; or, over an earlier archive that
//! is much the same, the files that are there and one that tells what to change in them.
//!
//! An article more changes something in every part of an index: each holds some of its words. Where
//! an archive is packed into the folder of an earlier one, the files of the index therefore stay,
//! and beside them lies a small file of deltas. Numbers of documents stay too: new articles have
//! the last, wherever in the archive they stand. What a reader's program makes of both is the index
//! of the archive as if it had been written anew, with its documents in that order.

use std::collections::{BTreeMap, VecDeque};

use backfile_model::{Archive, Hosted, IndexPart, Run, delta};
use backfile_search::{Cut, cuts, cuts_along, files};

use super::hosted::part_bytes;
use super::open::{self, Get, index};
use crate::Error;
use crate::island::{self, Tell};

/// Deltas are not kept above this size: a reader loads them with the first search.
const MOST_CHANGED_BYTES: usize = 96 << 10;
/// Nor where they and what had to be written anew are more than this share of the index.
const CHANGED_SHARE: usize = 8;
/// Nor where the new articles stand in more places than this.
const MOST_RUNS: usize = 256;
/// A file is written anew where its delta would be more than this share of it.
const DELTA_SHARE: usize = 4;

/// A search index and its files, ready to be written.
pub(super) struct Indexed {
    pub(super) size_bytes: u32,
    pub(super) cuts: Vec<Cut>,
    /// By their numbers.
    pub(super) files: Vec<File>,
    /// What is to be changed in them.
    pub(super) changes: Option<Vec<u8>>,
    /// The articles in the order of the documents; empty where that is their own.
    pub(super) documents: Vec<Run>,
}

/// A file of an index.
pub(super) enum File {
    /// One to be named after its content.
    New(Vec<u8>),
    /// One of the earlier archive, with its name.
    Kept(String, Vec<u8>),
}

/// The search index of the archive that lies in a folder to which another is to be written.
pub struct Earlier {
    read: index::Read,
    /// By document, the CRC-32 of its article's slug.
    slugs: Vec<u32>,
}

impl Earlier {
    /// Reads it, where there is one whose files can stay. What is damaged is as good as not there.
    pub fn read(get: Get<'_>) -> Option<Earlier> {
        let hosted = open::manifest(get).ok()?;
        if hosted.format != Hosted::FORMAT {
            return None;
        }
        let read = index::index(&hosted, get).ok()?;
        let sums = open::named(&hosted.slugs, get).ok()?;
        let sums: Vec<u32> = sums
            .as_chunks()
            .0
            .iter()
            .map(|sum| u32::from_le_bytes(*sum))
            .collect();
        let slugs = if hosted.documents.is_empty() {
            sums
        } else {
            let article = |run: &Run| run.first as usize..run.first as usize + run.count as usize;
            let articles = hosted.documents.iter().flat_map(article);
            articles
                .map(|article| sums.get(article).copied())
                .collect::<Option<_>>()?
        };
        (read.files.len() > 1).then_some(Earlier { read, slugs })
    }

    /// The articles of an archive in the order of the documents: those that were there, then the
    /// new ones.
    fn order(&self, archive: &Archive) -> Vec<u32> {
        let mut places = BTreeMap::<u32, VecDeque<u32>>::new();
        let slugs = archive
            .articles
            .iter()
            .map(|article| article.slug.as_bytes());
        for (article, slug) in (0..).zip(slugs) {
            let sum = backfile_model::crc32(0, slug);
            places.entry(sum).or_default().push_back(article);
        }
        let mut take = |sum: &u32| places.get_mut(sum)?.pop_front();
        let mut order: Vec<u32> = self.slugs.iter().filter_map(&mut take).collect();
        let mut new: Vec<u32> = places.into_values().flatten().collect();
        new.sort_unstable();
        order.append(&mut new);
        order
    }
}

/// Makes the index of an archive, with files of about so many bytes.
pub(super) fn index(
    archive: &Archive,
    size_of: impl Fn(usize) -> u32,
    earlier: Option<&Earlier>,
    tell: Tell<'_>,
) -> Result<Indexed, Error> {
    if let Some(earlier) = earlier
        && let Some(indexed) = over(archive, earlier, tell)?
    {
        return Ok(indexed);
    }
    let bytes = island::index_bytes(archive, tell)?;
    let cuts = cuts(&bytes, size_of(bytes.len()))?;
    let stored = |raw: &Vec<u8>| Ok(File::New(part_bytes(&island::index_blocks(raw)?)));
    let files = files(&bytes, &cuts)?;
    Ok(Indexed {
        size_bytes: bytes.len() as u32,
        files: files.iter().map(stored).collect::<Result<_, Error>>()?,
        cuts,
        changes: None,
        documents: Vec::new(),
    })
}

/// The index over the files of an earlier one; `None` where too much of it would change.
fn over(archive: &Archive, earlier: &Earlier, tell: Tell<'_>) -> Result<Option<Indexed>, Error> {
    let order = earlier.order(archive);
    let documents = runs(&order);
    if documents.len() > MOST_RUNS {
        return Ok(None);
    }
    let bytes = island::index_bytes_of(archive, &order, tell)?;
    let old = &earlier.read;
    let Some(cuts) = cuts_along(&bytes, &old.bytes, &old.cuts)? else {
        return Ok(None);
    };
    let (mut all, mut deltas, mut anew) = (Vec::new(), Vec::new(), 0);
    for (old, new) in old.files.iter().zip(files(&bytes, &cuts)?) {
        let mut delta = Vec::new();
        if new != old.raw {
            delta = delta::delta(&old.raw, &new);
        }
        if delta.len() > new.len() / DELTA_SHARE {
            let stored = part_bytes(&island::index_blocks(&new)?);
            anew += stored.len();
            all.push(File::New(stored));
            delta.clear();
        } else {
            all.push(File::Kept(old.name.clone(), old.stored.clone()));
        }
        deltas.push(delta);
    }
    let is_changed = deltas.iter().any(|delta| !delta.is_empty());
    let changes = is_changed.then(|| island::index_blocks(&delta::join(&deltas)));
    let changes = changes.transpose()?.map(|blocks| part_bytes(&blocks));
    let changed = changes.as_ref().map_or(0, Vec::len);
    let whole: usize = old.files.iter().map(|file| file.stored.len()).sum();
    let is_worth = changed <= MOST_CHANGED_BYTES && changed + anew <= whole / CHANGED_SHARE;
    let is_in_order = matches!(*documents, [] | [Run { first: 0, .. }]);
    Ok(is_worth.then_some(Indexed {
        size_bytes: bytes.len() as u32,
        cuts,
        files: all,
        changes,
        documents: if is_in_order { Vec::new() } else { documents },
    }))
}

/// Numbers as runs that follow each other.
fn runs(numbers: &[u32]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some(run) if run.first + run.count == number => run.count += 1,
            _ => runs.push(Run {
                first: number,
                count: 1,
            }),
        }
    }
    runs
}

/// What the manifest says of the parts; `names` are those of the files.
pub(super) fn parts(cuts: &[Cut], names: &[String]) -> Vec<IndexPart> {
    let part = |cut: &Cut| IndexPart {
        file: names[cut.file as usize].clone(),
        start: cut.start,
        key: cut.key.clone(),
    };
    cuts.iter().map(part).collect()
}
