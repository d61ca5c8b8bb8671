//! What is around every page? Its head, the name of the archive above and the feeds below.

#![allow(
    clippy::format_push_string,
    reason = "a page is written once, and reads better so than with results to drop"
)]

use backfile_viewer::labels::labels;
use backfile_viewer::{ListQuery, Route, is_right_to_left};

use super::address::link;
use super::{STYLE_PATH, Site, takeover, words};
use crate::escape;
use crate::page::ICON;

/// What a page may do: show itself, and foresee its neighbors, as Firefox does. No script, no request to
/// anywhere else.
const PLAIN_POLICY: &str = "default-src 'self'; script-src 'none'; object-src 'none'; \
    frame-src 'none'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/// The same where the app may take the page over, which may then do what the app may.
const OPEN_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
    object-src 'none'; frame-src 'none'; img-src 'self' data: blob:; base-uri 'none'; \
    form-action 'self'";

/// Characters of a description, about what a search engine shows.
const DESCRIPTION_CHARS: usize = 200;

/// One page.
pub(crate) struct Page<'a> {
    /// Its path.
    pub(crate) path: &'a str,
    /// Its title; that of the archive for the first page.
    pub(crate) title: &'a str,
    /// What is on it.
    pub(crate) description: &'a str,
    /// `article` or `website`, for Open Graph.
    pub(crate) kind: &'static str,
    /// The same in the app.
    pub(crate) route: Route,
    /// More for Open Graph: property and content.
    pub(crate) properties: Vec<(&'static str, String)>,
    /// Address of a picture on the web.
    pub(crate) image: Option<&'a str>,
    /// The same for machines, as JSON.
    pub(crate) linked: String,
    /// Path of the page before.
    pub(crate) previous: Option<&'a str>,
    /// Path of the page after.
    pub(crate) next: Option<&'a str>,
    /// The content of `main`.
    pub(crate) main: String,
}

impl Default for Page<'_> {
    fn default() -> Self {
        Page {
            path: "",
            title: "",
            description: "",
            kind: "website",
            route: Route::List(ListQuery::default()),
            properties: Vec::new(),
            image: None,
            linked: String::new(),
            previous: None,
            next: None,
            main: String::new(),
        }
    }
}

/// Writes a page.
pub(crate) fn page(site: &Site<'_>, page: &Page<'_>) -> String {
    let language = site.archive.language.as_deref().unwrap_or("en");
    let mut out = String::with_capacity(page.main.len() + 6 * 1024);
    out.push_str(&format!(
        "<!doctype html>\n<html{}>\n<head>\n",
        language_attributes(Some(language))
    ));
    head(site, page, &mut out);
    let home = link(page.path, "index.html");
    let title = text(&site.archive.title);
    let interface = interface_language(language);
    out.push_str(&format!(
        "</head>\n<body>\n<a class=\"skip-link\" href=\"#content\"{interface}>{}</a>\n",
        text(labels().skip_to_content)
    ));
    let search = takeover::search_box(site, page.path, interface);
    if page.path == "index.html" {
        out.push_str(&format!("<div class=\"page page-home\">\n{search}"));
    } else {
        out.push_str(&format!(
            "<div class=\"page\">\n<header class=\"masthead\"><a href=\"{home}\">{title}</a>{search}</header>\n"
        ));
    }
    out.push_str(&format!(
        "<main id=\"content\" tabindex=\"-1\">\n{}</main>\n",
        page.main
    ));
    footer(site, page, interface, &mut out);
    out.push_str("</div>\n</body>\n</html>\n");
    out
}

fn head(site: &Site<'_>, page: &Page<'_>, out: &mut String) {
    let name = &site.archive.title;
    let title = if page.path == "index.html" {
        text(name)
    } else {
        format!("{} – {}", text(page.title), text(name))
    };
    let policy = match site.options.app {
        Some(_) => OPEN_POLICY,
        None => PLAIN_POLICY,
    };
    out.push_str(&format!(
        "<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"{}\">\n<title>{title}</title>\n",
        text(&site.options.generator)
    ));
    let description = shortened(page.description);
    if !description.is_empty() {
        out.push_str(&format!(
            "<meta name=\"description\" content=\"{}\">\n",
            text(&description)
        ));
    }
    links(site, page, out);
    open_graph(site, page, &description, out);
    out.push_str(&format!(
        "<script type=\"application/ld+json\">{}</script>\n",
        escape::json(&page.linked)
    ));
    let list = match &page.route {
        Route::List(list) => list.clone(),
        _ => ListQuery::default(),
    };
    out.push_str(&takeover::tag(site, page.path, &list));
}

