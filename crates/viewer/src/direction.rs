//! In which direction is a language written?

/// Languages that are written from right to left where their tag names no script.
const RIGHT_TO_LEFT: [&str; 20] = [
    "ar", "arc", "azb", "ckb", "dv", "fa", "glk", "he", "iw", "ks", "lrc", "mzn", "nqo", "pnb",
    "prs", "ps", "sd", "ug", "ur", "yi",
];

/// Whether a language is written from right to left, by its BCP 47 tag.
pub fn is_right_to_left(language: &str) -> bool {
    let mut parts = language.split('-');
    let main = parts.next().unwrap_or_default();
    let is_one_of =
        |known: &[&str], part: &str| known.iter().any(|one| one.eq_ignore_ascii_case(part));
    match parts.find(|part| part.len() == 4) {
        Some(script) => is_one_of(&["arab", "hebr", "thaa", "syrc", "nkoo"], script),
        None => is_one_of(&RIGHT_TO_LEFT, main),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_follow_language_and_script() {
        for (tag, wanted) in [
            ("en", false),
            ("ar-EG", true),
            ("HE", true),
            ("az-Arab", true),
            ("ur-Latn-PK", false),
            ("", false),
        ] {
            assert_eq!(is_right_to_left(tag), wanted, "{tag}");
        }
    }
}
