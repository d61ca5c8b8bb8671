//! In which ways can the codes of a block be told?

use std::cell::OnceCell;

use crate::tokens::ToldCodes;

/// Bits, each with their number.
type Row = Vec<(u32, u32)>;

/// The ways to tell codes: as they were told, which nearly always will do, then the others.
pub(super) struct Starts<'a> {
    told: &'a ToldCodes,
    first: Row,
    others: OnceCell<Vec<Row>>,
}

impl Starts<'_> {
    pub(super) fn of(told: &ToldCodes) -> Starts<'_> {
        Starts {
            told,
            first: told.bits(&told.lengths),
            others: OnceCell::new(),
        }
    }

    pub(super) fn get(&self, number: usize) -> Option<&[(u32, u32)]> {
        match number.checked_sub(1) {
            None => Some(&self.first),
            Some(other) => {
                let others = self.others.get_or_init(|| others(self.told));
                others.get(other).map(Vec::as_slice)
            }
        }
    }
}

/// Where the lengths of codes are told, two symbols change their codes; the shortest first.
fn others(told: &ToldCodes) -> Vec<Row> {
    let size = |bits: &Row| bits.iter().map(|&(_, count)| count).sum::<u32>();
    let mut others: Vec<Row> = Vec::new();
    for symbol in 0..19 {
        for other in symbol + 1..19 {
            let mut lengths = told.lengths;
            lengths.swap(symbol, other);
            if lengths[symbol] == lengths[other] || lengths[symbol].min(lengths[other]) == 0 {
                continue;
            }
            let bits = told.bits(&lengths);
            let at = others.partition_point(|known| size(known) <= size(&bits));
            others.insert(at, bits);
        }
    }
    others
}
