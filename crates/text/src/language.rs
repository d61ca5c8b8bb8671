//! Which language is a text in?

/// A language with rules of its own; anything else is [`Language::Other`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Language {
    /// No stemming.
    Other,
    English,
    Arabic,
    Danish,
    Dutch,
    Finnish,
    French,
    German,
    Greek,
    Hungarian,
    Italian,
    Norwegian,
    Portuguese,
    Romanian,
    Russian,
    Spanish,
    Swedish,
    Tamil,
    Turkish,
}

/// Words that are common in one language and rare in the others of its script.
const COMMON: [(Language, &[&str]); 15] = [
    (
        Language::English,
        &[
            "the", "and", "of", "is", "that", "was", "with", "for", "to", "by",
        ],
    ),
    (
        Language::French,
        &[
            "le", "les", "et", "des", "est", "dans", "une", "du", "pour", "qui", "au",
        ],
    ),
    (
        Language::German,
        &[
            "der", "die", "und", "das", "ist", "nicht", "ein", "den", "mit", "von", "im",
        ],
    ),
    (
        Language::Spanish,
        &[
            "el", "los", "y", "las", "del", "una", "por", "con", "es", "en", "se",
        ],
    ),
    (
        Language::Italian,
        &[
            "il", "di", "che", "della", "gli", "non", "per", "sono", "nel", "alla",
        ],
    ),
    (
        Language::Portuguese,
        &[
            "os", "uma", "do", "da", "não", "em", "ao", "mais", "dos", "com",
        ],
    ),
    (
        Language::Dutch,
        &[
            "het", "een", "van", "niet", "zijn", "voor", "op", "te", "aan", "naar",
        ],
    ),
    (
        Language::Swedish,
        &[
            "och", "att", "det", "som", "är", "på", "av", "inte", "ett", "till",
        ],
    ),
    (
        Language::Danish,
        &[
            "og", "at", "af", "ikke", "blev", "hvad", "efter", "eller", "også", "til",
        ],
    ),
    (
        Language::Norwegian,
        &[
            "og", "å", "av", "ikke", "ble", "hva", "etter", "eller", "også", "til",
        ],
    ),
    (
        Language::Finnish,
        &[
            "ja", "on", "ei", "että", "oli", "ovat", "mutta", "kun", "myös", "se",
        ],
    ),
    (
        Language::Hungarian,
        &[
            "az", "és", "hogy", "nem", "egy", "volt", "meg", "van", "csak", "vagy",
        ],
    ),
    (
        Language::Romanian,
        &[
            "și", "în", "din", "cu", "pe", "este", "nu", "care", "pentru", "sunt",
        ],
    ),
    (
        Language::Turkish,
        &[
            "ve", "bir", "bu", "için", "ile", "olarak", "çok", "daha", "olan", "gibi",
        ],
    ),
    (
        Language::Other,
        &[
            "dan", "yang", "jest", "się", "nie", "je", "na", "một", "và", "là",
        ],
    ),
];

/// Words of a text that are looked at to guess its language.
const SAMPLE: usize = 150;

/// Longest word of [`COMMON`], in bytes.
const LONGEST_COMMON: usize = 7;

/// Letters of languages that share a script with one that has a stemmer, but not its stems:
/// Ukrainian, Belarusian, Serbian and Macedonian beside Russian; Persian and Urdu beside Arabic.
const FOREIGN: &str = "іїєґўјљњћђџќѓЈЉЊЋЂЏЌЃІЇЄҐЎپچژگکیٹڈڑےھ";

