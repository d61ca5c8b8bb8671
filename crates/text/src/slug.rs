//! What is the readable name of a text in an address?

use crate::fold::fold;

/// Longest slug in characters; longer ones end at the word before.
const LONGEST: usize = 80;

/// Lower-case words joined by hyphens: `A Coup in Perú?` is `a-coup-in-peru`. Empty where the
/// text has no letter or digit.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in fold(text)
        .replace('\'', "")
        .split(|c: char| !c.is_alphanumeric() && !is_mark(c))
    {
        let count = word.chars().count();
        if count == 0 {
            continue;
        }
        if length > 0 && length + 1 + count > LONGEST {
            break;
        }
        if length > 0 {
            out.push('-');
            length += 1;
        }
        out.extend(word.chars().take(LONGEST));
        length += count.min(LONGEST);
    }
    out
}

/// Whether it is a vowel sign or another mark that folding keeps: it belongs to its word.
pub fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x900..=0xdff | 0xe31..=0xe4e | 0xeb1..=0xece | 0x102b..=0x103e | 0x17b4..=0x17d3)
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs() {
        for (text, want) in [
            ("A Coup in Perú?", "a-coup-in-peru"),
            ("  What’s new -- v2.0  ", "whats-new-v2-0"),
            ("東京の秋", "東京の秋"),
            ("हिन्दी समाचार", "हिन्दी-समाचार"),
            ("!?", ""),
        ] {
            assert_eq!(slug(text), want, "{text}");
        }
        assert!(slug(&"word ".repeat(99)).len() <= 80);
        assert_eq!(slug(&"x".repeat(99)).len(), 80);
    }
}
