//! What may an article be called in an address, when nobody said? A small ASCII fallback.
//!
//! Importers give better slugs (`backfile_text::slug`); this one serves feeds of others that are
//! opened directly. Latin letters lose their accents, other scripts give way to the id.

use crate::Article;

/// Longest slug in characters.
const MAX_CHARS: usize = 80;

/// Base letters of U+00C0 to U+017F, in order; `-` where there is none.
const LATIN: &[u8; 192] = b"aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllll\
lnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// A slug from the title, else from the address, the id or the number of the article. It may be
/// taken already.
pub(crate) fn of_article(article: &Article, index: usize) -> String {
    let address = article.url.as_deref().unwrap_or_default();
    let page = address.split(['?', '#']).next().unwrap_or_default();
    let last_segment = page
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    [&article.title, last_segment, &article.id]
        .into_iter()
        .map(ascii)
        .find(|slug| !slug.is_empty())
        .unwrap_or_else(|| format!("article-{}", index + 1))
}

/// Lower-case ASCII letters and digits with single hyphens between words.
pub(crate) fn ascii(text: &str) -> String {
    let mut slug = String::new();
    let mut last_word_end = 0;
    for character in text.chars() {
        let folded = match character {
            '0'..='9' | 'a'..='z' => character,
            'A'..='Z' => character.to_ascii_lowercase(),
            '\u{C0}'..='\u{17F}' => char::from(LATIN[character as usize - 0xC0]),
            // Apostrophes and combining accents are within a word.
            '\'' | '\u{2019}' | '\u{300}'..='\u{36F}' => continue,
            _ => '-',
        };
        if folded != '-' {
            slug.push(folded);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            last_word_end = slug.len();
            slug.push('-');
        }
        if slug.len() > MAX_CHARS {
            slug.truncate(if last_word_end > 0 {
                last_word_end
            } else {
                MAX_CHARS
            });
            break;
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}
