//! How does a word look when case, accents and width do not matter?
//!
//! Two forms of a character: its **fold** (`Ñ` to `n`, `Ａ` to `a`, `أ` to `ا`) and its
//! **surface** (`Ñ` to `ñ`: lower case and plain width, the accent kept), so that ranking can
//! prefer the exact accent. Marks of Indic scripts and kana voicing are letters and stay. The
//! table is written by `examples/fold_table.rs`, and a test holds it to full Unicode data.

mod dropped;
#[allow(clippy::unreadable_literal)] // code points and differences, written by a program
mod table;

use std::sync::LazyLock;

use dropped::is_dropped;
use table::{ACCENTED, MULTI, MULTI_TEXT, SINGLE};

/// The tables, read once from their compact form: small in a page, fast in memory.
struct Tables {
    single: Vec<Run>,
    accented: Vec<Run>,
    /// Character and end in [`MULTI_TEXT`].
    multi: Vec<(u32, usize)>,
}

/// First character, count, step, and what is added to each.
type Run = (u32, u32, u32, i32);

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    single: runs(SINGLE),
    accented: runs(ACCENTED),
    multi: entries(MULTI),
});

fn runs(mut bytes: &[u8]) -> Vec<Run> {
    let (mut first, mut delta) = (0, 0);
    let mut next = || number(&mut bytes);
    let count = next();
    let mut run = || {
        first += next();
        let (packed, change) = (next(), next());
        delta += (change >> 1) as i32 ^ -((change & 1) as i32);
        (first, packed >> 1, (packed & 1) + 1, delta)
    };
    (0..count).map(|_| run()).collect()
}

fn entries(mut bytes: &[u8]) -> Vec<(u32, usize)> {
    let (mut entries, mut key, mut end) = (Vec::new(), 0, 0);
    while !bytes.is_empty() {
        key += number(&mut bytes);
        end += number(&mut bytes) as usize;
        entries.push((key, end));
    }
    entries
}

/// Reads LEB128.
fn number(bytes: &mut &[u8]) -> u32 {
    let (mut value, mut shift) = (0, 0);
    while let Some((&byte, rest)) = bytes.split_first() {
        *bytes = rest;
        value |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
        shift += 7;
    }
    value
}

/// Folds case, accents and width away: `Zúñiga` becomes `zuniga`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, &mut out);
    }
    out
}

/// Appends the fold of one character: none, one or several.
#[inline]
pub fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else {
        fold_wide(c, out);
    }
}

/// Appends the lower case of one character in plain width, its accent kept.
#[inline]
pub fn surface_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else if let Some(lower) = look_up(&TABLES.accented, c) {
        out.push(lower);
    } else {
        fold_wide(c, out);
    }
}

fn fold_wide(c: char, out: &mut String) {
    if is_own_fold(c) {
        join_or_push(c, out);
    } else if let Some(folded) = look_up(&TABLES.single, c) {
        join_or_push(folded, out);
    } else if let Ok(at) = TABLES
        .multi
        .binary_search_by_key(&(c as u32), |entry| entry.0)
    {
        let end = |at: usize| TABLES.multi.get(at).map_or(0, |entry| entry.1);
        let start = at.checked_sub(1).map_or(0, end);
        out.push_str(MULTI_TEXT.get(start..end(at)).unwrap_or(""));
    } else if !is_dropped(c) {
        join_or_push(c, out);
    }
}

/// Whether a character stands for words or numbers of its own: a unit in one square (`㎏`), a word in
/// one (`㍿`), a number in a circle (`①`), a formula of reverence (`ﷺ`).
pub(crate) fn is_compound(c: char) -> bool {
    matches!(c as u32, 0x2460..=0x249b | 0x3200..=0x33ff | 0xfdfa..=0xfdfb)
}

/// Large blocks that fold to themselves, before any search.
fn is_own_fold(c: char) -> bool {
    matches!(c as u32, 0x3041..=0x3096 | 0x309b..=0x31ff | 0x3400..=0x9fff | 0xac00..=0xd7a3)
}

/// Pushes a character; a kana voicing mark joins its letter, as half-width text writes them apart.
fn join_or_push(c: char, out: &mut String) {
    let steps = match c {
        '\u{3099}' => 1,
        '\u{309a}' => 2,
        _ => return out.push(c),
    };
    match out.pop() {
        Some(kana) if matches!(kana, 'か'..='ほ' | 'カ'..='ホ') => {
            out.push(char::from_u32(kana as u32 + steps).unwrap_or(kana));
        }
        Some('ウ') => out.push('ヴ'),
        Some(other) => out.push(other),
        None => {}
    }
}

fn look_up(runs: &[Run], c: char) -> Option<char> {
    let code = c as u32;
    let at = runs.partition_point(|run| run.0 <= code).checked_sub(1)?;
    let &(first, count, step, delta) = runs.get(at)?;
    let away = code - first;
    let inside = away.is_multiple_of(step) && away / step < count;
    if inside {
        char::from_u32(code.wrapping_add_signed(delta))
    } else {
        None
    }
}

#[cfg(test)]
mod rule {
    use super::is_dropped;
    include!("fold/rule.rs");

    #[test]
    fn the_table_follows_the_rule() {
        for c in '\0'..=char::MAX {
            let mut got = String::new();
            super::fold_char(c, &mut got);
            let own =
                c.is_ascii_uppercase() || (!c.is_ascii() && !is_own_fold(c) && !is_dropped(c));
            let want = if own { folded(c) } else { c.to_string() };
            let want = if is_dropped(c)
                || matches!(c, '\u{3099}' | '\u{309a}' | '\u{ff9e}' | '\u{ff9f}')
            {
                String::new()
            } else {
                want
            };
            assert_eq!(got, want, "U+{:04X}", c as u32);
            let mut surface = String::new();
            super::surface_char(c, &mut surface);
            let kept = own.then(|| accented(c)).flatten().unwrap_or(want);
            assert_eq!(surface, kept, "surface of U+{:04X}", c as u32);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_as_readers_type() {
        for (text, want) in [
            ("Zúñiga", "zuniga"),
            ("STRASSE Straße", "strasse strasse"),
            ("ＦＵＬＬ１２", "full12"),
            ("ﬁn", "fin"),
            ("Zu\u{301}n\u{303}iga", "zuniga"),
            ("أحمد إلى", "احمد الي"),
            ("کتاب می‌خواهم", "كتاب ميخواهم"),
            ("שָׁלוֹם", "שלום"),
            ("ﾊﾞｽ が", "バス が"),
            ("١٢٣ ۴۵", "123 45"),
            ("金\u{f9b5} 塚\u{fa10}", "金例 塚塚"),
            ("ﷲ ﻻ ﷺ", "الله لا صلي الله عليه وسلم"),
            ("Łódź Øre ĳ", "lodz ore ij"),
            ("Ёлка мой", "елка мой"),
            ("Ώρα ΣΊΣΥΦΟΣ", "ωρα σισυφοσ"),
            ("हिन्दी", "हिन्दी"),
            ("İstanbul ISPARTA ılık", "istanbul isparta ilik"),
        ] {
            assert_eq!(fold(text), want, "{text}");
        }
    }

    #[test]
    fn the_surface_keeps_accents() {
        let mut out = String::new();
        "ZÚÑIGA Ａé".chars().for_each(|c| surface_char(c, &mut out));
        assert_eq!(out, "zúñiga aé");
    }
}
