//! How is any text written in an address, and read back?
//!
//! Percent-encoding of UTF-8 (RFC 3986). Encoding leaves only characters that every browser
//! keeps as they are in a fragment, so an address that we wrote is the one that we read;
//! decoding never fails.

use std::fmt::Write as _;

/// Encodes a value of a query: a space becomes `+`.
pub(crate) fn encode_value(text: &str) -> String {
    encode(text, true)
}

/// Encodes a part of a path.
pub(crate) fn encode_segment(text: &str) -> String {
    encode(text, false)
}

fn encode(text: &str, plus_for_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b',' | b':' => {
                out.push(byte as char);
            }
            b' ' if plus_for_space => out.push('+'),
            // Writing to a String cannot fail.
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}

/// Decodes a value of a query: `+` is a space, a stray `%` stands for itself.
pub(crate) fn decode_value(text: &str) -> String {
    decode(text, true)
}

/// Decodes a part of a path.
pub(crate) fn decode_segment(text: &str) -> String {
    decode(text, false)
}

fn decode(text: &str, plus_is_space: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = (byte == b'%').then(|| hex_pair(bytes.get(at + 1..at + 3)));
        match (byte, hex.flatten()) {
            (_, Some(decoded)) => {
                out.push(decoded);
                at += 2;
            }
            (b'+', _) if plus_is_space => out.push(b' '),
            _ => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8(out)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn hex_pair(pair: Option<&[u8]>) -> Option<u8> {
    let digit = |byte: u8| (byte as char).to_digit(16);
    match pair? {
        &[high, low] => Some((digit(high)? * 16 + digit(low)?) as u8),
        _ => None,
    }
}
