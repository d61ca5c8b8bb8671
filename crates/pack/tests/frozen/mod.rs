//! The archive of the frozen folders: notes of a harbour that does not exist, the same each time, and
//! large enough that texts and authors lie apart and index and articles are in several parts.

use backfile_model::{Archive, Article, Author, Body, PartialDate};

const WORDS: [&str; 16] = [
    "lamp", "tide", "rope", "gull", "quay", "fog", "bell", "sail", "crane", "barge", "net", "salt",
    "pilot", "ferry", "anchor", "wharf",
];
/// Articles, and words of each.
const SIZE: (usize, usize) = (1400, 30);

/// The archive.
pub(crate) fn harbour() -> Archive {
    Archive {
        title: "Harbour Notes".to_owned(),
        language: Some("en".to_owned()),
        articles: (0..SIZE.0).map(note).collect(),
        ..Archive::default()
    }
}

fn note(number: usize) -> Article {
    let word = |at: usize| WORDS[(number * 7 + at * at * 3 + at) % WORDS.len()];
    let words: Vec<_> = (0..SIZE.1).map(word).collect();
    let text = format!("Day {number}: {} and {}.", words.join(" "), word(number));
    let day = (number / 336, number / 28 % 12 + 1, number % 28 + 1);
    let date = format!("{:04}-{:02}-{:02}", 1990 + day.0, day.1, day.2);
    // Long, so that there are few and the facet is large enough to be loaded by itself.
    let author = number % 700;
    Article {
        id: format!("https://harbour.example/{number}"),
        slug: format!("day-{number}"),
        title: format!("Day {number} of the {}", word(1)),
        body: Body {
            html: None,
            text: Some(text),
        },
        date: date.parse::<PartialDate>().ok(),
        authors: vec![Author {
            name: Some(format!(
                "Keeper {author} of the lamp, the bell and the books of the harbour, and of all that is lost and found between the two piers"
            )),
            ..Author::default()
        }],
        tags: vec![word(2).to_owned()],
        ..Article::default()
    }
}
