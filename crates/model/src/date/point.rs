//! What can be known of one date? A year with what is known within it, and how sure it is.
//!
//! One side of an interval, or a whole partial date. Values are valid by construction: only
//! `parse` and the checked constructors of `PartialDate` make them.

use std::fmt;

use super::civil::{days_from_civil, days_in_month};

/// How sure a date is: the qualifiers of EDTF level 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qualifier {
    /// `?`: the source may be wrong.
    Uncertain,
    /// `~`: about then.
    Approximate,
    /// `%`: both.
    UncertainApproximate,
}

impl Qualifier {
    /// The sign in EDTF.
    pub fn sign(self) -> char {
        match self {
            Qualifier::Uncertain => '?',
            Qualifier::Approximate => '~',
            Qualifier::UncertainApproximate => '%',
        }
    }

    /// What holds when both qualifiers do.
    pub(super) fn and(self, other: Qualifier) -> Qualifier {
        if self == other {
            self
        } else {
            Qualifier::UncertainApproximate
        }
    }
}

/// A time of the year: EDTF 21 to 24.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// 21
    Spring,
    /// 22
    Summer,
    /// 23
    Autumn,
    /// 24
    Winter,
}

/// What is known within the year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Known {
    /// The year but for its last 1 to 3 digits: `202X`. The year holds zeros there.
    Digits(u8),
    /// The year.
    Year,
    /// The year, of a month that is not told: `2023-XX`.
    SomeMonth,
    /// The year, of a day that is not told: `2023-XX-XX`.
    SomeDay,
    /// Year and season.
    Season(Season),
    /// Year and month.
    Month(u8),
    /// Year and month, of a day that is not told: `2023-07-XX`.
    SomeDayOf(u8),
    /// Year, month and day.
    Day(u8, u8),
}

/// One date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Point {
    pub(super) year: i32,
    pub(super) known: Known,
    pub(super) qualifier: Option<Qualifier>,
}

impl Point {
    /// First and last year that it may be in.
    fn years(self) -> (i32, i32) {
        let Known::Digits(count) = self.known else {
            return (self.year, self.year);
        };
        let width = 10_i32.pow(u32::from(count)) - 1;
        if self.year < 0 {
            (self.year - width, self.year)
        } else {
            (self.year, self.year + width)
        }
    }

    /// First year that it may be in.
    pub(super) fn first_year(self) -> i32 {
        self.years().0
    }

    /// The month, where one is known.
    pub(super) fn month(self) -> Option<u8> {
        match self.known {
            Known::Month(month) | Known::SomeDayOf(month) | Known::Day(month, _) => Some(month),
            _ => None,
        }
    }

    /// First day that it may be, in days since 1970-01-01.
    pub(super) fn earliest_day(self) -> i32 {
        let year = self.years().0;
        match self.known {
            Known::Digits(_) | Known::Year | Known::SomeMonth | Known::SomeDay => {
                days_from_civil(year, 1, 1)
            }
            Known::Season(season) => days_from_civil(year, 3 + 3 * season as u8, 1),
            Known::Month(month) | Known::SomeDayOf(month) => days_from_civil(year, month, 1),
            Known::Day(month, day) => days_from_civil(year, month, day),
        }
    }

    /// Last day that it may be, in days since 1970-01-01.
    pub(super) fn latest_day(self) -> i32 {
        let year = self.years().1;
        match self.known {
            Known::Digits(_) | Known::Year | Known::SomeMonth | Known::SomeDay => {
                days_from_civil(year, 12, 31)
            }
            // The day before the first day of the next season; winter ends in the next year.
            Known::Season(Season::Winter) => days_from_civil(year + 1, 3, 1) - 1,
            Known::Season(season) => days_from_civil(year, 6 + 3 * season as u8, 1) - 1,
            Known::Month(month) | Known::SomeDayOf(month) => {
                days_from_civil(year, month, days_in_month(year, month))
            }
            Known::Day(month, day) => days_from_civil(year, month, day),
        }
    }

    fn write_year(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        let magnitude = self.year.unsigned_abs();
        if magnitude > 9999 {
            return write!(f, "Y{sign}{magnitude}");
        }
        match self.known {
            Known::Digits(count) => {
                let known_digits = 4 - usize::from(count);
                let head = magnitude / 10_u32.pow(u32::from(count));
                write!(f, "{sign}{head:0known_digits$}{}", &"XXX"[..count.into()])
            }
            _ => write!(f, "{sign}{magnitude:04}"),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_year(f)?;
        match self.known {
            Known::Digits(_) | Known::Year => {}
            Known::SomeMonth => f.write_str("-XX")?,
            Known::SomeDay => f.write_str("-XX-XX")?,
            Known::Season(season) => write!(f, "-{}", 21 + season as u8)?,
            Known::Month(month) => write!(f, "-{month:02}")?,
            Known::SomeDayOf(month) => write!(f, "-{month:02}-XX")?,
            Known::Day(month, day) => write!(f, "-{month:02}-{day:02}")?,
        }
        match self.qualifier {
            Some(qualifier) => write!(f, "{}", qualifier.sign()),
            None => Ok(()),
        }
    }
}
