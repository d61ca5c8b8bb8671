//! What does an artefact say of itself? Manifest and rows from the JSON that `pack` wrote.
//!
//! Read member by member from a parsed value, as articles are, rather than by derived code, of
//! which every field would cost the page some hundred bytes.

use serde_json::{Number, Value};

use super::item;
use super::members::{Log, Members, Place};
use crate::{Block, DateKind, Error, FacetSummary, Manifest, PartialDate, Row};

impl Manifest {
    /// Reads a manifest. One of another [`Manifest::FORMAT`] is read as far as it can be: its
    /// `format` tells.
    pub fn read(json: &[u8]) -> Result<Manifest, Error> {
        let found = "a manifest must be an object";
        let log = Log::default();
        match super::strictly(json, found)? {
            Value::Object(rest) => Ok(manifest(Members {
                rest,
                place: Place::Feed,
                log: &log,
            })),
            _ => Err(Error::NotAFeed { found }),
        }
    }
}

impl Row {
    /// Reads a JSON array of rows, as a block of an artefact holds.
    pub fn read_list(json: &[u8]) -> Result<Vec<Row>, Error> {
        let found = "a block of rows must be a list";
        let log = Log::default();
        match super::strictly(json, found)? {
            list @ Value::Array(_) => {
                let mut rest = serde_json::Map::new();
                rest.insert("rows".to_owned(), list);
                let place = Place::Feed;
                Ok(rows(
                    &mut Members {
                        rest,
                        place,
                        log: &log,
                    },
                    "rows",
                ))
            }
            _ => Err(Error::NotAFeed { found }),
        }
    }
}

fn manifest(mut members: Members<'_>) -> Manifest {
    let dates = members.texts("span");
    let dates: Vec<PartialDate> = dates.iter().filter_map(|text| text.parse().ok()).collect();
    Manifest {
        format: number(&mut members, "format"),
        title: members.text("title").unwrap_or_default(),
        description: members.text("description"),
        language: members.text("language"),
        home_page_url: members.text("home_page_url"),
        source: item::source(&mut members),
        licence: members.text("licence"),
        article_count: number(&mut members, "article_count"),
        span: match &dates[..] {
            [first, last] => Some((first.clone(), last.clone())),
            _ => None,
        },
        facets: members.objects("facets", "name", facet),
        head: rows(&mut members, "head"),
        rows: blocks(&mut members, "rows"),
        articles: blocks(&mut members, "articles"),
        index: blocks(&mut members, "index"),
    }
}

fn facet(mut members: Members<'_>) -> Option<FacetSummary> {
    let values = members.list("values").into_iter().filter_map(|pair| {
        let Value::Array(pair) = pair else {
            return None;
        };
        match &pair[..] {
            [Value::String(value), count] => {
                Some((value.clone(), u32::try_from(count.as_u64()?).ok()?))
            }
            _ => None,
        }
    });
    Some(FacetSummary {
        values: values.collect(),
        name: members.text("name")?,
    })
}

fn blocks(members: &mut Members<'_>, name: &str) -> Vec<Block> {
    members.objects(name, "", |mut members| {
        Some(Block {
            count: number(&mut members, "count"),
            raw_size_bytes: number(&mut members, "raw_size_bytes"),
            stored_size_bytes: number(&mut members, "stored_size_bytes"),
            crc32: number(&mut members, "crc32"),
        })
    })
}

fn rows(members: &mut Members<'_>, name: &str) -> Vec<Row> {
    members.objects(name, "title", |mut members| {
        Some(Row {
            id: number(&mut members, "id"),
            slug: members.text("slug").unwrap_or_default(),
            title: members.text("title").unwrap_or_default(),
            date: members.text("date").and_then(|text| text.parse().ok()),
            date_kind: match members.text("date_kind").as_deref() {
                Some("event") => DateKind::Event,
                _ => DateKind::Published,
            },
            places: members.texts("places"),
            authors: members.texts("authors"),
            lead: members.text("lead").unwrap_or_default(),
            language: members.text("language"),
        })
    })
}

fn number(members: &mut Members<'_>, name: &str) -> u32 {
    let number = members.number(name, Number::as_u64);
    number
        .and_then(|number| u32::try_from(number).ok())
        .unwrap_or_default()
}
