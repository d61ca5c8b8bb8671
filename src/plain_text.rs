//! What does an article say, as plain text? For snippets, and for an index made in the browser.

use std::borrow::Cow;

use backfile_markup::stripped;
use backfile_model::Body;

/// The text of a body: its own plain text, or its HTML without the tags.
pub(crate) fn of_body(body: &Body) -> Cow<'_, str> {
    match (&body.text, &body.html) {
        (Some(text), _) if !text.trim().is_empty() => Cow::Borrowed(text),
        (_, Some(html)) => Cow::Owned(stripped(html)),
        _ => Cow::Borrowed(""),
    }
}
