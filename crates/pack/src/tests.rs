#![allow(clippy::unwrap_used, clippy::expect_used)]

mod damage;

use backfile_model::{Archive, Article, Author, Body, Place, Source};
use expect_test::expect;
use std::io::{Cursor, Read};

use crate::{Error, Options, Part, Shell, TextFiles, open, single_file, units};

const GLUE: &str = "let wasm_bindgen = '</script><!--';\r\n";
const CSS: &str = "body { color: red }\n";

fn deflated(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(bytes, 6)
}

/// Packs with a shell that no browser runs: what is checked here is the file around it.
pub(crate) fn pack_as(archive: &Archive, options: &Options) -> Result<Vec<u8>, Error> {
    let shell = Shell {
        wasm_deflated: &deflated(b"\0asm and more"),
        glue_deflated: &deflated(GLUE.as_bytes()),
        css_deflated: &deflated(CSS.as_bytes()),
        saver_deflated: [b"", b""],
        boot_js: "start('</script>');\r\n",
        site_wasm_deflated: b"",
        site_js: "start();",
    };
    single_file(archive, &shell, options, &mut |_| {})
}

pub(crate) fn pack(archive: &Archive) -> Vec<u8> {
    pack_as(archive, &Options::default()).unwrap()
}

/// The file as a browser decodes it, with what it makes of raw bytes.
fn text(file: &[u8]) -> String {
    String::from_utf16_lossy(&units::units(&file[2..]).collect::<Vec<_>>())
}

/// The page without its comments.
fn visible(file: &[u8]) -> String {
    let text = text(file);
    let parts = text.split("-->");
    parts.filter_map(|part| part.split("<!--").next()).collect()
}

fn article(number: usize, text: &str) -> Article {
    Article {
        id: format!("id-{number}"),
        slug: format!("article-{number}"),
        title: format!("Title {number} </script><b>&amp;"),
        url: Some(format!("https://a.example/{number}?a=1&b=2")),
        summary: number
            .is_multiple_of(2)
            .then(|| format!("Summary of {text}")),
        body: Body {
            html: number.is_multiple_of(3).then(|| format!("<p>{text}</p>")),
            text: (number % 3 == 1).then(|| text.to_owned()),
        },
        date: (number % 4 != 3).then(|| {
            format!("20{:02}-0{}", number % 30, number % 9 + 1)
                .parse()
                .unwrap()
        }),
        authors: vec![Author {
            name: Some("A \"B\" <C>".to_owned()),
            ..Author::default()
        }],
        places: vec![Place {
            name: "Côte d'Ivoire".to_owned(),
            country: Some("CI".to_owned()),
        }],
        ..Article::default()
    }
}

pub(crate) fn archive(count: usize) -> Archive {
    Archive {
        title: "Coups & <others>".to_owned(),
        description: Some("What \"happened\"".to_owned()),
        language: Some("en".to_owned()),
        source: Some(Source {
            name: "Somewhere".to_owned(),
            url: Some("javascript:alert(1)".to_owned()),
        }),
        articles: (0..count)
            .map(|number| {
                article(
                    number,
                    &format!("the text of {number}, with words ").repeat(1 + number % 40),
                )
            })
            .collect(),
        ..Archive::default()
    }
}

#[test]
fn what_was_packed_is_read_back() {
    for count in [0, 1, 7, 400] {
        let archive = archive(count);
        let opened = open(&pack(&archive)).unwrap();
        assert_eq!(opened.archive, archive, "{count} articles");
        assert_eq!(opened.manifest.article_count as usize, count);
        assert!(!opened.index_bytes.is_empty());
    }
}

/// A browser complains in its console of what is not.
#[test]
fn a_file_is_well_formed_utf_16() {
    for (count, text_files) in [
        (0, TextFiles::Always),
        (7, TextFiles::Always),
        (400, TextFiles::Never),
    ] {
        let options = Options {
            text_files,
            ..Options::default()
        };
        let file = pack_as(&archive(count), &options).unwrap();
        let units: Vec<u16> = units::units(&file[2..]).collect();
        assert!(String::from_utf16(&units).is_ok(), "{count} articles");
    }
}

