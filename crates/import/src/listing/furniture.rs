//! Here are units of title and text: which are articles, and which belong to the page?
//!
//! A unit collects evidence: words about money, sign-up or the site's business (the title counts
//! double), speaking to the reader, giving orders, exclamations, being repeated next to itself,
//! and standing at the rim of the page with nothing but furniture outside. Words alone are not
//! enough: an article *about* donations neither speaks to the reader nor repeats itself, and it
//! is as long as its neighbours. From [`THRESHOLD`] on, a unit is furniture.

use std::collections::BTreeMap;

use super::segment::{Block, Role};
use super::vocabulary::{self as words, BUSINESS, MONEY, SIGNUP, Starts};
use crate::skipped::Reason;

/// A title with what belongs to it; positions in the blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) title: Option<usize>,
    pub(crate) bodies: Vec<usize>,
    /// Lines beside the article: dates, bylines, links to read on.
    pub(crate) beside: Vec<usize>,
    /// Why it is no article, once that is decided.
    pub(crate) reason: Option<Reason>,
}

impl Unit {
    /// First and last block.
    pub(crate) fn span(&self) -> (usize, usize) {
        let all = || self.title.iter().chain(&self.bodies).chain(&self.beside);
        (
            all().min().copied().unwrap_or(0),
            all().max().copied().unwrap_or(0),
        )
    }
}

/// Evidence from which on a unit is furniture.
const THRESHOLD: f32 = 4.0;
/// The same for a lone title line, which has fewer words to give evidence.
const LINE_THRESHOLD: f32 = 2.5;
/// What standing at the rim of the page adds.
const RIM: f32 = 1.0;
/// What an appeal further out adds to that.
const BESIDE: f32 = 0.5;

/// Bytes from which on two equal paragraphs are no accident.
const NO_ACCIDENT: usize = 24;

/// The units of the blocks, in order; noise belongs to none, unless text follows a menu word:
/// then the two are a unit, and no article.
pub(crate) fn units(blocks: &[Block]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut above: Vec<usize> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let menu = at.checked_sub(1).filter(|&b| heads_text(&blocks[b]));
        match (block.role, units.last_mut()) {
            (Role::Noise, _) => {}
            (Role::Above, _) => above.push(at),
            (Role::Title, _) => units.push(Unit {
                title: Some(at),
                beside: std::mem::take(&mut above),
                ..Unit::default()
            }),
            (Role::Body, _) if menu.is_some() => units.push(Unit {
                title: menu,
                bodies: vec![at],
                reason: Some(Reason::Navigation),
                ..Unit::default()
            }),
            (Role::Body, Some(unit)) => unit.bodies.push(at),
            (Role::Before | Role::After, Some(unit)) => unit.beside.push(at),
            (Role::Body, None) => units.push(Unit {
                bodies: vec![at],
                ..Unit::default()
            }),
            (_, None) => units.push(Unit {
                beside: vec![at],
                ..Unit::default()
            }),
        }
    }
    if !above.is_empty() {
        units.push(Unit {
            beside: above,
            ..Unit::default()
        });
    }
    units
}

/// Whether a block is a word of the menu that stands like a title over text.
fn heads_text(block: &Block) -> bool {
    let text = &block.paragraph.text;
    block.role == Role::Noise && words::is_navigation(text) && !words::is_between(text)
}

/// Decides which units are calls to action and gives them their reason.
pub(crate) fn judge(blocks: &[Block], units: &mut [Unit]) {
    let page = Page::of(blocks, units);
    let (evidence, reason): (Vec<f32>, Vec<Reason>) =
        (0..units.len()).map(|at| page.evidence(at)).unzip();
    let lone = |unit: &Unit| unit.bodies.is_empty();
    let limit = |unit: &Unit| {
        if lone(unit) {
            LINE_THRESHOLD
        } else {
            THRESHOLD
        }
    };
    let mut reasons: Vec<Option<Reason>> = units.iter().map(|u| u.reason).collect();
    for (at, unit) in units.iter().enumerate() {
        if evidence[at] >= limit(unit) {
            reasons[at] = Some(reason[at]);
        }
    }
    for at in beyond_appeals(&reasons) {
        if evidence[at] > 0.0 && evidence[at] + RIM + BESIDE >= limit(&units[at]) {
            reasons[at] = Some(reason[at]);
        }
    }
    // From both rims inwards: lone lines (menu, heading) do not end the rim, articles do.
    let inwards: [Vec<usize>; 2] = [(0..units.len()).collect(), (0..units.len()).rev().collect()];
    for order in inwards {
        let mut beside_appeal = 0.0;
        for at in order {
            let unit = &units[at];
            if evidence[at] > 0.0 && evidence[at] + RIM + beside_appeal >= limit(unit) {
                reasons[at] = Some(reason[at]);
                beside_appeal = BESIDE;
            } else if !lone(unit) && reasons[at].is_none() {
                break;
            }
        }
    }
    for (unit, reason) in units.iter_mut().zip(reasons) {
        unit.reason = reason;
    }
}

