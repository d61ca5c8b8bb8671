//! Here is an address from a source: is it safe, and how is it written?
//!
//! Addresses are cut into parts as browsers do it (WHATWG URL): control characters and spaces
//! around it vanish, tabs and line breaks within it too, a backslash counts as a slash. So
//! nothing that a browser would take for a script address passes as something else.

mod resolve;

use crate::attribute::prefixed_id;

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind<'a> {
    /// A place in the same document: the element with this id.
    Fragment(&'a str),
    /// Another site.
    Remote,
    /// A path whose site is not known.
    Relative,
    /// A mail address.
    Mail,
    /// A telephone number.
    Phone,
}

impl<'a> LinkKind<'a> {
    /// The kind of a safe address, as it stands in a tree.
    pub fn of(href: &'a str) -> Self {
        if let Some(id) = href.strip_prefix('#') {
            LinkKind::Fragment(id)
        } else if href.starts_with("mailto:") {
            LinkKind::Mail
        } else if href.starts_with("tel:") {
            LinkKind::Phone
        } else if is_web(href) {
            LinkKind::Remote
        } else {
            LinkKind::Relative
        }
    }
}

/// Where an image comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageSource {
    /// From its own address: showing it takes no request.
    Embedded,
    /// From a site.
    Remote,
    /// From a path whose site is not known.
    Relative,
}

impl ImageSource {
    /// The kind of a safe image address.
    pub fn of(src: &str) -> Self {
        if src.starts_with("data:") {
            ImageSource::Embedded
        } else if is_web(src) {
            ImageSource::Remote
        } else {
            ImageSource::Relative
        }
    }
}

/// The address of a link, safe and canonical; none if it is not one of the allowed kinds.
pub(crate) fn link(raw: &str, base: Option<&str>) -> Option<String> {
    let address = stripped(raw);
    if let Some(fragment) = address.strip_prefix('#') {
        return Some(["#", &prefixed_id(fragment)?].concat());
    }
    let safe = match scheme(&address)? {
        (scheme @ ("mailto" | "tel"), rest) if !rest.is_empty() => {
            [scheme, ":", &encoded(rest)].concat()
        }
        (scheme, rest) => web(scheme, rest, base)?,
    };
    Some(within_page(&safe, base).unwrap_or(safe))
}

/// The address of something on the web, safe and canonical.
pub(crate) fn source(raw: &str, base: Option<&str>) -> Option<String> {
    let address = stripped(raw);
    let (scheme, rest) = scheme(&address)?;
    web(scheme, rest, base).filter(|safe| !safe.starts_with('#'))
}

/// The address of an image, safe and canonical: as [`source`], or a raster image as `data:`.
pub(crate) fn image(raw: &str, base: Option<&str>) -> Option<String> {
    let address = stripped(raw);
    match scheme(&address)? {
        ("data", rest) => data_image(rest),
        (scheme, rest) => web(scheme, rest, base).filter(|safe| !safe.starts_with('#')),
    }
}

pub(crate) fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// As browsers strip an address before they look at it.
fn stripped(raw: &str) -> String {
    let is_edge = |c: char| c <= ' ';
    let kept = raw.trim_matches(is_edge).chars();
    kept.filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect()
}

/// Splits off the scheme; "" if there is none. None for a scheme that is unknown here, or a colon
/// where a scheme would end that browsers read in different ways.
fn scheme(address: &str) -> Option<(&'static str, &str)> {
    let head = address.find(['/', '\\', '?', '#']).unwrap_or(address.len());
    let Some(colon) = address[..head].find(':') else {
        return Some(("", address));
    };
    let known = ["http", "https", "mailto", "tel", "data"];
    let name = &address[..colon];
    let found = known.iter().find(|known| known.eq_ignore_ascii_case(name));
    found.map(|known| (*known, &address[colon + 1..]))
}

/// An http(s) or relative address.
fn web(scheme: &str, rest: &str, base: Option<&str>) -> Option<String> {
    let is_slash = |c: char| c == '/' || c == '\\';
    let slashes = rest.chars().take_while(|c| is_slash(*c)).count();
    let scheme = match scheme {
        "http" | "https" => scheme,
        "" if slashes >= 2 => "https",
        "" if rest.is_empty() => return None,
        "" => {
            let relative = encoded(&slashed(rest));
            return Some(match base.and_then(resolve::base) {
                Some(base) => base.join(&relative),
                None => relative,
            });
        }
        _ => return None,
    };
    let rest = rest.trim_start_matches(is_slash);
    let has_host = rest.starts_with(|c: char| !matches!(c, '?' | '#' | ':' | '@' | ' '));
    has_host.then(|| [scheme, "://", &encoded(&slashed(rest))].concat())
}

/// Backslashes before query and fragment as slashes.
fn slashed(rest: &str) -> String {
    let path = rest.find(['?', '#']).unwrap_or(rest.len());
    [&rest[..path].replace('\\', "/"), &rest[path..]].concat()
}

/// The fragment link, if an absolute address leads into the page at `base` itself.
fn within_page(address: &str, base: Option<&str>) -> Option<String> {
    let (page, fragment) = address.split_once('#')?;
    let base = base?;
    let base_page = base.split('#').next()?;
    let same = page == base_page;
    same.then(|| Some(["#", &prefixed_id(fragment)?].concat()))?
}

/// Escapes what must not stand bare in an address: controls, white space of any script, signs
/// that turn the direction of writing, and delimiters.
fn encoded(rest: &str) -> String {
    let mut safe = String::with_capacity(rest.len());
    for c in rest.chars() {
        let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if turns || c.is_control() || c.is_whitespace() || matches!(c, '"' | '<' | '>' | '`') {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                safe.push('%');
                for digit in [byte >> 4, byte & 15] {
                    safe.push(b"0123456789ABCDEF"[digit as usize] as char);
                }
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

/// Undoes percent escapes; the text itself if that gives no UTF-8.
pub(crate) fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes.get(at + 1..at + 3);
        let digits = digits.and_then(|pair| std::str::from_utf8(pair).ok());
        let is_hex = |pair: &&str| pair.bytes().all(|byte| byte.is_ascii_hexdigit());
        let byte = digits.filter(is_hex);
        match byte.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                decoded.push(byte);
                at += 3;
            }
            _ => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// The `data:` address of a raster image, in Base64 only: other encodings and other kinds (SVG
/// above all) can hold script.
fn data_image(rest: &str) -> Option<String> {
    let (kind, payload) = rest.split_once(',')?;
    let kind = kind.replace(' ', "").to_ascii_lowercase();
    let kind = kind.strip_prefix("image/")?.strip_suffix(";base64")?;
    let kind = kind.split(';').next()?;
    let kind = match kind {
        "jpg" | "pjpeg" => "jpeg",
        "png" | "jpeg" | "gif" | "webp" | "avif" => kind,
        _ => return None,
    };
    let payload: String = payload.chars().filter(|c| *c != ' ').collect();
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=-_%".contains(&byte);
    let is_base64 = !payload.is_empty() && payload.bytes().all(fits);
    is_base64.then(|| ["data:image/", kind, ";base64,", &payload].concat())
}
