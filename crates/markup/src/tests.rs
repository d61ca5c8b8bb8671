//! The rules of the safe tree, case by case, and the properties that hold for every input.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

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
