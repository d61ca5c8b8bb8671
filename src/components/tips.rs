//! What can be typed in the search box, for who asks.

use backfile_viewer::labels::labels;
use yew::prelude::*;

use super::{many, series, tag, words};

/// Examples of queries with what they find, behind a line to open.
pub fn tips() -> Html {
    let labels = labels();
    let rows = labels.tips.iter().map(|(typed, finds)| {
        many([
            tag("dt", "", words("code", "", typed)),
            words("dd", "", finds),
        ])
    });
    let parts = many([
        words("summary", "", labels.search_tips),
        tag("dl", "", series(rows)),
    ]);
    tag("details", "tips", parts)
}
