#![allow(clippy::unwrap_used, clippy::expect_used)]
//! The pages of whole archives: sound, whole, the same each time, and harmless.

mod grown;
mod hosted;
mod kit;

use std::collections::BTreeSet;

use backfile_model::{Archive, Article, Author, Body, Place};
use expect_test::expect_file;

use super::{BaseUrl, Options};
use kit::{Files, coups, html_errors, links, links_resolve, pages_of, xml_texts};

fn options(base: Option<&str>, stubs: bool) -> Options {
    Options {
        base_url: base.map(|base| BaseUrl::parse(base).unwrap()),
        stubs,
        app: None,
        generator: "Backfile".to_owned(),
    }
}

fn write(archive: &Archive) -> Files {
    pages_of(archive, &options(Some("https://a.example/archive"), true))
}

/// Everything that must hold of any site.
#[track_caller]
fn check_sound(files: &Files) {
    for (path, bytes) in files {
        let text = std::str::from_utf8(bytes).unwrap();
        if kit::end(path) == "html" {
            assert_eq!(html_errors(text), Vec::<String>::new(), "{path}\n{text}");
            for json in kit::linked_data(text) {
                let value: serde_json::Value = serde_json::from_str(&json).expect(path);
                assert_eq!(value["@context"], "https://schema.org");
            }
        } else if kit::end(path) == "xml" {
            assert!(xml_texts(text) > 0, "{path}");
        } else if kit::end(path) == "json" {
            assert!(backfile_model::read(bytes).is_ok(), "{path}");
        }
    }
    links_resolve(files);
}

#[test]
fn golden_pages_of_the_bundled_archive() {
    let files = pages_of(&coups(), &options(Some("https://a.example/coups/"), false));
    let golden = |path: &str| {
        let name = path.replace('/', "~");
        expect_file![format!("../../tests/golden/site/{name}")].assert_eq(&files[path].as_text());
    };
    golden("index.html");
    golden("a/african-states-support-nigerien-sovereignty.html");
    golden("place/peru.html");
    golden("year/index.html");
    golden("atom.xml");
    golden("sitemap.xml");
    check_sound(&files);
}

#[test]
fn nothing_depends_on_anything_but_the_input() {
    let archive = coups();
    let options = options(None, true);
    assert_eq!(pages_of(&archive, &options), pages_of(&archive, &options));
    check_sound(&pages_of(&archive, &options));
}

#[test]
fn a_new_article_changes_few_pages() {
    let before = kit::numbered(400);
    let mut after = before.clone();
    let mut new = after.articles[0].clone();
    "new".clone_into(&mut new.id);
    "new".clone_into(&mut new.slug);
    new.url = Some("https://old.example/new/".to_owned());
    new.date = Some("2040-01-01".parse().unwrap());
    after.articles.insert(0, new);
    let (before, after) = (write(&before), write(&after));
    let changed: BTreeSet<&str> = after
        .iter()
        .filter(|(path, bytes)| before.get(*path) != Some(bytes))
        .map(|(path, _)| path.as_str())
        .collect();
    let wanted = [
        "_redirects",
        "a/new.html",
        "a/title-399.html",
        "atom.xml",
        "feed.json",
        "index.html",
        "language/en.html",
        "language/index.html",
        "place/index.html",
        "place/place-0.html",
        "sitemap.xml",
        "year/2040.html",
        "year/index.html",
    ];
    let unexpected: Vec<_> = changed
        .iter()
        .filter(|path| !wanted.contains(path))
        .collect();
    assert!(unexpected.is_empty(), "{unexpected:?} of {}", after.len());
    assert!(before.keys().all(|path| after.contains_key(path)));
}

