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

#[test]
fn text_files_are_in_the_file_where_they_are_wanted() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    let shell = folder.shell();
    let size = |when: &str| {
        let args = ["pack", "page.txt", "-o", "page.html", "--shell", &shell];
        folder
            .run(&[&args[..], &["--text-files", when]].concat())
            .succeeds();
        let file = folder.read("page.html");
        let name = b"articles/the-lower-ferry-stops-for-good.txt";
        let found = file.windows(name.len()).filter(|window| window == name);
        found.count()
    };
    assert_eq!(
        size("always"),
        2,
        "in its header, and in the list at the end"
    );
    assert_eq!(size("never"), 0);
}

#[test]
fn only_what_a_search_finds_is_packed() {
    let folder = Folder::new();
    folder.write("one.txt", LISTING);
    folder.write("two.txt", OTHER);
    let shell = folder.shell();
    let both = [
        "pack", "one.txt", "two.txt", "--title", "Both", "-o", "a.html",
    ];
    folder
        .run(&[&both[..], &["--shell", &shell]].concat())
        .succeeds();
    let all = articles(&folder, "a.html");
    let words = "ferry OR bees";
    let some = |more: &[&str]| {
        let pack = ["pack", "a.html", "-o", "some.html", "--shell", &shell];
        folder.run(&[&pack[..], more].concat())
    };
    some(&["--where", "-ferry"]).succeeds();
    assert_eq!(articles(&folder, "some.html").len(), 4);
    some(&["--where", "fery"]).fails("searched for ferry instead");
    some(&["--where", words]).succeeds();
    let found = articles(&folder, "some.html");
    assert_eq!((found.len(), all.len()), (2, 5));
    assert!(found.iter().all(|article| all.contains(article)));
    folder
        .run(&["convert", "some.html", "-o", "some.json"])
        .succeeds();
    let title = &folder.json("some.json")["title"];
    assert_eq!(*title, format!("{words} · Both"));

    some(&["--where", "qqqqzzzz"]).fails("no article is found");
    some(&["--filter", "planet=Mars"]).fails("there is no such facet");
}

fn articles(folder: &Folder, file: &str) -> Vec<serde_json::Value> {
    folder.run(&["convert", file, "-o", "all.json"]).succeeds();
    folder.json("all.json")["items"].as_array().unwrap().clone()
}
