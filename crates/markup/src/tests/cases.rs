//! What becomes of one piece of HTML: a blank line, the losses if any, then the canonical output.

use std::fmt::Write;

use expect_test::{Expect, expect};

use super::oracle::assert_sound;
use crate::{Cleaned, Policy, html};

fn show(cleaned: &Cleaned) -> String {
    let mut shown = String::new();
    for loss in &cleaned.dropped {
        writeln!(shown, "-{} {}", loss.count, loss.what).unwrap();
    }
    shown + &cleaned.document.to_html()
}

fn check(source: &str, expected: Expect) {
    let cleaned = super::clean(source);
    assert_sound(source, &cleaned.document);
    expected.assert_eq(&show(&cleaned));
}

fn check_on(page: &str, source: &str, expected: Expect) {
    let policy = Policy {
        base_url: Some(page.to_owned()),
        ..Policy::default()
    };
    expected.assert_eq(&show(&html::parse_with_report(source, &policy)));
}

#[test]
fn script_style_and_handlers_vanish() {
    check(
        "<p onclick='a()' style='x' class='y'>one<script>alert(1)</script> two</p><style>p{}</style>",
        expect![[r#"
        -1 event handler
        -1 script
        <p>one two</p>"#]],
    );
    check(
        "<svg><script>1</script><text>t</text></svg>after<template>x</template>",
        expect![[r#"
        -1 svg
        -1 template
        <p>after</p>"#]],
    );
}

#[test]
fn addresses_are_judged_as_browsers_read_them() {
    check(
        "<a href='java\nscript:alert(1)'>a</a> <a href=' \x01JAVASCRIPT:x'>b</a> <a href='javascript&colon;x'>c</a> <a href='vbscript:x'>d</a> <a href='data:text/html,x'>e</a>",
        expect![[r#"
        -5 unsafe link address
        <p>a b c d e</p>"#]],
    );
    check(
        "<a href='//e.example/a b'>a</a> <a href='https:\\\\e.example'>b</a> <a href='HTTP:/e.example'>c</a>",
        expect![[
            r#"<p><a href="https://e.example/a%20b">a</a> <a href="https://e.example">b</a> <a href="http://e.example">c</a></p>"#
        ]],
    );
    check(
        "<a href='mailto:a@e.example'>a</a> <a href='tel:+1'>b</a> <a href='../up?x:y'>c</a> <a href='ftp://e.example'>d</a>",
        expect![[r#"
        -1 unsafe link address
        <p><a href="mailto:a@e.example">a</a> <a href="tel:+1">b</a> <a href="../up?x:y">c</a> d</p>"#]],
    );
}

#[test]
fn addresses_resolve_against_the_page() {
    let page = "https://e.example/2020/05/post/?p=1";
    check_on(
        page,
        "<a href='../x'>a</a> <a href='/y#z'>b</a> <a href='?q'>c</a> <a href='https://e.example/2020/05/post/?p=1#n'>d</a> <img src=i.png>",
        expect![[
            r##"<p><a href="https://e.example/2020/05/x">a</a> <a href="https://e.example/y#z">b</a> <a href="https://e.example/2020/05/post/?q">c</a> <a href="#note-n">d</a> <img src="https://e.example/2020/05/post/i.png" alt=""></p>"##
        ]],
    );
}

#[test]
fn ids_get_a_prefix_and_links_follow() {
    check(
        "<p><a href='#fn1' id=ref1>1</a></p><ol><li id=fn1>note <a href='#ref1'>back</a></li></ol>",
        expect![[
            r##"<p><a href="#note-fn1" id="note-ref1">1</a></p><ol><li id="note-fn1">note <a href="#note-ref1">back</a></li></ol>"##
        ]],
    );
    check(
        "<a name=top></a><h2>Title</h2><p>a <span id=here></span>b</p><p id=here>twice</p>",
        expect![[
            r#"<h2 id="note-top">Title</h2><p>a <span id="note-here"></span>b</p><p>twice</p>"#
        ]],
    );
}

#[test]
fn blocks_get_one_shape() {
    check(
        "<div><div>one</div>two<section><p>three</p></section></div>",
        expect!["<p>one</p><p>two</p><p>three</p>"],
    );
    check(
        "one<br><br>two<br>three<br>",
        expect!["<p>one</p><p>two<br>three</p>"],
    );
    check(
        "<p>&nbsp;</p><p></p><p><b> </b></p><h2>  A\n title </h2>",
        expect!["<h2>A title</h2>"],
    );
    check(
        "<b>bold<p>still</p></b> <a href='/x'><h3>T</h3><p>text</p></a>",
        expect![[
            r#"<p><b>bold</b></p><p><b>still</b></p><h3><a href="/x">T</a></h3><p><a href="/x">text</a></p>"#
        ]],
    );
    check(
        "<h2>Title<ul><li>x</ul>rest</h2>",
        expect!["<h2>Title</h2><ul><li>x</li></ul><h2>rest</h2>"],
    );
    check(
        "<!-- wp:paragraph --><p>Text [gallery ids=\"1\"]</p><!-- /wp:paragraph -->",
        expect!["<p>Text [gallery ids=&quot;1&quot;]</p>"],
    );
    check(
        "<div lang=ar dir=rtl>نص</div>",
        expect![[r#"<div dir="rtl" lang="ar"><p>نص</p></div>"#]],
    );
}

#[test]
fn lists_are_put_in_order() {
    check(
        "<ul>one<li><p>two</p></li><ul><li>three</ul></ul>",
        expect!["<ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>"],
    );
    check(
        "<ol start=3 type=A reversed><li value=9>x<li><p>a<p>b</ol>",
        expect![[
            r#"<ol reversed="" start="3" type="A"><li value="9">x</li><li><p>a</p><p>b</p></li></ol>"#
        ]],
    );
    check(
        "<dl>stray<dt>term<dd>what</dl><li>lost item",
        expect!["<dl><dd>stray</dd><dt>term</dt><dd>what</dd></dl><p>lost item</p>"],
    );
}

#[test]
fn tables_are_put_in_order() {
    check(
        "<table border=1><caption>C</caption><tr><th scope=col colspan=2>h<tr><td rowspan=0>a<td><p>b</table>",
        expect![[
            r#"<table><caption>C</caption><tbody><tr><th colspan="2" scope="col">h</th></tr><tr><td>a</td><td>b</td></tr></tbody></table>"#
        ]],
    );
    check("<td>a</td><td>b</td>", expect!["<p>ab</p>"]);
}

#[test]
fn code_keeps_its_lines() {
    check(
        "<pre class='x language-rust'><code class=lang-c>\n\n  a\n  b</code></pre><pre>\n\nx<br>y</pre>",
        expect![[r#"
        <pre class="language-rust"><code class="language-c">

          a
          b</code></pre><pre>

        x
        y</pre>"#]],
    );
}

#[test]
fn images_are_kept_by_safe_address() {
    check(
        "<img src=a.jpg alt=' two  words ' width=300px height=50% title=t><img src='data:image/svg+xml,x' alt=gone>",
        expect![[r#"
        -1 unsafe image address
        <p><img src="a.jpg" alt="two words" title="t" width="300">gone</p>"#]],
    );
    check(
        "<picture><source srcset=a.webp><img srcset='s.jpg 300w, l.jpg 900w'></picture>",
        expect![[r#"<p><img src="l.jpg" alt=""></p>"#]],
    );
    check(
        "<img src='data:image/gif;base64,R0lG' data-src=true.jpg><noscript><img src=true.jpg></noscript>",
        expect![[r#"<p><img src="true.jpg" alt=""></p>"#]],
    );
    check(
        "<img src=https://t.example/p width=1 height=1>",
        expect![[r#"
        -1 tracking image
    "#]],
    );
    check(
        "<figure><a href=b.jpg><img src=a.jpg></a><figcaption>C <b>d</b></figcaption></figure>",
        expect![[
            r#"<figure><a href="b.jpg"><img src="a.jpg" alt=""></a><figcaption>C <b>d</b></figcaption></figure>"#
        ]],
    );
}

#[test]
fn players_and_frames_become_links() {
    check(
        "<p>a<iframe src='https://v.example/embed/1' title='A film'></iframe>b</p>",
        expect![[r#"
        -1 player or frame made a link
        <p>a</p><p><a href="https://v.example/embed/1" type="text/html">A film</a></p><p>b</p>"#]],
    );
    check(
        "<video poster=p.jpg><source src=/f.mp4 type=video/mp4>no video</video><audio src=s.ogg></audio>",
        expect![[r#"
        -2 player or frame made a link
        <p><a href="/f.mp4" type="video/mp4">/f.mp4</a></p><p><a href="s.ogg" type="audio/*">s.ogg</a></p>"#]],
    );
    check(
        "<object><param name=movie value=//v.example/1><embed src=x></object><iframe src=about:blank></iframe>",
        expect![[r#"
            -1 player or frame made a link
            -1 player or frame without a safe address
            <p><a href="https://v.example/1" type="application/*">v.example/1</a></p>"#]],
    );
}

#[test]
fn forms_leave_their_text() {
    check(
        "<form action=x><label>Name <input></label><button>Send</button><textarea>t</textarea></form>",
        expect![[r#"
        -1 input
        -1 button
        -1 textarea
        <p>Name</p>"#]],
    );
}

#[test]
fn formulas_and_readings_are_kept() {
    check(
        "<p>so <math display=block><mrow><mi mathvariant=normal>x</mi><mo>=</mo><msup><mn>2</mn><mi>n</mi></msup></mrow><annotation>x</annotation></math></p>",
        expect![[
            r#"<p>so <math display="block"><mrow><mi mathvariant="normal">x</mi><mo>=</mo><msup><mn>2</mn><mi>n</mi></msup></mrow></math></p>"#
        ]],
    );
    check(
        "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
        expect!["<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>"],
    );
}

#[test]
fn details_keep_their_summary() {
    check(
        "<details open><summary>S</summary>text</details><summary>stray</summary>",
        expect![[r#"<details open=""><summary>S</summary>text</details><p>stray</p>"#]],
    );
}

#[test]
fn without_images_their_text_stays() {
    let policy = Policy {
        images: false,
        ..Policy::default()
    };
    let cleaned = html::parse_with_report("<p>a <img src=x alt=tree> b</p>", &policy);
    expect!["<p>a tree b</p>"].assert_eq(&show(&cleaned));
}
