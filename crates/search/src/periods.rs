//! How many documents are in each year, month or day?

use crate::dates::{day_of, year_of};
use crate::{DateRange, Step};

/// Documents per period; most fall in a few periods near each other.
#[derive(Debug)]
pub(crate) struct Periods {
    step: Step,
    /// Periods by their first day, ascending, with their counts.
    counts: Vec<(i32, u32)>,
    /// The period last seen: first day, the day after it, and a count not yet in `counts`.
    last: (i32, i32, u32),
}

impl Periods {
    pub(crate) fn new(step: Step) -> Self {
        Self {
            step,
            counts: Vec::new(),
            last: (0, 0, 0),
        }
    }

    /// Counts a document by its first day.
    pub(crate) fn add(&mut self, date: Option<DateRange>) {
        let Some(date) = date else { return };
        if date.first < self.last.0 || date.first >= self.last.1 {
            self.flush();
            let (first, after) = period(self.step, date.first);
            self.last = (first, after, 0);
        }
        self.last.2 += 1;
    }

    fn flush(&mut self) {
        let (first, _, count) = self.last;
        if count > 0 {
            let at = self.counts.partition_point(|&(other, _)| other < first);
            match self.counts.get_mut(at).filter(|(other, _)| *other == first) {
                Some((_, sum)) => *sum += count,
                None => self.counts.insert(at, (first, count)),
            }
        }
    }

    /// The periods that have documents, ascending, by the numbers of [`crate::Response::periods`].
    pub(crate) fn finish(mut self) -> Vec<(i32, u32)> {
        self.flush();
        for (period, _) in &mut self.counts {
            *period = match self.step {
                Step::Year => year_of(*period),
                Step::Month => {
                    let year = year_of(*period);
                    year * 12 + (*period - day_of(year, 1, 1)) / 29
                }
                Step::Day => *period,
            };
        }
        self.counts
    }
}

/// The first day of a day's period, and the first day after it.
fn period(step: Step, day: i32) -> (i32, i32) {
    let year = year_of(day);
    match step {
        Step::Year => (day_of(year, 1, 1), day_of(year + 1, 1, 1)),
        Step::Month => {
            let first = |month: u32| day_of(year + (month / 13) as i32, (month - 1) % 12 + 1, 1);
            let month = (2..=12)
                .rev()
                .find(|&month| first(month) <= day)
                .unwrap_or(1);
            (first(month), first(month + 1))
        }
        Step::Day => (day, day.saturating_add(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_counted_by_year_month_and_day() {
        let days = [
            (2024, 2, 29),
            (2023, 12, 31),
            (2024, 2, 1),
            (2024, 1, 1),
            (2023, 12, 31),
            (-1, 6, 5),
        ];
        let counted = |step| {
            let mut periods = Periods::new(step);
            periods.add(None);
            for (year, month, day) in days {
                let first = day_of(year, month, day);
                periods.add(Some(DateRange {
                    first,
                    last: first + 400,
                }));
            }
            periods.finish()
        };
        assert_eq!(counted(Step::Year), [(-1, 1), (2023, 2), (2024, 3)]);
        let month = |year: i32, month: i32| year * 12 + month - 1;
        assert_eq!(
            counted(Step::Month),
            [
                (month(-1, 6), 1),
                (month(2023, 12), 2),
                (month(2024, 1), 1),
                (month(2024, 2), 2)
            ]
        );
        assert_eq!(counted(Step::Day).len(), 5);
        assert_eq!(counted(Step::Day)[1], (day_of(2023, 12, 31), 2));
    }

    #[test]
    fn every_first_of_a_month_has_its_number() {
        for year in [1900, 2023, 2024] {
            for month in 1..=12u32 {
                let mut periods = Periods::new(Step::Month);
                let first = day_of(year, month, 1);
                periods.add(Some(DateRange { first, last: first }));
                assert_eq!(periods.finish(), [(year * 12 + month as i32 - 1, 1)]);
            }
        }
    }
}
