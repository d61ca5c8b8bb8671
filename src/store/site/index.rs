//! The files of the search index, which may be those of an earlier archive: how they are to be changed
//! comes beside the first of them.

use backfile_model::delta;
use backfile_search::Cut;

use super::{Site, damaged, decoded};
use crate::failure::Failure;

impl Site {
    /// The parts of the index with the numbers of their files, and the size of all of it.
    pub(crate) fn index(&self) -> (Vec<Cut>, u32) {
        let files = &self.0.index_files;
        let cuts = self.0.index.iter().map(|part| Cut {
            start: part.start,
            key: part.key.clone(),
            file: files
                .iter()
                .position(|file| *file == part.file)
                .unwrap_or_default() as u32,
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
            let file = self.0.index_files.get(number as usize)?;
            Some((number as usize, file.clone()))
        });
        let mut files: Vec<_> = files.collect();
        let changes = &self.0.changes;
        let is_first = !changes.is_empty() && self.0.loaded_changes.borrow().is_none();
        if is_first {
            files.push((files.len(), changes.clone()));
        }
        let mut files = self.load_all(files).await;
        let mut wrong = None;
        if is_first && let Some((.., loaded)) = files.pop() {
            match loaded {
                Ok(bytes) => drop(self.0.loaded_changes.replace(decoded(&bytes))),
                Err(failure) => wrong = Some(failure),
            }
        }
        let decoded = files.into_iter().map(|(number, file, loaded)| {
            let bytes = loaded.and_then(|bytes| {
                let bytes = decoded(&bytes).ok_or_else(|| damaged(&file))?;
                let changed = self.changed(number, bytes);
                changed.ok_or_else(|| wrong.clone().unwrap_or_else(|| damaged(changes)))
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
        match delta::split(changes.as_ref()?)?.get(number) {
            Some(delta) if !delta.is_empty() => delta::apply(&bytes, delta),
            _ => Some(bytes),
        }
    }
}