#[test]
fn pages_bring_the_app_where_it_is_there() {
    let options = Options {
        app: Some("app.html"),
        ..options(None, false)
    };
    let archive = coups();
    let files = pages_of(&archive, &options);
    let plain = pages_of(&archive, &self::options(None, false));
    let page = |path: &str| files[path].as_text();
    for path in ["index.html", "place/peru.html"] {
        assert_eq!(html_errors(&page(path)), Vec::<String>::new(), "{path}");
    }
    let peru = page("place/peru.html");
    assert!(peru.contains("<script src=\"../pages.js\" data-list=\"&amp;place=Peru\" defer>"));
    assert!(peru.contains("<form class=\"search\" role=\"search\" action=\"../app.html\""));
    assert!(peru.contains("<a href=\"../app.html#/?place=Peru\" data-app>"));
    assert!(peru.contains("script-src 'self' 'wasm-unsafe-eval'"));
    assert!(page("index.html").contains("<script src=\"pages.js\" data-list=\"\" defer>"));
    for (path, bytes) in plain.iter().filter(|(path, _)| kit::end(path) == "html") {
        let text = bytes.as_text();
        assert!(
            !text.contains("pages.js") && !text.contains("<form"),
            "{path}"
        );
        assert!(!text.contains("script-src 'self'"), "{path}");
        assert!(
            path.starts_with("old/") || files.contains_key(path),
            "{path}"
        );
    }
}

#[test]
fn hostile_articles_stay_harmless() {
    let titles = [
        "</script><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "<!-- --> ]]> &amp; <b>",
        "مقال \u{202e}txt.exe عن مصر",
        "👩‍👩‍👧 emoji 🇵🇪",
        &"long ".repeat(60),
        "",
        "nul \0 bell \u{7} \u{FFFF} \u{85}",
        "../../etc/passwd",
    ];
    let mut archive = kit::hostile(&titles);
    archive.title = titles[0].to_owned();
    archive.description = Some(titles[1].to_owned());
    archive.licence = Some(titles[2].to_owned());
    let files = write(&archive);
    check_sound(&files);
    for (path, bytes) in files.iter().filter(|(path, _)| kit::end(path) == "html") {
        let tags = kit::tags(&bytes.as_text());
        for (name, attributes) in &tags {
            assert!(
                !["img", "iframe", "object", "base", "form"].contains(&&**name),
                "{path}: {name}"
            );
            let is_script = name == "script";
            let kinds: Vec<&str> = attributes.iter().map(|(name, _)| &**name).collect();
            assert!(
                !kinds.iter().any(|name| name.starts_with("on")),
                "{path}: {attributes:?}"
            );
            if is_script {
                assert_eq!(attributes[0].1, "application/ld+json", "{path}");
            }
        }
        for link in links(&bytes.as_text()) {
            let scheme = link
                .split(':')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase();
            assert!(
                !["javascript", "vbscript", "file"].contains(&&*scheme),
                "{path}: {link}"
            );
        }
    }
    for path in files.keys() {
        assert!(!path.contains("..") && !path.starts_with('/'), "{path}");
    }
    let pages = files.keys().filter(|path| path.starts_with("a/")).count();
    assert_eq!(
        pages,
        titles.len() * 2,
        "a page for each, duplicate slugs included"
    );
}

#[test]
fn old_addresses_lead_to_the_pages() {
    let article = |slug: &str, url: &str| Article {
        id: url.to_owned(),
        slug: slug.to_owned(),
        title: slug.to_owned(),
        url: Some(url.to_owned()),
        ..Article::default()
    };
    let archive = Archive {
        title: "Old".to_owned(),
        articles: vec![
            article("one", "https://www.a.example/archive/2023/one/"),
            article("two", "https://a.example/archive/two.php"),
            article("three", "https://a.example/?p=3"),
            article("four", "https://a.example/archive/a/one.html"),
            article("else", "https://b.example/else/"),
        ],
        ..Archive::default()
    };
    let files = write(&archive);
    check_sound(&files);
    let rules = files["_redirects"].as_text();
    let rules: Vec<&str> = rules.lines().skip(1).collect();
    assert_eq!(
        rules,
        [
            "# /?p=3 /archive/a/three.html 301",
            "/archive/2023/one/ /archive/a/one.html 301",
            "# /archive/a/one.html /archive/a/four.html 301",
            "/archive/two.php /archive/a/two.html 301",
        ]
    );
    let stub = files["2023/one/index.html"].as_text();
    assert!(
        stub.contains("content=\"0; url=../../a/one.html\""),
        "{stub}"
    );
    let own = files["a/one.html"].as_text();
    assert!(
        own.contains("<article"),
        "an old address never replaces a page"
    );
    assert!(!files.contains_key("two.php/index.html"));
}

