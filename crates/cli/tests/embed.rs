//! `backfile embed`: what the element needs, to a folder; or the script alone.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod kit;

use kit::Folder;

#[test]
fn script_and_viewer_are_written_and_their_use_told() {
    let folder = Folder::new();
    let shell = folder.shell();
    let run = folder.run(&["embed", "public/here", "--shell", &shell]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("<backfile-archive src=\"archive.json\""),
        "{}",
        run.err
    );
    let script = String::from_utf8(folder.read("public/here/backfile-embed.js")).unwrap();
    let names: Vec<&str> = script
        .split('"')
        .filter(|part| part.starts_with("backfile-viewer/"))
        .collect();
    let contents = names.iter();
    let contents: Vec<Vec<u8>> = contents
        .map(|name| folder.read(&format!("public/here/{name}")))
        .collect();
    assert_eq!(
        contents,
        [
            &b"/* stand-in */"[..],
            b"\0asm\x01\0\0\0",
            b"/* stand-in */"
        ]
    );
    // Once more, over what is there: the same names.
    assert_eq!(
        folder
            .run(&["embed", "public/here", "--shell", &shell, "-q"])
            .code,
        0
    );
    assert_eq!(
        folder.read("public/here/backfile-embed.js"),
        script.as_bytes()
    );
}

#[test]
fn the_script_alone_shows_frames() {
    let folder = Folder::new();
    let shell = folder.shell();
    let run = folder.run(&["embed", "-o", "backfile-embed.js", "--shell", &shell]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("<script src=\"backfile-embed.js\""),
        "{}",
        run.err
    );
    let written = String::from_utf8(folder.read("backfile-embed.js")).unwrap();
    assert_eq!(written, "define(null);");
    let run = folder.run(&["embed", "-o", "-", "--shell", &shell]);
    assert_eq!((run.code, run.out, run.err), (0, written, String::new()));
}

#[test]
fn what_cannot_be_written_is_told() {
    let folder = Folder::new();
    let run = folder.run(&["embed", "-o", "no/where.js"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("does not exist"), "{}", run.err);
    folder.write("file", "");
    let run = folder.run(&["embed", "file", "--shell", &folder.shell()]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("name a folder"), "{}", run.err);
    let run = folder.run(&["embed", "here", "-o", "there.js"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("cannot be used with"), "{}", run.err);
}
