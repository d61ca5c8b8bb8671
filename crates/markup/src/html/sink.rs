//! What tree does the parser build?
//!
//! All nodes stand in one list and name each other by position, so that a tree of any depth is
//! walked and dropped without recursion.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, QualName, local_name, ns};

/// What a node is.
#[derive(Debug)]
pub(crate) enum Data {
    /// An element, with the attributes that it has.
    Element {
        name: Box<str>,
        attributes: Vec<(Box<str>, StrTendril)>,
    },
    Text(String),
    /// The document, a comment, or the content of a template.
    Other,
}

#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) data: Data,
    pub(crate) parent: Option<usize>,
    pub(crate) first_child: Option<usize>,
    last_child: Option<usize>,
    pub(crate) next: Option<usize>,
    previous: Option<usize>,
}

/// All nodes; the first is the document.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    element_count: usize,
    /// Whether nesting was cut.
    pub(crate) is_cut: bool,
}

impl Tree {
    /// The element that holds the fragment.
    pub(crate) fn root(&self) -> Option<usize> {
        self.nodes.first()?.first_child
    }

    fn add(&mut self, data: Data) -> usize {
        self.nodes.push(Node {
            data,
            parent: None,
            first_child: None,
            last_child: None,
            next: None,
            previous: None,
        });
        self.nodes.len() - 1
    }

    fn detach(&mut self, at: usize) {
        let Node {
            parent,
            next,
            previous,
            ..
        } = self.nodes[at];
        let Some(parent) = parent else { return };
        match previous {
            Some(previous) => self.nodes[previous].next = next,
            None => self.nodes[parent].first_child = next,
        }
        match next {
            Some(next) => self.nodes[next].previous = previous,
            None => self.nodes[parent].last_child = previous,
        }
        let node = &mut self.nodes[at];
        (node.parent, node.next, node.previous) = (None, None, None);
    }

    /// Puts a node before another, or last.
    fn insert(&mut self, parent: usize, before: Option<usize>, child: NodeOrText<Handle>) {
        let previous = match before {
            Some(before) => self.nodes[before].previous,
            None => self.nodes[parent].last_child,
        };
        let at = match child {
            NodeOrText::AppendNode(handle) => {
                self.detach(handle.at);
                handle.at
            }
            NodeOrText::AppendText(text) => {
                if let Some(previous) = previous
                    && let Data::Text(last) = &mut self.nodes[previous].data
                {
                    last.push_str(&text);
                    return;
                }
                self.add(Data::Text(text.to_string()))
            }
        };
        // Detaching may have moved the neighbour.
        let previous = match before {
            Some(before) => self.nodes[before].previous,
            None => self.nodes[parent].last_child,
        };
        let node = &mut self.nodes[at];
        (node.parent, node.previous, node.next) = (Some(parent), previous, before);
        match previous {
            Some(previous) => self.nodes[previous].next = Some(at),
            None => self.nodes[parent].first_child = Some(at),
        }
        match before {
            Some(before) => self.nodes[before].previous = Some(at),
            None => self.nodes[parent].last_child = Some(at),
        }
    }
}

/// A node of the tree, as the parser knows it.
#[derive(Clone, Debug)]
pub(crate) struct Handle {
    at: usize,
    name: Rc<QualName>,
}

/// Collects what the parser builds.
#[derive(Debug)]
pub(crate) struct Sink {
    tree: RefCell<Tree>,
    /// The name of what has none.
    no_name: Rc<QualName>,
}

impl Default for Sink {
    fn default() -> Self {
        let mut tree = Tree::default();
        tree.add(Data::Other);
        Sink {
            tree: RefCell::new(tree),
            no_name: Rc::new(QualName::new(None, ns!(), local_name!(""))),
        }
    }
}

impl Sink {
    pub(crate) fn element_count(&self) -> usize {
        self.tree.borrow().element_count
    }

    fn other(&self) -> Handle {
        Handle {
            at: self.tree.borrow_mut().add(Data::Other),
            name: Rc::clone(&self.no_name),
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle {
            at: 0,
            name: Rc::clone(&self.no_name),
        }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        let attributes = attrs.into_iter().map(|attribute| {
            let prefix = attribute.name.prefix.as_deref();
            let local = &*attribute.name.local;
            let name = prefix.map_or(local.into(), |prefix| format!("{prefix}:{local}").into());
            (name, attribute.value)
        });
        let data = Data::Element {
            name: (*name.local).into(),
            attributes: attributes.collect(),
        };
        let mut tree = self.tree.borrow_mut();
        tree.element_count += 1;
        Handle {
            at: tree.add(data),
            name: Rc::new(name),
        }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        self.other()
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        self.other()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.tree.borrow_mut().insert(parent.at, None, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let has_parent = self.tree.borrow().nodes[element.at].parent.is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// What a template holds is dropped; it needs a place all the same.
    fn get_template_contents(&self, _target: &Handle) -> Handle {
        self.other()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.at == y.at
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        if let Some(parent) = tree.nodes[sibling.at].parent {
            tree.insert(parent, Some(sibling.at), child);
        }
    }

    fn add_attrs_if_missing(&self, _target: &Handle, _attrs: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.at);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.nodes[node.at].first_child {
            let name = Rc::clone(&self.no_name);
            let child = NodeOrText::AppendNode(Handle { at: child, name });
            tree.insert(new_parent.at, None, child);
        }
    }
}
