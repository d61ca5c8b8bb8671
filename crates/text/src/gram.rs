//! How is a script without spaces cut for an index?
//!
//! Into overlapping pairs of characters, and the last character alone: a search for two or more
//! characters is a row of pairs, a search for one is every pair that begins with it or the lone
//! end. So both mean "contains". A mark belongs to the letter before it.

use std::ops::Range;

/// Is this character of a script that is indexed in pairs (Han, kana, Hangul, Thai, Lao, Khmer,
/// Burmese)? Korean has spaces, but glues particles to its words.
pub fn is_gram(c: char) -> bool {
    let code = c as u32;
    code >= 0xe01
        && matches!(code, 0xe01..=0xe4e | 0xe80..=0xecf | 0x1000..=0x103f | 0x1050..=0x108f
            | 0x1100..=0x11ff | 0x1780..=0x17d3 | 0x3005..=0x3007 | 0x3041..=0x309f
            | 0x30a1..=0x30fa | 0x30fc..=0x30ff | 0x3131..=0x318e | 0x31f0..=0x31ff
            | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xac00..=0xd7a3 | 0xf900..=0xfaff
            | 0xff66..=0xffdc | 0x2_0000..=0x3_ffff)
}

/// Marks that stay with the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c as u32, 0xe31 | 0xe34..=0xe3a | 0xe47..=0xe4e | 0xeb1 | 0xeb4..=0xebc
        | 0xec8..=0xece | 0x102b..=0x103e | 0x1056..=0x1059 | 0x17b4..=0x17d3
        | 0x3099..=0x309a | 0xff9e..=0xff9f | 0x1161..=0x11ff | 0xfe00..=0xfe0f | 0x200b..=0x200d)
}

/// The byte ranges of the pairs of `run`, and of its last character.
pub(crate) fn grams(run: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let starts = || {
        run.char_indices()
            .filter(|&(at, c)| at == 0 || !is_mark(c))
            .map(|(at, _)| at)
    };
    let end = run.len();
    let ends = starts().skip(2).chain([end, end]);
    starts().zip(ends).map(|(start, end)| start..end)
}
