//! When is a document?
//!
//! For each document the first day (as distance from the earliest of the index, plus one; zero
//! means undated) and the number of days to its last, in arrays of fixed width.

use crate::DateRange;
use crate::bytes::{ByteReader, fixed, fixed_width, put_fixed, put_number};

/// Days further from 1970 than this are cut to it (some 1.4 million years).
const FARTHEST: i32 = 1 << 29;

/// Writes the dates of all documents.
pub(crate) fn write(dates: &[Option<DateRange>]) -> Vec<u8> {
    let cut = |day: i32| day.clamp(-FARTHEST, FARTHEST);
    let days = |date: &DateRange| {
        (
            cut(date.first.min(date.last)),
            cut(date.last.max(date.first)),
        )
    };
    let base = dates
        .iter()
        .flatten()
        .map(|date| days(date).0)
        .min()
        .unwrap_or(0);
    let split = |date: &Option<DateRange>| {
        date.as_ref().map(days).map_or((0, 0), |(first, last)| {
            ((first - base) as u32 + 1, (last - first) as u32)
        })
    };
    let most = dates
        .iter()
        .map(split)
        .fold((0, 0), |most, (a, b)| (most.0.max(a), most.1.max(b)));
    let widths = (fixed_width(most.0), fixed_width(most.1));
    let mut out = Vec::new();
    put_number(&mut out, (base + FARTHEST) as u64);
    out.push(widths.0 as u8);
    out.push(widths.1 as u8);
    dates
        .iter()
        .for_each(|date| put_fixed(&mut out, widths.0, split(date).0));
    dates
        .iter()
        .for_each(|date| put_fixed(&mut out, widths.1, split(date).1));
    out
}

/// The dates of an index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dates<'a> {
    base: i32,
    widths: (usize, usize),
    first: &'a [u8],
    span: &'a [u8],
}

impl<'a> Dates<'a> {
    pub(crate) fn new(bytes: &'a [u8], doc_count: u32) -> Self {
        let mut reader = ByteReader::new(bytes);
        let base = (reader.small().min(1 << 30) as i32) - FARTHEST;
        let widths = (usize::from(reader.byte()), usize::from(reader.byte()));
        let first = reader.take(widths.0.saturating_mul(doc_count as usize));
        Self {
            base,
            widths,
            first,
            span: reader.rest(),
        }
    }

    /// The dates of a document.
    #[inline]
    pub(crate) fn get(&self, doc: u32) -> Option<DateRange> {
        let first = fixed(self.first, self.widths.0, doc as usize).checked_sub(1)?;
        let first = self.base.saturating_add_unsigned(first);
        let last = first.saturating_add_unsigned(fixed(self.span, self.widths.1, doc as usize));
        Some(DateRange { first, last })
    }
}

/// The year of a day (proleptic Gregorian; Howard Hinnant's `civil_from_days`).
pub(crate) fn year_of(day: i32) -> i32 {
    let days = i64::from(day) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // The count starts in March: January and February belong to the next year.
    let next = i64::from(day_of_year >= 306);
    (year_of_era + era * 400 + next) as i32
}

/// The day of a date (Howard Hinnant's `days_from_civil`).
pub(crate) fn day_of(year: i32, month: u32, day: u32) -> i32 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = i64::from((month + 9) % 12);
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era - 719_468).clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_and_years() {
        assert_eq!(day_of(1970, 1, 1), 0);
        assert_eq!(day_of(2024, 2, 29), 19_782);
        assert_eq!(year_of(19_782), 2024);
        for year in -50..2_500 {
            assert_eq!(year_of(day_of(year, 1, 1)), year);
            assert_eq!(year_of(day_of(year, 12, 31)), year);
        }
    }

    proptest! {
        #[test]
        fn dates_are_read_back(
            dates in prop::collection::vec(prop::option::of((-900_000i32..900_000, 0i32..100_000)), 0..50),
        ) {
            let dates: Vec<Option<DateRange>> = dates
                .into_iter()
                .map(|date| date.map(|(first, span)| DateRange { first, last: first + span }))
                .collect();
            let bytes = write(&dates);
            let read = Dates::new(&bytes, dates.len() as u32);
            for (doc, date) in (0..).zip(&dates) {
                prop_assert_eq!(read.get(doc), *date);
            }
        }
    }
}
