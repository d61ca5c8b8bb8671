//! The built command, run as a user runs it: files, messages and exit codes.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod kit;

use kit::{Folder, LISTING, OTHER, shared};

#[test]
fn convert_writes_an_archive_and_tells_what_it_made() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    let run = folder.run(&["convert", "page.txt", "-o", "out.json"]);
    run.succeeds();
    assert!(run.out.is_empty(), "{}", run.out);
    assert!(
        run.err.contains("out.json: 3 articles, 2024-05-03"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("1 passage of the pages left out"),
        "{}",
        run.err
    );
    let archive = folder.json("out.json");
    assert_eq!(archive["title"], "Harbour News");
    assert_eq!(archive["items"].as_array().unwrap().len(), 3);
}

#[test]
fn several_inputs_become_one_archive_without_doubles() {
    let folder = Folder::new();
    folder.write("one.txt", LISTING);
    folder.write("two.txt", OTHER);
    let args = [
        "convert",
        "one.txt",
        "two.txt",
        "--title",
        "Both",
        "--language",
        "en-GB",
        "--category",
        "Local",
    ];
    let run = folder.run(&args);
    run.succeeds();
    let archive: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&archive["title"], &archive["language"]),
        (&"Both".into(), &"en-GB".into())
    );
    let items = archive["items"].as_array().unwrap();
    assert_eq!(items.len(), 5);
    let ferry = items
        .iter()
        .find(|i| i["title"].as_str().unwrap().contains("Ferry"))
        .unwrap();
    assert_eq!(
        ferry["_backfile"]["categories"],
        serde_json::json!(["Harbour News", "Boats", "Local"])
    );
    assert!(run.err.contains("duplicate-article"), "{}", run.err);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    for name in ["a.json", "b.json"] {
        folder.run(&["convert", "page.txt", "-o", name]).succeeds();
    }
    folder
        .run(&["convert", "a.json", "-o", "c.json"])
        .succeeds();
    assert_eq!(folder.read("a.json"), folder.read("b.json"));
    assert_eq!(folder.read("a.json"), folder.read("c.json"));
}

#[test]
fn standard_streams_are_inputs_and_outputs() {
    let folder = Folder::new();
    let run = folder.run_with(&["convert", "-", "--quiet"], LISTING.as_bytes());
    run.succeeds();
    assert!(
        run.out.starts_with('{') && run.err.is_empty(),
        "{}{}",
        run.out,
        run.err
    );
}

#[test]
fn a_folder_stands_for_its_files() {
    let folder = Folder::new();
    folder.write("pages/b.txt", OTHER);
    folder.write("pages/a.txt", LISTING);
    folder.write("pages/picture.png", "\u{89}PNG\0\0");
    folder.write("pages/.hidden", "x");
    let run = folder.run(&["convert", "pages", "-o", "out.json"]);
    run.succeeds();
    assert!(
        run.err.contains("picture.png") && run.err.contains("was left out"),
        "{}",
        run.err
    );
    assert_eq!(
        folder.json("out.json")["items"].as_array().unwrap().len(),
        5
    );
    folder.write("empty/note.png", "\0");
    folder
        .run(&["convert", "empty", "-o", "none.json"])
        .fails("no input can be read");
    assert!(!folder.has("none.json"));
}

#[test]
fn the_report_has_everything_that_was_left_out() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    for report in ["report.txt", "report.json"] {
        folder
            .run(&["convert", "page.txt", "-o", "out.json", "--report", report])
            .succeeds();
        let text = String::from_utf8(folder.read(report)).unwrap();
        assert!(
            text.contains("We have no owner") && text.contains("call-to-action")
                || text.contains("appeal of the site"),
            "{text}"
        );
    }
    let report = folder.json("report.json");
    assert_eq!(report["skipped"][0]["first_line"], 16);
}

#[test]
fn strict_turns_warnings_into_an_exit_code() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    folder.write("odd.txt", &LISTING.replace("May 3, 2024", "May 3"));
    assert_eq!(
        folder
            .run(&["convert", "page.txt", "-o", "a.json", "--strict"])
            .code,
        0
    );
    assert_eq!(
        folder
            .run(&["convert", "odd.txt", "-o", "b.json", "--strict"])
            .code,
        1
    );
    assert!(folder.has("b.json"));
    assert_eq!(folder.run(&["convert", "odd.txt", "-o", "c.json"]).code, 0);
}

#[test]
fn check_tells_what_is_in_an_archive() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    folder
        .run(&["convert", "page.txt", "-o", "out.json"])
        .succeeds();
    let run = folder.run(&["check", "out.json"]);
    run.succeeds();
    assert!(
        run.out.contains("out.json: sound, archive JSON"),
        "{}",
        run.out
    );
    assert!(run.out.contains("3 articles, 2024-05-03"), "{}", run.out);
    let run = folder.run(&["check", "out.json", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&found["sound"], &found["articles"], &found["kind"]),
        (&true.into(), &3.into(), &"archive".into())
    );
    folder.write("bad.json", "{\"version\": ");
    let run = folder.run(&["check", "bad.json", "--json"]);
    run.fails("bad.json");
    let found: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(found["sound"], false);
}

