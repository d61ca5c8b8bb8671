//! Here are bytes that should be text: which text, in which encoding, or what are they instead?
//!
//! An encoding is used only where it is certain: by a byte order mark, by being valid UTF-8, by
//! the zero bytes of UTF-16, or, for Windows-1252, when every high byte is a letter or a mark of
//! punctuation used as such (inside or around words). Everything else is an error, never a
//! silent mojibake.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::Error;
use crate::source::{Source, extension};

/// Decoded text, and a remark where the encoding was not plain UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The text without byte order mark.
    pub(crate) text: String,
    /// Name of the encoding, when it was not UTF-8.
    pub(crate) encoding: Option<&'static str>,
}

/// The text of a source.
pub(crate) fn decode(source: &Source) -> Result<Decoded, Error> {
    let bytes = source.bytes.as_slice();
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::Empty {
            name: source.name.clone(),
        });
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return by_mark(source, encoding, &bytes[mark..]);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Ok(converted(encoding, bytes));
    }
    if let Some(foreign) = foreign_kind(&source.name, bytes).filter(|f| f.certain) {
        return Err(foreign.error(&source.name));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded {
            text: text.to_owned(),
            encoding: None,
        }),
        Err(_) if is_windows_1252(bytes) => Ok(converted(WINDOWS_1252, bytes)),
        Err(error) => Err(bad_byte(source, error.valid_up_to())),
    }
}

fn by_mark(source: &Source, encoding: &'static Encoding, rest: &[u8]) -> Result<Decoded, Error> {
    let (text, had_errors) = encoding.decode_without_bom_handling(rest);
    if had_errors {
        let mark = source.bytes.len() - rest.len();
        let offset = std::str::from_utf8(rest).map_or_else(|e| e.valid_up_to(), |_| 0);
        return Err(bad_byte(source, mark + offset));
    }
    let other = encoding != encoding_rs::UTF_8;
    Ok(Decoded {
        text: text.into_owned(),
        encoding: other.then(|| encoding.name()),
    })
}

fn converted(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text: text.into_owned(),
        encoding: Some(encoding.name()),
    }
}

fn bad_byte(source: &Source, offset: usize) -> Error {
    let before = &source.bytes[..offset.min(source.bytes.len())];
    Error::Encoding {
        name: source.name.clone(),
        line: before.split(|&b| b == b'\n').count(),
        offset,
        byte: source.bytes.get(offset).copied().unwrap_or(0),
    }
}

/// UTF-16 of mostly Latin text has a zero in every second byte, and nothing else does.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    if head.len() < 8 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |phase: usize| {
        head.iter()
            .skip(phase)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    let encoding = match () {
        () if odd * 10 >= half * 8 && even == 0 => UTF_16LE,
        () if even * 10 >= half * 8 && odd == 0 => UTF_16BE,
        () => return None,
    };
    let (_, had_errors) = encoding.decode_without_bom_handling(bytes);
    (!had_errors).then_some(encoding)
}

/// Whether the bytes can only sensibly be Windows-1252: not one high byte that this encoding
/// leaves empty or uses for rare signs, accented letters beside ASCII letters, and so few high
/// bytes that the text is Latin (Cyrillic or Greek in their own encodings have far more).
fn is_windows_1252(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|b| !b.is_ascii()).count();
    let letters = bytes.iter().filter(|b| b.is_ascii_alphabetic()).count();
    if high == 0 || high * 4 > letters || bytes.iter().any(|&b| is_control(b)) {
        return false;
    }
    let mut good = 0;
    for (at, &byte) in bytes.iter().enumerate().filter(|(_, b)| !b.is_ascii()) {
        let before = at.checked_sub(1).and_then(|i| bytes.get(i)).copied();
        let after = bytes.get(at + 1).copied();
        match byte {
            0x81 | 0x8D | 0x8F | 0x90 | 0x9D => return false,
            // Quotes, dashes, dots, and the non-breaking space stand anywhere.
            0x80
            | 0x85
            | 0x91..=0x97
            | 0xA0
            | 0xA1
            | 0xA3
            | 0xA9
            | 0xAB
            | 0xB0
            | 0xB7
            | 0xBB
            | 0xBF => good += 1,
            // Letters stand in words of ASCII letters. Those that other encodings of Latin
            // letters use for something else (Turkish, Czech, Icelandic) prove nothing.
            0xD0 | 0xDD | 0xDE | 0xF0 | 0xFD | 0xFE => {}
            0x8A
            | 0x8C
            | 0x8E
            | 0x9A
            | 0x9C
            | 0x9E
            | 0x9F
            | 0xC0..=0xD6
            | 0xD8..=0xF6
            | 0xF8..=0xFF => {
                let word = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphabetic());
                if word(before) || word(after) {
                    good += 1;
                }
            }
            _ => {}
        }
    }
    good * 20 >= high * 19
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C) || byte == 0x7F
}

