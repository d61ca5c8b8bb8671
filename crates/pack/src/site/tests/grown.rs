//! An archive that is packed over an earlier one: few bytes change, and nothing that is found.

use backfile_model::{Archive, Article, Hosted};
use backfile_search::{Index, Request, Response, Sort};

use super::hosted::{Files, large, read, write, write_over};
use crate::site::MANIFEST_PATH;

/// An article with some words of its own and an author of its own.
fn article(number: usize, like: &Article) -> Article {
    let mut article = like.clone();
    article.id = format!("new-{number}");
    article.slug = format!("new-{number}");
    article.title = format!("News {number}");
    let text = article.body.text.take().unwrap_or_default();
    article.body.text = Some(format!("{text} zinnober{number} and some vermilion"));
    article
}

fn hosted(files: &Files) -> Hosted {
    Hosted::read(&files[MANIFEST_PATH]).unwrap()
}

/// Bytes of files that were not there, by a part of their names.
fn changed(new: &Files, old: &Files, kind: &str) -> usize {
    let is_new =
        |(path, bytes): &(&String, &Vec<u8>)| path.contains(kind) && old.get(*path) != Some(*bytes);
    new.iter()
        .filter(is_new)
        .map(|(_, bytes)| bytes.len())
        .sum()
}

fn bytes(files: &Files, kind: &str) -> usize {
    changed(files, &Files::new(), kind)
}

fn answers(files: &Files) -> Vec<Response> {
    let opened = read(files).unwrap();
    let mut index = Index::open(opened.index_bytes).unwrap();
    let documents = opened.hosted.documents.iter();
    let documents: Vec<_> = documents.map(|run| (run.first, run.count)).collect();
    assert!(documents.is_empty() || index.renumber(&documents));
    let queries = [
        "",
        "w1f",
        "w1f w2a",
        "\"and some vermilion\"",
        "w1*",
        "vermillion",
        "news -w3",
        "zinnober3",
    ];
    let mut all = Vec::new();
    for query in queries {
        for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
            all.push(index.search(&Request {
                query: query.to_owned(),
                limit: 40,
                sort,
                ..Request::default()
            }));
        }
    }
    for doc in [0, 5, 700] {
        let hits = index.related(backfile_search::DocId(doc), 5);
        all.push(Response {
            hits,
            ..Response::default()
        });
    }
    all
}

/// A hosted archive answers as another; a message has no room for whole answers.
#[track_caller]
fn same_answers(one: &Files, other: &Files) {
    for (at, (one, other)) in answers(one).into_iter().zip(answers(other)).enumerate() {
        assert_eq!(one.hits, other.hits, "answer {at}");
        assert!(
            one == other,
            "answer {at}: {:?} {:?}",
            one.notice,
            other.notice
        );
    }
}

#[test]
fn few_bytes_change_wherever_new_articles_stand() {
    let before = large(1_500);
    let old = write(&before);
    assert!(hosted(&old).index.len() > 3, "the index is in parts");
    for places in [&[0][..], &[1_500], &[700], &[0, 0], &[3, 1_200]] {
        let mut after = before.clone();
        for (number, &place) in places.iter().enumerate() {
            let new = article(number, &before.articles[7 + number]);
            after.articles.insert(place, new);
        }
        let new = write_over(&after, Some(&old));
        assert!(read(&new).unwrap().archive == after);
        same_answers(&new, &write(&after));
        let index = changed(&new, &old, "/index-") + changed(&new, &old, "/changes-");
        let share = 100 * index / bytes(&old, "/index-");
        assert!(
            index > 0 && share < 7 * places.len(),
            "{places:?}: {share} % of the index"
        );
        let is_at_end = places == [1_500];
        assert_eq!(hosted(&new).documents.is_empty(), is_at_end, "{places:?}");
        assert_eq!(write_over(&after, Some(&new)), new, "it is the same again");
    }
}