fn unzip(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let read = |at| {
        let mut entry = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (entry.name().unwrap().into_owned(), bytes)
    };
    (0..zip::ZipArchive::new(Cursor::new(file)).unwrap().len())
        .map(read)
        .collect()
}

#[test]
fn the_same_file_is_a_zip_archive_of_what_the_viewer_reads() {
    let archive = archive(40);
    let options = Options {
        text_files: TextFiles::Always,
        ..Options::default()
    };
    let file = pack_as(&archive, &options).unwrap();
    let entries = unzip(&file);
    let names: Vec<&str> = entries.iter().map(|(name, _)| &**name).collect();
    let parts = Part::ALL.map(Part::entry_name);
    assert_eq!(names[0], "README.txt");
    assert_eq!(names[1..9], parts[..8], "a small file without what saves");
    assert_eq!(names[9], "articles/article-0.txt");
    assert_eq!(names.len(), 49);
    let bytes = |name: &str| &entries.iter().find(|entry| entry.0 == name).unwrap().1;
    let json = backfile_model::read(bytes("archive.json")).unwrap();
    assert!(json.archive == archive && json.warnings.is_empty());
    assert_eq!(bytes("viewer/backfile.js"), GLUE.as_bytes());
    assert_eq!(bytes("viewer/backfile.css"), CSS.as_bytes());
    assert_eq!(bytes("viewer/backfile.wasm"), b"\0asm and more");
    assert_eq!(bytes("viewer/index.bin"), &open(&file).unwrap().index_bytes);
    let rows: Vec<backfile_model::Row> = serde_json::from_slice(bytes("viewer/rows.json")).unwrap();
    assert_eq!(rows.len(), 40);
    let text = String::from_utf8(bytes("articles/article-4.txt").clone()).unwrap();
    expect![[r#"
        Title 4 </script><b>&amp;
        May 2004
        A "B" <C>
        Côte d'Ivoire
        Somewhere
        https://a.example/4?a=1&b=2

        Summary of the text of 4, with words the text of 4, with words the text of 4, with words the text of 4, with words the text of 4, with words

        the text of 4, with words the text of 4, with words the text of 4, with words the text of 4, with words the text of 4, with words
    "#]]
    .assert_eq(&text);
    let readme = String::from_utf8(bytes("README.txt").clone()).unwrap();
    assert!(readme.contains("40 articles") && readme.contains("articles/"));
}

/// What the page's own tables say of each part, read as the start script reads it.
fn parts_in_page(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let text = text(file)
        .replace("\r\n", "\n")
        .replace(['\r', '\0'], "\u{FFFD}");
    // LF and CR differ in their signs only, so one letter may stand for both here.
    let comments: Vec<Vec<u16>> = text
        .split("<!--")
        .skip(1)
        .map(|rest| rest.split("-->").next().unwrap().encode_utf16().collect())
        .collect();
    let table = text
        .split("data-places='")
        .nth(1)
        .unwrap()
        .split('\'')
        .next()
        .unwrap();
    let table: std::collections::BTreeMap<String, [usize; 7]> =
        serde_json::from_str(table).unwrap();
    let read = |(name, [comment, unit, count, sign, size, ..]): (String, [usize; 7])| {
        let units = &comments[comment + 1][unit..unit + count];
        let mut signs = comments[0][sign..]
            .iter()
            .map(|sign| sign - units::SIGN_BASE);
        let mut bytes = Vec::new();
        for &unit in units {
            let restored = match unit {
                0xFFFD | 10 => match signs.next().unwrap() {
                    sign @ 0..0x800 => vec![0xD800 + sign],
                    0x800 => vec![0xFFFD],
                    0x801 => vec![0],
                    0x802 => vec![10],
                    0x803 => vec![13],
                    _ => vec![13, 10],
                },
                unit => vec![unit],
            };
            bytes.extend(restored.into_iter().flat_map(u16::to_le_bytes));
        }
        bytes.truncate(size);
        (name, bytes)
    };
    table.into_iter().map(read).collect()
}

#[test]
fn a_browser_finds_the_same_entries_by_the_tables() {
    // Enough for several comments, with text that does not compress.
    let mut archive = archive(30);
    let mut state = 1_u32;
    for article in &mut archive.articles {
        let noise = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from_u32((state >> 17) + 0x4E00).unwrap()
        });
        article.body.text = Some(noise.take(9_000).collect());
    }
    let options = Options {
        text_files: TextFiles::Always,
        ..Options::default()
    };
    let file = pack_as(&archive, &options).unwrap();
    let entries = unzip(&file);
    let parts = parts_in_page(&file);
    assert_eq!(parts.len(), 8);
    for (name, stored) in parts {
        let raw = miniz_oxide::inflate::decompress_to_vec(&stored).unwrap();
        let part = Part::ALL
            .into_iter()
            .find(|part| part.name() == name)
            .unwrap();
        let entry = entries.iter().find(|entry| entry.0 == part.entry_name());
        assert_eq!(raw, entry.unwrap().1, "{name}");
    }
    assert!(text(&file).matches("<!--").count() > 4, "several comments");
}

