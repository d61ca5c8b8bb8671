//! What is in a document: which headings, anchors, links, images?
//!
//! All in reading order.

use crate::attribute::Attribute;
use crate::node::{Document, Element, Image, Node};
use crate::tag::Tag;
use crate::text;
use crate::url::LinkKind;

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading<'a> {
    /// 1 to 6.
    pub level: u8,
    /// Its text.
    pub text: String,
    /// Its id, if it has one.
    pub id: Option<&'a str>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<'a> {
    /// Its address.
    pub href: &'a str,
    /// What it leads to.
    pub kind: LinkKind<'a>,
    /// Its text.
    pub text: String,
    /// The media type of a player or frame that it stands for, such as `video/*`.
    pub media_type: Option<&'a str>,
}

impl Element {
    /// What the element links to, if it is a link.
    pub fn link(&self) -> Option<LinkKind<'_>> {
        self.get(Attribute::Href).map(LinkKind::of)
    }
}

impl Document {
    /// The headings.
    pub fn headings(&self) -> Vec<Heading<'_>> {
        let elements = self.elements();
        let headings = elements.into_iter().filter_map(|element| {
            Some(Heading {
                level: element.tag.heading_level()?,
                text: text::of_nodes(&element.children, text::TextOptions::default()),
                id: element.id(),
            })
        });
        headings.collect()
    }

    /// The ids that a fragment link can lead to, with their prefix.
    pub fn anchors(&self) -> Vec<&str> {
        let elements = self.elements();
        elements.into_iter().filter_map(Element::id).collect()
    }

    /// The links.
    pub fn links(&self) -> Vec<Link<'_>> {
        let elements = self.elements();
        let links = elements.into_iter().filter(|found| found.tag == Tag::A);
        let links = links.filter_map(|element| {
            let href = element.get(Attribute::Href)?;
            Some(Link {
                href,
                kind: LinkKind::of(href),
                text: text::of_nodes(&element.children, text::TextOptions::with_alt()),
                media_type: element.get(Attribute::Type),
            })
        });
        links.collect()
    }

    /// The images.
    pub fn images(&self) -> Vec<&Image> {
        let mut images = Vec::new();
        walk(&self.nodes, &mut |node| {
            if let Node::Image(image) = node {
                images.push(&**image);
            }
        });
        images
    }

    fn elements(&self) -> Vec<&Element> {
        let mut elements = Vec::new();
        walk(&self.nodes, &mut |node| {
            if let Node::Element(element) = node {
                elements.push(element);
            }
        });
        elements
    }
}

fn walk<'a>(nodes: &'a [Node], visit: &mut dyn FnMut(&'a Node)) {
    for node in nodes {
        visit(node);
        if let Node::Element(element) = node {
            walk(&element.children, visit);
        }
    }
}
