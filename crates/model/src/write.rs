//! How is an archive written? As canonical JSON: the same archive is always the same bytes.
//!
//! Members stand in the fixed order of `format`, unknown ones after them by name; what is empty is
//! left out; two spaces, LF. Items come last in the feed, so that an archive is a head, its items
//! with `,` between them, and a tail ([`write_frame`]): `pack` cuts it there.

mod json;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

use crate::format::{
    EXTENSION, FEED_EXTENSION_MEMBERS, FEED_MEMBERS, FEED_VERSION, FORMAT_VERSION,
    ITEM_EXTENSION_MEMBERS, ITEM_MEMBERS,
};
use crate::{Archive, Article, Attachment, Author, DateKind, PartialDate, Place, Source};
use json::Json;

/// Writes an archive, a block of lines per item, with a line end at the end.
pub fn write(archive: &Archive) -> Vec<u8> {
    let (mut text, tail) = write_frame(archive);
    for (index, article) in archive.articles.iter().enumerate() {
        text.push_str(if index == 0 { "\n    " } else { ",\n    " });
        let mut json = Json::pretty(text, 2);
        item(&mut json, article);
        text = json.finish();
    }
    if !archive.articles.is_empty() {
        text.push_str("\n  ");
    }
    text.push_str(tail);
    text.into_bytes()
}

/// What stands before the first item and after the last. The whole, with items from
/// [`write_item`] and `,` (and white space, if wanted) between them, reads as the archive.
pub fn write_frame(archive: &Archive) -> (String, &'static str) {
    let mut json = Json::pretty(String::new(), 0);
    json.open('{');
    json.text("version", FEED_VERSION);
    json.text("title", &archive.title);
    json.optional("home_page_url", archive.home_page_url.as_deref());
    json.optional("feed_url", archive.feed_url.as_deref());
    json.optional("description", archive.description.as_deref());
    json.optional("icon", archive.icon.as_deref());
    authors(&mut json, &archive.authors);
    json.optional("language", archive.language.as_deref());
    json.key(EXTENSION);
    json.open('{');
    json.key("version");
    json.raw(&FORMAT_VERSION.to_string());
    source(&mut json, archive.source.as_ref());
    json.optional("licence", archive.licence.as_deref());
    extra(&mut json, &archive.extension_extra, &FEED_EXTENSION_MEMBERS);
    json.close('}');
    extra(&mut json, &archive.extra, &FEED_MEMBERS);
    json.key("items");
    json.raw("[");
    (json.finish(), "]\n}\n")
}

/// Writes one item as compact JSON, on one line.
pub fn write_item(article: &Article) -> String {
    let mut json = Json::compact();
    item(&mut json, article);
    json.finish()
}

fn item(json: &mut Json, article: &Article) {
    json.open('{');
    json.text("id", &article.id);
    json.optional("url", article.url.as_deref());
    json.optional("external_url", article.external_url.as_deref());
    json.optional("title", Some(&article.title));
    json.optional("summary", article.summary.as_deref());
    json.optional("content_html", article.body.html.as_deref());
    json.optional("content_text", article.body.text.as_deref());
    json.optional("image", article.image.as_deref());
    json.optional("date_published", article.date_published.as_deref());
    json.optional("date_modified", article.date_modified.as_deref());
    authors(json, &article.authors);
    texts(json, "tags", &article.tags);
    json.optional("language", article.language.as_deref());
    list(json, "attachments", article.attachments.iter(), attachment);
    if has_extension(article) {
        json.key(EXTENSION);
        extension(json, article);
    }
    extra(json, &article.extra, &ITEM_MEMBERS);
    json.close('}');
}

fn has_extension(article: &Article) -> bool {
    let mut plain = Json::compact();
    extension(&mut plain, article);
    plain.finish() != "{}"
}

fn extension(json: &mut Json, article: &Article) {
    json.open('{');
    json.optional("slug", Some(&article.slug));
    date(json, article);
    texts(json, "categories", &article.categories);
    list(json, "places", article.places.iter(), place);
    source(json, article.source.as_ref());
    json.optional("licence", article.licence.as_deref());
    extra(json, &article.extension_extra, &ITEM_EXTENSION_MEMBERS);
    json.close('}');
}

/// The date where `date_published` does not already say it; `null` where it would say one that
/// the article does not have.
fn date(json: &mut Json, article: &Article) {
    let published = article.date_published.as_deref();
    let published = published.and_then(PartialDate::from_timestamp);
    let is_event = article.date_kind == DateKind::Event;
    if is_event || article.date != published {
        match &article.date {
            Some(date) => json.text("date", &date.to_string()),
            None if published.is_some() => {
                json.key("date");
                json.raw("null");
            }
            None => {}
        }
    }
    if is_event {
        json.text("date_kind", "event");
    }
}

fn list<'a, T: 'a>(
    json: &mut Json,
    name: &str,
    elements: impl Iterator<Item = &'a T>,
    write: fn(&mut Json, &T),
) {
    let mut is_open = false;
    for element in elements {
        if !is_open {
            json.key(name);
            json.open('[');
            is_open = true;
        }
        json.element();
        write(json, element);
    }
    if is_open {
        json.close(']');
    }
}

fn texts(json: &mut Json, name: &str, texts: &[String]) {
    let full = texts.iter().filter(|text| !text.is_empty());
    list(json, name, full, |json, text| json.string(text));
}

fn authors(json: &mut Json, authors: &[Author]) {
    let named = authors
        .iter()
        .filter(|author| **author != Author::default());
    list(json, "authors", named, |json, author| {
        json.open('{');
        json.optional("name", author.name.as_deref());
        json.optional("url", author.url.as_deref());
        json.optional("avatar", author.avatar.as_deref());
        json.close('}');
    });
}

fn source(json: &mut Json, source: Option<&Source>) {
    if let Some(source) = source {
        json.key("source");
        json.open('{');
        json.optional("name", Some(&source.name));
        json.optional("url", source.url.as_deref());
        json.close('}');
    }
}

fn place(json: &mut Json, place: &Place) {
    json.open('{');
    json.text("name", &place.name);
    json.optional("country", place.country.as_deref());
    json.close('}');
}

fn attachment(json: &mut Json, attachment: &Attachment) {
    json.open('{');
    json.text("url", &attachment.url);
    json.text("mime_type", &attachment.mime_type);
    json.optional("title", attachment.title.as_deref());
    if let Some(size) = attachment.size_in_bytes {
        json.key("size_in_bytes");
        json.raw(&size.to_string());
    }
    if let Some(seconds) = attachment
        .duration_in_seconds
        .filter(|seconds| seconds.is_finite())
    {
        json.key("duration_in_seconds");
        json.raw(&seconds.to_string());
    }
    json.close('}');
}

/// Unknown members, by name, but none that would say a known one again.
fn extra(json: &mut Json, members: &Map<String, Value>, known: &[&str]) {
    let mut names: Vec<&String> = members.keys().collect();
    names.sort_unstable();
    for name in names {
        if !known.contains(&name.as_str()) {
            json.key(name);
            json.value(&members[name]);
        }
    }
}
