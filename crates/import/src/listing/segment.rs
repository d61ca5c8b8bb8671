//! Here are paragraphs: which is a title, which an excerpt, which a line beside them?
//!
//! Every paragraph gets a score for every role from its looks, and every pair of roles in a row
//! gets one from how category pages are built (a title is followed by its excerpt, a byline
//! stands between the two). The labelling with the highest sum wins (Viterbi). So a title that
//! ends like a sentence, or an excerpt without a full stop, is put right by its neighbours.

use std::collections::BTreeSet;

use super::beside::{self, Slot};
use super::features::{self, Looks, Usual};
use super::furniture::key;
use super::labels;
use super::lines::Mark;
use super::meta::{self, Meta};
use super::paragraph::Paragraph;
use super::vocabulary;
use crate::normalize::dates::DayOrder;

/// What a paragraph is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Title,
    /// Date, byline and the like over the title.
    Above,
    /// The same between title and excerpt.
    Before,
    Body,
    /// The same after the excerpt.
    After,
    /// Menu, share button, stray line.
    Noise,
}

const ROLES: [Role; 6] = [
    Role::Title,
    Role::Above,
    Role::Before,
    Role::Body,
    Role::After,
    Role::Noise,
];
/// A score that no sum of others makes up for.
const NEVER: f32 = -1000.0;

/// A paragraph with what is known of it.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) paragraph: Paragraph,
    pub(crate) looks: Looks,
    pub(crate) meta: Option<Meta>,
    pub(crate) slot: Slot,
    pub(crate) role: Role,
}

/// Gives every paragraph its role.
pub(crate) fn label(paragraphs: Vec<Paragraph>, order: Option<DayOrder>) -> (Vec<Block>, Usual) {
    let mut looks: Vec<Looks> = paragraphs
        .iter()
        .map(|p| features::looks(&p.text))
        .collect();
    let usual = Usual::of(&paragraphs, &mut looks);
    let mut blocks: Vec<Block> = paragraphs
        .into_iter()
        .zip(looks)
        .map(|(paragraph, looks)| Block {
            meta: meta::parse(&paragraph.text, order),
            paragraph,
            looks,
            slot: Slot::Open,
            role: Role::Noise,
        })
        .collect();
    link_titles(&mut blocks);
    beside::place(&mut blocks);
    let roles = best_roles(&blocks, &usual);
    for (block, role) in blocks.iter_mut().zip(roles) {
        block.role = role;
    }
    (blocks, usual)
}

/// "Continue reading A Dry Year" is a link where "A Dry Year" stands on the page.
fn link_titles(blocks: &mut [Block]) {
    let keys: BTreeSet<String> = blocks.iter().map(|b| key(&b.paragraph.text)).collect();
    let is_link = |block: &Block| {
        let title = labels::read_more_of(&block.paragraph.text);
        block.meta.is_none() && title.is_some_and(|t| keys.contains(&key(t)))
    };
    for block in blocks.iter_mut().filter(|b| is_link(b)) {
        block.meta = Some(Meta {
            noise: vec![block.paragraph.text.clone()],
            ..Meta::default()
        });
    }
}

fn best_roles(blocks: &[Block], usual: &Usual) -> Vec<Role> {
    let mut came_from: Vec<[usize; 6]> = Vec::with_capacity(blocks.len());
    let mut sums = [0.0_f32; 6];
    let text = blocks.iter().position(|b| features::is_body(&b.looks));
    let text = text.unwrap_or(0).max(3);
    for (at, block) in blocks.iter().enumerate() {
        let mut next = [f32::MIN; 6];
        let mut from = [0; 6];
        for (to, &role) in ROLES.iter().enumerate() {
            let own = looks_like(role, block, at.checked_sub(1).map(|i| &blocks[i]), usual);
            for (before, &role_before) in ROLES.iter().enumerate() {
                let step = match at {
                    0 => first(role),
                    _ => {
                        follows(role_before, role)
                            + joint(role_before, role, block, usual)
                            + top(role_before, role, &blocks[at - 1], at <= text)
                    }
                };
                let sum = sums[before] + step + own;
                if sum > next[to] {
                    (next[to], from[to]) = (sum, before);
                }
            }
        }
        sums = next;
        came_from.push(from);
    }
    let mut best = (0..ROLES.len())
        .max_by(|&a, &b| sums[a].total_cmp(&sums[b]))
        .unwrap_or(0);
    let mut roles = vec![Role::Noise; blocks.len()];
    for at in (0..blocks.len()).rev() {
        roles[at] = ROLES[best];
        best = came_from[at][best];
    }
    roles
}

/// How much the paragraph alone looks like that role.
fn looks_like(role: Role, block: &Block, before: Option<&Block>, usual: &Usual) -> f32 {
    let placed = match block.slot {
        Slot::Open => None,
        Slot::Heading => Some(Role::Title),
        Slot::Above => Some(Role::Above),
        Slot::Under => Some(Role::Before),
        Slot::Repeated => Some(Role::Noise),
        Slot::Text => Some(Role::Body),
    };
    if let Some(placed) = placed {
        return if role == placed { 6.0 } else { NEVER };
    }
    match role {
        Role::Title => title(block, usual),
        Role::Above => NEVER,
        Role::Body => body(block, usual),
        Role::Before | Role::After => match &block.meta {
            Some(_) => 4.0,
            None => NEVER,
        },
        Role::Noise => noise(block, before, usual),
    }
}

