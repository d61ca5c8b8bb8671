//! What archive do these bytes hold? JSON Feed 1.0 and 1.1 with or without our extension.
//!
//! Reading is lenient: what can be understood is, the rest is a [`Warning`] with its place, and
//! members that this version does not know are kept. Only bytes that are no feed at all are an
//! [`Error`]. Start at [`read`]; `json` parses (in the page `strict`), `members` mends types, `item` reads one item,
//! `unique` gives names.

mod hosted;
mod item;
mod json;
mod manifest;
mod members;
mod scan;
mod strict;
#[cfg(test)]
mod tests;
mod unique;

use serde_json::{Map, Value};

use crate::format::{EXTENSION, FEED_VERSION_PATH, FORMAT_VERSION};
use crate::{Archive, Article, Error, Warning, WarningCode};
use members::{Log, Members, Place, kind};

/// An archive and what was odd about its bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The archive; every article has an id and a slug of its own.
    pub archive: Archive,
    /// What had to be mended or left out, in the order of the file.
    pub warnings: Vec<Warning>,
}

/// Reads an archive from the bytes of its JSON.
pub fn read(bytes: &[u8]) -> Result<Read, Error> {
    let log = Log::default();
    let value = json::parse(bytes, &log)?;
    let (feed, items) = feed_and_items(value)?;
    let mut archive = head(Members {
        rest: feed,
        place: Place::Feed,
        log: &log,
    })?;
    archive.articles = articles(items, &log);
    unique::make_unique(&mut archive.articles, &log);
    Ok(Read {
        archive,
        warnings: log.into_warnings(),
    })
}

/// Reads a JSON array of items, as a block of an artefact holds. They are taken as they are: no
/// names are filled in, and oddities are not reported.
pub fn read_items(bytes: &[u8]) -> Result<Vec<Article>, Error> {
    let found = "a block of articles must be a list";
    match strictly(bytes, found)? {
        Value::Array(items) => Ok(articles(items, &Log::default())),
        _ => Err(Error::NotAFeed { found }),
    }
}

/// The value of what Backfile itself wrote: when it cannot be read it is damaged, and no better
/// told by hints at what else it could be. Who writes what was read needs every number as it was.
fn strictly(bytes: &[u8], found: &'static str) -> Result<Value, Error> {
    let value = if members::LENIENT {
        serde_json::from_slice(bytes).ok()
    } else {
        strict::parse(bytes)
    };
    value.ok_or(Error::NotAFeed { found })
}

fn feed_and_items(value: Value) -> Result<(Map<String, Value>, Vec<Value>), Error> {
    let found = match value {
        Value::Object(mut feed) => match feed.remove("items") {
            Some(Value::Array(items)) => return Ok((feed, items)),
            Some(_) => "its `items` is not a list",
            None => "it has no `items`",
        },
        Value::Array(_) => "its top level is a list",
        Value::String(_) => "its top level is a text",
        Value::Number(_) => "its top level is a number",
        Value::Null | Value::Bool(_) => "its top level is a single word",
    };
    Err(Error::NotAFeed { found })
}

/// The archive without its articles.
fn head(mut feed: Members<'_>) -> Result<Archive, Error> {
    check_feed_version(&mut feed)?;
    if !feed.rest.contains_key("title") {
        feed.warn(WarningCode::Missing, "title", "is missing");
    }
    let mut archive = Archive {
        title: feed.text("title").unwrap_or_default(),
        description: feed.text("description"),
        home_page_url: feed.text("home_page_url"),
        feed_url: feed.text("feed_url"),
        icon: feed.text("icon"),
        language: feed.text("language"),
        authors: item::authors(&mut feed),
        ..Archive::default()
    };
    let version_check = feed.object(EXTENSION, None, |mut extension| {
        check_format_version(&mut extension)?;
        archive.source = item::source(&mut extension);
        archive.licence = extension.text("licence");
        archive.extension_extra = extension.into_extra();
        Ok(())
    });
    version_check.transpose()?;
    archive.extra = feed.into_extra();
    Ok(archive)
}

/// A feed of another major version may mean anything; what names no JSON Feed at all is mostly one.
fn check_feed_version(feed: &mut Members<'_>) -> Result<(), Error> {
    let Some(version) = feed.text("version") else {
        feed.warn(
            WarningCode::Missing,
            "version",
            "is missing; read as JSON Feed 1.1",
        );
        return Ok(());
    };
    let number = version.split_once(FEED_VERSION_PATH);
    let number = number.map(|(_, number)| number.trim_end_matches('/'));
    let is_known = |number: &str| number == "1" || number.starts_with("1.");
    match number {
        Some(number) if is_known(number) => Ok(()),
        Some(number) if number.starts_with(|first: char| first.is_ascii_digit()) => {
            Err(Error::FeedVersion {
                found: number.to_owned(),
            })
        }
        _ => {
            feed.warn(
                WarningCode::BadValue,
                "version",
                "is not that of a JSON Feed 1; read as one all the same",
            );
            Ok(())
        }
    }
}

fn check_format_version(extension: &mut Members<'_>) -> Result<(), Error> {
    let found = extension.number("version", serde_json::Number::as_u64);
    match found {
        Some(found) if found > u64::from(FORMAT_VERSION) => Err(Error::NewerVersion {
            found,
            known: FORMAT_VERSION,
        }),
        _ => Ok(()),
    }
}

fn articles(items: Vec<Value>, log: &Log) -> Vec<Article> {
    let mut articles = Vec::with_capacity(items.len());
    for (index, value) in items.into_iter().enumerate() {
        let place = Place::Element(&Place::Feed, "items", index);
        match value {
            Value::Object(rest) => articles.push(item::article(Members { rest, place, log })),
            other => {
                let text = format_args!("is {}, not an object; left out", kind(&other));
                log.warn(WarningCode::WrongType, place, text);
            }
        }
    }
    articles
}
