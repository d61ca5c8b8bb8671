//! Here is a page: which short lines stand above and under its titles, though no label says so?
//!
//! A line alone says little: "Maria Lopez" and "Featured" may be titles. The page says more, for
//! it was made by a template: what stands at the same place of most articles is of one kind. Lines
//! are counted by their place between two texts, and a place where most articles have a name
//! holds bylines, a line that most articles have holds nothing of any of them, and dates that
//! the first title has above it stand above all.

mod above;
mod ends;
mod signed;

use std::collections::BTreeMap;

use super::furniture::key;
use super::meta::{self, Meta};
use super::segment::Block;
use super::{features, vocabulary};

/// What the page as a whole says of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Nothing.
    #[default]
    Open,
    /// A byline under a title.
    Under,
    /// A line that belongs to the title after it.
    Above,
    /// A line that most articles have.
    Repeated,
    /// The heading of the page, which its label gives away.
    Heading,
    /// What is left of the last text, where the copy breaks off.
    Text,
}

/// Fewer articles show no pattern.
const FEWEST: usize = 3;
/// Names of categories have so many words at most.
const MOST_KICKER_WORDS: usize = 3;
/// So many of ten articles must have a line at that place.
const MOST_OF_TEN: usize = 6;

/// What stands between two texts: positions of blocks, in order.
#[derive(Debug, Default)]
struct Run {
    items: Vec<usize>,
    /// Whether a text follows, as one does on a title.
    headed: bool,
    /// Whether links to other pages stand between the last text and this.
    outside: bool,
}

/// Gives lines their slots, and those that are bylines their authors.
pub(crate) fn place(blocks: &mut [Block]) {
    let mut runs = runs_of(blocks);
    if let Some(at) = ends::broken_off(blocks, &runs) {
        blocks[at].slot = Slot::Text;
        runs = runs_of(blocks);
    }
    ends::find_heading(blocks, &mut runs);
    // Under few different lines short titles look like names.
    find_kickers(blocks, &runs, 0);
    find_repeated(blocks, &runs);
    find_names(blocks, &runs);
    find_kickers(blocks, &runs, 0);
    find_kickers(blocks, &runs, 1);
    signed::settle(blocks, &runs);
    above::find(blocks, &runs);
}

fn is_text(block: &Block) -> bool {
    block.slot == Slot::Text || features::is_body(&block.looks) || block.looks.width > 140
}

/// Whether a line dates or signs an article, or says where it belongs.
fn is_signing(block: &Block) -> bool {
    let signs = |m: &Meta| m.stated.is_some() || !m.authors.is_empty() || !m.categories.is_empty();
    block.meta.as_ref().is_some_and(signs)
}

fn runs_of(blocks: &[Block]) -> Vec<Run> {
    let mut runs = vec![Run::default()];
    for (at, block) in blocks.iter().enumerate() {
        // The list ends where links to its other pages stand.
        if vocabulary::is_page_number(&block.paragraph.text) {
            let outside = runs.iter().any(|run| run.headed);
            runs.push(Run {
                outside,
                ..Run::default()
            });
        }
        let frame = vocabulary::is_navigation(&block.paragraph.text)
            || block.meta.is_some() && !is_signing(block) && ends::heading_label(block).is_none();
        let Some(run) = runs.last_mut().filter(|_| !frame) else {
            continue;
        };
        match (block.meta.is_none() && is_text(block), run.items.is_empty()) {
            (false, _) => run.items.push(at),
            // A text after a text is its second paragraph.
            (true, true) => {}
            (true, false) => {
                run.headed = true;
                runs.push(Run::default());
            }
        }
    }
    runs
}

/// Whether `count` of the articles are most of them.
fn is_most(count: usize, articles: usize) -> bool {
    count * 10 >= articles * MOST_OF_TEN && (count >= FEWEST || count >= 2 && count == articles)
}

fn headed(runs: &[Run]) -> usize {
    runs.iter().filter(|run| run.headed).count()
}

/// Short lines of a run that are neither dates nor known by now.
fn open_lines(blocks: &[Block], run: &Run) -> Vec<usize> {
    let open = |&&at: &&usize| blocks[at].meta.is_none() && blocks[at].slot == Slot::Open;
    run.items.iter().filter(open).copied().collect()
}

