//! What is the text of an article as part of a page?
//!
//! Untrusted HTML is read by `markup` into its safe tree, which is changed as a page needs it and
//! written by `markup` again: headings begin below the page's own, links to old addresses of the
//! archive lead to its pages, tables scroll by themselves, and a picture elsewhere becomes a link,
//! since a page asks nothing of other hosts.

use std::collections::BTreeMap;

use backfile_markup::{
    Attribute, Document, Element, Image, ImageSource, LinkKind, Node, Policy, Tag,
};
use backfile_markup::{html, plain};
use backfile_model::Article;
use backfile_viewer::labels::{fill, labels};
use backfile_viewer::select::article::host_of;

/// Pages of the archive by the old address of their article.
#[derive(Default)]
pub(crate) struct OldAddresses(BTreeMap<String, String>);

impl OldAddresses {
    /// The first article at an address keeps it.
    pub(crate) fn of<'a>(pages: impl Iterator<Item = (&'a Article, &'a str)>) -> OldAddresses {
        let mut known = BTreeMap::new();
        for (article, path) in pages {
            if let Some(key) = article.url.as_deref().and_then(key) {
                known.entry(key).or_insert_with(|| path.to_owned());
            }
        }
        OldAddresses(known)
    }

    fn page(&self, href: &str) -> Option<&str> {
        self.0.get(&key(href)?).map(String::as_str)
    }
}

/// What two addresses of one page have in common.
fn key(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let page = rest.split('#').next()?.trim_end_matches('/');
    let (host, path) = page.split_once('/').unwrap_or((page, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    Some([host, "/", path].concat())
}

/// The text of an article as HTML; empty where it has none. `href` is the address of a page of
/// the site, seen from where the text will stand.
pub(crate) fn prose(
    article: &Article,
    old: &OldAddresses,
    href: &dyn Fn(&str) -> String,
) -> String {
    let document = document(article);
    let has_top = document.headings().iter().any(|heading| heading.level == 1);
    let pen = Pen {
        href,
        old,
        heading_shift: u8::from(has_top),
    };
    let nodes = pen.nodes(&document.nodes, false);
    Document { nodes }.to_html()
}

/// The safe tree of an article, as the app makes it: of its HTML, else of its plain text.
fn document(article: &Article) -> Document {
    let is_some = |text: &&str| !text.trim().is_empty();
    if let Some(html) = article.body.html.as_deref().filter(is_some) {
        let policy = Policy {
            base_url: article.url.clone(),
            ..Policy::default()
        };
        return html::parse_with_report(html, &policy).document;
    }
    let text = article.body.text.as_deref().filter(is_some);
    text.map(plain::paragraphs).unwrap_or_default()
}

struct Pen<'a> {
    href: &'a dyn Fn(&str) -> String,
    old: &'a OldAddresses,
    heading_shift: u8,
}

impl Pen<'_> {
    fn nodes(&self, nodes: &[Node], in_link: bool) -> Vec<Node> {
        nodes.iter().map(|node| self.node(node, in_link)).collect()
    }

    fn node(&self, node: &Node, in_link: bool) -> Node {
        match node {
            Node::Text(text) => Node::Text(super::frame::sound(text)),
            Node::Element(element) => self.element(element, in_link),
            Node::Image(image) => picture(image, in_link),
        }
    }

    fn element(&self, element: &Element, in_link: bool) -> Node {
        let children = self.nodes(&element.children, in_link || element.tag == Tag::A);
        let element = Element {
            tag: self.tag(element.tag),
            attributes: self.attributes(&element.attributes),
            children,
        };
        match element.tag {
            Tag::Table => Node::Element(Element {
                tag: Tag::Div,
                attributes: vec![(Attribute::Class, "table-scroll".to_owned())],
                children: vec![Node::Element(element)],
            }),
            _ => Node::Element(element),
        }
    }

    fn tag(&self, tag: Tag) -> Tag {
        const HEADINGS: [Tag; 6] = [Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6];
        match tag.heading_level() {
            Some(level) => HEADINGS[usize::from(level + self.heading_shift).min(6) - 1],
            None => tag,
        }
    }

    fn attributes(&self, attributes: &[(Attribute, String)]) -> Vec<(Attribute, String)> {
        let kept = attributes.iter().filter_map(|(attribute, value)| {
            let value = match attribute {
                Attribute::Href => self.href(value)?,
                _ => value.clone(),
            };
            Some((*attribute, value))
        });
        kept.collect()
    }

    /// A path whose site is not known leads nowhere from here.
    fn href(&self, href: &str) -> Option<String> {
        match LinkKind::of(href) {
            LinkKind::Relative => None,
            LinkKind::Remote => {
                let page = self.old.page(href).map(self.href);
                Some(page.unwrap_or_else(|| href.to_owned()))
            }
            LinkKind::Fragment(_) | LinkKind::Mail | LinkKind::Phone => Some(href.to_owned()),
        }
    }
}

