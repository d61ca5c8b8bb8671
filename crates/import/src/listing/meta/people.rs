//! Here are words beside an article: whose names are they, of people or of categories?

use super::{Meta, is_decoration, strip_label};
use crate::listing::labels;

/// The authors that a byline names, and the categories: `by Jane Doe in Ferries, News`.
pub(super) fn byline_in(part: &str) -> Option<(Vec<String>, Vec<String>)> {
    if let Some(authors) = byline(part) {
        return Some((authors, Vec::new()));
    }
    let (named, placed) = part.split_once(" in ")?;
    Some((byline(named)?, categories(placed)?))
}

/// The categories in `in Ferries, News`, which stands after a date.
pub(super) fn placed_in(part: &str) -> Option<Vec<String>> {
    let part = part.trim();
    let placed = labels::IN.iter().find_map(|label| {
        let head = part.get(..label.len())?;
        let rest = part[label.len()..].strip_prefix([' ', ':'])?;
        head.eq_ignore_ascii_case(label).then_some(rest)
    })?;
    categories(placed.trim())
}

/// Names of categories, each short and with capitals.
fn categories(placed: &str) -> Option<Vec<String>> {
    let categories = names(placed);
    let is_category = |name: &String| name.split_whitespace().count() <= 4 && is_author(name);
    let is_sure = !categories.is_empty() && categories.iter().all(is_category);
    is_sure.then_some(categories)
}

/// Whether a line that bears no label can be the name of a person: "Maria Lopez", "J. van Dyke".
pub(crate) fn is_bare_name(line: &str) -> bool {
    let sign = |c: char| {
        c.is_alphabetic() || c.is_whitespace() || matches!(c, '.' | '-' | '’' | '\'' | '‑')
    };
    let is_particle = |w: &str| labels::PARTICLES.has(w) && !matches!(w, "the" | "of" | "for");
    let people = people(line);
    let plain = |name: &String| {
        let words: Vec<&str> = name.split_whitespace().collect();
        let word = |w: &&str| {
            let capital = !w.starts_with(char::is_lowercase);
            capital && w.chars().count() > 1 && !labels::NO_NAME.has(&w.to_lowercase())
        };
        let initial = |w: &&str| {
            let letters = w.trim_end_matches('.').chars().count();
            w.starts_with(char::is_uppercase) && letters == 1 && *w != "A" && *w != "I"
        };
        name.chars().all(sign)
            && is_name(name)
            && words
                .iter()
                .all(|w| word(w) || initial(w) || is_particle(w))
            && words[words.len() - 1]
                .chars()
                .filter(|c| c.is_alphabetic())
                .count()
                > 1
    };
    line.chars().count() <= 60
        && !people.is_empty()
        && people.len() <= 3
        && people.iter().all(plain)
}

/// A byline that bears no label.
pub(crate) fn bare_byline(line: &str) -> Meta {
    Meta {
        authors: people(line),
        ..Meta::default()
    }
}

/// The name that somebody signs in by: one word, perhaps in small letters, with numbers or points.
fn is_login(text: &str) -> bool {
    let sign = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
    text.chars().all(sign) && text.chars().any(char::is_alphabetic) && text.chars().count() <= 30
}

/// The authors that a byline names.
pub(super) fn byline(part: &str) -> Option<Vec<String>> {
    let part = part.trim().trim_matches(is_decoration);
    let lower = part.to_lowercase();
    for label in labels::BY.iter() {
        let Some(rest) = lower.strip_prefix(label) else {
            continue;
        };
        let tight = label.ends_with(['：', ':', '文', '者']);
        if lower.len() != part.len() || !(tight || rest.starts_with([' ', ':', '：'])) {
            continue;
        }
        let named = part[label.len()..].trim_start_matches([':', '：', ' ']);
        // A number after the name counts comments.
        let named = named
            .rsplit_once(' ')
            .filter(|(_, count)| count.chars().all(|c| c.is_ascii_digit()))
            .map_or(named, |(named, _)| named);
        let authors = people(strip_label(named));
        let plausible = !authors.is_empty() && authors.len() <= 8;
        let is_one = authors.len() == 1 && is_login(&authors[0]);
        if plausible && (is_one || authors.iter().all(|a| is_author(a))) {
            return Some(authors);
        }
    }
    None
}

/// The names in a list of people.
pub(super) fn people(text: &str) -> Vec<String> {
    let mut parts = vec![text.trim_end_matches(['.', ','])];
    for joint in [
        ", ", " & ", " and ", " y ", " et ", " und ", " e ", " en ", " и ", "、", "، ",
    ] {
        parts = parts.into_iter().flat_map(|p| p.split(joint)).collect();
    }
    let clean = |p: &str| p.trim().trim_matches(is_decoration).to_owned();
    parts
        .into_iter()
        .map(clean)
        .filter(|p| !p.is_empty())
        .collect()
}

/// The names in a list of categories or tags.
pub(super) fn names(words: &str) -> Vec<String> {
    let split = words.split([',', '،', '、', ';', '|', '#']);
    split
        .map(|w| w.trim().to_owned())
        .filter(|w| !w.is_empty())
        .collect()
}

/// A name of a person: two to five words, each with a capital where the script has capitals.
pub(super) fn is_name(text: &str) -> bool {
    let count = text.split_whitespace().count();
    (2..=5).contains(&count) && is_author(text)
}

/// A name of a person or a desk: words with capitals, but for particles, and no digits.
fn is_author(text: &str) -> bool {
    let count = text.split_whitespace().count();
    let sign = |c: char| c.is_numeric() || matches!(c, '!' | '?' | '"' | '“' | '”' | ':' | '…');
    let capital = |word: &str| {
        let first = word.chars().find(|c| c.is_alphabetic());
        first.is_none_or(|c| !c.is_lowercase()) || labels::PARTICLES.has(word)
    };
    (1..=6).contains(&count)
        && text.chars().count() <= 60
        && !text.contains(sign)
        && text.split_whitespace().all(capital)
        && text.split_whitespace().any(|w| !labels::PARTICLES.has(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_need_no_label() {
        for name in [
            "Maria Lopez",
            "Jonas van Dyke",
            "Peter J. Marsh",
            "Ann Moe and Max Lind",
        ] {
            assert!(is_bare_name(name), "{name}");
        }
        for line in [
            "Featured",
            "The Tidal Post",
            "By Maria Lopez",
            "Late Again",
            "A Dry Year",
            "maria lopez",
            "Rise of Rivers",
            "48 Boats",
            "Who Pays?",
        ] {
            assert!(!is_bare_name(line), "{line}");
        }
    }
}