/// Lines that most articles have are no titles.
fn find_repeated(blocks: &mut [Block], runs: &[Run]) {
    let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, run) in runs.iter().enumerate() {
        for at in open_lines(blocks, run) {
            let runs = seen.entry(repeated_part(&blocks[at])).or_default();
            if runs.last() != Some(&number) {
                runs.push(number);
            }
        }
    }
    let articles = headed(runs);
    seen.retain(|key, runs| {
        !key.is_empty() && runs.len() >= FEWEST && is_most(runs.len(), articles)
    });
    let is_repeated = |at: &usize| seen.contains_key(&repeated_part(&blocks[*at]));
    // Where nothing else is left, the repeated line is the title of a page that is there often.
    let alone = |run: &&Run| {
        let lines = open_lines(blocks, run);
        run.headed && !lines.is_empty() && lines.iter().all(is_repeated)
    };
    if is_most(runs.iter().filter(alone).count(), articles) {
        return;
    }
    let found: Vec<(usize, bool)> = runs
        .iter()
        .flat_map(|run| with_last(open_lines(blocks, run), run.headed))
        .filter(|(at, _)| is_repeated(at))
        .collect();
    for (at, under_title) in found {
        let block = &mut blocks[at];
        if !under_title {
            block.slot = Slot::Repeated;
        } else if meta::is_bare_name(&block.paragraph.text) {
            sign(block, Slot::Under);
        } else {
            block.slot = Slot::Under;
            block.meta = Some(Meta {
                noise: vec![block.paragraph.text.clone()],
                ..Meta::default()
            });
        }
    }
}

/// Lines, each with whether it is the last before a text and has a title over it.
fn with_last(lines: Vec<usize>, headed: bool) -> impl Iterator<Item = (usize, bool)> {
    let last = lines.last().copied().filter(|_| headed && lines.len() > 1);
    lines.into_iter().map(move |at| (at, Some(at) == last))
}

/// What lines of one kind have in common: all of the words, or a label such as "Photo:".
fn repeated_part(block: &Block) -> String {
    let text = &block.paragraph.text;
    let label = text.split_once(": ").map(|(label, _)| label);
    match label.filter(|label| label.split_whitespace().count() <= 2) {
        Some(label) => format!("{}:", key(label)),
        None => key(text),
    }
}

fn sign(block: &mut Block, slot: Slot) {
    block.meta = Some(meta::bare_byline(&block.paragraph.text));
    block.slot = slot;
}

/// A place where most articles have the name of a person holds bylines.
fn find_names(blocks: &mut [Block], runs: &[Run]) {
    let is_name = |at: &usize| meta::is_bare_name(&blocks[*at].paragraph.text);
    let pairs = pairs(blocks, runs);
    let of = |place: usize| {
        let names = pairs.iter().map(|pair| pair[place]).filter(is_name);
        names.collect::<Vec<usize>>()
    };
    let (above, under) = (of(0), of(1));
    let articles = headed(runs);
    // Titles of capital words look like names too; names do not look like titles.
    let (names, slot) = if above.len() > under.len() {
        (above, Slot::Above)
    } else {
        (under, Slot::Under)
    };
    if !is_most(names.len(), articles) {
        return;
    }
    let last = runs
        .iter()
        .rfind(|run| !run.headed && !run.outside && !run.items.is_empty())
        .filter(|_| slot == Slot::Under);
    let cut_off = last.and_then(|run| signed_before_cut(blocks, run));
    for at in names.into_iter().chain(cut_off) {
        sign(&mut blocks[at], slot);
    }
}

