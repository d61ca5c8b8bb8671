//! What every kind of query means, written out: a table of what is typed and how it is taken.
//!
//! Words are shown as `word`, with `=` before one that is taken as written, `*` behind one that may
//! go on, `…` behind one still being typed, and `title.` before one looked for in that field alone.

use proptest::prelude::*;

use super::{Clause, Word, not_dates, parse, reversed_dates};
use crate::dates::{day_of, year_of};
use crate::{FieldSpec, Schema};

fn schema() -> Schema {
    let field = |name: &str| FieldSpec {
        name: name.to_owned(),
        weight: 1.0,
    };
    Schema {
        fields: ["title", "body", "tag"].map(field).to_vec(),
        facets: ["place", "tag", "language"].map(str::to_owned).to_vec(),
    }
}

fn word(word: &Word) -> String {
    let fields = ["title.", "body.", "tag."];
    let field = match word.fields {
        u32::MAX => "",
        one => fields[one.trailing_zeros() as usize],
    };
    let exact = if word.exact { "=" } else { "" };
    let end = match (word.prefix, word.open) {
        (true, true) => "…",
        (true, false) => "*",
        (false, _) => "",
    };
    format!("{field}{exact}{}{end}", word.text)
}

fn day(day: i32) -> String {
    if day == i32::MIN || day == i32::MAX {
        return String::new();
    }
    let year = year_of(day);
    let month = (1..=12)
        .rfind(|&month| day_of(year, month, 1) <= day)
        .unwrap();
    format!("{year}-{month:02}-{:02}", day - day_of(year, month, 1) + 1)
}

/// A clause in one line; every level of it but the first in brackets.
fn show(clause: &Clause) -> String {
    let joined = |clauses: &[Clause], sign: &str| {
        let parts: Vec<String> = clauses.iter().map(inner).collect();
        parts.join(sign)
    };
    match clause {
        Clause::Word(one) => word(one),
        Clause::Phrase { words, slop } => {
            let words: Vec<String> = words.iter().map(word).collect();
            let slop = slop.map_or(String::new(), |slop| format!("~{slop}"));
            format!("\"{}\"{slop}", words.join(" "))
        }
        Clause::All(clauses) => joined(clauses, " & "),
        Clause::Any(clauses) => joined(clauses, " | "),
        Clause::Not(clause) => format!("-{}", inner(clause)),
        Clause::Dates(range) => format!("{}..{}", day(range.first), day(range.last)),
        Clause::Facet { facet, value } => format!("{}={value}", schema().facets[*facet]),
        Clause::Everything => "everything".to_owned(),
    }
}

fn inner(clause: &Clause) -> String {
    match clause {
        Clause::All(_) | Clause::Any(_) => format!("({})", show(clause)),
        _ => show(clause),
    }
}

fn check(table: &[(&str, &str)]) {
    for (typed, want) in table {
        assert_eq!(show(&parse(typed, false, &schema())), *want, "{typed}");
    }
}

#[test]
fn words() {
    check(&[
        ("coup", "coup"),
        ("  Coup   PERU ", "coup & peru"),
        ("Zúñiga", "zuniga"),
        ("demo*", "demo*"),
        ("=coups", "=coups"),
        ("=Coups*", "=coups*"),
        ("*", "everything"),
        ("coup *", "coup & everything"),
        ("+coup", "coup"),
        ("C++ C#", "c++ & c#"),
        ("U.S.", "us"),
        ("#peru @army", "#peru & @army"),
    ]);
}

#[test]
fn words_that_are_several() {
    check(&[
        ("node.js", "\"node js\""),
        ("e-mail", "\"e mail\" | email"),
        ("state-of-siege", "\"state of siege\""),
        ("john@example.com", "\"john example com\""),
        ("l'homme", "\"l homme\""),
        ("don't Peru's", "dont & peru"),
        ("1,000", "1000"),
        ("秋の祭り", "\"=秋の =の祭 =祭り\""),
        ("秋", "=秋*"),
    ]);
}

