//! Here is HTML as text: what is the safe tree? (feature `html`)
//!
//! html5ever parses it as browsers do (a fragment within `body`, scripts off, so that documents
//! and fragments are both welcome), and its tree is fed to the [`TreeBuilder`]. Two guards keep
//! hostile input cheap: nesting is cut in the parser already, since the parser's own searches are
//! as long as the nesting is deep; and input that makes the parser repeat formatting without end
//! is read again without formatting.

pub(crate) mod guard;
pub(crate) mod sink;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder as Parser, TreeBuilderOpts, create_element};
use html5ever::{QualName, local_name, ns};

use crate::builder::TreeBuilder;
use crate::node::Document;
use crate::policy::Policy;
use crate::report::{self, Cleaned};
use guard::{Formatting, Guard};
use sink::{Data, Sink, Tree};

/// Input is given to the tokenizer in pieces of this many bytes.
const PIECE_BYTES: usize = 1 << 20;

/// Reads untrusted HTML.
pub fn parse(html: &str) -> Document {
    parse_with_report(html, &Policy::default()).document
}

/// Reads untrusted HTML by this policy, and says what was lost.
pub fn parse_with_report(html: &str, policy: &Policy) -> Cleaned {
    let mut cut = false;
    let tree = read(html, Formatting::Kept).unwrap_or_else(|| {
        cut = true;
        read(html, Formatting::Dropped).unwrap_or_default()
    });
    let mut builder = TreeBuilder::new(policy.clone());
    feed(&tree, &mut builder);
    let mut cleaned = builder.finish();
    let mut losses = report::Losses(std::mem::take(&mut cleaned.dropped));
    if tree.is_cut {
        losses.add(report::DEEP);
    }
    if cut {
        losses.add(report::FORMATTING);
    }
    cleaned.dropped = losses.0;
    cleaned
}

/// The parser's tree; none if it grew out of proportion to the input.
pub(crate) fn read(html: &str, formatting: Formatting) -> Option<Tree> {
    let sink = Sink::default();
    let body = QualName::new(None, ns!(html), local_name!("body"));
    let context = create_element(&sink, body, Vec::new());
    let options = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let parser = Parser::new_for_fragment(sink, context, None, options);
    let guard = Guard::new(parser, formatting);
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut rest = html;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE_BYTES));
        rest = after;
        input.push_back(StrTendril::from_slice(piece));
        // It stops at each script, which is not run.
        while !input.is_empty() {
            let _ = tokenizer.feed(&input);
        }
    }
    tokenizer.end();
    tokenizer.sink.finish()
}

/// Walks the parser's tree without recursion: it may be deeper than the stack.
fn feed(tree: &Tree, builder: &mut TreeBuilder) {
    let Some(root) = tree.root() else { return };
    let mut next = tree.nodes[root].first_child;
    while let Some(at) = next {
        let node = &tree.nodes[at];
        match &node.data {
            Data::Text(text) => builder.text(text),
            Data::Element { name, attributes } => {
                let pairs = attributes.iter().map(|(name, value)| (&**name, &**value));
                builder.start(name, pairs);
            }
            Data::Other => {}
        }
        next = node.first_child;
        let mut up = at;
        while next.is_none() && up != root {
            if matches!(tree.nodes[up].data, Data::Element { .. }) {
                builder.end();
            }
            next = tree.nodes[up].next;
            up = tree.nodes[up].parent.unwrap_or(root);
        }
    }
}