/// The one or two units between a certain appeal and the nearer end of the page.
fn beyond_appeals(reasons: &[Option<Reason>]) -> Vec<usize> {
    let first = reasons.iter().position(Option::is_some).unwrap_or(0);
    let last = reasons
        .iter()
        .rposition(Option::is_some)
        .map_or(reasons.len(), |at| at + 1);
    let ends = [0..first, last..reasons.len()];
    ends.into_iter()
        .filter(|end| end.len() <= 2)
        .flatten()
        .collect()
}

/// The units with what is usual among them.
struct Page<'a> {
    blocks: &'a [Block],
    units: &'a [Unit],
    titles: Vec<String>,
    /// Keys of all blocks.
    keys: Vec<String>,
    /// Units by the key of their title, and of each of their longer paragraphs.
    by_title: BTreeMap<String, Vec<usize>>,
    by_text: BTreeMap<String, Vec<usize>>,
    /// Number of titles that do not look like titles.
    odd_titles: usize,
    /// Middle width of the text of units that have one.
    usual_width: usize,
    /// Whether the page as a whole stands in the file more than once.
    pasted_twice: bool,
}

impl<'a> Page<'a> {
    fn of(blocks: &'a [Block], units: &'a [Unit]) -> Self {
        let keys: Vec<String> = blocks.iter().map(|b| key(&b.paragraph.text)).collect();
        let title = |u: &Unit| u.title.map_or_else(String::new, |t| keys[t].clone());
        let titles: Vec<String> = units.iter().map(title).collect();
        let mut widths: Vec<usize> = units
            .iter()
            .map(|u| text_width(blocks, u))
            .filter(|&w| w > 0)
            .collect();
        widths.sort_unstable();
        let mut by_title: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut by_text: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, unit) in units.iter().enumerate() {
            if !titles[at].is_empty() {
                by_title.entry(titles[at].clone()).or_default().push(at);
            }
            for key in unit
                .bodies
                .iter()
                .map(|&b| &keys[b])
                .filter(|k| k.len() >= NO_ACCIDENT)
            {
                by_text.entry(key.clone()).or_default().push(at);
            }
        }
        let repeated = by_title.values().filter(|units| units.len() > 1).count();
        let pasted_twice = repeated > 2 && repeated * 2 >= by_title.len();
        let usual_width = widths.get(widths.len() / 2).copied().unwrap_or(0);
        let odd_titles = units.iter().filter(|u| is_odd(blocks, u)).count();
        Page {
            blocks,
            units,
            titles,
            keys,
            by_title,
            by_text,
            odd_titles,
            usual_width,
            pasted_twice,
        }
    }

    /// How much speaks for furniture, and what it would be called.
    fn evidence(&self, at: usize) -> (f32, Reason) {
        let unit = &self.units[at];
        let title = unit
            .title
            .map_or("", |t| self.blocks[t].paragraph.text.as_str());
        let body: Vec<&str> = unit
            .bodies
            .iter()
            .map(|&b| self.blocks[b].paragraph.text.as_str())
            .collect();
        let body = body.join(" ");
        let (topic, orders) = topic(&title.to_lowercase(), &body.to_lowercase());
        let speaks = speaks(title, &body);
        let repeated = self.repeated(at) + self.shared_text(at);
        let odd = self.odd_title(at);
        if topic == 0.0 && repeated == 0.0 && (odd == 0.0 || speaks == 0.0) {
            return (0.0, Reason::CallToAction);
        }
        let lively = if [title, &body].iter().any(|text| text.contains(['!', '！'])) {
            0.5
        } else {
            0.0
        };
        let mut score = topic + orders + speaks + lively + repeated + odd;
        if self.is_article_like(at) && repeated == 0.0 && orders == 0.0 {
            score -= 1.5;
        }
        if unit.beside.iter().any(|&b| self.is_signed(b)) {
            score -= 1.5;
        }
        // Without speaking to anyone it takes an appeal beside it at the rim.
        let silent = speaks == 0.0 && orders == 0.0 && repeated == 0.0 && !unit.bodies.is_empty();
        let score = if silent {
            score.min(THRESHOLD - RIM - BESIDE)
        } else {
            score
        };
        (
            score,
            if topic > 0.0 {
                Reason::CallToAction
            } else {
                Reason::Repeated
            },
        )
    }

    /// Whether a line beside the unit names a date or an author, as articles have them.
    fn is_signed(&self, block: usize) -> bool {
        let meta = self.blocks[block].meta.as_ref();
        meta.is_some_and(|m| m.stated.is_some() || !m.authors.is_empty())
    }

    /// Whether the text is as long as those of articles are here.
    fn is_article_like(&self, at: usize) -> bool {
        let bodies = &self.units[at].bodies;
        let sentences: usize = bodies.iter().map(|&b| self.blocks[b].looks.sentences).sum();
        text_width(self.blocks, &self.units[at]) * 10 >= self.usual_width * 6 && sentences >= 2
    }

    /// The same title next to itself is a block in two shapes; further away it is one article
    /// listed twice, and in a file that holds the page twice it says nothing.
    fn repeated(&self, at: usize) -> f32 {
        let title = &self.titles[at];
        if title.is_empty()
            || self.pasted_twice && !self.units[at].bodies.is_empty() && !self.same_beside(at)
        {
            return 0.0;
        }
        let same: Vec<usize> = self
            .by_title
            .get(title)
            .into_iter()
            .flatten()
            .copied()
            .filter(|&i| i != at)
            .collect();
        let Some(nearest) = same.iter().map(|&i| i.abs_diff(at)).min() else {
            return 0.0;
        };
        let identical = same.iter().any(|&i| self.text_key(i) == self.text_key(at));
        match nearest {
            // Lone lines may stand between the two shapes.
            1..=3 if !identical => 2.5,
            1 => 2.0 + if self.is_article_like(at) { 0.0 } else { 1.0 },
            _ => 0.0,
        }
    }

    /// A paragraph that stands on the page under different titles is no article's own.
    fn shared_text(&self, at: usize) -> f32 {
        let others = |body: &usize| self.by_text.get(&self.keys[*body]).into_iter().flatten();
        let shares = |body| others(body).any(|&other| self.titles[other] != self.titles[at]);
        if self.units[at].bodies.iter().any(shares) {
            2.5
        } else {
            0.0
        }
    }

    /// A title that ends in a full stop, or starts small, on a page where titles do not.
    fn odd_title(&self, at: usize) -> f32 {
        let rare = self.odd_titles * 5 <= self.units.len();
        if rare && is_odd(self.blocks, &self.units[at]) {
            1.5
        } else {
            0.0
        }
    }

    fn same_beside(&self, at: usize) -> bool {
        let title = &self.titles[at];
        self.titles.get(at + 1) == Some(title) || at > 0 && self.titles.get(at - 1) == Some(title)
    }

    fn text_key(&self, at: usize) -> String {
        let texts = self.units[at].bodies.iter().map(|&b| self.keys[b].as_str());
        texts.collect::<Vec<_>>().join(" ")
    }
}

