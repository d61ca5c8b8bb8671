//! What keeps the parser's work in proportion to its input?
//!
//! A guard stands between tokenizer and tree construction and leaves out start tags: all that
//! nest while the parser is nested too deep, and all formatting when told to.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{Tracer, TreeBuilder, TreeSink};

use super::sink::{Handle, Sink, Tree};

/// The parser may have so many elements open or waiting to be reopened. Far more than the output
/// can use.
const MAX_OPEN: usize = 320;
/// How many start tags come between two counts of them.
const COUNT_EVERY: usize = 32;
/// The parser may make so many elements per start tag, beside a fixed allowance.
const MAX_GROWTH: usize = 24;
const GROWTH_ALLOWANCE: usize = 20_000;

/// Whether formatting elements, which the parser reopens in every paragraph, are read.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Formatting {
    Kept,
    Dropped,
}

pub(super) struct Guard {
    parser: TreeBuilder<Handle, Sink>,
    formatting: Formatting,
    starts: Cell<usize>,
    since_count: Cell<usize>,
    is_full: Cell<bool>,
    is_cut: Cell<bool>,
    is_runaway: Cell<bool>,
}

impl Guard {
    pub(super) fn new(parser: TreeBuilder<Handle, Sink>, formatting: Formatting) -> Self {
        Guard {
            parser,
            formatting,
            starts: Cell::new(0),
            since_count: Cell::new(0),
            is_full: Cell::new(false),
            is_cut: Cell::new(false),
            is_runaway: Cell::new(false),
        }
    }

    /// The tree; none if reading was given up.
    pub(super) fn finish(self) -> Option<Tree> {
        if self.is_runaway.get() {
            return None;
        }
        let mut tree = self.parser.sink.finish();
        tree.is_cut = self.is_cut.get();
        Some(tree)
    }

    fn lets_through(&self, tag: &Tag) -> bool {
        if self.formatting == Formatting::Dropped && is_formatting(&tag.name) {
            return false;
        }
        if tag.kind == TagKind::EndTag {
            return true;
        }
        self.starts.set(self.starts.get() + 1);
        let limit = self.starts.get() * MAX_GROWTH + GROWTH_ALLOWANCE;
        if self.formatting == Formatting::Kept && self.parser.sink.element_count() > limit {
            self.is_runaway.set(true);
        }
        if self.is_full.get() && !is_shallow(&tag.name) {
            self.is_cut.set(true);
            return false;
        }
        true
    }

    fn count_open(&self) {
        self.since_count.set(self.since_count.get() + 1);
        if self.since_count.get() >= COUNT_EVERY {
            self.since_count.set(0);
            let counter = Counter(Rc::default());
            self.parser.trace_handles(&counter);
            self.is_full.set(counter.0.take() > MAX_OPEN);
        }
    }
}

impl TokenSink for Guard {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        if self.is_runaway.get() {
            return TokenSinkResult::Continue;
        }
        if let Token::TagToken(tag) = &token {
            self.count_open();
            if !self.lets_through(tag) {
                return TokenSinkResult::Continue;
            }
        }
        self.parser.process_token(token, line)
    }

    fn end(&self) {
        self.parser.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.parser
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

struct Counter(Rc<RefCell<usize>>);

impl Tracer for Counter {
    type Handle = Handle;

    fn trace_handle(&self, _node: &Handle) {
        *self.0.borrow_mut() += 1;
    }
}

/// The formatting elements of the HTML standard.
fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

/// Elements that hold no elements, and so nest nothing; some of them change how text is read.
fn is_shallow(name: &str) -> bool {
    matches!(
        name,
        "br" | "hr"
            | "iframe"
            | "img"
            | "input"
            | "noembed"
            | "noframes"
            | "plaintext"
            | "script"
            | "style"
            | "textarea"
            | "title"
            | "wbr"
            | "xmp"
    )
}
