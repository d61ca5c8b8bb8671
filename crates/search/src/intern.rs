//! Which number has a key, given in order of first sight?
//!
//! An open-addressing table over an arena of keys: one allocation grows for all keys, and numbers
//! do not depend on the hash.

/// Numbers keys from 0 in the order in which they come.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    arena: Vec<u8>,
    ends: Vec<u32>,
    /// At the hash of each key its number plus one (0 where free), above some other bits of the
    /// hash, which spare most looks at other keys. Length is a power of two.
    table: Vec<u64>,
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
        &self.arena[start as usize..self.ends[at] as usize]
    }

    /// The number of a key, new or known.
    #[inline]
    pub(crate) fn number(&mut self, key: &[u8]) -> u32 {
        if self.table.len() < (self.ends.len() + 1) * 2 {
            self.grow();
        }
        let hash = hash(key);
        let mask = self.table.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let entry = self.table[slot];
            if entry == 0 {
                return self.insert(slot, hash, key);
            }
            let number = (entry >> 32) as u32 - 1;
            if entry as u32 == (hash >> 32) as u32 && self.key(number) == key {
                return number;
            }
            slot = (slot + 1) & mask;
        }
    }

    fn insert(&mut self, slot: usize, hash: u64, key: &[u8]) -> u32 {
        self.arena.extend_from_slice(key);
        self.ends.push(self.arena.len() as u32);
        self.table[slot] = (self.ends.len() as u64) << 32 | hash >> 32;
        self.ends.len() as u32 - 1
    }

    /// Forgets all keys, but keeps the room for them.
    pub(crate) fn clear(&mut self) {
        self.arena.clear();
        self.ends.clear();
        self.table.fill(0);
    }

    fn grow(&mut self) {
        let len = (self.table.len() * 2).max(64);
        self.table.clear();
        self.table.resize(len, 0);
        for number in 0..self.ends.len() as u32 {
            let hash = hash(self.key(number));
            let mut slot = hash as usize & (len - 1);
            while self.table[slot] != 0 {
                slot = (slot + 1) & (len - 1);
            }
            self.table[slot] = (u64::from(number) + 1) << 32 | hash >> 32;
        }
    }
}
