#![allow(clippy::unwrap_used)]
// expect-test writes its raw strings with hashes.
#![allow(clippy::needless_raw_string_hashes)]

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

/// Canonical text, bounds as days, year-month-day, qualifier and precision; or the error.
fn describe(text: &str) -> String {
    let date: PartialDate = match text.parse() {
        Ok(date) => date,
        Err(error) => return error.to_string(),
    };
    let bound = |days| match days {
        i32::MIN | i32::MAX => "..".to_owned(),
        days => PartialDate::from_day(days).map_or(format!("day {days}"), |day| day.to_string()),
    };
    let (first, last) = (bound(date.earliest_day()), bound(date.latest_day()));
    let number = |part: Option<u8>| part.map_or("-".to_owned(), |number| number.to_string());
    let qualifier = date.qualifier().map_or(' ', Qualifier::sign);
    let (month, day) = (number(date.month()), number(date.day()));
    format!(
        "{date} = {first} to {last}; {} {month} {day} {qualifier} {:?}",
        date.year(),
        date.precision()
    )
}

fn check(texts: &[&str], expect: &Expect) {
    let lines: Vec<String> = texts
        .iter()
        .map(|text| format!("{text:?}: {}", describe(text).trim_end()))
        .collect();
    expect.assert_eq(&lines.join("\n"));
}

