//! `backfile pack --pages --site`: a whole folder or none, and nothing of others lost.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod kit;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use kit::{Folder, LISTING, OTHER};

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

fn pack(folder: &Folder, more: &[&str]) -> kit::Run {
    let mut args = vec!["pack", "page.txt", "--pages", "--no-app", "--site", "out"];
    args.extend(more);
    folder.run(&args)
}

#[test]
fn a_site_is_written_and_replaced_as_a_whole() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    let run = pack(&folder, &[]);
    run.succeeds();
    assert!(
        run.err.contains("out: 3 articles, 2024-05-03, "),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("without --base-url there is no site map"),
        "{}",
        run.err
    );
    let first = files(&folder.path("out"));
    assert!(
        first.contains_key("index.html")
            && first.contains_key("a/the-lower-ferry-stops-for-good.html")
    );
    pack(&folder, &[]).succeeds();
    assert_eq!(
        files(&folder.path("out")),
        first,
        "the same input gives the same bytes"
    );

    folder.write("page.txt", OTHER);
    pack(&folder, &["--base-url", "https://a.example/x"]).succeeds();
    let second = files(&folder.path("out"));
    assert!(second.contains_key("sitemap.xml"));
    assert!(
        !second.contains_key("a/mill-street-library-opens-on-sundays.html"),
        "old pages are gone"
    );
    assert_eq!(
        folder.names(),
        ["out", "page.txt"],
        "nothing is left beside it"
    );
}

#[cfg(unix)]
#[test]
fn others_may_read_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    pack(&folder, &[]).succeeds();
    fs::create_dir(folder.path("plain")).unwrap();
    let mode = |name: &str| {
        fs::metadata(folder.path(name))
            .unwrap()
            .permissions()
            .mode()
    };
    assert_eq!(mode("out"), mode("plain"));
}

#[test]
fn what_is_not_ours_is_not_replaced() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    folder.write("out/diary.txt", "dear diary");
    pack(&folder, &[]).fails("was not made by `backfile pack --site`");
    assert_eq!(folder.read("out/diary.txt"), b"dear diary");
    pack(&folder, &["--force"]).succeeds();
    assert!(!folder.has("out/diary.txt"));

    folder.write("out/CNAME", "a.example");
    pack(&folder, &[]).fails("`CNAME` in this folder is not part of the site");
    assert_eq!(folder.read("out/CNAME"), b"a.example");

    folder.write("out/.git/config", "");
    pack(&folder, &["--force"]).fails("there is a git repository in this folder");
    folder.write("file", "");
    let args = ["pack", "page.txt", "--pages", "--site", "file"];
    folder
        .run(&args)
        .fails("this is a file; a site is written to a folder");
    let args = ["pack", "page.txt", "--pages", "--site", "none/out"];
    folder.run(&args).fails("the folder none does not exist");
    let args = ["pack", "page.txt", "--pages", "--force", "--site", "."];
    folder.run(&args).fails("would be replaced");
}

#[test]
fn an_input_in_the_folder_is_not_lost() {
    let folder = Folder::new();
    folder.write("out/page.txt", LISTING);
    let run = folder.run(&[
        "pack",
        "out/page.txt",
        "--pages",
        "--site",
        "out",
        "--force",
    ]);
    run.fails("this input is in out, which would be replaced");
    assert_eq!(folder.read("out/page.txt"), LISTING.as_bytes());
}

#[test]
fn a_wrong_address_is_told_before_anything_is_written() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    let run = pack(&folder, &["--base-url", "a.example"]);
    run.fails("--base-url: `a.example` cannot be the address of a site");
    assert!(!folder.has("out"));
}

#[test]
fn a_killed_run_leaves_the_old_site_whole() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    pack(&folder, &[]).succeeds();
    let old = files(&folder.path("out"));
    let items: Vec<String> = (0..20_000)
        .map(|number| {
            format!(
                "{{\"id\":\"{number}\",\"title\":\"Title {number}\",\"content_text\":\"text\"}}"
            )
        })
        .collect();
    let feed = format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Many\",\"items\":[{}]}}",
        items.join(",")
    );
    folder.write("many.json", &feed);
    let mut child = folder.start(&[
        "pack",
        "many.json",
        "--pages",
        "--no-app",
        "--site",
        "out",
        "-q",
    ]);
    // Killed as soon as the first pages of the new site are there.
    let is_passing = |name: &String| name.starts_with(".backfile-");
    let started = Instant::now();
    let passing = loop {
        assert!(
            started.elapsed() < Duration::from_mins(1),
            "nothing was written"
        );
        let found = folder.names().into_iter().find(is_passing);
        if let Some(name) = found.filter(|name| folder.has(&format!("{name}/a"))) {
            break name;
        }
        assert!(
            child.try_wait().unwrap().is_none(),
            "it ended before it could be killed"
        );
    };
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(
        !folder.has(&format!("{passing}/backfile-site.json")),
        "it was not done"
    );
    assert_eq!(files(&folder.path("out")), old);
}

