//! What does HTML say, where there is no parser? A worker has no DOM, and a parser of HTML would be
//! most of a program.
//!
//! Tags are left out as they stand, for texts that are searched and cut. What is shown as an article
//! is parsed.

/// Elements whose border is a word border.
const BLOCKS: [&str; 26] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "td",
    "tr",
    "ul",
];

/// Named characters worth their bytes; the rest stays as written.
const NAMED: [(&str, char); 22] = [
    ("amp", '&'),
    ("apos", '\''),
    ("copy", '©'),
    ("deg", '°'),
    ("eacute", 'é'),
    ("euro", '€'),
    ("gt", '>'),
    ("hellip", '…'),
    ("laquo", '«'),
    ("ldquo", '“'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("middot", '·'),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("ntilde", 'ñ'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rdquo", '”'),
    ("rsquo", '’'),
    ("shy", '\u{ad}'),
];

/// HTML without its tags, comments, scripts and styles; total over any text.
pub fn stripped(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_text(&mut text, &rest[..at]);
        rest = &rest[at..];
        rest = if let Some(end) = tag_end(rest) {
            after_tag(&mut text, &rest[..end], &rest[end..])
        } else {
            text.push('<');
            &rest[1..]
        };
    }
    push_text(&mut text, rest);
    text.trim().to_owned()
}

/// The length of the tag or comment at the start of `rest`; `None` when it is only a `<`.
fn tag_end(rest: &str) -> Option<usize> {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return Some(comment.find("-->").map_or(rest.len(), |at| at + 7));
    }
    let first = rest.as_bytes().get(1)?;
    if !(first.is_ascii_alphabetic() || matches!(first, b'/' | b'!' | b'?')) {
        return None;
    }
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'"' | b'\'') if rest[..at].ends_with('=') => quote = Some(byte),
            (None, b'>') => return Some(at + 1),
            _ => {}
        }
    }
    Some(rest.len())
}

/// Handles a tag; gives what is left after it (and after the content of a script or style).
fn after_tag<'a>(text: &mut String, tag: &str, rest: &'a str) -> &'a str {
    let inner = tag.trim_start_matches(['<', '/']);
    let end = inner
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let name = inner[..end].to_ascii_lowercase();
    if BLOCKS.binary_search(&name.as_str()).is_ok() && !text.is_empty() {
        let paragraph = name == "p" || name.len() == 2 && name.starts_with('h');
        let wanted = if paragraph { "\n\n" } else { "\n" };
        if !text.ends_with(wanted) {
            text.truncate(text.trim_end_matches([' ', '\n']).len());
            text.push_str(wanted);
        }
    }
    if !tag.starts_with("</") && matches!(name.as_str(), "script" | "style" | "template") {
        let close = format!("</{name}");
        return find_ignoring_case(rest, &close).map_or("", |at| &rest[at..]);
    }
    rest
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text[from..].find('<') {
        let start = from + at;
        let there = text.as_bytes().get(start..start + wanted.len());
        if there.is_some_and(|there| there.eq_ignore_ascii_case(wanted.as_bytes())) {
            return Some(start);
        }
        from = start + 1;
    }
    None
}

/// Adds text with character references resolved and white space joined.
fn push_text(text: &mut String, raw: &str) {
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let (shown, used) = match c {
            '&' => reference(rest).unwrap_or(('&', 1)),
            '\n' | '\t' | '\r' | '\u{c}' => (' ', 1),
            c => (c, c.len_utf8()),
        };
        if shown != ' ' || !(text.is_empty() || text.ends_with([' ', '\n'])) {
            text.push(shown);
        }
        rest = &rest[used..];
    }
}

/// The character of a reference at the start of `rest`, and its length.
fn reference(rest: &str) -> Option<(char, usize)> {
    let end = rest.bytes().take(12).position(|byte| byte == b';')?;
    let name = &rest[1..end];
    let shown = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']);
            let code = match hex {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|&c| c != '\0')?
        }
        None => {
            NAMED[NAMED
                .binary_search_by_key(&name, |&(known, _)| known)
                .ok()?]
            .1
        }
    };
    Some((shown, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(html: &str, expected: &Expect) {
        expected.assert_eq(&stripped(html));
    }

    #[test]
    fn tags_are_word_borders_where_they_are_lines() {
        check(
            "<p>One <b>bo</b>ld</p><p>Two</p>",
            &expect!["One bold\n\nTwo"],
        );
        check("a<br>b<br/>c", &expect!["a\nb\nc"]);
        check("<ul>\n <li>x</li>\n <li>y</li>\n</ul>", &expect!["x\ny"]);
    }

    #[test]
    fn what_is_not_text_is_left_out() {
        check(
            "a<!-- b > -->c<script>if (1<2) d</SCRIPT >e",
            &expect!["ace"],
        );
        check("<a title='x > y' href=\"z\">link</a>", &expect!["link"]);
        check("1 < 2 & 3 > 2 <", &expect!["1 < 2 & 3 > 2 <"]);
        check("<style>p{}", &expect![""]);
        check("cut <a href=\"x", &expect!["cut"]);
    }

    #[test]
    fn references_are_resolved() {
        check(
            "Z&uacute;&#241;iga &ldquo;&#x201c;&amp;amp;",
            &expect!["Z&uacute;ñiga ““&amp;"],
        );
        check("&#0; &#xD800; &; &#;", &expect!["&#0; &#xD800; &; &#;"]);
    }

    #[test]
    fn tables_are_in_order() {
        assert!(BLOCKS.is_sorted() && NAMED.is_sorted());
    }
}
