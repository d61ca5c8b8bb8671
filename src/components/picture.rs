//! A picture in an article. One that takes a request is fetched only when the reader asks.

use backfile_markup::{Image, ImageSource};
use backfile_viewer::labels::{fill, labels};
use backfile_viewer::select::article::host_of;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use super::{Element, attributes, button, many, tag, text, words};
use crate::hooks::use_kept;

/// Whether a request of the reader's can succeed at all. The policy of a file and of a hosted archive
/// lets nothing in from elsewhere, whatever is asked; a page of others may.
const CAN_ASK: bool = cfg!(any(feature = "feed", feature = "element"));

/// See [`Picture`].
#[derive(Clone, PartialEq, Properties)]
pub struct PictureProps {
    /// The picture.
    pub image: Image,
}

/// The picture, or a button that loads it and says from where, or a link where it cannot be loaded.
#[component]
pub fn Picture(props: &PictureProps) -> Html {
    let image = &props.image;
    let (asked, refused) = (use_kept(|| false), use_kept(|| false));
    let (is_asked, is_refused) = (asked.get(), refused.get());
    if (!image.remote || is_asked) && !is_refused {
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
        let on_error = Callback::from(move |_: Event| refused.set(true));
        let picture = Element::new("img", attributes);
        return picture.on(ListenerKind::onerror, on_error).done();
    }
    let host = host_of(&image.src).unwrap_or("…").to_owned();
    let (mut alt, mut why, mut way) = (Html::default(), Html::default(), Html::default());
    if !image.alt.is_empty() {
        let told = fill(labels().picture, &[("alt", &image.alt)]);
        alt = words("span", "picture-alt", &told);
    }
    if is_refused {
        why = words("span", "", labels().picture_refused);
    }
    if (is_refused || !CAN_ASK) && image.source() == ImageSource::Remote {
        let attributes = attributes! {
            "href": image.src.clone(),
            "target": "_blank",
            "rel": "external noopener noreferrer",
            "class": "button",
        };
        let label = fill(labels().open_picture, &[("host", &host)]);
        way = Element::new("a", attributes).holding(text(&label));
    } else if !is_refused {
        let label = fill(labels().load_picture, &[("host", &host)]);
        let on_ask = Callback::from(move |_: MouseEvent| asked.set(true));
        way = button("button", &label, on_ask);
    }
    tag("span", "picture-place", many([alt, why, way]))
}
