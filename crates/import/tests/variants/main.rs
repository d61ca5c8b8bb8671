//! Category pages as people copy them: every combination of what stands beside titles, around
//! articles and under excerpts, of blank lines, marks, signs, wrapping and a copy that breaks off.
//!
//! Of 80,640 copies of a page a sample is tried, which holds nearly every pair of choices;
//! `STEP=1` tries all of them (minutes, `--release`). The step must not share a factor with 210.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod copy;
mod page;

use std::collections::BTreeMap;

use backfile_import::{Format, Imported, Source, read};
use copy::Copy;
use page::Page;

/// What is wrong with the reading of a copy; `None` where nothing is.
fn fault(page: &Page, copy: &Copy) -> Option<String> {
    let text = copy.text(page);
    let imported = match read(
        &Source::new("page.txt", text.as_str()),
        Some(Format::Listing),
    ) {
        Ok(imported) => imported,
        Err(error) => return Some(format!("error: {error}")),
    };
    let archive = &imported.archive;
    let found: Vec<&str> = archive.articles.iter().map(|a| a.title.as_str()).collect();
    let wanted: Vec<&str> = page.entries.iter().map(|e| e.title.as_str()).collect();
    if found != wanted {
        let extra = found.iter().find(|title| !wanted.contains(title));
        let missing = wanted.iter().find(|title| !found.contains(title));
        return Some(format!("titles: found {extra:?}, missing {missing:?}"));
    }
    if archive.title != page.category {
        return Some(format!("heading: {:?}", archive.title));
    }
    (0..page.entries.len())
        .find_map(|at| fault_of_article(page, copy, &imported, at))
        .or_else(|| lost_furniture(page, copy, &imported))
}

fn fault_of_article(page: &Page, copy: &Copy, imported: &Imported, at: usize) -> Option<String> {
    let article = &imported.archive.articles[at];
    let text = article.body.text.clone().unwrap_or_default();
    let excerpt = copy.excerpt(page, at);
    if text != excerpt {
        let same = text
            .chars()
            .zip(excerpt.chars())
            .take_while(|(a, b)| a == b);
        let rest = |text: &str, from: usize| text.chars().skip(from).take(60).collect::<String>();
        let from = same.count();
        let (found, wanted) = (rest(&text, from), rest(&excerpt, from));
        return Some(format!(
            "excerpt of {:?}: {found:?}, not {wanted:?}",
            article.title
        ));
    }
    let authors: Vec<&str> = article
        .authors
        .iter()
        .filter_map(|author| author.name.as_deref())
        .collect();
    if authors != copy.author(at).into_iter().collect::<Vec<_>>() {
        return Some(format!("authors of {:?}: {authors:?}", article.title));
    }
    let date = article.date.as_ref().map(ToString::to_string);
    (date != copy.date(at)).then(|| format!("date of {:?}: {date:?}", article.title))
}

/// Every line that belongs to no article is in the report, with all of its words in order.
fn lost_furniture(page: &Page, copy: &Copy, imported: &Imported) -> Option<String> {
    let clean = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().filter(|w| *w != "*").collect();
        words.join(" ")
    };
    let report: Vec<String> = imported.skipped.iter().map(|s| clean(&s.text)).collect();
    let report = report.join("\n");
    let lost = copy
        .furniture(page)
        .into_iter()
        .find(|line| !report.contains(&clean(line)));
    lost.map(|line| format!("lost: {line:?}"))
}

/// Tries every `step`th copy of a page: how many, and which are read wrong.
fn faults(page: &Page, first: usize, step: usize) -> (usize, Vec<(Copy, String)>) {
    let numbers = (first..Copy::COUNT).step_by(step);
    let count = numbers.len();
    let faults = numbers
        .map(Copy::numbered)
        .filter_map(|copy| Some((copy, fault(page, &copy)?)));
    (count, faults.collect())
}

fn shown(faults: &[(Copy, String)]) -> String {
    let mut by_dimension: BTreeMap<String, usize> = BTreeMap::new();
    for (copy, fault) in faults {
        let kind = fault.split([':', ' ']).next().unwrap_or_default();
        for key in [
            format!("beside {:?}", copy.beside),
            format!("frame {:?}", copy.frame),
            format!("under {:?}", copy.under),
            format!("blanks {:?}", copy.blanks),
            format!("mark {:?}", copy.mark),
            format!("signs {:?}", copy.signs),
            format!("wrap {:?}", copy.wrap),
            format!("cut {:?}", copy.cut),
            format!("fault {kind}"),
        ] {
            *by_dimension.entry(key).or_default() += 1;
        }
    }
    let examples: Vec<String> = faults
        .iter()
        .step_by(faults.len() / 14 + 1)
        .map(|(copy, fault)| format!("{copy:?}\n    {fault}"))
        .collect();
    format!("{by_dimension:#?}\n{}", examples.join("\n"))
}

#[test]
fn every_copy_of_a_page_gives_the_same_articles() {
    let step = std::env::var("STEP").map_or(613, |step| step.parse().unwrap());
    let mut all = 0;
    let mut wrong = Vec::new();
    for (at, page) in page::all().iter().enumerate() {
        // Of every page others are tried.
        let (count, faults) = faults(page, at * 43 % step, step);
        println!(
            "{}: {} of {count} wrong\n{}",
            page.name,
            faults.len(),
            shown(&faults)
        );
        all += count;
        wrong.extend(faults);
    }
    assert!(
        wrong.is_empty(),
        "{} of {all} copies are read wrong",
        wrong.len()
    );
}
