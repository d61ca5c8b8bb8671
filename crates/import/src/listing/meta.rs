//! Here is a short line beside a title: is it a date, a byline, a link to read on?
//!
//! The whole line must be understood. What it says of the article (date, authors, tags,
//! categories) is kept; words that could not be placed come back in `rest`, for the report.

mod people;

use super::{labels, lines};
use crate::normalize::dates::{self, DayOrder, Stated};
pub(crate) use people::{bare_byline, is_bare_name};
use people::{byline, byline_in, is_name, names, people as people_in, placed_in};

/// What a line says beside its article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Meta {
    pub(crate) stated: Option<Stated>,
    pub(crate) authors: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) categories: Vec<String>,
    /// The line is nothing but this address.
    pub(crate) url: Option<String>,
    /// Words that belong to the page and not to the article: read more, 3 comments.
    pub(crate) noise: Vec<String>,
    /// Words between date and byline that could not be placed.
    pub(crate) rest: Vec<String>,
}

/// Longer lines are sentences.
const LONGEST: usize = 160;
/// A date takes at most so many words, weekday, time and zone included.
const DATE_WORDS: usize = 9;

/// What the line says beside its article, or `None` where it is text of its own.
pub(crate) fn parse(line: &str, order: Option<DayOrder>) -> Option<Meta> {
    if line.chars().count() > LONGEST {
        return None;
    }
    let mut meta = Meta::default();
    if lines::is_address(line) {
        meta.url = Some(line.to_owned());
        return Some(meta);
    }
    let line = line.trim_matches(is_decoration);
    if let Some((words, label)) = list_label(line) {
        match label {
            Label::Tags => meta.tags = names(words),
            Label::Categories => meta.categories = names(words),
        }
        return Some(meta);
    }
    let mut parts = Vec::new();
    match find_date(line, order) {
        Some((before, stated, after)) => {
            meta.stated = Some(stated);
            parts.extend(segments(strip_label(before)));
            parts.extend(segments(after));
        }
        None => parts.extend(segments(line)),
    }
    for part in parts {
        meta.place(part)?;
    }
    meta.is_sure().then_some(meta)
}

enum Label {
    Tags,
    Categories,
}

fn list_label(line: &str) -> Option<(&str, Label)> {
    let (label, words) = line.split_once(':')?;
    let label = label.trim().to_lowercase();
    let words = words.trim();
    if words.is_empty() || words.ends_with(super::features::ends_sentence) {
        return None;
    }
    if labels::TAGS.has(&label) {
        return Some((words, Label::Tags));
    }
    let known = labels::CATEGORIES.has(&label);
    known.then_some((words, Label::Categories))
}

impl Meta {
    /// Puts one segment where it belongs; `None` where the line is no line beside an article.
    fn place(&mut self, part: &str) -> Option<()> {
        let part = part.trim_matches(is_decoration);
        if part.is_empty() {
            return Some(());
        }
        if let Some((authors, categories)) = byline_in(part) {
            self.authors.extend(authors);
            self.categories.extend(categories);
        } else if let Some(categories) = self.placed_in(part) {
            self.categories.extend(categories);
        } else if labels::is_read_more(part) || labels::is_counter(part) {
            self.noise.push(part.to_owned());
        } else if self.stated.is_some()
            && self.authors.is_empty()
            && people_in(part).iter().all(|p| is_name(p))
        {
            self.authors.extend(people_in(part));
        } else if part.split_whitespace().count() <= 4 && part.chars().count() <= 40 {
            self.rest.push(part.to_owned());
        } else {
            return None;
        }
        Some(())
    }

    /// The categories after a date or a byline: `in Ferries, News`.
    fn placed_in(&self, part: &str) -> Option<Vec<String>> {
        let known = self.stated.is_some() || !self.authors.is_empty();
        known.then(|| placed_in(part)).flatten()
    }

    fn is_sure(&self) -> bool {
        let known = self.stated.is_some() || !self.authors.is_empty();
        (known && self.rest.len() <= 2) || (self.rest.is_empty() && !self.noise.is_empty())
    }
}

/// The longest run of words that states a date, with what stands before and after it.
fn find_date(line: &str, order: Option<DayOrder>) -> Option<(&str, Stated, &str)> {
    let starts: Vec<usize> = word_starts(line).collect();
    let count = starts.len();
    if count > 24 {
        return None;
    }
    // Without a number only the line as a whole can be one ("yesterday").
    let shortest = if line.contains(char::is_numeric) {
        1
    } else {
        count
    };
    let end_of = |word: usize| starts.get(word).copied().unwrap_or(line.len());
    for length in (shortest..=count.min(DATE_WORDS)).rev() {
        for (first, &from) in starts.iter().enumerate().take(count - length + 1) {
            let to = end_of(first + length);
            let words = line[from..to].trim_matches(is_decoration);
            let Some(stated) = dates::parse(words, order) else {
                continue;
            };
            let (before, after) = (&line[..from], &line[to..]);
            let year_only = words.chars().count() <= 4 && !labels::is_date_label(before);
            if !year_only && stands_apart(before, after) {
                return Some((before, stated, after));
            }
        }
    }
    None
}