#[test]
fn without_a_base_there_is_no_absolute_address_of_ours() {
    let files = pages_of(&kit::numbered(3), &options(None, false));
    check_sound(&files);
    assert!(!files.contains_key("sitemap.xml"));
    let page = files["a/title-1.html"].as_text();
    assert!(
        page.contains("<link rel=\"canonical\" href=\"title-1.html\">"),
        "{page}"
    );
    assert!(!page.contains("og:url"));
    assert!(
        files["index.html"]
            .as_text()
            .contains("<link rel=\"canonical\" href=\"./\">")
    );
}

#[test]
fn an_empty_archive_has_a_first_page() {
    let files = write(&Archive {
        title: "Nothing".to_owned(),
        ..Archive::default()
    });
    check_sound(&files);
    assert!(
        files["index.html"]
            .as_text()
            .contains("This archive has no articles yet.")
    );
}

#[test]
fn languages_and_directions_stand_on_what_they_are_of() {
    let mut archive = kit::numbered(2);
    archive.language = Some("ar".to_owned());
    archive.articles[1].language = Some("en-GB".to_owned());
    archive.articles[1].body = Body {
        html: Some("<p dir=\"ltr\">x</p>".to_owned()),
        text: None,
    };
    let files = write(&archive);
    check_sound(&files);
    let page = files["a/title-1.html"].as_text();
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"), "{page}");
    assert!(
        page.contains("<article lang=\"en-GB\" dir=\"ltr\">"),
        "{page}"
    );
    assert!(
        page.contains("<a class=\"skip-link\" href=\"#content\" lang=\"en\" dir=\"ltr\">"),
        "{page}"
    );
    let first = files["index.html"].as_text();
    assert!(first.contains("<bdi>2 articles</bdi>"), "{first}");
}

#[test]
fn a_page_that_cannot_be_put_is_named() {
    let mut put = |path: &str, _: &[u8]| match path {
        "index.html" => Err(std::io::Error::other("the disk is full")),
        _ => Ok(()),
    };
    let done = super::pages(
        &kit::numbered(1),
        &Options::default(),
        &mut put,
        &mut |_, _| {},
    );
    let message = done.unwrap_err().to_string();
    assert_eq!(message, "index.html: cannot be written: the disk is full");
}

#[test]
fn authors_and_places_have_pages() {
    let mut archive = kit::numbered(1);
    archive.articles[0].authors = vec![Author {
        name: Some("Ana \"A\" <b>".to_owned()),
        ..Author::default()
    }];
    archive.articles[0].places = vec![Place {
        name: "Côte d'Ivoire".to_owned(),
        country: None,
    }];
    let files = write(&archive);
    check_sound(&files);
    assert!(
        files.contains_key("author/ana-a-b.html"),
        "{:?}",
        files.keys()
    );
    assert!(files.contains_key("place/cote-divoire.html"));
}

#[test]
fn many_values_are_listed_on_several_pages() {
    let mut archive = kit::numbered(1);
    archive.articles[0].tags = (0..520).map(|number| format!("tag {number:04}")).collect();
    archive.articles[0].tags.push("index".to_owned());
    let files = write(&archive);
    check_sound(&files);
    let links_of = |path: &str| links(&files[path].as_text());
    assert!(links_of("tag/index.html").contains(&"index/2.html".to_owned()));
    assert!(links_of("tag/index/2.html").contains(&"../tag-0519.html".to_owned()));
    assert!(!files.contains_key("tag/index/3.html"));
}
