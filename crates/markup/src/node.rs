//! What is a safe tree made of?

use crate::attribute::Attribute;
use crate::tag::Tag;
use crate::url::ImageSource;

/// A safe tree: what one piece of untrusted HTML became. Its top level holds blocks only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The blocks, in reading order.
    pub nodes: Vec<Node>,
}

impl Document {
    /// Whether there is nothing to read or see.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}

/// One node of a safe tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Text, never empty, never beside another text node.
    Text(String),
    /// An element of the allow-list.
    Element(Element),
    /// An image, which the page loads only when the reader allows it (or when it is embedded).
    Image(Box<Image>),
}

impl Node {
    pub(crate) fn is_inline(&self) -> bool {
        match self {
            Node::Text(_) | Node::Image(_) => true,
            Node::Element(element) => element.tag.is_inline(),
        }
    }

    /// Whether the node shows nothing and nothing links to it.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Node::Text(text) => text.chars().all(char::is_whitespace),
            Node::Image(_) => false,
            Node::Element(element) => {
                !element.tag.is_math()
                    && element.id().is_none()
                    && element.children.iter().all(Node::is_blank)
            }
        }
    }
}

/// An element with its attributes and children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Which element.
    pub tag: Tag,
    /// Its attributes, sorted, each at most once, values already safe.
    pub attributes: Vec<(Attribute, String)>,
    /// What it holds.
    pub children: Vec<Node>,
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, attribute: Attribute) -> Option<&str> {
        let found = self.attributes.iter().find(|(name, _)| *name == attribute);
        found.map(|(_, value)| value.as_str())
    }

    /// The id, with its prefix.
    pub fn id(&self) -> Option<&str> {
        self.get(Attribute::Id)
    }
}

/// An image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Its address: http(s), relative, or a `data:` URL of a raster image.
    pub src: String,
    /// What to show or read instead; empty for a decoration.
    pub alt: String,
    /// More about it, often shown on hover.
    pub title: Option<String>,
    /// Width in CSS pixels.
    pub width: Option<u32>,
    /// Height in CSS pixels.
    pub height: Option<u32>,
    /// Whether showing it takes a request (everything but a `data:` URL).
    pub remote: bool,
}

impl Image {
    /// Where the image comes from.
    pub fn source(&self) -> ImageSource {
        ImageSource::of(&self.src)
    }
}
