//! How do bytes stand in a page? As text in tags, cut so that no browser chokes.
//!
//! Seven bits to a character: the page is UTF-8 whatever a server says of it, and there the 128
//! characters of ASCII are the only ones that cost one byte. The three that an HTML parser would
//! not hand on (NUL, carriage return, `<`) are written as one of two bytes each, so that text is
//! 1.17 times its bytes; base64 is 1.33 times. The decoder in the page is `decode` in
//! `src/boot/boot.js`, and nothing else knows.
//!
//! One large inline text costs `WebKitGTK` worse than linear time, so a tag holds at most
//! [`TAG_BYTES`].

/// Bytes in one tag, at most: a multiple of seven, so that only the last tag has padding.
pub const TAG_BYTES: usize = 7 * 64 * 1024;

/// What a parser would not hand on, and what is written for it.
const ESCAPES: [(u8, char); 3] = [(0x00, '\u{C0}'), (0x0D, '\u{C1}'), (b'<', '\u{C2}')];

/// Bytes as text for one tag.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() / 6 * 7 + 8);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for &byte in bytes {
        held = (held << 8) | u32::from(byte);
        bits += 8;
        while bits >= 7 {
            bits -= 7;
            push(&mut text, (held >> bits) as u8 & 0x7F);
        }
    }
    if bits > 0 {
        push(&mut text, (held << (7 - bits)) as u8 & 0x7F);
    }
    text
}

fn push(text: &mut String, group: u8) {
    let escape = ESCAPES.iter().find(|(escaped, _)| *escaped == group);
    text.push(escape.map_or(char::from(group), |(_, written)| *written));
}

/// The bytes of one tag's text; `None` when it holds what [`encode`] never writes.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 8 * 7 + 8);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for c in text.chars() {
        let escape = ESCAPES.iter().find(|(_, written)| *written == c);
        let group = match escape {
            Some((escaped, _)) => *escaped,
            None => u8::try_from(c).ok().filter(u8::is_ascii)?,
        };
        held = (held << 7) | u32::from(group);
        bits += 7;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    let padding = held & ((1 << bits) - 1);
    (padding == 0).then_some(bytes)
}

/// The bytes of the longest sound start of a text that was cut.
pub(crate) fn decode_start(text: &str) -> Vec<u8> {
    let is_ours = |c: char| c.is_ascii() || ESCAPES.iter().any(|(_, written)| *written == c);
    let end = text.find(|c| !is_ours(c)).unwrap_or(text.len());
    let mut text = &text[..end];
    loop {
        if let Some(bytes) = decode(text) {
            return bytes;
        }
        // Bits of a byte that is not whole look like wrong padding.
        let Some((last, _)) = text.char_indices().next_back() else {
            return Vec::new();
        };
        text = &text[..last];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_what_a_parser_hands_on_is_written() {
        let all: Vec<u8> = (0..=255).cycle().take(7 * 256).collect();
        let text = encode(&all);
        assert!(!text.contains(['\0', '\r', '<']));
        assert_eq!(decode(&text), Some(all));
        assert_eq!(encode(&[]), "");
        assert_eq!(encode(&[0, 0xFF]), "\u{C0}?`");
        assert_eq!(decode("?€"), None);
    }

    #[test]
    fn random_bytes_grow_by_a_sixth() {
        let mut state = 1_u32;
        let bytes: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .take(70_000)
        .collect();
        let ratio = encode(&bytes).len() as f64 / bytes.len() as f64;
        assert!(ratio < 1.18, "{ratio}");
    }

    proptest! {
        #[test]
        fn decode_reads_what_encode_wrote(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let text = encode(&bytes);
            prop_assert_eq!(decode(&text), Some(bytes.clone()));
            let cut: String = text.chars().take(text.chars().count() / 2).collect();
            prop_assert!(bytes.starts_with(&decode_start(&cut)));
        }
    }
}
