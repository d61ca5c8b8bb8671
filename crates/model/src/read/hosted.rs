//! Which parts does a hosted archive have? Its manifest from the JSON that `pack` wrote, read member
//! by member as the manifest of a packed file is.

use serde_json::{Number, Value};

use super::manifest::{manifest, number};
use super::members::{Log, Members, Place};
use crate::{Error, Hosted, IndexPart, Part, Run};

impl Hosted {
    /// Reads the list of parts. One of another [`Hosted::FORMAT`] is read as far as it can be:
    /// its `format` tells.
    pub fn read(json: &[u8]) -> Result<Hosted, Error> {
        let found = "a manifest must be an object";
        let log = Log::default();
        match super::strictly(json, found)? {
            Value::Object(rest) => Ok(hosted(Members {
                rest,
                place: Place::Feed,
                log: &log,
            })),
            _ => Err(Error::NotAFeed { found }),
        }
    }
}

fn hosted(mut members: Members<'_>) -> Hosted {
    Hosted {
        format: number(&mut members, "format"),
        manifest: members
            .object("manifest", None, manifest)
            .unwrap_or_default(),
        frame: members.text("frame").unwrap_or_default(),
        rows: members.objects("rows", "", |members| Some(part(members))),
        leads: members.objects("leads", "", |members| Some(part(members))),
        articles: members.objects("articles", "", |members| Some(part(members))),
        index: members.objects("index", "", |members| Some(index_part(members))),
        index_size_bytes: number(&mut members, "index_size_bytes"),
        changes: members.text("changes").unwrap_or_default(),
        documents: members.objects("documents", "", |members| Some(run(members))),
        slugs: members.object("slugs", None, part).unwrap_or_default(),
    }
}

fn part(mut members: Members<'_>) -> Part {
    Part {
        count: number(&mut members, "count"),
        size_bytes: size(&mut members),
        file: members.text("file").unwrap_or_default(),
    }
}

fn run(mut members: Members<'_>) -> Run {
    Run {
        first: number(&mut members, "first"),
        count: number(&mut members, "count"),
    }
}

fn index_part(mut members: Members<'_>) -> IndexPart {
    IndexPart {
        start: number(&mut members, "start"),
        key: members.text("key").unwrap_or_default(),
        file: members.text("file").unwrap_or_default(),
    }
}

fn size(members: &mut Members<'_>) -> u64 {
    let size = members.number("size_bytes", Number::as_u64);
    size.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Manifest;

    #[test]
    fn what_was_written_is_read() {
        let part = |count: u32| Part {
            file: format!("part-{count}.bin"),
            count,
            size_bytes: 100 + u64::from(count),
        };
        let index_part = |start: u32, key: &str| IndexPart {
            file: format!("index-{start}.bin"),
            start,
            key: key.to_owned(),
        };
        let full = Hosted {
            format: 1,
            manifest: Manifest {
                title: "Title".to_owned(),
                article_count: 5,
                ..Manifest::default()
            },
            frame: "{\"items\": [".to_owned(),
            rows: vec![part(1), part(2)],
            leads: vec![part(6)],
            articles: vec![part(3)],
            index: vec![index_part(0, ""), index_part(9, "ni\u{f1}a\0ni\u{f1}a")],
            index_size_bytes: 11,
            changes: "changes-7.bin".to_owned(),
            documents: vec![Run { first: 1, count: 4 }, Run { first: 0, count: 1 }],
            slugs: part(4),
        };
        for hosted in [full, Hosted::default()] {
            let json = serde_json::to_vec(&hosted).unwrap();
            assert_eq!(Hosted::read(&json).unwrap(), hosted);
        }
        assert_eq!(Hosted::read(b"{}").unwrap(), Hosted::default());
        assert!(Hosted::read(b"[]").is_err() && Hosted::read(b"{").is_err());
    }
}