#[test]
fn search_finds_and_filters() {
    let folder = Folder::new();
    folder.write("one.txt", LISTING);
    folder.write("two.txt", OTHER);
    folder
        .run(&["convert", "one.txt", "two.txt", "-o", "all.json"])
        .succeeds();
    let run = folder.run(&["search", "all.json", "ferry"]);
    run.succeeds();
    assert!(run.out.contains("1. The Lower Ferry Stops"), "{}", run.out);
    // Any text is a query, also one that begins as an option does.
    for query in ["-ferry", "-\"ferry\"", "-(a OR b)"] {
        folder.run(&["search", "all.json", query]).succeeds();
    }
    let run = folder.run(&["search", "all.json", "--filter", "category=Boats", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(found["total"], 3, "{}", run.out);
    // Capitals make no difference, and what is not there is told with what there is.
    let run = folder.run(&["search", "all.json", "--filter", "category=bOATS", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((&found["total"], &*run.err), (&3.into(), ""));
    let run = folder.run(&["search", "all.json", "--filter", "category=boat"]);
    run.succeeds();
    assert!(run.out.starts_with("0 of 5"), "{}", run.out);
    let told = "--filter category=boat: there is no such value; like it are Boats";
    assert!(run.err.starts_with(told), "{}", run.err);
    let run = folder.run(&["search", "all.json", "--filter", "category=zebra"]);
    let told = "the most common are Boats, Harbour News";
    assert!(run.err.contains(told), "{}", run.err);
    // What is no date is looked for as words, and the reader is told.
    let run = folder.run(&["search", "all.json", "date:soon ferry"]);
    run.succeeds();
    assert!(
        run.err.starts_with("date:soon: `soon` is not a date"),
        "{}",
        run.err
    );
    let run = folder.run(&["search", "all.json", "date:2024 ferry"]);
    assert_eq!(run.err, "");
    folder
        .run(&["search", "all.json", "x", "--filter", "colour=red"])
        .fails("there is no such facet");
    folder
        .run(&["search", "all.json", "x", "--filter", "red"])
        .fails("FACET=VALUE");
    folder
        .run(&["search", "all.json", "x", "--from", "someday"])
        .fails("someday");
}

#[test]
fn a_range_whose_later_end_stands_first_is_put_right_and_told() {
    let folder = Folder::new();
    folder.write("one.txt", LISTING);
    folder
        .run(&["convert", "one.txt", "-o", "all.json"])
        .succeeds();
    let right = folder.run(&["search", "all.json", "date:2000..2100"]);
    assert!(!right.out.starts_with("0 of"), "{}", right.out);
    assert_eq!(right.err, "");
    for words in [
        &["date:2100..2000"][..],
        &["--from", "2100", "--to", "2000"],
    ] {
        let run = folder.run(&[&["search", "all.json"], words].concat());
        run.succeeds();
        assert_eq!(run.out, right.out, "{words:?}");
        assert!(
            run.err.contains("the later date stands first"),
            "{}",
            run.err
        );
    }
}

#[test]
fn search_answers_a_file_of_queries() {
    let folder = Folder::new();
    folder.write("page.txt", LISTING);
    folder
        .run(&["convert", "page.txt", "-o", "all.json"])
        .succeeds();
    folder.write(
        "queries.jsonl",
        "{\"id\": \"q1\", \"text\": \"ferry\"}\n\n{\"id\": 2, \"text\": \"zzz\"}\n",
    );
    let run = folder.run(&["search", "all.json", "--queries", "queries.jsonl"]);
    run.succeeds();
    let lines: Vec<serde_json::Value> = run
        .out
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(
        (&lines[0]["id"], &lines[1]["id"]),
        (&"q1".into(), &2.into())
    );
    assert_eq!(
        lines[0]["hits"][0]["id"],
        folder.json("all.json")["items"][0]["id"]
    );
    folder.write("empty.jsonl", "{\"id\": 1, \"text\": \" \"}\n");
    let run = folder.run(&["search", "all.json", "--queries", "empty.jsonl"]);
    run.succeeds();
    assert_eq!(run.out.trim(), "{\"hits\":[],\"id\":1}");
    for (bad, place) in [("{\"id\": 1}", "no \"text\""), ("nonsense", "bad.jsonl:2")] {
        folder.write(
            "bad.jsonl",
            &format!("{{\"id\": 1, \"text\": \"ferry\"}}\n{bad}\n"),
        );
        let run = folder.run(&["search", "all.json", "--queries", "bad.jsonl"]);
        run.fails(place);
        assert_eq!(run.out, "", "nothing is answered");
    }
}

#[test]
fn help_and_version_are_there() {
    let folder = Folder::new();
    for args in [
        &["--help"][..],
        &["pack", "--help"],
        &["convert", "--help"],
        &["check", "--help"],
        &["search", "--help"],
    ] {
        let run = folder.run(args);
        run.succeeds();
        assert!(run.out.contains("Examples:"), "{}", run.out);
    }
    let run = folder.run(&["--version"]);
    assert!(run.out.starts_with("backfile 0."), "{}", run.out);
}

#[test]
fn the_seed_pages_make_an_archive_of_thirty() {
    let Some(seeds) = shared("seeds") else { return };
    let folder = Folder::new();
    let files: Vec<String> = seeds
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let mut args = vec!["convert"];
    args.extend(files.iter().map(String::as_str));
    args.extend(["--title", "Coups", "-o", "coups.json", "--strict"]);
    folder.run(&args).succeeds();
    assert_eq!(
        folder.json("coups.json")["items"].as_array().unwrap().len(),
        30
    );
}
