//! Here are some bytes: what are they called, and which importer reads them?
//!
//! Detection looks at the bytes first and at the name only for help; it says `None` rather than
//! guess, and [`crate::decode`] tells what the file is instead.

use crate::{Error, decode};

/// One input: its name as messages show it, and its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The file name or address, used in messages and warnings only.
    pub name: String,
    /// The whole content.
    pub bytes: Vec<u8>,
}

impl Source {
    /// A source from its name and its content.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Source {
            name: name.into(),
            bytes: bytes.into(),
        }
    }

    /// Why no importer reads this source.
    pub(crate) fn foreign(&self) -> Error {
        match decode::foreign_kind(&self.name, &self.bytes) {
            Some(foreign) => foreign.error(&self.name),
            None => Error::Empty {
                name: self.name.clone(),
            },
        }
    }
}

/// What a source can be. More formats will come, so matches need a last arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// An archive JSON: a JSON Feed, with or without the `_backfile` extension.
    Archive,
    /// A category page copied as text.
    Listing,
}

impl Format {
    /// The name of the format in messages and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Archive => "archive",
            Format::Listing => "listing",
        }
    }

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<Format> {
        match name {
            "archive" | "json" => Some(Format::Archive),
            "listing" | "text" => Some(Format::Listing),
            _ => None,
        }
    }
}

/// Which format the bytes are in, or `None` for what no importer reads.
pub fn detect(name: &str, bytes: &[u8]) -> Option<Format> {
    let extension = extension(name);
    if extension == "json" || starts_like_json(bytes) {
        return Some(Format::Archive);
    }
    let foreign = decode::foreign_kind(name, bytes).is_some();
    (!foreign).then_some(Format::Listing)
}

/// The lower-case extension of a file name, without the dot; empty where there is none.
pub(crate) fn extension(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((_, extension)) => extension.to_ascii_lowercase(),
        None => String::new(),
    }
}

/// Whether the text is a JSON object: an opening brace, then a quoted key or the end.
fn starts_like_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut rest = bytes.iter().filter(|b| !b.is_ascii_whitespace());
    rest.next() == Some(&b'{') && matches!(rest.next(), Some(b'"' | b'}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detects_by_content_before_name() {
        let listing = Some(Format::Listing);
        let archive = Some(Format::Archive);
        assert_eq!(detect("page.txt", b"Title\n\nSome words."), listing);
        assert_eq!(detect("-", b"\xEF\xBB\xBF {\n \"version\": 1}"), archive);
        assert_eq!(detect("a/b.json", b"nonsense"), archive);
        assert_eq!(detect("notes", b"{ not json"), listing);
        assert_eq!(detect("x.txt", b"%PDF-1.7\n..."), None);
        assert_eq!(detect("x.csv", b"a,b\n1,2"), None);
        assert_eq!(detect("x.html", b"<!doctype html><title>x"), None);
    }

    #[test]
    fn extension_is_of_the_file_not_the_folder() {
        assert_eq!(extension("a.b/c"), "");
        assert_eq!(extension("a.b/c.TXT"), "txt");
    }
}
