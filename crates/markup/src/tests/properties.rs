//! For any input whatever: no panic, a safe tree, and reading the output again changes nothing.

use proptest::prelude::*;

use super::oracle::assert_sound;
use crate::{Policy, TreeBuilder, html, plain};

/// Tag soup from the names and values that the rules turn on.
fn soup() -> impl Strategy<Value = String> {
    let names = "a b i p div span ul ol li dl dt dd table caption tbody thead tr td th pre code br \
        hr h1 h2 blockquote figure figcaption details summary img video iframe object source \
        script style svg math mi mrow mtext ruby rt rp q em form input template noscript font \
        section center wbr sub listing select option textarea title body html head foreignObject \
        annotation-xml frameset col";
    let names: Vec<&str> = names.split_ascii_whitespace().collect();
    let values = [
        "",
        "x",
        "y",
        "#x",
        "https://e.example/a?b#c",
        "javascript:alert(1)",
        "a b",
        "ltr",
        "ar",
        "data:image/gif;base64,R0lG",
        "data:text/html,x",
        "2",
        "language-c",
        "\"<>&'",
        "//e.example",
        "on",
        "1",
        "%41%25",
        "../up",
    ];
    let attributes = [
        "id", "href", "src", "lang", "dir", "title", "onclick", "style", "class", "name",
        "colspan", "alt", "cite", "start", "type", "width", "open", "data", "srcset",
    ];
    let texts = [
        "a",
        " ",
        "\n",
        "word word",
        "\u{a0}",
        "&amp;",
        "&lt;b&gt;",
        "<!--",
        "-->",
        "  two  ",
        "\u{0}",
        "\r\n",
        "é漢",
        "<",
        "&#13;",
        "\t",
        "]]>",
        "\u{feff}",
        "&#8;",
    ];
    let attribute = (
        prop::sample::select(attributes.to_vec()),
        prop::sample::select(values.to_vec()),
    );
    let attribute =
        attribute.prop_map(|(name, value)| format!(" {name}='{}'", value.replace('\'', "")));
    let open = (
        prop::sample::select(names.clone()),
        prop::collection::vec(attribute, 0..3),
    );
    let piece = prop_oneof![
        4 => open.prop_map(|(name, attributes)| format!("<{name}{}>", attributes.concat())),
        3 => prop::sample::select(names).prop_map(|name| format!("</{name}>")),
        3 => prop::sample::select(texts.to_vec()).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Events in any order, as no parser would send them.
fn events() -> impl Strategy<Value = Vec<(u8, String)>> {
    let names = "a b p div span ul li dl dd table tbody tr td caption pre br hr h1 blockquote \
        figure figcaption details summary img video source script math mi mrow ruby rt q";
    let names: Vec<String> = names.split_ascii_whitespace().map(str::to_owned).collect();
    let text = prop::sample::select(vec!["a", " ", "b c ", "\n", "\u{a0}", "\u{1}", "\r"]);
    let event = prop_oneof![
        4 => prop::sample::select(names).prop_map(|name| (0, name)),
        3 => text.prop_map(|text| (1, text.to_owned())),
        3 => Just((2, String::new())),
    ];
    prop::collection::vec(event, 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, ..ProptestConfig::default() })]

    #[test]
    fn any_soup_becomes_a_sound_tree(source in soup()) {
        assert_sound(&source, &html::parse(&source));
    }

    #[test]
    fn any_events_become_a_sound_tree(events in events()) {
        let mut builder = TreeBuilder::new(Policy::default());
        for (nth, (kind, word)) in events.iter().enumerate() {
            match kind {
                0 => builder.start(word, [
                    ("href", "https://e.example/"),
                    ("src", "i.png"),
                    ("id", if nth % 3 == 0 { "" } else { word }),
                    ("lang", if nth % 5 == 0 { "en" } else { "" }),
                ]),
                1 => builder.text(word),
                _ => builder.end(),
            }
        }
        assert_sound(&format!("{events:?}"), &builder.finish().document);
    }

    #[test]
    fn any_bytes_become_a_sound_tree(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let source = String::from_utf8_lossy(&bytes);
        assert_sound(&source, &html::parse(&source));
    }

    #[test]
    fn any_text_becomes_a_sound_tree(text in any::<String>()) {
        assert_sound(&text, &plain::paragraphs(&text));
    }

    #[test]
    fn plain_text_keeps_every_word(text in "[a-z<>&.,()\n ]{0,80}(https?://[a-z.]{1,9}[).,]{0,2} )?") {
        let document = plain::paragraphs(&text);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(words(&document.text()), words(&text));
    }

    #[test]
    fn text_holds_no_tags(words in "[a-z ]{0,30}", soup in soup()) {
        let soup: String = soup.replace("&lt;", "").replace("&amp;", "");
        // Without entities and stray brackets nothing in the text can look like a tag.
        let soup = html::parse(&soup).to_html().replace("&lt;", "").replace("&gt;", "");
        let document = html::parse(&format!("<p>{words}</p>{soup}"));
        prop_assert!(!document.text().contains('<'));
    }
}
