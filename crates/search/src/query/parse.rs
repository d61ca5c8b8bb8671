//! How do the pieces of a query become clauses?

use backfile_text::{Kind, fold, tokenize};

use super::lex::{Lexeme, LexemeKind, lex};
use super::{Clause, Word};
use crate::dates::day_of;
use crate::{DateRange, Schema};

/// Deepest nesting of brackets; deeper ones are left out.
const DEEPEST: usize = 16;

/// Most words of a query; further ones are left out.
const MOST_WORDS: usize = 128;

/// Understands a query. While `live`, the last word may be unfinished.
pub(crate) fn parse(query: &str, live: bool, schema: &Schema) -> Clause {
    let lexemes = lex(query, &|name| names(schema, name));
    let open = live && query.ends_with(|c: char| c.is_alphanumeric());
    let mut parser = Parser {
        schema,
        lexemes: &lexemes,
        at: 0,
        words: 0,
        fields: u32::MAX,
        open_end: open.then_some(query.len()),
    };
    let mut clauses = Vec::new();
    while parser.at < lexemes.len() {
        clauses.push(parser.any(0));
        // A closing bracket too many.
        parser.at += 1;
    }
    // Signs of the grammar that begin something ask for nothing yet; other signs are not found.
    let is_sought = |sign: char| !sign.is_ascii() && !sign.is_whitespace();
    let nothing = if query.chars().any(is_sought) {
        Clause::Any(Vec::new())
    } else {
        Clause::Everything
    };
    simplify(Clause::All(clauses)).unwrap_or(nothing)
}

pub(super) fn names(schema: &Schema, name: &str) -> bool {
    let own = ["date", "before", "after", "lang"]
        .iter()
        .any(|own| own.eq_ignore_ascii_case(name));
    own || field(schema, name).is_some() || facet(schema, name).is_some()
}

fn field(schema: &Schema, name: &str) -> Option<usize> {
    schema
        .fields
        .iter()
        .position(|field| field.name.eq_ignore_ascii_case(name))
}

fn facet(schema: &Schema, name: &str) -> Option<usize> {
    let name = if name.eq_ignore_ascii_case("lang") {
        "language"
    } else {
        name
    };
    schema
        .facets
        .iter()
        .position(|facet| facet.eq_ignore_ascii_case(name))
}

struct Parser<'q> {
    schema: &'q Schema,
    lexemes: &'q [Lexeme<'q>],
    at: usize,
    words: usize,
    /// Fields that words are looked for in.
    fields: u32,
    /// End of the query, while its last word may be unfinished.
    open_end: Option<usize>,
}

impl<'q> Parser<'q> {
    fn peek(&self) -> Option<&'q LexemeKind<'q>> {
        self.lexemes.get(self.at).map(|lexeme| &lexeme.kind)
    }

    fn any(&mut self, depth: usize) -> Clause {
        let mut either = vec![self.all(depth)];
        while self.peek() == Some(&LexemeKind::Or) {
            self.at += 1;
            either.push(self.all(depth));
        }
        if either.len() == 1 {
            either.remove(0)
        } else {
            Clause::Any(either)
        }
    }

    fn all(&mut self, depth: usize) -> Clause {
        let mut clauses = Vec::new();
        while let Some(kind) = self.peek() {
            if matches!(kind, LexemeKind::Or | LexemeKind::Close) {
                break;
            }
            clauses.extend(self.one(depth));
        }
        Clause::All(clauses)
    }

    fn one(&mut self, depth: usize) -> Option<Clause> {
        let lexeme = self.lexemes.get(self.at)?;
        self.at += 1;
        let start = lexeme.start;
        match lexeme.kind {
            LexemeKind::Open => self.group(depth),
            LexemeKind::Not => match self.peek() {
                None | Some(LexemeKind::Or | LexemeKind::Close) => None,
                Some(_) if depth >= DEEPEST => None,
                Some(_) => self
                    .one(depth + 1)
                    .map(|clause| Clause::Not(Box::new(clause))),
            },
            LexemeKind::Field(name) => self.field(name, depth),
            LexemeKind::Quoted(text, slop, closed) => self.quoted(start, text, slop, closed),
            LexemeKind::Exact(word) => self.chunk(word, start, true),
            LexemeKind::Chunk("*") => Some(Clause::Everything),
            LexemeKind::Chunk(word) => self.chunk(word, start, false),
            LexemeKind::And | LexemeKind::Or | LexemeKind::Close => None,
        }
    }

