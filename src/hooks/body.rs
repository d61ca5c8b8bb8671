//! Here is the body of an article: give me its safe tree.
//!
//! The browser parses untrusted HTML in a document of its own, in which no script runs and no
//! picture loads; what it finds is fed to `markup`, which lets through what is allowed.

use backfile_markup::{Document, Policy, TreeBuilder, plain};
use backfile_model::{Article, Body};
use wasm_bindgen::JsCast;
use web_sys::{DomParser, Element, Node, SupportedType};

/// The tree of an article's body: its HTML where there is any, else its plain text.
pub fn document_of(article: &Article) -> Document {
    let is_some = |text: &&str| !text.trim().is_empty();
    let Body { html, text } = &article.body;
    if let Some(html) = html.as_deref().filter(is_some) {
        let policy = Policy {
            base_url: article.url.clone(),
            ..Policy::default()
        };
        if let Some(document) = parse(html, policy) {
            return document;
        }
    }
    text.as_deref()
        .filter(is_some)
        .map(plain::paragraphs)
        .unwrap_or_default()
}

fn parse(html: &str, policy: Policy) -> Option<Document> {
    super::dom::window()?;
    let parser = DomParser::new().ok()?;
    let parsed = parser
        .parse_from_string(html, SupportedType::TextHtml)
        .ok()?;
    let mut builder = TreeBuilder::new(policy);
    feed(parsed.body()?.as_ref(), &mut builder);
    Some(builder.finish().document)
}

/// Walks without recursion: the tree may be deeper than the stack.
fn feed(root: &Node, builder: &mut TreeBuilder) {
    let mut next = root.first_child();
    while let Some(node) = next {
        if let Some(element) = node.dyn_ref::<Element>() {
            builder.start(&element.local_name(), attributes(element));
            if let Some(child) = node.first_child() {
                next = Some(child);
                continue;
            }
            builder.end();
        } else if node.node_type() == Node::TEXT_NODE {
            builder.text(&node.node_value().unwrap_or_default());
        }
        next = after(node, root, builder);
    }
}

/// The node after this one and its children, closing what ends on the way.
fn after(mut node: Node, root: &Node, builder: &mut TreeBuilder) -> Option<Node> {
    loop {
        if let Some(next) = node.next_sibling() {
            return Some(next);
        }
        node = node.parent_node().filter(|parent| parent != root)?;
        builder.end();
    }
}

fn attributes(element: &Element) -> Vec<(String, String)> {
    let attributes = element.attributes();
    (0..attributes.length())
        .filter_map(|at| attributes.item(at))
        .map(|attribute| (attribute.name(), attribute.value()))
        .collect()
}
