//! What goes wrong gets one message with place and cure and exit code 2, and no half-written
//! file: an old output stays as it was, and nothing else is left behind.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod kit;

use kit::{Folder, LISTING};

/// Converts an input over an old output; it must fail, say this, and change nothing.
#[track_caller]
fn convert_fails(name: &str, bytes: &[u8], message: &str) {
    let folder = Folder::new();
    folder.write_bytes(name, bytes);
    folder.write("out.json", "the old one");
    let before = folder.names();
    let run = folder.run(&["convert", name, "-o", "out.json"]);
    run.fails(message);
    assert!(
        run.err.contains(name),
        "the message names the file: {}",
        run.err
    );
    assert_eq!(folder.read("out.json"), b"the old one");
    assert_eq!(folder.names(), before);
}

#[test]
fn archive_json_with_a_syntax_error() {
    convert_fails(
        "bad.json",
        b"{\n  \"version\": \"https://jsonfeed.org/version/1.1\",\n  \"items\": [,]\n}",
        "line 3",
    );
}

#[test]
fn archive_json_of_a_newer_version() {
    let json = br#"{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [], "_backfile": {"version": 99}}"#;
    convert_fails("new.json", json, "format version 99");
    let feed = br#"{"version": "https://jsonfeed.org/version/2", "title": "x", "items": []}"#;
    convert_fails("new.json", feed, "JSON Feed of version 2");
}

#[test]
fn json_that_is_no_archive() {
    convert_fails("list.json", b"[1, 2]", "not an archive");
}

#[test]
fn listing_that_is_not_utf_8() {
    convert_fails(
        "page.txt",
        b"One\n\n\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0",
        "page.txt:3: byte 5 (0xCF) is not UTF-8",
    );
}

#[test]
fn empty_and_binary_files() {
    convert_fails("page.txt", b"", "empty");
    convert_fails("page.txt", b"\x00\x01\x02\x00", "binary");
    convert_fails("page.pdf", b"%PDF-1.7", "PDF");
    convert_fails(
        "page.html",
        b"<!doctype html><title>x</title><p>x",
        "HTML page",
    );
}

#[test]
fn missing_input() {
    let folder = Folder::new();
    folder
        .run(&["convert", "nowhere.txt", "-o", "out.json"])
        .fails("nowhere.txt: there is no such file");
    assert!(folder.names().is_empty());
}

#[test]
fn outputs_that_cannot_be() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    folder.write("dir/file", "");
    folder
        .run(&["convert", "page.txt", "-o", "no/where.json"])
        .fails("the folder no does not exist");
    folder
        .run(&["convert", "page.txt", "-o", "dir"])
        .fails("this is a folder");
    folder
        .run(&["convert", "page.txt", "-o", "./page.txt"])
        .fails("this is an input");
    folder
        .run(&["convert", "page.txt", "--report", "page.txt"])
        .fails("this is an input");
    folder.run(&["convert", "-", "-"]).fails("standard input");
    assert_eq!(folder.read("page.txt"), LISTING.as_bytes());
    assert_eq!(folder.names(), ["dir", "page.txt"]);
}

#[cfg(unix)]
#[test]
fn output_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    folder.write("out.json", "the old one");
    let set = |mode| {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(folder.path("out.json"), mode).unwrap();
    };
    set(0o444);
    folder
        .run(&["convert", "page.txt", "-o", "out.json"])
        .fails("no permission to write");
    assert_eq!(folder.read("out.json"), b"the old one");
    set(0o640);
    folder
        .run(&["convert", "page.txt", "-o", "out.json"])
        .succeeds();
    let mode = std::fs::metadata(folder.path("out.json"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640, "a replaced file keeps its permissions");
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    folder.write("real/out.json", "old");
    std::os::unix::fs::symlink(folder.path("real/out.json"), folder.path("link.json")).unwrap();
    folder
        .run(&["convert", "page.txt", "-o", "link.json"])
        .succeeds();
    assert!(
        std::fs::symlink_metadata(folder.path("link.json"))
            .unwrap()
            .is_symlink()
    );
    assert_eq!(folder.json("real/out.json")["title"], "Harbour News");
}