    fn group(&mut self, depth: usize) -> Option<Clause> {
        if depth >= DEEPEST {
            return None;
        }
        let clause = self.any(depth + 1);
        if self.peek() == Some(&LexemeKind::Close) {
            self.at += 1;
        }
        Some(clause)
    }

    fn field(&mut self, name: &str, depth: usize) -> Option<Clause> {
        if let Some(number) = field(self.schema, name) {
            let before = std::mem::replace(&mut self.fields, 1 << (number % 32));
            let clause = if depth < DEEPEST {
                self.one(depth + 1)
            } else {
                None
            };
            self.fields = before;
            return clause;
        }
        let lexeme = self.lexemes.get(self.at)?;
        let value = match lexeme.kind {
            LexemeKind::Chunk(text) | LexemeKind::Exact(text) | LexemeKind::Quoted(text, ..) => {
                text
            }
            // A group of values: each on its own.
            LexemeKind::Open if facet(self.schema, name).is_some() => {
                return Some(self.values(name, depth));
            }
            _ => return None,
        };
        self.at += 1;
        self.value(name, value)
            .or_else(|| self.chunk(value, lexeme.start, false))
    }

    fn values(&mut self, name: &str, depth: usize) -> Clause {
        self.at += 1;
        let mut either = Vec::new();
        while let Some(kind) = self.peek() {
            self.at += 1;
            match kind {
                LexemeKind::Close => break,
                LexemeKind::Chunk(text) | LexemeKind::Quoted(text, ..) => {
                    either.extend(self.value(name, text));
                }
                LexemeKind::Open if depth < DEEPEST => either.extend(self.group(depth + 1)),
                _ => {}
            }
        }
        Clause::Any(either)
    }

    fn value(&self, name: &str, value: &str) -> Option<Clause> {
        match name.to_ascii_lowercase().as_str() {
            "date" => dates(value).map(Clause::Dates),
            "before" => day_range(value).map(|range| {
                Clause::Dates(DateRange {
                    first: i32::MIN,
                    last: range.first - 1,
                })
            }),
            "after" => day_range(value).map(|range| {
                Clause::Dates(DateRange {
                    first: range.last + 1,
                    last: i32::MAX,
                })
            }),
            _ => facet(self.schema, name).map(|facet| Clause::Facet {
                facet,
                value: fold(value),
            }),
        }
    }

    fn quoted(
        &mut self,
        start: usize,
        text: &str,
        slop: Option<u32>,
        closed: bool,
    ) -> Option<Clause> {
        let mut words = Vec::new();
        self.tokens(text, start, slop.is_none(), &mut words);
        words.retain(|(kind, _)| *kind != Kind::Extra);
        let mut words: Vec<Word> = words.into_iter().map(|(_, word)| word).collect();
        if !closed
            && self.open_end.is_some()
            && let Some(last) = words.last_mut()
        {
            last.prefix = true;
            last.open = true;
        }
        phrase(words, slop)
    }

    /// Text without white space: a word, or words in a row (`node.js`), or with more ways to be
    /// found (`e-mail`).
    fn chunk(&mut self, text: &str, start: usize, exact: bool) -> Option<Clause> {
        let starred = text.ends_with('*');
        let mut found = Vec::new();
        self.tokens(text, start, exact, &mut found);
        let extra = found
            .iter()
            .position(|(kind, _)| *kind == Kind::Extra)
            .map(|at| found.remove(at).1);
        found.retain(|(kind, _)| *kind != Kind::Extra);
        let mut words: Vec<Word> = found.into_iter().map(|(_, word)| word).collect();
        let open = self.open_end == Some(start + text.len());
        if let Some(last) = words.last_mut() {
            last.prefix |= starred || open;
            last.open |= open && !starred;
        }
        let signed = |word: &Word| word.text.starts_with(['#', '@']);
        match extra {
            Some(mut extra) if signed(&extra) => {
                extra.prefix = starred || open;
                extra.open = open && !starred;
                Some(Clause::Word(extra))
            }
            Some(mut extra) => {
                extra.joined = true;
                let apart = phrase(words, None).into_iter();
                Some(Clause::Any(apart.chain([Clause::Word(extra)]).collect()))
            }
            None => phrase(words, None),
        }
    }

