//! Here are the files of a search index: what is the index, and which of them is wrong?

use backfile_model::{Hosted, Part, delta};
use backfile_search::{Cut, Index};

use super::{Get, decoded, named, wrong};
use crate::Error;
use crate::site::hosted::{FOLDER, MANIFEST_PATH};

/// A search index as it was read.
pub(in crate::site) struct Read {
    pub(in crate::site) bytes: Vec<u8>,
    pub(in crate::site) cuts: Vec<Cut>,
    /// Its files, by their numbers.
    pub(in crate::site) files: Vec<File>,
}

/// A file of an index.
pub(in crate::site) struct File {
    pub(in crate::site) name: String,
    /// As it is stored.
    pub(in crate::site) stored: Vec<u8>,
    /// What it holds.
    pub(in crate::site) raw: Vec<u8>,
}

/// Reads the index of a hosted archive.
pub(in crate::site) fn index(hosted: &Hosted, get: Get<'_>) -> Result<Read, Error> {
    let (cuts, files) = files(hosted, get)?;
    let bytes = if hosted.format < 3 {
        joined(hosted, &cuts, &files)?
    } else {
        whole(hosted, &cuts, &files, get)?
    };
    Ok(Read { bytes, cuts, files })
}

/// The parts with the numbers of their files, and those.
fn files(hosted: &Hosted, get: Get<'_>) -> Result<(Vec<Cut>, Vec<File>), Error> {
    let names = hosted.index_files();
    let cuts = hosted.index.iter().map(|part| Cut {
        start: part.start,
        key: part.key.clone(),
        file: names
            .iter()
            .position(|name| *name == part.file)
            .unwrap_or_default() as u32,
    });
    let cuts = cuts.collect();
    let files = names.iter().map(|name| file_of(name, &mut *get));
    Ok((cuts, files.collect::<Result<_, Error>>()?))
}

fn file_of(name: &str, get: Get<'_>) -> Result<File, Error> {
    let part = Part {
        file: name.to_owned(),
        ..Part::default()
    };
    let stored = named(&part, get)?;
    Ok(File {
        raw: decoded(&part, &stored)?.concat(),
        name: part.file,
        stored,
    })
}

/// The index of the files and of what is to be changed in them.
fn whole(hosted: &Hosted, cuts: &[Cut], files: &[File], get: Get<'_>) -> Result<Vec<u8>, Error> {
    let size = hosted.index_size_bytes;
    let unread = |error: backfile_search::Error| wrong(MANIFEST_PATH, error.to_string());
    let changes = match hosted.changes.as_str() {
        "" => None,
        name => Some(file_of(name, get)?),
    };
    let joined = changes.as_ref().map_or(&[][..], |changes| &changes.raw);
    let deltas = delta::split(joined).unwrap_or_default();
    let changed = |number: usize, file: &File| match deltas.get(number) {
        Some(delta) if !delta.is_empty() => {
            let what = "what is to be changed in it does not fit it".to_owned();
            delta::apply(&file.raw, delta)
                .ok_or_else(|| wrong(&format!("{FOLDER}{}", file.name), what))
        }
        _ => Ok(file.raw.clone()),
    };
    let mut index = match files.first() {
        Some(head) => Index::open_in_parts(&changed(0, head)?, cuts.to_vec(), size),
        None => return Err(wrong(MANIFEST_PATH, "it names no index".to_owned())),
    };
    if let Ok(index) = &mut index {
        for (number, file) in files.iter().enumerate().skip(1) {
            if !index.add_file(number as u32, &changed(number, file)?) {
                let what = "it does not hold what the manifest says of it".to_owned();
                return Err(wrong(&format!("{FOLDER}{}", file.name), what));
            }
        }
    }
    index.and_then(Index::<Vec<u8>>::into_bytes).map_err(unread)
}

/// The parts of an older layout joined, each where the manifest says: they lie in their files as they
/// are in the index.
fn joined(hosted: &Hosted, cuts: &[Cut], files: &[File]) -> Result<Vec<u8>, Error> {
    let size = hosted.index_size_bytes as usize;
    let mut rests: Vec<&[u8]> = files.iter().map(|file| &*file.raw).collect();
    let path = |cut: &Cut| format!("{FOLDER}{}", files[cut.file as usize].name);
    let mut bytes = Vec::new();
    for (number, cut) in cuts.iter().enumerate() {
        if cut.start as usize != bytes.len() {
            let what = format!("a part of the index is missing before {}", path(cut));
            return Err(wrong(MANIFEST_PATH, what));
        }
        let end = cuts
            .get(number + 1)
            .map_or(size, |next| next.start as usize);
        let rest = &mut rests[cut.file as usize];
        let len = end.checked_sub(bytes.len());
        let Some((part, after)) = len.and_then(|len| rest.split_at_checked(len)) else {
            let what = "it holds less of the index than the manifest says".to_owned();
            return Err(wrong(&path(cut), what));
        };
        bytes.extend_from_slice(part);
        *rest = after;
    }
    let left = cuts.iter().find(|cut| !rests[cut.file as usize].is_empty());
    match left {
        Some(cut) => {
            let what = "it holds more of the index than the manifest says".to_owned();
            Err(wrong(&path(cut), what))
        }
        None if bytes.len() != size => {
            let what = format!("it tells of an index of {size} bytes");
            let what = format!("{what}, and the parts hold {}", bytes.len());
            Err(wrong(MANIFEST_PATH, what))
        }
        None => Ok(bytes),
    }
}