#[test]
fn rows_of_a_large_archive_leave_the_texts_where_they_are() {
    for (count, is_apart) in [(30, false), (900, true)] {
        let archive = archive(count);
        let file = pack(&archive);
        let manifest = open(&file).unwrap().manifest;
        assert_eq!(manifest.leads_apart, is_apart);
        assert!(manifest.head.iter().any(|row| !row.lead.is_empty()));
        let entries = unzip(&file);
        let rows = entries.iter().find(|entry| entry.0 == "viewer/rows.json");
        let rows: Vec<backfile_model::Row> = serde_json::from_slice(&rows.unwrap().1).unwrap();
        assert_eq!(rows.len(), count);
        assert_eq!(rows.iter().all(|row| row.lead.is_empty()), is_apart);
    }
}

#[test]
fn text_files_are_left_out_where_they_would_be_much_of_the_file() {
    let has_texts = |archive: &Archive, text_files| {
        let options = Options {
            text_files,
            ..Options::default()
        };
        let file = pack_as(archive, &options).unwrap();
        let entries = unzip(&file);
        let readme = entries
            .iter()
            .find(|entry| entry.0 == "README.txt")
            .unwrap();
        let has = entries.iter().any(|entry| entry.0.starts_with("articles/"));
        assert_eq!(
            String::from_utf8_lossy(&readme.1).contains("articles/"),
            has
        );
        has
    };
    assert!(has_texts(&archive(1), TextFiles::Auto));
    assert!(!has_texts(&archive(1), TextFiles::Never));
    assert!(!has_texts(&archive(200), TextFiles::Auto));
    assert!(has_texts(&archive(200), TextFiles::Always));
}

#[test]
fn names_of_text_files_are_safe_and_differ() {
    let mut archive = archive(5);
    for (article, slug) in archive
        .articles
        .iter_mut()
        .zip(["../x", "Ab", "ab", "", "é"])
    {
        article.slug = slug.to_owned();
    }
    let entries = unzip(
        &pack_as(
            &archive,
            &Options {
                text_files: TextFiles::Always,
                ..Options::default()
            },
        )
        .unwrap(),
    );
    let names: Vec<&str> = entries[9..].iter().map(|entry| &*entry.0).collect();
    assert_eq!(
        names,
        [
            "articles/article-1.txt",
            "articles/Ab.txt",
            "articles/ab-3.txt",
            "articles/article-4.txt",
            "articles/é.txt"
        ]
    );
}

