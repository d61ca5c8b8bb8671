//! Input made to exhaust: depth, size, and growth out of proportion. Each must end, in a sound
//! tree of a size that the input explains. (Without the guards these take minutes or overflow the
//! stack.)

use super::clean;
use super::oracle::assert_sound;
use crate::{Attribute, Node, Policy, TreeBuilder};

fn check(source: &str, kept: &str) {
    let cleaned = clean(source);
    let html = cleaned.document.to_html();
    let text = cleaned.document.text();
    assert!(text.contains(kept), "lost {kept:?}: {text:.200}");
    let limit = 30 * source.len() + 1_000_000;
    assert!(html.len() < limit, "{} from {}", html.len(), source.len());
    assert_sound(source, &cleaned.document);
}

#[test]
fn depth_is_cut_and_text_kept() {
    for name in [
        "div",
        "b",
        "blockquote",
        "ul",
        "ul><li",
        "table><tr><td",
        "span lang=en",
        "a href=x",
        "q",
        "section",
        "details",
        "p><b",
        "font",
        "math><mrow",
        "svg",
        "ruby><rt",
        "object",
        "x-y",
        "div lang=en",
        "h1",
        "dl><dd",
        "figure",
    ] {
        let last = name.split('>').next_back().unwrap_or(name);
        let tag = last.split(' ').next().unwrap_or(last);
        let source = format!(
            "<p>first</p>{}deep{}",
            format!("<{name}>").repeat(5_000),
            format!("</{tag}>").repeat(5_000)
        );
        check(&source, "first");
    }
    for name in ["div", "b"] {
        let source = format!("{}deep", format!("<{name}>").repeat(100_000));
        check(&source, "deep");
    }
}

#[test]
fn the_builder_itself_takes_any_depth() {
    for name in [
        "div",
        "b",
        "blockquote",
        "ul",
        "li",
        "table",
        "math",
        "mrow",
        "svg",
        "video",
    ] {
        let mut builder = TreeBuilder::new(Policy::default());
        builder.text("first");
        for _ in 0..100_000 {
            builder.start(name, [("lang", "en")]);
        }
        builder.text("deep");
        let document = builder.finish().document;
        assert!(document.text().starts_with("first"), "{name}");
        assert_sound(name, &document);
    }
}

#[test]
fn formatting_that_is_taken_up_again_does_not_multiply() {
    let many = |template: &str, count: usize| -> String {
        (0..count).fold(String::new(), |all, nth| {
            all + &template.replace('#', &nth.to_string())
        })
    };
    check(&(many("<b id=#>", 3000) + &"<p>x".repeat(3000)), "x");
    check(
        &(many("<font size=#>", 300) + &"<p>x</p>".repeat(5000)),
        "x",
    );
    check(&many("<p><b id=#>x</p>", 5000), "x");
    check(&many("<a href=#>x<p>y<b>", 5000), "y");
    check(
        &(many("<span title=#>", 31) + &"<div>x</div>".repeat(5_000)),
        "x",
    );
    check(&many("<table><b><tr><td>x</b>", 2000), "x");
}

#[test]
fn long_input_takes_its_length() {
    let long = 100_000;
    check(&"word ".repeat(long / 5), "word");
    check(&"<p>word".repeat(long / 7), "word");
    check(&("x".to_owned() + &"<br>".repeat(long / 4)), "x");
    check(&("x".to_owned() + &" ".repeat(long)), "x");
    check(&("x".to_owned() + &"<!--".repeat(long / 4)), "x");
    check(&("x".to_owned() + &"<".repeat(long)), "x");
    check(&("x".to_owned() + &"&".repeat(long)), "x");
    check(&format!("x<a href='{}'>y</a>", "a".repeat(long)), "y");
    check(&format!("x<a href='{}'>y</a>", "../".repeat(long / 3)), "y");
    check(&format!("x<i {}>y</i>", "a=b ".repeat(2000)), "y");
    check(&("x".to_owned() + &"</p>".repeat(long / 4)), "x");
    check(&("x<table>".to_owned() + &"y<tr>".repeat(10_000)), "y");
    check(
        &(0..10_000).fold(String::new(), |all, nth| all + &format!("<p id=a{nth}>x")),
        "x",
    );
}

#[test]
fn elements_keep_their_ids_up_to_a_limit_and_only_once() {
    let mut builder = TreeBuilder::new(Policy::default());
    for number in (0..40_000).rev() {
        // Every id stands twice; the second time it is dropped.
        let id = format!("n{}", number / 2);
        builder.start("p", [("id", id)]);
        builder.text("text");
        builder.end();
    }
    let document = builder.finish().document;
    let mut ids: Vec<&str> = Vec::new();
    for node in &document.nodes {
        if let Node::Element(element) = node {
            ids.extend(element.get(Attribute::Id));
        }
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((count, ids.len()), (16_384, 16_384));
}
