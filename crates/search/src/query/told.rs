//! What of a query's dates should its writer be told, since it is not taken as it stands?

use super::lex::{LexemeKind, lex};
use super::parse::{dates, day_range, ends, names};
use crate::Schema;

/// What stands after `date:`, `before:` or `after:` in a query and is not a date, each with that name:
/// it is looked for as words.
pub fn not_dates<'q>(query: &'q str, schema: &Schema) -> Vec<(&'q str, &'q str)> {
    named(query, schema, |name, text| match name {
        "date" => dates(text).is_none(),
        "before" | "after" => day_range(text).is_none(),
        _ => false,
    })
}

/// Ranges of dates in a query whose later end stands first, each with its `date`: the ends change places.
pub fn reversed_dates<'q>(query: &'q str, schema: &Schema) -> Vec<(&'q str, &'q str)> {
    named(query, schema, |name, text| {
        let is_reversed = |(from, to): (crate::DateRange, crate::DateRange)| from.first > to.last;
        name == "date" && ends(text).is_some_and(is_reversed)
    })
}

/// What stands after a name in a query, with the name as it is typed, where both are of this kind.
fn named<'q>(
    query: &'q str,
    schema: &Schema,
    is_told: impl Fn(&str, &str) -> bool,
) -> Vec<(&'q str, &'q str)> {
    let lexemes = lex(query, &|name| names(schema, name));
    let told = lexemes.windows(2).filter_map(|pair| {
        let LexemeKind::Field(name) = pair[0].kind else {
            return None;
        };
        let (LexemeKind::Chunk(text) | LexemeKind::Exact(text) | LexemeKind::Quoted(text, ..)) =
            pair[1].kind
        else {
            return None;
        };
        is_told(&name.to_ascii_lowercase(), text).then_some((name, text))
    });
    told.collect()
}