#[test]
fn a_killed_run_leaves_the_old_file() {
    let folder = Folder::new();
    folder.write("out.json", "the old one");
    // It waits for its input, so it is killed in the middle of its work.
    let mut child = folder.start(&["convert", "-", "-o", "out.json"]);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(folder.read("out.json"), b"the old one");
    assert_eq!(folder.names(), ["out.json"]);
}

#[test]
fn usage_errors_are_failures() {
    let folder = Folder::new();
    for args in [
        &["convert"][..],
        &["pack", "x.txt"],
        &["frobnicate"],
        &["convert", "x", "--format", "docx"],
    ] {
        let run = folder.run(args);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(
            run.err.contains("Usage:") || run.err.contains("possible values"),
            "{}",
            run.err
        );
    }
}

#[test]
fn options_that_would_do_nothing_are_told() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    let shell = folder.shell();
    for (options, cure) in [
        (
            &["--pages", "-o", "out.html"][..],
            "give --site DIR instead of --output",
        ),
        (&["--stubs", "-o", "out.html"], "--stubs is for a folder"),
        (
            &["--no-offline", "-o", "out.html"],
            "--no-offline is for a folder",
        ),
        (&["--force", "-o", "out.html"], "--force is for a folder"),
        (
            &["--stubs", "--site", "out"],
            "--stubs is for plain pages; give --pages",
        ),
        (
            &["--base-url", "https://a.example", "--site", "out"],
            "--base-url is for plain pages",
        ),
        (
            &["--saver", "always", "--site", "out"],
            "--saver is for one file",
        ),
        (
            &["--text-files", "never", "--site", "out"],
            "--text-files is for one file",
        ),
        (
            &["--report", "-", "-o", "-"],
            "--report -: the standard output has the archive",
        ),
    ] {
        let run = folder.run(&[&["pack", "page.txt", "--shell", &shell], options].concat());
        run.fails(cure);
        assert!(run.out.is_empty(), "{options:?}: {}", run.out);
    }
    folder
        .run(&["convert", "page.txt", "--report", "-"])
        .fails("--report -: the standard output has the archive");
    assert_eq!(folder.names(), ["page.txt", "shell"]);
    // To a file of its own the archive goes, and the report to the standard output.
    let run = folder.run(&["convert", "page.txt", "--report", "-", "-o", "out.json"]);
    run.succeeds();
    assert!(
        run.out.starts_with("Harbour News: 3 articles"),
        "{}",
        run.out
    );
}

#[test]
fn packed_files_that_are_damaged() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    let shell = folder.shell();
    folder
        .run(&["pack", "page.txt", "-o", "page.html", "--shell", &shell])
        .succeeds();
    let whole = folder.read("page.html");
    for part in [3, 5, 7, 9] {
        folder.write_bytes("cut.html", &whole[..whole.len() * part / 10]);
        let run = folder.run(&["check", "cut.html"]);
        assert_eq!(run.code, 2, "{part}/10: {}{}", run.out, run.err);
        assert!(
            run.err.starts_with("backfile: error: cut.html: "),
            "{}",
            run.err
        );
    }
    let run = folder.run(&["convert", "cut.html", "-o", "out.json"]);
    run.fails("cut short");
    assert!(!folder.has("out.json"));
}

#[test]
fn packing_without_a_shell_tells_how_to_get_one() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    folder
        .run(&["pack", "page.txt", "-o", "out.html"])
        .fails("cargo xtask shell");
    folder.write("half/backfile.js", "");
    folder
        .run(&["pack", "page.txt", "-o", "out.html", "--shell", "half"])
        .fails("cargo xtask shell");
    assert!(!folder.has("out.html"));
}
