//! Leaves, the inline elements in them, and the white space between words.

use super::container::Open;
use super::{Frame, TreeBuilder, anchor};
use crate::attribute::{Attribute, Source, insert, prefixed_id};
use crate::node::Node;
use crate::report;
use crate::tag::{Content, Tag};
use crate::url;

/// At most so many inline elements are open at once; the rest is unwrapped.
const MAX_INLINES: usize = 32;

/// What inline content is being put into.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Leaf {
    /// An element of its own.
    Tag(Tag),
    /// The container itself.
    Bare,
}

/// What the next leaf is to be, as the source element around it says.
#[derive(Debug)]
pub(super) struct Hint {
    tag: Tag,
    attributes: Vec<(Attribute, String)>,
    /// For the first leaf only.
    id: Option<String>,
}

/// An inline element that the source has open.
#[derive(Debug)]
pub(super) struct Inline {
    tag: Tag,
    attributes: Vec<(Attribute, String)>,
    id: Option<String>,
    /// Whether it stands in the tree already, so that one more would be a copy.
    was_opened: bool,
    /// Whether it stands in the leaf that is open.
    is_open: bool,
}

/// What the leaf ends with so far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Edge {
    /// Nothing, or a line break: white space does not count here.
    Start,
    /// A space.
    Space,
    /// Something to see.
    Content,
}

impl TreeBuilder {
    /// The leaf that the source has open, if any.
    pub(super) fn leaf_frame(&self) -> Option<Tag> {
        let hint = self.hints.last()?.as_ref()?;
        (hint.tag != Tag::P).then_some(hint.tag)
    }

    pub(super) fn start_leaf(&mut self, tag: Tag, source: &Source) {
        let mut tag = tag;
        if tag == Tag::Summary && !self.wants_summary() {
            tag = Tag::P;
        }
        if tag == Tag::P && self.leaf_frame().is_some() {
            self.break_line();
            self.frames.push(Frame::Line);
            if let Some(id) = self.own_id(source) {
                self.push_anchor(id);
            }
            return;
        }
        self.close_leaf();
        let id = self.own_id(source);
        self.hints.push(Some(Hint {
            tag,
            attributes: source.cleaned(tag),
            id,
        }));
        self.frames.push(Frame::Leaf);
    }

    pub(super) fn end_leaf(&mut self) {
        self.close_leaf();
        if let Some(Some(Hint { id: Some(id), .. })) = self.hints.pop() {
            self.wait_with_id(id);
        }
    }

    pub(super) fn start_inline(&mut self, tag: Tag, source: &Source) {
        let mut attributes = source.cleaned(tag);
        let mut id = self.own_id(source);
        if tag == Tag::A {
            if id.is_none() {
                let name = source.get("name").and_then(prefixed_id);
                id = name.filter(|name| self.take_id(name));
            }
            if let Some(href) = self.safe_href(source) {
                insert(&mut attributes, Attribute::Href, href);
            }
        }
        if matches!(tag, Tag::Q | Tag::Del | Tag::Ins)
            && let Some(cite) = self.safe_cite(source)
        {
            insert(&mut attributes, Attribute::Cite, cite);
        }
        if !self.keeps_inline(tag, &attributes) {
            self.frames.push(Frame::Nothing);
            if let Some(id) = id {
                self.push_anchor(id);
            }
            return;
        }
        self.frames.push(Frame::Inline);
        self.inlines.push(Inline {
            tag,
            attributes,
            id,
            was_opened: false,
            is_open: false,
        });
    }

    fn keeps_inline(&mut self, tag: Tag, attributes: &[(Attribute, String)]) -> bool {
        let parent = self.inlines.last().map(|inline| inline.tag);
        let is_in_same = self.inlines.iter().any(|inline| inline.tag == tag);
        let fits = match tag {
            Tag::A => attributes.iter().any(|(name, _)| *name == Attribute::Href),
            Tag::Span => !attributes.is_empty(),
            Tag::Rt | Tag::Rp => parent == Some(Tag::Ruby),
            _ => true,
        };
        if fits && self.inlines.len() >= MAX_INLINES {
            self.losses.add(report::DEEP);
            return false;
        }
        fits && !(is_in_same && tag.is_idempotent())
    }

