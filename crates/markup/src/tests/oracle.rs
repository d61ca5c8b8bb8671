//! What every output must hold, written down a second time: judged on the serialised text as a
//! parser reads it, with the allow-lists spelled out here and not taken from the code under test.

use crate::html;
use crate::node::{Document, Element, Node};
use crate::{Attribute, MAX_DEPTH, Tag};

/// Fails unless the document is safe, canonical and stable.
pub(super) fn assert_sound(source: &str, document: &Document) {
    let html = document.to_html();
    assert_safe_text(source, &html);
    for node in &document.nodes {
        assert!(!node.is_inline(), "bare at the top: {source:?} -> {html}");
    }
    assert_shape(source, &document.nodes, 1);
    let again = html::parse(&html);
    assert_eq!(again.to_html(), html, "not stable as text: {source:?}");
    assert!(again == *document, "not stable: {source:?} -> {html}");
}

const ELEMENTS: &str = " a abbr b bdi bdo blockquote br caption cite code dd del details dfn div \
    dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark math merror mfrac mi \
    mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub \
    msubsup msup mtable mtd mtext mtr munder munderover ol p pre q rp rt ruby s samp small span \
    strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr ";

const ATTRIBUTES: &str = " accent alt cite class colspan datetime dir display height href id lang \
    linethickness mathvariant open reversed rowspan scope src start stretchy title type value \
    width ";

/// Reads the serialised text tag by tag. It is canonical, so this needs no HTML parser: each `<`
/// begins a tag, each value is in double quotes.
fn assert_safe_text(source: &str, html: &str) {
    for tag in html.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').expect("each tag ends");
        assert!(!text.contains('>'), "{source:?} -> {html}");
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(
            ELEMENTS.contains(&format!(" {name} ")),
            "{name}: {source:?}"
        );
        while !rest.is_empty() {
            let (attribute, value) = rest.split_once("=\"").expect("each attribute has a value");
            let (value, after) = value.split_once('"').expect("each value ends");
            rest = after.trim_start();
            let known = format!(" {attribute} ");
            assert!(
                ATTRIBUTES.contains(&known),
                "{attribute}: {source:?} -> {html}"
            );
            if matches!(attribute, "href" | "src" | "cite") {
                assert_safe_address(source, attribute, value);
            }
        }
    }
}

fn assert_safe_address(source: &str, attribute: &str, value: &str) {
    let value = value.to_ascii_lowercase();
    let head = value.split(['/', '?', '#']).next().unwrap_or_default();
    let schemes: &[&str] = match attribute {
        "src" => &["http:", "https:", "data:image"],
        _ => &["http:", "https:", "mailto:", "tel:"],
    };
    let has_safe_scheme = schemes.iter().any(|scheme| value.starts_with(scheme));
    assert!(
        has_safe_scheme || !head.contains(':'),
        "{value}: {source:?}"
    );
    let is_clean = |c: char| !c.is_control() && !c.is_whitespace();
    assert!(value.chars().all(is_clean), "{value}: {source:?}");
}

fn assert_shape(source: &str, nodes: &[Node], depth: usize) {
    assert!(depth <= MAX_DEPTH, "too deep: {source:.80}");
    for pair in nodes.windows(2) {
        let both_text = matches!(pair, [Node::Text(_), Node::Text(_)]);
        assert!(!both_text, "texts side by side: {source:?}");
    }
    for node in nodes {
        match node {
            Node::Text(text) => assert!(!text.is_empty(), "{source:?}"),
            Node::Image(image) => assert_eq!(image.remote, !image.src.starts_with("data:")),
            Node::Element(element) => {
                assert_element(source, element);
                assert_shape(source, &element.children, depth + 1);
            }
        }
    }
}

fn assert_element(source: &str, element: &Element) {
    let sorted = |pair: &[(Attribute, String)]| pair[0].0 < pair[1].0;
    assert!(element.attributes.windows(2).all(sorted), "{source:?}");
    let holds_inline_only = element.tag.is_inline()
        || element.tag.heading_level().is_some()
        || matches!(element.tag, Tag::P | Tag::Pre | Tag::Summary);
    if holds_inline_only {
        let inline = element.children.iter().all(Node::is_inline);
        assert!(inline, "block in {}: {source:?}", element.tag.name());
    }
}
