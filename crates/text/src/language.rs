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
    /// The language of a BCP 47 tag: `en-GB` is English.
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or("");
        match primary.to_ascii_lowercase().as_str() {
            "en" | "eng" => Self::English,
            _ => Self::Other,
        }
    }

    /// The language that a text seems to be in.
    pub fn guess(_text: &str) -> Self {
        Self::English
    }
}
