#![allow(clippy::unwrap_used)]
// expect-test writes its raw strings with hashes.
#![allow(clippy::needless_raw_string_hashes)]

use expect_test::expect;

use super::*;
use crate::read;

fn checks(feed: &str) -> String {
    let archive = read(feed.as_bytes()).unwrap().archive;
    let lines: Vec<String> = check(&archive)
        .iter()
        .map(|warning| format!("{warning}\n"))
        .collect();
    lines.concat()
}

#[test]
fn a_sound_archive_has_no_warnings() {
    let feed = r#"{"title":"T","home_page_url":"https://a.example","language":"pt-BR","items":[
        {"id":"1","title":"A","summary":"s","url":"http://a.example/1?x#y","_backfile":{"places":[{"name":"Peru","country":"PE"}]}},
        {"id":"2","title":"A","external_url":"https://a.example/2","date_published":"2023-07-26T00:30:00+02:00","date_modified":"2023-07-25T23:00:00Z"}]}"#;
    assert_eq!(checks(feed), "");
}

#[test]
fn what_a_careful_editor_would_ask_about() {
    let feed = r#"{"home_page_url":"a.example","feed_url":"javascript:alert(1)","language":"English language",
        "_backfile":{"version":1,"source":{"name":"S","url":"https://"}},"items":[
        {"id":"1"},
        {"id":"2","title":" ","content_text":" \n"},
        {"id":"3","title":"A","summary":"s","date_published":"1970-01-01T00:00:00Z","date_modified":"1969-01-01"},
        {"id":"4","title":"B","summary":"s","_backfile":{"date":"0023-07-26","slug":"a/b c","places":[{"name":"X","country":"UK"},{"name":"Y","country":"peru"}]}},
        {"id":"5","title":"C","summary":"s","date_modified":"soon","_backfile":{"date":"2923"},"language":"e"},
        {"id":"6","title":"A","summary":"s","url":"https://a.example/1","image":"/pic.png","authors":[{"name":"N","url":"mailto:n@a.example"}]},
        {"id":"7","title":"D","summary":"s","url":"https://a.example/1","attachments":[{"url":"x y","mime_type":"a/b"}]},
        {"id":"8","title":"E","summary":"s","_backfile":{"date":"0001-01-01"}}]}"#;
    expect![[r#"
        title: the archive has no title [no-title]
        home_page_url: is not an absolute address that begins with https:// or http:// [bad-url]
        feed_url: is not an absolute address that begins with https:// or http:// [bad-url]
        _backfile.source.url: is not an absolute address that begins with https:// or http:// [bad-url]
        language: `English language` is no language tag such as `en` or `pt-BR` [bad-language]
        items[0].title: the article has no title [no-title]
        items[0]: the article has neither text nor summary [no-text]
        items[1].title: the article has no title [no-title]
        items[1]: the article has neither text nor summary [no-text]
        items[2].date: `1970-01-01` is day zero of computers, most likely no real date [odd-date]
        items[2].date_modified: `1969-01-01` is before its publication, `1970-01-01` [odd-date]
        items[3]._backfile.slug: has white space or signs that mean something in an address [odd-slug]
        items[3].date: `0023-07-26` is before the year 1000, maybe a year cut short [odd-date]
        items[3]._backfile.places[0].country: `UK` is no country code of ISO 3166-1 [unknown-country]
        items[3]._backfile.places[1].country: `PERU` is no country code of ISO 3166-1 [unknown-country]
        items[4].language: `e` is no language tag such as `en` or `pt-BR` [bad-language]
        items[4].date: `2923` is far in the future [odd-date]
        items[4].date_modified: is no time that can be understood [bad-date]
        items[5].image: is not an absolute address that begins with https:// or http:// [bad-url]
        items[5].authors[0].url: is not an absolute address that begins with https:// or http:// [bad-url]
        items[6].attachments[0].url: is not an absolute address that begins with https:// or http:// [bad-url]
        items[7].date: `0001-01-01` is the first day of year 1, most likely no real date [odd-date]
        items[5]: is the same text as items[2] [duplicate-article]
        items[6]: has the address of items[5] [duplicate-article]
    "#]].assert_eq(&checks(feed));
}

#[test]
fn a_summary_counts() {
    let feed = r#"{"title":"T","items":[
        {"id":"1","title":"A","content_html":"<p>x","date_published":"2023-07-26","url":"https://a.example"},
        {"id":"2","summary":"s","_backfile":{"date":"202X","places":[{"name":"P"}]}},
        {"id":"3","content_text":" "}]}"#;
    let archive = read(feed.as_bytes()).unwrap().archive;
    expect![[r#"
        Summary {
            articles: 3,
            with_date: 2,
            with_body: 1,
            with_summary: 1,
            with_place: 1,
            with_url: 1,
            span: Some(
                (
                    PartialDate(202X),
                    PartialDate(202X),
                ),
            ),
        }
    "#]]
    .assert_debug_eq(&Summary::of(&archive));
}
