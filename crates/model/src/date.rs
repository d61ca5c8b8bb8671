//! When was it, as far as anyone knows? Partial dates in EDTF (ISO 8601-2:2019, levels 0 and 1).
//!
//! `2023`, `2023-07`, `2023-07-26`; with doubt `2023?`, `2023-07~`, `2023%`; with digits not told
//! `202X`, `2023-XX`, `2023-07-XX`; a season `2023-22`; intervals `2023-07/2023-08`, `2023/..`
//! (goes on), `2023/` (end unknown); years before 0000 and beyond 9999 (`-0044`, `Y12000`).
//! Every value is a real date: a [`PartialDate`] cannot hold 30 February. Start at
//! [`PartialDate`]; it is parsed in `parse`.

mod civil;
mod parse;
mod point;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use point::{Known, Point};
pub use point::{Qualifier, Season};

/// A date that may be known only in part: `2023`, `2023-07`, `2023-07-26`, `2023-07~`.
///
/// [`fmt::Display`] writes the canonical EDTF, which parses to an equal value. Dates are ordered
/// by their earliest day, then their latest.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate(Shape);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Shape {
    Point(Point),
    Interval(End, End),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum End {
    Known(Point),
    Open,
    Unknown,
}

/// One end of an interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edge {
    /// A date, never an interval itself.
    Date(PartialDate),
    /// `..`: it has no bound there (it goes on, or always was).
    Open,
    /// Nothing written: there is a bound, but it is not known.
    Unknown,
}

/// How much of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// First digit of the year: `2XXX`.
    Millennium,
    /// First two digits of the year: `20XX`.
    Century,
    /// First three digits of the year: `202X`.
    Decade,
    /// The year.
    Year,
    /// A season of the year.
    Season,
    /// The month.
    Month,
    /// The day.
    Day,
    /// A time between two dates, see [`PartialDate::interval`].
    Interval,
}

/// Why a text is not a partial date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a date: {why}; write it as 2023, 2023-07 or 2023-07-26")]
pub struct DateError {
    /// What was given, at most its first 40 characters.
    pub text: String,
    /// What is wrong with it.
    pub why: &'static str,
}

impl DateError {
    fn new(text: &str, why: &'static str) -> Self {
        let text = text.chars().take(40).collect();
        DateError { text, why }
    }
}

impl PartialDate {
    /// The years that a date may have: those whose days an `i32` counts with room to spare.
    pub const YEARS: RangeInclusive<i32> = -5_000_000..=5_000_000;

    fn from_point(year: i32, known: Known) -> Option<Self> {
        Self::YEARS
            .contains(&year)
            .then_some(Self(Shape::Point(Point {
                year,
                known,
                qualifier: None,
            })))
    }

    /// A whole year, `None` outside [`PartialDate::YEARS`].
    pub fn from_year(year: i32) -> Option<Self> {
        Self::from_point(year, Known::Year)
    }

    /// A month; `None` when there is no such month. Years beyond four digits have no months.
    pub fn from_ym(year: i32, month: u8) -> Option<Self> {
        let is_month = year.unsigned_abs() <= 9999 && (1..=12).contains(&month);
        is_month.then(|| Self::from_point(year, Known::Month(month)))?
    }

