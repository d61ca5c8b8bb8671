//! How does a reader read a partial date? "26 July 2023", "July 2023", "about 2023".
//!
//! Only what is known is shown: no day is made up for a month. Words come from
//! [`crate::labels`]; where a browser formats dates itself, `Day`, `Month` and `Year` precision
//! are what it can take over.

use backfile_model::{Edge, PartialDate, Precision, Qualifier, Season};

use crate::labels::{fill, labels};

/// The date in words.
pub fn date_label(date: &PartialDate) -> String {
    let labels = labels();
    if let Some((from, to)) = date.interval() {
        return interval_label(&from, &to);
    }
    let known = known_label(date);
    match date.qualifier() {
        None => known,
        Some(Qualifier::Approximate) => fill(labels.about_date, &[("date", &known)]),
        Some(Qualifier::Uncertain) => fill(labels.uncertain_date, &[("date", &known)]),
        Some(Qualifier::UncertainApproximate) => {
            let about = fill(labels.about_date, &[("date", &known)]);
            fill(labels.uncertain_date, &[("date", &about)])
        }
    }
}

/// The date for a `datetime` attribute, which knows neither doubt nor intervals.
pub fn machine_date(date: &PartialDate) -> Option<String> {
    let is_plain = matches!(
        date.precision(),
        Precision::Year | Precision::Month | Precision::Day
    );
    let year = date.year();
    let is_written = is_plain && (1..=9999).contains(&year);
    is_written.then(|| match (date.month(), date.day()) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    })
}

/// First and last date of a collection: years where they differ, else as much as is known.
pub fn span_label(first: &PartialDate, last: &PartialDate) -> String {
    let (from, to) = if first.year() == last.year() {
        (date_label(first), date_label(last))
    } else {
        (year_label(first.year()), year_label(last.year()))
    };
    if from == to {
        from
    } else {
        fill(labels().date_range, &[("from", &from), ("to", &to)])
    }
}

/// A year of the common era, or before it.
pub fn year_label(year: i32) -> String {
    if year > 0 {
        year.to_string()
    } else {
        let before = (1 - i64::from(year)).to_string();
        fill(labels().before_christ, &[("year", &before)])
    }
}

fn known_label(date: &PartialDate) -> String {
    let labels = labels();
    let year = year_label(date.year());
    let month = date
        .month()
        .and_then(|month| labels.months.get(usize::from(month) - 1));
    match (date.precision(), month) {
        (Precision::Day, Some(month)) => {
            let day = date.day().unwrap_or(1).to_string();
            let parts = [("day", day.as_str()), ("month", *month), ("year", &year)];
            fill(labels.day_date, &parts)
        }
        (Precision::Month, Some(month)) => {
            fill(labels.month_date, &[("month", month), ("year", &year)])
        }
        (Precision::Season, _) => {
            let season = labels.seasons[match date.season() {
                Some(Season::Spring) => 0,
                Some(Season::Summer) => 1,
                Some(Season::Autumn) => 2,
                Some(Season::Winter) | None => 3,
            }];
            fill(labels.month_date, &[("month", season), ("year", &year)])
        }
        (Precision::Decade, _) => fill(labels.decade, &[("year", &year)]),
        (Precision::Century | Precision::Millennium, _) => date.to_string(),
        _ => year,
    }
}

fn interval_label(from: &Edge, to: &Edge) -> String {
    let labels = labels();
    let known = |edge: &Edge| match edge {
        Edge::Date(date) => Some(date_label(date)),
        Edge::Open | Edge::Unknown => None,
    };
    match (known(from), known(to)) {
        (Some(from), Some(to)) => fill(labels.date_range, &[("from", &from), ("to", &to)]),
        (Some(from), None) => fill(labels.since_date, &[("date", &from)]),
        (None, Some(to)) => fill(labels.until_date, &[("date", &to)]),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests;
