//! Which language is a text in?

/// A language with rules of its own; anything else is [`Language::Other`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// No stemming.
    Other,
    /// English.
    English,
}

impl Language {
    /// All languages, in the order of their numbers.
    pub const ALL: &'static [Self] = &[Self::Other, Self::English];

    /// The language of a BCP 47 tag: `en-GB` is English.
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or("");
        let same = |language: &&Self| language.tag().eq_ignore_ascii_case(primary);
        Self::ALL.iter().find(same).copied().unwrap_or(Self::Other)
    }

    /// Primary subtag of its BCP 47 tag; `und` where unknown.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Other => "und",
            Self::English => "en",
        }
    }

    /// Its number, below 32 and stable within a format version of the index.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Does [`crate::stem()`] change words of this language?
    pub fn has_stems(self) -> bool {
        self != Self::Other
    }

    /// The language that a text seems to be in.
    pub fn guess(_text: &str) -> Self {
        Self::English
    }
}