    fn safe_href(&mut self, source: &Source) -> Option<String> {
        let href = source.get("href")?;
        let safe = url::link(href, self.policy.base_url.as_deref());
        if safe.is_none() && !matches!(href.trim(), "" | "#") {
            self.losses.add(report::UNSAFE_LINK);
        }
        safe
    }

    /// The address that a quotation or change names as its source.
    pub(super) fn safe_cite(&self, source: &Source) -> Option<String> {
        url::source(source.get("cite")?, self.policy.base_url.as_deref())
    }

    pub(super) fn end_inline(&mut self) {
        if self.open_inlines == self.inlines.len() && self.open_inlines > 0 {
            self.close_inline();
        }
        if let Some(Inline { id: Some(id), .. }) = self.inlines.pop() {
            self.push_anchor(id);
        }
    }

    /// Closes the innermost inline element in the leaf.
    fn close_inline(&mut self) {
        self.open_inlines -= 1;
        let inline = &mut self.inlines[self.open_inlines];
        if inline.is_open {
            inline.is_open = false;
            if let Some(open) = self.outs.pop()
                && !open.children.is_empty()
            {
                self.append(open.into_node());
            }
        }
    }

    /// Closes the leaf: what comes next begins a new one.
    pub(super) fn close_leaf(&mut self) {
        let Some(leaf) = self.leaf.take() else { return };
        while self.open_inlines > 0 {
            self.close_inline();
        }
        if let Leaf::Tag(_) = leaf
            && let Some(open) = self.outs.pop()
        {
            let node = open.into_node();
            if !node.is_blank() {
                self.append(node);
            }
        }
        self.forget_space();
    }

    fn forget_space(&mut self) {
        self.has_space = false;
        self.has_break = false;
        self.has_double_break = false;
        self.edge = Edge::Start;
    }

    /// Opens the leaf that content at this place belongs in.
    pub(super) fn open_leaf(&mut self) {
        if self.leaf.is_some() {
            return;
        }
        self.open_part(None);
        let container = self.outs.last().map(|open| open.tag.content());
        let hint = self.hints.last_mut().and_then(Option::as_mut);
        let continues = self.outs.last().is_some_and(Open::ends_inline);
        let is_first = self
            .outs
            .last()
            .is_some_and(|open| open.children.is_empty());
        let mut waiting = std::mem::take(&mut self.waiting_ids).into_iter();
        if hint.is_none() && container == Some(Content::Mixed) && !continues {
            self.leaf = Some(Leaf::Bare);
        } else {
            let mut open = Open::new(Tag::P, Vec::new());
            if let Some(hint) = hint {
                if hint.tag != Tag::Summary || is_first {
                    open.tag = hint.tag;
                }
                open.attributes.clone_from(&hint.attributes);
                open.set_id(hint.id.take().or_else(|| waiting.next()));
            } else {
                open.set_id(waiting.next());
            }
            self.leaf = Some(Leaf::Tag(open.tag));
            self.outs.push(open);
        }
        self.forget_space();
        for id in waiting {
            self.append(anchor(id));
        }
    }

    /// Makes ready for content: writes the space or break that was held back, and opens the inline
    /// elements that the source has open.
    pub(super) fn open_inlines(&mut self) {
        if self.is_leaf_done() {
            self.close_leaf();
            self.open_leaf();
        } else if self.has_break {
            self.append(Open::new(Tag::Br, Vec::new()).into_node());
            self.edge = Edge::Start;
        } else if self.has_space {
            self.append(Node::Text(" ".to_owned()));
            self.edge = Edge::Space;
        }
        self.has_space = false;
        self.has_break = false;
        self.has_double_break = false;
        while self.open_inlines < self.inlines.len() {
            self.open_inline();
        }
    }

