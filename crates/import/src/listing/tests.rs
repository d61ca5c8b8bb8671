//! The seed pages and what people do to pages when they copy them.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::path::PathBuf;

use super::*;

/// Pages that are not part of the project: read where they are, required under CI.
fn shared(folder: &str) -> Vec<(String, String)> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")).join(folder);
    if !path.is_dir() {
        assert!(
            std::env::var("CI").is_err(),
            "{} is required under CI",
            path.display()
        );
        eprintln!("skipped: {} is not there", path.display());
        return Vec::new();
    }
    let mut files: Vec<PathBuf> = std::fs::read_dir(path)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    let name = |p: &PathBuf| p.file_name().unwrap().to_string_lossy().into_owned();
    files
        .iter()
        .map(|p| (name(p), std::fs::read_to_string(p).unwrap()))
        .collect()
}

fn import(name: &str, text: &str) -> Imported {
    read(&Source::new(name, text)).unwrap()
}

/// The text in which the last article's title stands before the appeals of the page.
fn blocks_of(text: &str) -> Vec<String> {
    text.split("\n\n")
        .map(|b| b.trim_matches('\n').to_owned())
        .collect()
}

/// The pages' articles as an independent reading finds them: blocks 2.. in pairs, 15 of them.
fn expected(text: &str) -> Vec<(String, String)> {
    let blocks = blocks_of(text);
    let pair = |p: &[String]| {
        (
            normalize::space::clean(&p[0]),
            normalize::space::clean(p[1].lines().next().unwrap()),
        )
    };
    blocks[2..32].chunks(2).map(pair).collect()
}

fn found(imported: &Imported) -> Vec<(String, String)> {
    let articles = imported.archive.articles.iter();
    articles
        .map(|a| (a.title.clone(), a.body.text.clone().unwrap_or_default()))
        .collect()
}

/// Every word of the file is in an article, in the heading, or in the report.
fn assert_nothing_lost(text: &str, imported: &Imported) {
    let words = |text: &str| {
        let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        words.sort();
        words
    };
    let archive = &imported.archive;
    let text_of = |a: &backfile_model::Article| a.body.text.clone().unwrap_or_default();
    let mut kept = vec![archive.title.clone()];
    kept.extend(
        archive
            .articles
            .iter()
            .flat_map(|a| [a.title.clone(), text_of(a)]),
    );
    kept.extend(imported.skipped.iter().map(|s| s.text.clone()));
    let kept = kept.join("\n");
    assert_eq!(words(&kept), words(text));
}

#[test]
fn seeds_give_thirty_articles_and_lose_nothing() {
    for (name, text) in shared("seeds") {
        let imported = import(&name, &text);
        assert_eq!(found(&imported), expected(&text), "{name}");
        assert_eq!(imported.archive.title, blocks_of(&text)[1]);
        assert_eq!(imported.archive.language.as_deref(), Some("en"));
        assert!(imported.warnings.is_empty(), "{:?}", imported.warnings);
        assert!(
            imported
                .archive
                .articles
                .iter()
                .all(|a| a.categories == [imported.archive.title.clone()])
        );
        assert_nothing_lost(&text, &imported);
    }
}

