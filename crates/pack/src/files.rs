//! What does somebody find who unpacks the file? A word on what it is, and a text per article.

use std::collections::BTreeSet;
use std::fmt::Write;

use backfile_model::{Archive, Article};
use backfile_viewer::date_label;

use crate::stream::Stream;
use crate::text::TextOf;
use crate::{Error, Options, zip};

/// Whether the file holds the program that writes a selection as a file of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Saver {
    /// While it is less than a tenth of the file.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

impl Saver {
    /// Whether one of this size belongs in a file whose other bytes are so many.
    pub(crate) fn is_wanted(self, size: usize, other_bytes: usize) -> bool {
        size > 0
            && match self {
                Saver::Auto => size <= other_bytes / (AUTO_SHARE - 1),
                Saver::Always => true,
                Saver::Never => false,
            }
    }
}

/// Name of the file that says what this is.
pub(crate) const README: &str = "README.txt";

/// The text files may be one part in so many of the file where nobody said.
const AUTO_SHARE: usize = 10;

/// Longest name of a file without its ending, in characters.
const NAME_CHARS: usize = 80;

/// Whether the file holds a text file per article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextFiles {
    /// While they are less than a tenth of the file.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

/// The text files of the articles, or none. `other_bytes` is the size of all else.
pub(crate) fn of_articles(
    archive: &Archive,
    options: &Options,
    other_bytes: usize,
    body_text: TextOf,
) -> Result<Vec<(String, Stream)>, Error> {
    let count = archive.articles.len();
    // All that the viewer reads, the word on what this is, and these.
    let is_many = count + crate::Part::ALL.len() + 1 > zip::MOST_ENTRIES;
    let most_bytes = match options.text_files {
        TextFiles::Never => return Ok(Vec::new()),
        TextFiles::Auto if is_many => return Ok(Vec::new()),
        TextFiles::Auto => other_bytes / (AUTO_SHARE - 1),
        TextFiles::Always if is_many => return Err(Error::TooManyFiles { count }),
        TextFiles::Always => usize::MAX,
    };
    let mut names = BTreeSet::new();
    let (mut files, mut size) = (Vec::with_capacity(count), 0);
    for (number, article) in archive.articles.iter().enumerate() {
        let name = name(article, number, &mut names);
        let stream = Stream::of_text(&article_text(archive, article, body_text))?;
        size += stream.stored.len() + zip::frame_size(&name);
        if size > most_bytes {
            return Ok(Vec::new());
        }
        files.push((name, stream));
    }
    Ok(files)
}

/// A name that every system takes, and that no other file has, in large or small letters.
fn name(article: &Article, number: usize, names: &mut BTreeSet<String>) -> String {
    let mut stem = stem(&article.slug, number);
    while !names.insert(stem.to_lowercase()) {
        let _ = write!(stem, "-{}", number + 1);
    }
    file_name(&stem)
}

/// The names that the text file of an article may have.
pub(crate) fn likely_names(slug: &str, number: usize) -> [String; 2] {
    let stem = stem(slug, number);
    let other = format!("{stem}-{}", number + 1);
    [file_name(&stem), file_name(&other)]
}

fn file_name(stem: &str) -> String {
    format!("articles/{stem}.txt")
}

/// What the name of a text file begins with.
fn stem(slug: &str, number: usize) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let slug: String = slug.chars().take(NAME_CHARS).collect();
    let is_fit = !slug.is_empty() && slug.chars().all(is_plain);
    if is_fit {
        slug
    } else {
        format!("article-{}", number + 1)
    }
}

/// An article as plain text.
fn article_text(archive: &Archive, article: &Article, body_text: TextOf) -> String {
    let mut head = vec![article.title.trim().to_owned()];
    head.extend(article.date.as_ref().map(date_label));
    let authors = article.authors.iter();
    let authors: Vec<&str> = authors
        .filter_map(|author| author.name.as_deref())
        .collect();
    head.push(authors.join(", "));
    let places = article.places.iter().map(|place| &*place.name);
    head.push(places.collect::<Vec<_>>().join(", "));
    let source = article.source.as_ref().or(archive.source.as_ref());
    head.extend(source.map(|source| source.name.clone()));
    head.extend(article.url.clone());
    head.retain(|line| !line.is_empty());
    let summary = article.summary.as_deref().unwrap_or_default().trim();
    let body = body_text(&article.body);
    let body = body.trim();
    let head = head.join("\n");
    let body = if body == summary { "" } else { body };
    let parts = [&*head, summary, body];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n\n") + "\n"
}

/// The word on what this is.
pub(crate) fn readme(archive: &Archive, options: &Options, has_texts: bool) -> String {
    let texts = if has_texts {
        "articles/      one plain text per article\n"
    } else {
        ""
    };
    format!(
        "{title}\n\n\
         This is an archive of {count} articles in one file, which is two things at once.\n\n\
         As a web page (name it .html) it opens in any current browser, without a server and\n\
         without a network: a list with search and filters, and every article.\n\n\
         As a ZIP file (name it .zip, or use `unzip` as it is) it gives these files:\n\n\
         archive.json   all articles with all that is known of them, as a JSON Feed\n\
         \x20              (https://www.jsonfeed.org/version/1.1/), UTF-8 text\n\
         {texts}\
         viewer/        the program that shows them in a browser; nothing there is needed to\n\
         \x20              read archive.json\n\n\
         Made with {generator}.\n",
        title = archive.title.trim(),
        count = archive.articles.len(),
        generator = options.generator,
    )
}
