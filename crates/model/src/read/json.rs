//! Is this JSON, and if not, where does it break? Bytes to a value, with errors a person can act on.
//!
//! Nesting is bounded (128 levels) by the parser, so hostile input cannot overflow the stack.

use std::borrow::Cow;

use serde_json::Value;
use serde_json::error::Category;

use super::members::{Log, Place};
use super::scan;
use crate::{Error, WarningCode};

/// A value. What had to be mended for it, and members that stand twice, are warnings.
pub(super) fn parse(bytes: &[u8], log: &Log) -> Result<Value, Error> {
    let mut text = Cow::Borrowed(decode(bytes)?);
    loop {
        let error = match serde_json::from_str(&text) {
            Ok(value) => {
                tell_doubles(&text, log);
                return Ok(value);
            }
            Err(error) => error,
        };
        let Some(mended) = mended(&text, &error, log) else {
            return Err(syntax_error(&text, &error));
        };
        text = Cow::Owned(mended);
    }
}

/// A text in which what the parser refuses is mended, which it is once; `None` where it cannot be.
fn mended(text: &str, error: &serde_json::Error, log: &Log) -> Option<String> {
    // Programs that cut text by UTF-16 units write halves of pairs; the rest is still good.
    if let Some((mended, count)) = mend_surrogates(text) {
        let text = format_args!("broken characters replaced by U+FFFD: {count}");
        log.warn(WarningCode::BrokenText, Place::Feed, text);
        return Some(mended);
    }
    if !error.to_string().starts_with("number out of range") {
        return None;
    }
    let (mended, numbers) = scan::quote_large(text)?;
    for (line, number) in numbers {
        let text = format_args!("line {line}: the number {number} is too large; taken as text");
        log.warn(WarningCode::BadValue, Place::Feed, text);
    }
    Some(mended)
}

/// The parser keeps the last of members with one name. The page has nobody to tell.
fn tell_doubles(text: &str, log: &Log) {
    if cfg!(target_arch = "wasm32") {
        return;
    }
    for place in scan::doubles(text) {
        let text = "stands twice in one object; the last one was taken";
        log.warn(WarningCode::DuplicateMember, place, text);
    }
}

const SAVE_AGAIN: &str = "save the file again with the encoding UTF-8";

/// The bytes as text, without a byte order mark.
fn decode(bytes: &[u8]) -> Result<&str, Error> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let good = &bytes[..error.valid_up_to()];
        let (line, column) = line_and_column(good);
        let (hint, cure) = match bytes {
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => ("it looks like UTF-16", SAVE_AGAIN),
            [0x1F, 0x8B, ..] => ("it looks like a gzip file", "unpack it first"),
            [b'P', b'K', 3, 4, ..] => ("it looks like a ZIP file", "unpack it first"),
            _ if error.error_len().is_none() => ("the file breaks off", "get the whole of it"),
            _ => (
                "it may be in an older encoding such as Windows-1252",
                SAVE_AGAIN,
            ),
        };
        Error::Encoding {
            line,
            column,
            hint,
            cure,
        }
    })
}

/// Line and column (in characters), both from 1, of what follows this text.
fn line_and_column(before: &[u8]) -> (usize, usize) {
    let line_start = before
        .iter()
        .rposition(|&b| b == b'\n')
        .map_or(0, |at| at + 1);
    let line = before.split(|&b| b == b'\n').count();
    // Continuation bytes are no characters of their own.
    let column = before[line_start..]
        .iter()
        .filter(|&&b| b & 0xC0 != 0x80)
        .count()
        + 1;
    (line, column)
}

fn syntax_error(text: &str, error: &serde_json::Error) -> Error {
    let (line, column) = (error.line().max(1), character_column(text, error));
    let (hint, cure) = match text.trim_start().as_bytes() {
        [] => ("the file is empty".to_owned(), "make it again"),
        [b'<', ..] => (
            "it begins like HTML or XML".to_owned(),
            "give the archive's own JSON, or import this file as what it is",
        ),
        _ => {
            let message = error.to_string();
            let hint = message.split(" at line ").next().unwrap_or_default();
            let hint = hint.replace("EOF while parsing", "the end comes within");
            let cure = match error.classify() {
                Category::Eof => "the file breaks off, get the whole of it",
                _ => "mend it there, or make the file again",
            };
            (hint, cure)
        }
    };
    Error::Syntax {
        line,
        column,
        hint,
        cure,
    }
}

/// The parser counts bytes; people count characters.
fn character_column(text: &str, error: &serde_json::Error) -> usize {
    let line = text
        .split('\n')
        .nth(error.line().saturating_sub(1))
        .unwrap_or_default();
    let column = error.column();
    let before = &line.as_bytes()[..column.min(line.len())];
    let characters = before.iter().filter(|&&b| b & 0xC0 != 0x80).count();
    (characters + column.saturating_sub(line.len())).max(1)
}

/// Replaces escapes of lone surrogates (`\ud83d` without its other half) by `\ufffd`. The text
/// keeps its length, so that places in it hold.
fn mend_surrogates(text: &str) -> Option<(String, usize)> {
    let unit = |at: usize| -> Option<u32> {
        let escape = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(escape, 16).ok()
    };
    let (mut mended, mut done, mut at, mut count) = (String::new(), 0, 0, 0);
    while let Some(step) = text[at..].find('\\') {
        at += step;
        let (next, lone) = match (unit(at), unit(at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => (at + 12, false),
            (Some(0xD800..=0xDFFF), _) => (at + 6, true),
            _ => (at + 2, false),
        };
        if lone {
            mended.push_str(&text[done..at]);
            mended.push_str("\\ufffd");
            (done, count) = (next, count + 1);
        }
        at = next;
        if !text.is_char_boundary(at) {
            break;
        }
    }
    mended.push_str(&text[done..]);
    (count > 0).then_some((mended, count))
}
