//! Containers: which may stand in which, and what is put between where one may not.

use super::{Frame, TreeBuilder};
use crate::attribute::{Attribute, Source, insert};
use crate::node::{Element, Node};
use crate::report;
use crate::tag::{Content, Tag};

/// Containers nest at most so deep in the output; deeper ones are unwrapped. With a leaf, its
/// inline elements and a formula on top this stays below [`crate::MAX_DEPTH`].
const MAX_CONTAINERS: usize = 96;

/// An element of the output that is still open.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) tag: Tag,
    pub(super) attributes: Vec<(Attribute, String)>,
    pub(super) children: Vec<Node>,
    /// Whether no source element stands for it, so that it closes by itself.
    is_implied: bool,
}

impl Open {
    pub(super) fn new(tag: Tag, attributes: Vec<(Attribute, String)>) -> Self {
        Open {
            tag,
            attributes,
            children: Vec::new(),
            is_implied: false,
        }
    }

    pub(super) fn set_id(&mut self, id: Option<String>) {
        if let Some(id) = id {
            insert(&mut self.attributes, Attribute::Id, id);
        }
    }

    pub(super) fn append(&mut self, node: Node) {
        match node {
            Node::Text(text) => self.append_text(&text),
            node => self.children.push(node),
        }
    }

    pub(super) fn append_text(&mut self, text: &str) {
        match self.children.last_mut() {
            Some(Node::Text(last)) => last.push_str(text),
            _ => self.children.push(Node::Text(text.to_owned())),
        }
    }

    /// A space and a word.
    pub(super) fn append_word(&mut self, word: &str) {
        self.append_text(" ");
        self.append_text(word);
    }

    /// Whether inline content put here now would run into what is here already.
    pub(super) fn ends_inline(&self) -> bool {
        self.children.last().is_some_and(Node::is_inline)
    }

    pub(super) fn into_node(self) -> Node {
        Node::Element(Element {
            tag: self.tag,
            attributes: self.attributes,
            children: self.children,
        })
    }

    /// A list item or cell with a single plain paragraph holds just its content.
    fn loosen(&mut self) {
        if self.tag.content() != Content::Mixed || self.children.len() != 1 {
            return;
        }
        if let Some(Node::Element(only)) = self.children.first_mut()
            && only.tag == Tag::P
            && only.attributes.is_empty()
        {
            self.children = std::mem::take(&mut only.children);
        }
    }
}

impl TreeBuilder {
    pub(super) fn start_container(&mut self, tag: Tag, source: &Source) {
        self.close_leaf();
        let is_placed = match tag {
            Tag::Li => self.unwind(&[Tag::Ul, Tag::Ol]),
            Tag::Dt | Tag::Dd => self.unwind(&[Tag::Dl]),
            Tag::Figcaption => self.unwind(&[Tag::Figure]),
            Tag::Caption | Tag::Thead | Tag::Tbody | Tag::Tfoot => self.unwind(&[Tag::Table]),
            Tag::Tr => self.place_row(),
            Tag::Td | Tag::Th => self.place_cell(),
            _ => self.place_block(tag),
        };
        if !is_placed {
            // Its content still stands apart.
            return self.start_leaf(Tag::P, source);
        }
        let mut open = Open::new(tag, source.cleaned(tag));
        open.set_id(self.own_id(source));
        if tag == Tag::Blockquote
            && let Some(cite) = self.safe_cite(source)
        {
            insert(&mut open.attributes, Attribute::Cite, cite);
        }
        self.frames.push(Frame::Container(self.outs.len()));
        self.hints.push(None);
        self.outs.push(open);
    }

    pub(super) fn end_container(&mut self, depth: usize) {
        self.close_to(depth);
        self.hints.pop();
    }

    /// Closes the leaf and all containers above this depth.
    pub(super) fn close_to(&mut self, depth: usize) {
        self.close_leaf();
        while self.outs.len() > depth {
            self.close_container();
        }
    }

