#![allow(clippy::unwrap_used, clippy::expect_used)]

use backfile_model::{Archive, Article, Author, Body, Place, Source};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::{Error, Options, Shell, open, single_file};

/// A shell that no browser runs: what is checked here is the file around it.
fn shell(wasm_deflated: &[u8]) -> Shell<'_> {
    Shell {
        wasm_deflated,
        glue_js: "let wasm_bindgen = '</script><!--';\r\n",
        css: "body { color: red }\n",
        boot_js: "start();",
    }
}

fn program() -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(b"\0asm and more", 6)
}

fn pack(archive: &Archive) -> Vec<u8> {
    single_file(
        archive,
        &shell(&program()),
        &Options::default(),
        &mut |_| {},
    )
    .unwrap()
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

fn archive(count: usize) -> Archive {
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

#[test]
fn article_blocks_joined_are_the_archive_as_one_deflate_stream() {
    let archive = archive(400);
    let blocks = crate::island::articles(&archive, &mut |_| {}).unwrap();
    assert!(
        blocks.list.len() > 4,
        "several blocks: {}",
        blocks.list.len()
    );
    let json = miniz_oxide::inflate::decompress_to_vec(&blocks.stored).unwrap();
    assert_eq!(backfile_model::read(&json).unwrap().archive, archive);
    let counted: u32 = blocks.list.iter().map(|block| block.count).sum();
    assert_eq!(counted, 400);
}

#[test]
fn nothing_of_an_archive_becomes_markup() {
    let page = String::from_utf8(pack(&archive(9))).unwrap();
    let scripts = page.matches("<script").count();
    let ends = page.matches("</script>").count();
    assert_eq!(
        (scripts, ends),
        (8, 8),
        "first, manifest, glue, wasm, boot, three islands"
    );
    assert!(!page.contains("<b>") && !page.contains("=\"javascript:") && !page.contains('\r'));
    assert!(page.contains("Title 8 &lt;/script&gt;&lt;b&gt;&amp;amp;"));
}

#[test]
fn the_policy_names_every_inline_code_by_its_hash() {
    use base64::Engine;
    use sha2::Digest;
    let page = String::from_utf8(pack(&archive(2))).unwrap();
    let policy = page
        .split("http-equiv=\"Content-Security-Policy\" content=\"")
        .nth(1)
        .unwrap();
    let policy = policy.split('"').next().unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("connect-src 'none'"));
    assert!(!policy.contains("unsafe-inline") && !policy.contains("http"));
    let mut checked = 0;
    for (open, close) in [
        ("<script>", "</script>"),
        ("<script id=\"backfile-glue\">", "</script>"),
        ("<style>", "</style>"),
    ] {
        for rest in page.split(open).skip(1) {
            let code = rest.split(close).next().unwrap();
            let hash = sha2::Sha256::digest(code.as_bytes());
            let hash = base64::engine::general_purpose::STANDARD.encode(hash);
            assert!(policy.contains(&format!("'sha256-{hash}'")), "{code}");
            checked += 1;
        }
    }
    assert_eq!(
        checked, 5,
        "first, boot, glue, style, style without scripts"
    );
}

#[test]
fn a_large_archive_is_listed_in_part_and_says_so() {
    let options = Options {
        listed_limit: 5,
        ..Options::default()
    };
    let page = single_file(&archive(1_200), &shell(&program()), &options, &mut |_| {}).unwrap();
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains("the newest 5 of 1,200 titles"));
    assert!(
        !pack(&archive(5))
            .windows(10)
            .any(|window| window == b"the newest")
    );
}

#[test]
fn progress_ends_at_the_total_of_every_step() {
    let mut told = Vec::new();
    single_file(
        &archive(130),
        &shell(&program()),
        &Options::default(),
        &mut |progress| {
            told.push(format!(
                "{:?} {}/{}",
                progress.step, progress.done, progress.total
            ));
        },
    )
    .unwrap();
    assert_eq!(
        told,
        [
            "Articles 64/130",
            "Articles 128/130",
            "Articles 130/130",
            "Index 64/130",
            "Index 128/130",
            "Index 130/130"
        ]
    );
}

fn check_error(file: &[u8], expected: &Expect) {
    let error = open(file).expect_err("a file that is not sound");
    expected.assert_eq(&error.to_string());
}

