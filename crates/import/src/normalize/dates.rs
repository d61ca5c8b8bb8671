//! Here are words: do they state a date, and how much of one?
//!
//! Nothing is ever filled in. A day without a year is no date, an order of day and month that
//! cannot be told leaves the year alone, and "two days ago" depends on a clock that we do not
//! read. All words must be understood: `July 26, 2023` is a date, `After July 26, 2023` is not.

use backfile_model::PartialDate;

use super::calendar;

/// What the words say about when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stated {
    /// A date, as far as it is stated.
    Date(PartialDate),
    /// Numbers such as 05/06/2023, of which only the year is certain: the year, and the words.
    Ambiguous(PartialDate),
    /// A day or a time without a year, or one that depends on today.
    WithoutYear,
}

/// Which of two numbers comes first in dates of a page, once another date has shown it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// 26/07/2023
    DayFirst,
    /// 07/26/2023
    MonthFirst,
}

/// The date that all of the words state, or `None` where they are something else.
pub fn parse(words: &str, order: Option<DayOrder>) -> Option<Stated> {
    let words = words.trim().trim_end_matches(['.', ',']);
    if words.is_empty() || words.len() > 100 {
        return None;
    }
    let mut parts = Parts::default();
    let tokens = tokens(&calendar::ascii_digits(&words.to_lowercase()));
    let mut at = 0;
    while at < tokens.len() {
        at += parts.take(&tokens[at..])?;
    }
    parts.stated(order)
}

/// The order that a numeric date proves, if it does.
pub fn proven_order(words: &str) -> Option<DayOrder> {
    let tokens = tokens(&calendar::ascii_digits(words));
    tokens.windows(5).find_map(|w| match w {
        [
            Token::Number(a, _),
            Token::Sign('/' | '-'),
            Token::Number(b, _),
            Token::Sign('/' | '-'),
            Token::Number(y, 4),
        ] if is_year(*y) => match (*a, *b) {
            (13..=31, 1..=12) => Some(DayOrder::DayFirst),
            (1..=12, 13..=31) => Some(DayOrder::MonthFirst),
            _ => None,
        },
        _ => None,
    })
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    /// Value and number of digits.
    Number(u32, usize),
    Sign(char),
}

fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = |test: fn(char) -> bool| {
            rest.char_indices()
                .find(|&(_, c)| !test(c))
                .map_or(rest.len(), |(i, _)| i)
        };
        let length = if first.is_ascii_digit() {
            let length = run(|c| c.is_ascii_digit());
            let value = rest[..length].parse().unwrap_or(u32::MAX);
            out.push(Token::Number(value, length));
            length
        } else if is_letter(first) {
            let length = run(is_letter);
            out.push(Token::Word(rest[..length].to_owned()));
            length
        } else {
            if !first.is_whitespace() {
                out.push(Token::Sign(first));
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    out
}

fn is_letter(c: char) -> bool {
    // Marks belong to the word: Devanagari months hold them.
    c.is_alphabetic() || matches!(c as u32, 0x0300..=0x036F | 0x0900..=0x0DFF | 0x200C)
}

fn is_year(value: u32) -> bool {
    (1000..=2999).contains(&value)
}

#[derive(Default)]
struct Parts {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    /// Two numbers whose order is open.
    open: Option<(u32, u32)>,
    relative: bool,
}

impl Parts {
    /// Understands the beginning of the tokens; how many were used, or `None`.
    #[expect(clippy::many_single_char_names, reason = "a table of patterns")]
    fn take(&mut self, tokens: &[Token]) -> Option<usize> {
        use Token::{Number, Sign, Word};
        match tokens {
            // 14:05, 14:05:06
            [
                Number(h, 1..=2),
                Sign(':'),
                Number(m, 2),
                Sign(':'),
                Number(s, 2),
                ..,
            ] if *h < 25 && *m < 60 && *s < 61 => Some(5),
            [Number(h, 1..=2), Sign(':'), Number(m, 2), ..] if *h < 25 && *m < 60 => Some(3),
            // 2023-07-26, 2023/7/26
            [
                Number(y, 4),
                Sign(a @ ('-' | '/' | '.')),
                Number(m, 1..=2),
                Sign(b),
                Number(d, 1..=2),
                ..,
            ] if a == b && is_year(*y) => self.set(Some(*y), Some(*m), Some(*d)).map(|()| 5),
            [Number(y, 4), Sign('-' | '/'), Number(m, 2), ..] if is_year(*y) => {
                self.set(Some(*y), Some(*m), None).map(|()| 3)
            }
            // 26.07.2023, 26/07/2023
            [
                Number(a, 1..=2),
                Sign(s @ ('-' | '/' | '.')),
                Number(b, 1..=2),
                Sign(t),
                Number(y, 4),
                ..,
            ] if s == t && is_year(*y) => self.numeric((*a, *b), *y, *s).map(|()| 5),
            // 2023年7月26日
            [Number(n, _), Word(unit), ..] if calendar::unit(unit).is_some() => {
                match calendar::unit(unit)? {
                    'y' => self.set(Some(*n), None, None),
                    'm' => self.set(None, Some(*n), None),
                    'd' => self.set(None, None, Some(*n)),
                    _ => {
                        self.relative = true;
                        Some(())
                    }
                }
                .map(|()| 2)
            }
            // 0 days ago
            [Number(_, 1..=3), Word(unit), ..]
                if calendar::is_relative(unit) || calendar::is_age(unit) =>
            {
                self.relative = true;
                Some(2)
            }
            [Number(y, 4), ..] if is_year(*y) => self.set(Some(*y), None, None).map(|()| 1),
            [Number(d, 1..=2), Word(suffix), ..] if calendar::is_ordinal(suffix) => {
                self.set(None, None, Some(*d)).map(|()| 2)
            }
            [Number(d, 1..=2), ..] => self.set(None, None, Some(*d)).map(|()| 1),
            [Word(word), ..] => self.word(word).map(|()| 1),
            [
                Sign(
                    ',' | '.' | '-' | '–' | '—' | '·' | '|' | '@' | 'º' | '°' | '،' | '’' | '\''
                    | '(' | ')',
                ),
                ..,
            ] => Some(1),
            _ => None,
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        if let Some(month) = calendar::month(word) {
            return self.set(None, Some(month), None);
        }
        if calendar::is_relative(word) {
            self.relative = true;
            return Some(());
        }
        (calendar::is_filler(word) || calendar::is_age(word)).then_some(())
    }

    /// Sets what is stated; `None` where it was stated before or cannot be.
    fn set(&mut self, year: Option<u32>, month: Option<u32>, day: Option<u32>) -> Option<()> {
        let fits = |value: Option<u32>, most: u32| value.is_none_or(|v| (1..=most).contains(&v));
        let twice = year.is_some() && self.year.is_some()
            || month.is_some() && self.month.is_some()
            || day.is_some() && self.day.is_some();
        if twice || !fits(month, 12) || !fits(day, 31) {
            return None;
        }
        self.year = self.year.or(year);
        self.month = self.month.or(month);
        self.day = self.day.or(day);
        Some(())
    }

    fn numeric(&mut self, (a, b): (u32, u32), year: u32, sign: char) -> Option<()> {
        match (a, b) {
            (a, b) if a == b => self.set(Some(year), Some(a), Some(b)),
            (13..=31, _) => self.set(Some(year), Some(b), Some(a)),
            (_, 13..=31) => self.set(Some(year), Some(a), Some(b)),
            // With dots the day comes first wherever dots are used.
            _ if sign == '.' => self.set(Some(year), Some(b), Some(a)),
            _ => {
                self.open = Some((a, b));
                self.set(Some(year), None, None)
            }
        }
    }

    fn stated(mut self, order: Option<DayOrder>) -> Option<Stated> {
        if let (Some((a, b)), Some(order)) = (self.open, order) {
            let (day, month) = match order {
                DayOrder::DayFirst => (a, b),
                DayOrder::MonthFirst => (b, a),
            };
            self.open = None;
            self.set(None, Some(month), Some(day))?;
        }
        let date = match (self.year, self.month, self.day) {
            (Some(y), Some(m), Some(d)) => format!("{y:04}-{m:02}-{d:02}"),
            (Some(y), Some(m), None) => format!("{y:04}-{m:02}"),
            (Some(y), None, None) if self.day.is_none() => format!("{y:04}"),
            (None, Some(_), Some(_)) => return Some(Stated::WithoutYear),
            _ => return self.relative.then_some(Stated::WithoutYear),
        };
        let date: PartialDate = date.parse().ok()?;
        Some(match self.open {
            Some(_) => Stated::Ambiguous(date),
            None => Stated::Date(date),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(words: &str) -> String {
        match parse(words, None) {
            Some(Stated::Date(date)) => date.to_string(),
            Some(Stated::Ambiguous(date)) => format!("{date}?"),
            Some(Stated::WithoutYear) => "no year".to_owned(),
            None => "-".to_owned(),
        }
    }

    #[test]
    fn dates_in_many_hands() {
        for (words, date) in [
            ("July 26, 2023", "2023-07-26"),
            ("Wednesday, 26th of July 2023 at 3:14 p.m.", "2023-07-26"),
            ("26 de julio de 2023", "2023-07-26"),
            ("le 1er août 2023", "2023-08-01"),
            ("Mi., 26. Juli 2023, 14:05 Uhr", "2023-07-26"),
            ("26 июля 2023 г.", "2023-07-26"),
            ("2023年7月26日", "2023-07-26"),
            ("2023년 7월 26일", "2023-07-26"),
            ("٢٦ يوليو ٢٠٢٣", "2023-07-26"),
            ("26 ביולי 2023", "2023-07-26"),
            ("2023-07-26T10:11:12Z", "2023-07-26"),
            ("26.7.2023", "2023-07-26"),
            ("07/26/2023", "2023-07-26"),
            ("05/06/2023", "2023?"),
            ("Sept. 2023", "2023-09"),
            ("2023", "2023"),
            ("July 26", "no year"),
            ("2 days ago", "no year"),
            ("Yesterday", "no year"),
            ("After July 26, 2023", "-"),
            ("31 February 2023", "-"),
            ("July 26, 27, 2023", "-"),
            ("12 Monkeys", "-"),
            ("May", "-"),
            ("", "-"),
        ] {
            assert_eq!(shown(words), date, "{words}");
        }
    }

    #[test]
    fn another_date_proves_the_order() {
        let order = proven_order("On 26/07/2023 | by us");
        assert_eq!(order, Some(DayOrder::DayFirst));
        let date = "2023-06-05".parse().map(Stated::Date);
        assert_eq!(parse("05/06/2023", order), date.ok());
        assert_eq!(proven_order("05/06/2023"), None);
    }
}
