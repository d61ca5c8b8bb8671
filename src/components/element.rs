//! An element with attributes, listeners, a key or a reference, made step by step.
//!
//! ```text
//! Element::new("a", attributes! { "href": address, "class": "page" }).holding(text("3"))
//! ```
//!
//! Says what `html!` says; but that writes every field of an element anew wherever it stands, and
//! makes a type of its own of each listener. Names of attributes are one list for all elements that
//! are made in the same place, so drawing again compares values alone.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VNode, VTag};

/// Attributes: names, and what they say ([`Said`]). They are written in this order.
macro_rules! attributes {
    ($($name:literal: $said:expr),* $(,)?) => {
        yew::virtual_dom::Attributes::Dynamic {
            keys: &[$($name),*],
            values: Box::new([$($crate::components::Said::said($said)),*]),
        }
    };
}
pub(crate) use attributes;

/// What an attribute can say; nothing leaves it out.
pub trait Said {
    /// The value of the attribute.
    fn said(self) -> Option<AttributeOrProperty>;
}

impl Said for AttrValue {
    fn said(self) -> Option<AttributeOrProperty> {
        // Not `Static`, which Yew leaves out where it writes HTML.
        Some(AttributeOrProperty::Attribute(self))
    }
}

impl Said for &'static str {
    fn said(self) -> Option<AttributeOrProperty> {
        AttrValue::Static(self).said()
    }
}

impl Said for String {
    fn said(self) -> Option<AttributeOrProperty> {
        AttrValue::from(self).said()
    }
}

/// `true` or `false`, as attributes of `aria-` and `data-` say it.
impl Said for bool {
    fn said(self) -> Option<AttributeOrProperty> {
        if self { "true" } else { "false" }.said()
    }
}

impl<T: Said> Said for Option<T> {
    fn said(self) -> Option<AttributeOrProperty> {
        self.and_then(Said::said)
    }
}

/// An element in the making.
pub struct Element(VTag);

impl Element {
    /// An element with attributes and nothing inside.
    pub fn new(name: &'static str, attributes: Attributes) -> Element {
        let mut tag = VTag::new(name);
        tag.attributes = attributes;
        Element(tag)
    }

    /// What tells it from its neighbors in a list.
    pub fn keyed(mut self, key: &str) -> Element {
        self.0.key = Some(Key::from(key));
        self
    }

    /// Gives the element of the page to a reference.
    pub fn known_as(mut self, node: &NodeRef) -> Element {
        self.0.node_ref = node.clone();
        self
    }

    /// Listens to events of a kind.
    pub fn on<E: JsCast + 'static>(mut self, kind: ListenerKind, heard: Callback<E>) -> Element {
        self.0.add_listener(Rc::new(Ear { kind, heard }));
        self
    }

    /// What stands in an input.
    pub fn valued(mut self, value: &str) -> Element {
        self.0.set_value(value.to_owned());
        self
    }

    /// Whether a box is ticked.
    pub fn checked(mut self, is_checked: bool) -> Element {
        self.0.set_checked(is_checked);
        self
    }

    /// The element with what is inside.
    pub fn holding(mut self, inside: Html) -> Html {
        if let Some(children) = self.0.children_mut() {
            *children = inside;
        }
        self.done()
    }

    /// The element with nothing inside.
    pub fn done(self) -> Html {
        VNode::from(self.0)
    }
}

/// A listener. It may forbid what the browser would do.
struct Ear<E> {
    kind: ListenerKind,
    heard: Callback<E>,
}

impl<E: JsCast + 'static> Listener for Ear<E> {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }

    fn handle(&self, event: Event) {
        // The browser makes events of a kind of one class.
        self.heard.emit(event.unchecked_into());
    }

    fn passive(&self) -> bool {
        false
    }
}