/// A picture that takes no request; of any other what it shows, and the way to it.
fn picture(image: &Image, in_link: bool) -> Node {
    let source = image.source();
    if source == ImageSource::Embedded {
        return Node::Image(Box::new(image.clone()));
    }
    let host = host_of(&image.src).unwrap_or("…");
    let words = match image.alt.trim() {
        "" => fill(labels().open_picture, &[("host", host)]),
        alt => fill(labels().picture, &[("alt", alt)]),
    };
    if in_link || source == ImageSource::Relative {
        return Node::Text(words);
    }
    Node::Element(Element {
        tag: Tag::A,
        attributes: vec![
            (Attribute::Class, "picture".to_owned()),
            (Attribute::Href, image.src.clone()),
        ],
        children: vec![Node::Text(words)],
    })
}

#[cfg(test)]
mod tests {
    use backfile_model::Body;

    use super::*;
    use crate::site::address::link;

    fn check(html: &str, wanted: &str) {
        let article = |html: &str, url: Option<&str>| Article {
            url: url.map(str::to_owned),
            body: Body {
                html: Some(html.to_owned()),
                text: None,
            },
            ..Article::default()
        };
        let other = article("", Some("https://www.a.example/2023/other/"));
        let old = OldAddresses::of([(&other, "a/other.html")].into_iter());
        let href = |page: &str| link("a/this.html", page);
        assert_eq!(prose(&article(html, None), &old, &href), wanted);
    }

    #[test]
    fn links_lead_to_pages_of_the_archive_or_away_but_never_nowhere() {
        check(
            "<p><a href=\"http://a.example/2023/other#top\">x</a></p>",
            "<p><a href=\"other.html\">x</a></p>",
        );
        check(
            "<p><a href=\"https://b.example/\">x</a> <a href=\"/y\">y</a></p>",
            "<p><a href=\"https://b.example/\">x</a> <a>y</a></p>",
        );
        check(
            "<p><a href=\"javascript:alert(1)\" onclick=\"x\">x</a><script>y</script></p>",
            "<p>x</p>",
        );
    }

    #[test]
    fn pictures_elsewhere_become_links() {
        check(
            "<p><img src=\"https://b.example/x.png\" alt=\"A <b>\"></p>",
            "<p><a class=\"picture\" href=\"https://b.example/x.png\">Picture: A &lt;b&gt;</a></p>",
        );
        check(
            "<p><a href=\"https://b.example/\"><img src=\"https://b.example/x.png\" alt=\"\"></a></p>",
            "<p><a href=\"https://b.example/\">Open the picture at b.example</a></p>",
        );
    }

    #[test]
    fn headings_begin_below_that_of_the_page() {
        check("<h1>A</h1><h2>B</h2>", "<h2>A</h2><h3>B</h3>");
        check("<h2>A</h2>", "<h2>A</h2>");
        check(
            "<table><tr><td>1</td></tr></table>",
            "<div class=\"table-scroll\"><table><tbody><tr><td>1</td></tr></tbody></table></div>",
        );
    }
}
