#![allow(clippy::unwrap_used)]

use super::*;

#[test]
fn only_what_is_known_is_said() {
    let said = [
        ("2023-07-26", "26 July 2023", Some("2023-07-26")),
        ("2023-07", "July 2023", Some("2023-07")),
        ("2023", "2023", Some("2023")),
        ("2023-XX", "2023", Some("2023")),
        ("2023-07-XX", "July 2023", Some("2023-07")),
        ("2023~", "about 2023", Some("2023")),
        ("2023-07?", "July 2023 (uncertain)", Some("2023-07")),
        ("2023%", "about 2023 (uncertain)", Some("2023")),
        ("2023-22", "summer 2023", None),
        ("202X", "2020s", None),
        ("-0043", "44 BC", None),
        ("2023-07/2023-08", "July 2023 – August 2023", None),
        ("2023/..", "since 2023", None),
        ("/2023", "until 2023", None),
    ];
    for (edtf, label, machine) in said {
        let date: PartialDate = edtf.parse().unwrap();
        assert_eq!(date_label(&date), label, "{edtf}");
        assert_eq!(machine_date(&date).as_deref(), machine, "{edtf}");
    }
}

#[test]
fn a_span_is_as_short_as_it_can_be() {
    let span = |first: &str, last: &str| {
        let dates = [first, last].map(|date| date.parse::<PartialDate>().unwrap());
        span_label(&dates[0], &dates[1])
    };
    assert_eq!(span("2014-11-09", "2024-08"), "2014 – 2024");
    assert_eq!(
        span("2024-01-02", "2024-08"),
        "2 January 2024 – August 2024"
    );
    assert_eq!(span("2024", "2024"), "2024");
}
