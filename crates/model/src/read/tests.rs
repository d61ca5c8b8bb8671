#![allow(clippy::unwrap_used)]
// expect-test writes its raw strings with hashes.
#![allow(clippy::needless_raw_string_hashes)]

use expect_test::{Expect, expect};

use crate::{read, read_items};

/// What becomes of a feed: its warnings, or the error.
fn report(json: impl AsRef<[u8]>) -> String {
    match read(json.as_ref()) {
        Ok(read) => {
            let warnings = read.warnings.iter().map(|warning| format!("{warning}\n"));
            let ids = read.archive.articles.iter().map(|article| {
                let date = article
                    .date
                    .as_ref()
                    .map_or("-".to_owned(), ToString::to_string);
                format!("{:?} {:?} {date}\n", article.id, article.slug)
            });
            warnings.chain(ids).collect()
        }
        Err(error) => format!("error: {error}\n"),
    }
}

fn check(inputs: &[&str], expect: &Expect) {
    let reports: Vec<String> = inputs
        .iter()
        .map(|json| format!("> {json}\n{}", report(json)))
        .collect();
    expect.assert_eq(&reports.concat());
}

/// A feed with these items, given without quotes around names.
fn feed(items: &str) -> String {
    format!(r#"{{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{items}]}}"#)
}

fn check_items(items: &[&str], expect: &Expect) {
    let reports: Vec<String> = items
        .iter()
        .map(|items| format!("> {items}\n{}", report(feed(items))))
        .collect();
    expect.assert_eq(&reports.concat());
}

#[test]
fn numbers_that_are_too_large_and_members_that_stand_twice_cost_nothing() {
    check(
        &[
            r#"{"version":"https://jsonfeed.org/version/1.1","title":"T","mass":1e400,"items":[{"id":"a","slug":"x"}]}"#,
            r#"{"version":"https://jsonfeed.org/version/1.1","title":"T","title":"U","items":[{"id":"a","id":"b"}]}"#,
        ],
        &expect![[r#"
            > {"version":"https://jsonfeed.org/version/1.1","title":"T","mass":1e400,"items":[{"id":"a","slug":"x"}]}
            line 1: the number 1e400 is too large; taken as text [bad-value]
            "a" "a" -
            > {"version":"https://jsonfeed.org/version/1.1","title":"T","title":"U","items":[{"id":"a","id":"b"}]}
            title: stands twice in one object; the last one was taken [duplicate-member]
            items[0].id: stands twice in one object; the last one was taken [duplicate-member]
            "b" "b" -
        "#]],
    );
    let read = read(br#"{"mass":1e400,"title":"T","title":"U","items":[]}"#).unwrap();
    assert_eq!(read.archive.extra["mass"], "1e400");
    assert_eq!(read.archive.title, "U");
}

#[test]
fn a_number_may_be_written_as_a_day() {
    check_items(
        &[
            r#"{"id":"1","date_published":20230726}"#,
            r#"{"id":"1","date_published":20231326}"#,
            r#"{"id":"1","date_published":1690329600}"#,
        ],
        &expect![[r#"
            > {"id":"1","date_published":20230726}
            items[0].date_published: is a number; taken as a day written as YYYYMMDD [wrong-type]
            "1" "1" 2023-07-26
            > {"id":"1","date_published":20231326}
            items[0].date_published: is a number; taken as seconds or milliseconds since 1970 [wrong-type]
            "1" "1" 1970-08-23
            > {"id":"1","date_published":1690329600}
            items[0].date_published: is a number; taken as seconds or milliseconds since 1970 [wrong-type]
            "1" "1" 2023-07-26
        "#]],
    );
}

#[test]
fn syntax_errors_name_place_and_cure() {
    check(
        &[
            "",
            "\n\n",
            "{",
            "{\"title\": \"T\",\n \"items\": [\n  {\"id\": \"1\",}\n]}",
            "{\"title\": \"Zúñiga\" \"items\": []}",
            "{\"items\": [] } x",
            "{\"items\": [{\"title\": \"cut sho",
            "{\"title\": 'T', \"items\": []}",
            "<!DOCTYPE html><title>T</title>",
            "Skip to content\n",
            "{\"title\": \"a\nb\", \"items\": []}",
        ],
        &expect![[r#"
            > 
            error: not valid JSON at line 1, column 1: the file is empty; make it again
            > 


            error: not valid JSON at line 3, column 1: the file is empty; make it again
            > {
            error: not valid JSON at line 1, column 1: the end comes within an object; the file breaks off, get the whole of it
            > {"title": "T",
             "items": [
              {"id": "1",}
            ]}
            error: not valid JSON at line 3, column 14: trailing comma; mend it there, or make the file again
            > {"title": "Zúñiga" "items": []}
            error: not valid JSON at line 1, column 20: expected `,` or `}`; mend it there, or make the file again
            > {"items": [] } x
            error: not valid JSON at line 1, column 16: trailing characters; mend it there, or make the file again
            > {"items": [{"title": "cut sho
            error: not valid JSON at line 1, column 29: the end comes within a string; the file breaks off, get the whole of it
            > {"title": 'T', "items": []}
            error: not valid JSON at line 1, column 11: expected value; mend it there, or make the file again
            > <!DOCTYPE html><title>T</title>
            error: not valid JSON at line 1, column 1: it begins like HTML or XML; give the archive's own JSON, or import this file as what it is
            > Skip to content

            error: not valid JSON at line 1, column 1: expected value; mend it there, or make the file again
            > {"title": "a
            b", "items": []}
            error: not valid JSON at line 2, column 1: control character (\u0000-\u001F) found while parsing a string; mend it there, or make the file again
        "#]],
    );
}

#[test]
fn what_is_not_text_is_said_to_be_so() {
    let cases: [&[u8]; 5] = [
        b"{\"title\":\n\"Z\xfa\xf1iga\"}",
        b"\xff\xfe{\0}\0",
        b"\x1f\x8b\x08\0",
        b"{\"title\": \"cut \xe2\x80",
        b"PK\x03\x04\xff",
    ];
    let reports: Vec<String> = cases.iter().map(report).collect();
    expect![[r#"
        error: not UTF-8 at line 2, column 3: it may be in an older encoding such as Windows-1252; save the file again with the encoding UTF-8
        error: not UTF-8 at line 1, column 1: it looks like UTF-16; save the file again with the encoding UTF-8
        error: not UTF-8 at line 1, column 2: it looks like a gzip file; unpack it first
        error: not UTF-8 at line 1, column 16: the file breaks off; get the whole of it
        error: not UTF-8 at line 1, column 5: it looks like a ZIP file; unpack it first
    "#]].assert_eq(&reports.concat());
}

#[test]
fn what_is_not_a_feed_is_said_to_be_so() {
    check(
        &[
            "[]",
            "[{\"id\": \"1\"}]",
            "\"text\"",
            "1",
            "null",
            "{}",
            "{\"items\": {}}",
            "{\"items\": null}",
        ],
        &expect![[r#"
            > []
            error: this JSON is not an archive: its top level is a list; an archive is a JSON Feed, an object with `version`, `title` and `items`
            > [{"id": "1"}]
            error: this JSON is not an archive: its top level is a list; an archive is a JSON Feed, an object with `version`, `title` and `items`
            > "text"
            error: this JSON is not an archive: its top level is a text; an archive is a JSON Feed, an object with `version`, `title` and `items`
            > 1
            error: this JSON is not an archive: its top level is a number; an archive is a JSON Feed, an object with `version`, `title` and `items`
            > null
            error: this JSON is not an archive: its top level is a single word; an archive is a JSON Feed, an object with `version`, `title` and `items`
            > {}
            error: this JSON is not an archive: it has no `items`; an archive is a JSON Feed, an object with `version`, `title` and `items`
            > {"items": {}}
            error: this JSON is not an archive: its `items` is not a list; an archive is a JSON Feed, an object with `version`, `title` and `items`
            > {"items": null}
            error: this JSON is not an archive: its `items` is not a list; an archive is a JSON Feed, an object with `version`, `title` and `items`
        "#]],
    );
}

#[test]
fn a_newer_version_is_refused_an_odd_one_is_not() {
    check(
        &[
            r#"{"version":"https://jsonfeed.org/version/1.1","title":"T","_backfile":{"version":2},"items":[]}"#,
            r#"{"version":"https://jsonfeed.org/version/1.1","title":"T","_backfile":{"version":"7"},"items":[]}"#,
            r#"{"version":"https://jsonfeed.org/version/1","title":"T","_backfile":{"version":"one"},"items":[]}"#,
            r#"{"version":"http://www.jsonfeed.org/version/1","title":"T","_backfile":1,"items":[]}"#,
            r#"{"version":"https://jsonfeed.org/version/1.1","title":"T","_backfile":{},"items":[]}"#,
            r#"{"version":"https://jsonfeed.org/version/2","title":"T","items":[]}"#,
            r#"{"version":"https://jsonfeed.org/version/10.1/","title":"T","items":[]}"#,
            r#"{"version":"2.0","items":[]}"#,
            r#"{"items":[]}"#,
        ],
        &expect![[r#"
            > {"version":"https://jsonfeed.org/version/1.1","title":"T","_backfile":{"version":2},"items":[]}
            error: _backfile.version: this archive has format version 2, and this Backfile reads versions up to 1; open it with a newer Backfile, or export it again for version 1
            > {"version":"https://jsonfeed.org/version/1.1","title":"T","_backfile":{"version":"7"},"items":[]}
            error: _backfile.version: this archive has format version 7, and this Backfile reads versions up to 1; open it with a newer Backfile, or export it again for version 1
            > {"version":"https://jsonfeed.org/version/1","title":"T","_backfile":{"version":"one"},"items":[]}
            _backfile.version: is text, not a number that fits; left out [wrong-type]
            > {"version":"http://www.jsonfeed.org/version/1","title":"T","_backfile":1,"items":[]}
            _backfile: is a number, not an object; left out [wrong-type]
            > {"version":"https://jsonfeed.org/version/1.1","title":"T","_backfile":{},"items":[]}
            > {"version":"https://jsonfeed.org/version/2","title":"T","items":[]}
            error: version: this is a JSON Feed of version 2, and this Backfile reads version 1; export it as JSON Feed 1.1, or open it with a newer Backfile
            > {"version":"https://jsonfeed.org/version/10.1/","title":"T","items":[]}
            error: version: this is a JSON Feed of version 10.1, and this Backfile reads version 1; export it as JSON Feed 1.1, or open it with a newer Backfile
            > {"version":"2.0","items":[]}
            version: is not that of a JSON Feed 1; read as one all the same [bad-value]
            title: is missing [missing]
            > {"items":[]}
            version: is missing; read as JSON Feed 1.1 [missing]
            title: is missing [missing]
        "#]],
    );
}

#[test]
fn wrong_types_are_mended_or_left_out() {
    check_items(
        &[
            r#"{"id":"1","title":5,"summary":true,"content_html":[],"url":null,"image":""}"#,
            r#"{"id":"1","authors":"Ada","tags":"one","attachments":{"url":"u"}}"#,
            r#"{"id":"1","authors":[{"nick":"x"},7,null,"Ben"],"tags":["a",7,[],""]}"#,
            r#"{"id":"1","attachments":[{"mime_type":"a/b"},{"url":"u","mime_type":"a/b","size_in_bytes":"12","duration_in_seconds":"long"}]}"#,
            r#"{"id":"1","_backfile":[]},"text",null"#,
            r#"{"id":"1","_backfile":{"slug":1,"places":["Peru",{"country":"pe"},{},{"name":"X","lat":1}],"source":"Tide","date_kind":"written"}}"#,
            r#"{"id":"1","author":{"name":"Ada"}},{"id":"2","author":{"name":"Ada"},"authors":[{"name":"Ada"}]}"#,
        ],
        &expect![[r#"
            > {"id":"1","title":5,"summary":true,"content_html":[],"url":null,"image":""}
            items[0].title: is a number, not text; taken as text [wrong-type]
            items[0].summary: is true or false, not text; left out [wrong-type]
            items[0].content_html: is a list, not text; left out [wrong-type]
            "1" "5" -
            > {"id":"1","authors":"Ada","tags":"one","attachments":{"url":"u"}}
            items[0].authors: is text, not a list; taken as a list of one [wrong-type]
            items[0].authors[0]: is text, not an object; taken as its `name` [wrong-type]
            items[0].tags: is text, not a list; taken as a list of one [wrong-type]
            items[0].attachments: is an object, not a list; taken as a list of one [wrong-type]
            items[0].attachments[0].mime_type: is missing; taken as unknown [missing]
            "1" "1" -
            > {"id":"1","authors":[{"nick":"x"},7,null,"Ben"],"tags":["a",7,[],""]}
            items[0].authors[0].name: is missing; the author is left out [missing]
            items[0].authors[0].nick: is not known here; left out [unknown-member]
            items[0].authors[1]: is a number, not an object; left out [wrong-type]
            items[0].authors[3]: is text, not an object; taken as its `name` [wrong-type]
            items[0].tags[2]: is a list, not text; left out [wrong-type]
            "1" "1" -
            > {"id":"1","attachments":[{"mime_type":"a/b"},{"url":"u","mime_type":"a/b","size_in_bytes":"12","duration_in_seconds":"long"}]}
            items[0].attachments[0].url: is missing; the attachment is left out [missing]
            items[0].attachments[1].size_in_bytes: is text, not a number; taken as a number [wrong-type]
            items[0].attachments[1].duration_in_seconds: is text, not a number that fits; left out [wrong-type]
            "1" "1" -
            > {"id":"1","_backfile":[]},"text",null
            items[0]._backfile: is a list, not an object; left out [wrong-type]
            items[1]: is text, not an object; left out [wrong-type]
            items[2]: is null, not an object; left out [wrong-type]
            "1" "1" -
            > {"id":"1","_backfile":{"slug":1,"places":["Peru",{"country":"pe"},{},{"name":"X","lat":1}],"source":"Tide","date_kind":"written"}}
            items[0]._backfile.slug: is a number, not text; taken as text [wrong-type]
            items[0]._backfile.places[0]: is text, not an object; taken as its `name` [wrong-type]
            items[0]._backfile.places[1].name: is missing; its country stands for it [missing]
            items[0]._backfile.places[2].name: is missing; the place is left out [missing]
            items[0]._backfile.places[3].lat: is not known here; left out [unknown-member]
            items[0]._backfile.source: is text, not an object; taken as its `name` [wrong-type]
            items[0]._backfile.date_kind: is neither `published` nor `event`; taken as `published` [bad-value]
            "1" "1" -
            > {"id":"1","author":{"name":"Ada"}},{"id":"2","author":{"name":"Ada"},"authors":[{"name":"Ada"}]}
            "1" "1" -
            "2" "2" -
        "#]],
    );
}

#[test]
fn dates_are_taken_from_the_extension_then_from_publication() {
    check_items(
        &[
            r#"{"id":"1","date_published":"2023-07-26T23:30:00-05:00"}"#,
            r#"{"id":"1","date_published":"Wed, 26 Jul 2023 03:00:00 GMT"}"#,
            r#"{"id":"1","date_published":"the day before yesterday, as far as I remember it"}"#,
            r#"{"id":"1","date_published":1690340400}"#,
            r#"{"id":"1","date_published":1690340400123}"#,
            r#"{"id":"1","date_published":1e300}"#,
            r#"{"id":"1","date_published":"2023-07-26","_backfile":{"date":"2022~"}}"#,
            r#"{"id":"1","date_published":"2023-07-26","_backfile":{"date":"someday"}}"#,
            r#"{"id":"1","date_published":"2023-07-26","_backfile":{"date":null}}"#,
            r#"{"id":"1","date_published":"2023-07-26","_backfile":{"date":2023}}"#,
        ],
        &expect![[r#"
            > {"id":"1","date_published":"2023-07-26T23:30:00-05:00"}
            "1" "1" 2023-07-26
            > {"id":"1","date_published":"Wed, 26 Jul 2023 03:00:00 GMT"}
            "1" "1" 2023-07-26
            > {"id":"1","date_published":"the day before yesterday, as far as I remember it"}
            items[0].date_published: `the day before yesterday, as far as I re` is not a time such as 2023-07-26T03:00:00Z; the article has no date [bad-date]
            "1" "1" -
            > {"id":"1","date_published":1690340400}
            items[0].date_published: is a number; taken as seconds or milliseconds since 1970 [wrong-type]
            "1" "1" 2023-07-26
            > {"id":"1","date_published":1690340400123}
            items[0].date_published: is a number; taken as seconds or milliseconds since 1970 [wrong-type]
            "1" "1" 2023-07-26
            > {"id":"1","date_published":1e300}
            items[0].date_published: is a number, not text; taken as text [wrong-type]
            items[0].date_published: `1e+300` is not a time such as 2023-07-26T03:00:00Z; the article has no date [bad-date]
            "1" "1" -
            > {"id":"1","date_published":"2023-07-26","_backfile":{"date":"2022~"}}
            "1" "1" 2022~
            > {"id":"1","date_published":"2023-07-26","_backfile":{"date":"someday"}}
            items[0]._backfile.date: `someday` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26; left out [bad-date]
            "1" "1" 2023-07-26
            > {"id":"1","date_published":"2023-07-26","_backfile":{"date":null}}
            "1" "1" -
            > {"id":"1","date_published":"2023-07-26","_backfile":{"date":2023}}
            items[0]._backfile.date: is a number, not text; taken as text [wrong-type]
            "1" "1" 2023
        "#]],
    );
}

#[test]
fn a_date_of_publication_is_never_called_that_of_an_event() {
    let json =
        feed(r#"{"id":"1","date_published":"2023-07-26","_backfile":{"date_kind":"event"}}"#);
    let article = &read(json.as_bytes()).unwrap().archive.articles[0];
    assert_eq!(article.date_kind, crate::DateKind::Published);
}

#[test]
fn every_article_gets_a_name_of_its_own() {
    check_items(
        &[
            r#"{"id":7},{"id":7.5},{"id":"x"},{"id":"x"},{"id":"x"},{"id":"x#2"}"#,
            r#"{"title":"No id"},{"url":"https://a.example/b/"},{"external_url":"https://c.example"},{"url":"https://a.example/b/"}"#,
            r#"{"id":"item-2"},{"title":"Second"}"#,
            r#"{"id":"1","title":"Zúñiga’s  “Coup” – in La Paz!"},{"id":"2","title":"Zuniga's coup in La Paz"}"#,
            r#"{"id":"1","title":"חדשות"},{"id":"חדשות","title":"חדשות","url":"https://a.example/2023/news?p=1"},{"id":"ח","title":"חדשות"}"#,
            r#"{"id":"1","title":"a","_backfile":{"slug":"s"}},{"id":"2","_backfile":{"slug":"s"}},{"id":"3","_backfile":{"slug":"s-2"}},{"id":"4","title":"s"}"#,
            r#"{"id":"1","title":"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"}"#,
            r#"{"id":"1","title":"Ærøskøbing e\u0301te\u0301 Łódź Œuvre ſo straße þing"}"#,
        ],
        &expect![[r#"
            > {"id":7},{"id":7.5},{"id":"x"},{"id":"x"},{"id":"x"},{"id":"x#2"}
            items[3].id: is that of an earlier item; changed to `x#3` [duplicate-id]
            items[4].id: is that of an earlier item; changed to `x#4` [duplicate-id]
            "7" "7" -
            "7.5" "7-5" -
            "x" "x" -
            "x#3" "x-3" -
            "x#4" "x-4" -
            "x#2" "x-2" -
            > {"title":"No id"},{"url":"https://a.example/b/"},{"external_url":"https://c.example"},{"url":"https://a.example/b/"}
            items[0].id: is missing; `item-1` stands for it [missing]
            items[1].id: is missing; `https://a.example/b/` stands for it [missing]
            items[2].id: is missing; `https://c.example` stands for it [missing]
            items[3].id: is missing; `https://a.example/b/#2` stands for it [missing]
            "item-1" "no-id" -
            "https://a.example/b/" "b" -
            "https://c.example" "https-c-example" -
            "https://a.example/b/#2" "b-2" -
            > {"id":"item-2"},{"title":"Second"}
            items[1].id: is missing; `item-2#2` stands for it [missing]
            "item-2" "item-2" -
            "item-2#2" "second" -
            > {"id":"1","title":"Zúñiga’s  “Coup” – in La Paz!"},{"id":"2","title":"Zuniga's coup in La Paz"}
            "1" "zunigas-coup-in-la-paz" -
            "2" "zunigas-coup-in-la-paz-2" -
            > {"id":"1","title":"חדשות"},{"id":"חדשות","title":"חדשות","url":"https://a.example/2023/news?p=1"},{"id":"ח","title":"חדשות"}
            "1" "1" -
            "חדשות" "news" -
            "ח" "article-3" -
            > {"id":"1","title":"a","_backfile":{"slug":"s"}},{"id":"2","_backfile":{"slug":"s"}},{"id":"3","_backfile":{"slug":"s-2"}},{"id":"4","title":"s"}
            items[1]._backfile.slug: is that of an earlier item; changed to `s-3` [duplicate-slug]
            "1" "s" -
            "2" "s-3" -
            "3" "s-2" -
            "4" "s-4" -
            > {"id":"1","title":"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"}
            "1" "one-two-three-four-five-six-seven-eight-nine-ten-eleven-twelve-thirteen-fourteen" -
            > {"id":"1","title":"Ærøskøbing e\u0301te\u0301 Łódź Œuvre ſo straße þing"}
            "1" "aroskobing-ete-lodz-ouvre-so-strase-ting" -
        "#]],
    );
}

#[test]
fn unknown_members_are_kept() {
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"T","favicon":"f","_other":{"a":[1]},
        "_backfile":{"version":1,"mood":"good"},
        "items":[{"id":"1","_x":null,"_backfile":{"slug":"s","y":[]}}]}"#;
    let archive = read(json.as_bytes()).unwrap().archive;
    let extras = serde_json::json!([
        archive.extra,
        archive.extension_extra,
        archive.articles[0].extra,
        archive.articles[0].extension_extra
    ]);
    expect![[r#"[{"_other":{"a":[1]},"favicon":"f"},{"mood":"good"},{"_x":null},{"y":[]}]"#]]
        .assert_eq(&extras.to_string());
}

#[test]
fn halves_of_characters_are_replaced() {
    check_items(
        &[
            r#"{"id":"cut \ud83d"}"#,
            r#"{"id":"\ude00 \ud83d\ude00 \\ud83d \ud83d\ud83d\ude00 \ud83dx"}"#,
            r#"{"id":"\u12"}"#,
            r#"{"id":"\ud83d"}, {"#,
        ],
        &expect![[r#"
            > {"id":"cut \ud83d"}
            broken characters replaced by U+FFFD: 1 [broken-text]
            "cut �" "cut" -
            > {"id":"\ude00 \ud83d\ude00 \\ud83d \ud83d\ud83d\ude00 \ud83dx"}
            broken characters replaced by U+FFFD: 3 [broken-text]
            "� 😀 \\ud83d �😀 �x" "ud83d-x" -
            > {"id":"\u12"}
            error: not valid JSON at line 1, column 80: invalid escape; mend it there, or make the file again
            > {"id":"\ud83d"}, {
            error: not valid JSON at line 1, column 86: key must be a string; mend it there, or make the file again
        "#]],
    );
}

#[test]
fn a_byte_order_mark_is_no_trouble() {
    let json = format!("\u{feff}{}", feed(""));
    assert_eq!(read(json.as_bytes()).unwrap().warnings, []);
}

#[test]
fn deep_nesting_is_an_error_and_no_crash() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = open.repeat(200_000) + "1" + &close.repeat(200_000);
        let error = read(feed(&format!("{{\"_x\":{deep}}}")).as_bytes()).unwrap_err();
        assert!(error.to_string().contains("recursion limit"), "{error}");
    }
    let shallow = "[".repeat(100) + &"]".repeat(100);
    assert!(read(feed(&format!("{{\"id\":\"1\",\"_x\":{shallow}}}")).as_bytes()).is_ok());
}

#[test]
fn a_block_is_a_list_of_items() {
    let items = read_items(br#"[{"id":"1","_backfile":{"slug":"s","date":"2023"}}]"#).unwrap();
    assert_eq!((items.len(), items[0].slug.as_str()), (1, "s"));
    assert_eq!(items[0].date.as_ref().unwrap().year(), 2023);
    expect!["this JSON is not an archive: a block of articles must be a list; an archive is a JSON Feed, an object with `version`, `title` and `items`"].assert_eq(&read_items(b"{}").unwrap_err().to_string());
    assert!(read_items(b"[").is_err());
}

/// Quadratic naming would take minutes here.
#[test]
fn thousands_of_articles_may_have_one_name() {
    let items = vec![r#"{"id":"1","title":"Note"}"#; 30_000].join(",");
    let articles = read(feed(&items).as_bytes()).unwrap().archive.articles;
    assert_eq!(articles.last().unwrap().slug, "note-30000");
    assert_eq!(articles.last().unwrap().id, "1#30000");
}
