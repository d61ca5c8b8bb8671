//! What can a reader ask, and what comes back?
//!
//! These types cross the worker boundary, so they are plain and serialisable.

use serde::{Deserialize, Serialize};

use crate::DocId;

/// A question to an index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// What the reader typed; any text is a query.
    pub query: String,
    /// True while the reader types: the last word also matches as a prefix.
    pub live: bool,
    /// Chosen facet values.
    pub filters: Vec<Filter>,
    /// Chosen dates: documents that overlap the range.
    pub dates: Option<DateRange>,
    /// Order of the hits.
    pub sort: Sort,
    /// What [`Response::periods`] counts by.
    pub step: Step,
    /// How many hits to leave out at the start.
    pub offset: u32,
    /// How many hits to return at most.
    pub limit: u32,
    /// Where few documents hold all of four words or more: whether those that hold some, or words of
    /// the best matches, are wanted after them, as where a collection of questions judges the ranking.
    pub widen: bool,
    /// How many values of a facet to return at most, beside those chosen; 0 for all of them.
    pub value_limit: u32,
}

/// Chosen values of one facet: OR among the values, AND across facets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Name of the facet.
    pub facet: String,
    /// Values, at least one.
    pub values: Vec<String>,
}

/// Whole days since 1970-01-01, both ends included; an open end is `i32::MIN` or `i32::MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateRange {
    /// First day.
    pub first: i32,
    /// Last day.
    pub last: i32,
}

/// Order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Best first; newest first where there is no query.
    #[default]
    Relevance,
    /// Newest first, undated last.
    Newest,
    /// Oldest first, undated last.
    Oldest,
}

/// Length of the periods that documents are counted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Years.
    #[default]
    Year,
    /// Months.
    Month,
    /// Days.
    Day,
}

/// The answer to a [`Request`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// Exact number of matching documents.
    pub total: u32,
    /// The page of hits asked for.
    pub hits: Vec<Hit>,
    /// Counts per facet, each under all filters but its own.
    pub facets: Vec<FacetCounts>,
    /// Documents per period (a document whose date spans several counts in its first), ascending,
    /// under all filters but the dates. A period is a year; a month as `year * 12 + month - 1`; or
    /// a day since 1970-01-01; by [`Request::step`].
    pub periods: Vec<(i32, u32)>,
    /// What the reader should know about how the query was taken.
    pub notice: Option<Notice>,
    /// The query with its last word completed, and how many of the matching documents hold that
    /// word; most first. Only while live, and only with words that some hold.
    pub completions: Vec<(String, u32)>,
}

/// A word of the index that completes what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// The word, in lower case, in its most common spelling.
    pub text: String,
    /// Documents that hold it in any spelling (at most: one that holds two counts twice).
    pub doc_freq: u32,
}

/// A matching document.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// Which document.
    pub doc: DocId,
    /// Score, comparable within one response only.
    pub score: f32,
}

/// Counts of one facet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetCounts {
    /// Name of the facet.
    pub facet: String,
    /// Values with the number of matching documents, most first, then by value; chosen values
    /// are present even at zero.
    pub values: Vec<(String, u32)>,
    /// How many values there are, with those beyond [`Request::value_limit`].
    pub value_count: u32,
}

/// How a query was taken when not literally.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notice {
    /// No document holds all words, or for a query of four words or more less than a page of them:
    /// these are the best of those that hold any.
    Partial,
    /// Words were corrected: the query that was searched instead.
    Corrected {
        /// The query as searched.
        searched: String,
    },
    /// What was typed is there, but a word of it is so rare beside one that differs in one letter
    /// that it may be a slip. The query was taken as typed.
    DidYouMean {
        /// The query to offer.
        query: String,
    },
}

/// A passage of a text with its matches marked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// The passage, cut from the text at word borders, without ellipses.
    pub text: String,
    /// True when text was cut before the passage.
    pub cut_before: bool,
    /// True when text was cut after it.
    pub cut_after: bool,
    /// Matches as byte ranges of `text`, ascending, apart.
    pub highlights: Vec<(u32, u32)>,
}
