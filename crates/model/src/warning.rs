//! What was odd, where, and what was made of it? Problems that lose no article.

use std::fmt;

/// A recoverable problem with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What kind of problem, for tests and for counting.
    pub code: WarningCode,
    /// Where in the source, such as `items[3].date_published` or `listing.txt:12`; empty when
    /// it is about the whole.
    pub place: String,
    /// What is odd and what was made of it, as a sentence without its full stop.
    pub text: String,
}

impl Warning {
    /// A warning of that kind about that place.
    pub fn new(code: WarningCode, place: impl Into<String>, text: impl Into<String>) -> Self {
        Warning {
            code,
            place: place.into(),
            text: text.into(),
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        write!(f, "{} [{}]", self.text, self.code.as_str())
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $text:literal,)*) => {
        /// The kinds of problems, of every reader and check in the house.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum WarningCode {
            $($(#[$doc])* $name,)*
        }

        impl WarningCode {
            /// The stable name of the kind.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(WarningCode::$name => $text,)*
                }
            }
        }
    };
}

codes! {
    // Reading
    /// A member has another type than its name promises.
    WrongType "wrong-type",
    /// A member that the format asks for is missing.
    Missing "missing",
    /// A member that this version does not know, and that could not be kept.
    UnknownMember "unknown-member",
    /// A date cannot be understood.
    BadDate "bad-date",
    /// A value is none of those that the format knows.
    BadValue "bad-value",
    /// Two members of an object have the same name.
    DuplicateMember "duplicate-member",
    /// Two articles have the same id.
    DuplicateId "duplicate-id",
    /// Two articles have the same slug.
    DuplicateSlug "duplicate-slug",
    /// Text holds broken characters, which were replaced.
    BrokenText "broken-text",
    // Checking
    /// An article without a title.
    NoTitle "no-title",
    /// An article with neither body nor summary.
    NoText "no-text",
    /// A date that is valid but unlikely.
    OddDate "odd-date",
    /// An article that is the same as another.
    DuplicateArticle "duplicate-article",
    /// An address that is not an absolute `http` or `https` address.
    BadUrl "bad-url",
    /// A country code that ISO 3166-1 does not have.
    UnknownCountry "unknown-country",
    /// A slug that does not read well in an address.
    OddSlug "odd-slug",
    /// A language tag that is not BCP 47.
    BadLanguage "bad-language",
    // Importing
    /// The source is not in the encoding that it should be in.
    Encoding "encoding",
    /// The source breaks off.
    Truncated "truncated",
    /// Part of the source is not as it was written.
    Damaged "damaged",
    /// Part of the source was left out.
    Skipped "skipped",
    /// Something was guessed that the source does not state.
    Guessed "guessed",
}
