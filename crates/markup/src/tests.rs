//! The rules of the safe tree, case by case, and the properties that hold for every input.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]
// An expectation is made to be given away, and rewrites its own quotes.
#![allow(clippy::needless_pass_by_value, clippy::needless_raw_string_hashes)]

mod cases;
mod corpora;
mod hostile;
mod oracle;
mod properties;
mod reading;

use crate::html;
use crate::{Cleaned, Policy};

fn clean(source: &str) -> Cleaned {
    html::parse_with_report(source, &Policy::default())
}
