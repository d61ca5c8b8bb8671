//! How do bytes stand in a page? As text in tags, cut so that no browser chokes.
//!
//! Base64 now; the decoder in the page is `decode` in `src/boot/boot.js`, and nothing else knows.
//! One large inline text costs `WebKitGTK` worse than linear time, so a tag holds at most
//! [`TAG_BYTES`].

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Bytes in one tag, at most: a multiple of three, so that only the last tag has padding, and
/// 512 KiB of text.
pub const TAG_BYTES: usize = 3 * 128 * 1024;

/// Bytes as text for one tag.
pub fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of one tag's text; `None` when it was altered.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text.trim_ascii()).ok()
}

/// The bytes of the longest sound start of a text that was cut.
pub(crate) fn decode_start(text: &str) -> Vec<u8> {
    let text = text.trim_ascii().as_bytes();
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let digits = text.iter().take_while(|byte| is_digit(byte)).count();
    STANDARD.decode(&text[..digits / 4 * 4]).unwrap_or_default()
}
