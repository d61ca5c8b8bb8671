//! How is the archive shown in a page of others? The code that such a page needs.

use crate::Route;
use crate::labels::fill;

/// Name of the script that makes the element known; `backfile embed` writes it.
pub const SCRIPT_NAME: &str = "backfile-embed.js";

const ELEMENT: &str = "<script src=\"{script}\" defer></script>\n\
    <backfile-archive src=\"{address}\"{view}><a href=\"{address}\">{title}</a></backfile-archive>";

const FRAME: &str = "<iframe src=\"{address}?embed{hash}\" title=\"{title}\" width=\"100%\" \
    height=\"640\" loading=\"lazy\" sandbox=\"allow-scripts allow-popups\"></iframe>";

/// The element with the script that it needs, and a plain frame, which needs none. `address` is
/// that of the archive, `route` what is opened in it.
pub fn codes(address: &str, route: &Route, title: &str) -> [String; 2] {
    let hash = match route.to_hash() {
        hash if hash == "#/" => String::new(),
        hash => escaped(&hash),
    };
    let view = match hash.as_str() {
        "" => String::new(),
        _ => format!(" view=\"{hash}\""),
    };
    let (address, title) = (escaped(address), escaped(title));
    let given = [
        ("script", SCRIPT_NAME),
        ("address", &address),
        ("view", &view),
        ("title", &title),
        ("hash", &hash),
    ];
    [ELEMENT, FRAME].map(|code| fill(code, &given))
}

/// A text as it may stand in HTML, between tags and in an attribute between double quotes. Without
/// NUL and carriage return, which a parser drops or replaces: no text needs them.
pub fn escaped(text: &str) -> String {
    let mut written = String::new();
    for letter in text.chars() {
        match letter {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&#39;"),
            '\0' | '\r' => {}
            _ => written.push(letter),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ListQuery;

    #[test]
    fn the_whole_list_needs_no_more_than_the_address() {
        let [element, frame] = codes("a.html", &Route::List(ListQuery::default()), "A");
        let wanted = "<backfile-archive src=\"a.html\"><a href=\"a.html\">A</a></backfile-archive>";
        assert!(element.ends_with(wanted), "{element}");
        assert!(
            frame.starts_with("<iframe src=\"a.html?embed\" title=\"A\""),
            "{frame}"
        );
    }

    #[test]
    fn what_is_on_the_screen_is_opened_again() {
        let list = ListQuery::default().with_query("\"a & b\"");
        let route = Route::List(list.including("place", "Peru"));
        let [element, frame] = codes("https://example.org/a.html", &route, "A");
        let hash = "#/?q=%22a+%26+b%22&amp;place=Peru";
        assert!(element.contains(&format!(" view=\"{hash}\">")), "{element}");
        let source = format!("src=\"https://example.org/a.html?embed{hash}\"");
        assert!(frame.contains(&source), "{frame}");
    }

    #[test]
    fn no_title_and_no_address_leaves_its_place() {
        let hostile = "\"><script>";
        let route = Route::NotFound {
            given: hostile.to_owned(),
        };
        let [element, frame] = codes(hostile, &route, hostile);
        assert_eq!(element.matches("<script").count(), 1, "{element}");
        assert_eq!(frame.matches("<script").count(), 0, "{frame}");
        assert!(!frame.contains("\"\">"), "{frame}");
    }
}
