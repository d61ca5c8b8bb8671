//! Here are the events of any HTML parser: what is the safe tree?
//!
//! The source is a stack of frames, one per open element. The output is a second stack, which
//! follows its own rules of what may stand in what, so that the tree has one shape whatever the
//! source nested: containers (`container`) hold leaves and containers, leaves (`leaf`) hold inline
//! content. A leaf opens when the first thing to see arrives, and inline elements open within it
//! just as late; so empty formatting leaves no trace, and formatting around several blocks is
//! taken up again in each. White space is held back until it proves to stand between two words.

mod container;
mod leaf;
mod math;
mod media;

use crate::attribute::{Attribute, Source, prefixed_id};
use crate::node::{Document, Node};
use crate::policy::Policy;
use crate::report::{self, Cleaned, Losses};
use crate::rule::{self, Rule};
use crate::tag::{Content, Tag};
use container::Open;
use leaf::{Edge, Hint, Inline, Leaf};
use media::Player;

/// At most so many elements keep their id: more than any text links to, and few enough to keep in
/// order.
const MAX_IDS: usize = 16_384;
/// At most so many ids wait for something to stand at.
const MAX_WAITING_IDS: usize = 8;

/// Builds a [`Document`] from the events of a parser.
///
/// Each [`start`](Self::start) wants its [`end`](Self::end), void elements too; a missing or
/// surplus one does no harm. Comments and doctypes are not fed. Never panics, whatever the events.
#[derive(Debug)]
pub struct TreeBuilder {
    policy: Policy,
    losses: Losses,
    frames: Vec<Frame>,
    /// How many elements are open in a dropped one, itself included.
    skipped: usize,
    player: Option<Player>,
    math: Vec<Open>,
    /// The open containers, the document itself first, and on top of them the open leaf and the
    /// inline elements opened in it.
    outs: Vec<Open>,
    leaf: Option<Leaf>,
    hints: Vec<Option<Hint>>,
    /// The inline elements that the source has open, outermost first.
    inlines: Vec<Inline>,
    /// How many of them are open in the leaf.
    open_inlines: usize,
    /// How many copies of inline elements may still be made.
    copies_left: usize,
    edge: Edge,
    has_space: bool,
    has_break: bool,
    has_double_break: bool,
    /// Ascending. A list rather than a set, which would cost the page a kilobyte.
    ids: Vec<String>,
    waiting_ids: Vec<String>,
    noscripts: usize,
    last_image: String,
}

/// What an open source element has to undo at its end.
#[derive(Debug)]
enum Frame {
    Nothing,
    /// Content that stands apart from what follows, within a leaf.
    Line,
    Leaf,
    Inline,
    /// The output is closed down to this many elements.
    Container(usize),
    Math,
    Noscript,
}

impl TreeBuilder {
    /// A builder with nothing in it.
    pub fn new(policy: Policy) -> Self {
        TreeBuilder {
            policy,
            losses: Losses::default(),
            frames: Vec::new(),
            skipped: 0,
            player: None,
            math: Vec::new(),
            outs: vec![Open::new(Tag::Div, Vec::new())],
            leaf: None,
            hints: vec![None],
            inlines: Vec::new(),
            open_inlines: 0,
            copies_left: 1000,
            edge: Edge::Start,
            has_space: false,
            has_break: false,
            has_double_break: false,
            ids: Vec::new(),
            waiting_ids: Vec::new(),
            noscripts: 0,
            last_image: String::new(),
        }
    }

    /// An element begins. Names in any case; of elements in a namespace the local name.
    pub fn start<N: AsRef<str>, V: AsRef<str>>(
        &mut self,
        name: &str,
        attributes: impl IntoIterator<Item = (N, V)>,
    ) {
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        let mut source = Source::default();
        for (name, value) in attributes {
            if source.offer(name.as_ref(), value.as_ref()) {
                self.losses.add(report::EVENT_HANDLER);
            }
        }
        self.start_element(&name.to_ascii_lowercase(), &source);
    }

    /// Text, with its character references already decoded.
    pub fn text(&mut self, text: &str) {
        if self.skipped == 0 && self.player.is_none() {
            self.push_text(text);
        }
    }

