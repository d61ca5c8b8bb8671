//! Here is a packed file: give me what is in it, or say exactly what is wrong with it.
//!
//! No HTML parser is needed: [`crate::single_file()`] writes the tags that are looked for here byte
//! for byte, and nothing that came from an archive can stand in a page as a tag.

use backfile_model::{Archive, Block, Manifest, Warning};

use crate::block::inflate;
use crate::encoding::{decode, decode_start};
use crate::single_file::{MANIFEST_TAG, tag_start};
use crate::{Error, Island};

/// What was in a packed file.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Its articles.
    pub archive: Archive,
    /// What is to be said of them.
    pub warnings: Vec<Warning>,
    /// Its search index.
    pub index_bytes: Vec<u8>,
}

/// Reads a packed file back; every block is checked.
pub fn open(html: &[u8]) -> Result<Opened, Error> {
    let page = text(html)?;
    let manifest = manifest(page)?;
    program(page)?;
    island(page, Island::Rows, &manifest.rows)?;
    let index_bytes = island(page, Island::Index, &manifest.index)?;
    let json = island(page, Island::Articles, &manifest.articles)?;
    let read = backfile_model::read(&json)?;
    if !page.trim_ascii_end().ends_with("</html>") {
        return Err(Error::NoEnd);
    }
    if read.archive.articles.len() != manifest.article_count as usize {
        return Err(Error::Altered {
            island: Island::Manifest,
            what: "the number of articles".to_owned(),
        });
    }
    Ok(Opened {
        manifest,
        archive: read.archive,
        warnings: read.warnings,
        index_bytes,
    })
}

/// A file that was cut inside a character still has a sound start.
fn text(html: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(html).or_else(|error| {
        let start = std::str::from_utf8(&html[..error.valid_up_to()]);
        let is_cut = error.error_len().is_none();
        start
            .ok()
            .filter(|_| is_cut)
            .ok_or(Error::NotPacked("it is not UTF-8 text"))
    })
}

fn manifest(page: &str) -> Result<Manifest, Error> {
    let start = page.find(MANIFEST_TAG).ok_or_else(|| {
        Error::NotPacked(
            if page
                .trim_start()
                .to_ascii_lowercase()
                .starts_with("<!doctype html")
            {
                "there is no manifest in this HTML file"
            } else {
                "it is not an HTML file"
            },
        )
    })?;
    let rest = &page[start + MANIFEST_TAG.len()..];
    let cut = || Error::Cut {
        island: Island::Manifest,
        block: 1,
        blocks: 1,
        found_bytes: rest.len() as u64,
        expected_bytes: rest.len() as u64 + 1,
    };
    let end = rest.find("</script>").ok_or_else(cut)?;
    let altered = |error: serde_json::Error| Error::Altered {
        island: Island::Manifest,
        what: format!("line {}, column {}", error.line(), error.column()),
    };
    let value: serde_json::Value = serde_json::from_str(&rest[..end]).map_err(altered)?;
    let format = value.get("format").and_then(serde_json::Value::as_u64);
    if format != Some(u64::from(Manifest::FORMAT)) {
        return Err(Error::Format {
            found: format.unwrap_or(0),
        });
    }
    serde_json::from_value(value).map_err(altered)
}

/// The bytes of an island's tags, joined; those of a tag that is cut, as far as they go.
fn stored(page: &str, island: Island) -> Result<Vec<u8>, Error> {
    let start = tag_start(island);
    let mut bytes = Vec::new();
    let mut rest = page;
    let mut number = 0_usize;
    while let Some(at) = rest.find(&start) {
        rest = &rest[at + start.len()..];
        let Some((_, text)) = rest.split_once("\">") else {
            break;
        };
        if let Some(end) = text.find('<') {
            let decoded = decode(&text[..end]).ok_or_else(|| Error::Altered {
                island,
                what: format!("tag {}", number + 1),
            })?;
            bytes.extend(decoded);
            rest = &text[end..];
        } else {
            bytes.extend(decode_start(text));
            break;
        }
        number += 1;
    }
    Ok(bytes)
}

/// The decoded bytes of an island.
fn island(page: &str, island: Island, blocks: &[Block]) -> Result<Vec<u8>, Error> {
    let stored = stored(page, island)?;
    let mut raw = Vec::new();
    let mut start = 0_usize;
    for (at, block) in blocks.iter().enumerate() {
        let end = start + block.stored_size_bytes as usize;
        let bytes = stored.get(start..end).ok_or_else(|| Error::Cut {
            island,
            block: at + 1,
            blocks: blocks.len(),
            found_bytes: stored.len() as u64,
            expected_bytes: blocks
                .iter()
                .map(|block| u64::from(block.stored_size_bytes))
                .sum(),
        })?;
        let decoded = inflate(bytes, block).ok_or_else(|| Error::Altered {
            island,
            what: format!("block {} of {}", at + 1, blocks.len()),
        })?;
        raw.extend(decoded);
        start = end;
    }
    if start == stored.len() {
        Ok(raw)
    } else {
        Err(Error::Altered {
            island,
            what: "the number of blocks".to_owned(),
        })
    }
}

/// The program is not listed in the manifest: it is sound when it decodes to a program.
fn program(page: &str) -> Result<(), Error> {
    /// No program of ours comes near this.
    const LIMIT_BYTES: usize = 64 << 20;
    let stored = stored(page, Island::Program)?;
    let altered = |what: &str| Error::Altered {
        island: Island::Program,
        what: what.to_owned(),
    };
    let raw = miniz_oxide::inflate::decompress_to_vec_with_limit(&stored, LIMIT_BYTES)
        .map_err(|_| altered("its stream"))?;
    if raw.starts_with(b"\0asm") {
        Ok(())
    } else {
        Err(altered("its start"))
    }
}
