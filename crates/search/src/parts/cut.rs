//! Where is an index cut for a hosted archive, and which parts are wanted together?

use super::{Cut, Window};
use crate::Error;
use crate::bytes::{ByteReader, fixed};
use crate::dict::Dict;
use crate::layout::{Layout, Section};
use crate::meta::Meta;
use crate::stems::Stems;

/// Cuts index bytes for files of about so many bytes, the head apart: the lengths of fields, which
/// positions are read with, where they are many; the words of a stretch of the
/// alphabet with the forms of words there, postings, positions (twice as much, as they are wanted
/// for several words alone), and each facet that is larger than that. A small index stays whole.
pub fn cuts(bytes: &[u8], size_bytes: u32) -> Result<Vec<Cut>, Error> {
    let layout = Layout::read(bytes)?;
    let size = size_bytes.max(1) as usize;
    let mut cutter = Cutter {
        bytes,
        layout: &layout,
        cuts: vec![Cut::default()],
        files: 1,
    };
    if bytes.len() > 2 * size {
        cutter.lengths(size);
        cutter.facets(size);
        let words = cutter.words(size);
        cutter.forms(&words);
        cutter.lists(Section::Postings, size);
        cutter.lists(Section::Positions, 2 * size);
    }
    Ok(cutter.cuts)
}

/// Where the index was cut so far.
struct Cutter<'a> {
    bytes: &'a [u8],
    layout: &'a Layout,
    cuts: Vec<Cut>,
    files: u32,
}

impl Cutter<'_> {
    fn add(&mut self, start: usize, key: &[u8], file: u32) {
        if start >= self.bytes.len() {
            return;
        }
        let cut = Cut {
            start: start as u32,
            key: String::from_utf8_lossy(key).into_owned(),
            file,
        };
        match self.cuts.last_mut() {
            // What was to begin here is empty.
            Some(last) if last.start == cut.start && last.start > 0 => *last = cut,
            _ => self.cuts.push(cut),
        }
    }

    fn new_file(&mut self) -> u32 {
        self.files += 1;
        self.files - 1
    }

    /// The lengths of fields, which come after the one length of each document.
    fn lengths(&mut self, size: usize) {
        let lengths = self.layout.field_lengths();
        if lengths.len() > size / 4 {
            let file = self.new_file();
            self.add(lengths.start, b"", file);
            self.add(lengths.end, b"", 0);
        }
    }

    /// The large facets; what is between them belongs to the head.
    fn facets(&mut self, size: usize) {
        for facet in facet_borders(self.bytes, self.layout).windows(2) {
            if facet[1] - facet[0] > size {
                let file = self.new_file();
                self.add(facet[0], b"", file);
                self.add(facet[1], b"", 0);
            }
        }
    }

    /// The words; gives the first of each file, with the file's number.
    fn words(&mut self, size: usize) -> Vec<(Vec<u8>, u32)> {
        let (place, forms) = (Section::Terms, Section::Stems);
        let (place, forms) = (self.layout.range(place), self.layout.range(forms));
        // As many files as words and their forms need, each with its share of the words.
        let files = (place.len() + forms.len()).div_ceil(size).max(1);
        let share = place.len().div_ceil(files).max(1);
        let mut words = Vec::new();
        let mut next = 0;
        for (start, key) in keys(self.bytes, self.layout, Section::Terms) {
            if start >= next {
                let file = self.new_file();
                self.add(place.start + start, key, file);
                words.push((key.to_vec(), file));
                next = start + share;
            }
        }
        words
    }

    /// The forms of words: in the files of the words that begin alike, the tables in the head.
    fn forms(&mut self, words: &[(Vec<u8>, u32)]) {
        self.add(self.layout.range(Section::StemBlocks).start, b"", 0);
        let place = self.layout.range(Section::Stems);
        let mut last = None;
        for (start, key) in keys(self.bytes, self.layout, Section::Stems) {
            let (language, stem) = key.split_at(key.len().min(1));
            let after = words.partition_point(|(word, _)| word.as_slice() <= stem);
            let file = words.get(after.saturating_sub(1)).map(|(_, file)| *file);
            let here = file.map(|file| (language, file));
            if let Some((_, file)) = here.filter(|_| here != last) {
                self.add(place.start + start, key, file);
                last = here;
            }
        }
    }

    /// Lists may be cut anywhere.
    fn lists(&mut self, section: Section, size: usize) {
        let place = self.layout.range(section);
        for start in place.clone().step_by(even(place.len(), size)) {
            let file = self.new_file();
            self.add(start, b"", file);
        }
    }
}

/// Where the facets begin, and where the last ends.
pub(super) fn facet_borders(bytes: &[u8], layout: &Layout) -> Vec<usize> {
    let meta = Meta::read(layout.section(bytes, Section::Meta));
    let mut border = layout.range(Section::Facets).start;
    let mut borders = vec![border];
    for size in meta.facet_sizes {
        border += size as usize;
        borders.push(border);
    }
    borders
}

/// The words of an index of which all is there.
pub(super) fn dict<'a>(bytes: &'a [u8], layout: &Layout) -> Dict<'a> {
    let starts = layout.section(bytes, Section::TermBlocks);
    Dict::new(starts, window(bytes, layout, Section::Terms))
}

/// The forms of its words.
pub(super) fn stems<'a>(bytes: &'a [u8], layout: &Layout) -> Stems<'a> {
    let starts = window(bytes, layout, Section::StemBlocks);
    Stems::new(starts, window(bytes, layout, Section::Stems))
}

fn window<'a>(bytes: &'a [u8], layout: &Layout, section: Section) -> Window<'a> {
    let place = layout.range(section).start;
    Window::new(layout.section(bytes, section), place, None)
}

/// Start and first key of each block of the words or of their forms.
pub(super) fn keys<'a>(
    bytes: &'a [u8],
    layout: &Layout,
    section: Section,
) -> Vec<(usize, &'a [u8])> {
    let starts = match section {
        Section::Terms => Section::TermBlocks,
        _ => Section::StemBlocks,
    };
    let starts = layout.section(bytes, starts);
    let keys = layout.section(bytes, section);
    let block = |block| {
        let start = fixed(starts, 4, block) as usize;
        let bytes = keys.get(start..).unwrap_or(&[]);
        (start, ByteReader::new(bytes).sized())
    };
    (0..starts.len() / 4).map(block).collect()
}

/// A length cut in equal pieces of about `size`.
fn even(len: usize, size: usize) -> usize {
    len.div_ceil(len.div_ceil(size).max(1)).max(1)
}