    /// The innermost open element ends.
    pub fn end(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
        } else if self.player.is_some() {
            self.end_in_player();
        } else {
            match self.frames.pop() {
                None | Some(Frame::Nothing) => {}
                Some(Frame::Line) => self.break_line(),
                Some(Frame::Leaf) => self.end_leaf(),
                Some(Frame::Inline) => self.end_inline(),
                Some(Frame::Container(depth)) => self.end_container(depth),
                Some(Frame::Math) => self.end_math(),
                Some(Frame::Noscript) => self.noscripts -= 1,
            }
        }
    }

    /// The tree, everything that is still open closed.
    pub fn finish(mut self) -> Cleaned {
        self.skipped = 0;
        while self.player.is_some() || !self.frames.is_empty() {
            self.end();
        }
        self.close_to(1);
        let root = self.outs.pop();
        Cleaned {
            document: Document {
                nodes: root.map_or(Vec::new(), |root| root.children),
            },
            dropped: self.losses.0,
        }
    }

    fn start_element(&mut self, name: &str, source: &Source) {
        if self.player.is_some() {
            return self.start_in_player(name, source);
        }
        self.copies_left = self.copies_left.saturating_add(4);
        let (name, rule) = rule::find(name);
        if matches!(rule, Rule::Drop | Rule::Ignore) {
            if rule == Rule::Drop {
                self.losses.add(name);
            }
            self.skipped = 1;
            return;
        }
        if !self.math.is_empty() {
            return self.start_in_math(rule, source);
        }
        match rule {
            Rule::Drop | Rule::Ignore => {}
            Rule::Keep(tag) => self.start_kept(tag, source),
            Rule::Block => self.start_block(source),
            Rule::Unwrap => self.start_unwrapped(source),
            Rule::Image => {
                self.push_image(source);
                self.frames.push(Frame::Nothing);
            }
            Rule::Media(kind) => self.start_player(kind, source),
            Rule::Noscript => {
                self.noscripts += 1;
                self.frames.push(Frame::Noscript);
            }
        }
    }

    fn start_kept(&mut self, tag: Tag, source: &Source) {
        match tag.content() {
            Content::Leaf => self.start_leaf(tag, source),
            Content::Inline => self.start_inline(tag, source),
            Content::Math => self.start_math(tag, source),
            Content::Empty => {
                match tag {
                    Tag::Br => self.push_break(),
                    Tag::Hr => self.push_rule(),
                    _ => self.push_break_opportunity(),
                }
                self.frames.push(Frame::Nothing);
            }
            _ => self.start_container(tag, source),
        }
    }

    /// A block whose element says nothing: its content stands apart, and that is all. One that
    /// says in which language or direction it is written stays.
    fn start_block(&mut self, source: &Source) {
        let attributes = source.cleaned(Tag::Div);
        let says = |(name, _): &(Attribute, String)| *name != Attribute::Title;
        if self.leaf_frame().is_none() && attributes.iter().any(says) {
            return self.start_container(Tag::Div, source);
        }
        self.start_leaf(Tag::P, &Source::default());
        if let Some(id) = self.own_id(source) {
            self.push_anchor(id);
        }
    }

    fn start_unwrapped(&mut self, source: &Source) {
        self.frames.push(Frame::Nothing);
        if let Some(id) = self.own_id(source) {
            self.push_anchor(id);
        }
    }

    /// The id of a source element, if it is usable and new.
    fn own_id(&mut self, source: &Source) -> Option<String> {
        let id = prefixed_id(source.get("id")?)?;
        self.take_id(&id).then_some(id)
    }

    /// Whether the id is new, and there are not too many; it is taken then.
    fn take_id(&mut self, id: &str) -> bool {
        let Err(at) = self.ids.binary_search_by(|taken| taken.as_str().cmp(id)) else {
            return false;
        };
        let is_room = self.ids.len() < MAX_IDS;
        if is_room {
            self.ids.insert(at, id.to_owned());
        }
        is_room
    }

    /// A place that something may link to: an empty `span` in the line, or the id of the next
    /// leaf.
    fn push_anchor(&mut self, id: String) {
        if self.leaf.is_some() && !self.is_leaf_done() {
            self.open_inlines();
            self.append(anchor(id));
        } else {
            self.wait_with_id(id);
        }
    }

    fn wait_with_id(&mut self, id: String) {
        if self.waiting_ids.len() < MAX_WAITING_IDS {
            self.waiting_ids.push(id);
        }
    }

    /// Appends to the innermost open element; texts side by side become one.
    fn append(&mut self, node: Node) {
        if let Some(open) = self.outs.last_mut() {
            open.append(node);
        }
    }
}

fn anchor(id: String) -> Node {
    let mut open = Open::new(Tag::Span, Vec::new());
    open.attributes.push((Attribute::Id, id));
    open.into_node()
}
