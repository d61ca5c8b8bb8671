//! Elements made by calling a function.
//!
//! Most elements are a name, a class and what is inside, or a link or a button with a text. What
//! has more attributes or listeners is an [`Element`]. `html!` writes every field of every element
//! where it stands, some 300 bytes of program each: it is left for components.

use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, ListenerKind, VList, VText};

use super::element::{Element, Said, attributes};

/// An element with a class and one node inside; an empty class is left out.
pub fn tag(name: &'static str, class: &'static str, inside: Html) -> Html {
    let attributes = if class.is_empty() {
        Attributes::default()
    } else {
        attributes! { "class": class }
    };
    Element::new(name, attributes).holding(inside)
}

/// What stands between head and foot: the page's main part; in a page of others, which has its own,
/// a part of no name.
const MAIN: &str = if cfg!(feature = "element") {
    "div"
} else {
    "main"
};

/// The main part of a view; `root`, where there is one, is given its element.
pub fn content(class: &'static str, root: Option<&NodeRef>, inside: Html) -> Html {
    let attributes = attributes! { "id": "content", "tabindex": "-1", "class": class };
    let mut main = Element::new(MAIN, attributes);
    if let Some(root) = root {
        main = main.known_as(root);
    }
    main.holding(inside)
}

/// A link to a place of the app.
pub fn link(class: &'static str, href: String, inside: Html) -> Html {
    let attributes = attributes! { "href": href, "class": given(class) };
    Element::new("a", attributes).holding(inside)
}

/// A button with a text.
pub fn button(class: &'static str, label: &str, onclick: Callback<MouseEvent>) -> Html {
    let attributes = attributes! { "type": "button", "class": given(class) };
    pressed(attributes, onclick, text(label))
}

/// A button with attributes of its own.
pub(super) fn pressed(attributes: Attributes, onclick: Callback<MouseEvent>, inside: Html) -> Html {
    let button = Element::new("button", attributes);
    button.on(ListenerKind::onclick, onclick).holding(inside)
}

/// A column of a chart: a rectangle that stands at the foot of a height of a hundred.
pub(super) fn column(class: &'static str, percent: u32) -> Html {
    let attributes = attributes! {
        "x": "0",
        "width": "10",
        "y": (100 - percent).to_string(),
        "height": percent.to_string(),
        "class": class,
    };
    Element::new("rect", attributes).done()
}

/// An entry of a `<select>`. It is chosen by its property: the attribute counts no more once the
/// reader has chosen by hand.
pub(super) fn option(value: String, label: &str, is_chosen: bool) -> Html {
    let values = [
        value.said(),
        Some(AttributeOrProperty::Property(is_chosen.into())),
    ];
    let attributes = Attributes::Dynamic {
        keys: &["value", "selected"],
        values: Box::new(values),
    };
    Element::new("option", attributes).holding(text(label))
}

/// A text in an element.
pub fn words(name: &'static str, class: &'static str, inside: &str) -> Html {
    tag(name, class, text(inside))
}

/// A sign that is seen, and not heard.
pub(super) fn sign(class: &'static str, sign: &'static str) -> Html {
    let attributes = attributes! { "aria-hidden": "true", "class": given(class) };
    Element::new("span", attributes).holding(text(sign))
}

/// A text.
pub fn text(text: &str) -> Html {
    VText::new(text.to_owned()).into()
}

/// Nodes side by side.
pub fn many(nodes: impl Into<Vec<Html>>) -> Html {
    VList::with_children(nodes.into(), None).into()
}

/// As many nodes as there are, such as the entries of a list. What it does is compiled once, not for
/// every kind of iterator as `collect` is.
pub fn series(nodes: impl IntoIterator<Item = Html>) -> Html {
    fn all(next: &mut dyn FnMut() -> Option<Html>) -> Html {
        let mut nodes = Vec::new();
        while let Some(node) = next() {
            nodes.push(node);
        }
        many(nodes)
    }
    let mut nodes = nodes.into_iter();
    all(&mut || nodes.next())
}

/// A class; an empty one is left out.
fn given(class: &'static str) -> Option<&'static str> {
    (!class.is_empty()).then_some(class)
}
