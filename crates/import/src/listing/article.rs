//! Here is a unit that is an article: what are its title, text, date, authors and categories?

use backfile_model::{Article, Author, Body, WarningCode};

use super::features::{self, Looks};
use super::furniture::{Unit, key};
use super::meta::{self, Meta};
use super::page::Page;
use super::{Listing, labels};
use crate::normalize::dates::Stated;
use crate::skipped::Reason;

impl Listing<'_> {
    /// Makes articles of the page's articles and reports the other units.
    pub(super) fn take(&mut self, page: &Page, units: &[Unit]) {
        if let Some(heading) = page.heading {
            self.take_heading(&units[heading], page.described);
        }
        let top = units.first().is_some_and(|unit| self.take_top(unit));
        let mut keys: Vec<(String, String)> = Vec::new();
        for (at, unit) in units.iter().enumerate() {
            match unit.reason {
                Some(_) if at == 0 && top => {}
                Some(reason) => self.skip_unit(unit, reason),
                None if page.articles.contains(&at) => self.take_article(unit, page, &mut keys),
                None => {}
            }
        }
        if let Some(&last) = page.articles.last() {
            self.warn_if_cut(&units[last], page, units);
        }
    }

    fn take_heading(&mut self, unit: &Unit, described: bool) {
        let Some(title) = unit.title else { return };
        let text = self.blocks[title].paragraph.text.clone();
        let category = meta::parse(&text, None).and_then(|m| m.categories.into_iter().next());
        self.imported.archive.title = category.unwrap_or(text);
        if described {
            self.imported.archive.description = Some(self.text_of(unit));
        }
        for &at in &unit.beside {
            self.skip(at, at, Reason::BesideArticle);
        }
    }

    /// An address above the first title is the page's own; a category label is its heading.
    /// Whether all of the unit was used for that.
    fn take_top(&mut self, top: &Unit) -> bool {
        if top.title.is_some() || !top.bodies.is_empty() {
            return false;
        }
        let mut used = true;
        for meta in top
            .beside
            .iter()
            .filter_map(|&at| self.blocks[at].meta.as_ref())
        {
            let archive = &mut self.imported.archive;
            match (&meta.url, meta.categories.as_slice()) {
                (Some(url), _) if archive.home_page_url.is_none() => {
                    archive.home_page_url = Some(url.clone());
                }
                (_, [category]) if archive.title.is_empty() => archive.title.clone_from(category),
                _ => used = false,
            }
        }
        used
    }

    fn skip_unit(&mut self, unit: &Unit, reason: Reason) {
        let (first, last) = unit.span();
        self.skip(first, last, reason);
    }

    fn take_article(&mut self, unit: &Unit, page: &Page, keys: &mut Vec<(String, String)>) {
        let Some(title) = unit.title else { return };
        let text = self.text_of(unit);
        let own = (key(&self.blocks[title].paragraph.text), key(&text));
        if keys.contains(&own) {
            self.skip_unit(unit, Reason::Duplicate);
            return;
        }
        keys.push(own);
        let block = &self.blocks[title];
        let mut article = Article {
            title: block.paragraph.text.clone(),
            url: block
                .paragraph
                .url
                .clone()
                .filter(|u| u.starts_with("http")),
            categories: Some(self.imported.archive.title.clone())
                .into_iter()
                .filter(|t| !t.is_empty())
                .collect(),
            ..Article::default()
        };
        let text = self.cut_read_more(unit, text);
        article.body = Body {
            html: None,
            text: Some(text).filter(|t| !t.is_empty()),
        };
        for &at in &unit.beside {
            self.apply_meta(&mut article, at);
        }
        if article.body.text.is_none() && !page.titles_only {
            self.warn(
                WarningCode::NoText,
                Some(title),
                format!("“{}” has no excerpt", article.title),
            );
        }
        self.imported.archive.articles.push(article);
    }

    fn text_of(&self, unit: &Unit) -> String {
        let texts: Vec<&str> = unit
            .bodies
            .iter()
            .map(|&b| self.blocks[b].paragraph.text.as_str())
            .collect();
        texts.join("\n\n")
    }

    /// Takes a link to read on off the end of the text, into the report.
    fn cut_read_more(&mut self, unit: &Unit, mut text: String) -> String {
        let (Some(cut), Some(&last)) = (labels::trailing_read_more(&text), unit.bodies.last())
        else {
            return text;
        };
        let lines = (
            self.blocks[last].paragraph.last,
            self.blocks[last].paragraph.last,
        );
        self.skip_text(lines, Reason::BesideArticle, text[cut..].to_owned());
        text.truncate(text[..cut].trim_end().len());
        text
    }

    fn apply_meta(&mut self, article: &mut Article, at: usize) {
        let Some(meta) = &self.blocks[at].meta else {
            return;
        };
        self.apply_date(article, meta, at);
        let name = |name: &String| Author {
            name: Some(name.clone()),
            ..Author::default()
        };
        article.authors.extend(meta.authors.iter().map(name));
        article.tags.extend(meta.tags.iter().cloned());
        article.categories.extend(meta.categories.iter().cloned());
        article.url = article.url.take().or_else(|| meta.url.clone());
        if !meta.noise.is_empty() {
            self.skip(at, at, Reason::BesideArticle);
        } else if !meta.rest.is_empty() {
            self.skip(at, at, Reason::BylineRest);
        }
    }

    fn apply_date(&mut self, article: &mut Article, meta: &Meta, at: usize) {
        let line = &self.blocks[at].paragraph.text;
        match &meta.stated {
            Some(Stated::Date(date)) => {
                article.date = article.date.take().or_else(|| Some(date.clone()));
            }
            Some(Stated::Ambiguous(year)) => {
                article.date = article.date.take().or_else(|| Some(year.clone()));
                let text = format!("“{line}” may mean two days; only the year {year} was kept");
                self.warn(WarningCode::BadDate, Some(at), text);
            }
            Some(Stated::WithoutYear) => {
                let text = format!("“{line}” does not state a year; the article has no date");
                self.warn(WarningCode::BadDate, Some(at), text);
                self.skip(at, at, Reason::BylineRest);
            }
            None => {}
        }
    }

    /// The last text of the file may have been cut by the copying; others are cut by the site.
    fn warn_if_cut(&mut self, last: &Unit, page: &Page, units: &[Unit]) {
        let looks = |unit: &Unit| {
            unit.bodies
                .last()
                .map(|&b| features::looks(&self.blocks[b].paragraph.text))
        };
        let whole = |l: &Looks| l.closed && !l.cut;
        let all: Vec<Looks> = page
            .articles
            .iter()
            .filter_map(|&at| looks(&units[at]))
            .collect();
        let usual = all.iter().filter(|l| whole(l)).count() * 3 >= all.len() * 2;
        let after = units.last().is_some_and(|u| u.span() > last.span());
        if usual && !after && looks(last).is_some_and(|l| !whole(&l)) && all.len() > 2 {
            let at = last.bodies.last().copied();
            self.warn(
                WarningCode::Truncated,
                at,
                "the last excerpt breaks off; the copy may not be whole",
            );
        }
    }
}