/// A kind of file that is no copied text, and what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Foreign {
    kind: &'static str,
    cure: &'static str,
    /// Whether the bytes say so, not only the name.
    certain: bool,
}

impl Foreign {
    pub(crate) fn error(self, name: &str) -> Error {
        Error::Foreign {
            name: name.to_owned(),
            kind: self.kind.to_owned(),
            cure: self.cure.to_owned(),
        }
    }
}

const COPY: &str = "open it, select all, copy, and save the copied text as a .txt file";
const LATER: &str = "give a JSON Feed, or the text copied from the page as a .txt file";

/// Beginnings of files that are no text.
const MAGIC: [(&[u8], &str); 11] = [
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP or office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1F\x8B", "a gzip file"),
    (b"7z\xBC\xAF", "a 7-Zip file"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard file"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"SQLite format 3", "an SQLite database"),
];

/// What the bytes are when they are no listing, or `None` for text.
pub(crate) fn foreign_kind(name: &str, bytes: &[u8]) -> Option<Foreign> {
    let foreign = |kind, cure, certain| {
        Some(Foreign {
            kind,
            cure,
            certain,
        })
    };
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return foreign(kind, COPY, true);
    }
    if Encoding::for_bom(bytes).is_none()
        && utf16_without_mark(bytes).is_none()
        && bytes.iter().take(65_536).any(|&b| b == 0)
    {
        return foreign("a binary file", COPY, true);
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_ascii_lowercase();
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return foreign("an HTML page", COPY, true);
    }
    if head.starts_with("<?xml") || head.starts_with("<rss") || head.starts_with("<feed") {
        return foreign("an XML file (a feed or an export)", LATER, true);
    }
    match extension(name).as_str() {
        "csv" | "tsv" => foreign("a table", LATER, false),
        "jsonl" | "ndjson" => foreign("a file of JSON lines", LATER, false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn text_of(bytes: &[u8]) -> Result<Decoded, Error> {
        decode(&Source::new("page.txt", bytes))
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn certain_encodings_are_decoded_and_named() {
        let marked = [b"\xFF\xFE".to_vec(), utf16("Café", u16::to_le_bytes)].concat();
        let unmarked = utf16("A plain line of text", u16::to_be_bytes);
        for (bytes, text, encoding) in [
            (b"\xEF\xBB\xBFplain".to_vec(), "plain", None),
            (marked, "Café", Some("UTF-16LE")),
            (unmarked, "A plain line of text", Some("UTF-16BE")),
            (
                b"The caf\xE9 \x93closed\x94 \x96 for good".to_vec(),
                "The café “closed” – for good",
                Some("windows-1252"),
            ),
        ] {
            let decoded = text_of(&bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
        }
    }

    #[test]
    fn uncertain_encodings_are_errors_with_place() {
        // Cyrillic in Windows-1251, Shift_JIS, and a lone bad byte.
        for bytes in [
            &b"One\n\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0"[..],
            b"One\n\x93\xFA\x96\x7B\x8C\xEA\x82\xCC\x83y\x81[\x83W",
            b"One\ntwo three\xFF\xFE\xFD",
        ] {
            let error = text_of(bytes).unwrap_err();
            assert!(matches!(error, Error::Encoding { line: 2, .. }), "{error}");
        }
    }

    #[test]
    fn files_that_are_no_text_are_named() {
        for (bytes, kind) in [
            (&b"%PDF-1.4 x"[..], "a PDF document"),
            (b"\x00\x01\x02\x03\x00\x00\x09", "a binary file"),
            (b"\n<!DOCTYPE html><p>", "an HTML page"),
            (
                b"<?xml version='1.0'?><rss>",
                "an XML file (a feed or an export)",
            ),
        ] {
            let message = text_of(bytes).unwrap_err().to_string();
            assert!(message.contains(kind), "{message}");
        }
    }

    #[test]
    fn nothing_but_space_is_empty() {
        assert!(matches!(text_of(b" \r\n\n"), Err(Error::Empty { .. })));
    }
}
