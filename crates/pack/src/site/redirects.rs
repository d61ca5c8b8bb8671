//! How does a reader with an old address come to the new page?
//!
//! `_redirects` is read by several static hosts: old path, new path, status. For hosts that do not
//! read it, small pages can stand at the old addresses ([`super::Options::stubs`]). An address with a
//! query can be told apart by neither: static hosts look at the path alone. One at which a file of the
//! new site lies belongs to that. Both stand in the file as remarks.

use std::collections::{BTreeMap, BTreeSet};

use backfile_viewer::labels::labels;
use backfile_viewer::select::article::host_of;

use super::address::{decoded_part, encoded, link};
use super::frame::{canonical, language_attributes, sound, text};
use super::hosted::MANIFEST_PATH;
use super::{Out, STYLE_PATH, Site, offline, takeover, words};
use crate::Error;

/// What these files are for.
const HEAD: &str =
    "# Old addresses and the pages that stand for them, for hosts that read this file.\n";

/// An old address.
struct Old {
    /// The path with `/` before it, as it stands in the address.
    path: String,
    /// Whether a query is part of it, which neither a rule nor a file can match.
    has_query: bool,
    /// The article.
    at: usize,
}

/// Writes the map, and the pages where they are wanted.
pub(crate) fn write(site: &Site<'_>, out: &mut Out<'_>) -> Result<(), Error> {
    let old = old_addresses(site);
    if old.is_empty() {
        return Ok(());
    }
    let base = site
        .options
        .base_url
        .as_ref()
        .map_or("/", |base| base.path());
    let mut rules = HEAD.to_owned();
    let own = own_files(site);
    let mut taken = Taken::of(&own);
    for address in &old {
        let to = format!("{base}{}", encoded(&site.plan.articles[address.at]));
        if address.path == to {
            continue;
        }
        let is_own = !address.has_query && is_own(&own, &address.path, base);
        let is_rule = !is_own && !address.has_query;
        let remark = if is_rule { "" } else { "# " };
        rules.push_str(&[remark, &address.path, " ", &to, " 301\n"].concat());
        out.written.queries += usize::from(address.has_query);
        out.written.hidden += usize::from(is_own);
        if !site.options.stubs || !is_rule {
            continue;
        }
        let file = stub_path(&address.path, base);
        match file.filter(|file| taken.take(file)) {
            Some(file) => out.put(&file, stub(site, &file, address.at).as_bytes())?,
            None => out.written.unreachable += 1,
        }
    }
    out.put("_redirects", rules.as_bytes())
}

/// The old paths on the host that most articles come from, each once, by path.
fn old_addresses(site: &Site<'_>) -> Vec<Old> {
    let mut hosts = BTreeMap::<&str, usize>::new();
    let urls = || {
        site.archive
            .articles
            .iter()
            .map(|article| article.url.as_deref())
    };
    for host in urls().flatten().filter_map(host_of) {
        *hosts.entry(host).or_default() += 1;
    }
    let main = hosts
        .iter()
        .max_by_key(|(host, count)| (**count, std::cmp::Reverse(**host)));
    let Some((&main, _)) = main else {
        return Vec::new();
    };
    let mut old = BTreeMap::new();
    for (at, url) in urls().enumerate() {
        let Some(url) = url.filter(|url| host_of(url) == Some(main)) else {
            continue;
        };
        let address = url.split('#').next().unwrap_or_default();
        let rest = address.split_once("://").map_or("", |(_, rest)| rest);
        let path = rest.find('/').map_or("/", |slash| &rest[slash..]);
        // The home page is ours.
        if path != "/" {
            let has_query = path.contains('?');
            let path = rule_path(path);
            old.entry(path.clone()).or_insert(Old {
                path,
                has_query,
                at,
            });
        }
    }
    old.into_values().collect()
}

/// A path without what has a meaning in a rule: spaces, `*` and `:`.
fn rule_path(path: &str) -> String {
    let mut out = String::new();
    for c in sound(path).chars() {
        match c {
            '*' => out.push_str("%2A"),
            ':' => out.push_str("%3A"),
            c if c.is_ascii_graphic() => out.push(c),
            c => out.push_str(&encoded(&c.to_string())),
        }
    }
    out
}

/// The file that a static host serves for an old path; none for one outside of the site, or that a
/// host would not serve as a page.
fn stub_path(path: &str, base: &str) -> Option<String> {
    let inside = path.strip_prefix(base)?;
    let mut parts = Vec::new();
    for part in inside.split('/') {
        let part = decoded_part(part)?;
        let is_sound = !part.starts_with('.') && part.len() < 200 && part == sound(&part);
        if !is_sound || part.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']) {
            return None;
        }
        parts.push(part);
    }
    let last = parts.pop()?;
    match last.rsplit_once('.') {
        _ if last.is_empty() => parts.push("index.html".to_owned()),
        Some((_, "html" | "htm")) => parts.push(last),
        // `.php` and the like would be served as they are, not as pages.
        Some((_, end)) if end.len() <= 4 => return None,
        _ => parts.extend([last, "index.html".to_owned()]),
    }
    let is_whole = parts.iter().all(|part| !part.is_empty());
    (is_whole && parts.len() > 1 || parts.len() == 1 && parts[0] != "index.html")
        .then(|| parts.join("/"))
}