    fn tokens(&mut self, text: &str, start: usize, exact: bool, out: &mut Vec<(Kind, Word)>) {
        let (fields, mut count) = (self.fields, self.words);
        let mut run_end = usize::MAX;
        tokenize(text, &mut |token| {
            count += 1;
            if count > MOST_WORDS {
                return;
            }
            // The lone end of a run adds nothing to the pair before it.
            if token.kind == Kind::Gram && token.range.end == run_end {
                return;
            }
            let lone = token.kind == Kind::Gram && text[token.range.clone()].chars().count() == 1;
            run_end = if token.kind == Kind::Gram {
                token.range.end
            } else {
                usize::MAX
            };
            let word = Word {
                text: token.text.to_owned(),
                surface: token.surface.to_owned(),
                exact: exact || token.kind == Kind::Gram,
                // A lone character of a script without spaces begins a pair wherever it stands.
                prefix: lone,
                open: false,
                joined: false,
                fields,
                offset: token.position,
                range: (start + token.range.start, start + token.range.end),
            };
            out.push((token.kind, word));
        });
        self.words = count;
    }
}

fn phrase(mut words: Vec<Word>, slop: Option<u32>) -> Option<Clause> {
    match words.len() {
        0 => None,
        1 => Some(Clause::Word(words.remove(0))),
        _ => Some(Clause::Phrase { words, slop }),
    }
}

/// `2023`, `2023-05`, `2023-05-01`, `2022..2023-06`, `..2023`, `2022..`.
pub(super) fn dates(text: &str) -> Option<DateRange> {
    let Some((from, to)) = ends(text) else {
        return day_range(text);
    };
    let (first, last) = if from.first > to.last {
        (to.first, from.last)
    } else {
        (from.first, to.last)
    };
    Some(DateRange { first, last })
}

/// Both ends of a range, as they are written.
pub(super) fn ends(text: &str) -> Option<(DateRange, DateRange)> {
    let end = |text: &str, open: i32| match text {
        "" => Some(DateRange {
            first: open,
            last: open,
        }),
        text => day_range(text),
    };
    let (from, to) = text.split_once("..")?;
    Some((end(from, i32::MIN)?, end(to, i32::MAX)?))
}

/// The days of a year, a month or a day.
pub(super) fn day_range(text: &str) -> Option<DateRange> {
    let text = fold(text);
    let mut parts = text.split(['-', '/']);
    let year: i32 = parts
        .next()?
        .parse()
        .ok()
        .filter(|year| (0..10_000).contains(year))?;
    let month: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() || !month.is_none_or(|month| (1..=12).contains(&month)) {
        return None;
    }
    let next_month = |month: u32| {
        if month == 12 {
            day_of(year + 1, 1, 1)
        } else {
            day_of(year, month + 1, 1)
        }
    };
    Some(match (month, day) {
        (None, _) => DateRange {
            first: day_of(year, 1, 1),
            last: day_of(year, 12, 31),
        },
        (Some(month), None) => DateRange {
            first: day_of(year, month, 1),
            last: next_month(month) - 1,
        },
        (Some(month), Some(day)) => {
            let only = day_of(year, month, 1) + day as i32 - 1;
            if day == 0 || only >= next_month(month) {
                return None;
            }
            DateRange {
                first: only,
                last: only,
            }
        }
    })
}

/// Takes needless levels away; nothing left is `None`.
fn simplify(clause: Clause) -> Option<Clause> {
    match clause {
        Clause::All(clauses) => {
            let mut flat = Vec::new();
            for clause in clauses.into_iter().filter_map(simplify) {
                match clause {
                    Clause::All(inner) => flat.extend(inner),
                    other => flat.push(other),
                }
            }
            if flat.len() > 1 || matches!(flat.first(), Some(Clause::Not(_))) {
                return Some(Clause::All(flat));
            }
            flat.pop()
        }
        Clause::Any(clauses) => {
            let mut either: Vec<Clause> = clauses.into_iter().filter_map(simplify).collect();
            if either.len() > 1 {
                Some(Clause::Any(either))
            } else {
                either.pop()
            }
        }
        Clause::Not(inner) => match simplify(*inner)? {
            Clause::Not(twice) => Some(*twice),
            other => Some(Clause::Not(Box::new(other))),
        },
        other => Some(other),
    }
}
