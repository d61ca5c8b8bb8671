//! Here are wrapped lines that a width seems to have cut: which of them are several paragraphs?
//!
//! A title that nearly fills its line, or one that follows a nearly filled line, looks as if the
//! width had cut it from its neighbour. Three things give it away: a line that says by itself what
//! it is (a date, a button, one that the page repeats); titles that are written in capitals where
//! texts are not; and a text where every other text of the page has a title before it.

mod cuts;

use std::collections::BTreeMap;

use super::furniture::key;
use super::lines::{Line, Mark};
use super::paragraph::Paragraph;
use super::{features, labels, meta, vocabulary};

/// Lines that are a paragraph each, whatever stands around them.
pub(super) struct Apart {
    repeated: BTreeMap<String, usize>,
}

/// A line that the page has so often is no part of a text.
const OFTEN: usize = 3;

impl Apart {
    pub(super) fn of(lines: &[Line]) -> Apart {
        let mut repeated: BTreeMap<String, usize> = BTreeMap::new();
        let short = |l: &&Line| !l.text.is_empty() && l.width <= 40 && !ends(&l.text);
        for line in lines.iter().filter(short) {
            *repeated.entry(key(&line.text)).or_default() += 1;
        }
        repeated.retain(|_, count| *count >= OFTEN);
        Apart { repeated }
    }

    /// Whether nothing speaks against a line being the rest of an open paragraph.
    pub(super) fn lets_join(&self, open: &Paragraph, line: &Line) -> bool {
        // A small letter goes on with the sentence, whatever it spells: "written by Jane Doe".
        let goes_on = line.text.starts_with(char::is_lowercase) && !ends(&open.text);
        if !goes_on && self.stands_alone(&line.text) {
            return false;
        }
        // A link to read on may name a title that is long enough to be wrapped.
        let joined = || format!("{} {}", open.text, line.text);
        !self.stands_alone(&open.text)
            || labels::is_read_more(&open.text) && labels::is_read_more(&joined())
    }

    fn is_repeated(&self, text: &str) -> bool {
        self.repeated.contains_key(&key(text))
    }

    fn stands_alone(&self, text: &str) -> bool {
        let known = is_beside(text) || vocabulary::is_navigation(text);
        !stops(text) && known || self.is_repeated(text)
    }

    /// The title of the text after the paragraphs: the short line before it, dates and names left aside.
    fn title_before(&self, paragraphs: &[Paragraph]) -> Option<usize> {
        let text = |at: usize| paragraphs[at].text.as_str();
        let frame = |at: usize| vocabulary::is_navigation(text(at));
        let mut title = paragraphs.len().checked_sub(1)?;
        while !frame(title) && self.stands_alone(text(title)) {
            title = title.checked_sub(1)?;
        }
        let short = |at: usize| !is_text(text(at)) && !frame(at) && !self.stands_alone(text(at));
        let may_sign = |text: &str| meta::is_bare_name(text) || is_labelled(text);
        let over = title
            .checked_sub(1)
            .filter(|&over| may_sign(text(title)) && short(over));
        let same_group = |over: usize| paragraphs[title].glued || !paragraphs[over].glued;
        over.filter(|&over| same_group(over))
            .or(Some(title).filter(|&title| short(title)))
    }
}

/// Whether a line is a date, a byline, a count or a link to read on, and nothing else.
fn is_beside(text: &str) -> bool {
    let pure = |m: &meta::Meta| m.rest.is_empty() && m.url.is_none();
    meta::parse(text, None).is_some_and(|m| pure(&m)) && !meta::ends_in_date(text)
}

fn is_labelled(text: &str) -> bool {
    let label = text.split_once(": ").map(|(label, _)| label);
    text.chars().count() <= 60 && label.is_some_and(|l| l.split_whitespace().count() <= 2)
}

/// Whether a line ends with a full stop, which titles and buttons do not.
fn stops(text: &str) -> bool {
    let looks = features::looks(text);
    looks.closed && !looks.lively
}

fn ends(text: &str) -> bool {
    features::looks(text).closed
}

fn is_text(text: &str) -> bool {
    let looks = features::looks(text);
    features::is_body(&looks) || looks.width > 140
}

/// How titles are written and placed on this page.
struct Style {
    /// In capitals, which texts are not.
    headlines: bool,
    /// Titles have marks before them.
    marked: bool,
    /// Most texts have a title before them, with no blank line between.
    tight: bool,
    /// What many titles have under them, before the text.
    under: Vec<Sign>,
}

/// A line that signs an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// The name of a person, without a label.
    Name,
    Byline,
    Date,
    /// A few words after a label: "Photo: Jane Doe".
    Labelled,
    /// One that the page repeats.
    Repeated,
}

const SIGNS: [Sign; 5] = [
    Sign::Name,
    Sign::Byline,
    Sign::Date,
    Sign::Labelled,
    Sign::Repeated,
];

impl Sign {
    fn of(text: &str, apart: &Apart) -> Option<Sign> {
        if meta::is_bare_name(text) {
            return Some(Sign::Name);
        }
        let meta = meta::parse(text, None).unwrap_or_default();
        match (meta.stated.is_some(), meta.authors.is_empty()) {
            (true, _) => Some(Sign::Date),
            (false, false) => Some(Sign::Byline),
            _ if vocabulary::is_navigation(text) => None,
            _ if is_labelled(text) => Some(Sign::Labelled),
            _ => apart.is_repeated(text).then_some(Sign::Repeated),
        }
    }
}