/// The commands of the workflow for GitHub Pages are commands of this version.
#[test]
fn the_workflow_builds_a_site() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    folder
        .run(&["convert", "page.txt", "-o", "archive.json"])
        .succeeds();
    let shell = folder.shell();
    let workflow = include_str!("../../../docs/github-pages.yml");
    let commands = workflow
        .lines()
        .filter_map(|line| line.trim().strip_prefix("~/.local/bin/backfile "));
    let mut count = 0;
    for command in commands {
        let command = command
            .replace("\"$ARCHIVE\"", "archive.json")
            .replace("\"$BASE_URL/\"", "https://somebody.example/archive/");
        assert!(!command.contains(['$', '"']), "{command}");
        let mut args: Vec<&str> = command.split(' ').collect();
        if args.contains(&"pack") {
            args.extend(["--shell", &shell]);
        }
        folder.run(&args).succeeds();
        count += 1;
    }
    assert_eq!(count, 3);
    assert!(folder.has("public/index.html") && folder.has("public/archive.html"));
    let page = String::from_utf8(folder.read("public/index.html")).unwrap();
    assert!(page.contains("<link rel=\"canonical\" href=\"https://somebody.example/archive/\">"));
}

/// Packs the app, whatever else.
fn pack_app(folder: &Folder, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    folder.write("page.txt", LISTING);
    let shell = folder.shell();
    let args = ["pack", "page.txt", "--site", "out", "--shell", &shell];
    folder.run(&[&args[..], more].concat()).succeeds();
    files(&folder.path("out"))
}

#[test]
fn the_app_is_the_page_or_lies_beside_the_pages() {
    let folder = Folder::new();
    let alone = pack_app(&folder, &[]);
    assert!(alone.contains_key("index.html") && alone.contains_key("site/manifest.json"));
    assert!(alone.contains_key("sw.js") && !alone.contains_key("pages.css"));
    let page = |files: &BTreeMap<String, Vec<u8>>, name: &str| {
        String::from_utf8(files[name].clone()).unwrap()
    };
    assert!(page(&alone, "index.html").contains("data-worker=\"sw.js\""));
    let online = pack_app(&folder, &["--no-offline"]);
    assert!(!online.contains_key("sw.js"));
    assert!(!page(&online, "index.html").contains("data-worker"));
    let both = pack_app(&folder, &["--pages"]);
    assert_eq!(both["app.html"], alone["index.html"]);
    let home = "<a href=\"app.html#/\" data-app>Search and filter</a>";
    assert!(page(&both, "index.html").contains(home));
    let article = page(&both, "a/the-lower-ferry-stops-for-good.html");
    let link =
        "<a href=\"../app.html#/a/the-lower-ferry-stops-for-good\" data-app>Search and filter</a>";
    assert!(article.contains(link));
    assert!(article.contains("<script src=\"../pages.js\"") && both.contains_key("pages.js"));
    let script = page(&both, "pages.js");
    for (name, end) in [("program-", "wasm"), ("app-", "js"), ("app-", "css")] {
        let file = both
            .keys()
            .find(|path| path.contains(name) && path.ends_with(end));
        assert!(script.contains(&format!("\"{}\"", file.unwrap())), "{name}");
    }
    let nothing = folder.run(&["pack", "page.txt", "--site", "out", "--no-app"]);
    assert_eq!(nothing.code, 2);
    assert!(nothing.err.contains("--pages"), "{}", nothing.err);
}

