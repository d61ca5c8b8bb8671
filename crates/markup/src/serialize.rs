//! Here is a safe tree: what is it as HTML?
//!
//! The output is canonical: one tree, one text, and reading it again gives the tree.

use crate::node::{Document, Element, Image, Node};
use crate::tag::Tag;

impl Document {
    /// The tree as HTML.
    pub fn to_html(&self) -> String {
        let mut html = String::new();
        for node in &self.nodes {
            write_node(&mut html, node);
        }
        html
    }
}

fn write_node(html: &mut String, node: &Node) {
    match node {
        Node::Text(text) => escape(html, text),
        Node::Element(element) => write_element(html, element),
        Node::Image(image) => write_image(html, image),
    }
}

fn write_element(html: &mut String, element: &Element) {
    let name = element.tag.name();
    html.push('<');
    html.push_str(name);
    for (attribute, value) in &element.attributes {
        write_attribute(html, attribute.name(), value);
    }
    html.push('>');
    if element.tag.is_void() {
        return;
    }
    // A parser drops a line break right after <pre>, so one that counts is written twice.
    if element.tag == Tag::Pre
        && matches!(element.children.first(), Some(Node::Text(text)) if text.starts_with('\n'))
    {
        html.push('\n');
    }
    for child in &element.children {
        write_node(html, child);
    }
    html.push_str("</");
    html.push_str(name);
    html.push('>');
}

fn write_image(html: &mut String, image: &Image) {
    html.push_str("<img");
    write_attribute(html, "src", &image.src);
    write_attribute(html, "alt", &image.alt);
    if let Some(title) = &image.title {
        write_attribute(html, "title", title);
    }
    for (name, size) in [("width", image.width), ("height", image.height)] {
        if let Some(size) = size {
            write_attribute(html, name, &size.to_string());
        }
    }
    html.push('>');
}

fn write_attribute(html: &mut String, name: &str, value: &str) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    escape(html, value);
    html.push('"');
}

fn escape(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        html.push_str(&rest[..at]);
        html.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    html.push_str(rest);
}
