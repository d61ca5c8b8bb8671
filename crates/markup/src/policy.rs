//! What may a caller choose about sanitising?
//!
//! The allow-lists themselves are fixed ([`crate::Tag`], [`crate::Attribute`]): no choice here
//! makes a tree unsafe.

/// How source HTML is read. `Policy::default()` is right where nothing is known about its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The public address of the page that the HTML stood on (http or https). Relative addresses
    /// are made absolute against it, and links into that page itself become fragment links.
    /// Without it they stay as they are.
    pub base_url: Option<String>,
    /// Whether images are kept; without them their alternative text stands in the line.
    pub images: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Policy {
            base_url: None,
            images: true,
        }
    }
}