    fn close_container(&mut self) {
        let Some(mut open) = self.outs.pop() else {
            return;
        };
        open.loosen();
        if open.children.is_empty() && !matches!(open.tag, Tag::Td | Tag::Th) {
            let id = open.attributes.into_iter();
            let mut id = id.filter(|(name, _)| *name == Attribute::Id);
            if let Some((_, id)) = id.next() {
                self.wait_with_id(id);
            }
        } else {
            self.append(open.into_node());
        }
    }

    /// Closes implied elements down to one of these; false (and nothing closed) if another stands
    /// before it.
    fn unwind(&mut self, parents: &[Tag]) -> bool {
        let mut depth = self.outs.len();
        while depth > 0 {
            let open = &self.outs[depth - 1];
            if parents.contains(&open.tag) {
                self.close_to(depth);
                return true;
            }
            if !open.is_implied {
                return false;
            }
            depth -= 1;
        }
        false
    }

    fn place_row(&mut self) -> bool {
        if !self.unwind(&[Tag::Tbody, Tag::Thead, Tag::Tfoot, Tag::Table]) {
            return false;
        }
        if self.top() == Tag::Table {
            self.imply(Tag::Tbody);
        }
        true
    }

    fn place_cell(&mut self) -> bool {
        if self.unwind(&[Tag::Tr]) {
            return true;
        }
        let is_placed = self.place_row();
        if is_placed {
            self.imply(Tag::Tr);
        }
        is_placed
    }

    /// Makes a place for a container of its own; false where it would nest too deep.
    fn place_block(&mut self, tag: Tag) -> bool {
        self.open_part(Some(tag));
        let needs = match tag {
            Tag::Table => 4,
            Tag::Ul | Tag::Ol | Tag::Dl => 2,
            _ => 1,
        };
        let fits = self.outs.len() + needs <= MAX_CONTAINERS;
        if !fits {
            self.losses.add(report::DEEP);
        }
        fits
    }

    fn top(&self) -> Tag {
        self.outs.last().map_or(Tag::Div, |open| open.tag)
    }

    fn imply(&mut self, tag: Tag) {
        let mut open = Open::new(tag, Vec::new());
        open.is_implied = true;
        self.outs.push(open);
    }

    /// Where only parts may stand (items, rows, cells), opens the part that other content needs.
    /// A list right in a list goes into the item before it.
    pub(super) fn open_part(&mut self, incoming: Option<Tag>) {
        loop {
            let part = match self.top() {
                Tag::Ul | Tag::Ol if matches!(incoming, Some(Tag::Ul | Tag::Ol)) => {
                    return self.reopen_item();
                }
                Tag::Ul | Tag::Ol => Tag::Li,
                Tag::Dl => Tag::Dd,
                Tag::Table => Tag::Tbody,
                Tag::Tbody | Tag::Thead | Tag::Tfoot => Tag::Tr,
                Tag::Tr => Tag::Td,
                _ => return,
            };
            self.imply(part);
        }
    }

    fn reopen_item(&mut self) {
        let last = self.outs.last_mut().and_then(|list| list.children.pop());
        if let Some(Node::Element(item)) = last {
            self.imply(Tag::Li);
            if let Some(open) = self.outs.last_mut() {
                open.attributes = item.attributes;
                open.children = item.children;
            }
        } else {
            self.imply(Tag::Li);
        }
    }

    /// Whether a summary may stand here: first thing in `details`.
    pub(super) fn wants_summary(&mut self) -> bool {
        self.close_leaf();
        let open = self.outs.last();
        open.is_some_and(|open| open.tag == Tag::Details && open.children.is_empty())
    }

    pub(super) fn push_rule(&mut self) {
        self.close_leaf();
        self.open_part(Some(Tag::Hr));
        self.append(Open::new(Tag::Hr, Vec::new()).into_node());
    }
}