#[test]
fn nothing_of_an_archive_becomes_markup() {
    let page = visible(&pack(&archive(9)));
    let scripts = page.matches("<script").count();
    let ends = page.matches("</script>").count();
    assert_eq!((scripts, ends), (3, 3), "first, boot, start");
    assert!(!page.contains("<b>") && !page.contains("=\"javascript:") && !page.contains('\r'));
    assert!(page.contains("Title 8 &lt;/script&gt;&lt;b&gt;&amp;amp;"));
}

#[test]
fn a_page_is_read_in_the_direction_of_its_language() {
    let mut archive = archive(2);
    archive.language = Some("ar-EG".to_owned());
    let file = pack(&archive);
    assert!(text(&file).contains("<html lang=\"ar-EG\" dir=\"rtl\" "));
    assert_eq!(open(&file).unwrap().archive.language, archive.language);
    archive.language = Some("en".to_owned());
    assert!(!text(&pack(&archive)).contains(" dir="));
}

#[test]
fn the_policy_names_every_inline_code_by_its_hash() {
    use base64::Engine;
    use sha2::Digest;
    let page = visible(&pack(&archive(2)));
    let policy = page
        .split("http-equiv=Content-Security-Policy content=\"")
        .nth(1)
        .unwrap();
    let policy = policy.split('"').next().unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("connect-src 'none'"));
    assert!(!policy.contains("unsafe-inline") && !policy.contains("http"));
    let mut codes = vec![GLUE, CSS];
    for (open, close) in [("<script>", "</script>"), ("<style>", "</style>")] {
        codes.extend(
            page.split(open)
                .skip(1)
                .map(|rest| rest.split(close).next().unwrap()),
        );
    }
    assert_eq!(
        codes.len(),
        6,
        "glue, styles, first, boot, start, first styles"
    );
    for code in codes {
        let hash = sha2::Sha256::digest(code.as_bytes());
        let hash = base64::engine::general_purpose::STANDARD.encode(hash);
        assert!(policy.contains(&format!("'sha256-{hash}'")), "{code}");
    }
}

#[test]
fn a_large_archive_is_listed_in_part_and_says_so_and_more_of_it_without_scripts() {
    let limit = |listed_limit| Options {
        listed_limit,
        ..Options::default()
    };
    let page = visible(&pack_as(&archive(120), &limit(5)).unwrap());
    assert!(page.contains("<h2>The newest 5 of 120 articles</h2>") && !page.contains("The next"));
    let page = visible(&pack_as(&archive(120), &limit(110)).unwrap());
    let (for_all, without_scripts) = page.rsplit_once("<noscript>").unwrap();
    assert!(for_all.contains("<h2>The newest 50 of 120 articles</h2>"));
    assert!(without_scripts.starts_with("<h2>The next 60</h2>"));
    let count = |list: &str| list.matches("<h3>").count();
    assert_eq!((count(for_all), count(without_scripts)), (50, 60));
    assert!(visible(&pack(&archive(50))).contains("<h2>50 articles</h2>"));
}

#[test]
fn progress_ends_at_the_total_of_every_step() {
    let mut told = Vec::new();
    let mut tell = |progress: crate::Progress| told.push(progress);
    crate::island::articles(&archive(130), &mut tell).unwrap();
    crate::island::index_bytes(&archive(130), &mut tell).unwrap();
    for step in [crate::Step::Articles, crate::Step::Index] {
        let mine = told.iter().filter(|progress| progress.step == step);
        let done: Vec<u64> = mine.map(|progress| progress.done).collect();
        assert!(
            done.len() > 1 && done.is_sorted_by(|a, b| a < b),
            "{done:?}"
        );
        assert_eq!(done.last(), Some(&130));
    }
    assert!(told.iter().all(|progress| progress.total == 130));
}

/// Where the data of an entry begins, and where it ends.
pub(crate) fn place(file: &[u8], name: &str) -> std::ops::Range<usize> {
    let entries = crate::zip::read_directory(file).unwrap();
    let entry = entries.iter().find(|entry| entry.name == name).unwrap();
    let start = entry.header_at as usize + entry.header().len();
    start..start + entry.stored_size as usize
}
