//! How does text stand in a page without ever becoming markup or ending a script?

pub(crate) use backfile_viewer::embed::escaped as html;

/// JSON for a data tag: it can hold no tag, no comment and no end of script.
pub(crate) fn json(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// A script or style for an inline tag: its end cannot stand inside. Line ends become what the
/// HTML parser would make of them, so that hashes hold.
pub(crate) fn inline(code: &str) -> String {
    let code = code.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(code.len());
    let mut rest = code.as_str();
    while let Some(at) = rest.find('<') {
        let (before, after) = rest.split_at(at + 1);
        out.push_str(before);
        let ends = ["/script", "/style", "!--"].into_iter();
        let is_end = |end: &str| {
            let there = after.as_bytes().get(..end.len());
            there.is_some_and(|there| there.eq_ignore_ascii_case(end.as_bytes()))
        };
        if ends.into_iter().any(is_end) {
            out.push('\\');
        }
        rest = after;
    }
    out + rest
}

/// An address that may stand in `href`: only the web and mail, as readers expect of a source.
pub(crate) fn address(address: &str) -> Option<String> {
    let lower = address.trim().to_ascii_lowercase();
    let is_safe = ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme));
    is_safe.then(|| html(address.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_never_becomes_markup() {
        assert_eq!(
            html("<b a=\"1\" c='2'>&amp;\0\r"),
            "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;"
        );
        assert_eq!(
            inline("a='</ScRipt>'\r\nb='<!--'<c"),
            "a='<\\/ScRipt>'\nb='<\\!--'<c"
        );
    }

    #[test]
    fn only_public_addresses_become_links() {
        assert_eq!(
            address(" https://a.example/?b&c ").as_deref(),
            Some("https://a.example/?b&amp;c")
        );
        assert_eq!(
            address("HTTP://a.example").as_deref(),
            Some("HTTP://a.example")
        );
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//a.example",
            "file:///etc",
            "",
            "java\nscript:x",
        ] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }
}