    /// A day; `None` when there is no such day. Years beyond four digits have no days.
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        Self::from_ym(year, month)?;
        let is_day = (1..=civil::days_in_month(year, month)).contains(&day);
        is_day.then(|| Self::from_point(year, Known::Day(month, day)))?
    }

    /// The day that is so many days after 1970-01-01.
    pub fn from_day(days: i32) -> Option<Self> {
        let (year, month, day) = civil::civil_from_days(days);
        Self::from_ymd(year, month, day)
    }

    /// What a feed gives as a time: RFC 3339 or a near miss, RFC 2822, a plain date. The day is
    /// that of the time's own offset. `None` when no day can be made out.
    pub fn from_timestamp(text: &str) -> Option<Self> {
        parse::timestamp(text)
    }

    /// First day that it may be, in days since 1970-01-01; `i32::MIN` for an open beginning.
    ///
    /// A season is taken as that of the northern hemisphere by whole months, winter from
    /// December. An interval with an unknown end is as long as its known one.
    pub fn earliest_day(&self) -> i32 {
        match self.0 {
            Shape::Point(point)
            | Shape::Interval(End::Known(point), _)
            | Shape::Interval(End::Unknown, End::Known(point)) => point.earliest_day(),
            Shape::Interval(..) => i32::MIN,
        }
    }

    /// Last day that it may be, in days since 1970-01-01; `i32::MAX` for an open end.
    pub fn latest_day(&self) -> i32 {
        match self.0 {
            Shape::Point(point)
            | Shape::Interval(_, End::Known(point))
            | Shape::Interval(End::Known(point), End::Unknown) => point.latest_day(),
            Shape::Interval(..) => i32::MAX,
        }
    }

    /// The date itself, or the first known end of an interval.
    fn first_point(&self) -> Option<Point> {
        match self.0 {
            Shape::Point(point)
            | Shape::Interval(End::Known(point), _)
            | Shape::Interval(_, End::Known(point)) => Some(point),
            Shape::Interval(..) => None,
        }
    }

    /// The year; of an interval that of its first known end, of `202X` the first (2020).
    pub fn year(&self) -> i32 {
        self.first_point().map_or(0, Point::first_year)
    }

    /// The month, 1 to 12, where one is known; none for an interval.
    pub fn month(&self) -> Option<u8> {
        match self.0 {
            Shape::Point(point) => point.month(),
            Shape::Interval(..) => None,
        }
    }

    /// The day of the month, where it is known; none for an interval.
    pub fn day(&self) -> Option<u8> {
        match self.0 {
            Shape::Point(Point {
                known: Known::Day(_, day),
                ..
            }) => Some(day),
            _ => None,
        }
    }

    /// The season, where that is what is known.
    pub fn season(&self) -> Option<Season> {
        match self.0 {
            Shape::Point(Point {
                known: Known::Season(season),
                ..
            }) => Some(season),
            _ => None,
        }
    }

    /// How sure it is; of an interval what holds of either end.
    pub fn qualifier(&self) -> Option<Qualifier> {
        let of = |end| match end {
            End::Known(point) => point.qualifier,
            End::Open | End::Unknown => None,
        };
        match self.0 {
            Shape::Point(point) => point.qualifier,
            Shape::Interval(from, to) => match (of(from), of(to)) {
                (Some(from), Some(to)) => Some(from.and(to)),
                (from, to) => from.or(to),
            },
        }
    }

    /// How much is known.
    pub fn precision(&self) -> Precision {
        let Shape::Point(point) = self.0 else {
            return Precision::Interval;
        };
        match point.known {
            Known::Digits(1) => Precision::Decade,
            Known::Digits(2) => Precision::Century,
            Known::Digits(_) => Precision::Millennium,
            Known::Year | Known::SomeMonth | Known::SomeDay => Precision::Year,
            Known::Season(_) => Precision::Season,
            Known::Month(_) | Known::SomeDayOf(_) => Precision::Month,
            Known::Day(..) => Precision::Day,
        }
    }

    /// Beginning and end of an interval, `None` when it is a single date.
    pub fn interval(&self) -> Option<(Edge, Edge)> {
        let edge = |end| match end {
            End::Known(point) => Edge::Date(PartialDate(Shape::Point(point))),
            End::Open => Edge::Open,
            End::Unknown => Edge::Unknown,
        };
        match self.0 {
            Shape::Point(_) => None,
            Shape::Interval(from, to) => Some((edge(from), edge(to))),
        }
    }
}

/// The earliest and the latest of some dates, each a single date: of intervals their known ends
/// count. `None` when there are no dates.
pub fn span<'a>(
    dates: impl IntoIterator<Item = &'a PartialDate>,
) -> Option<(PartialDate, PartialDate)> {
    let mut bounds: Option<(Point, Point)> = None;
    let mut take = |point: Point| {
        bounds = Some(match bounds {
            None => (point, point),
            Some((first, last)) => (
                if point.earliest_day() < first.earliest_day() {
                    point
                } else {
                    first
                },
                if point.latest_day() > last.latest_day() {
                    point
                } else {
                    last
                },
            ),
        });
    };
    for date in dates {
        match date.0 {
            Shape::Point(point) => take(point),
            Shape::Interval(from, to) => {
                for end in [from, to] {
                    if let End::Known(point) = end {
                        take(point);
                    }
                }
            }
        }
    }
    let single = |point| PartialDate(Shape::Point(point));
    bounds.map(|(first, last)| (single(first), single(last)))
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.earliest_day()
            .cmp(&other.earliest_day())
            .then_with(|| self.latest_day().cmp(&other.latest_day()))
            // Only so that equal in order is equal in value.
            .then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for PartialDate {
    type Err = DateError;
    fn from_str(text: &str) -> Result<Self, DateError> {
        parse::edtf(text)
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
        date.to_string()
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Shape::Point(point) => point.fmt(f),
            Shape::Interval(from, to) => write!(f, "{from}/{to}"),
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            End::Known(point) => point.fmt(f),
            End::Open => f.write_str(".."),
            End::Unknown => Ok(()),
        }
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PartialDate({self})")
    }
}
