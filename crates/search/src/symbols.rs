//! How often does a word occur in each field of a document?
//!
//! The answer is one of few: once in the body, twice in the body, once in title and body. Each
//! distinct answer of an index is a **symbol**; symbols are numbered by how common they are, so
//! that a posting stores a small number instead of a list.

use crate::bytes::{ByteReader, put_number};
use crate::intern::Interner;

/// Most occurrences of a word in one field that are counted, and whose positions are kept.
pub(crate) const MOST_OCCURRENCES: u32 = 65_535;

/// Occurrences by field, ascending by field: (field, count).
pub(crate) type Counts = Vec<(u8, u32)>;

/// Fields, and occurrences in one of them alone, whose symbols are found without a search.
const COMMON: (usize, usize) = (8, 8);

/// Numbers symbols in the order in which they are first seen.
#[derive(Debug, Default)]
pub(crate) struct SymbolWriter {
    numbers: Interner,
    key: Vec<u8>,
    seen: Vec<(Counts, u64)>,
    /// Provisional numbers, plus one, of occurrences in one field alone.
    common: [[u32; COMMON.1]; COMMON.0],
}

impl SymbolWriter {
    /// The provisional number of a symbol, counted once more.
    pub(crate) fn number(&mut self, counts: &Counts) -> u32 {
        let common = match counts.as_slice() {
            &[(field, count)] => self
                .common
                .get_mut(usize::from(field))
                .and_then(|counts| counts.get_mut(count as usize)),
            _ => None,
        };
        if let Some(&mut known) = common
            && known > 0
        {
            self.seen[known as usize - 1].1 += 1;
            return known - 1;
        }
        let number = self.add(counts, 1);
        if let &[(field, count)] = counts.as_slice()
            && let Some(counts) = self.common.get_mut(usize::from(field))
            && let Some(common) = counts.get_mut(count as usize)
        {
            *common = number + 1;
        }
        number
    }

    /// The provisional number of a symbol, counted `times` more.
    pub(crate) fn add(&mut self, counts: &Counts, times: u64) -> u32 {
        self.key.clear();
        for &(field, count) in counts {
            self.key.push(field);
            put_number(&mut self.key, u64::from(count));
        }
        let number = self.numbers.number(&self.key);
        if number as usize == self.seen.len() {
            self.seen.push((counts.clone(), 0));
        }
        self.seen[number as usize].1 += times;
        number
    }

    /// What was seen, by provisional number, and how often.
    pub(crate) fn into_seen(self) -> Vec<(Counts, u64)> {
        self.seen
    }

    /// The counts of a provisional number.
    pub(crate) fn counts(&self, number: u32) -> &Counts {
        &self.seen[number as usize].0
    }

    /// Final numbers by provisional one, most common first.
    pub(crate) fn ranks(&self) -> Vec<u32> {
        let order = crate::order::positions(self.seen.len(), &|a, b| {
            let (a, b) = (&self.seen[a], &self.seen[b]);
            b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0))
        });
        let mut ranks = vec![0; order.len()];
        for (rank, &number) in (0..).zip(&order) {
            ranks[number as usize] = rank;
        }
        ranks
    }

    /// Writes the table in final order.
    pub(crate) fn write(&self, ranks: &[u32], out: &mut Vec<u8>) {
        let mut table = vec![&self.seen[..0]; 0];
        table.resize(ranks.len(), &[]);
        for (number, &rank) in ranks.iter().enumerate() {
            table[rank as usize] = &self.seen[number..=number];
        }
        put_number(out, table.len() as u64);
        for (counts, _) in table.into_iter().flatten() {
            put_number(out, counts.len() as u64);
            for &(field, count) in counts {
                put_number(out, u64::from(count) << 5 | u64::from(field));
            }
        }
    }
}

/// The symbols of an index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Symbols {
    counts: Vec<(u8, u32)>,
    ends: Vec<u32>,
}

impl Symbols {
    pub(crate) fn read(reader: &mut ByteReader<'_>) -> Self {
        let mut symbols = Self::default();
        for _ in 0..reader.number() {
            if reader.is_empty() {
                break;
            }
            for _ in 0..reader.number().min(32) {
                let packed = reader.number();
                let count = (packed >> 5).min(u64::from(MOST_OCCURRENCES)) as u32;
                symbols.counts.push(((packed & 31) as u8, count));
            }
            symbols.ends.push(symbols.counts.len() as u32);
        }
        symbols
    }

    /// Occurrences by field; none for a number that does not exist.
    #[inline]
    pub(crate) fn get(&self, symbol: u32) -> &[(u8, u32)] {
        let at = symbol as usize;
        let start = at
            .checked_sub(1)
            .and_then(|at| self.ends.get(at))
            .copied()
            .unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(0);
        self.counts.get(start as usize..end as usize).unwrap_or(&[])
    }

    pub(crate) fn len(&self) -> u32 {
        self.ends.len() as u32
    }
}
