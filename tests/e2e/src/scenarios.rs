//! What is tested end to end? One row for each promise to a reader, as a sentence.

mod access;
mod article;
mod damage;
mod embed;
mod history;
mod keyboard;
mod list;
mod looks;
mod robust;
mod site;

use crate::engine::Engine;
use crate::stage::{Opening, Stage};

/// A promise, and the steps that show it kept.
pub(crate) struct Scenario {
    /// The promise.
    pub(crate) name: &'static str,
    /// The steps; they stop where the promise is broken.
    pub(crate) run: fn(&mut Stage),
    /// The only opening that it makes sense for.
    pub(crate) only: Option<Opening>,
    /// The only opening that it makes no sense for.
    pub(crate) never: Option<Opening>,
    /// Engines that cannot show it, with the reason.
    pub(crate) except: &'static [(Engine, &'static str)],
    /// Whether it is nothing without axe-core.
    pub(crate) needs_axe: bool,
    /// Whether it only makes pictures for a person to look at, and is run where they are asked for.
    pub(crate) is_for_eyes: bool,
    /// Whether errors in the console belong to it.
    pub(crate) is_noisy: bool,
}

/// A promise for every opening and engine, kept in silence.
const fn scenario(name: &'static str, run: fn(&mut Stage)) -> Scenario {
    Scenario {
        name,
        run,
        only: None,
        never: None,
        except: &[],
        needs_axe: false,
        is_for_eyes: false,
        is_noisy: false,
    }
}

/// A promise of the app alone, the same wherever the archive comes from: shown once, from the file.
const fn once(name: &'static str, run: fn(&mut Stage)) -> Scenario {
    Scenario {
        only: Some(Opening::File),
        ..scenario(name, run)
    }
}

impl Scenario {
    /// Whether it makes sense for an opening.
    pub(crate) fn is_for(&self, opening: Opening) -> bool {
        self.only.is_none_or(|only| only == opening) && self.never != Some(opening)
    }

    /// Why it cannot be shown in an engine, if so.
    pub(crate) fn obstacle(&self, engine: Engine, has_axe: bool) -> Option<&'static str> {
        if self.needs_axe && !has_axe {
            return Some("axe-core is not here");
        }
        let obstacle = self.except.iter().find(|(other, _)| *other == engine);
        obstacle.map(|(_, reason)| *reason)
    }
}

/// All promises, in the order of the tests.
pub(crate) fn all() -> Vec<Scenario> {
    let areas: [fn() -> Vec<Scenario>; 10] = [
        robust::scenarios,
        site::scenarios,
        damage::scenarios,
        list::scenarios,
        article::scenarios,
        history::scenarios,
        keyboard::scenarios,
        looks::scenarios,
        embed::scenarios,
        access::scenarios,
    ];
    areas.iter().flat_map(|area| area()).collect()
}