    fn open_inline(&mut self) {
        let inline = &mut self.inlines[self.open_inlines];
        self.open_inlines += 1;
        if inline.was_opened {
            if self.copies_left == 0 {
                self.losses.add(report::FORMATTING);
                return;
            }
            self.copies_left -= 1;
        }
        inline.was_opened = true;
        inline.is_open = true;
        let mut open = Open::new(inline.tag, inline.attributes.clone());
        open.set_id(inline.id.take());
        self.outs.push(open);
    }

    /// Whether the next content goes into another leaf than the one that is open.
    pub(super) fn is_leaf_done(&self) -> bool {
        self.has_double_break && matches!(self.leaf, Some(Leaf::Bare | Leaf::Tag(Tag::P)))
    }

    fn is_in_pre(&self) -> bool {
        match self.leaf {
            Some(leaf) => leaf == Leaf::Tag(Tag::Pre),
            None => self.leaf_frame() == Some(Tag::Pre),
        }
    }

    pub(super) fn push_text(&mut self, text: &str) {
        if !self.math.is_empty() {
            self.push_math_text(text);
        } else if self.is_in_pre() {
            self.push_verbatim(text);
        } else {
            self.push_words(text);
        }
    }

    /// Text of `pre`: only line ends and control characters are put in order.
    fn push_verbatim(&mut self, text: &str) {
        let text: String = text.chars().filter(|c| is_character(*c)).collect();
        let Some(last) = text.chars().next_back() else {
            return;
        };
        self.open_leaf();
        self.open_inlines();
        self.append(Node::Text(text));
        self.edge = match last {
            '\n' => Edge::Start,
            _ => Edge::Content,
        };
    }

    fn push_words(&mut self, text: &str) {
        for (at, word) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            if at > 0 {
                self.has_space |= self.edge == Edge::Content && !self.has_break;
            }
            if word.chars().all(is_character) {
                self.push_word(word);
            } else {
                let word: String = word.chars().filter(|c| is_character(*c)).collect();
                self.push_word(&word);
            }
        }
    }

    fn push_word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        self.open_leaf();
        // Within a run of words the space goes with the word, so that they become one text.
        if self.has_space && !self.has_break && self.open_inlines == self.inlines.len() {
            self.has_space = false;
            if let Some(open) = self.outs.last_mut() {
                open.append_word(word);
            }
        } else {
            self.open_inlines();
            if let Some(open) = self.outs.last_mut() {
                open.append_text(word);
            }
        }
        self.edge = Edge::Content;
    }

    /// A line break; two in a row part paragraphs.
    pub(super) fn push_break(&mut self) {
        if self.is_in_pre() {
            return self.push_verbatim("\n");
        }
        if self.leaf.is_some() && self.edge != Edge::Start {
            self.has_double_break |= self.has_break;
            self.has_break = true;
            self.has_space = false;
        }
    }

    /// Content that follows stands on a new line of the leaf.
    pub(super) fn break_line(&mut self) {
        if self.is_in_pre() {
            if self.leaf.is_some() && self.edge != Edge::Start {
                self.push_verbatim("\n");
            }
        } else if !self.has_break {
            self.push_break();
        }
    }

    pub(super) fn push_break_opportunity(&mut self) {
        let is_in_word = self.edge == Edge::Content && !self.has_space && !self.has_break;
        if self.leaf.is_some() && is_in_word {
            self.open_inlines();
            self.append(Open::new(Tag::Wbr, Vec::new()).into_node());
        }
    }

    /// Something inline that is seen but is no text.
    pub(super) fn push_object(&mut self, node: Node) {
        self.open_leaf();
        self.open_inlines();
        self.append(node);
        self.edge = Edge::Content;
    }
}

/// Whether a character belongs in text. Parsers turn a carriage return into a line feed, and none
/// agree on the other control characters.
pub(super) fn is_character(c: char) -> bool {
    !c.is_control() || matches!(c, '\n' | '\t')
}