fn links(site: &Site<'_>, page: &Page<'_>, out: &mut String) {
    let mut push = |rel: &str, href: &str, more: &str| {
        out.push_str(&format!("<link rel=\"{rel}\" href=\"{href}\"{more}>\n"));
    };
    push("canonical", &text(&canonical(site, page.path)), "");
    push("stylesheet", &link(page.path, STYLE_PATH), "");
    push("icon", ICON, "");
    for (rel, path) in [("prev", page.previous), ("next", page.next)] {
        if let Some(path) = path {
            push(rel, &link(page.path, path), "");
        }
    }
    for (path, kind, title) in FEEDS {
        let more = format!(" type=\"{kind}\" title=\"{title}\"");
        push("alternate", &link(page.path, path), &more);
    }
}

/// The feeds of a site: path, media type, name.
pub(crate) const FEEDS: [(&str, &str, &str); 2] = [
    ("atom.xml", "application/atom+xml", words::ATOM),
    ("feed.json", "application/feed+json", words::JSON_FEED),
];

/// The one address of a page: absolute where the site's is known, else the page's own name.
pub(crate) fn canonical(site: &Site<'_>, path: &str) -> String {
    match &site.options.base_url {
        Some(base) => base.join(path),
        None if path == "index.html" || path.ends_with("/index.html") => "./".to_owned(),
        None => link(path, path),
    }
}

fn open_graph(site: &Site<'_>, page: &Page<'_>, description: &str, out: &mut String) {
    let mut push = |property: &str, content: &str| {
        if !content.trim().is_empty() {
            let content = text(content);
            out.push_str(&format!(
                "<meta property=\"{property}\" content=\"{content}\">\n"
            ));
        }
    };
    push("og:type", page.kind);
    push("og:title", page.title);
    push("og:description", description);
    push("og:site_name", &site.archive.title);
    if let Some(base) = &site.options.base_url {
        push("og:url", &base.join(page.path));
    }
    push("og:image", page.image.unwrap_or_default());
    for (property, content) in &page.properties {
        push(property, content);
    }
}

fn footer(site: &Site<'_>, page: &Page<'_>, interface: &str, out: &mut String) {
    let path = page.path;
    let mut push = |content: &str| out.push_str(content);
    push(&format!("<footer class=\"site-footer\"{interface}>\n<p>"));
    if path != "index.html" {
        let home = link(path, "index.html");
        push(&format!("<a href=\"{home}\">{}</a> ", text(labels().home)));
    }
    push(&takeover::app_link(site, path, &page.route.to_hash()));
    for (feed, _, name) in FEEDS {
        let feed = link(path, feed);
        push(&format!("<a href=\"{feed}\">{name}</a> "));
    }
    push("</p>\n");
    if let Some(licence) = &site.archive.licence {
        push(&format!(
            "<p dir=\"auto\">{}: {}</p>\n",
            text(labels().licence),
            text(licence)
        ));
    }
    push(&format!("<p>{}</p>\n</footer>\n", text(words::MADE_WITH)));
}

/// `lang` and `dir` of an element, with a space before them.
pub(crate) fn language_attributes(language: Option<&str>) -> String {
    language.map_or_else(String::new, |language| {
        let direction = if is_right_to_left(language) {
            "rtl"
        } else {
            "ltr"
        };
        format!(" lang=\"{}\" dir=\"{direction}\"", text(language))
    })
}

/// The language of the labels, where it is not that of the page.
pub(crate) fn interface_language(language: &str) -> &'static str {
    let main = language.split('-').next().unwrap_or_default();
    if main.eq_ignore_ascii_case(labels().language) {
        ""
    } else {
        " lang=\"en\" dir=\"ltr\""
    }
}

/// Text for element content and attributes, without characters that no page may hold.
pub(crate) fn text(text: &str) -> String {
    escape::html(&sound(text))
}

/// A text without control characters and characters that are none.
pub(crate) fn sound(text: &str) -> String {
    let is_sound = |c: &char| {
        let number = *c as u32;
        let is_none = (0xFDD0..=0xFDEF).contains(&number) || number & 0xFFFE == 0xFFFE;
        (!c.is_control() || matches!(c, '\n' | '\t')) && !is_none
    };
    text.chars().filter(is_sound).collect()
}

/// The start of a text on one line, cut between words.
fn shortened(text: &str) -> String {
    let mut out = String::new();
    let mut chars = 0;
    for word in text.split_whitespace() {
        let count = word.chars().count();
        if chars + count >= DESCRIPTION_CHARS {
            if out.is_empty() {
                out.extend(word.chars().take(DESCRIPTION_CHARS));
            }
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        chars += count + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_sound() {
        assert_eq!(text("a\u{1}\u{FFFE}<\u{7f}\n"), "a&lt;\n");
        assert_eq!(shortened(&"word ".repeat(99)).chars().count(), 200);
        assert_eq!(shortened(" a \n b "), "a b");
    }
}
