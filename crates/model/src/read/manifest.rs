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

pub(super) fn manifest(mut members: Members<'_>) -> Manifest {
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
        leads_apart: matches!(members.take("leads_apart"), Some(Value::Bool(true))),
        slugs: blocks(&mut members, "slugs"),
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
            sign_count: number(&mut members, "sign_count"),
            joined_count: number(&mut members, "joined_count"),
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

pub(super) fn number(members: &mut Members<'_>, name: &str) -> u32 {
    let number = members.number(name, Number::as_u64);
    number
        .and_then(|number| u32::try_from(number).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Source;

    /// Every member has a value of its own, so that none can be forgotten or mixed up.
    fn full() -> Manifest {
        let block = |at: u32| Block {
            count: at,
            raw_size_bytes: at + 1,
            stored_size_bytes: at + 2,
            crc32: u32::MAX - at,
            sign_count: at + 3,
            joined_count: at + 4,
        };
        let row = Row {
            id: 7,
            slug: "a-slug".to_owned(),
            title: "A title".to_owned(),
            date: "2023-07".parse().ok(),
            date_kind: DateKind::Event,
            places: vec!["Peru".to_owned()],
            authors: vec!["Ada".to_owned(), "Ben".to_owned()],
            lead: "It starts".to_owned(),
            language: Some("es".to_owned()),
        };
        Manifest {
            format: 3,
            title: "Title".to_owned(),
            description: Some("About".to_owned()),
            language: Some("en".to_owned()),
            home_page_url: Some("https://a.example/".to_owned()),
            source: Some(Source {
                name: "Source".to_owned(),
                url: Some("https://b.example/".to_owned()),
            }),
            licence: Some("CC0".to_owned()),
            article_count: 9,
            span: Some(("1999".parse().unwrap(), "2023-07-26".parse().unwrap())),
            facets: vec![FacetSummary {
                name: "place".to_owned(),
                values: vec![("Peru".to_owned(), 2), ("Chile".to_owned(), 1)],
            }],
            head: vec![
                row.clone(),
                Row {
                    id: 8,
                    ..Row::default()
                },
                row,
            ],
            leads_apart: true,
            slugs: vec![block(10)],
            rows: vec![block(20)],
            articles: vec![block(30), block(40)],
            index: vec![block(50)],
        }
    }

    #[test]
    fn what_was_written_is_read() {
        for manifest in [full(), Manifest::default()] {
            let json = serde_json::to_vec(&manifest).unwrap();
            assert_eq!(Manifest::read(&json).unwrap(), manifest);
            let rows = serde_json::to_vec(&manifest.head).unwrap();
            assert_eq!(Row::read_list(&rows).unwrap(), manifest.head);
        }
    }

    #[test]
    fn what_is_no_manifest_is_told() {
        for json in ["", "[]", "{", "7", "\"text\""] {
            assert!(Manifest::read(json.as_bytes()).is_err(), "{json}");
        }
        assert!(Row::read_list(b"{}").is_err());
        assert_eq!(Manifest::read(b"{}").unwrap(), Manifest::default());
    }
}