fn title(block: &Block, usual: &Usual) -> f32 {
    let looks = &block.looks;
    let mut score = match looks.width {
        0..=140 => 1.0,
        141..=200 => -1.5,
        201..=300 => -3.0,
        _ => -8.0,
    };
    score += match (looks.closed, looks.lively) {
        (false, _) => 0.8,
        (true, true) => 0.2,
        (true, false) => -0.8,
    };
    if looks.sentences > 1 + usize::from(looks.lively) {
        score -= 1.5;
    }
    if looks.starts_small && usual.small < 0.3 {
        score -= 1.0;
    }
    score += match block.paragraph.mark {
        Mark::Heading(_) => 4.0,
        Mark::Number | Mark::Bullet if usual.marked => 1.5,
        _ if usual.marked => -1.0,
        _ => 0.0,
    };
    // A lone address is the page's or the article's, never a title.
    if block.meta.as_ref().is_some_and(|meta| meta.url.is_some()) {
        return NEVER;
    }
    score
        + if block.paragraph.url.is_some() {
            1.0
        } else {
            0.0
        }
}

fn body(block: &Block, usual: &Usual) -> f32 {
    let looks = &block.looks;
    let mut score = match looks.width {
        0..=29 => -1.5,
        30..=59 => -1.0,
        60..=119 => 0.0,
        120..=200 => 1.0,
        _ => 2.0,
    };
    score += match (looks.closed, looks.lively) {
        (true, true) => 0.7,
        (true, false) => 1.0,
        (false, _) => -0.5,
    };
    if looks.sentences >= 2 {
        score += 1.0;
    }
    if usual.bodies < 0.1 && !features::is_body(looks) {
        score -= 3.0;
    }
    if matches!(block.paragraph.mark, Mark::Heading(_)) {
        score -= 5.0;
    }
    score
}

/// Lines that are certainly of the page, and short ones stuck under a paragraph.
fn noise(block: &Block, before: Option<&Block>, usual: &Usual) -> f32 {
    if vocabulary::is_navigation(&block.paragraph.text) {
        return 6.0;
    }
    let under_text = before.is_some_and(|b| b.looks.closed && b.looks.width > 60);
    let looks = &block.looks;
    let fragment = looks.words <= 8 && looks.width <= 60 && !looks.closed;
    let stuck = block.paragraph.glued && usual.spaced > 0.8 && block.meta.is_none();
    match fragment && under_text {
        true if stuck => 2.0,
        true if looks.starts_small && usual.small < 0.2 => 1.5,
        _ => NEVER,
    }
}

fn first(role: Role) -> f32 {
    match role {
        Role::Title | Role::Above | Role::Noise => 0.0,
        Role::Body => -1.5,
        Role::Before | Role::After => -2.0,
    }
}

/// At the top of a page the first title follows the heading.
fn top(before: Role, role: Role, above: &Block, is_top: bool) -> f32 {
    match (before, role) {
        (Role::Title, Role::Title) if above.slot == Slot::Heading => 1.5,
        (Role::Title, Role::Title) if is_top => 0.7,
        _ => 0.0,
    }
}

/// How usual it is that one role follows another.
fn follows(before: Role, role: Role) -> f32 {
    use Role::{Above, After, Before, Body, Noise, Title};
    match (before, role) {
        (Title, Body) => 1.0,
        (Title, Before) | (Body | Above, Title) => 0.5,
        (Title, Title) | (Noise, Before | After) => -1.0,
        (Above, Body | Before | After) => -3.0,
        (Before, Body) => 0.8,
        (Before, Title | Above) => -0.8,
        (Before | Title, After) | (After | Body, Before) => NEVER,
        (Body, Body) => -0.6,
        (After, Title) => 0.3,
        (After, Body) => -2.5,
        (Title | Before, Noise) | (Title, Above) => -0.5,
        (Noise, Body) => -1.5,
        (Before, Before)
        | (After, After)
        | (Body | After | Noise, Noise | Title | After)
        | (_, Above)
        | (Above, Noise) => 0.0,
    }
}

/// What the blank lines of this page say about two roles in a row.
fn joint(before: Role, role: Role, block: &Block, usual: &Usual) -> f32 {
    use Role::{Body, Title};
    let glued = block.paragraph.glued;
    let grouped = (0.2..=0.8).contains(&usual.spaced);
    match (before, role) {
        (Title, Body) if grouped && glued => 0.5,
        (_, Title) if grouped => {
            if glued {
                -0.7
            } else {
                0.5
            }
        }
        (Body, Title) if usual.spaced > 0.8 && glued => -1.5,
        (Body, Body) if grouped && glued => 0.3,
        _ => 0.0,
    }
}
