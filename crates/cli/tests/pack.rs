//! `backfile pack`, with a stand-in for the shell: the file opens again, whole and the same.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod kit;

use kit::{Folder, LISTING, OTHER};

#[test]
fn a_packed_file_opens_again() {
    let folder = Folder::new();
    folder.write("one.txt", LISTING);
    folder.write("two.txt", OTHER);
    let shell = folder.shell();
    let pack = |out: &str| {
        folder.run(&[
            "pack", "one.txt", "two.txt", "--title", "Both", "-o", out, "--shell", &shell,
        ])
    };
    pack("a.html").succeeds();
    pack("b.html").succeeds();
    assert_eq!(folder.read("a.html"), folder.read("b.html"));

    let run = folder.run(&["check", "a.html", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&found["kind"], &found["articles"]),
        (&"packed".into(), &5.into())
    );

    folder
        .run(&[
            "convert",
            "one.txt",
            "two.txt",
            "--title",
            "Both",
            "-o",
            "direct.json",
        ])
        .succeeds();
    folder
        .run(&["convert", "a.html", "-o", "back.json"])
        .succeeds();
    assert_eq!(folder.read("direct.json"), folder.read("back.json"));
}

#[test]
fn search_answers_the_same_from_both_forms() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    let shell = folder.shell();
    folder
        .run(&["pack", "page.txt", "-o", "page.html", "--shell", &shell])
        .succeeds();
    folder
        .run(&["convert", "page.txt", "-o", "page.json"])
        .succeeds();
    let search = |file: &str| folder.run(&["search", file, "ferry chain", "--json"]).out;
    assert_eq!(search("page.html"), search("page.json"));
}
