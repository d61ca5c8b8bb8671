//! What did an importer leave out, and why?
//!
//! Everything of a source is either in the archive or here, whole, with its place.

use std::fmt;

/// A part of a source that was taken for something else than an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Name of the source.
    pub source: String,
    /// Its first line there, from 1.
    pub first_line: u32,
    /// Its last line there, from 1.
    pub last_line: u32,
    /// What it was taken for.
    pub reason: Reason,
    /// All of its text, as it stood.
    pub text: String,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.source, self.first_line)?;
        if self.last_line != self.first_line {
            write!(f, "-{}", self.last_line)?;
        }
        write!(f, ": {}", self.reason.sentence())
    }
}

/// What a part was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Reason {
    /// A skip link, menu item, page number, button, or lone line of the page's frame.
    Navigation,
    /// An appeal: donate, sign up, follow.
    CallToAction,
    /// A block that stands on the page more than once.
    Repeated,
    /// A short line stuck to an excerpt that does not belong to it.
    StrayLine,
    /// A link to the whole article, or a count of comments, beside an excerpt.
    BesideArticle,
    /// Words of a byline that could not be placed.
    BylineRest,
    /// The page's heading once more.
    RepeatedHeading,
    /// An article that is in the source already.
    Duplicate,
    /// Text before the first title.
    Preamble,
    /// A link within the page, as tables of contents have them.
    InPageLink,
}

impl Reason {
    /// The stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Navigation => "navigation",
            Reason::CallToAction => "call-to-action",
            Reason::Repeated => "repeated",
            Reason::StrayLine => "stray-line",
            Reason::BesideArticle => "beside-article",
            Reason::BylineRest => "byline-rest",
            Reason::RepeatedHeading => "repeated-heading",
            Reason::Duplicate => "duplicate",
            Reason::Preamble => "preamble",
            Reason::InPageLink => "in-page-link",
        }
    }

    /// What it was taken for, in words.
    pub fn sentence(self) -> &'static str {
        match self {
            Reason::Navigation => "menu, page number or other frame of the page",
            Reason::CallToAction => "appeal of the site to its readers",
            Reason::Repeated => "block that the page repeats",
            Reason::StrayLine => "stray line stuck to an excerpt",
            Reason::BesideArticle => "link or count beside an article",
            Reason::BylineRest => "words of a byline that could not be placed",
            Reason::RepeatedHeading => "heading of the page once more",
            Reason::Duplicate => "article that is already there",
            Reason::Preamble => "text before the first title",
            Reason::InPageLink => "link within the page",
        }
    }
}
