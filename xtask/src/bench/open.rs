//! How long does the packed file take to open? `cargo xtask bench open [--rounds N]`: Chromium, by
//! `file://`, a fresh profile each time, beside a page of the same size that only shows text.

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::page;
use crate::args::Args;
use crate::workspace::{cargo, dist, output, root, step};

/// Rounds, unless told otherwise.
const ROUNDS: &str = "15";

/// `cargo xtask bench open`.
pub(crate) fn run(args: &Args) -> Result<()> {
    crate::setup::run(args)?;
    let packed = dist().join("coups.html");
    crate::run::pack(&root().join("data").join("coups.json"), &packed)?;
    let rounds = args.option("rounds").unwrap_or(ROUNDS);
    step(&format!("open it in Chromium, {rounds} times"));
    let load = page::load();
    let mut measure = cargo();
    measure.args(["run", "--quiet", "--package", "backfile-e2e", "--"]);
    measure.args(["--measure-opening", rounds]);
    let printed = output(&mut measure)?;
    let line = printed.lines().last().unwrap_or_default();
    let times: Value = serde_json::from_str(line).context("the times cannot be read")?;
    let table = table(&times, rounds, &load)?;
    print!("{table}");
    page::replace("open", &table)
}

fn table(times: &Value, rounds: &str, load: &str) -> Result<String> {
    let median = |page: &str, name: &str| {
        median(&times[page], name).with_context(|| format!("no time of `{name}` of {page}"))
    };
    let (text, plain_first) = (median("plain", "text")?, median("plain", "first")?);
    let (first, list) = (median("app", "first")?, median("app", "list")?);
    let compile = median("app", "compile")?;
    let date = output(Command::new("date").args(["-u", "+%Y-%m-%d"]))?;
    let bound = 1.5 * text + compile;
    Ok(format!(
        "{date}, Chromium, medians of {rounds} fresh profiles, load {load}.\n\n\
         | milliseconds from the start of loading | `dist/coups.html` | text of the same size | ratio |\n\
         |---|---|---|---|\n\
         | first paint (of the file: its list, before the program runs) | {first:.0} | {plain_first:.0} | {:.2} |\n\
         | everything to be read is there (of the file: the list of the app) | {list:.0} | {text:.0} | {:.2} |\n\
         | compiling the program | {compile:.0} | | |\n\n\
         Asked for: the list within 1.5 times the text and the compiling, {bound:.0} ms; reached: \
         {list:.0} ms.\n",
        first / plain_first,
        list / text,
    ))
}

/// The median of a time over the rounds.
fn median(rounds: &Value, name: &str) -> Option<f64> {
    let times = rounds.as_array()?.iter().map(|round| round[name].as_f64());
    let mut times = times.collect::<Option<Vec<f64>>>()?;
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn the_table_has_medians_and_the_bound() {
        let app = |list: u32| json!({"first": 50, "list": list, "compile": 20});
        let plain = json!({"first": 40, "text": 100});
        let times = json!({"app": [app(300), app(150), app(160)], "plain": [plain]});
        let table = table(&times, "3", "0.1").unwrap();
        assert!(table.contains("| 160 | 100 | 1.60 |"), "{table}");
        assert!(table.contains("| 50 | 40 | 1.25 |"), "{table}");
        assert!(table.contains("170 ms; reached: 160 ms"), "{table}");
    }

    #[test]
    fn a_missing_time_is_told() {
        let times = json!({"app": [{"first": 1}], "plain": [{"first": 1, "text": 2}]});
        let error = table(&times, "1", "0").unwrap_err().to_string();
        assert!(error.contains("`list` of app"), "{error}");
    }
}