/// A place where most articles have one of a few short lines holds categories, or a few authors: 0 is above
/// titles, 1 under them.
fn find_kickers(blocks: &mut [Block], runs: &[Run], place: usize) {
    let short = |at: &usize| blocks[*at].looks.words <= MOST_KICKER_WORDS;
    let lines: Vec<usize> = pairs(blocks, runs)
        .into_iter()
        .map(|pair| pair[place])
        .filter(short)
        .collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for &at in &lines {
        *counts.entry(key(&blocks[at].paragraph.text)).or_default() += 1;
    }
    // The heading stands there too, over the first title, and only once.
    counts.retain(|_, count| *count > 1);
    let is_common = |at: &usize| counts.contains_key(&key(&blocks[*at].paragraph.text));
    let common = lines.iter().filter(|at| is_common(at)).count();
    if common < FEWEST || counts.len() < 2 || common * 2 < headed(runs) || counts.len() * 2 > common
    {
        return;
    }
    let first = lines.first().copied();
    let is_kicker = |at: &usize| is_common(at) || Some(*at) != first;
    let kickers: Vec<usize> = lines.iter().copied().filter(is_kicker).collect();
    let slot = [Slot::Above, Slot::Under][place];
    let is_name = |at: &&usize| meta::is_bare_name(&blocks[**at].paragraph.text);
    let are_names = kickers.iter().filter(is_name).count() * 10 >= kickers.len() * 8;
    for at in kickers {
        if are_names {
            sign(&mut blocks[at], slot);
            continue;
        }
        blocks[at].slot = slot;
        blocks[at].meta = Some(Meta {
            categories: vec![blocks[at].paragraph.text.clone()],
            ..Meta::default()
        });
    }
}

/// The last two lines over every text that are not known by now: what titles are among.
fn pairs(blocks: &[Block], runs: &[Run]) -> Vec<[usize; 2]> {
    let headed = runs.iter().filter(|run| run.headed);
    headed
        .filter_map(|run| open_lines(blocks, run).last_chunk::<2>().copied())
        .collect()
}