#[test]
fn level_0() {
    check(
        &[
            "2023",
            "2023-07",
            "2023-07-26",
            "0000",
            "0001-01-01",
            "9999-12-31",
            "2024-02-29",
            "2000-02-29",
            "1985-04-12T23:20:30",
            "1985-04-12T23:20:30Z",
            "1985-04-12T23:20:30+04:30",
            "1964/2008",
            "2004-06/2006-08",
            "2004-02-01/2005-02-08",
            "2004-02-01/2005",
            "2005/2006-02",
            " 2023-07 ",
        ],
        &expect![[r#"
            "2023": 2023 = 2023-01-01 to 2023-12-31; 2023 - -   Year
            "2023-07": 2023-07 = 2023-07-01 to 2023-07-31; 2023 7 -   Month
            "2023-07-26": 2023-07-26 = 2023-07-26 to 2023-07-26; 2023 7 26   Day
            "0000": 0000 = 0000-01-01 to 0000-12-31; 0 - -   Year
            "0001-01-01": 0001-01-01 = 0001-01-01 to 0001-01-01; 1 1 1   Day
            "9999-12-31": 9999-12-31 = 9999-12-31 to 9999-12-31; 9999 12 31   Day
            "2024-02-29": 2024-02-29 = 2024-02-29 to 2024-02-29; 2024 2 29   Day
            "2000-02-29": 2000-02-29 = 2000-02-29 to 2000-02-29; 2000 2 29   Day
            "1985-04-12T23:20:30": 1985-04-12 = 1985-04-12 to 1985-04-12; 1985 4 12   Day
            "1985-04-12T23:20:30Z": 1985-04-12 = 1985-04-12 to 1985-04-12; 1985 4 12   Day
            "1985-04-12T23:20:30+04:30": 1985-04-12 = 1985-04-12 to 1985-04-12; 1985 4 12   Day
            "1964/2008": 1964/2008 = 1964-01-01 to 2008-12-31; 1964 - -   Interval
            "2004-06/2006-08": 2004-06/2006-08 = 2004-06-01 to 2006-08-31; 2004 - -   Interval
            "2004-02-01/2005-02-08": 2004-02-01/2005-02-08 = 2004-02-01 to 2005-02-08; 2004 - -   Interval
            "2004-02-01/2005": 2004-02-01/2005 = 2004-02-01 to 2005-12-31; 2004 - -   Interval
            "2005/2006-02": 2005/2006-02 = 2005-01-01 to 2006-02-28; 2005 - -   Interval
            " 2023-07 ": 2023-07 = 2023-07-01 to 2023-07-31; 2023 7 -   Month"#]],
    );
}

#[test]
fn level_1() {
    check(
        &[
            "Y170000",
            "Y-170000",
            "Y2023",
            "-1985",
            "-0044-03-15",
            "2001-21",
            "2001-22",
            "2001-23",
            "2001-24",
            "1984?",
            "2004-06~",
            "2004-06-11%",
            "2004-06?~",
            "201X",
            "20XX",
            "2XXX",
            "-01XX",
            "2004-XX",
            "1985-04-XX",
            "1985-XX-XX",
            "202X~",
            "1985-04-12/..",
            "1985-04/..",
            "1985/..",
            "../1985-04-12",
            "../1985",
            "1985-04-12/",
            "1985/",
            "/1985-04",
            "/1985",
            "1984~/2004-06?",
            "1984?/2004?",
            "2023/open",
            "unknown/2023",
            "2023-21/2023-22",
        ],
        &expect![[r#"
            "Y170000": Y170000 = day 61371697 to day 61372062; 170000 - -   Year
            "Y-170000": Y-170000 = day -62810753 to day -62810388; -170000 - -   Year
            "Y2023": 2023 = 2023-01-01 to 2023-12-31; 2023 - -   Year
            "-1985": -1985 = -1985-01-01 to -1985-12-31; -1985 - -   Year
            "-0044-03-15": -0044-03-15 = -0044-03-15 to -0044-03-15; -44 3 15   Day
            "2001-21": 2001-21 = 2001-03-01 to 2001-05-31; 2001 - -   Season
            "2001-22": 2001-22 = 2001-06-01 to 2001-08-31; 2001 - -   Season
            "2001-23": 2001-23 = 2001-09-01 to 2001-11-30; 2001 - -   Season
            "2001-24": 2001-24 = 2001-12-01 to 2002-02-28; 2001 - -   Season
            "1984?": 1984? = 1984-01-01 to 1984-12-31; 1984 - - ? Year
            "2004-06~": 2004-06~ = 2004-06-01 to 2004-06-30; 2004 6 - ~ Month
            "2004-06-11%": 2004-06-11% = 2004-06-11 to 2004-06-11; 2004 6 11 % Day
            "2004-06?~": 2004-06% = 2004-06-01 to 2004-06-30; 2004 6 - % Month
            "201X": 201X = 2010-01-01 to 2019-12-31; 2010 - -   Decade
            "20XX": 20XX = 2000-01-01 to 2099-12-31; 2000 - -   Century
            "2XXX": 2XXX = 2000-01-01 to 2999-12-31; 2000 - -   Millennium
            "-01XX": -01XX = -0199-01-01 to -0100-12-31; -199 - -   Century
            "2004-XX": 2004-XX = 2004-01-01 to 2004-12-31; 2004 - -   Year
            "1985-04-XX": 1985-04-XX = 1985-04-01 to 1985-04-30; 1985 4 -   Month
            "1985-XX-XX": 1985-XX-XX = 1985-01-01 to 1985-12-31; 1985 - -   Year
            "202X~": 202X~ = 2020-01-01 to 2029-12-31; 2020 - - ~ Decade
            "1985-04-12/..": 1985-04-12/.. = 1985-04-12 to ..; 1985 - -   Interval
            "1985-04/..": 1985-04/.. = 1985-04-01 to ..; 1985 - -   Interval
            "1985/..": 1985/.. = 1985-01-01 to ..; 1985 - -   Interval
            "../1985-04-12": ../1985-04-12 = .. to 1985-04-12; 1985 - -   Interval
            "../1985": ../1985 = .. to 1985-12-31; 1985 - -   Interval
            "1985-04-12/": 1985-04-12/ = 1985-04-12 to 1985-04-12; 1985 - -   Interval
            "1985/": 1985/ = 1985-01-01 to 1985-12-31; 1985 - -   Interval
            "/1985-04": /1985-04 = 1985-04-01 to 1985-04-30; 1985 - -   Interval
            "/1985": /1985 = 1985-01-01 to 1985-12-31; 1985 - -   Interval
            "1984~/2004-06?": 1984~/2004-06? = 1984-01-01 to 2004-06-30; 1984 - - % Interval
            "1984?/2004?": 1984?/2004? = 1984-01-01 to 2004-12-31; 1984 - - ? Interval
            "2023/open": 2023/.. = 2023-01-01 to ..; 2023 - -   Interval
            "unknown/2023": /2023 = 2023-01-01 to 2023-12-31; 2023 - -   Interval
            "2023-21/2023-22": 2023-21/2023-22 = 2023-03-01 to 2023-08-31; 2023 - -   Interval"#]],
    );
}

#[test]
fn what_is_no_date_says_why() {
    check(
        &[
            "",
            "x",
            "23",
            "2023-",
            "2023-7",
            "2023-13",
            "2023-00",
            "2023-25",
            "2023-02-29",
            "1900-02-29",
            "2023-04-31",
            "2023-01-00",
            "2023-XX-12",
            "202X-07",
            "XXXX",
            "2X23",
            "-0000",
            "-0XXX",
            "Y",
            "Y-",
            "Y+5",
            "Y99999999",
            "2023-08/2023-07",
            "../..",
            "/",
            "2023/2024/2025",
            "2023-07-26T25:00",
            "2023-07-26 03:00",
            "26 July 2023",
            "2023??",
            "２０２３",
            "2023-07-26é",
        ],
        &expect![[r#"
            "": `` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26
            "x": `x` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26
            "23": `23` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26
            "2023-": `2023-` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26
            "2023-7": `2023-7` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26
            "2023-13": `2023-13` is not a date: there is no such month; write it as 2023, 2023-07 or 2023-07-26
            "2023-00": `2023-00` is not a date: there is no such month; write it as 2023, 2023-07 or 2023-07-26
            "2023-25": `2023-25` is not a date: there is no such month; write it as 2023, 2023-07 or 2023-07-26
            "2023-02-29": `2023-02-29` is not a date: there is no such day in that month; write it as 2023, 2023-07 or 2023-07-26
            "1900-02-29": `1900-02-29` is not a date: there is no such day in that month; write it as 2023, 2023-07 or 2023-07-26
            "2023-04-31": `2023-04-31` is not a date: there is no such day in that month; write it as 2023, 2023-07 or 2023-07-26
            "2023-01-00": `2023-01-00` is not a date: there is no such day in that month; write it as 2023, 2023-07 or 2023-07-26
            "2023-XX-12": `2023-XX-12` is not a date: a day needs its month; write it as 2023, 2023-07 or 2023-07-26
            "202X-07": `202X-07` is not a date: a year with unspecified digits has no month; write it as 2023, 2023-07 or 2023-07-26
            "XXXX": `XXXX` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26
            "2X23": `2X23` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26
            "-0000": `-0000` is not a date: there is no year -0000; the year before 0001 is 0000; write it as 2023, 2023-07 or 2023-07-26
            "-0XXX": `-0XXX` is not a date: there is no year -0000; the year before 0001 is 0000; write it as 2023, 2023-07 or 2023-07-26
            "Y": `Y` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26
            "Y-": `Y-` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26
            "Y+5": `Y+5` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26
            "Y99999999": `Y99999999` is not a date: years reach from Y-5000000 to Y5000000; write it as 2023, 2023-07 or 2023-07-26
            "2023-08/2023-07": `2023-08/2023-07` is not a date: it ends before it begins; write it as 2023, 2023-07 or 2023-07-26
            "../..": `../..` is not a date: an interval needs a date on one side at least; write it as 2023, 2023-07 or 2023-07-26
            "/": `/` is not a date: an interval needs a date on one side at least; write it as 2023, 2023-07 or 2023-07-26
            "2023/2024/2025": `2023/2024/2025` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26
            "2023-07-26T25:00": `2023-07-26T25:00` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26
            "2023-07-26 03:00": `2023-07-26 03:00` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26
            "26 July 2023": `26 July 2023` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26
            "2023??": `2023??` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26
            "２０２３": `２０２３` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26
            "2023-07-26é": `2023-07-26é` is not a date: it is not in the form of a partial date; write it as 2023, 2023-07 or 2023-07-26"#]],
    );
}

#[test]
fn time_stamps_of_feeds() {
    let lines: Vec<String> = [
        "2023-07-26T03:00:00Z",
        "2023-07-26T23:30:00-05:00",
        "2023-07-26t03:00:00.123z",
        "2023-07-26 03:00:00",
        "2023-07-26 03:00:00 +0200",
        "2023-07-26",
        "2023-07",
        "2023",
        "2023/07/26",
        "2023/07/26 3:00",
        "2023.07.26",
        "20230726",
        "20230726T030000Z",
        "Wed, 26 Jul 2023 03:00:00 GMT",
        "26 July 2023",
        "Wednesday, July 26, 2023 3:00 PM",
        "Sept. 5, 2023",
        "26-Jul-2023",
        "July 2023",
        "  2023-07-26T03:00:00Z\n",
        "2023-02-30T00:00:00Z",
        "07/26/2023",
        "yesterday",
        "",
        "2023-07-26Tnoon",
        "Jul 32 2023",
        "26 Juillet 2023",
        "+12345678",
        "2023-0é-26",
        "20é30726",
    ]
    .iter()
    .map(|text| {
        let date = PartialDate::from_timestamp(text);
        format!(
            "{text:?}: {}",
            date.map_or("-".to_owned(), |date| date.to_string())
        )
    })
    .collect();
    expect![[r#"
        "2023-07-26T03:00:00Z": 2023-07-26
        "2023-07-26T23:30:00-05:00": 2023-07-26
        "2023-07-26t03:00:00.123z": 2023-07-26
        "2023-07-26 03:00:00": 2023-07-26
        "2023-07-26 03:00:00 +0200": 2023-07-26
        "2023-07-26": 2023-07-26
        "2023-07": 2023-07
        "2023": 2023
        "2023/07/26": 2023-07-26
        "2023/07/26 3:00": 2023-07-26
        "2023.07.26": 2023-07-26
        "20230726": 2023-07-26
        "20230726T030000Z": 2023-07-26
        "Wed, 26 Jul 2023 03:00:00 GMT": 2023-07-26
        "26 July 2023": 2023-07-26
        "Wednesday, July 26, 2023 3:00 PM": 2023-07-26
        "Sept. 5, 2023": 2023-09-05
        "26-Jul-2023": 2023-07-26
        "July 2023": 2023-07
        "  2023-07-26T03:00:00Z\n": 2023-07-26
        "2023-02-30T00:00:00Z": -
        "07/26/2023": -
        "yesterday": -
        "": -
        "2023-07-26Tnoon": -
        "Jul 32 2023": -
        "26 Juillet 2023": -
        "+12345678": -
        "2023-0é-26": -
        "20é30726": -"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn order_is_by_earliest_day_then_latest() {
    let mut dates: Vec<PartialDate> = [
        "2023-07-26",
        "2023",
        "2023?",
        "202X",
        "../2023",
        "2023-07",
        "2024",
        "/2023-08",
        "2023-07/..",
        "-0044",
        "Y-170000",
        "2023-07/2023-08",
    ]
    .iter()
    .filter_map(|text| text.parse().ok())
    .collect();
    dates.sort();
    let texts: Vec<String> = dates.iter().map(ToString::to_string).collect();
    expect!["../2023 < Y-170000 < -0044 < 202X < 2023 < 2023? < 2023-07 < 2023-07/2023-08 < 2023-07/.. < 2023-07-26 < /2023-08 < 2024"].assert_eq(&texts.join(" < "));
}

#[test]
fn spans() {
    for (dates, expected) in [
        (&[][..], None),
        (&["2023"], Some(("2023", "2023"))),
        (
            &["2023-07", "2014-04", "2024-08-09"],
            Some(("2014-04", "2024-08-09")),
        ),
        (&["2023", "2023-07-26"], Some(("2023", "2023"))),
        (
            &["2023-07/..", "../2020", "/2021"],
            Some(("2020", "2023-07")),
        ),
        (&["2019/2024", "2020"], Some(("2019", "2024"))),
    ] {
        let dates: Vec<PartialDate> = dates
            .iter()
            .filter_map(|text: &&str| text.parse().ok())
            .collect();
        let found = span(&dates).map(|(first, last)| (first.to_string(), last.to_string()));
        let expected =
            expected.map(|(first, last): (&str, &str)| (first.to_owned(), last.to_owned()));
        assert_eq!(found, expected, "{dates:?}");
    }
}

#[test]
fn an_interval_has_edges() {
    let edges = |text: &str| {
        text.parse::<PartialDate>()
            .ok()
            .and_then(|date| date.interval())
    };
    let date = |text: &str| Edge::Date(text.parse().unwrap());
    assert_eq!(edges("2023"), None);
    assert_eq!(edges("2023/.."), Some((date("2023"), Edge::Open)));
    assert_eq!(edges("/2023~"), Some((Edge::Unknown, date("2023~"))));
}

#[test]
fn constructors_are_checked() {
    assert_eq!(PartialDate::from_ymd(2023, 2, 29), None);
    assert_eq!(PartialDate::from_ymd(10_000, 1, 1), None);
    assert_eq!(PartialDate::from_ym(2023, 0), None);
    assert_eq!(PartialDate::from_year(5_000_001), None);
    assert_eq!(PartialDate::from_day(i32::MAX), None);
    assert_eq!(
        PartialDate::from_ymd(2024, 2, 29).unwrap().to_string(),
        "2024-02-29"
    );
}

#[test]
fn json_holds_the_text() {
    let date: PartialDate = serde_json::from_str("\"2023-07~\"").unwrap();
    assert_eq!(serde_json::to_string(&date).unwrap(), "\"2023-07~\"");
    assert!(serde_json::from_str::<PartialDate>("\"2023-30\"").is_err());
}

/// Texts near the grammar: pieces of dates put together.
fn near_dates() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "2023",
        "-0044",
        "202X",
        "20XX",
        "Y12000",
        "-",
        "07",
        "22",
        "XX",
        "31",
        "/",
        "..",
        "?",
        "~",
        "%",
        "T03:00:00Z",
        "0",
        " ",
        "é",
    ]);
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn canonical_text_is_a_fixed_point(text in near_dates()) {
        if let Ok(date) = text.parse::<PartialDate>() {
            let canonical = date.to_string();
            let again: PartialDate = canonical.parse().unwrap();
            prop_assert_eq!(&again, &date);
            prop_assert_eq!(again.to_string(), canonical);
            prop_assert!(date.earliest_day() <= date.latest_day());
        }
    }

    #[test]
    fn any_text_parses_or_fails(text in any::<String>(), near in near_dates()) {
        for text in [text, near] {
            let strict = text.parse::<PartialDate>().ok();
            let lenient = PartialDate::from_timestamp(&text);
            prop_assert!(strict.is_none() || strict == lenient);
        }
    }

    #[test]
    fn days_order_as_numbers_do(a in -4_000_000..2_900_000_i32, b in -4_000_000..2_900_000_i32) {
        let (first, second) = (PartialDate::from_day(a), PartialDate::from_day(b));
        if let (Some(first), Some(second)) = (first, second) {
            prop_assert_eq!(first.cmp(&second), a.cmp(&b));
            prop_assert_eq!(first.to_string().parse::<PartialDate>().unwrap(), first);
        }
    }
}
