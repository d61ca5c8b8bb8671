//! Here is a relative address and the page it stood on: what is it in full?
//!
//! RFC 3986 section 5, for http and https bases and addresses that are already cleaned.

/// The address of a page, in parts.
pub(super) struct Base<'a> {
    /// Scheme and host, as `https://example.org`.
    origin: &'a str,
    /// Path, with its leading slash, or nothing.
    path: &'a str,
    query: &'a str,
}

/// Cuts up the address of a page; none unless it is http(s) with a host.
pub(super) fn base(address: &str) -> Option<Base<'_>> {
    let address = address.trim();
    let address = address.split('#').next()?;
    let host = address.find("://")? + 3;
    if !super::is_web(address) || address.len() == host {
        return None;
    }
    let (whole, query) = match address.find('?') {
        Some(at) => address.split_at(at),
        None => (address, ""),
    };
    let path = whole[host..].find('/').map_or(whole.len(), |at| host + at);
    let (origin, path) = whole.split_at(path);
    Some(Base {
        origin,
        path,
        query,
    })
}

impl Base<'_> {
    /// The full address of a relative one.
    pub(super) fn join(&self, relative: &str) -> String {
        let path_end = relative.find(['?', '#']).unwrap_or(relative.len());
        let (path, rest) = relative.split_at(path_end);
        if path.is_empty() {
            let query = if rest.starts_with('?') {
                ""
            } else {
                self.query
            };
            return [self.origin, self.path, query, rest].concat();
        }
        let folder = if path.starts_with('/') {
            ""
        } else {
            self.path.rfind('/').map_or("/", |at| &self.path[..=at])
        };
        let path = without_dots(&[folder, path].concat());
        [self.origin, &path, rest].concat()
    }
}

/// Resolves `.` and `..` in a path that begins with a slash.
fn without_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let mut is_folder = false;
    for part in path.split('/').skip(1) {
        is_folder = matches!(part, "." | "..");
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    if is_folder {
        parts.push("");
    }
    ["/", &parts.join("/")].concat()
}
