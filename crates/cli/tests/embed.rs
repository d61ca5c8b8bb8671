//! `backfile embed`: the script of the element, to a file or to the standard output.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod kit;

use kit::Folder;

#[test]
fn the_script_is_written_and_its_use_told() {
    let folder = Folder::new();
    let run = folder.run(&["embed"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("<script src=\"backfile-embed.js\""),
        "{}",
        run.err
    );
    let written = String::from_utf8(folder.read("backfile-embed.js")).unwrap();
    assert!(written.contains("customElements.define(NAME"), "no element");
    let run = folder.run(&["embed", "-o", "-"]);
    assert_eq!((run.code, run.out, run.err), (0, written, String::new()));
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let folder = Folder::new();
    let run = folder.run(&["embed", "-o", "no/where.js"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("does not exist"), "{}", run.err);
}
