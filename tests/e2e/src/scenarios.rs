//! What is tested end to end? One row for each promise to a reader, as a sentence.

mod access;
mod article;
mod completions;
mod damage;
mod embed;
mod history;
mod keyboard;
mod large;
mod list;
mod looks;
mod robust;
mod save;
mod site;

use crate::engine::Engine;
use crate::stage::{Opening, Stage};

/// A promise, and the steps that show it kept.
pub(crate) struct Scenario {
    /// The promise.
    pub(crate) name: &'static str,
    /// The steps; they stop where the promise is broken.
    pub(crate) run: fn(&mut Stage),
    /// Where they are run.
    pub(crate) place: Place,
    /// Engines that cannot show it, with the reason.
    pub(crate) except: &'static [(Engine, &'static str)],
    /// Whether it is nothing without axe-core.
    pub(crate) needs_axe: bool,
    /// Whether it only makes pictures for a person to look at, and is run where they are asked for.
    pub(crate) is_for_eyes: bool,
    /// Whether errors in the console belong to it.
    pub(crate) is_noisy: bool,
}

/// Where is a promise shown?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In every engine and however the archive is opened.
    Everywhere,
    /// In every engine, opened in this way.
    Only(Opening),
    /// In every engine from the file, in one engine for each other opening: what differs between the
    /// openings is nothing to the engine.
    OneOfOthers,
}

/// A promise for every opening and engine, kept in silence.
const fn scenario(name: &'static str, run: fn(&mut Stage)) -> Scenario {
    Scenario {
        name,
        run,
        place: Place::Everywhere,
        except: &[],
        needs_axe: false,
        is_for_eyes: false,
        is_noisy: false,
    }
}

/// A promise of the app alone, the same wherever the archive comes from: shown once, from the file.
const fn once(name: &'static str, run: fn(&mut Stage)) -> Scenario {
    Scenario {
        place: Place::Only(Opening::File),
        ..scenario(name, run)
    }
}

impl Scenario {
    /// Whether it makes sense for an opening in an engine.
    pub(crate) fn is_for(&self, opening: Opening, engine: Engine) -> bool {
        match self.place {
            Place::Everywhere => true,
            Place::Only(only) => only == opening,
            Place::OneOfOthers => opening == Opening::File || engine == Engine::Chromium,
        }
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
    let areas: [fn() -> Vec<Scenario>; 13] = [
        robust::scenarios,
        save::scenarios,
        site::scenarios,
        large::scenarios,
        damage::scenarios,
        list::scenarios,
        article::scenarios,
        history::scenarios,
        keyboard::scenarios,
        completions::scenarios,
        looks::scenarios,
        embed::scenarios,
        access::scenarios,
    ];
    areas.iter().flat_map(|area| area()).collect()
}
