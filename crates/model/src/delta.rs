//! What must be done to some bytes so that they become others? Delta encoding: stretches to copy,
//! and what is new between them (Hunt, Vo and Tichy, "Delta Algorithms", 1998).
//!
//! The bytes are numbers in LEB128: the size of the result, then until that is reached how far to
//! go in the old bytes from where the last copy ended (zigzag, as it may be back), how many bytes
//! to copy from there, how many new ones follow, and those. They are meant to be compressed.

/// What makes the new bytes of the old ones ([`apply`]), where they are not far more.
pub fn delta(old: &[u8], new: &[u8]) -> Vec<u8> {
    let places = encode::Places::of(old);
    encode::write(old, new, &places)
}

/// The new bytes; `None` where the delta is damaged or was made for other bytes, or would make far
/// more than there are: anybody may have written it.
pub fn apply(old: &[u8], delta: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader(delta);
    let most = old.len().checked_mul(2)?.checked_add(delta.len())?;
    let size = reader.number().filter(|&size| size <= most)?;
    let mut new = Vec::new();
    let mut at = 0_usize;
    while new.len() < size {
        let skip = reader.number()?;
        let back = usize::MAX * (skip & 1);
        at = at.wrapping_add(skip >> 1 ^ back);
        let copied = reader.number()?;
        let end = at.checked_add(copied)?;
        let copied = old.get(at..end).filter(|_| end - at <= size - new.len())?;
        new.extend_from_slice(copied);
        at = end;
        let (added, rest) = {
            let count = reader.number()?;
            reader.0.split_at_checked(count)?
        };
        if copied.is_empty() && added.is_empty() {
            return None;
        }
        new.extend_from_slice(added);
        reader.0 = rest;
    }
    (new.len() == size && reader.0.is_empty()).then_some(new)
}

/// A row of deltas as one: of each its size in LEB128 and the bytes.
pub fn join(deltas: &[Vec<u8>]) -> Vec<u8> {
    let mut joined = Vec::new();
    for delta in deltas {
        encode::put(&mut joined, delta.len());
        joined.extend_from_slice(delta);
    }
    joined
}

