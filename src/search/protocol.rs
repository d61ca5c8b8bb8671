//! What crosses the border between the page and the engine? Plain data; [`super::wire`] says how.
//!
//! A call goes out with a number, its reply comes back with the same.

use backfile_search::{DocId, Hit, Request, Response, Snippet};

/// A question of the list view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// Given back in the [`Answer`].
    pub id: u32,
    /// What is asked.
    pub request: Request,
    /// Whether texts of the hits are wanted, with their matches.
    pub snippets: bool,
}

/// The answer to a [`Question`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The question's id.
    pub id: u32,
    /// What the engine found.
    pub response: Response,
    /// One per hit, in the same order, where snippets were wanted and the query is not empty.
    pub texts: Vec<HitText>,
}

/// The texts of one hit with their matches.
#[derive(Clone, Debug, PartialEq)]
pub struct HitText {
    /// Which document.
    pub doc: DocId,
    /// Matches in the title, as byte ranges of the row's title.
    pub title: Vec<(u32, u32)>,
    /// The best passage of the article.
    pub snippet: Snippet,
}

/// Which words to mark in texts that the page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// What the reader searched.
    pub query: String,
    /// The texts.
    pub texts: Vec<String>,
}

/// What the engine can be asked to do.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Call {
    /// Search.
    Ask(Question),
    /// Documents like this one, at most so many.
    Related(DocId, u32),
    /// Where to mark matches.
    Mark(Marks),
}

/// What it answers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reply {
    /// To [`Call::Ask`].
    Answer(Answer),
    /// To [`Call::Related`].
    Related(Vec<Hit>),
    /// To [`Call::Mark`]: byte ranges per text.
    Marks(Vec<Vec<(u32, u32)>>),
}
