//! Files of ours that came to harm on their way: what is whole of them is given, and what is wrong
//! with them is told.
#![allow(clippy::unwrap_used)]

mod kit;

use kit::{Folder, LISTING};

/// A folder with `page.txt`, and with `page.html` packed of it.
fn packed(more: &[&str]) -> (Folder, Vec<u8>) {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    let shell = folder.shell();
    let mut args = vec!["pack", "page.txt", "-o", "page.html", "--shell", &shell];
    args.extend(more);
    folder.run(&args).succeeds();
    let file = folder.read("page.html");
    (folder, file)
}

/// Where the data of an entry begin: after the last place where its name is in a header.
fn entry(file: &[u8], name: &str) -> usize {
    let header = [b"PK\x03\x04", name.as_bytes()];
    let is_header =
        |at: &usize| file[*at..].starts_with(header[0]) && file[at + 30..].starts_with(header[1]);
    let at = (0..file.len() - 200).find(is_header).unwrap();
    let more = usize::from(file[at + 28]);
    at + 30 + name.len() + more
}

#[test]
fn articles_of_a_file_that_is_damaged_elsewhere_are_converted() {
    let (folder, whole) = packed(&[]);
    folder
        .run(&["convert", "page.txt", "-o", "direct.json"])
        .succeeds();
    for name in ["viewer/index.bin", "viewer/rows.json", "README.txt"] {
        let mut file = whole.clone();
        file[entry(&whole, name) + 20] ^= 0x55;
        folder.write_bytes("bad.html", &file);
        let run = folder.run(&["convert", "bad.html", "-o", "out.json"]);
        run.succeeds();
        let told = format!("bad.html: {name}: this part of the file is damaged");
        assert!(run.err.contains(&told), "{}", run.err);
        assert_eq!(folder.read("out.json"), folder.read("direct.json"));
        let run = folder.run(&["convert", "bad.html", "-o", "out.json", "--strict"]);
        assert_eq!(run.code, 1, "{}", run.err);
        folder
            .run(&["check", "bad.html"])
            .fails("this file was changed");
    }
}

#[test]
fn a_damaged_article_is_named() {
    let (folder, mut file) = packed(&["--text-files", "never"]);
    let at = entry(&file, "archive.json");
    // The only block of articles; the head of the feed before it is about as long.
    for byte in &mut file[at + 400..at + 420] {
        *byte ^= 0x55;
    }
    folder.write_bytes("bad.html", &file);
    folder
        .run(&["convert", "bad.html", "-o", "out.json"])
        .fails("no article in this file is whole");
    assert!(!folder.has("out.json"));

    let (folder, mut file) = packed(&["--text-files", "always"]);
    for byte in &mut file[at + 400..at + 420] {
        *byte ^= 0x55;
    }
    folder.write_bytes("bad.html", &file);
    let run = folder.run(&["convert", "bad.html", "-o", "out.json"]);
    run.succeeds();
    assert!(
        run.err
            .contains("“Mill Street Library Opens On Sundays” is made again from its text file"),
        "{}",
        run.err
    );
    let made = folder.json("out.json");
    assert_eq!(made["title"], "Harbour News");
    let item = &made["items"][0];
    assert_eq!(item["title"], "The Lower Ferry Stops For Good");
    assert!(
        item["content_text"]
            .as_str()
            .unwrap()
            .starts_with("After ninety summers")
    );
}

#[test]
fn what_happened_to_a_file_is_told() {
    let (folder, whole) = packed(&[]);
    let check = |bytes: &[u8], message: &str| {
        folder.write_bytes("bad.html", bytes);
        folder.run(&["check", "bad.html"]).fails(message);
    };
    let longer = [&*whole, b"\r\n<!-- counted by a host -->"].concat();
    check(&longer, "28 bytes stand after the end of this file");
    let units = whole[2..]
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units)
        .map(|c| c.unwrap_or('\u{FFFD}'))
        .collect();
    check(text.as_bytes(), "saved again, in another encoding");
    for part in [60, 200, whole.len() / 50, whole.len() / 20] {
        check(&whole[..part], "this file is cut short");
    }
}

#[test]
fn files_that_are_missing_in_a_folder_are_named() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    let shell = folder.shell();
    let pack = || {
        folder
            .run(&["pack", "page.txt", "--site", "out", "--shell", &shell])
            .succeeds();
    };
    pack();
    let names: Vec<String> = std::fs::read_dir(folder.path("out/site"))
        .unwrap()
        .map(|entry| format!("site/{}", entry.unwrap().file_name().display()))
        .collect();
    assert!(names.len() > 5, "{names:?}");
    for name in names
        .iter()
        .map(|name| &**name)
        .chain(["index.html", "sw.js"])
    {
        pack();
        std::fs::remove_file(folder.path("out").join(name)).unwrap();
        folder
            .run(&["check", "out"])
            .fails(&format!("out: missing in this folder: {name}; copy"));
    }
    pack();
    std::fs::remove_dir_all(folder.path("out/site")).unwrap();
    folder
        .run(&["check", "out"])
        .fails("out: missing in this folder: site; copy the site again");
}