/// All files of the site, and one for all in the folder of the app's data.
fn own_files(site: &Site<'_>) -> BTreeSet<String> {
    let fixed = [
        STYLE_PATH,
        "atom.xml",
        "feed.json",
        "robots.txt",
        "sitemap.xml",
        "_redirects",
    ];
    let of_app = [takeover::PATH, offline::PATH, MANIFEST_PATH];
    let app = site.options.app.into_iter();
    let app = app.flat_map(|page| of_app.into_iter().chain([page]));
    let mut own: BTreeSet<String> = fixed.into_iter().chain(app).map(str::to_owned).collect();
    own.extend(site.plan.articles.iter().cloned());
    own.extend(site.plan.paths());
    own
}

/// Whether a host serves a file of the site for this path, by its name, as the page of a folder, or
/// without its ending. A rule would hide that file on some hosts, and do nothing on others.
fn is_own(own: &BTreeSet<String>, path: &str, base: &str) -> bool {
    let Some(inside) = path.strip_prefix(base) else {
        // The folder of the site itself.
        return base.strip_suffix('/') == Some(path);
    };
    let parts = inside.split('/').map(decoded_part);
    let Some(parts) = parts.collect::<Option<Vec<String>>>() else {
        return false;
    };
    let file = parts.join("/");
    let folder = file.strip_suffix('/').unwrap_or(&file);
    let page = if folder.is_empty() {
        "index.html".to_owned()
    } else {
        format!("{folder}/index.html")
    };
    [page, format!("{folder}.html"), file]
        .iter()
        .any(|file| own.contains(file))
}

/// The files and folders that are there already.
struct Taken(BTreeMap<String, bool>);

impl Taken {
    fn of(own: &BTreeSet<String>) -> Taken {
        let mut taken = Taken(BTreeMap::new());
        for path in own {
            taken.take(path);
        }
        taken
    }

    /// Takes a path, unless it is a file or a folder, or goes through a file. Capitals count for
    /// nothing, as in many file systems.
    fn take(&mut self, path: &str) -> bool {
        let path = path.to_lowercase();
        if self.0.contains_key(&path) {
            return false;
        }
        let folders: Vec<&str> = path.match_indices('/').map(|(at, _)| &path[..at]).collect();
        if folders
            .iter()
            .any(|folder| self.0.get(*folder) == Some(&false))
        {
            return false;
        }
        for folder in folders {
            self.0.insert(folder.to_owned(), true);
        }
        self.0.insert(path, false);
        true
    }
}

/// A page that leads to another.
fn stub(site: &Site<'_>, file: &str, at: usize) -> String {
    let page = &site.plan.articles[at];
    let href = link(file, page);
    let title = site.archive.articles[at].title.trim();
    let title = text(if title.is_empty() {
        labels().untitled
    } else {
        title
    });
    let to = match &site.options.base_url {
        Some(_) => canonical(site, page),
        None => href.clone(),
    };
    format!(
        "<!doctype html>\n<html{}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={href}\">\n\
         <title>{title}</title>\n<link rel=\"canonical\" href=\"{}\">\n\
         <link rel=\"stylesheet\" href=\"{}\">\n</head>\n<body>\n<div class=\"page\">\n\
         <main><p>{} <a href=\"{href}\" dir=\"auto\">{title}</a></p></main>\n</div>\n</body>\n</html>\n",
        language_attributes(site.archive.language.as_deref().or(Some("en"))),
        text(&to),
        link(file, STYLE_PATH),
        text(words::MOVED)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_paths_become_files_inside_the_site_or_none() {
        for (path, base, wanted) in [
            ("/2023/07/x/", "/", Some("2023/07/x/index.html")),
            ("/2023/07/x", "/", Some("2023/07/x/index.html")),
            ("/x.html", "/", Some("x.html")),
            ("/blog/x.htm", "/blog/", Some("x.htm")),
            ("/caf%C3%A9", "/", Some("café/index.html")),
            ("/x", "/blog/", None),
            ("/x.php", "/", None),
            ("/a/../../etc", "/", None),
            ("/a/%2e%2e/x", "/", None),
            ("/a//x", "/", None),
            ("/a%2Fb", "/", None),
            ("/%zz", "/", None),
            ("/", "/", None),
            ("/index.html", "/", None),
        ] {
            assert_eq!(stub_path(path, base).as_deref(), wanted, "{path}");
        }
    }

    #[test]
    fn a_file_of_the_site_is_known_by_all_its_addresses() {
        let own = ["index.html", "app.html", "a/x.html", "place/index.html"];
        let own = own.map(str::to_owned).into();
        for (path, base, is_ours) in [
            ("/index.html", "/", true),
            ("/app.html", "/", true),
            ("/app", "/", true),
            ("/a/x", "/", true),
            ("/a/%78.html", "/", true),
            ("/place/", "/", true),
            ("/place", "/", true),
            ("/old/", "/old/", true),
            ("/old", "/old/", true),
            ("/app.html", "/old/", false),
            ("/a/y.html", "/", false),
            ("/a/x.html/y", "/", false),
            ("/%zz", "/", false),
        ] {
            assert_eq!(is_own(&own, path, base), is_ours, "{path} at {base}");
        }
    }

    #[test]
    fn nothing_is_put_over_or_under_a_file() {
        let mut taken = Taken(BTreeMap::new());
        assert!(taken.take("a/x.html"));
        assert!(!taken.take("A/X.html"));
        assert!(!taken.take("a/x.html/index.html"));
        assert!(!taken.take("a"));
        assert!(taken.take("a/y/index.html"));
        assert!(!taken.take("a/y"));
    }

    #[test]
    fn rules_hold_no_patterns() {
        assert_eq!(rule_path("/a b/*:é"), "/a%20b/%2A%3A%C3%A9");
    }
}