#[test]
fn phrases() {
    check(&[
        // A Hebrew acronym is one word, in a phrase too.
        ("צה\"ל", "צהל"),
        ("\"דובר צה\"ל\"", "\"=דובר =צהל\""),
        ("\"state of siege\"", "\"=state =of =siege\""),
        ("\"siege\"", "=siege"),
        ("\"\"", "everything"),
        ("\"a b\"~5", "\"a b\"~5"),
        ("\"a b\"~", "\"=a =b\""),
        ("\"a b\"~99999999999999999999", "\"a b\"~1000"),
        ("\"a b\" c", "\"=a =b\" & c"),
        ("\u{201e}a b\u{201c} c", "\"=a =b\" & c"),
        ("\u{ab}a b\u{bb}", "\"=a =b\""),
        ("\"never closed", "\"=never =closed\""),
        ("one\"two three\"", "one & \"=two =three\""),
        ("\"a -b OR c\"", "\"=a =b =or =c\""),
    ]);
}

#[test]
fn exclusions_and_alternatives() {
    check(&[
        ("coup -peru", "coup & -peru"),
        ("coup NOT peru", "coup & -peru"),
        ("-peru", "-peru"),
        ("-peru -lima", "-peru & -lima"),
        ("-\"a b\"", "-\"=a =b\""),
        ("-(a b)", "-(a & b)"),
        ("NOT NOT a", "a"),
        ("a OR b", "a | b"),
        ("a | b | c", "a | b | c"),
        ("a b OR c d", "(a & b) | (c & d)"),
        ("a AND b && c & d", "a & b & c & d"),
        ("OR a", "a"),
        ("a OR", "a"),
        ("a OR OR b", "a | b"),
        ("a NOT", "a"),
        ("a NOT OR b", "a | b"),
        ("a - b", "a & b"),
        ("-", "everything"),
        ("or not and", "or & not & and"),
        ("COUP OR PUTSCH", "coup | putsch"),
        // All in capitals and long: no one means an operator.
        (
            "THE LIFE OR DEATH OF IT",
            "the & life & or & death & of & it",
        ),
        // A script without capitals is never all in capitals.
        ("שלום OR חדש על כל הארץ", "שלום | (חדש & על & כל & הארץ)"),
    ]);
}

#[test]
fn brackets() {
    check(&[
        ("(coup OR putsch) peru", "(coup | putsch) & peru"),
        ("(a (b OR (c d)))", "a & (b | (c & d))"),
        ("(a", "a"),
        ("a)", "a"),
        ("a) b", "a & b"),
        ("())(", "everything"),
        ("() a", "a"),
        ("(a OR b) -(c OR d)", "(a | b) & -(c | d)"),
    ]);
}

#[test]
fn fields_and_facets() {
    check(&[
        ("title:coup", "title.coup"),
        ("TITLE:Coup", "title.coup"),
        ("title:\"a b\"", "\"title.=a title.=b\""),
        ("title:(a OR b) c", "(title.a | title.b) & c"),
        ("-title:coup", "-title.coup"),
        ("title:-coup", "-title.coup"),
        ("title:body:coup", "body.coup"),
        ("title: coup", "title & coup"),
        ("nofield:coup", "\"nofield coup\""),
        ("place:Perú", "place=peru"),
        ("place:\"La Paz\"", "place=la paz"),
        (
            "place:(Peru Bolivia \"La Paz\")",
            "place=peru | place=bolivia | place=la paz",
        ),
        ("place:(peru", "place=peru"),
        ("place:()", "everything"),
        ("place:)", "place"),
        ("lang:en", "language=en"),
        // What is both is looked for as a field.
        ("tag:army", "tag.army"),
    ]);
}

#[test]
fn what_is_no_date_is_told() {
    let wrong = |query| not_dates(query, &schema());
    assert_eq!(wrong("date:soon x"), [("date", "soon")]);
    assert_eq!(wrong("-BEFORE:\"next year\""), [("BEFORE", "next year")]);
    assert_eq!(
        wrong("(after:2023-13 OR date:2023)"),
        [("after", "2023-13")]
    );
    for fine in [
        "date:2023..2024-06",
        "before:2023 date:..",
        "title:soon",
        "date",
        "date:",
        "",
    ] {
        assert_eq!(wrong(fine), [], "{fine}");
    }
}

