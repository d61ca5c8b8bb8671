//! How did a layer end, and how is all of it told? Counts are read from the lines that test
//! programs print, `test result: ok. 3 passed; 0 failed; ...`.

use std::fmt::Write;
use std::time::Duration;

/// How a layer ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Passed,
    Failed(String),
    /// Not run, because something that it needs is not in order.
    Blocked(String),
    /// Not run, because the machine or the person does not want it.
    LeftOut(String),
}

impl Outcome {
    /// Whether the whole run fails by it; in CI, what is left out fails too.
    pub(super) fn is_failure(&self, in_ci: bool) -> bool {
        match self {
            Outcome::Passed => false,
            Outcome::Failed(_) | Outcome::Blocked(_) => true,
            Outcome::LeftOut(_) => in_ci,
        }
    }

    fn word(&self) -> &'static str {
        match self {
            Outcome::Passed => "ok",
            Outcome::Failed(_) => "FAILED",
            Outcome::Blocked(_) => "not run",
            Outcome::LeftOut(_) => "left out",
        }
    }

    fn reason(&self) -> &str {
        match self {
            Outcome::Passed => "",
            Outcome::Failed(text) | Outcome::Blocked(text) | Outcome::LeftOut(text) => text,
        }
    }
}

/// How many tests a layer ran, and what it left out of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: u64,
    pub(super) failed: u64,
    /// What did not run, in words.
    pub(super) left_out: Vec<String>,
}

impl Counts {
    /// Adds what a line of output says.
    pub(super) fn read(&mut self, line: &str) {
        let Some((_, result)) = line.split_once("test result: ") else {
            return;
        };
        let number = |word: &str| -> u64 {
            let before = result.split_once(word).map_or("", |(before, _)| before);
            let digits = before.trim_end().rsplit(' ').next();
            digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
        };
        self.passed += number(" passed");
        self.failed += number(" failed");
    }

    /// How a layer that ran to its end came out.
    pub(super) fn outcome(&self) -> Outcome {
        if self.failed > 0 {
            return Outcome::Failed(format!("{} tests failed", self.failed));
        }
        match self.left_out.first() {
            Some(_) => Outcome::LeftOut(self.left_out.join("; ")),
            None => Outcome::Passed,
        }
    }
}

/// One layer as it is told.
pub(super) struct Row {
    pub(super) layer: &'static str,
    pub(super) outcome: Outcome,
    pub(super) counts: Counts,
    pub(super) took: Duration,
}

/// The table of all layers, and the counts in its last line.
pub(super) fn summary(rows: &[Row], took: Duration) -> String {
    let mut text = String::from("layer      result     time      tests\n");
    let (mut passed, mut failed) = (0, 0);
    for row in rows {
        let seconds = row.took.as_secs_f64();
        let word = row.outcome.word();
        let tests = match row.counts.passed + row.counts.failed {
            0 => String::new(),
            all => format!("{} of {all} passed", row.counts.passed),
        };
        let _ = write!(text, "{:10} {word:8} {seconds:7.1} s   {tests}", row.layer);
        let reason = row.outcome.reason();
        if !reason.is_empty() {
            let _ = write!(text, "  {}", reason.lines().next().unwrap_or_default());
        }
        text.push('\n');
        passed += row.counts.passed;
        failed += row.counts.failed;
    }
    let wrong = rows
        .iter()
        .filter(|row| row.outcome.is_failure(false))
        .count();
    let left_out = rows
        .iter()
        .filter(|row| matches!(row.outcome, Outcome::LeftOut(_)))
        .count();
    let (minutes, seconds) = (took.as_secs() / 60, took.as_secs() % 60);
    let _ = write!(
        text,
        "{} layers: {wrong} not in order, {left_out} left out, {minutes} min {seconds} s\n\
         {passed} passed, {failed} failed",
        rows.len()
    );
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Counts, Outcome, Row, summary};

    #[test]
    fn counts_are_summed_over_all_programs() {
        let mut counts = Counts::default();
        counts.read("test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured");
        counts.read("running 3 tests");
        counts.read("test result: FAILED. 2 passed; 1 failed; 0 ignored");
        assert_eq!((counts.passed, counts.failed), (14, 1));
        assert_eq!(
            counts.outcome(),
            Outcome::Failed("1 tests failed".to_owned())
        );
    }

    #[test]
    fn what_is_left_out_fails_in_ci_only() {
        let counts = Counts {
            left_out: vec!["no WebKit".to_owned()],
            ..Counts::default()
        };
        let outcome = counts.outcome();
        assert!(outcome.is_failure(true) && !outcome.is_failure(false));
        assert!(Outcome::Blocked(String::new()).is_failure(false));
    }

    #[test]
    fn the_last_line_says_how_many_passed() {
        let row = |outcome, passed, failed| Row {
            layer: "native",
            outcome,
            counts: Counts {
                passed,
                failed,
                left_out: Vec::new(),
            },
            took: Duration::from_millis(1500),
        };
        let rows = [
            row(Outcome::Passed, 3, 0),
            row(Outcome::Failed("boom\nmore".to_owned()), 1, 1),
        ];
        let text = summary(&rows, Duration::from_secs(61));
        assert_eq!(text.lines().last(), Some("4 passed, 1 failed"));
        assert!(
            text.contains("native     FAILED       1.5 s   1 of 2 passed  boom\n"),
            "{text}"
        );
        assert!(
            text.contains("1 not in order, 0 left out, 1 min 1 s"),
            "{text}"
        );
    }
}
