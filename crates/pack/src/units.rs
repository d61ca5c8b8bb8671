//! What does an HTML parser make of bytes that stand raw in a comment of a UTF-16 page?
//!
//! It hands on nearly all units as they are. The others come out as one of two: U+FFFD for halves
//! of a pair that stand alone, for NUL and for U+FFFD itself; U+000A for LF, CR, and the two
//! together, which become one. Which of them it was is told by a *sign*, one unit for each, and
//! all signs stand in a comment of their own before the data ([`SIGN_BASE`]). 3 % of the units of
//! compressed data would have one; where those are written again ([`mod@crate::well_formed`]), one in
//! ten thousand has. The decoder in the page is `read` in `src/boot/boot.js`.
//!
//! Only a comment's end cannot be said by signs: bytes that hold one are written in another way
//! (see [`holds_end`] and its users), which in practice never happens.

/// What is added to a sign so that it is a unit which no parser touches.
pub(crate) const SIGN_BASE: u16 = 0x4E00;

const SURROGATES: std::ops::Range<u16> = 0xD800..0xE000;
const LOW_SURROGATES: std::ops::Range<u16> = 0xDC00..0xE000;
/// Signs after those of the 2,048 surrogates.
const REPLACEMENT: u16 = 0x800;
const NUL: u16 = 0x801;
const LF: u16 = 0x802;
const CR: u16 = 0x803;
const CR_LF: u16 = 0x804;

/// What a parser makes of some bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parsed {
    /// How many units it hands on.
    pub(crate) unit_count: usize,
    /// What the changed ones were.
    pub(crate) signs: Vec<u16>,
    /// How many units are fewer than in the bytes.
    pub(crate) joined_count: usize,
}

/// The units of bytes; an odd last byte counts as one with [`PAD`].
pub(crate) fn units(bytes: &[u8]) -> impl Iterator<Item = u16> {
    let unit = |pair: &[u8]| u16::from_le_bytes([pair[0], pair.get(1).copied().unwrap_or(PAD)]);
    bytes.chunks(2).map(unit)
}

/// Follows bytes of an odd number. No unit with it is half of a pair.
pub(crate) const PAD: u8 = b' ';

/// Parses bytes that begin at a unit, after no half of a pair and no CR.
pub(crate) fn parse(bytes: &[u8]) -> Parsed {
    let mut parsed = Parsed::default();
    let mut units = units(bytes).peekable();
    while let Some(unit) = units.next() {
        parsed.unit_count += 1;
        let next = units.peek().copied();
        let is_low = |unit: u16| LOW_SURROGATES.contains(&unit);
        let sign = match unit {
            _ if SURROGATES.contains(&unit) => {
                if !is_low(unit) && next.is_some_and(is_low) {
                    units.next();
                    parsed.unit_count += 1;
                    continue;
                }
                unit - SURROGATES.start
            }
            0xFFFD => REPLACEMENT,
            0 => NUL,
            0x0A => LF,
            0x0D if next == Some(0x0A) => {
                units.next();
                parsed.joined_count += 1;
                CR_LF
            }
            0x0D => CR,
            _ => continue,
        };
        parsed.signs.push(sign);
    }
    parsed
}

/// Whether bytes that begin at a unit hold the end of a comment.
pub(crate) fn holds_end(bytes: &[u8]) -> bool {
    const DASH: u16 = b'-' as u16;
    let mut last = [0_u16; 3];
    units(bytes).any(|unit| {
        let is_end = unit == u16::from(b'>')
            && (last[1..] == [DASH, DASH] || last == [DASH, DASH, u16::from(b'!')]);
        last = [last[1], last[2], unit];
        is_end
    })
}

/// Signs as they stand in the page.
pub(crate) fn sign_text(signs: &[u16]) -> Vec<u8> {
    let written = signs.iter().map(|sign| SIGN_BASE + sign);
    written.flat_map(u16::to_le_bytes).collect()
}

/// Text as it stands in the page.
pub(crate) fn encode(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a decoder and a parser do, as their standards say.
    fn browser(bytes: &[u8]) -> Vec<u16> {
        let text = String::from_utf16_lossy(&units(bytes).collect::<Vec<_>>());
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        text.replace('\0', "\u{FFFD}").encode_utf16().collect()
    }

    /// What `read` in `boot.js` does.
    fn restore(parsed: &[u16], signs: &[u16], size: usize) -> Vec<u8> {
        let mut signs = signs.iter();
        let mut units = Vec::new();
        for &unit in parsed {
            if unit != 0xFFFD && unit != 10 {
                units.push(unit);
                continue;
            }
            match *signs.next().unwrap_or(&LF) {
                sign @ 0..0x800 => units.push(SURROGATES.start + sign),
                REPLACEMENT => units.push(0xFFFD),
                NUL => units.push(0),
                LF => units.push(10),
                CR => units.push(13),
                _ => units.extend([13, 10]),
            }
        }
        let mut bytes: Vec<u8> = units.into_iter().flat_map(u16::to_le_bytes).collect();
        bytes.truncate(size);
        bytes
    }

    fn check(bytes: &[u8]) {
        let parsed = parse(bytes);
        let page = browser(bytes);
        assert_eq!(page.len(), parsed.unit_count);
        assert_eq!(
            bytes.len().div_ceil(2) - parsed.joined_count,
            parsed.unit_count
        );
        assert_eq!(restore(&page, &parsed.signs, bytes.len()), bytes);
    }

    #[test]
    fn units_that_a_parser_changes_come_back() {
        let units = [
            0xD800, 0xDC00, 0xDC00, 0xD800, 0xD800, 0xDFFF, 0xFFFD, 0, 10, 13, 13, 10, 10, 13,
            0xFFFE, 0xFEFF, 1, 0xD800,
        ];
        let bytes: Vec<u8> = units
            .iter()
            .flat_map(|unit: &u16| unit.to_le_bytes())
            .collect();
        check(&bytes);
        check(&bytes[..bytes.len() - 1]);
        check(&[]);
    }

    #[test]
    fn the_end_of_a_comment_is_seen_where_a_parser_sees_it() {
        for text in ["-->", "a--->", "x--!>", "<!-->"] {
            assert!(holds_end(&encode(text)), "{text}");
            assert!(
                !holds_end(&[b" ", &*encode(text)].concat()),
                "{text} between units"
            );
        }
        for text in ["", "--", "->", "--x>", "-!>", "- ->"] {
            assert!(!holds_end(&encode(text)), "{text}");
        }
    }

    #[test]
    fn random_bytes_grow_by_a_thirtieth() {
        let mut state = 1_u32;
        let bytes: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .take(200_000)
        .collect();
        check(&bytes);
        let share = sign_text(&parse(&bytes).signs).len() as f64 / bytes.len() as f64;
        assert!((0.02..0.04).contains(&share), "{share}");
    }

    /// Units that something happens to, and some others.
    fn unit() -> impl Strategy<Value = u16> {
        prop_oneof![
            any::<u16>(),
            0xD7FE_u16..0xE002,
            proptest::sample::select(vec![0, 10, 13, 0x2D, 0x3E, 0x21, 0xFFFD, 0xFEFF]),
        ]
    }

    proptest! {
        #[test]
        fn any_bytes_come_back(units in proptest::collection::vec(unit(), 0..200), odd in any::<bool>()) {
            let mut bytes: Vec<u8> = units.into_iter().flat_map(u16::to_le_bytes).collect();
            bytes.truncate(bytes.len().saturating_sub(usize::from(odd)));
            check(&bytes);
        }
    }
}
