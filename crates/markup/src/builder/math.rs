//! Formulas: a subset of `MathML` that draws and does nothing else.
//!
//! A formula is built apart and put into its line when it is whole, so that one without anything
//! in it leaves no trace.

use super::container::Open;
use super::leaf::is_character;
use super::{Frame, TreeBuilder};
use crate::attribute::Source;
use crate::node::Node;
use crate::report;
use crate::rule::Rule;
use crate::tag::{Content, Tag};

/// A formula nests at most so deep.
const MAX_FORMULA: usize = 48;

impl TreeBuilder {
    pub(super) fn start_math(&mut self, tag: Tag, source: &Source) {
        if tag == Tag::Math {
            self.math.push(Open::new(tag, source.cleaned(tag)));
            self.frames.push(Frame::Math);
        } else {
            self.start_unwrapped(source);
        }
    }

    pub(super) fn start_in_math(&mut self, rule: Rule, source: &Source) {
        let parent = self.math.last().map(|open| open.tag);
        let is_in_token = parent.is_some_and(Tag::is_math_token);
        let fits = match rule {
            Rule::Keep(tag) if tag == Tag::Math || tag.content() != Content::Math => None,
            Rule::Keep(_) if is_in_token => None,
            Rule::Keep(tag) => Some(tag),
            _ => None,
        };
        match fits {
            Some(tag) if self.math.len() < MAX_FORMULA => {
                self.math.push(Open::new(tag, source.cleaned(tag)));
                self.frames.push(Frame::Math);
            }
            Some(_) => {
                self.losses.add(report::DEEP);
                self.frames.push(Frame::Nothing);
            }
            None => self.frames.push(Frame::Nothing),
        }
    }

    pub(super) fn push_math_text(&mut self, text: &str) {
        let Some(open) = self.math.last_mut() else {
            return;
        };
        let is_blank = text.chars().all(|c| c.is_ascii_whitespace());
        if is_blank && !open.tag.is_math_token() {
            return;
        }
        for c in text.chars().filter(|c| is_character(*c)) {
            let c = if c.is_ascii_whitespace() { ' ' } else { c };
            let is_second =
                matches!(open.children.last(), Some(Node::Text(last)) if last.ends_with(' '));
            if c != ' ' || !is_second {
                open.append_text(c.encode_utf8(&mut [0; 4]));
            }
        }
    }

    pub(super) fn end_math(&mut self) {
        let Some(open) = self.math.pop() else { return };
        let node = open.into_node();
        if let Some(parent) = self.math.last_mut() {
            parent.append(node);
        } else if shows_something(&node) {
            self.push_object(node);
        }
    }
}

fn shows_something(node: &Node) -> bool {
    match node {
        Node::Text(text) => text.chars().any(|c| !c.is_whitespace()),
        Node::Element(element) => element.children.iter().any(shows_something),
        Node::Image(_) => true,
    }
}
