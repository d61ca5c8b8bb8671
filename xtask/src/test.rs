//! Is everything in order? `cargo xtask test` runs what CI runs, each layer once, and tells at the
//! end what passed, what failed, what was left out and how long it took.
//!
//! `--only LAYER` runs one layer and what it needs to have been made before it; `--no-browsers`
//! leaves out what needs a browser; `--bless-picture` makes the picture of the README anew. Where
//! `CI=true` nothing may be left out. The layers are ordered
//! so that the cheap ones tell first, and so that each build folder is filled once: the checks of
//! clippy serve the documentation, and the tools of one step the next.

mod layers;
mod outcome;

use std::time::Instant;

use anyhow::{Result, bail};

use crate::args::Args;
use crate::setup::{self, in_ci};
use crate::workspace::step;
use layers::{Asked, LAYERS, Layer};
use outcome::{Counts, Outcome, Row, summary};

/// `cargo xtask test`.
pub(crate) fn run(args: &Args) -> Result<()> {
    let with_browsers = !args.flag("no-browsers");
    if in_ci() && !with_browsers {
        bail!("where CI=true nothing may be left out, so --no-browsers is refused");
    }
    let wanted = wanted(args.option("only"))?;
    let start = Instant::now();
    let mut rows: Vec<Row> = Vec::new();
    let mut asked = Asked {
        missing: Vec::new(),
        wants_picture: args.flag("bless-picture"),
    };
    for layer in wanted {
        step(&format!("{}: {}", layer.name, layer.about));
        let begun = Instant::now();
        let (outcome, counts) = if layer.name == "setup" {
            prepare(with_browsers, &mut asked)
        } else {
            run_layer(layer, with_browsers, &asked, &rows)
        };
        rows.push(Row {
            layer: layer.name,
            outcome,
            counts,
            took: begun.elapsed(),
        });
    }
    println!("\n{}", summary(&rows, start.elapsed()));
    if let Some(row) = rows.iter().find(|row| row.outcome.is_failure(in_ci())) {
        bail!(
            "the layer `{}` is not in order; run it alone with `cargo xtask test --only {0}`",
            row.layer
        );
    }
    Ok(())
}

/// All layers, or one with what it needs.
fn wanted(only: Option<&str>) -> Result<Vec<&'static Layer>> {
    let Some(only) = only else {
        return Ok(LAYERS.iter().collect());
    };
    let Some(layer) = LAYERS.iter().find(|layer| layer.name == only) else {
        let names: Vec<&str> = LAYERS.iter().map(|layer| layer.name).collect();
        bail!("there is no layer `{only}`; there are {}", names.join(", "));
    };
    let is_wanted = |other: &&Layer| other.name == only || layer.needs.contains(&other.name);
    Ok(LAYERS.iter().filter(is_wanted).collect())
}

fn prepare(with_browsers: bool, asked: &mut Asked) -> (Outcome, Counts) {
    let outcome = match setup::prepare(with_browsers) {
        Ok(found) => {
            asked.missing = found;
            Outcome::Passed
        }
        Err(error) => Outcome::Failed(format!("{error:#}")),
    };
    (outcome, Counts::default())
}

fn run_layer(
    layer: &Layer,
    with_browsers: bool,
    asked: &Asked,
    before: &[Row],
) -> (Outcome, Counts) {
    let is_broken = |row: &&Row| layer.needs.contains(&row.layer) && row.outcome != Outcome::Passed;
    if let Some(row) = before.iter().find(is_broken) {
        let text = format!("`{}` comes first, and is not in order", row.layer);
        return (Outcome::Blocked(text), Counts::default());
    }
    if layer.needs_browsers && !with_browsers {
        let text = "--no-browsers was given".to_owned();
        println!("    left out: {text}");
        return (Outcome::LeftOut(text), Counts::default());
    }
    match (layer.run)(asked) {
        Ok(counts) => (counts.outcome(), counts),
        Err(error) => {
            println!("    {error:#}");
            (Outcome::Failed(format!("{error:#}")), Counts::default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LAYERS, wanted};

    #[test]
    fn every_need_is_an_earlier_layer() {
        for (at, layer) in LAYERS.iter().enumerate() {
            for need in layer.needs {
                let place = LAYERS.iter().position(|other| other.name == *need);
                assert!(
                    place.is_some_and(|place| place < at),
                    "{}: {need}",
                    layer.name
                );
            }
        }
    }

    #[test]
    fn one_layer_brings_what_it_needs_and_an_unknown_one_fails() {
        let names: Vec<&str> = wanted(Some("size"))
            .unwrap()
            .iter()
            .map(|l| l.name)
            .collect();
        assert_eq!(names, ["setup", "shell", "pack", "size"]);
        assert_eq!(wanted(None).unwrap().len(), LAYERS.len());
        assert!(wanted(Some("none")).is_err());
    }
}
