//! What does an article say, as plain text? What is indexed and what a card starts with.

use std::borrow::Cow;

use backfile_model::Body;

/// Gives the text of a body.
pub(crate) type TextOf = fn(&Body) -> Cow<'_, str>;

/// The text of a body: its own plain text, else that of its HTML.
pub fn of_body(body: &Body) -> Cow<'_, str> {
    match (&body.text, &body.html) {
        (Some(text), _) if !text.trim().is_empty() => Cow::Borrowed(text),
        (_, Some(html)) => Cow::Owned(backfile_markup::html::parse(html).text()),
        _ => Cow::Borrowed(""),
    }
}
