//! Here is an article that nobody numbered: what is it called, today and at the next import?
//!
//! An id is a hash of the title, so it survives edits of the text and a new order; only where
//! two articles share a title does the later one's hash take its text in as well. An address,
//! where there is one, is the id itself.

use std::collections::BTreeSet;

use backfile_model::Article;

/// Gives an id to every article without one; ids are unique afterwards.
pub fn assign(articles: &mut [Article]) {
    let mut taken: BTreeSet<String> = articles
        .iter()
        .map(|a| a.id.clone())
        .filter(|id| !id.is_empty())
        .collect();
    for article in articles.iter_mut().filter(|a| a.id.is_empty()) {
        let text = article
            .body
            .text
            .as_deref()
            .or(article.body.html.as_deref())
            .unwrap_or("");
        let url = article.url.clone();
        let by_title = (!article.title.is_empty()).then(|| hash(&[&article.title]));
        let by_text = hash(&[&article.title, text]);
        let candidates = url.into_iter().chain(by_title).chain([by_text.clone()]);
        let numbered = (2..).map(|n| format!("{by_text}-{n}"));
        if let Some(id) = candidates.chain(numbered).find(|id| !taken.contains(id)) {
            taken.insert(id.clone());
            article.id = id;
        }
    }
}

/// Gives a slug to every article without one; slugs are unique afterwards.
pub fn assign_slugs(articles: &mut [Article]) {
    let mut taken: BTreeSet<String> = articles
        .iter()
        .map(|a| a.slug.clone())
        .filter(|s| !s.is_empty())
        .collect();
    for article in articles.iter_mut().filter(|a| a.slug.is_empty()) {
        let mut base = backfile_text::slug(&article.title);
        if base.is_empty() {
            base = format!("article-{}", hash(&[&article.id]));
        }
        let numbered = (2..).map(|n| format!("{base}-{n}"));
        if let Some(slug) = std::iter::once(base.clone())
            .chain(numbered)
            .find(|s| !taken.contains(s))
        {
            taken.insert(slug.clone());
            article.slug = slug;
        }
    }
}

/// 64-bit FNV-1a of the parts' words, as 16 hexadecimal digits. Case and blanks do not count.
pub(crate) fn hash(parts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |byte: u8| {
        hash ^= u64::from(byte);
        hash = hash.wrapping_mul(0x0100_0000_01b3);
    };
    for part in parts {
        for word in part.to_lowercase().split_whitespace() {
            word.bytes().for_each(&mut eat);
            eat(b' ');
        }
        eat(0);
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(title: &str, text: &str) -> Article {
        let mut article = Article {
            title: title.to_owned(),
            ..Article::default()
        };
        article.body.text = Some(text.to_owned());
        article
    }

    #[test]
    fn ids_are_unique_and_do_not_hang_on_the_text() {
        let mut one = [
            article("Rain", "a"),
            article("Rain", "b"),
            article("Rain", "b"),
        ];
        assign(&mut one);
        let mut two = [article("Rain", "edited")];
        assign(&mut two);
        assert_eq!(one[0].id, two[0].id);
        let ids: BTreeSet<&str> = one.iter().map(|a| a.id.as_str()).collect();
        assert_eq!(ids.len(), 3);
    }

    #[test]
    fn slugs_are_unique_and_never_empty() {
        let mut articles = [article("Rain!", ""), article("Rain", ""), article("?", "")];
        assign(&mut articles);
        assign_slugs(&mut articles);
        assert_eq!(
            (articles[0].slug.as_str(), articles[1].slug.as_str()),
            ("rain", "rain-2")
        );
        assert!(articles[2].slug.starts_with("article-"));
    }
}