fn wrap(text: &str, width: usize) -> String {
    let wrap_line = |line: &str| {
        let mut out = String::new();
        let mut column = 0;
        for word in line.split_whitespace() {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > width {
                out.push('\n');
                column = 0;
            } else if column > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
        }
        out
    };
    text.split('\n')
        .map(wrap_line)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Changes every block: `change(number, block)`; titles of articles have even numbers from 2.
fn each_block(text: &str, change: impl Fn(usize, &str) -> String) -> String {
    let blocks = blocks_of(text);
    blocks
        .iter()
        .enumerate()
        .map(|(i, b)| change(i, b))
        .collect::<Vec<_>>()
        .join("\n\n")
}

fn is_title(number: usize) -> bool {
    (2..32).contains(&number) && number.is_multiple_of(2)
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn variants(text: &str) -> Vec<(&'static str, String)> {
    let titles = |change: &dyn Fn(&str) -> String| {
        each_block(
            text,
            |i, b| if is_title(i) { change(b) } else { b.to_owned() },
        )
    };
    let blocks = blocks_of(text);
    let furniture = blocks[32..].join("\n\n");
    let articles = blocks[2..32].join("\n\n");
    vec![
        ("windows line ends", text.replace('\n', "\r\n")),
        ("old mac line ends", text.replace('\n', "\r")),
        ("byte order mark", format!("\u{FEFF}{text}")),
        ("wrapped at 72", wrap(text, 72)),
        ("wrapped at 60", wrap(text, 60)),
        ("wrapped at 100", wrap(text, 100)),
        ("blank lines doubled", text.replace("\n\n", "\n\n\n\n")),
        ("no blank lines", text.replace("\n\n", "\n")),
        (
            "excerpts stuck to titles",
            titles(&|t| format!("{t}\u{1}")).replace("\u{1}\n\n", "\n"),
        ),
        ("bullets before titles", titles(&|t| format!("• {t}"))),
        (
            "stars before all",
            each_block(text, |_, b| format!("* {b}")),
        ),
        (
            "hyphens before all",
            each_block(text, |_, b| format!("- {b}")),
        ),
        ("markdown headings", titles(&|t| format!("## {t}"))),
        ("bold titles", titles(&|t| format!("**{t}**"))),
        (
            "dates under titles",
            titles(&|t| format!("{t}\nJuly 26, 2023")),
        ),
        (
            "dates apart under titles",
            titles(&|t| format!("{t}\n\nJuly 26, 2023")),
        ),
        (
            "bylines under titles",
            titles(&|t| format!("{t}\nBy Jane Doe")),
        ),
        (
            "date and byline",
            titles(&|t| format!("{t}\n\nJane Doe | 26 July 2023")),
        ),
        (
            "date and login, stuck to titles",
            titles(&|t| format!("{t}\nPosted on August 12, 2024 by admin")),
        ),
        (
            "date and login, apart, of many days",
            titles(&|t| {
                format!(
                    "{t}\n\nPosted on August {}, 2024 by admin",
                    1 + t.len() % 28
                )
            }),
        ),
        (
            "date, byline and comments",
            titles(&|t| {
                format!(
                    "{t}\nAugust 12, 2024 by Jane Doe — {} Comments",
                    t.len() % 7
                )
            }),
        ),
        (
            "numeric date, login and categories",
            titles(&|t| format!("{t}\nPosted on 12/08/2024 by admin in Coups, Venezuela")),
        ),
        (
            "byline with a count, and age",
            titles(&|t| {
                format!(
                    "{t}\nBy Jane Doe {}\nPublished {} days ago",
                    t.len(),
                    t.len() % 5
                )
            }),
        ),
        (
            "links to read on",
            each_block(text, |i, b| {
                if i > 2 && is_title(i - 1) {
                    format!("{b}\n\nRead more")
                } else {
                    b.to_owned()
                }
            }),
        ),
        ("indented", text.replace("\n\n", "\n\n    ")),
        ("blanks on blank lines", text.replace("\n\n", "\n \t\n")),
        (
            "furniture on top",
            format!(
                "{}\n\n{furniture}\n\n{}\n\n{articles}",
                blocks[0], blocks[1]
            ),
        ),
        (
            "furniture under the heading",
            format!(
                "{}\n\n{}\n\n{furniture}\n\n{articles}",
                blocks[0], blocks[1]
            ),
        ),
        (
            "furniture on both ends",
            format!("{furniture}\n\n{}\n\n{articles}\n\n{furniture}", blocks[1]),
        ),
        ("no furniture", format!("{}\n\n{articles}", blocks[1])),
        (
            "one campaign only",
            format!(
                "{}\n\n{articles}\n\n{}",
                blocks[1],
                blocks[32..35].join("\n\n")
            ),
        ),
        (
            "the other campaign only",
            format!(
                "{}\n\n{articles}\n\n{}",
                blocks[1],
                blocks[35..39].join("\n\n")
            ),
        ),
        (
            "appeal in the middle",
            format!(
                "{}\n\n{}\n\n{furniture}\n\n{}",
                blocks[1],
                blocks[2..16].join("\n\n"),
                blocks[16..32].join("\n\n")
            ),
        ),
        ("the page twice", format!("{text}\n\n{text}")),
    ]
}

#[test]
fn seeds_survive_what_people_do_to_them() {
    let mut failures = Vec::new();
    for (name, text) in shared("seeds") {
        let wanted = expected(&text);
        for (variant, changed) in variants(&text) {
            let imported = import(&name, &changed);
            let found = found(&imported);
            if found != wanted || imported.archive.title != blocks_of(&text)[1] {
                let wrong = found
                    .iter()
                    .filter(|f| !wanted.contains(f))
                    .map(|f| f.0.as_str());
                failures.push(format!(
                    "{name}, {variant}: {} articles under “{}”, wrong: {:?}",
                    found.len(),
                    imported.archive.title,
                    wrong.collect::<Vec<_>>()
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn lists_that_are_no_category_pages_get_honest_warnings() {
    for (name, text) in shared("corpora/listings") {
        match read(&Source::new(name.clone(), text.as_str())) {
            Ok(imported) => {
                let codes: Vec<&str> = imported.warnings.iter().map(|w| w.code.as_str()).collect();
                let articles = &imported.archive.articles;
                assert!(
                    codes.contains(&"guessed"),
                    "{name}: {codes:?} {articles:?} {:?}",
                    imported.skipped
                );
            }
            Err(error) => assert!(matches!(error, Error::NoArticles { .. }), "{name}: {error}"),
        }
    }
}
