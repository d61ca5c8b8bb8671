//! What a document says about itself: text, headings, anchors, links, images; and plain text in.

use expect_test::{Expect, expect};

use crate::{LinkKind, TextOptions, html, plain};

fn check_text(source: &str, expected: Expect) {
    expected.assert_eq(&html::parse(source).text().replace('\t', "→"));
}

#[test]
fn blocks_stand_apart_in_text() {
    check_text(
        "<h1>T</h1><p>one <b>two</b><br>three</p><ul><li>a<ul><li>b</ul><li><p>c<p>d</ul><p>e",
        expect![[r#"
        T

        one two
        three

        a
        b
        c
        d

        e"#]],
    );
    check_text(
        "<table><caption>C<tr><th>h<th>i<tr><td>1<td><p>2<p>3</table>after",
        expect![[r#"
            C
            h→i
            1→2
            3

            after"#]],
    );
    check_text(
        "<ruby>漢<rt>kan</ruby> x<sup>2</sup> <q>q</q><pre>a\n b</pre><dl><dt>t<dd>d</dl>",
        expect![[r#"
        漢(kan) x2 q

        a
         b

        t
        d"#]],
    );
}

#[test]
fn alternative_texts_are_given_when_asked() {
    let document = html::parse("<p>a <img src=x alt=tree></p>");
    assert_eq!(document.text(), "a ");
    assert_eq!(document.text_with(TextOptions::with_alt()), "a tree");
}

#[test]
fn the_outline_is_in_reading_order() {
    let source = "<h2 id=a>A <i>b</i></h2><p><a href=#a>up</a> <a href=mailto:x@e.example>mail</a>\
        <h3>C</h3><p><a href=https://e.example/><img src=//e.example/i.png alt=pic></a>";
    let document = html::parse(source);
    let headings = document.headings();
    let headings: Vec<_> = headings
        .iter()
        .map(|found| (found.level, &*found.text, found.id))
        .collect();
    assert_eq!(headings, [(2, "A b", Some("note-a")), (3, "C", None)]);
    assert_eq!(document.anchors(), ["note-a"]);
    let links = document.links();
    let links: Vec<_> = links
        .iter()
        .map(|found| (found.kind, &*found.text))
        .collect();
    let expected = [
        (LinkKind::Fragment("note-a"), "up"),
        (LinkKind::Mail, "mail"),
        (LinkKind::Remote, "pic"),
    ];
    assert_eq!(links, expected);
    assert_eq!(document.images()[0].src, "https://e.example/i.png");
    assert!(document.images()[0].remote);
    assert!(!document.is_empty());
    assert!(html::parse("<p> <br></p><script>x</script>").is_empty());
}

#[test]
fn plain_text_becomes_paragraphs_and_links() {
    let check =
        |text: &str, expected: Expect| expected.assert_eq(&plain::paragraphs(text).to_html());
    check(
        "one\r\ntwo\n\n\n  three <b>\n",
        expect!["<p>one<br>two</p><p>three &lt;b&gt;</p>"],
    );
    check(
        "see https://e.example/a_(b), (http://e.example/c). xhttp://no https://",
        expect![[
            r#"<p>see <a href="https://e.example/a_(b)">https://e.example/a_(b)</a>, (<a href="http://e.example/c">http://e.example/c</a>). xhttp://no https://</p>"#
        ]],
    );
    check("", expect![""]);
}
