//! A page as somebody copied it: what a template, a browser and a mail program make of it.

use super::page::{Entry, Page};

/// What stands above and below every title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beside {
    Nothing,
    /// A bare name under the title, another each time.
    Names,
    /// The same bare name under every title.
    OneName,
    /// A bare word above every title.
    Label,
    ByDate,
    DateBy,
    PostedIn,
    DateAbove,
    BylineAndDate,
    NameAndDate,
    DateAboveName,
    LabelAndName,
    /// One of two words above every title.
    Kickers,
    /// A labelled line under every title, which says nothing that we know.
    Captions,
}

/// What stands around the articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    Heading,
    WordPress,
    /// A blog with a side column that repeats titles.
    SideColumn,
    Appeals,
}

/// What stands under every excerpt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Under {
    Nothing,
    Shares,
    Continue,
    ReadMore,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blanks {
    Apart,
    /// Between articles only.
    Grouped,
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    None,
    Titles(&'static str),
    All(&'static str),
    Numbers,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signs {
    Plain,
    /// Windows line ends, blanks and tabs before them.
    Windows,
    /// Fixed blanks after sentences and inside titles.
    Fixed,
}

/// One way to copy a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Copy {
    pub(crate) beside: Beside,
    pub(crate) frame: Frame,
    pub(crate) under: Under,
    pub(crate) blanks: Blanks,
    pub(crate) mark: Mark,
    pub(crate) signs: Signs,
    pub(crate) wrap: Option<usize>,
    pub(crate) cut: bool,
}

const BESIDES: [Beside; 14] = [
    Beside::Nothing,
    Beside::Names,
    Beside::OneName,
    Beside::Label,
    Beside::ByDate,
    Beside::DateBy,
    Beside::PostedIn,
    Beside::DateAbove,
    Beside::BylineAndDate,
    Beside::NameAndDate,
    Beside::DateAboveName,
    Beside::LabelAndName,
    Beside::Kickers,
    Beside::Captions,
];
const FRAMES: [Frame; 4] = [
    Frame::Heading,
    Frame::WordPress,
    Frame::SideColumn,
    Frame::Appeals,
];
const UNDERS: [Under; 4] = [
    Under::Nothing,
    Under::Shares,
    Under::Continue,
    Under::ReadMore,
];
const BLANKS: [Blanks; 3] = [Blanks::Apart, Blanks::Grouped, Blanks::None];
const MARKS: [Mark; 5] = [
    Mark::None,
    Mark::Titles("• "),
    Mark::Titles("- "),
    Mark::All("* "),
    Mark::Numbers,
];
const SIGNS: [Signs; 3] = [Signs::Plain, Signs::Windows, Signs::Fixed];
const WRAPS: [Option<usize>; 4] = [None, Some(60), Some(78), Some(100)];

const NAMES: [&str; 5] = [
    "Maria Lopez",
    "Jonas van Dyke",
    "Ann Okafor",
    "Lucía Ferrer Vidal",
    "Peter J. Marsh",
];

impl Copy {
    pub(crate) const COUNT: usize = 14 * 4 * 4 * 3 * 5 * 3 * 4 * 2;

    /// The copy of that number, below `COUNT`.
    pub(crate) fn numbered(mut number: usize) -> Copy {
        let mut digit = |base: usize| {
            let digit = number % base;
            number /= base;
            digit
        };
        Copy {
            beside: BESIDES[digit(14)],
            frame: FRAMES[digit(4)],
            under: UNDERS[digit(4)],
            blanks: BLANKS[digit(3)],
            mark: MARKS[digit(5)],
            wrap: WRAPS[digit(4)],
            signs: SIGNS[digit(3)],
            cut: digit(2) == 1,
        }
    }

    pub(crate) fn author(&self, at: usize) -> Option<&'static str> {
        match self.beside {
            Beside::Nothing
            | Beside::Label
            | Beside::Kickers
            | Beside::Captions
            | Beside::PostedIn
            | Beside::DateAbove => None,
            Beside::OneName => Some(NAMES[0]),
            _ => Some(NAMES[at % NAMES.len()]),
        }
    }

    pub(crate) fn date(&self, at: usize) -> Option<String> {
        match self.beside {
            Beside::Nothing
            | Beside::Names
            | Beside::OneName
            | Beside::Label
            | Beside::Kickers
            | Beside::Captions
            | Beside::LabelAndName => None,
            _ => Some(format!("2024-05-{:02}", 28 - at)),
        }
    }

    /// The excerpt that the copy holds.
    pub(crate) fn excerpt(&self, page: &Page, at: usize) -> String {
        let whole = &page.entries[at].excerpt;
        if !self.cut || at + 1 < page.entries.len() {
            return whole.clone();
        }
        let words: Vec<&str> = whole.split(' ').collect();
        words[..words.len() * 2 / 3].join(" ")
    }

    /// The lines that belong to no article.
    pub(crate) fn furniture(&self, page: &Page) -> Vec<String> {
        let (top, end) = self.rims(page);
        let under = page.entries.iter().enumerate();
        let under = under.flat_map(|(at, entry)| self.under(entry, at));
        // The heading is the archive's title.
        let top = top.into_iter().rev().skip(1);
        top.chain(under).chain(end).collect()
    }

    fn rims(&self, page: &Page) -> (Vec<String>, Vec<String>) {
        let own = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect();
        let category = &page.category;
        match self.frame {
            Frame::Heading => (own(&["Skip to content", category]), Vec::new()),
            Frame::WordPress => (
                own(&[
                    "Skip to content",
                    "The Tidal Post",
                    "Independent notes from the coast",
                    "Home About Us Contact Donate",
                    "Search",
                    &format!("Category: {category}"),
                ]),
                own(&[
                    "Older posts",
                    "1 2 3 … 12 Next",
                    "Proudly powered by WordPress",
                ]),
            ),
            Frame::SideColumn => {
                let titles = page.entries.iter().take(3).map(|e| e.title.as_str());
                let links = ["Posts navigation", "Older posts", "Recent Posts"].into_iter();
                let footer = ["Archives", "May 2024", "Meta", "Log in"];
                (
                    own(&["The Tidal Post", "Home", "Podcast", "Contact", category]),
                    own(&links.chain(titles).chain(footer).collect::<Vec<_>>()),
                )
            }
            Frame::Appeals => (
                own(&["Skip to content", category]),
                own(&[
                    "Our Spring Appeal",
                    "We pay for every page with gifts from readers. Please donate today, your \
                     help keeps us going.",
                    "Get The Weekly Letter",
                    "Sign up to our newsletter and you will find the best of the week in your \
                     inbox every Friday.",
                ]),
            ),
        }
    }

    fn under(&self, entry: &Entry, at: usize) -> Vec<String> {
        let own = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect();
        let read_on = match at % 3 {
            0 => format!("Continue reading {}", entry.title),
            1 => "Continue reading →".to_owned(),
            _ => format!("Continue reading “{}”", entry.title),
        };
        let comments = format!("{} Comments", at + 2);
        match self.under {
            Under::Nothing => Vec::new(),
            Under::Shares => own(&["Share on Facebook", "Tweet", "Print", &comments]),
            Under::Continue => own(&[&read_on, "Leave a comment"]),
            Under::ReadMore => own(&["Read more"]),
        }
    }

    /// Lines above and below the title.
    fn beside(&self, at: usize) -> (Vec<String>, Vec<String>) {
        let own = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect();
        let date = format!("May {}, 2024", 28 - at);
        let name = self.author(at).unwrap_or("");
        match self.beside {
            Beside::Nothing => (own(&[]), own(&[])),
            Beside::Names | Beside::OneName => (own(&[]), own(&[name])),
            Beside::Label => (own(&["Featured"]), own(&[])),
            Beside::Kickers => (own(&[["News", "Opinion"][at % 2]]), own(&[])),
            Beside::Captions => (
                own(&[]),
                own(&[&format!("Photo: {}", NAMES[at % NAMES.len()])]),
            ),
            Beside::ByDate => (own(&[]), own(&[&format!("By {name} | {date}")])),
            Beside::DateBy => (own(&[]), own(&[&format!("{date} by {name}")])),
            Beside::PostedIn => (own(&[]), own(&[&format!("Posted on {date} in Shipping")])),
            Beside::DateAbove => (own(&[&date]), own(&[])),
            Beside::BylineAndDate => (own(&[]), own(&[&format!("By {name}"), &date])),
            Beside::NameAndDate => (own(&[]), own(&[name, &date])),
            Beside::DateAboveName => (own(&[&date]), own(&[name])),
            Beside::LabelAndName => (own(&["Featured"]), own(&[name])),
        }
    }

    /// The text of the copy.
    pub(crate) fn text(&self, page: &Page) -> String {
        let (top, end) = self.rims(page);
        let mut groups: Vec<Vec<String>> = vec![top];
        for (at, entry) in page.entries.iter().enumerate() {
            let (above, below) = self.beside(at);
            let mut group = above;
            group.push(match self.mark {
                Mark::Titles(mark) => format!("{mark}{}", entry.title),
                Mark::Numbers => format!("{}. {}", at + 1, entry.title),
                _ => entry.title.clone(),
            });
            group.extend(below);
            group.push(self.excerpt(page, at));
            group.extend(self.under(entry, at));
            groups.push(group);
        }
        // An appeal is a title with its text, other lines are groups of their own.
        let size = if self.frame == Frame::Appeals { 2 } else { 1 };
        groups.extend(end.chunks(size).map(<[String]>::to_vec));
        let (between, inside) = match self.blanks {
            Blanks::Apart => ("\n\n", "\n\n"),
            Blanks::Grouped => ("\n\n", "\n"),
            Blanks::None => ("\n", "\n"),
        };
        let groups = groups.iter().map(|group| {
            let lines: Vec<String> = group.iter().map(|line| self.line(line)).collect();
            lines.join(inside)
        });
        self.signed(&groups.collect::<Vec<_>>().join(between))
    }

    fn line(&self, line: &str) -> String {
        let line = match self.mark {
            Mark::All(mark) => format!("{mark}{line}"),
            _ => line.to_owned(),
        };
        let line = match self.signs {
            Signs::Fixed => line
                .replace(". ", ".\u{A0} ")
                .replace(" The ", "\u{A0}The "),
            _ => line,
        };
        match self.wrap {
            Some(width) => wrapped(&line, width),
            None => line,
        }
    }

    fn signed(&self, text: &str) -> String {
        match self.signs {
            Signs::Plain | Signs::Fixed => format!("{text}\n"),
            Signs::Windows => text.replace('\n', " \t\r\n") + " \t\r\n",
        }
    }
}

fn wrapped(line: &str, width: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in line.split(' ') {
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
}
