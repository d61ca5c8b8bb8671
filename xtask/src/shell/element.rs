//! What makes `<backfile-archive>`? Two classic scripts, neither of which leaves a name in the page: the
//! element (`src/embed`), and the viewer that it loads for the app itself (`src/boot/element.js`), whose
//! glue is a function, since each archive in a page has a program of its own. And the styles of a box
//! in a shadow root.

/// Pixels of a `rem` where a style sheet may not ask: conditions of at-rules.
const REM_PIXELS: f32 = 16.0;

/// The script of the viewer.
pub(super) fn viewer(glue: &str, body: &str) -> String {
    format!(
        "(function () {{\n\"use strict\";\nfunction viewer(WebAssembly) {{\n{glue}\nreturn wasm_bindgen;\n}}\n\
         {body}}})();\n"
    )
}

/// The script of the element. The names of the viewer's files are put in by who writes it
/// (`pack::embed`), where the free name at its end is.
pub(super) fn element(body: &str) -> String {
    format!(
        "/*! Backfile: <backfile-archive src=\"archive.json\">. How to use it: docs/embed.md. \
         MIT OR Apache-2.0 */\n(function (VIEWER) {{\n\"use strict\";\n{body}}})(BACKFILE_VIEWER);\n"
    )
}

/// Styles for a box in a shadow root: what is said of a page is said of the box, and sizes follow
/// the text around the box, not that of the page's root.
pub(super) fn styles(slim: &str) -> String {
    // The page around has its own main part; ours has a name alone (components/tag.rs).
    let slim = slim
        .replace(":where(:root, :host)", ":where(.around)")
        .replace(".backfile main", ".backfile [id=content]")
        .replace(":is(main,", ":is([id=content],");
    let mut styles = String::with_capacity(slim.len());
    let mut rest = slim.as_str();
    // A condition reaches from its `@` to its brace.
    while let Some(at) = rest.find('@') {
        let end = rest[at..]
            .find(['{', ';'])
            .map_or(rest.len(), |size| at + size);
        styles.push_str(&sized(&rest[..at], |number| {
            format!("calc({number}*var(--rem))")
        }));
        styles.push_str(&sized(&rest[at..end], |number| {
            let rem: f32 = number.parse().unwrap_or_default();
            format!("{}px", rem * REM_PIXELS)
        }));
        rest = &rest[end..];
    }
    styles.push_str(&sized(rest, |number| format!("calc({number}*var(--rem))")));
    styles
}

/// A text with other words for all sizes in `rem`.
fn sized(text: &str, size: impl Fn(&str) -> String) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("rem") {
        let before = &rest[..at];
        let number = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let start = number.strip_suffix('-').unwrap_or(number).len();
        let is_size =
            number.len() < at && !rest[at + 3..].starts_with(|c: char| c.is_alphanumeric());
        if is_size {
            written.push_str(&rest[..start]);
            written.push_str(&size(&rest[start..at]));
        } else {
            written.push_str(&rest[..at + 3]);
        }
        rest = &rest[at + 3..];
    }
    written.push_str(rest);
    written
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_main_part_has_another_name() {
        assert_eq!(
            styles(".backfile main{a: b;}.backfile :is(main, h1):focus{c: d;}"),
            ".backfile [id=content]{a: b;}.backfile :is([id=content], h1):focus{c: d;}"
        );
    }

    #[test]
    fn sizes_follow_the_text_around() {
        let slim = ":where(:root, :host){--a: 1.5rem;}@container b (inline-size >= 56rem){.c{margin: 0 -0.4rem;\
                    font: 600 1rem/1 x;width: var(--rem);}}.tremor{a: 2remx}";
        assert_eq!(
            styles(slim),
            ":where(.around){--a: calc(1.5*var(--rem));}@container b (inline-size >= 896px){.c{\
             margin: 0 calc(-0.4*var(--rem));font: 600 calc(1*var(--rem))/1 x;width: var(--rem);}}.tremor{a: 2remx}"
        );
    }

    #[test]
    fn the_glue_becomes_a_function() {
        let script = viewer("let wasm_bindgen = 1;", "open();\n");
        assert!(script.contains("{\nlet wasm_bindgen = 1;\nreturn wasm_bindgen;\n}"));
        assert!(script.contains("\nopen();\n})();"));
    }

    #[test]
    fn the_names_of_the_viewer_are_left_to_who_writes_the_script() {
        let script = element("class A { see() { return VIEWER.script } }\nopen(A);\n");
        let small = super::super::script::small(&script).unwrap();
        assert!(small.starts_with("/*! Backfile"), "{small}");
        assert!(small.ends_with("(BACKFILE_VIEWER);\n"), "{small}");
        assert_eq!(small.matches("BACKFILE_VIEWER").count(), 1, "{small}");
    }
}
