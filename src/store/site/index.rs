//! The files of the search index, which may be those of an earlier archive: how they are to be changed
//! comes beside the first of them.

use backfile_model::{IndexPart, delta};
use backfile_search::Cut;

use super::{Site, damaged, decoded};
use crate::failure::Failure;

/// The number of the file of changes among those of the index.
const CHANGES: usize = usize::MAX;

impl Site {
    /// The parts of the index, and the size of all of it. The number of a file is that of the
    /// first part in it.
    pub(crate) fn index(&self) -> (Vec<Cut>, u32) {
        let parts = &self.0.index;
        let file = |part: &IndexPart| parts.iter().position(|other| other.file == part.file);
        let cuts = parts.iter().map(|part| Cut {
            start: part.start,
            key: part.key.clone(),
            file: file(part).unwrap_or_default() as u32,
        });
        (cuts.collect(), self.0.index_size_bytes)
    }

    /// Runs of articles (first and count) in the order of their documents in the index; none where
    /// that is their own order.
    pub(crate) fn documents(&self) -> Vec<(u32, u32)> {
        let runs = self.0.documents.iter();
        runs.map(|run| (run.first, run.count)).collect()
    }

    /// Loads files of the index, all at once; gives the parts in each, joined.
    pub(crate) async fn index_files(
        &self,
        numbers: &[u32],
    ) -> Vec<(u32, Result<Vec<u8>, Failure>)> {
        let files = numbers.iter().filter_map(|&number| {
            let part = self.0.index.get(number as usize)?;
            Some((number as usize, part.file.clone()))
        });
        let mut files: Vec<_> = files.collect();
        let changes = &self.0.changes;
        let is_first = !changes.is_empty() && self.0.loaded_changes.borrow().is_none();
        if is_first {
            files.push((CHANGES, changes.clone()));
        }
        let mut files = self.load_all(files).await;
        if is_first && let Some((.., Ok(bytes))) = files.pop() {
            self.0.loaded_changes.replace(decoded(&bytes));
        }
        let decoded = files.into_iter().map(|(number, file, loaded)| {
            let bytes = loaded.and_then(|bytes| {
                let bytes = decoded(&bytes).ok_or_else(|| damaged(&file))?;
                self.changed(number, bytes).ok_or_else(|| damaged(changes))
            });
            (number as u32, bytes)
        });
        decoded.collect()
    }

    /// A file of the index as it is to be.
    fn changed(&self, number: usize, bytes: Vec<u8>) -> Option<Vec<u8>> {
        if self.0.changes.is_empty() {
            return Some(bytes);
        }
        let changes = self.0.loaded_changes.borrow();
        let deltas = delta::split(changes.as_ref()?)?;
        // Files have the number of the first part in them; deltas are in the order of the files.
        let parts = &self.0.index;
        let is_new =
            |&at: &usize| parts.iter().position(|part| part.file == parts[at].file) == Some(at);
        let delta = deltas.get((0..number).filter(is_new).count());
        match delta.filter(|delta| !delta.is_empty()) {
            Some(delta) => delta::apply(&bytes, delta, self.0.index_size_bytes as usize),
            None => Some(bytes),
        }
    }
}
