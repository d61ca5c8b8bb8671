//! A folder as input: what is read of it, and what is said of the rest.
#![allow(clippy::unwrap_used)]

mod kit;

use kit::{Folder, LISTING, OTHER};

#[test]
fn what_is_no_page_in_a_folder_is_left_out_and_told() {
    let folder = Folder::new();
    folder.write("in/one.txt", LISTING);
    folder.write("in/deep/two.TXT", OTHER);
    folder.write("in/.git/three.txt", OTHER);
    folder.write("in/node_modules/x/readme.txt", OTHER);
    folder.write("in/code/a.js", "a();\n");
    folder.write("in/code/b.rs", "fn main() {}\n\nfn other() {}\n");
    folder.write("in/paper.pdf", "%PDF-1.7");
    let run = folder.run(&["convert", "in", "-o", "out.json", "--report", "report.txt"]);
    run.succeeds();
    let made = folder.json("out.json");
    assert_eq!(made["items"].as_array().unwrap().len(), 5, "{made}");
    let report = String::from_utf8(folder.read("report.txt")).unwrap();
    for told in [
        "in/node_modules: packages of programs, which were left out",
        "in: 2 text files were left out, with names in .js, .rs; name them",
        "in/paper.pdf: this is a PDF document",
    ] {
        assert!(report.contains(told), "{told}: {report}");
    }
    // What is named is meant.
    let run = folder.run(&["convert", "in/node_modules", "-o", "out.json"]);
    run.succeeds();
}

#[test]
fn a_file_that_cannot_be_read_takes_nothing_from_the_others() {
    let folder = Folder::new();
    for (name, title) in [("a", "One"), ("b", "Two")] {
        folder.write(
            &format!("in/{name}.json"),
            &format!(
                r#"{{"version":"https://jsonfeed.org/version/1.1","title":"{name}","language":"pt",
                "items":[{{"id":"{name}","title":"{title}","content_text":"Texto"}}]}}"#
            ),
        );
    }
    folder.write("in/c.pdf", "%PDF-1.7");
    folder.run(&["convert", "in", "-o", "out.json"]).succeeds();
    assert_eq!(folder.json("out.json")["language"], "pt");
}

#[test]
fn a_large_folder_is_told_before_it_is_read() {
    let folder = Folder::new();
    for number in 0..120 {
        let text = format!("# Title {number}\n\nA text of number {number} that says something.\n");
        folder.write(&format!("in/{number}.md"), &text);
    }
    let run = folder.run(&["convert", "in", "-o", "out.json"]);
    run.succeeds();
    assert!(
        run.err.starts_with("in: reading 120 files\n"),
        "{}",
        run.err
    );
    assert!(
        run.err
            .contains("in: 120 Markdown files were read as copied pages"),
        "{}",
        run.err
    );
    let run = folder.run(&["convert", "in", "-o", "out.json", "--quiet"]);
    assert_eq!(run.err, "");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_back_is_no_way_without_end() {
    let folder = Folder::new();
    folder.write("in/one.txt", LISTING);
    std::os::unix::fs::symlink(folder.path("in"), folder.path("in/again")).unwrap();
    folder.run(&["convert", "in", "-o", "out.json"]).succeeds();
    let made = folder.json("out.json");
    assert_eq!(made["items"].as_array().unwrap().len(), 3);
}
