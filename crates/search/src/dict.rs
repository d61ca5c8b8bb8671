//! Here is a word: which terms are it, begin with it, or look like it?
//!
//! Terms stand in the order of their keys, 16 to a block. A **key** is the folded word; where the
//! word as written has accents, a zero byte and the written word follow, so that all spellings of
//! a folded word are neighbours. In a block each key is written as what it shares with the one
//! before and what follows, then its [`TermInfo`] with sizes only: the block begins with where
//! the first lists lie. A table of block starts allows binary search; reading is in place.

use crate::bytes::{ByteReader, fixed, put_bytes, put_fixed, put_number};
use crate::parts::Window;
use crate::postings::TermInfo;

/// Terms in a block.
pub(crate) const BLOCK: usize = 16;

/// Longest key in bytes; longer words are cut when indexed and when searched.
pub(crate) const LONGEST_KEY: usize = 120;

/// Between the folded word and the word as written.
pub(crate) const SPELLING: u8 = 0;

/// Most bytes of a key: a long word twice, and what is between.
pub(crate) const MOST_BYTES: usize = 2 * LONGEST_KEY + 1;

/// Writes terms in ascending order of their keys.
#[derive(Debug, Default)]
pub(crate) struct DictWriter {
    pub(crate) starts: Vec<u8>,
    pub(crate) terms: Vec<u8>,
    last: Vec<u8>,
    count: usize,
}

impl DictWriter {
    pub(crate) fn add(&mut self, key: &[u8], info: TermInfo) {
        if self.count.is_multiple_of(BLOCK) {
            put_fixed(&mut self.starts, 4, self.terms.len() as u32);
            put_bytes(&mut self.terms, key);
            put_number(&mut self.terms, u64::from(info.postings));
            put_number(&mut self.terms, u64::from(info.positions));
        } else {
            put_shared(&self.last, key, &mut self.terms);
        }
        put_number(&mut self.terms, u64::from(info.doc_freq));
        put_number(&mut self.terms, u64::from(info.postings_len));
        put_number(&mut self.terms, u64::from(info.positions_len));
        self.last.clear();
        self.last.extend_from_slice(key);
        self.count += 1;
    }
}

/// Appends a key as what it shares with the last one and its rest: in one byte where both are
/// short.
pub(crate) fn put_shared(last: &[u8], key: &[u8], out: &mut Vec<u8>) {
    let shared = last.iter().zip(key).take_while(|(a, b)| a == b).count();
    let rest = &key[shared..];
    if shared < 15 && rest.len() < 16 {
        out.push((shared << 4 | rest.len()) as u8);
    } else {
        out.push(0xf0);
        put_number(out, shared as u64);
        put_number(out, rest.len() as u64);
    }
    out.extend_from_slice(rest);
}

/// Reads the next key over the last one; gives how many bytes they share.
pub(crate) fn read_shared(reader: &mut ByteReader<'_>, key: &mut Vec<u8>) -> usize {
    let packed = usize::from(reader.byte());
    let (shared, rest) = if packed == 0xf0 {
        (reader.small() as usize, reader.small() as usize)
    } else {
        (packed >> 4, packed & 15)
    };
    let shared = shared.min(key.len());
    key.truncate(shared);
    key.extend_from_slice(reader.take(rest.min(MOST_BYTES)));
    shared
}

/// The bytes from a block on; none where it is not there.
#[inline]
pub(crate) fn block_of<'a>(starts: &[u8], keys: Window<'a>, block: usize) -> &'a [u8] {
    if block >= starts.len() / 4 {
        return &[];
    }
    let start = fixed(starts, 4, block) as usize;
    let next = fixed(starts, 4, block + 1) as usize;
    keys.from(start, if next == 0 { usize::MAX } else { next })
}

/// The last block that begins at or before a key, or the first: the key is in it if in any.
pub(crate) fn block_with(starts: &[u8], keys: Window<'_>, key: &[u8]) -> usize {
    let (mut low, mut high) = (0, starts.len() / 4);
    while low < high {
        let middle = usize::midpoint(low, high);
        let known = keys.begins_before(fixed(starts, 4, middle) as usize, key);
        if known.unwrap_or_else(|| ByteReader::new(block_of(starts, keys, middle)).sized() <= key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low.saturating_sub(1)
}

/// The dictionary of an index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dict<'a> {
    starts: &'a [u8],
    terms: Window<'a>,
}

impl<'a> Dict<'a> {
    pub(crate) fn new(starts: &'a [u8], terms: Window<'a>) -> Self {
        Self { starts, terms }
    }

    fn blocks(&self) -> usize {
        self.starts.len() / 4
    }

    fn block(&self, block: usize) -> ByteReader<'a> {
        ByteReader::new(block_of(self.starts, self.terms, block))
    }

    /// Every term with this beginning will be read.
    pub(crate) fn want(&self, prefix: &[u8]) {
        self.terms.want(prefix);
    }

    /// A cursor at the first term whose key is at least `key`.
    pub(crate) fn seek(&self, key: &[u8]) -> TermCursor<'a> {
        let mut cursor = self.cursor(block_with(self.starts, self.terms, key));
        while cursor.advance() {
            if cursor.key.as_slice() >= key {
                cursor.held = true;
                break;
            }
        }
        cursor
    }

    /// A cursor before the first term of a block.
    pub(crate) fn cursor(&self, block: usize) -> TermCursor<'a> {
        TermCursor {
            dict: *self,
            reader: self.block(block),
            next: block * BLOCK,
            key: Vec::new(),
            shared: 0,
            info: TermInfo::default(),
            held: false,
        }
    }

    /// A cursor before the first term.
    pub(crate) fn all(&self) -> TermCursor<'a> {
        self.cursor(0)
    }

    /// The term of a number.
    pub(crate) fn get(&self, term: u32) -> Option<TermCursor<'a>> {
        let mut cursor = self.cursor(term as usize / BLOCK);
        for _ in 0..=term as usize % BLOCK {
            if !cursor.advance() {
                return None;
            }
        }
        Some(cursor)
    }
}

