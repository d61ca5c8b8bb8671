//! Where is a page, seen from another page or from the whole web?

use backfile_viewer::article_hash;

use crate::Error;

/// The public address of a site, with `/` at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads an address; `/` is added at its end.
    pub fn parse(given: &str) -> Result<BaseUrl, Error> {
        let wrong = |reason| {
            Err(Error::BaseUrl {
                given: given.to_owned(),
                reason,
            })
        };
        let text = given.trim();
        let lower = text.to_ascii_lowercase();
        let mut schemes = ["https://", "http://"].into_iter();
        let Some(scheme) = schemes.find(|scheme| lower.starts_with(scheme)) else {
            return wrong("it begins with neither https:// nor http://");
        };
        let is_foreign = |c: char| c.is_whitespace() || c.is_control() || "\"'<>\\`".contains(c);
        if text.contains(is_foreign) {
            return wrong("there are signs in it that no address has");
        }
        if text.contains(['?', '#']) {
            return wrong("it has a query or a fragment, and pages are put after it");
        }
        let rest = text[scheme.len()..].trim_end_matches('/');
        if !rest.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
            return wrong("there is no host in it");
        }
        Ok(BaseUrl(format!("{scheme}{rest}/")))
    }

    /// The address of a file of the site; that of the home page is the base itself.
    pub(crate) fn join(&self, path: &str) -> String {
        let folder = path.strip_suffix("index.html");
        let folder = folder.filter(|folder| folder.is_empty() || folder.ends_with('/'));
        self.0.clone() + &encoded(folder.unwrap_or(path))
    }

    /// The path of the site on its host, from `/` to `/`.
    pub(crate) fn path(&self) -> &str {
        let host = self.0.find("://").map_or(0, |at| at + 3);
        self.0[host..]
            .find('/')
            .map_or("/", |at| &self.0[host + at..])
    }
}

/// The link from one file of the site to another.
pub(crate) fn link(from: &str, to: &str) -> String {
    let from_folders: Vec<&str> = from.split('/').collect();
    let to_folders: Vec<&str> = to.split('/').collect();
    let common = from_folders
        .iter()
        .zip(&to_folders)
        .take(from_folders.len().min(to_folders.len()) - 1)
        .take_while(|(from, to)| from == to)
        .count();
    let up = "../".repeat(from_folders.len() - 1 - common);
    up + &encoded(&to_folders[common..].join("/"))
}

/// A part of a path as it stood in an address; `None` where it is not sound: half an escape, or no
/// text at all.
pub fn decoded_part(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push((high * 16 + low) as u8);
    }
    String::from_utf8(bytes).ok()
}

/// A path as it stands in an address.
pub(crate) fn encoded(path: &str) -> String {
    let parts: Vec<String> = path.split('/').map(encoded_part).collect();
    parts.join("/")
}

/// One part of a path, written as the app's addresses are.
fn encoded_part(part: &str) -> String {
    let hash = article_hash(part);
    hash.strip_prefix("#/a/").unwrap_or(&hash).to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn links_are_relative_and_encoded() {
        for (from, to, wanted) in [
            ("index.html", "a/x.html", "a/x.html"),
            ("a/x.html", "index.html", "../index.html"),
            ("a/x.html", "a/y.html", "y.html"),
            ("place/peru/2.html", "place/peru.html", "../peru.html"),
            ("place/peru/2.html", "place/peru/1.html", "1.html"),
            ("place/index.html", "place/peru.html", "peru.html"),
            ("a/x.html", "a/東.html", "%E6%9D%B1.html"),
            ("a", "a/b", "a/b"),
        ] {
            assert_eq!(link(from, to), wanted, "{from} to {to}");
        }
    }

    #[test]
    fn a_base_is_a_web_address() {
        let base = BaseUrl::parse(" HTTPS://a.example/x ").unwrap();
        assert_eq!(base.join("a/b c.html"), "https://a.example/x/a/b%20c.html");
        assert_eq!(base.join("index.html"), "https://a.example/x/");
        assert_eq!(base.path(), "/x/");
        assert_eq!(BaseUrl::parse("http://a.example").unwrap().path(), "/");
        for wrong in [
            "",
            "a.example",
            "https://",
            "https:///x",
            "https://a/?b",
            "https://a/\"b",
            "ftp://a",
        ] {
            assert!(BaseUrl::parse(wrong).is_err(), "{wrong}");
        }
    }
}
