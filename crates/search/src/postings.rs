//! Here is a term: which documents hold it, and how often?
//!
//! A posting list is cut into blocks of 128 documents. A block is one byte of parameters and two
//! runs of Rice code: gaps between documents, then symbols (see `symbols`). A list of several
//! blocks begins with a table that tells for each block its last document, its sizes and the
//! greatest weight in it, so that a reader can skip blocks that cannot matter.

use crate::bits::{BitReader, BitWriter};
use crate::bytes::{ByteReader, put_number};

/// Documents in a block.
pub(crate) const BLOCK: usize = 128;

/// One document of a list while it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Posting {
    pub(crate) doc: u32,
    pub(crate) symbol: u32,
    /// Quantised weight, an upper bound (see `weight`).
    pub(crate) weight: u8,
}

/// Where the lists of a term lie, and how long they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TermInfo {
    pub(crate) doc_freq: u32,
    pub(crate) postings: u32,
    pub(crate) postings_len: u32,
    pub(crate) positions: u32,
    pub(crate) positions_len: u32,
}

/// Writes lists, one after the other.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    /// The blocks of the list.
    blocks: BitWriter,
    gaps: Vec<u32>,
    symbols: Vec<u32>,
}

impl Writer {
    /// Writes a list; `position_sizes` holds the bytes of positions of each block.
    pub(crate) fn write(
        &mut self,
        list: &[Posting],
        doc_count: u32,
        position_sizes: &[usize],
        out: &mut Vec<u8>,
    ) {
        self.blocks.clear();
        if let [only] = list {
            let (gap, symbol) = single(doc_count);
            self.blocks.rice(only.doc, gap);
            self.blocks.rice(only.symbol, symbol);
            out.extend_from_slice(self.blocks.bytes());
            return;
        }
        let mut before = u32::MAX;
        for (block, position_size) in list.chunks(BLOCK).zip(position_sizes) {
            let size = self.block(block, before);
            let last = block.last().map_or(0, |posting| posting.doc);
            if list.len() > BLOCK {
                put_number(out, u64::from(last.wrapping_sub(before)));
                put_number(out, size as u64);
                put_number(out, *position_size as u64);
                let weights = block.iter().map(|posting| posting.weight);
                out.push(weights.max().unwrap_or(0));
            }
            before = last;
        }
        out.extend_from_slice(self.blocks.bytes());
    }

    /// Writes a block; gives its size.
    fn block(&mut self, block: &[Posting], before: u32) -> usize {
        let start = self.blocks.bytes().len();
        let mut last = before;
        self.gaps.clear();
        self.gaps.extend(block.iter().map(|posting| {
            let gap = posting.doc.wrapping_sub(last).wrapping_sub(1);
            last = posting.doc;
            gap
        }));
        self.symbols.clear();
        self.symbols
            .extend(block.iter().map(|posting| posting.symbol));
        let gap = best_parameter(&self.gaps, 31);
        let symbol = best_parameter(&self.symbols, 7);
        let bits = &mut self.blocks;
        bits.put(u64::from(gap), 5);
        bits.put(u64::from(symbol), 3);
        self.gaps.iter().for_each(|&value| bits.rice(value, gap));
        self.symbols
            .iter()
            .for_each(|&value| bits.rice(value, symbol));
        bits.bytes().len() - start
    }
}

/// Rice parameters of a list of one document: its number nearly plain.
fn single(doc_count: u32) -> (u32, u32) {
    (32 - doc_count.leading_zeros(), 1)
}

/// The least parameter that needs the fewest bits. The bits first fall and then rise with it, so
/// the first rise ends the search; it begins where half the parameter's range is the mean.
fn best_parameter(values: &[u32], most: u32) -> u32 {
    let size = |k: u32| {
        let quotients: u64 = values.iter().map(|&value| u64::from(value >> k)).sum();
        quotients + values.len() as u64 * u64::from(k)
    };
    let mean =
        values.iter().map(|&value| u64::from(value)).sum::<u64>() / values.len().max(1) as u64;
    let mut best = mean.checked_ilog2().unwrap_or(0).min(most);
    let mut least = size(best);
    while best > 0 && size(best - 1) <= least {
        best -= 1;
        least = size(best);
    }
    while best < most && size(best + 1) < least {
        best += 1;
        least = size(best);
    }
    best
}

/// What the table says of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BlockInfo {
    /// The last document before the block, or `u32::MAX`.
    pub(crate) before: u32,
    /// Its last document.
    pub(crate) last: u32,
    pub(crate) count: u32,
    /// Quantised: no document in it weighs more. The greatest where it is not known.
    pub(crate) most: u8,
    start: u32,
    /// Where its positions start, from the start of the term's positions.
    pub(crate) positions: u32,
}

