//! English: the Snowball stemmer "Porter2" (<https://snowballstem.org/algorithms/english/stemmer.html>).

/// Words that the rules get wrong.
const EXCEPTIONS: [(&str, &str); 18] = [
    ("skis", "ski"),
    ("skies", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("idly", "idl"),
    ("gently", "gentl"),
    ("ugly", "ugli"),
    ("early", "earli"),
    ("only", "onli"),
    ("singly", "singl"),
    ("sky", "sky"),
    ("news", "news"),
    ("howe", "howe"),
    ("atlas", "atlas"),
    ("cosmos", "cosmos"),
    ("bias", "bias"),
    ("andes", "andes"),
];

/// Words that are done after the first step.
const DONE_EARLY: [&str; 8] = [
    "inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed",
];

const STEP_2: [(&str, &str); 24] = [
    ("ization", "ize"),
    ("ational", "ate"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("iveness", "ive"),
    ("tional", "tion"),
    ("biliti", "ble"),
    ("lessli", "less"),
    ("entli", "ent"),
    ("ation", "ate"),
    ("alism", "al"),
    ("aliti", "al"),
    ("ousli", "ous"),
    ("iviti", "ive"),
    ("fulli", "ful"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("abli", "able"),
    ("izer", "ize"),
    ("ator", "ate"),
    ("alli", "al"),
    ("bli", "ble"),
    ("ogi", "og"),
    ("li", ""),
];

const STEP_3: [(&str, &str); 9] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("alize", "al"),
    ("icate", "ic"),
    ("iciti", "ic"),
    ("ative", ""),
    ("ical", "ic"),
    ("ness", ""),
    ("ful", ""),
];

const STEP_4: [&str; 18] = [
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous",
    "ive", "ize", "ion", "al", "er", "ic",
];

/// The stem of a word in lower case. Words with other than ASCII letters stay as they are.
pub(super) fn stem(word: &str) -> String {
    if word.len() <= 2 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    if let Some((_, stem)) = EXCEPTIONS.iter().find(|(form, _)| *form == word) {
        return (*stem).to_owned();
    }
    let mut word = Word::new(word);
    word.step_1a();
    if !DONE_EARLY.iter().any(|done| word.is(done)) {
        word.step_1b();
        word.step_1c();
        word.step_2();
        word.step_3();
        word.step_4();
        word.step_5();
    }
    String::from_utf8_lossy(&word.letters).replace('Y', "y")
}

/// A word being stemmed; a `y` that sounds as a consonant is written `Y`.
struct Word {
    letters: Vec<u8>,
    r1: usize,
    r2: usize,
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

impl Word {
    fn new(word: &str) -> Self {
        let mut letters = word.as_bytes().to_vec();
        for at in 0..letters.len() {
            if letters[at] == b'y' && (at == 0 || is_vowel(letters[at - 1])) {
                letters[at] = b'Y';
            }
        }
        let mut word = Self {
            letters,
            r1: 0,
            r2: 0,
        };
        let special = [
            "gener", "commun", "arsen", "past", "univers", "later", "emerg", "organ", "inter",
        ]
        .iter()
        .take(3)
        .find(|start| word.letters.starts_with(start.as_bytes()));
        word.r1 = special.map_or_else(|| word.region(0), |start| start.len());
        word.r2 = word.region(word.r1);
        word
    }

    /// Where the part after the first consonant that follows a vowel begins.
    fn region(&self, from: usize) -> usize {
        let pairs = self.letters.get(from..).unwrap_or(&[]).windows(2);
        let at = pairs
            .into_iter()
            .position(|pair| is_vowel(pair[0]) && !is_vowel(pair[1]));
        at.map_or(self.letters.len(), |at| from + at + 2)
    }

    fn is(&self, word: &str) -> bool {
        self.letters == word.as_bytes()
    }

    fn ends(&self, suffix: &str) -> bool {
        self.letters.ends_with(suffix.as_bytes())
    }

    fn before(&self, suffix: &str) -> &[u8] {
        &self.letters[..self.letters.len() - suffix.len()]
    }

    fn in_r1(&self, suffix: &str) -> bool {
        self.letters.len() >= self.r1 + suffix.len()
    }

    fn in_r2(&self, suffix: &str) -> bool {
        self.letters.len() >= self.r2 + suffix.len()
    }

    fn replace(&mut self, suffix: &str, with: &str) {
        self.letters.truncate(self.letters.len() - suffix.len());
        self.letters.extend_from_slice(with.as_bytes());
    }

    fn step_1a(&mut self) {
        if self.ends("sses") {
            self.replace("sses", "ss");
        } else if self.ends("ied") || self.ends("ies") {
            let long = self.letters.len() > 4;
            self.replace("ies", if long { "i" } else { "ie" });
        } else if self.ends("s") && !self.ends("us") && !self.ends("ss") {
            let stem = self.before("s");
            if stem[..stem.len() - 1]
                .iter()
                .any(|&letter| is_vowel(letter))
            {
                self.replace("s", "");
            }
        }
    }

    fn step_1b(&mut self) {
        for suffix in ["eedly", "eed"] {
            if self.ends(suffix) {
                if self.in_r1(suffix) {
                    self.replace(suffix, "ee");
                }
                return;
            }
        }
        let found = ["ingly", "edly", "ing", "ed"]
            .into_iter()
            .find(|suffix| self.ends(suffix));
        let Some(suffix) = found else { return };
        if !self.before(suffix).iter().any(|&letter| is_vowel(letter)) {
            return;
        }
        self.replace(suffix, "");
        if self.ends("at") || self.ends("bl") || self.ends("iz") {
            self.letters.push(b'e');
        } else if self.ends_double() {
            self.letters.pop();
        } else if self.is_short() {
            self.letters.push(b'e');
        }
    }

    fn ends_double(&self) -> bool {
        let [.., a, b] = *self.letters else {
            return false;
        };
        a == b
            && matches!(
                a,
                b'b' | b'd' | b'f' | b'g' | b'm' | b'n' | b'p' | b'r' | b't'
            )
    }

    fn is_short(&self) -> bool {
        self.r1 >= self.letters.len() && self.ends_short_syllable(self.letters.len())
    }

    fn ends_short_syllable(&self, end: usize) -> bool {
        match self.letters[..end] {
            [a, b] => is_vowel(a) && !is_vowel(b),
            [.., a, b, c] => {
                !is_vowel(a) && is_vowel(b) && !is_vowel(c) && !matches!(c, b'w' | b'x' | b'Y')
            }
            _ => false,
        }
    }

    fn step_1c(&mut self) {
        let [.., before, last] = *self.letters else {
            return;
        };
        if matches!(last, b'y' | b'Y') && !is_vowel(before) && self.letters.len() > 2 {
            self.replace("y", "i");
        }
    }

    fn step_2(&mut self) {
        let found = STEP_2.iter().find(|(suffix, _)| self.ends(suffix));
        let Some(&(suffix, with)) = found else { return };
        if !self.in_r1(suffix) {
            return;
        }
        let before = self.before(suffix).last().copied().unwrap_or(0);
        let allowed = match suffix {
            "ogi" => before == b'l',
            "li" => matches!(
                before,
                b'c' | b'd' | b'e' | b'g' | b'h' | b'k' | b'm' | b'n' | b'r' | b't'
            ),
            _ => true,
        };
        if allowed {
            self.replace(suffix, with);
        }
    }

    fn step_3(&mut self) {
        let found = STEP_3.iter().find(|(suffix, _)| self.ends(suffix));
        let Some(&(suffix, with)) = found else { return };
        if self.in_r1(suffix) && (suffix != "ative" || self.in_r2(suffix)) {
            self.replace(suffix, with);
        }
    }

    fn step_4(&mut self) {
        let Some(suffix) = STEP_4.into_iter().find(|suffix| self.ends(suffix)) else {
            return;
        };
        let before = self.before(suffix).last().copied().unwrap_or(0);
        if self.in_r2(suffix) && (suffix != "ion" || matches!(before, b's' | b't')) {
            self.replace(suffix, "");
        }
    }

    fn step_5(&mut self) {
        if self.ends("e") {
            let short = self.ends_short_syllable(self.letters.len() - 1);
            if self.in_r2("e") || (self.in_r1("e") && !short) {
                self.replace("e", "");
            }
        } else if self.ends("ll") && self.in_r2("l") {
            self.replace("l", "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn stems() {
        for (word, want) in [
            ("networks", "network"),
            ("running", "run"),
            ("happiness", "happi"),
            ("happy", "happi"),
            ("generalizations", "general"),
            ("generate", "generat"),
            ("flies", "fli"),
            ("ties", "tie"),
            ("agreed", "agre"),
            ("hopping", "hop"),
            ("hoping", "hope"),
            ("relational", "relat"),
            ("say", "say"),
            ("by", "by"),
            ("news", "news"),
            ("gas", "gas"),
            ("gaps", "gap"),
            ("archaeology", "archaeolog"),
            ("rolls", "roll"),
            ("controlled", "control"),
        ] {
            assert_eq!(stem(word), want, "{word}");
        }
    }
}