/// Whether a title ends in a full stop or starts small.
fn is_odd(blocks: &[Block], unit: &Unit) -> bool {
    let looks = unit.title.map(|t| blocks[t].looks);
    looks.is_some_and(|l| l.closed && !l.lively || l.starts_small)
}

/// How much a unit is about the site's own business, and whether it gives orders about it.
fn topic(title: &str, body: &str) -> (f32, f32) {
    let mut score = 0.0;
    let (title_starts, body_starts) = (Starts::of(title), Starts::of(body));
    for (stems, weight) in [(&MONEY, 1.0_f32), (&SIGNUP, 1.0), (&BUSINESS, 0.5)] {
        let (in_title, in_body) = (title_starts.count(stems), body_starts.count(stems));
        score += weight * if in_title > 0 { 2.0 } else { 0.0 };
        score += weight * if in_body > 0 { 1.0 } else { 0.0 };
        score += weight * 0.25 * (in_title + in_body).saturating_sub(1).min(4) as f32;
    }
    let orders = words::commands(title) || words::commands(body);
    (score, if orders { 1.0 } else { 0.0 })
}

/// How much a unit speaks to the reader: once for the title, once for a text full of it.
fn speaks(title: &str, body: &str) -> f32 {
    let in_title = words::reader_words(title).min(1) as f32;
    let sentences = super::features::sentences(body).max(1);
    let in_body = words::reader_words(body);
    in_title
        + if in_body > 0 && in_body * 3 >= sentences {
            1.0
        } else {
            0.0
        }
}

fn text_width(blocks: &[Block], unit: &Unit) -> usize {
    unit.bodies.iter().map(|&b| blocks[b].looks.width).sum()
}

/// What two texts have in common that differ in case, signs and blanks only.
pub(crate) fn key(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
