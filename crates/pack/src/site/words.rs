//! What do the pages say that the app does not? In the language of its labels.

/// Heading of the lists of facet values.
pub(crate) const BROWSE: &str = "Browse";
/// Leads to what came before.
pub(crate) const OLDER: &str = "Older articles";
/// Leads to what came after.
pub(crate) const NEWER: &str = "Newer articles";
/// Leads to all values of a facet.
pub(crate) const ALL_VALUES: &str = "All {n}";
/// How many values a facet has.
pub(crate) const VALUES: &str = "{n} values";
/// What a list page is called that is not the first.
pub(crate) const OLDER_PAGE: &str = "{title}, page {n} from the oldest";
/// At the end of every page.
pub(crate) const MADE_WITH: &str = "An archive made with Backfile.";
/// Names of the feeds.
pub(crate) const ATOM: &str = "Atom feed";
/// Names of the feeds.
pub(crate) const JSON_FEED: &str = "JSON feed";
/// What stands on the page at an old address.
pub(crate) const MOVED: &str = "This article has moved:";

/// The link to the app.
pub(crate) const APP: &str = "Search and filter";
