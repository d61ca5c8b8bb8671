//! Is this text a date, and which? EDTF levels 0 and 1, and the time stamps of feeds.
//!
//! [`edtf`] takes what the standard has (and the words `open` and `unknown` of its draft);
//! [`timestamp`] takes what feeds write where RFC 3339 is asked for. Both are total.

use super::civil::days_in_month;
use super::point::{Known, Point, Qualifier, Season};
use super::{DateError, End, PartialDate, Shape};

const NOT_EDTF: &str = "it is not in the form of a partial date";

/// Parses EDTF level 0 or 1.
pub(super) fn edtf(text: &str) -> Result<PartialDate, DateError> {
    let trimmed = text.trim();
    shape(trimmed)
        .map(PartialDate)
        .map_err(|why| DateError::new(text, why))
}

fn shape(text: &str) -> Result<Shape, &'static str> {
    let Some((from, to)) = text.split_once('/') else {
        return point(text).map(Shape::Point);
    };
    let (from, to) = (end(from.trim())?, end(to.trim())?);
    match (from, to) {
        (End::Known(first), End::Known(last)) if first.earliest_day() > last.latest_day() => {
            Err("it ends before it begins")
        }
        (End::Known(_), _) | (_, End::Known(_)) => Ok(Shape::Interval(from, to)),
        _ => Err("an interval needs a date on one side at least"),
    }
}

fn end(text: &str) -> Result<End, &'static str> {
    match text {
        "" | "unknown" => Ok(End::Unknown),
        ".." | "open" => Ok(End::Open),
        _ => point(text).map(End::Known),
    }
}

fn point(text: &str) -> Result<Point, &'static str> {
    let (text, qualifier) = split_qualifier(text);
    let bytes = text.as_bytes();
    if let [b'Y' | b'y', long @ ..] = bytes {
        let year = long_year(long)?;
        return Ok(Point {
            year,
            known: Known::Year,
            qualifier,
        });
    }
    let (negative, bytes) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, bytes),
    };
    let Some((year, rest)) = bytes.split_at_checked(4) else {
        return Err(NOT_EDTF);
    };
    let (magnitude, unspecified) = year_digits(year).ok_or(NOT_EDTF)?;
    if negative && magnitude == 0 {
        return Err("there is no year -0000; the year before 0001 is 0000");
    }
    let year = if negative { -magnitude } else { magnitude };
    let known = match (unspecified, rest) {
        (0, rest) => known_within(year, rest)?,
        (count, b"") => Known::Digits(count),
        _ => return Err("a year with unspecified digits has no month"),
    };
    Ok(Point {
        year,
        known,
        qualifier,
    })
}

fn split_qualifier(text: &str) -> (&str, Option<Qualifier>) {
    let rest = text.trim_end_matches(['?', '~', '%']);
    let qualifier = match &text[rest.len()..] {
        "?" => Some(Qualifier::Uncertain),
        "~" => Some(Qualifier::Approximate),
        "%" | "?~" | "~?" => Some(Qualifier::UncertainApproximate),
        _ => return (text, None),
    };
    (rest, qualifier)
}

fn long_year(digits: &[u8]) -> Result<i32, &'static str> {
    let text = std::str::from_utf8(digits).map_err(|_| NOT_EDTF)?;
    let magnitude = text.strip_prefix('-').unwrap_or(text);
    if magnitude.is_empty() || !magnitude.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NOT_EDTF);
    }
    match text.parse::<i32>() {
        Ok(year) if PartialDate::YEARS.contains(&year) => Ok(year),
        _ => Err("years reach from Y-5000000 to Y5000000"),
    }
}

/// Value of a four-digit year and how many of its last digits are `X` (at most three).
fn year_digits(digits: &[u8]) -> Option<(i32, u8)> {
    let (mut value, mut unspecified) = (0, 0);
    for &digit in digits {
        value *= 10;
        match digit {
            b'0'..=b'9' if unspecified == 0 => value += i32::from(digit - b'0'),
            b'X' | b'x' => unspecified += 1,
            _ => return None,
        }
    }
    (unspecified < 4).then_some((value, unspecified))
}

