//! Here are the bytes from where an entry begins: which of its blocks are whole?
//!
//! Each is looked for where it should be. Where bytes were lost or added before it, it is at another
//! place: after the end of some block, as all end in the same four bytes.

use backfile_model::Block;

/// What a full flush ends in, and so every block.
const FLUSH: [u8; 4] = [0, 0, 0xFF, 0xFF];

/// Places that are looked at, and blocks that are decoded, in search of blocks that were moved: far
/// more than any file of ours needs, so that a hostile one ends soon.
const MOST_PLACES: usize = 10_000_000;
const MOST_TRIES: usize = 1_000;

/// The decoded blocks, and nothing for those that are not whole anywhere.
pub(super) fn decode(bytes: &[u8], blocks: &[Block]) -> Vec<Option<Vec<u8>>> {
    let (mut start, mut ends, mut search) = (0_usize, None, Search::default());
    let each = blocks.iter().map(|block| {
        let mut found = stored(bytes, start, block).and_then(|stored| block.decode(stored));
        if found.is_none() {
            let ends = ends.get_or_insert_with(|| flush_ends(bytes));
            if let Some((place, raw)) = search.find(bytes, ends, block) {
                (start, found) = (place, Some(raw));
            }
        }
        start = start.saturating_add(block.stored_size_bytes as usize);
        found
    });
    each.collect()
}

/// What would be a block there; `None` where it does not end as one.
fn stored<'a>(bytes: &'a [u8], start: usize, block: &Block) -> Option<&'a [u8]> {
    let end = start.checked_add(block.stored_size_bytes as usize)?;
    let stored = bytes.get(start..end)?;
    stored.ends_with(&FLUSH).then_some(stored)
}

/// How much was looked for so far.
#[derive(Default)]
struct Search {
    places: usize,
    tries: usize,
}

impl Search {
    fn find(&mut self, bytes: &[u8], ends: &[usize], block: &Block) -> Option<(usize, Vec<u8>)> {
        for &end in ends {
            self.places += 1;
            if self.places > MOST_PLACES || self.tries > MOST_TRIES {
                return None;
            }
            let Some(stored) = stored(bytes, end, block) else {
                continue;
            };
            self.tries += 1;
            if let Some(raw) = block.decode(stored) {
                return Some((end, raw));
            }
        }
        None
    }
}

fn flush_ends(bytes: &[u8]) -> Vec<usize> {
    let windows = bytes.windows(FLUSH.len()).enumerate();
    let ends = windows.filter(|(_, window)| *window == FLUSH);
    ends.map(|(at, _)| at + FLUSH.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_all_ends_of_blocks_come_to_an_end() {
        let bytes = FLUSH.repeat(100_000);
        let block = Block {
            raw_size_bytes: 1 << 20,
            stored_size_bytes: 1 << 12,
            ..Block::default()
        };
        let found = decode(&bytes, &vec![block; 5_000]);
        assert!(found.iter().all(Option::is_none));
    }
}