/// Walks over terms in order.
#[derive(Clone, Debug)]
pub(crate) struct TermCursor<'a> {
    dict: Dict<'a>,
    reader: ByteReader<'a>,
    next: usize,
    /// Key of the present term.
    pub(crate) key: Vec<u8>,
    /// Bytes it shares with the term before.
    pub(crate) shared: usize,
    /// Lists of the present term.
    pub(crate) info: TermInfo,
    /// True when the next step is the present term itself, after [`Dict::seek`].
    held: bool,
}

impl TermCursor<'_> {
    /// Steps to the next term; false at the end.
    pub(crate) fn advance(&mut self) -> bool {
        if self.held {
            self.held = false;
            return true;
        }
        if self.next.is_multiple_of(BLOCK) {
            if self.next / BLOCK >= self.dict.blocks() {
                return false;
            }
            self.reader = self.dict.block(self.next / BLOCK);
        }
        if self.reader.is_empty() {
            return false;
        }
        if self.next.is_multiple_of(BLOCK) {
            let first = self.reader.sized();
            self.shared = self
                .key
                .iter()
                .zip(first)
                .take_while(|(a, b)| a == b)
                .count();
            self.key.clear();
            self.key
                .extend_from_slice(first.get(..MOST_BYTES).unwrap_or(first));
            self.info.postings = self.reader.small();
            self.info.positions = self.reader.small();
        } else {
            self.shared = read_shared(&mut self.reader, &mut self.key);
            self.info.postings = self.info.postings.wrapping_add(self.info.postings_len);
            self.info.positions = self.info.positions.wrapping_add(self.info.positions_len);
        }
        self.info.doc_freq = self.reader.small();
        self.info.postings_len = self.reader.small();
        self.info.positions_len = self.reader.small();
        self.next += 1;
        true
    }

    /// Is the next term the first of a block?
    pub(crate) fn is_at_block(&self, block: usize) -> bool {
        self.next == block * BLOCK
    }

    /// Before a block, skips it and those after it whose terms all begin with `prefix`.
    pub(crate) fn skip_blocks(&mut self, prefix: &[u8]) {
        if self.held || !self.next.is_multiple_of(BLOCK) {
            return;
        }
        let begins = |block: usize| self.dict.block(block).sized().starts_with(prefix);
        let (first, blocks) = (self.next / BLOCK, self.dict.blocks());
        // The last of a row of such blocks may go on with other terms.
        let mut block = first;
        while block + 1 < blocks && begins(block) && begins(block + 1) {
            block += 1;
        }
        self.next = block * BLOCK;
    }

    /// Number of the present term.
    pub(crate) fn term(&self) -> u32 {
        self.next.saturating_sub(1) as u32
    }

    /// The folded word of the present term.
    pub(crate) fn folded(&self) -> &[u8] {
        self.key
            .split(|&byte| byte == SPELLING)
            .next()
            .unwrap_or(&[])
    }

    /// The word as written, in lower case.
    pub(crate) fn surface(&self) -> Vec<u8> {
        surface(&self.key)
    }
}

/// The key of a word: its fold, and how it is written where that differs. Of a word that differs by
/// one hyphen it is the hyphen and its place, which is at most 32.
pub(crate) fn key(folded: &str, surface: &str, out: &mut Vec<u8>) {
    out.clear();
    out.extend_from_slice(cut(folded));
    if surface == folded {
        return;
    }
    out.push(SPELLING);
    let hyphen = surface.find('-').filter(|at| (1..33).contains(at));
    match hyphen.and_then(|at| Some((at, folded.split_at_checked(at)?))) {
        Some((at, (start, end))) if surface[..at] == *start && surface[at + 1..] == *end => {
            out.extend_from_slice(&[b'-', at as u8]);
        }
        _ => out.extend_from_slice(cut(surface)),
    }
}

/// How the word of a key is written.
pub(crate) fn surface(key: &[u8]) -> Vec<u8> {
    let mut parts = key.splitn(2, |&byte| byte == SPELLING);
    let folded = parts.next().unwrap_or(&[]);
    match parts.next() {
        None => folded.to_vec(),
        Some(&[b'-', at]) => {
            let (start, end) = folded.split_at((at as usize).min(folded.len()));
            [start, b"-", end].concat()
        }
        Some(spelling) => spelling.to_vec(),
    }
}

/// A word cut to the longest key at a character's border.
pub(crate) fn cut(word: &str) -> &[u8] {
    let end = word.floor_char_boundary(LONGEST_KEY);
    &word.as_bytes()[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_tells_how_its_word_is_written() {
        for (folded, written, size) in [
            ("coup", "coup", 4),
            ("zuniga", "zúñiga", 6 + 1 + 8),
            ("learningbased", "learning-based", 13 + 1 + 2),
            ("uber-a", "über-a", 6 + 1 + 7),
            ("ubera", "über-a", 5 + 1 + 7),
            ("ab", "a-b-", 2 + 1 + 4),
        ] {
            let mut bytes = Vec::new();
            key(folded, written, &mut bytes);
            assert_eq!(surface(&bytes), written.as_bytes());
            assert_eq!(bytes.len(), size, "{written}");
        }
    }
}