impl Style {
    fn of(paragraphs: &[Paragraph], apart: &Apart) -> Style {
        let (mut titles, mut headlines, mut marked, mut tight, mut texts) = (0, 0, 0, 0, 0);
        let mut under: Vec<Sign> = Vec::new();
        for at in 0..paragraphs.len() {
            if !is_text(&paragraphs[at].text) {
                continue;
            }
            texts += 1;
            let Some(title) = apart.title_before(&paragraphs[..at]) else {
                continue;
            };
            titles += 1;
            let text = &paragraphs[title].text;
            headlines += usize::from(is_headline(text));
            marked += usize::from(
                paragraphs[title].mark != Mark::None && paragraphs[at].mark == Mark::None,
            );
            tight += usize::from(paragraphs[at].glued);
            let line = paragraphs[title + 1..at].first();
            under.extend(line.and_then(|line| Sign::of(&line.text, apart)));
        }
        Style {
            headlines: titles >= 2 && headlines * 10 >= titles * 7,
            marked: titles >= 2 && marked * 10 >= titles * 6,
            tight: titles >= 2 && tight * 10 >= texts * 6,
            under: SIGNS
                .into_iter()
                .filter(|sign| under.iter().filter(|u| *u == sign).count() * 10 >= titles * 4)
                .collect(),
        }
    }
}

/// Takes paragraphs apart that a title and a text have become.
pub(super) fn split(paragraphs: &[Paragraph], lines: &[Line], apart: &Apart) -> Vec<Paragraph> {
    let style = Style::of(paragraphs, apart);
    let mut out: Vec<Paragraph> = Vec::with_capacity(paragraphs.len());
    for (at, own) in paragraphs.iter().enumerate() {
        let cuts = cuts::Cuts {
            before: &out,
            own,
            next: paragraphs.get(at + 1),
            lines,
            apart,
            style: &style,
        };
        let pieces = cuts.pieces();
        out.extend(pieces);
    }
    out
}

/// Whether a text is written as titles in capitals are: all but the small words begin with one.
fn is_headline(text: &str) -> bool {
    let (mut all, mut large) = (0, 0);
    for word in text.split_whitespace() {
        let Some(first) = word.chars().find(|c| c.is_alphanumeric()) else {
            continue;
        };
        all += 1;
        large += usize::from(first.is_uppercase() || first.is_numeric());
        if first.is_lowercase() && word.chars().count() > 5 {
            return false;
        }
    }
    all > 0 && large * 4 >= all * 3
}

#[cfg(test)]
mod tests {
    use crate::listing::{lines, paragraph};

    fn joined(text: &str) -> Vec<String> {
        let paragraphs = paragraph::join(&lines::split(text));
        paragraphs.into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn titles_in_capitals_are_found_where_every_break_was_forced() {
        let wrapped = "Old Mill To Be Rebuilt\n\
                       The mill at Lower Marl burned down in the spring\n\
                       of last year, and its owner was not insured. It\n\
                       will be rebuilt.\n\
                       Ferry Stops For Good After Ninety Summers Afloat\n\
                       Nobody wants to pay for a new chain, which would\n\
                       cost more than the boat. The last crossing is on\n\
                       the first Sunday in May.\n\
                       Clock Runs Late\n\
                       A historian has found out why the tower strikes\n\
                       eight minutes after the hour.";
        let found = joined(wrapped);
        assert_eq!(found.len(), 6, "{found:#?}");
        assert_eq!(found[2], "Ferry Stops For Good After Ninety Summers Afloat");
        assert!(found[3].starts_with("Nobody wants") && found[3].ends_with("in May."));
    }

    #[test]
    fn lines_that_say_what_they_are_stand_alone() {
        let wrapped = "The river rose for three days and then it fell\n\
                       again, leaving mud in every one of the cellars\n\
                       along the lower street, and fish in two of all\n\
                       Share on Facebook\n\
                       May 3, 2024 by Jane Doe\n\
                       the town had been warned, said the mayor, and\n\
                       nobody had listened to the warning at all.";
        let found = joined(wrapped);
        assert_eq!(
            found[1..3],
            ["Share on Facebook", "May 3, 2024 by Jane Doe"]
        );
        assert_eq!(found.len(), 4, "{found:#?}");
    }

    #[test]
    fn a_byline_inside_a_sentence_stays_in_it() {
        let wrapped = "A newspaper of the capital ran with this last week,\n\
                       under a heading that nobody could miss. The report,\n\
                       written by Maria Lopez, Peter Marsh and Ann Okafor,\n\
                       was withdrawn on the same day by its publisher.";
        assert_eq!(joined(wrapped).len(), 1);
    }

    #[test]
    fn a_date_at_the_end_of_a_sentence_stays_in_it() {
        let wrapped = "The ferry is going to be taken out of service in\n\
                       the course of the spring, and will be broken up\n\
                       (the last crossing was planned for the summer) by\n\
                       the council (Harbour Board) on July 19th";
        assert_eq!(joined(wrapped).len(), 1);
    }
}
