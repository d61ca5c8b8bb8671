//! Elements made by calling a function.
//!
//! `html!` writes every field of every element where it stands: some 200 bytes of program each, 300
//! with what joins its children. Most elements are a name, a class and what is inside; made by one
//! function they take a sixth of that. What has listeners, references or more attributes is
//! written with `html!`, and both go into each other.

use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VList, VTag, VText};

/// An element with a class and one node inside; an empty class is left out.
pub fn tag(name: &'static str, class: &'static str, inside: Html) -> Html {
    if class.is_empty() {
        return with(name, Attributes::default(), inside);
    }
    let values = Box::new([Some(fixed(class))]);
    let attributes = Attributes::Dynamic {
        keys: &["class"],
        values,
    };
    with(name, attributes, inside)
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
    let mut main = VTag::new(MAIN);
    let values = ["content", "-1", class].map(|value| Some(fixed(value)));
    main.attributes = Attributes::Dynamic {
        keys: &["id", "tabindex", "class"],
        values: Box::new(values),
    };
    if let Some(root) = root {
        main.node_ref = root.clone();
    }
    main.add_child(inside);
    main.into()
}

/// A link to a place of the app.
pub fn link(class: &'static str, href: String, inside: Html) -> Html {
    let class = (!class.is_empty()).then(|| fixed(class));
    let href = AttributeOrProperty::Attribute(href.into());
    let attributes = Attributes::Dynamic {
        keys: &["href", "class"],
        values: Box::new([Some(href), class]),
    };
    with("a", attributes, inside)
}

/// A button with a text.
pub fn button(class: &'static str, label: &str, onclick: Callback<MouseEvent>) -> Html {
    let mut button = html! { <button {onclick}>{ text(label) }</button> };
    // Set here, as `html!` makes a set of hashed names of a class that is given as a value.
    if let Html::VTag(tag) = &mut button
        && let Some(tag) = Rc::get_mut(tag)
    {
        let class = (!class.is_empty()).then(|| fixed(class));
        tag.attributes = Attributes::Dynamic {
            keys: &["type", "class"],
            values: Box::new([Some(fixed("button")), class]),
        };
    }
    button
}

/// A column of a chart: a rectangle that stands at the foot of a height of a hundred.
pub(super) fn column(class: &'static str, percent: u32) -> Html {
    let values = [
        AttrValue::Static("0"),
        AttrValue::Static("10"),
        (100 - percent).to_string().into(),
        percent.to_string().into(),
        AttrValue::Static(class),
    ];
    let attributes = Attributes::Dynamic {
        keys: &["x", "width", "y", "height", "class"],
        values: Box::new(values.map(|value| Some(AttributeOrProperty::Attribute(value)))),
    };
    with("rect", attributes, Html::default())
}

/// An entry of a `<select>`. It is chosen by its property: the attribute counts no more once the
/// reader has chosen by hand.
pub(super) fn option(value: String, label: &str, is_chosen: bool) -> Html {
    let values = [
        AttributeOrProperty::Attribute(value.into()),
        AttributeOrProperty::Property(is_chosen.into()),
    ];
    let attributes = Attributes::Dynamic {
        keys: &["value", "selected"],
        values: Box::new(values.map(Some)),
    };
    with("option", attributes, text(label))
}

/// A text in an element.
pub fn words(name: &'static str, class: &'static str, inside: &str) -> Html {
    tag(name, class, text(inside))
}

/// A text.
pub fn text(text: &str) -> Html {
    VText::new(text.to_owned()).into()
}

/// Nodes side by side.
pub fn many<const COUNT: usize>(nodes: [Html; COUNT]) -> Html {
    VList::with_children(nodes.into(), None).into()
}

/// Not `Static`, which Yew leaves out where it writes HTML.
fn fixed(value: &'static str) -> AttributeOrProperty {
    AttributeOrProperty::Attribute(AttrValue::Static(value))
}

fn with(name: &'static str, attributes: Attributes, inside: Html) -> Html {
    let mut tag = VTag::new(name);
    tag.attributes = attributes;
    tag.add_child(inside);
    tag.into()
}
