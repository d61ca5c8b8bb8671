//! The text of an article: a safe tree drawn as virtual nodes, with the matches marked in it.
//!
//! Nothing is drawn that `markup` did not allow: there is no way from here to raw HTML. Texts are
//! numbered in reading order, by [`texts`] and by the drawing alike; matches are given by text.

use std::rc::Rc;

use backfile_markup::{Attribute, Document, Element, LinkKind, Node, Tag};
use backfile_viewer::Route;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VNode};

use super::{Picture, attributes, found, series};

/// What to mark in the texts of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marking {
    /// Byte ranges for each text.
    pub ranges: Rc<Vec<Vec<(u32, u32)>>>,
    /// How many texts come before the first one of the tree.
    pub skipped: usize,
    /// Number of the match that the reader is at, counted through all texts.
    pub current: Option<usize>,
}

/// The texts of a tree in reading order.
pub fn texts(document: &Document) -> Vec<String> {
    fn collect(nodes: &[Node], out: &mut Vec<String>) {
        for node in nodes {
            match node {
                Node::Text(text) => out.push(text.clone()),
                Node::Element(element) if element.tag.is_math() => {}
                Node::Element(element) => collect(&element.children, out),
                Node::Image(_) => {}
            }
        }
    }
    let mut out = Vec::new();
    collect(&document.nodes, &mut out);
    out
}

/// See [`Prose`].
#[derive(Clone, PartialEq, Properties)]
pub struct ProseProps {
    /// The tree.
    pub document: Rc<Document>,
    /// The readable id of the article, for links to places in it.
    pub slug: AttrValue,
    /// What to mark.
    #[prop_or_default]
    pub marking: Marking,
    /// What to add to the level of a heading, so that the page has one order of headings.
    #[prop_or(0)]
    pub heading_shift: u8,
}

/// [`prose`] as a component.
#[component]
pub fn Prose(props: &ProseProps) -> Html {
    prose(props)
}

/// The tree of an article.
pub fn prose(props: &ProseProps) -> Html {
    let ranges = &props.marking.ranges;
    let skipped = ranges.iter().take(props.marking.skipped);
    let mut pen = Pen {
        props,
        text: props.marking.skipped,
        found: skipped.map(Vec::len).sum(),
    };
    let nodes = &props.document.nodes;
    series(nodes.iter().map(|node| pen.node(node)))
}

/// Draws nodes in reading order, counting texts and matches.
struct Pen<'a> {
    props: &'a ProseProps,
    text: usize,
    found: usize,
}

impl Pen<'_> {
    fn node(&mut self, node: &Node) -> VNode {
        match node {
            Node::Text(text) => self.text(text),
            Node::Element(element) => self.element(element),
            Node::Image(image) => html! { <Picture image={(**image).clone()} /> },
        }
    }

    fn text(&mut self, text: &str) -> VNode {
        let ranges = self.props.marking.ranges.get(self.text);
        self.text += 1;
        let Some(ranges) = ranges.filter(|ranges| !ranges.is_empty()) else {
            return super::text(text);
        };
        let before = self.found;
        self.found += ranges.len();
        found(text, ranges, before, self.props.marking.current)
    }

    fn element(&mut self, element: &Element) -> VNode {
        let attributes = attributes_of(element, |attribute, value| self.value(attribute, value));
        let inside = if element.tag.is_math() {
            series(element.children.iter().map(math))
        } else {
            series(element.children.iter().map(|node| self.node(node)))
        };
        let tag = super::Element::new(self.name(element.tag), attributes).holding(inside);
        match element.tag {
            // A wide table scrolls by itself, by keyboard too.
            Tag::Table => {
                let attributes = attributes! {
                    "tabindex": "0",
                    "role": "group",
                    "class": "table-scroll",
                };
                super::Element::new("div", attributes).holding(tag)
            }
            _ => tag,
        }
    }

    fn name(&self, tag: Tag) -> &'static str {
        const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
        match tag.heading_level() {
            Some(level) => HEADINGS[usize::from(level + self.props.heading_shift).min(6) - 1],
            None => tag.name(),
        }
    }

    fn value(&self, attribute: Attribute, value: &str) -> String {
        match (attribute, LinkKind::of(value)) {
            (Attribute::Href, LinkKind::Fragment(id)) => Route::Article {
                slug: self.props.slug.to_string(),
                at: Some(id.to_owned()),
            }
            .to_hash(),
            _ => value.to_owned(),
        }
    }
}

/// The names of all attributes that an element of the tree may have, and `rel` after them. One list
/// for all elements compares by its address; a map of names for each would cost the page 2 KB.
static NAMES: [&str; Attribute::NAMES.len() + 1] = {
    let mut names = ["rel"; Attribute::NAMES.len() + 1];
    let mut at = 0;
    while at < Attribute::NAMES.len() {
        names[at] = Attribute::NAMES[at];
        at += 1;
    }
    names
};

fn attributes_of(element: &Element, value: impl Fn(Attribute, &str) -> String) -> Attributes {
    if element.attributes.is_empty() {
        return Attributes::default();
    }
    let mut values = vec![None; NAMES.len()].into_boxed_slice();
    let set = |text: AttrValue| Some(AttributeOrProperty::Attribute(text));
    for (attribute, given) in &element.attributes {
        values[*attribute as usize] = set(value(*attribute, given).into());
    }
    let href = element.get(Attribute::Href);
    if href.is_some_and(|href| LinkKind::of(href) == LinkKind::Remote) {
        values[NAMES.len() - 1] = set("external noopener noreferrer".into());
    }
    Attributes::Dynamic {
        keys: &NAMES,
        values,
    }
}

/// Formulas are drawn as they are.
fn math(node: &Node) -> VNode {
    match node {
        Node::Text(text) => super::text(text),
        Node::Element(element) => {
            let attributes = attributes_of(element, |_, value| value.to_owned());
            let inside = series(element.children.iter().map(math));
            super::Element::new(element.tag.name(), attributes).holding(inside)
        }
        Node::Image(_) => VNode::default(),
    }
}