/// The deltas of a row; `None` where it is damaged.
pub fn split(joined: &[u8]) -> Option<Vec<&[u8]>> {
    let mut reader = Reader(joined);
    let mut deltas = Vec::new();
    while !reader.0.is_empty() {
        let size = reader.number()?;
        let (delta, rest) = reader.0.split_at_checked(size)?;
        deltas.push(delta);
        reader.0 = rest;
    }
    Some(deltas)
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn number(&mut self) -> Option<usize> {
        let mut value = 0;
        for shift in (0..32).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}

mod encode {
    //! Greedy: the longest copy at each place, the one that goes on from the last before others.

    use std::collections::HashMap;

    /// Bytes that are looked up. Shorter copies cost as much as they save.
    const WINDOW: usize = 12;
    /// Places that are tried for the same bytes.
    const TRIES: usize = 16;

    /// Where in the old bytes is which window?
    pub(super) struct Places<'a> {
        last: HashMap<&'a [u8], u32>,
        /// The place before, of the same bytes.
        before: Vec<u32>,
    }

    impl<'a> Places<'a> {
        pub(super) fn of(old: &'a [u8]) -> Places<'a> {
            let mut last = HashMap::new();
            let windows = (0..).zip(old.windows(WINDOW));
            let before = windows.map(|(at, window)| last.insert(window, at).unwrap_or(u32::MAX));
            Places {
                before: before.collect(),
                last,
            }
        }

        /// The place with most bytes in common; the first of those nearest to `near`.
        fn find(&self, old: &[u8], rest: &[u8], near: usize) -> Option<(usize, usize)> {
            let mut place = *self.last.get(rest.get(..WINDOW)?)?;
            let mut best: Option<(usize, usize)> = None;
            for _ in 0..TRIES {
                let at = place as usize;
                let len = common(&old[at..], rest);
                let is_better = best.is_none_or(|(other, most)| {
                    len > most || (len == most && at.abs_diff(near) < other.abs_diff(near))
                });
                if is_better {
                    best = Some((at, len));
                }
                match self.before.get(at) {
                    Some(&before) if before != u32::MAX => place = before,
                    _ => break,
                }
            }
            best
        }
    }

    fn common(a: &[u8], b: &[u8]) -> usize {
        a.iter().zip(b).take_while(|(a, b)| a == b).count()
    }

    pub(super) fn write(old: &[u8], new: &[u8], places: &Places<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, new.len());
        // The copy that is to be written, and where what is new after it begins.
        let (mut copy, mut at, mut fresh) = (0..0, 0, 0);
        let mut end = 0;
        while at < new.len() {
            let ahead = copy.end + (at - fresh);
            let found = here(old, new, at, ahead).or_else(|| places.find(old, &new[at..], ahead));
            let Some((mut from, mut len)) = found else {
                at += 1;
                continue;
            };
            while at > fresh && from > 0 && old[from - 1] == new[at - 1] {
                (from, at, len) = (from - 1, at - 1, len + 1);
            }
            if at > 0 {
                put_step(&mut out, &mut end, &copy, &new[fresh..at]);
            }
            copy = from..from + len;
            at += len;
            fresh = at;
        }
        if !new.is_empty() {
            put_step(&mut out, &mut end, &copy, &new[fresh..]);
        }
        out
    }

    /// Where as many bytes were replaced as are new, the copy goes on after them; a short one will do.
    fn here(old: &[u8], new: &[u8], at: usize, ahead: usize) -> Option<(usize, usize)> {
        let len = common(old.get(ahead..)?, &new[at..]);
        (len >= WINDOW / 2).then_some((ahead, len))
    }

    fn put_step(out: &mut Vec<u8>, end: &mut usize, copy: &std::ops::Range<usize>, added: &[u8]) {
        let skip = copy.start.wrapping_sub(*end) as isize;
        put(out, (skip << 1 ^ skip >> (isize::BITS - 1)) as usize);
        put(out, copy.len());
        put(out, added.len());
        out.extend_from_slice(added);
        *end = copy.end;
    }

    pub(super) fn put(out: &mut Vec<u8>, mut number: usize) {
        while number >= 0x80 {
            out.push(number as u8 | 0x80);
            number >>= 7;
        }
        out.push(number as u8);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn check(old: &[u8], new: &[u8]) -> usize {
        let delta = delta(old, new);
        assert_eq!(apply(old, &delta).unwrap(), new);
        delta.len()
    }

    #[test]
    fn what_stayed_is_copied() {
        let old: Vec<u8> = (0..10_000_u32)
            .flat_map(|n| (n * n).to_le_bytes())
            .collect();
        assert!(check(&old, &old) < 10);
        let mut new = old.clone();
        new[5_000] ^= 1;
        new.splice(20_000..20_000, *b"inserted");
        new.drain(30_000..30_500);
        assert!(check(&old, &new) < 60, "{}", check(&old, &new));
        assert_eq!(check(&old, b""), 1);
        assert_eq!(check(b"", &old[..100]), 1 + 3 + 100);
    }

    #[test]
    fn a_row_is_split_as_it_was_joined() {
        let deltas = [vec![1; 300], vec![], vec![2]];
        let joined = join(&deltas);
        assert_eq!(split(&joined).unwrap(), deltas);
        assert_eq!(split(&joined[..joined.len() - 1]), None);
        assert_eq!(split(&[0xFF; 9]), None);
        assert_eq!(split(&[]), Some(Vec::new()));
    }

    #[test]
    fn what_is_damaged_is_refused() {
        let old: Vec<u8> = (0..=255).collect();
        let new = [&old[100..], b"more", &old[..50]].concat();
        let good = delta(&old, &new);
        for end in 0..good.len() {
            assert_eq!(apply(&old, &good[..end]), None, "{end}");
        }
        assert_eq!(apply(&old[..200], &good), None);
        assert_eq!(apply(&old, &[&good[..], b"x"].concat()), None);
        // The same bytes again and again.
        let bomb: Vec<u8> = [0x80, 0x10]
            .into_iter()
            .chain([0, 0x80, 2, 0, 0xFF, 3, 0x80, 2, 0].repeat(8))
            .collect();
        assert_eq!(apply(&old, &bomb), None);
        // A size that no bytes can pay for.
        let hostile = [0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0, 0];
        assert_eq!(apply(&old, &hostile), None);
    }

    proptest! {
        #[test]
        fn any_bytes_become_any_others(
            old in prop::collection::vec(0_u8..4, 0..400),
            new in prop::collection::vec(0_u8..4, 0..400),
            cut in 0_usize..400,
        ) {
            prop_assume!(new.len() <= old.len());
            check(&old, &new);
            let cut = cut.min(old.len());
            let mixed = [&old[cut..], &new[..], &old[..cut]].concat();
            check(&old, &mixed);
        }

        #[test]
        fn no_delta_panics(
            old in prop::collection::vec(any::<u8>(), 0..50),
            delta in prop::collection::vec(any::<u8>(), 0..50),
        ) {
            if let Some(new) = apply(&old, &delta) {
                prop_assert!(new.len() <= 2 * old.len() + delta.len());
            }
        }
    }
}
