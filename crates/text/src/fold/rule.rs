// The rule of folding, spelt out with full Unicode data. Included by the table's writer and by
// the test that holds the table to it; never compiled into the product.

use unicode_normalization::UnicodeNormalization;

/// What is not worth a row of the table: scripts that fold to themselves (kana, CJK, Hangul,
/// private use), symbols, radicals, and the supplements of enclosed letters and of compatibility
/// ideographs, which would cost every page 1.4 KB.
fn is_own_fold(c: char) -> bool {
    let outside = matches!(c as u32, 0x2500..=0x2bff | 0x2e80..=0x31ff | 0x3400..=0xa63f
        | 0xac00..=0xf8ff | 0x1_ee00..);
    let worth = c.is_alphanumeric() || special(c).is_some() || matches!(c as u32, 0x3200..=0x33ff);
    outside || !worth || is_dropped(c)
}

/// What decomposition does not know.
fn special(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' | 'ǽ' | 'Ǽ' | 'ǣ' | 'Ǣ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' | 'ǿ' | 'Ǿ' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'ħ' | 'Ħ' => "h",
        'ŧ' | 'Ŧ' => "t",
        'þ' | 'Þ' => "th",
        'ı' | 'İ' => "i",
        'ς' => "σ",
        '‘' | '’' | 'ʼ' | '＇' => "'",
        '‐' | '‑' => "-",
        // Arabic and Persian letter forms that writers use for one another.
        'ى' | 'ی' | 'ې' => "ي",
        'ک' | 'ڪ' => "ك",
        'ة' | 'ۀ' | 'ہ' | 'ە' => "ه",
        'ٱ' => "ا",
        // Letters of their own to their readers, though they decompose.
        'й' | 'Й' => "й",
        'ї' | 'Ї' => "ї",
        _ => return None,
    })
}

/// Value of a decimal digit of any script whose digits stand in a row of ten.
fn digit(c: char) -> Option<char> {
    const ZEROS: [u32; 24] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50,
        0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0xa9d0, 0xff10,
    ];
    let zero = ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&(c as u32)))?;
    char::from_digit(c as u32 - zero, 10)
}

fn push_folded(c: char, out: &mut String) {
    if let Some(text) = special(c) {
        out.push_str(text);
    } else if let Some(digit) = digit(c) {
        out.push(digit);
    } else {
        for part in c.nfkd().flat_map(char::to_lowercase).flat_map(|low| std::iter::once(low).nfkd()) {
            match special(part) {
                Some(text) => out.push_str(text),
                None if is_dropped(part) => {}
                None => out.push(part),
            }
        }
    }
}

/// The fold of one character.
fn folded(c: char) -> String {
    let mut out = String::new();
    push_folded(c, &mut out);
    // Marks that stay (Indic vowel signs, kana voicing) go back onto their letters.
    out.nfc().collect()
}

/// The lower case of an accented letter with its accent, where that is one character.
fn accented(c: char) -> Option<String> {
    let lower: String = c.to_lowercase().nfc().collect();
    let letter = c.is_alphabetic() && lower.chars().count() == 1;
    let compatible = lower.chars().eq(lower.nfkc());
    let script = matches!(c as u32, 0xc0..=0x52f | 0x621..=0x6d3 | 0x1e00..=0x1fff);
    (letter && compatible && script && lower != "ı" && lower != "ς").then_some(lower)
}
