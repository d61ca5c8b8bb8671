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
use backfile_search::threads::{self, Add};
use backfile_search::{Cut, Index, cuts, cuts_along, files};

use super::hosted::part_bytes;
use super::open::{self, Get, index};
use crate::Error;
use crate::island::{self, Tell};

/// Deltas are not kept above this size: a reader loads them with the head of the index.
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

    /// The articles of an archive in the order of the documents, also as runs: those that were there,
    /// then the new ones. `None` where it is another archive, or new ones stand everywhere.
    fn order(&self, archive: &Archive) -> Option<(Vec<u32>, Vec<Run>)> {
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
        let kept = order.len();
        let mut new: Vec<u32> = places.into_values().flatten().collect();
        new.sort_unstable();
        order.append(&mut new);
        let most = self.slugs.len().max(order.len());
        let documents = runs(&order);
        let is_alike = most - kept <= most / CHANGED_SHARE && documents.len() <= MOST_RUNS;
        is_alike.then_some((order, documents))
    }
}

/// Makes the index of an archive, with files of about so many bytes.
pub(super) fn index(
    archive: &Archive,
    size_of: impl Fn(usize) -> u32,
    earlier: Option<&Earlier>,
    tell: Tell<'_>,
) -> Result<Indexed, Error> {
    let mut bytes = None;
    if let Some(earlier) = earlier
        && let Some((order, documents)) = earlier.order(archive)
    {
        let here = island::index_bytes_of(archive, &order, tell)?;
        let is_in_order = documents.len() < 2;
        if let Some(mut indexed) = over(&here, earlier)? {
            if !is_in_order {
                indexed.documents = documents;
            }
            return Ok(indexed);
        }
        bytes = is_in_order.then_some(here);
    }
    let bytes = match bytes {
        Some(bytes) => bytes,
        None => island::index_bytes(archive, tell)?,
    };
    let cuts = cuts(&bytes, size_of(bytes.len()))?;
    let (cuts, files) = whole(&bytes, cuts)?;
    let job = |raw: Vec<u8>, _: Add<'_>| stored(&raw).map(File::New);
    let made = threads::each(threads::available(), files, &job, &mut |_| {});
    Ok(Indexed {
        size_bytes: bytes.len() as u32,
        files: made.into_iter().collect::<Result<_, Error>>()?,
        cuts,
        changes: None,
        documents: Vec::new(),
    })
}

/// Bytes as they are stored.
fn stored(raw: &[u8]) -> Result<Vec<u8>, Error> {
    Ok(part_bytes(&island::index_blocks(raw)?))
}

/// The files of an index, held to give it back. One that they do not give is in one file.
fn whole(bytes: &[u8], cuts: Vec<Cut>) -> Result<(Vec<Cut>, Vec<Vec<u8>>), Error> {
    let files = files(bytes, &cuts)?;
    let mut index = Index::open_in_parts(&files[0], cuts.clone(), bytes.len() as u32)?;
    let mut rest = (1..).zip(&files[1..]);
    let are_sound = rest.all(|(number, file)| index.add_file(number, file));
    if are_sound && index.into_bytes().is_ok_and(|given| given == bytes) {
        return Ok((cuts, files));
    }
    Ok((vec![Cut::default()], vec![bytes.to_vec()]))
}

/// The index over the files of an earlier one; `None` where too much of it would change.
fn over(bytes: &[u8], earlier: &Earlier) -> Result<Option<Indexed>, Error> {
    let old = &earlier.read;
    let Some(cuts) = cuts_along(bytes, &old.bytes, &old.cuts)? else {
        return Ok(None);
    };
    let (cuts, files) = whole(bytes, cuts)?;
    if files.len() != old.files.len() {
        return Ok(None);
    }
    let (mut all, mut deltas, mut anew) = (Vec::new(), Vec::new(), 0);
    for (old, new) in old.files.iter().zip(files) {
        if let Some(delta) = delta_of(&old.raw, &new) {
            all.push(File::Kept(old.name.clone(), old.stored.clone()));
            deltas.push(delta);
        } else {
            let stored = stored(&new)?;
            anew += stored.len();
            all.push(File::New(stored));
            deltas.push(Vec::new());
        }
    }
    let is_changed = deltas.iter().any(|delta| !delta.is_empty());
    let changes = is_changed.then(|| stored(&delta::join(&deltas)));
    let changes = changes.transpose()?;
    let changed = changes.as_ref().map_or(0, Vec::len);
    let all_bytes: usize = old.files.iter().map(|file| file.stored.len()).sum();
    let is_worth = changed <= MOST_CHANGED_BYTES && changed + anew <= all_bytes / CHANGED_SHARE;
    Ok(is_worth.then_some(Indexed {
        size_bytes: bytes.len() as u32,
        cuts,
        files: all,
        changes,
        documents: Vec::new(),
    }))
}

/// What makes a file the new one: nothing where it is the same, `None` where it is better written anew.
fn delta_of(old: &[u8], new: &[u8]) -> Option<Vec<u8>> {
    if old == new {
        return Some(Vec::new());
    }
    let delta = delta::delta(old, new);
    let is_short = delta.len() <= new.len() / DELTA_SHARE;
    (is_short && delta::apply(old, &delta)? == new).then_some(delta)
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