#[test]
fn every_damage_is_told_with_place_and_cure() {
    let whole = String::from_utf8(pack(&archive(400))).unwrap();
    check_error(
        b"{}",
        &expect![
            "this is not a packed archive: it is not an HTML file; give an HTML file that `backfile pack` wrote"
        ],
    );
    check_error(
        b"<!DOCTYPE html><p>x",
        &expect![
            "this is not a packed archive: there is no manifest in this HTML file; give an HTML file that `backfile pack` wrote"
        ],
    );
    check_error(
        &[0xff, 0xfe, 0],
        &expect![
            "this is not a packed archive: it is not UTF-8 text; give an HTML file that `backfile pack` wrote"
        ],
    );
    check_error(
        whole
            .replacen("{\"format\":1,", "{\"format\":9,", 1)
            .as_bytes(),
        &expect![
            "this file has layout 9, and this program reads layout 1; open it with the version that wrote it, or pack the archive again"
        ],
    );
    let no_end = whole.trim_end().trim_end_matches("</html>");
    check_error(
        no_end.as_bytes(),
        &expect![
            "this file is cut short after its data: its last line is missing; get the file again from where it came from, or pack the archive again"
        ],
    );
    let at = whole.find("data-island=\"articles\"").unwrap();
    let text = open(&whole.as_bytes()[..at + 2_400])
        .expect_err("cut")
        .to_string();
    assert!(
        text.starts_with("this file is cut short: island `articles` ends in block 2 of "),
        "{text}"
    );
    let at = (at + 2_000..whole.len())
        .find(|&at| whole.as_bytes()[at - 1..=at + 1].is_ascii())
        .unwrap();
    let mut altered = whole.clone().into_bytes();
    altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
    let text = open(&altered).expect_err("altered").to_string();
    assert!(
        text.starts_with("this file was changed: block 2 of "),
        "{text}"
    );
}

#[test]
fn a_changed_byte_of_an_island_never_goes_unnoticed() {
    let whole = pack(&archive(12));
    let text = String::from_utf8(whole.clone()).unwrap();
    let mut checked = 0;
    for name in ["wasm", "rows", "index", "articles"] {
        let start = text.find(&format!("data-island=\"{name}\"")).unwrap();
        let start = start + text[start..].find('>').unwrap() + 1;
        let end = start + text[start..].find('<').unwrap();
        for at in (start..end).step_by(5).filter(|&at| whole[at].is_ascii()) {
            let mut altered = whole.clone();
            altered[at] = if altered[at] == b'Q' { b'R' } else { b'Q' };
            // The padding bits of deflate carry nothing.
            if let Ok(opened) = open(&altered) {
                assert_eq!(opened.archive, archive(12), "byte {at} of {name}");
            } else {
                checked += 1;
            }
        }
    }
    assert!(checked > 100, "only {checked} changes were seen");
}

fn any_archive() -> impl Strategy<Value = Archive> {
    let text = "[a-zà-ü<>&\"'\\\\ \u{2028}\u{1F600}\n]{0,80}";
    let article = (text, proptest::option::of(text), proptest::option::of(text));
    (text, proptest::collection::vec(article, 0..12)).prop_map(|(title, articles)| Archive {
        title,
        articles: articles
            .into_iter()
            .enumerate()
            .map(|(number, (title, summary, body))| Article {
                id: number.to_string(),
                slug: format!("s{number}"),
                title,
                summary: summary.filter(|summary| !summary.is_empty()),
                body: Body {
                    text: body.filter(|body| !body.is_empty()),
                    html: None,
                },
                ..Article::default()
            })
            .collect(),
        ..Archive::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn open_reads_what_single_file_wrote(archive in any_archive()) {
        let page = pack(&archive);
        prop_assert_eq!(&page, &pack(&archive), "pack twice = same bytes");
        let opened = open(&page);
        prop_assert_eq!(opened.unwrap().archive, archive);
    }

    #[test]
    fn any_cut_file_is_an_error(archive in any_archive(), part in 0.0_f64..1.0) {
        let page = pack(&archive);
        let whole = page.len() - "\n".len();
        let cut = (whole as f64 * part) as usize;
        let error = open(&page[..cut]).expect_err("a cut file");
        prop_assert!(matches!(error, Error::Cut { .. } | Error::NotPacked(_) | Error::NoEnd | Error::Altered { .. }), "{}", error);
    }

    #[test]
    fn no_bytes_make_open_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), at in 0.0_f64..1.0) {
        let _ = open(&bytes);
        let mut page = pack(&archive(3));
        let at = (page.len() as f64 * at) as usize;
        let end = (at + bytes.len()).min(page.len());
        page.splice(at..end, bytes);
        let _ = open(&page);
    }
}