/// The byline of a last article of which the text breaks off after a few words.
fn signed_before_cut(blocks: &[Block], run: &Run) -> Option<usize> {
    let lines = open_lines(blocks, run);
    let &[_, name, _] = lines.as_slice() else {
        return None;
    };
    meta::is_bare_name(&blocks[name].paragraph.text).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::Slot;
    use crate::listing::{lines, paragraph, segment};

    fn slots(text: &str) -> Vec<(Slot, String)> {
        let (blocks, _) = segment::label(paragraph::join(&lines::split(text)), None);
        let placed = blocks.into_iter().filter(|b| b.slot != Slot::Open);
        placed.map(|b| (b.slot, b.paragraph.text)).collect()
    }

    fn page(line: impl Fn(usize) -> String) -> String {
        let text = "The council has voted for it, and nobody knows yet who is going to pay.";
        let articles: Vec<String> = (0..4).map(|at| line(at).replace('$', text)).collect();
        articles.join("\n")
    }

    const TITLES: [&str; 4] = ["A Dry Year", "Ferry Stops", "Late Clock", "Thin Spring"];
    const NAMES: [&str; 4] = ["Maria Lopez", "J. van Dyke", "Ann Moe", "Lucía Ruiz Vidal"];

    #[test]
    fn names_under_titles_are_bylines() {
        let text = page(|at| format!("{}\n{}\n$", TITLES[at], NAMES[at]));
        let expected = NAMES.map(|name| (Slot::Under, name.to_owned()));
        assert_eq!(slots(&text), expected);
        let same = page(|at| format!("{}\nMaria Lopez\n$", TITLES[at]));
        assert_eq!(
            slots(&same),
            vec![(Slot::Under, "Maria Lopez".to_owned()); 4]
        );
    }

    #[test]
    fn one_name_among_titles_is_a_title() {
        let text = page(|at| format!("{}\n$", if at == 2 { NAMES[0] } else { TITLES[at] }));
        assert_eq!(slots(&format!("Harbour News\n{text}")), []);
    }

    #[test]
    fn what_every_article_has_is_no_title() {
        let text = page(|at| format!("Featured\n{}\n$", TITLES[at]));
        assert_eq!(
            slots(&text),
            vec![(Slot::Repeated, "Featured".to_owned()); 4]
        );
        let same = page(|_| "A Dry Year\n$".to_owned());
        assert_eq!(slots(&same), [], "the page is there often");
    }

    #[test]
    fn few_lines_over_many_titles_are_categories() {
        let kickers = ["News", "Opinion", "News", "Opinion"];
        let text = page(|at| format!("{}\n{}\n$", kickers[at], TITLES[at]));
        let found = slots(&format!("Harbour\n{text}"));
        assert_eq!(
            found,
            kickers.map(|kicker| (Slot::Above, kicker.to_owned()))
        );
    }

    #[test]
    fn names_over_titles_are_bylines_though_they_are_few() {
        let text = page(|at| format!("{}\n{}\n$", NAMES[at % 2], TITLES[at]));
        let found = slots(&text);
        assert!(
            found.iter().all(|(slot, _)| *slot == Slot::Above),
            "{found:?}"
        );
        assert_eq!(found.len(), 4);
    }

    /// Authors and categories of the lines beside titles.
    fn beside(text: &str) -> (Vec<String>, Vec<String>) {
        let (blocks, _) = segment::label(paragraph::join(&lines::split(text)), None);
        let metas = || blocks.iter().filter_map(|block| block.meta.clone());
        let authors = metas().flat_map(|meta| meta.authors).collect();
        (authors, metas().flat_map(|meta| meta.categories).collect())
    }

    #[test]
    fn what_looks_like_a_name_above_a_signed_article_is_its_category() {
        let kickers = [
            "World News",
            "Local Politics",
            "World News",
            "Local Politics",
        ];
        let owned = |lines: [&str; 4]| lines.map(str::to_owned).to_vec();
        let labelled = page(|at| format!("{}\n{}\nBy {}\n$", kickers[at], TITLES[at], NAMES[at]));
        assert_eq!(beside(&labelled), (owned(NAMES), owned(kickers)));
        let bare = page(|at| format!("{}\n{}\n{}\n$", kickers[at], TITLES[at], NAMES[at]));
        assert_eq!(beside(&bare), (owned(NAMES), owned(kickers)));
        // Nobody else signs these.
        let one = page(|at| format!("{}\n{}\n$", ["Ann Moe", "Max Lind"][at % 2], TITLES[at]));
        assert_eq!(beside(&one).1, Vec::<String>::new());
    }

    #[test]
    fn lines_with_one_label_are_of_one_kind() {
        let text = page(|at| format!("{}\nPhoto: {}\n$", TITLES[at], NAMES[at]));
        assert!(slots(&text).iter().all(|(slot, _)| *slot == Slot::Under));
        assert_eq!(slots(&text).len(), 4);
        let titles = page(|at| format!("Ferries: {}\n$", TITLES[at]));
        assert_eq!(slots(&titles), []);
    }

    #[test]
    fn dates_stand_above_where_the_first_title_has_one_above() {
        let above = page(|at| format!("May {}, 2024\n{}\n$", 1 + at, TITLES[at]));
        assert_eq!(slots(&above).len(), 4);
        assert!(slots(&above).iter().all(|(slot, _)| *slot == Slot::Above));
        let under = page(|at| format!("{}\n$\nMay {}, 2024", TITLES[at], 1 + at));
        assert_eq!(slots(&under), []);
        let both = format!("May 9, 2024\n{under}");
        assert_eq!(slots(&both), [], "the first date is the page's");
    }

    #[test]
    fn a_label_for_the_whole_page_is_its_heading() {
        let text = page(|at| format!("{}\n$", TITLES[at]));
        let heading = vec![(Slot::Heading, "Category: Harbour".to_owned())];
        assert_eq!(
            slots(&format!("The Tidal Post\nCategory: Harbour\n{text}")),
            heading
        );
        let each = page(|at| format!("Category: Harbour\n{}\n$", TITLES[at]));
        assert!(slots(&each).iter().all(|(slot, _)| *slot != Slot::Heading));
    }

    #[test]
    fn what_is_left_of_the_last_text_is_no_title() {
        let text = page(|at| format!("{}\n{}\n$", TITLES[at], NAMES[at]));
        let rest = "Nobody at the harbour remembers when the crane was last";
        let found = slots(&format!("{text}\nOne Crane\nTom Arkwright\n{rest}\nPrint"));
        let last = [(Slot::Under, "Tom Arkwright"), (Slot::Text, rest)];
        assert_eq!(found[4..], last.map(|(slot, text)| (slot, text.to_owned())));
    }
}