impl Language {
    /// All languages, in the order of their numbers.
    pub const ALL: &'static [Self] = &[
        Self::Other,
        Self::English,
        Self::Arabic,
        Self::Danish,
        Self::Dutch,
        Self::Finnish,
        Self::French,
        Self::German,
        Self::Greek,
        Self::Hungarian,
        Self::Italian,
        Self::Norwegian,
        Self::Portuguese,
        Self::Romanian,
        Self::Russian,
        Self::Spanish,
        Self::Swedish,
        Self::Tamil,
        Self::Turkish,
    ];

    /// The language of a BCP 47 tag: `en-GB` is English.
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or("");
        if primary.eq_ignore_ascii_case("nb") || primary.eq_ignore_ascii_case("nn") {
            return Self::Norwegian;
        }
        let same = |language: &&Self| language.tag().eq_ignore_ascii_case(primary);
        Self::ALL.iter().find(same).copied().unwrap_or(Self::Other)
    }

    /// Primary subtag of its BCP 47 tag; `und` where unknown.
    pub fn tag(self) -> &'static str {
        const TAGS: [&str; 19] = [
            "und", "en", "ar", "da", "nl", "fi", "fr", "de", "el", "hu", "it", "no", "pt", "ro",
            "ru", "es", "sv", "ta", "tr",
        ];
        TAGS[usize::from(self.number())]
    }

    /// Its number, below 32 and stable within a format version of the index.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Does [`crate::stem()`] change words of this language? Others than English need the feature
    /// `stemmers`.
    pub fn has_stems(self) -> bool {
        self == Self::English || (cfg!(feature = "stemmers") && self != Self::Other)
    }

    /// The language that a text seems to be in: by script, else by its most common words.
    pub fn guess(text: &str) -> Self {
        let mut counts = [0usize; COMMON.len()];
        let (mut words, mut foreign, mut scripts) = (0, 0, [0usize; 4]);
        let all = text.split(|c: char| !c.is_alphabetic());
        for word in all.filter(|word| !word.is_empty()).take(SAMPLE) {
            words += 1;
            if let Some(script) = script(word) {
                scripts[script] += 1;
                foreign += usize::from(word.contains(|c| FOREIGN.contains(c)));
            } else if word.len() <= LONGEST_COMMON {
                let lower = word.to_lowercase();
                for (count, (_, common)) in counts.iter_mut().zip(&COMMON) {
                    *count += usize::from(common.contains(&lower.as_str()));
                }
            }
        }
        let by_script = [Self::Russian, Self::Greek, Self::Arabic, Self::Tamil];
        if let Some(at) = scripts.iter().position(|&count| count * 2 > words) {
            // A name or two may be foreign; every tenth word is not by chance.
            return if foreign * 10 > words {
                Self::Other
            } else {
                by_script[at]
            };
        }
        // The first of the best, so that a text of nothing telling is taken for English.
        let best = counts.iter().copied().max().unwrap_or(0);
        let at = counts.iter().position(|&count| count == best).unwrap_or(0);
        if text.is_ascii() || best > 0 {
            COMMON[at].0
        } else {
            Self::Other
        }
    }
}

/// Cyrillic, Greek, Arabic or Tamil, by a word's first character.
fn script(word: &str) -> Option<usize> {
    match u32::from(word.chars().next()?) {
        0x400..=0x52f => Some(0),
        0x370..=0x3ff | 0x1f00..=0x1fff => Some(1),
        0x600..=0x6ff => Some(2),
        0xb80..=0xbff => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn languages_are_guessed() {
        for (text, want) in [
            (
                "The president of the country was removed by congress.",
                Language::English,
            ),
            (
                "Le président du pays est arrivé dans la capitale et les soldats",
                Language::French,
            ),
            (
                "Der Präsident des Landes ist in der Hauptstadt und nicht im Ausland",
                Language::German,
            ),
            (
                "El presidente del país se reunió con los soldados en la capital",
                Language::Spanish,
            ),
            ("Президент страны прибыл в столицу", Language::Russian),
            ("Ο πρόεδρος της χώρας", Language::Greek),
            ("Президент країни прибув до столиці", Language::Other),
            ("رئيس البلاد وصل إلى العاصمة", Language::Arabic),
            ("رئیس‌جمهور کشور به پایتخت رسید", Language::Other),
            (
                "Presidentti ei ole maassa, mutta hän on ja oli",
                Language::Finnish,
            ),
            ("東京の秋", Language::Other),
            ("", Language::English),
        ] {
            assert_eq!(Language::guess(text), want, "{text}");
        }
        for &language in Language::ALL {
            assert_eq!(
                Language::from_tag(&format!("{}-XX", language.tag())),
                language
            );
            assert_eq!(Language::ALL[usize::from(language.number())], language);
        }
    }
}
