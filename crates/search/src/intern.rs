//! Which number has a key, given in order of first sight?
//!
//! An open-addressing table over an arena of keys: one allocation grows for all keys, and numbers
//! do not depend on the hash.

/// Numbers keys from 0 in the order in which they come.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    arena: Vec<u8>,
    ends: Vec<usize>,
    /// Number of a key plus one, at its hash; 0 where free. Length is a power of two.
    table: Vec<u32>,
}

fn hash(key: &[u8]) -> u64 {
    const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = key.len() as u64;
    let mut chunks = key.chunks_exact(8);
    let mut mix = |word: u64| hash = (hash ^ word).wrapping_mul(PRIME).rotate_left(29);
    for chunk in &mut chunks {
        mix(chunk
            .first_chunk()
            .map_or(0, |eight| u64::from_le_bytes(*eight)));
    }
    mix(chunks
        .remainder()
        .iter()
        .fold(0, |word, &byte| word << 8 | u64::from(byte)));
    hash ^ (hash >> 32)
}

impl Interner {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn key(&self, number: u32) -> &[u8] {
        let at = number as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.arena[start..self.ends[at]]
    }

    /// The number of a key, new or known.
    pub(crate) fn number(&mut self, key: &[u8]) -> u32 {
        if self.table.len() < (self.ends.len() + 1) * 2 {
            self.grow();
        }
        let slot = self.slot(key);
        if self.table[slot] == 0 {
            self.arena.extend_from_slice(key);
            self.ends.push(self.arena.len());
            self.table[slot] = self.ends.len() as u32;
        }
        self.table[slot] - 1
    }

    fn slot(&self, key: &[u8]) -> usize {
        let mask = self.table.len() - 1;
        let mut slot = hash(key) as usize & mask;
        while self.table[slot] != 0 && self.key(self.table[slot] - 1) != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.table = vec![0; (self.table.len() * 2).max(1024)];
        for number in 0..self.ends.len() as u32 {
            let slot = self.slot(self.key(number));
            self.table[slot] = number + 1;
        }
    }
}