#[test]
fn a_hosted_folder_is_checked_searched_and_unpacked() {
    let folder = Folder::new();
    let files = pack_app(&folder, &[]);
    let run = folder.run(&["check", "out", "--json"]);
    run.succeeds();
    let found: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&found["kind"], &found["articles"]),
        (&"hosted".into(), &3.into())
    );
    let search = |archive: &str| {
        folder
            .run(&["search", archive, "ferry chain", "--json"])
            .out
    };
    assert_eq!(search("out"), search("page.txt"));
    for (name, from) in [("back.json", "out"), ("direct.json", "page.txt")] {
        folder.run(&["convert", from, "-o", name]).succeeds();
    }
    assert_eq!(folder.read("back.json"), folder.read("direct.json"));

    let index = files.keys().find(|path| path.contains("/index-")).unwrap();
    let mut damaged = files[index].clone();
    let half = damaged.len() / 2;
    damaged[half] ^= 1;
    folder.write_bytes(&format!("out/{index}"), &damaged);
    let run = folder.run(&["check", "out"]);
    run.fails(&format!("out: {index}: this file was changed or cut"));
}

/// A feed of so many articles, the newest first, with words of their own.
fn feed(count: usize) -> String {
    let words = |number: usize| {
        let word = |at: usize| format!("w{:x}", (number * 7919 + at * at * 31) % 9973);
        (0..120).map(word).collect::<Vec<_>>().join(" ")
    };
    let item = |number: usize| {
        serde_json::json!({
            "id": number.to_string(), "title": format!("Day {number}"),
            "content_text": format!("{} zinnober{number}", words(number)),
        })
    };
    let items: Vec<_> = (0..count).rev().map(item).collect();
    serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": items})
        .to_string()
}

#[test]
fn a_hosted_folder_of_an_archive_that_grew_keeps_its_index() {
    let folder = Folder::new();
    let shell = folder.shell();
    let pack = |name: &str, count: usize| {
        folder.write(name, &feed(count));
        let args = ["pack", name, "--site", "out", "--shell", &shell];
        folder.run(&args).succeeds();
        files(&folder.path("out"))
    };
    let old = pack("old.json", 1_500);
    let new = pack("new.json", 1_501);
    let index = |path: &&String| path.contains("/index-");
    assert!(old.keys().filter(index).count() > 3);
    assert!(new.keys().filter(index).eq(old.keys().filter(index)));
    assert!(new.keys().any(|path| path.contains("/changes-")));
    folder.run(&["check", "out"]).succeeds();
    for query in ["zinnober1500", "zinnober7", "\"day 1499\"", "w1f -day"] {
        let search = |archive: &str| folder.run(&["search", archive, query, "--json"]).out;
        assert_eq!(search("out"), search("new.json"), "{query}");
    }
    assert_eq!(pack("new.json", 1_501), new, "the same again");
    fs::remove_dir_all(folder.path("out")).unwrap();
    let anew = pack("new.json", 1_501);
    assert!(!anew.keys().any(|path| path.contains("/changes-")));
}

#[test]
fn old_addresses_that_lead_nowhere_are_counted() {
    let folder = Folder::new();
    let item = |id: usize, path: &str| {
        format!(
            r#"{{"id":"{id}","title":"Title {id}","url":"https://a.example{path}","content_text":"x"}}"#
        )
    };
    let paths = [
        "/?p=1",
        "/app.html",
        "/index.html",
        "/old/one.html",
        "/old/one.php",
    ];
    let items: Vec<String> = paths
        .iter()
        .enumerate()
        .map(|(id, path)| item(id, path))
        .collect();
    folder.write(
        "feed.json",
        &format!(
            r#"{{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{}]}}"#,
            items.join(",")
        ),
    );
    let shell = folder.shell();
    let pack = [
        "pack",
        "feed.json",
        "--pages",
        "--stubs",
        "--site",
        "out",
        "--shell",
        &shell,
    ];
    let run = folder.run(&pack);
    run.succeeds();
    for told in [
        "old addresses with a query (as /?p=123): 1; neither",
        "old addresses at which a file of this site lies: 2; they",
        "old addresses that cannot have a page: 1; their rules",
    ] {
        assert!(run.err.contains(told), "{told}: {}", run.err);
    }
    let rules = String::from_utf8(folder.read("out/_redirects")).unwrap();
    let rules = rules.lines().filter(|line| !line.starts_with('#'));
    let old: Vec<&str> = rules.filter_map(|rule| rule.split(' ').next()).collect();
    assert_eq!(old, ["/old/one.html", "/old/one.php"]);
    let app = String::from_utf8(folder.read("out/app.html")).unwrap();
    assert!(app.contains("data-program"), "the app is in its place");
}