/// A posting list, read in place.
#[derive(Debug)]
pub(crate) struct PostingList<'a> {
    bytes: &'a [u8],
    pub(crate) doc_freq: u32,
    doc_count: u32,
    /// The only block of a short list.
    whole: [BlockInfo; 1],
    /// The blocks of a long one.
    table: Vec<BlockInfo>,
}

impl<'a> PostingList<'a> {
    /// Opens a list of `doc_freq` documents; `bytes` may go on behind its end.
    pub(crate) fn open(bytes: &'a [u8], info: TermInfo, doc_count: u32) -> Self {
        // A term is in at most every document: damaged numbers must not cost memory.
        let doc_freq = info.doc_freq.min(doc_count);
        let count = (doc_freq as usize).div_ceil(BLOCK);
        let whole = BlockInfo {
            before: u32::MAX,
            last: doc_count.wrapping_sub(1),
            count: doc_freq,
            most: u8::MAX,
            start: 0,
            positions: 0,
        };
        let mut list = Self {
            bytes,
            doc_freq,
            doc_count,
            whole: [whole],
            table: Vec::new(),
        };
        if count <= 1 {
            return list;
        }
        let mut reader = ByteReader::new(bytes);
        let (mut before, mut start, mut positions) = (u32::MAX, 0u32, 0u32);
        list.table.reserve_exact(count.min(bytes.len()));
        for block in 0..count {
            if reader.is_empty() {
                break;
            }
            let last = before.wrapping_add(reader.small());
            let (size, position_size) = (reader.small(), reader.small());
            let most = reader.byte();
            let count = (doc_freq - (block * BLOCK) as u32).min(BLOCK as u32);
            list.table.push(BlockInfo {
                before,
                last,
                count,
                most,
                start,
                positions,
            });
            start = start.wrapping_add(size);
            positions = positions.wrapping_add(position_size);
            before = last;
        }
        let table = (bytes.len() - reader.rest().len()) as u32;
        for block in &mut list.table {
            block.start = block.start.wrapping_add(table);
        }
        list
    }

    /// The blocks of the list.
    pub(crate) fn blocks(&self) -> &[BlockInfo] {
        if self.table.is_empty() {
            &self.whole
        } else {
            &self.table
        }
    }

    /// Reads the documents of a block, and its symbols where wanted, over what `out` held.
    #[inline]
    pub(crate) fn read(&self, block: &BlockInfo, symbols: bool, out: &mut Decoded) {
        let rest = self.read_docs(block, out);
        if symbols {
            rest.read(out, BLOCK);
        }
    }

    /// Reads the documents of a block over what `out` held; what comes back reads their symbols.
    #[inline]
    pub(crate) fn read_docs(&self, block: &BlockInfo, out: &mut Decoded) -> SymbolReader<'a> {
        let bytes = self.bytes.get(block.start as usize..).unwrap_or(&[]);
        let mut bits = BitReader::new(bytes);
        let (k_gap, parameter) = if self.doc_freq == 1 {
            single(self.doc_count)
        } else {
            (bits.get(5), bits.get(3))
        };
        let count = (block.count as usize).min(BLOCK);
        out.len = 0;
        let docs = &mut out.docs[..count];
        bits.rices(k_gap, docs);
        let mut doc = block.before;
        for slot in docs {
            doc = doc.wrapping_add(*slot).wrapping_add(1);
            // Documents beyond the last are damage: the list ends there.
            if doc >= self.doc_count {
                break;
            }
            *slot = doc;
            out.len += 1;
        }
        SymbolReader {
            bits,
            parameter,
            count,
        }
    }
}

/// Reads the symbols of a block whose documents have been read.
#[derive(Debug)]
pub(crate) struct SymbolReader<'a> {
    bits: BitReader<'a>,
    parameter: u32,
    count: usize,
}

impl SymbolReader<'_> {
    /// Reads the symbols of the first `most` documents.
    #[inline]
    pub(crate) fn read(mut self, out: &mut Decoded, most: usize) {
        let most = self.count.min(most);
        self.bits.rices(self.parameter, &mut out.symbols[..most]);
    }
}

/// A block read into memory.
#[derive(Clone, Debug)]
pub(crate) struct Decoded {
    docs: [u32; BLOCK],
    symbols: [u32; BLOCK],
    len: usize,
}

impl Default for Decoded {
    fn default() -> Self {
        Self {
            docs: [0; BLOCK],
            symbols: [0; BLOCK],
            len: 0,
        }
    }
}

impl Decoded {
    pub(crate) fn docs(&self) -> &[u32] {
        &self.docs[..self.len]
    }

    pub(crate) fn symbols(&self) -> &[u32] {
        &self.symbols[..self.len]
    }
}
