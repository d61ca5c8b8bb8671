//! How is a query cut into pieces?

/// A piece of a query with its place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lexeme<'q> {
    pub(super) kind: LexemeKind<'q>,
    /// Byte where it starts in the query; behind a quotation mark or `=` that it starts with.
    pub(super) start: usize,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LexemeKind<'q> {
    Open,
    Close,
    Or,
    Not,
    And,
    /// `name:` directly before something.
    Field(&'q str),
    /// Quoted text, the words allowed between its words, and whether the quote was closed.
    Quoted(&'q str, Option<u32>, bool),
    /// `=word`.
    Exact(&'q str),
    /// Anything else without white space.
    Chunk(&'q str),
}

/// Longest query that is looked at, in bytes; far above what anyone types.
const LONGEST: usize = 1 << 16;

const QUOTES: [char; 7] = [
    '"', '\u{201c}', '\u{201d}', '\u{201e}', '\u{ab}', '\u{bb}', '\u{ff02}',
];

/// Is it a letter that stays as it is in lower case? So are those of scripts without capitals.
fn is_small(c: char) -> bool {
    let mut small = String::new();
    backfile_text::surface_char(c, &mut small);
    c.is_alphabetic() && small.chars().eq([c])
}

/// Cuts a query; `is_name` tells which words before a colon are fields.
pub(super) fn lex<'q>(query: &'q str, is_name: &dyn Fn(&str) -> bool) -> Vec<Lexeme<'q>> {
    let query = &query[..query.floor_char_boundary(LONGEST)];
    // In a long query all in capitals, OR and NOT are words like the others.
    let shouted = !query.chars().any(is_small) && query.split_whitespace().count() > 4;
    let mut lexer = Lexer {
        query,
        at: 0,
        shouted,
    };
    let mut out = Vec::new();
    while let Some(lexeme) = lexer.next(is_name) {
        out.push(lexeme);
    }
    out
}

struct Lexer<'q> {
    query: &'q str,
    at: usize,
    shouted: bool,
}

impl<'q> Lexer<'q> {
    fn next(&mut self, is_name: &dyn Fn(&str) -> bool) -> Option<Lexeme<'q>> {
        let rest = self.query[self.at..].trim_start();
        self.at = self.query.len() - rest.len();
        let start = self.at;
        let first = rest.chars().next()?;
        let mut take = |length: usize, kind| {
            self.at += length;
            Some(Lexeme { kind, start })
        };
        let after = |sign: char| rest.strip_prefix(sign).unwrap_or("");
        match first {
            '(' => take(1, LexemeKind::Open),
            ')' => take(1, LexemeKind::Close),
            '|' => take(1, LexemeKind::Or),
            '-' | '\u{2212}' if starts_word(after(first)) => {
                take(first.len_utf8(), LexemeKind::Not)
            }
            '+' if starts_word(after('+')) => {
                self.at += 1;
                self.next(is_name)
            }
            '=' if after('=').starts_with(char::is_alphanumeric) => {
                let word = chunk(after('='));
                self.at += 1 + word.len();
                Some(Lexeme {
                    kind: LexemeKind::Exact(word),
                    start: start + 1,
                })
            }
            first if QUOTES.contains(&first) => Some(self.quoted(start, first)),
            _ => Some(self.chunk(start, rest, is_name)),
        }
    }

    fn quoted(&mut self, start: usize, quote: char) -> Lexeme<'q> {
        let inside = &self.query[start + quote.len_utf8()..];
        let Some(end) = quotation_mark(inside) else {
            self.at = self.query.len();
            return Lexeme {
                kind: LexemeKind::Quoted(inside, None, false),
                start: start + quote.len_utf8(),
            };
        };
        let closing = inside[end..].chars().next().map_or(0, char::len_utf8);
        let after = &inside[end + closing..];
        self.at = self.query.len() - after.len();
        let digits = after.strip_prefix('~').map_or("", |after| {
            &after[..after
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(after.len())]
        });
        let slop = (!digits.is_empty()).then(|| digits.parse().unwrap_or(u32::MAX).min(1_000));
        if slop.is_some() {
            self.at += 1 + digits.len();
        }
        Lexeme {
            kind: LexemeKind::Quoted(&inside[..end], slop, true),
            start: start + quote.len_utf8(),
        }
    }

    fn chunk(&mut self, start: usize, rest: &'q str, is_name: &dyn Fn(&str) -> bool) -> Lexeme<'q> {
        let word = chunk(rest);
        if let Some((name, value)) = word.split_once(':') {
            let more = rest[name.len() + 1..].chars().next();
            let follows =
                !value.is_empty() || more.is_some_and(|c| c == '(' || QUOTES.contains(&c));
            if follows && is_name(name) {
                self.at += name.len() + 1;
                return Lexeme {
                    kind: LexemeKind::Field(name),
                    start,
                };
            }
        }
        self.at += word.len();
        let kind = match word {
            "OR" if !self.shouted => LexemeKind::Or,
            "NOT" if !self.shouted => LexemeKind::Not,
            "AND" | "&" | "&&" if !self.shouted => LexemeKind::And,
            _ => LexemeKind::Chunk(word),
        };
        Lexeme { kind, start }
    }
}

/// Text up to white space, a bracket or a quotation mark; at least one character.
fn chunk(text: &str) -> &str {
    let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '|');
    let first = text.chars().next().map_or(0, char::len_utf8);
    let end = text[first..]
        .find(ends)
        .map_or(text.len(), |end| first + end);
    &text[..quotation_mark(&text[..end]).map_or(end, |mark| mark.max(first))]
}

/// Where a text has its first quotation mark. One between two letters of Hebrew is none: that is how
/// an acronym is typed.
fn quotation_mark(text: &str) -> Option<usize> {
    let is_hebrew = |c: char| ('\u{5d0}'..='\u{5f2}').contains(&c);
    let mut marks = text.match_indices(QUOTES);
    let mark = marks.find(|&(at, mark)| {
        let is_within = mark == "\""
            && text[..at].ends_with(is_hebrew)
            && text[at + 1..].starts_with(is_hebrew);
        !is_within
    });
    mark.map(|(at, _)| at)
}

/// Can a sign before this be an operator?
fn starts_word(text: &str) -> bool {
    text.starts_with(|c: char| {
        c.is_alphanumeric() || matches!(c, '(' | '=' | '#' | '@') || QUOTES.contains(&c)
    })
}
