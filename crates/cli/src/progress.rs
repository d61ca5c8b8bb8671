//! How far is the packing? A bar on a terminal, nothing elsewhere: logs want results.

use std::io::{IsTerminal, stderr};

use backfile_pack::{Progress, Step};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The bar of one run.
pub(crate) struct Bar {
    bar: ProgressBar,
    step: Option<Step>,
}

impl Bar {
    /// A bar that is seen only on a terminal, and not when quiet.
    pub(crate) fn new(quiet: bool) -> Bar {
        let bar = ProgressBar::new(0);
        if quiet || !stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        if let Ok(style) = ProgressStyle::with_template("{msg:10} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        Bar { bar, step: None }
    }

    /// Shows how far a step is.
    pub(crate) fn tell(&mut self, progress: Progress) {
        if self.step != Some(progress.step) {
            self.step = Some(progress.step);
            self.bar.set_message(match progress.step {
                Step::Articles => "articles",
                Step::Index => "index",
            });
        }
        self.bar.set_length(progress.total);
        self.bar.set_position(progress.done);
    }

    /// Shows how many pages of how many articles are written.
    pub(crate) fn tell_pages(&mut self, done: u64, total: u64) {
        if done == 1 {
            self.bar.set_message("pages");
        }
        self.bar.set_length(total);
        self.bar.set_position(done);
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
