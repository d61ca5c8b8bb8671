//! Here is a line as it was copied: which characters of it are text?
//!
//! Invisible characters go, white space becomes single blanks; a non-breaking space stays only
//! where typography wants one (French punctuation, thousands), because elsewhere it is an
//! accident of the page. Quotes and dashes are left exactly as they are, and so are the marks
//! that right-to-left scripts need.

/// The line with clean white space, trimmed.
pub fn clean(line: &str) -> String {
    let chars: Vec<char> = line.chars().filter(|&c| !is_invisible(c)).collect();
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_whitespace() {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        let end = (at..chars.len())
            .find(|&i| !chars[i].is_whitespace())
            .unwrap_or(chars.len());
        if at > 0 && end < chars.len() {
            let lone = end - at == 1 && is_fixed(chars[at]);
            let keep = lone && wants_fixed(chars[at - 1], chars[end]);
            out.push(if keep { chars[at] } else { ' ' });
        }
        at = end;
    }
    out
}

/// Byte order marks inside the text, soft hyphens and control characters.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{FEFF}' | '\u{AD}' | '\u{2060}') || (c.is_control() && !c.is_whitespace())
}

fn is_fixed(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{202F}')
}

fn wants_fixed(before: char, after: char) -> bool {
    matches!(before, '«' | '‹')
        || matches!(after, '»' | '›' | ':' | ';' | '!' | '?' | '%' | '€')
        || (before.is_numeric() && after.is_numeric())
}

/// Width on a screen of fixed columns: wide East Asian characters count two, marks none.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    match c as u32 {
        0x0300..=0x036F | 0x0591..=0x05BD | 0x064B..=0x065F | 0x200B..=0x200F => 0,
        0x1100..=0x115F
        | 0x2E80..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE4F
        | 0xFF00..=0xFF60
        | 0xFFE0..=0xFFE6
        | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_keeps_what_typography_wants() {
        for (given, clean_text) in [
            ("  A\u{A0} B\t c ", "A B c"),
            ("end.\u{A0}", "end."),
            ("one\u{A0}two", "one two"),
            ("«\u{A0}Oui\u{202F}!\u{A0}»", "«\u{A0}Oui\u{202F}!\u{A0}»"),
            ("20\u{A0}000 ‘x’", "20\u{A0}000 ‘x’"),
            ("co\u{AD}op\u{FEFF}", "coop"),
            ("می\u{200C}خواهم", "می\u{200C}خواهم"),
        ] {
            assert_eq!(clean(given), clean_text);
        }
    }
}
