//! What do these letters stand for? Base64, as pictures come from a driver and as blocks stand in a
//! packed file; written here so that the tests take nothing from what they test.

/// The bytes of a text; letters that are none of the alphabet are passed over.
pub(crate) fn decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn letters_become_bytes_with_and_without_padding() {
        assert_eq!(decode("QmFja2ZpbGU="), b"Backfile");
        assert_eq!(decode("QmFj\na2ZpbGU"), b"Backfile");
        assert_eq!(decode("+/8="), [0xfb, 0xff]);
        assert!(decode("").is_empty());
    }
}
