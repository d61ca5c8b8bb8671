//! What are the names in the format? The members of a feed and of an item, in the order in which
//! they are written, and the version of our extension.
//!
//! `read` and `write` stand on these names; a change of what they mean raises
//! [`FORMAT_VERSION`], adds a frozen archive under `tests/formats/` and changes
//! `data/backfile.schema.json`.

/// Version of the `_backfile` extension that this code writes, and the newest that it reads.
pub const FORMAT_VERSION: u32 = 1;

/// The `version` of every feed that we write: JSON Feed 1.1, <https://www.jsonfeed.org/version/1.1/>.
pub(crate) const FEED_VERSION: &str = "https://jsonfeed.org/version/1.1";

/// What stands before the number in the `version` of any JSON Feed (also `http:` and `www.` are met).
pub(crate) const FEED_VERSION_PATH: &str = "jsonfeed.org/version/";

/// The member that holds our extension, of the feed and of an item.
pub(crate) const EXTENSION: &str = "_backfile";

/// Members of a feed that have a place in `Archive`. An unknown member of that name cannot be.
pub(crate) const FEED_MEMBERS: [&str; 11] = [
    "version",
    "title",
    "home_page_url",
    "feed_url",
    "description",
    "icon",
    "authors",
    "author",
    "language",
    EXTENSION,
    "items",
];

/// Members of the feed's extension.
pub(crate) const FEED_EXTENSION_MEMBERS: [&str; 3] = ["version", "source", "licence"];

/// Members of an item that have a place in `Article`.
pub(crate) const ITEM_MEMBERS: [&str; 16] = [
    "id",
    "url",
    "external_url",
    "title",
    "summary",
    "content_html",
    "content_text",
    "image",
    "date_published",
    "date_modified",
    "authors",
    "author",
    "tags",
    "language",
    "attachments",
    EXTENSION,
];

/// Members of an item's extension.
pub(crate) const ITEM_EXTENSION_MEMBERS: [&str; 7] = [
    "slug",
    "date",
    "date_kind",
    "categories",
    "places",
    "source",
    "licence",
];