/// What follows the year: nothing, `-MM` or `-MM-DD`.
fn known_within(year: i32, rest: &[u8]) -> Result<Known, &'static str> {
    let (month, day) = match rest {
        [] => return Ok(Known::Year),
        [b'-', a, b] => ([*a, *b], None),
        // Level 0 has dates with a time; the day is what is kept of it.
        [b'-', a, b, b'-', c, d, time @ ..] if is_time(time, b"T") => ([*a, *b], Some([*c, *d])),
        _ => return Err(NOT_EDTF),
    };
    match (two_digits(month)?, day.map(two_digits).transpose()?) {
        (None, None) => Ok(Known::SomeMonth),
        (None, Some(None)) => Ok(Known::SomeDay),
        (None, Some(Some(_))) => Err("a day needs its month"),
        (Some(month @ 1..=12), None) => Ok(Known::Month(month)),
        (Some(21), None) => Ok(Known::Season(Season::Spring)),
        (Some(22), None) => Ok(Known::Season(Season::Summer)),
        (Some(23), None) => Ok(Known::Season(Season::Autumn)),
        (Some(24), None) => Ok(Known::Season(Season::Winter)),
        (Some(month @ 1..=12), Some(None)) => Ok(Known::SomeDayOf(month)),
        (Some(month @ 1..=12), Some(Some(day))) => {
            if day >= 1 && day <= days_in_month(year, month) {
                Ok(Known::Day(month, day))
            } else {
                Err("there is no such day in that month")
            }
        }
        _ => Err("there is no such month"),
    }
}

/// A number of two digits, or `None` for `XX`.
fn two_digits(digits: [u8; 2]) -> Result<Option<u8>, &'static str> {
    match digits {
        [b'X' | b'x', b'X' | b'x'] => Ok(None),
        [a @ b'0'..=b'9', b @ b'0'..=b'9'] => Ok(Some((a - b'0') * 10 + b - b'0')),
        _ => Err(NOT_EDTF),
    }
}

/// Parses what feeds write as a time: RFC 3339 and its near misses (`2023-07-26 03:00`,
/// `2023/07/26`, `20230726T030000Z`), RFC 2822 (`Wed, 26 Jul 2023 03:00:00 GMT`), or any EDTF
/// date. The day is that of the time's own offset.
pub(super) fn timestamp(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if let Ok(date) = edtf(text) {
        return Some(date);
    }
    numeric(text).or_else(|| worded(text))
}

/// `2023-07-26`, `2023/07/26`, `2023.07.26` or `20230726`, and maybe a time.
fn numeric(text: &str) -> Option<PartialDate> {
    let (year, rest) = text.split_at_checked(4)?;
    let is_separator = |c| matches!(c, '-' | '/' | '.');
    let separator = if rest.starts_with(is_separator) {
        &rest[..1]
    } else {
        ""
    };
    let (month, rest) = rest[separator.len()..].split_at_checked(2)?;
    let (day, rest) = rest.strip_prefix(separator)?.split_at_checked(2)?;
    let number = |digits: &str| {
        let is_number = digits.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| digits.parse::<i32>().ok())?
    };
    let (month, day) = (number(month)? as u8, number(day)? as u8);
    let date = PartialDate::from_ymd(number(year)?, month, day)?;
    is_time(rest.as_bytes(), b"Tt _").then_some(date)
}

/// Whether this may follow a day: nothing, or one of the separators and a time of day.
fn is_time(rest: &[u8], separators: &[u8]) -> bool {
    let [separator, digits @ ..] = rest else {
        return true;
    };
    let is_hour = matches!(
        digits,
        [b'0'..=b'1', b'0'..=b'9', ..] | [b'2', b'0'..=b'4', ..] | [b'0'..=b'9', b':', ..]
    );
    let allowed = |b: &u8| b.is_ascii_alphanumeric() || b":.,+- ".contains(b);
    separators.contains(separator) && is_hour && digits.iter().all(allowed)
}

/// `[Wed, ]26 Jul[y] 2023[ ...]`, `July 26, 2023[ ...]` and `July 2023`.
fn worded(text: &str) -> Option<PartialDate> {
    let mut words = text
        .split([' ', ',', '-', '\t'])
        .filter(|word| !word.is_empty());
    let mut first = words.next()?;
    if first.bytes().all(|b| b.is_ascii_alphabetic()) && month_by_name(first).is_none() {
        first = words.next()?;
    }
    let second = words.next()?;
    if let (Some(month), 4) = (month_by_name(first), second.len()) {
        return PartialDate::from_ym(second.parse().ok()?, month);
    }
    let (month, day) = match month_by_name(first) {
        Some(month) => (month, second.parse().ok()?),
        None => (month_by_name(second)?, first.parse().ok()?),
    };
    let year = words.next().filter(|year| year.len() == 4)?.parse().ok()?;
    PartialDate::from_ymd(year, month, day)
}

/// Number of an English month by its name or first three letters.
fn month_by_name(word: &str) -> Option<u8> {
    const MONTHS: &str = "january february march april may june july august september october \
                          november december";
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let position = MONTHS
        .split(' ')
        .position(|name| name.starts_with(&word) && word.len() >= 3)?;
    u8::try_from(position + 1).ok()
}