#[test]
fn changes_stay_against_the_same_files_until_they_are_many() {
    let mut archive = large(800);
    let first = write(&archive);
    let mut files = first.clone();
    for update in 0..20 {
        for number in 4 * update..4 * (update + 1) {
            let new = article(number, &archive.articles[30 + number]);
            archive.articles.insert(0, new);
        }
        files = write_over(&archive, Some(&files));
        if hosted(&files).changes.is_empty() {
            assert!(update > 0, "after {update} updates");
            assert_eq!(
                files,
                write(&archive),
                "then it is as if there had been none"
            );
            return;
        }
        assert!(read(&files).unwrap().archive == archive);
        let kept = files.keys().filter(|path| path.contains("/index-"));
        let kept = kept.filter(|path| first.contains_key(*path));
        assert!(kept.count() > 2, "after {update} updates");
    }
    panic!("they never are too many");
}

#[test]
fn what_is_no_earlier_archive_changes_nothing() {
    let archive = large(600);
    let anew = write(&archive);
    let other = write(&large(1_500));
    let small = write(&super::kit::coups());
    let mut damaged = anew.clone();
    let path = anew.keys().find(|path| path.contains("/index-")).unwrap();
    damaged.get_mut(path).unwrap()[50] ^= 1;
    for old in [&other, &small, &damaged, &Files::new()] {
        assert_eq!(write_over(&archive, Some(old)), anew);
    }
    assert_eq!(write_over(&archive, Some(&anew)), anew);
}

#[test]
fn edited_and_removed_articles_are_so_in_what_is_found() {
    let before = large(1_500);
    let old = write(&before);
    let mut edited = before.clone();
    let text = edited.articles[800].body.text.get_or_insert_default();
    text.push_str(" zinnober3 of another sort");
    let mut removed: Archive = before.clone();
    removed.articles.remove(800);
    for after in [edited, removed] {
        let new = write_over(&after, Some(&old));
        assert!(read(&new).unwrap().archive == after);
        same_answers(&new, &write(&after));
    }
}

#[test]
fn damage_of_changes_is_told_with_the_file() {
    let before = large(1_500);
    let mut after = before.clone();
    after.articles.insert(0, article(1, &before.articles[9]));
    let files = write_over(&after, Some(&write(&before)));
    let name = format!("site/{}", hosted(&files).changes);
    let mut missing = files.clone();
    missing.remove(&name);
    let error = read(&missing).unwrap_err().to_string();
    assert!(
        error.starts_with(&format!("{name}: cannot be read")),
        "{error}"
    );
    // Those of another archive: what they were made for is not there.
    let manifest = String::from_utf8(files[MANIFEST_PATH].clone()).unwrap();
    let (head, rest) = manifest.split_once("\"changes\":\"").unwrap();
    let (_, rest) = rest.split_once('"').unwrap();
    let mut without = files.clone();
    without.insert(
        MANIFEST_PATH.to_owned(),
        format!("{head}\"changes\":\"{rest}").into_bytes(),
    );
    assert!(read(&without).is_err());
}

#[test]
fn articles_that_are_as_good_as_others_stand_in_their_order() {
    // As many as are looked at for nearness, and far more, are the same; the new one is the first.
    let mut before = large(1_500);
    for article in &mut before.articles[..400] {
        let text = article.body.text.take().unwrap_or_default();
        article.body.text = Some(format!("alpha beta {}", &text[..300]));
        article.title = "Same".to_owned();
    }
    let mut after = before.clone();
    let mut new = after.articles[0].clone();
    new.id = "new".to_owned();
    new.slug = "new".to_owned();
    after.articles.insert(0, new);
    let files = write_over(&after, Some(&write(&before)));
    assert!(!hosted(&files).documents.is_empty());
    let opened = read(&files).unwrap();
    let mut index = Index::open(opened.index_bytes).unwrap();
    let documents = opened.hosted.documents.iter();
    assert!(
        index.renumber(
            &documents
                .map(|run| (run.first, run.count))
                .collect::<Vec<_>>()
        )
    );
    let anew = Index::open(read(&write(&after)).unwrap().index_bytes).unwrap();
    for query in ["alpha beta", "alpha bet*", "alpha OR beta", "same alpha"] {
        let request = Request {
            query: query.to_owned(),
            limit: 50,
            ..Request::default()
        };
        assert_eq!(
            index.search(&request).hits,
            anew.search(&request).hits,
            "{query}"
        );
    }
}