/// Whether a date ends the line after other words, as it may in a sentence: "Rain On May 3, 2024".
pub(crate) fn ends_in_date(line: &str) -> bool {
    let signs = |c: char| matches!(c, '|' | '·' | '•' | '–' | '—' | ',' | '/');
    find_date(line, None).is_some_and(|(before, _, _)| {
        let words = strip_label(before).trim();
        !(words.is_empty() || byline_in(words).is_some() || words.ends_with(signs))
    })
}

/// Whether words around a date leave it a date line: nothing, a label, a byline, a separator.
fn stands_apart(before: &str, after: &str) -> bool {
    let plain = before.trim();
    let (before, after) = (strip_label(before).trim(), after.trim());
    let separated =
        before.ends_with(['|', '·', '•', '–', '—', '-', ',', '/', '،', '、', '(', '、']);
    let labelled = before.len() != plain.len();
    let open_after = after.is_empty()
        || after.starts_with(['|', '·', '•', '–', '—', '-', ',', '/', '(', ')', '،'])
        || segments(after)
            .next()
            .is_some_and(|part| byline_in(part).is_some() || placed_in(part).is_some());
    (before.is_empty() || separated || labelled || byline(before).is_some()) && open_after
}

fn word_starts(line: &str) -> impl Iterator<Item = usize> {
    let mut blank = true;
    line.char_indices().filter_map(move |(at, c)| {
        let starts = blank && !c.is_whitespace();
        blank = c.is_whitespace();
        starts.then_some(at)
    })
}

/// The words before a date without their label, such as "Posted on".
fn strip_label(before: &str) -> &str {
    let trimmed = before.trim_end().trim_end_matches(':').trim_end();
    let lower = trimmed.to_lowercase();
    for label in labels::DATE.iter() {
        if lower == *label {
            return "";
        }
        let cut = trimmed.len().checked_sub(label.len());
        if let Some(cut) = cut.filter(|_| lower.len() == trimmed.len() && lower.ends_with(label)) {
            let head = &trimmed[..cut];
            if head.ends_with(char::is_whitespace) {
                return head;
            }
        }
    }
    before
}

fn segments(text: &str) -> impl Iterator<Item = &str> {
    text.split(['|', '·', '•', '／'])
        .flat_map(|part| part.split(" — "))
        .flat_map(|part| part.split(" – "))
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" / "))
}

fn is_decoration(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '|' | '·'
                | '•'
                | '–'
                | '—'
                | '-'
                | ','
                | '،'
                | '、'
                | '/'
                | '('
                | ')'
                | '['
                | ']'
                | '»'
                | '→'
                | '›'
                | '*'
                | '_'
        )
        || matches!(c as u32, 0x2600..=0x27BF | 0x1F300..=0x1FAFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        let Some(meta) = parse(line, None) else {
            return "-".to_owned();
        };
        let date = match &meta.stated {
            Some(Stated::Date(date)) => date.to_string(),
            Some(other) => format!("{other:?}"),
            None => String::new(),
        };
        format!(
            "{date} {:?} {:?}",
            meta.authors,
            [meta.noise, meta.rest].concat()
        )
    }

    #[test]
    fn lines_beside_articles() {
        for (line, meta) in [
            ("July 26, 2023", "2023-07-26 [] []"),
            ("By Jane Doe", " [\"Jane Doe\"] []"),
            ("Jane Doe | 26 July 2023", "2023-07-26 [\"Jane Doe\"] []"),
            (
                "Posted on July 26, 2023 by Jane Doe and Max Moe",
                "2023-07-26 [\"Jane Doe\", \"Max Moe\"] []",
            ),
            (
                "By Jane van Doe, The Daily Mole. July 26, 2023 | Learn!",
                "2023-07-26 [\"Jane van Doe\", \"The Daily Mole\"] [\"Learn!\"]",
            ),
            (
                "Jane Doe, 26 July 2023 · 5 min read",
                "2023-07-26 [\"Jane Doe\"] [\"5 min read\"]",
            ),
            (
                "Publicado el 3 de mayo de 2021 por Ana Ruiz",
                "2021-05-03 [\"Ana Ruiz\"] []",
            ),
            (
                "Posted on July 26, 2023 by admin",
                "2023-07-26 [\"admin\"] []",
            ),
            (
                "July 26, 2023 by Jane Doe — 4 Comments",
                "2023-07-26 [\"Jane Doe\"] [\"4 Comments\"]",
            ),
            (
                "Posted on May 3, 2024 in Boats, Latin America",
                "2024-05-03 [] []",
            ),
            ("May 3, 2024 in Boats by Jane Doe", "-"),
            (
                "Posted by Jane Doe on May 3, 2024 in Boats",
                "2024-05-03 [\"Jane Doe\"] []",
            ),
            (
                "Posted on 26/07/2023 by admin in Coups, Latin America",
                "2023-07-26 [\"admin\"] []",
            ),
            ("By Jane Doe 3", " [\"Jane Doe\"] []"),
            ("Published 0 days ago", "WithoutYear [] []"),
            ("By the river in Spring they met.", "-"),
            ("Read more »", " [] [\"Read more\"]"),
            ("3 Comments", " [] [\"3 Comments\"]"),
            ("2 days ago", "WithoutYear [] []"),
            ("A Long Road Out Of July 2023", "-"),
            ("By any means at all", "-"),
            ("2023", "-"),
            ("Years", "-"),
            ("Published: 2023", "2023 [] []"),
            ("Rivers And Roads", "-"),
        ] {
            assert_eq!(shown(line), meta, "{line}");
        }
    }
}
