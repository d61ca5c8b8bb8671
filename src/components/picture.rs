//! A picture in an article. One that takes a request is fetched only when the reader asks.

use backfile_markup::{Image, ImageSource};
use backfile_viewer::labels::{fill, labels};
use backfile_viewer::select::article::host_of;
use yew::prelude::*;

use super::{button, words};

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
        return html! {
            <img class="picture" src={image.src.clone()} alt={image.alt.clone()} title={image.title.clone()}
                width={image.width.map(|width| width.to_string())}
                height={image.height.map(|height| height.to_string())}
                decoding="async" referrerpolicy="no-referrer"
                onerror={Callback::from(move |_: Event| refuse.set(true))} />
        };
    }
    let ask = is_asked.setter();
    let host = host_of(&image.src).unwrap_or("…").to_owned();
    html! {
        <span class="picture-place">
            if !image.alt.is_empty() {
                { words("span", "picture-alt", &fill(labels().picture, &[("alt", &image.alt)])) }
            }
            if *is_refused {
                { words("span", "", labels().picture_refused) }
            }
            if *is_refused && image.source() == ImageSource::Remote {
                <a class="button" href={image.src.clone()} target="_blank" rel="external noopener noreferrer">
                    { fill(labels().open_picture, &[("host", &host)]) }
                </a>
            } else if !*is_refused {
                { button("button", &fill(labels().load_picture, &[("host", &host)]),
                    Callback::from(move |_: MouseEvent| ask.set(true))) }
            }
        </span>
    }
}
