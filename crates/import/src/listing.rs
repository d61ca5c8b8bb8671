//! A category page, copied as text: which articles does it list?
//!
//! The way of the text, one module a step:
//!
//! 1. [`lines`]: physical lines without bullets, numbers and Markdown marks;
//! 2. [`paragraph`]: hard-wrapped lines joined again, nothing else; [`wrapped`] takes those apart
//!    that only seem to be one;
//! 3. [`beside`]: what most articles have at the same place is no title;
//! 4. [`segment`]: every paragraph gets the role that scores best *as a row* (title, byline,
//!    excerpt, line beside, noise), from its looks ([`features`]) and from how pages are built;
//! 5. [`furniture`]: title and text make a unit, and a unit with enough evidence of being an
//!    appeal of the site (words of [`vocabulary`], speaking to the reader, repeated next to
//!    itself, standing at the rim) is no article;
//! 6. [`page`]: the heading, and what titles without excerpt are;
//! 7. [`article`]: articles from what is left, with dates and authors from [`meta`].
//!
//! Nothing is lost: a line is in an article, is the heading, or is in `skipped` with its place.
//! Nothing is invented: no date that is not stated, no summary, no author without a byline.

mod article;
mod beside;
mod features;
mod furniture;
mod labels;
mod lines;
mod meta;
mod page;
mod paragraph;
mod segment;
#[cfg(test)]
mod tests;
mod vocabulary;
mod wrapped;

use backfile_model::{Warning, WarningCode};

use crate::skipped::{Reason, Skipped};
use crate::{Error, Imported, Source, decode, normalize};
use lines::Line;
use segment::{Block, Role};

/// Reads a category page.
pub fn read(source: &Source) -> Result<Imported, Error> {
    let decoded = decode::decode(source)?;
    let lines = lines::split(&decoded.text);
    let order = lines
        .iter()
        .find_map(|l| normalize::dates::proven_order(&l.text));
    let (blocks, _) = segment::label(paragraph::join(&lines), order);
    let mut units = furniture::units(&blocks);
    furniture::judge(&blocks, &mut units);
    let page = page::sort_out(&blocks, &mut units);
    let mut listing = Listing::new(source, &lines, &blocks);
    if let Some(encoding) = decoded.encoding {
        let text = format!("the file is in {encoding}, not UTF-8; it was converted");
        listing.warn(WarningCode::Encoding, None, text);
    }
    listing.skip_noise(&units);
    listing.take(&page, &units);
    listing.finish(&page)
}

/// The result as it grows, with what places are made of.
struct Listing<'a> {
    source: &'a Source,
    lines: &'a [Line],
    blocks: &'a [Block],
    imported: Imported,
}

impl<'a> Listing<'a> {
    fn new(source: &'a Source, lines: &'a [Line], blocks: &'a [Block]) -> Self {
        Listing {
            source,
            lines,
            blocks,
            imported: Imported::default(),
        }
    }

    /// `name:line` of a block, or the name alone.
    fn place(&self, block: Option<usize>) -> String {
        match block {
            Some(block) => format!(
                "{}:{}",
                self.source.name,
                self.blocks[block].paragraph.first + 1
            ),
            None => self.source.name.clone(),
        }
    }

    fn warn(&mut self, code: WarningCode, block: Option<usize>, text: impl Into<String>) {
        let place = self.place(block);
        self.imported.warnings.push(Warning::new(code, place, text));
    }

    /// Reports blocks from the first to the last, whole.
    fn skip(&mut self, first: usize, last: usize, reason: Reason) {
        let (from, to) = (
            self.blocks[first].paragraph.first,
            self.blocks[last].paragraph.last,
        );
        let raw: Vec<&str> = self.lines[from..=to]
            .iter()
            .map(|l| l.raw.trim_end())
            .collect();
        self.skip_text((from, to), reason, raw.join("\n"));
    }

    fn skip_text(&mut self, (from, to): (usize, usize), reason: Reason, text: String) {
        self.imported.skipped.push(Skipped {
            source: self.source.name.clone(),
            first_line: from as u32 + 1,
            last_line: to as u32 + 1,
            reason,
            text,
        });
    }

    fn skip_noise(&mut self, units: &[furniture::Unit]) {
        for at in 0..self.blocks.len() {
            // Menu words over a text are reported together with it.
            let used = units.iter().any(|u| u.title == Some(at));
            if self.blocks[at].role != Role::Noise || used {
                continue;
            }
            let reason = if vocabulary::is_navigation(&self.blocks[at].paragraph.text) {
                Reason::Navigation
            } else if self.blocks[at].slot == beside::Slot::Repeated {
                Reason::Repeated
            } else {
                Reason::StrayLine
            };
            self.skip(at, at, reason);
        }
    }

    fn finish(mut self, page: &page::Page) -> Result<Imported, Error> {
        self.imported
            .skipped
            .sort_by_key(|s| (s.first_line, s.last_line));
        let count = self.imported.archive.articles.len();
        if count == 0 {
            return Err(Error::NoArticles {
                name: self.source.name.clone(),
                cure: "a listing has titles, each followed by its excerpt, on lines of their own; \
                       copy the whole page as text"
                    .to_owned(),
            });
        }
        if page.titles_only {
            let text = format!(
                "{count} titles, most without an excerpt: this may be no category page; check the \
                 articles before you use them"
            );
            self.warn(WarningCode::Guessed, None, text);
        }
        if !page.titles_only && count <= 2 && self.imported.skipped.len() >= count {
            let text =
                format!("only {count} found, and more was left out: this may be no category page");
            self.warn(WarningCode::Guessed, None, text);
        }
        normalize::finish(&mut self.imported.archive);
        Ok(self.imported)
    }
}
