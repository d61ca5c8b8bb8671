//! What was lost on the way?

use crate::node::Document;

/// A safe tree, with what the source lost to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// The safe tree.
    pub document: Document,
    /// What is not in it, in order of first sight. Style sheets and attributes that only a style
    /// sheet or script could use are not counted.
    pub dropped: Vec<Dropped>,
}

/// One kind of loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// What was dropped: an element name (`script`), or words (`unsafe link`, `frame made a link`).
    pub what: &'static str,
    /// How often.
    pub count: u32,
}

pub(crate) const DEEP: &str = "deep nesting";
pub(crate) const EVENT_HANDLER: &str = "event handler";
pub(crate) const FORMATTING: &str = "repeated formatting";
pub(crate) const MEDIA: &str = "player or frame made a link";
pub(crate) const EMPTY_MEDIA: &str = "player or frame without a safe address";
pub(crate) const TRACKER: &str = "tracking image";
pub(crate) const UNSAFE_IMAGE: &str = "unsafe image address";
pub(crate) const UNSAFE_LINK: &str = "unsafe link address";

/// Counts losses. The number of kinds is small and fixed, so a list is enough.
#[derive(Debug, Default)]
pub(crate) struct Losses(pub(crate) Vec<Dropped>);

impl Losses {
    pub(crate) fn add(&mut self, what: &'static str) {
        match self.0.iter_mut().find(|dropped| dropped.what == what) {
            Some(dropped) => dropped.count = dropped.count.saturating_add(1),
            None => self.0.push(Dropped { what, count: 1 }),
        }
    }
}