#[test]
fn dates() {
    check(&[
        ("date:2023", "2023-01-01..2023-12-31"),
        ("date:2024-02", "2024-02-01..2024-02-29"),
        ("date:2023-12", "2023-12-01..2023-12-31"),
        ("date:2023-05-17", "2023-05-17..2023-05-17"),
        ("date:2023..2024-06", "2023-01-01..2024-06-30"),
        ("date:2023..2023-06", "2023-01-01..2023-06-30"),
        // Whichever end stands first.
        ("date:2024-06..2023", "2023-01-01..2024-06-30"),
        ("date:2023..", "2023-01-01.."),
        ("date:..2023", "..2023-12-31"),
        ("date:..", ".."),
        ("before:2023", "..2022-12-31"),
        ("after:2022-06-01", "2022-06-02.."),
        ("date:2023/05", "2023-05-01..2023-05-31"),
        // What is no date is taken as words.
        ("date:2023-13", "\"2023 13\""),
        ("date:2023-02-30", "\"2023 02 30\""),
        ("date:soon", "soon"),
        ("date:=é", "e"),
        ("date:99999", "99999"),
    ]);
}

#[test]
fn ranges_whose_later_end_stands_first_are_told() {
    let reversed = |query| reversed_dates(query, &schema());
    assert_eq!(reversed("x DATE:2024..2020"), [("DATE", "2024..2020")]);
    assert_eq!(
        reversed("-date:2024-02..2024-01"),
        [("date", "2024-02..2024-01")]
    );
    for fine in [
        "date:2020..2024",
        "date:2023-06..2023",
        "date:2023..",
        "date:..",
        "title:2024..2020",
    ] {
        assert_eq!(reversed(fine), [], "{fine}");
    }
}

#[test]
fn the_last_word_may_be_unfinished() {
    for (typed, want) in [
        ("cou", "cou…"),
        ("coup pe", "coup & pe…"),
        ("coup ", "coup"),
        ("coup.", "coup"),
        ("dem*", "dem*"),
        ("title:co", "title.co…"),
        ("-co", "-co…"),
        ("=co", "=co…"),
        ("\"state of si", "\"=state =of =si…\""),
        ("\"state of siege\"", "\"=state =of =siege\""),
        ("e-ma", "\"e ma…\" | ema"),
        ("#pe", "#pe…"),
        ("(a OR b", "a | b…"),
    ] {
        assert_eq!(show(&parse(typed, true, &schema())), want, "{typed}");
    }
}

#[test]
fn words_tell_where_they_were_typed() {
    let query = "coup  -Perú title:(\"in Lima\" OR Zúñiga)";
    let mut typed = Vec::new();
    parse(query, false, &schema())
        .words(&mut |word| typed.push(&query[word.range.0..word.range.1]));
    assert_eq!(typed, ["coup", "in", "Lima", "Zúñiga"]);
}

fn depth(clause: &Clause) -> usize {
    1 + match clause {
        Clause::All(clauses) | Clause::Any(clauses) => clauses.iter().map(depth).max().unwrap_or(0),
        Clause::Not(inner) => depth(inner),
        _ => 0,
    }
}

#[test]
fn nothing_is_too_deep_or_too_long() {
    for deep in [
        "(", "-(", "NOT ", "title:", "title:(", "place:(", "((a OR ", "a OR (b ",
    ] {
        let clause = parse(&format!("{}end", deep.repeat(20_000)), true, &schema());
        assert!(depth(&clause) < 40, "{deep}: {}", depth(&clause));
    }
    let mut count = 0;
    parse(&"word ".repeat(50_000), false, &schema()).words(&mut |_| count += 1);
    assert_eq!(count, 128);
    parse(&"\"".repeat(100_000), true, &schema());
}

/// Pieces that mean something, so that odd rows of them come up.
const PIECES: [&str; 24] = [
    "(", ")", "\"", "~3", "-", "OR", "NOT", "AND", "|", "*", "=", "+", "title:", "place:", "date:",
    "2023-05", "..", "word", "é", "秋の", " ", "#", "e-mail", "\u{201d}",
];

proptest! {
    #[test]
    fn any_text_is_a_query(text in any::<String>(), live in any::<bool>()) {
        let clause = parse(&text, live, &schema());
        clause.words(&mut |word| assert!(text.get(word.range.0..word.range.1).is_some()));
    }

    #[test]
    fn any_row_of_pieces_is_a_query(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40), live in any::<bool>()) {
        let text = pieces.concat();
        let clause = parse(&text, live, &schema());
        prop_assert!(depth(&clause) < 40);
        clause.words(&mut |word| assert!(text.get(word.range.0..word.range.1).is_some()));
        // What was understood is the same each time.
        prop_assert_eq!(show(&clause), show(&parse(&text, live, &schema())));
    }
}
