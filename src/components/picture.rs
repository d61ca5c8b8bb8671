//! A picture in an article. One that takes a request is fetched only when the reader asks.

use backfile_markup::{Image, ImageSource};
use backfile_viewer::labels::{fill, labels};
use backfile_viewer::select::article::host_of;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use super::{Element, attributes, button, many, tag, text, words};

/// See [`Picture`].
#[derive(Clone, PartialEq, Properties)]
pub struct PictureProps {
    /// The picture.
    pub image: Image,
}

/// The picture, or a button that loads it and says from where.
#[component]
pub fn Picture(props: &PictureProps) -> Html {
    let image = &props.image;
    let is_asked = use_state_eq(|| false);
    let is_refused = use_state_eq(|| false);
    if (!image.remote || *is_asked) && !*is_refused {
        let refuse = is_refused.setter();
        let attributes = attributes! {
            "src": image.src.clone(),
            "alt": image.alt.clone(),
            "title": image.title.clone(),
            "width": image.width.map(|width| width.to_string()),
            "height": image.height.map(|height| height.to_string()),
            "decoding": "async",
            "referrerpolicy": "no-referrer",
            "class": "picture",
        };
        let on_error = Callback::from(move |_: Event| refuse.set(true));
        let picture = Element::new("img", attributes);
        return picture.on(ListenerKind::onerror, on_error).done();
    }
    let ask = is_asked.setter();
    let host = host_of(&image.src).unwrap_or("…").to_owned();
    let (mut alt, mut refused, mut way) = (Html::default(), Html::default(), Html::default());
    if !image.alt.is_empty() {
        let told = fill(labels().picture, &[("alt", &image.alt)]);
        alt = words("span", "picture-alt", &told);
    }
    if *is_refused {
        refused = words("span", "", labels().picture_refused);
    }
    if *is_refused && image.source() == ImageSource::Remote {
        let attributes = attributes! {
            "href": image.src.clone(),
            "target": "_blank",
            "rel": "external noopener noreferrer",
            "class": "button",
        };
        let label = fill(labels().open_picture, &[("host", &host)]);
        way = Element::new("a", attributes).holding(text(&label));
    } else if !*is_refused {
        let label = fill(labels().load_picture, &[("host", &host)]);
        let on_ask = Callback::from(move |_: MouseEvent| ask.set(true));
        way = button("button", &label, on_ask);
    }
    tag("span", "picture-place", many([alt, refused, way]))
}
