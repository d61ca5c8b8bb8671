//! Here is a safe tree: what is it as plain text?
//!
//! Blocks stand apart as a reader sees them: paragraphs by an empty line, list items and table
//! rows by a line break, cells by a tab. This is the text that search indexes.

use crate::node::{Document, Element, Node};
use crate::tag::Tag;

/// How a tree becomes text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextOptions {
    /// Whether an image stands in the text with its alternative text.
    pub alt: bool,
}

impl TextOptions {
    /// With the alternative texts of images.
    pub fn with_alt() -> Self {
        TextOptions { alt: true }
    }
}

impl Document {
    /// The text, without the alternative texts of images.
    pub fn text(&self) -> String {
        of_nodes(&self.nodes, TextOptions::default())
    }

    /// The text, as these options say.
    pub fn text_with(&self, options: TextOptions) -> String {
        of_nodes(&self.nodes, options)
    }
}

pub(crate) fn of_nodes(nodes: &[Node], options: TextOptions) -> String {
    let mut writer = Writer {
        text: String::new(),
        gap: Gap::None,
        tight: 0,
        is_fresh: false,
        options,
    };
    writer.nodes(nodes);
    writer.text
}

/// What must stand between the text so far and the next, the widest demand wins.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Gap {
    None,
    Tab,
    Line,
    Blank,
}

struct Writer {
    text: String,
    gap: Gap,
    /// How many list items and cells are open: within them blocks stand a line apart.
    tight: usize,
    /// Whether an item or cell has begun and nothing in it is written yet.
    is_fresh: bool,
    options: TextOptions,
}

impl Writer {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(text) => self.push(text),
                Node::Element(element) => self.element(element),
                Node::Image(image) if self.options.alt => self.push(&image.alt),
                Node::Image(_) => {}
            }
        }
    }

    fn element(&mut self, element: &Element) {
        match element.tag {
            Tag::Br => self.demand(Gap::Line),
            // A reading stands in brackets, whether the source brought some or not.
            Tag::Rp => {}
            Tag::Rt => {
                self.push("(");
                self.nodes(&element.children);
                self.push(")");
            }
            tag => {
                let gap = self.gap_around(tag);
                let is_tight = matches!(tag, Tag::Li | Tag::Dd | Tag::Dt | Tag::Td | Tag::Th);
                self.tight += usize::from(is_tight);
                // The first block of an item or cell stands where the item or cell begins.
                if !self.is_fresh || is_tight {
                    self.demand(gap);
                }
                self.is_fresh |= is_tight;
                self.nodes(&element.children);
                self.is_fresh &= tag.is_inline();
                self.demand(gap);
                self.tight -= usize::from(is_tight);
            }
        }
    }

    fn gap_around(&self, tag: Tag) -> Gap {
        match tag {
            _ if tag.is_inline() => Gap::None,
            Tag::Td | Tag::Th => Gap::Tab,
            Tag::Li | Tag::Dd | Tag::Dt | Tag::Tr | Tag::Thead | Tag::Tbody | Tag::Tfoot => {
                Gap::Line
            }
            Tag::Caption | Tag::Figcaption | Tag::Summary => Gap::Line,
            _ if self.tight > 0 => Gap::Line,
            _ => Gap::Blank,
        }
    }

    fn demand(&mut self, gap: Gap) {
        if gap > self.gap {
            self.gap = gap;
        }
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(match self.gap {
                Gap::None => "",
                Gap::Tab => "\t",
                Gap::Line => "\n",
                Gap::Blank => "\n\n",
            });
        }
        self.gap = Gap::None;
        self.is_fresh = false;
        self.text.push_str(text);
    }
}
