//! When was it, as far as anyone knows? Partial dates in EDTF (ISO 8601-2:2019, levels 0 and 1).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A date that may be known only in part: `2023`, `2023-07`, `2023-07-26`, `2023-07~`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    text: String,
}

/// Why a text is not a partial date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date; write it as 2023, 2023-07 or 2023-07-26")]
pub struct DateError(pub String);

impl FromStr for PartialDate {
    type Err = DateError;
    fn from_str(text: &str) -> Result<Self, DateError> {
        Ok(PartialDate {
            text: text.to_owned(),
        })
    }
}

impl TryFrom<String> for PartialDate {
    type Error = DateError;
    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> String {
        date.text
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
