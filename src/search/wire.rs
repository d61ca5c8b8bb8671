//! How do calls and replies become bytes for the border between page and worker?
//!
//! Both sides are the same program, so there is no version and no name of a field: values in
//! order, numbers in seven-bit groups. A fifth of the code that JSON would cost every reader.

use backfile_search::{
    DateRange, DocId, FacetCounts, Filter, Hit, Notice, Request, Response, Snippet, Sort, Step,
};

use super::protocol::{Answer, Call, HitText, Marks, Question, Reply};

/// A value that can cross.
pub(crate) trait Wire: Sized {
    /// Appends the value.
    fn put(&self, out: &mut Vec<u8>);
    /// Takes a value from the start; `None` when these are not the bytes of one.
    fn take(bytes: &mut &[u8]) -> Option<Self>;
}

/// A message: the number of a call, and the call or its reply.
pub(crate) fn encode(serial: u32, value: &impl Wire) -> Vec<u8> {
    let mut out = Vec::new();
    serial.put(&mut out);
    value.put(&mut out);
    out
}

/// Reads a message; `None` when it is not whole, or more than one.
pub(crate) fn decode<T: Wire>(mut bytes: &[u8]) -> Option<(u32, T)> {
    let message = <(u32, T)>::take(&mut bytes)?;
    bytes.is_empty().then_some(message)
}

impl Wire for u32 {
    fn put(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 0x7F {
            out.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        out.push(rest as u8);
    }

    fn take(bytes: &mut &[u8]) -> Option<u32> {
        let mut value = 0_u64;
        for at in 0..5 {
            let (&byte, rest) = bytes.split_first()?;
            *bytes = rest;
            value |= u64::from(byte & 0x7F) << (7 * at);
            if byte < 0x80 {
                return value.try_into().ok();
            }
        }
        None
    }
}

impl Wire for i32 {
    fn put(&self, out: &mut Vec<u8>) {
        self.cast_unsigned().put(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<i32> {
        u32::take(bytes).map(u32::cast_signed)
    }
}

impl Wire for f32 {
    fn put(&self, out: &mut Vec<u8>) {
        self.to_bits().put(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<f32> {
        u32::take(bytes).map(f32::from_bits)
    }
}

impl Wire for bool {
    fn put(&self, out: &mut Vec<u8>) {
        u32::from(*self).put(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<bool> {
        Some(u32::take(bytes)? != 0)
    }
}

impl Wire for String {
    fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u32).put(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn take(bytes: &mut &[u8]) -> Option<String> {
        let size = u32::take(bytes)? as usize;
        let (text, rest) = bytes.split_at_checked(size)?;
        *bytes = rest;
        String::from_utf8(text.to_vec()).ok()
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u32).put(out);
        for value in self {
            value.put(out);
        }
    }

    fn take(bytes: &mut &[u8]) -> Option<Vec<T>> {
        let count = u32::take(bytes)?;
        (0..count).map(|_| T::take(bytes)).collect()
    }
}

impl<T: Wire> Wire for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }

    fn take(bytes: &mut &[u8]) -> Option<Option<T>> {
        Some(if bool::take(bytes)? {
            Some(T::take(bytes)?)
        } else {
            None
        })
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<(A, B)> {
        Some((A::take(bytes)?, B::take(bytes)?))
    }
}

impl Wire for DocId {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<DocId> {
        u32::take(bytes).map(DocId)
    }
}

impl Wire for Sort {
    fn put(&self, out: &mut Vec<u8>) {
        let number: u32 = match self {
            Sort::Relevance => 0,
            Sort::Newest => 1,
            Sort::Oldest => 2,
        };
        number.put(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<Sort> {
        Some(match u32::take(bytes)? {
            0 => Sort::Relevance,
            1 => Sort::Newest,
            2 => Sort::Oldest,
            _ => return None,
        })
    }
}

impl Wire for Step {
    fn put(&self, out: &mut Vec<u8>) {
        let number: u32 = match self {
            Step::Year => 0,
            Step::Month => 1,
            Step::Day => 2,
        };
        number.put(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<Step> {
        Some(match u32::take(bytes)? {
            0 => Step::Year,
            1 => Step::Month,
            2 => Step::Day,
            _ => return None,
        })
    }
}

/// Structs by their fields: a field that is added and not named here does not compile.
macro_rules! fields {
    ($($name:ident { $($field:ident),* })*) => { $(
        impl Wire for $name {
            fn put(&self, out: &mut Vec<u8>) {
                $(self.$field.put(out);)*
            }

            fn take(bytes: &mut &[u8]) -> Option<$name> {
                Some($name { $($field: Wire::take(bytes)?),* })
            }
        }
    )* };
}

/// Enums by the number of their variant, each with at most one value.
macro_rules! variants {
    ($($name:ident { $($number:literal $variant:pat => $value:expr, $make:expr;)* })*) => { $(
        impl Wire for $name {
            fn put(&self, out: &mut Vec<u8>) {
                match self { $($variant => {
                    u32::put(&$number, out);
                    $value.put(out);
                })* }
            }

            fn take(bytes: &mut &[u8]) -> Option<$name> {
                Some(match u32::take(bytes)? {
                    $($number => $make(Wire::take(bytes)?),)*
                    _ => return None,
                })
            }
        }
    )* };
}

fields! {
    Question { id, request, snippets }
    Request { query, live, filters, dates, sort, step, offset, limit, widen, value_limit }
    Filter { facet, values }
    DateRange { first, last }
    Answer { id, response, texts }
    Response { total, hits, facets, periods, notice, completions }
    Hit { doc, score }
    FacetCounts { facet, values, value_count }
    HitText { doc, title, snippet }
    Snippet { text, cut_before, cut_after, highlights }
    Marks { query, texts }
}

variants! {
    Call {
        0 Call::Ask(question) => question, Call::Ask;
        1 Call::Related(doc, limit) => (*doc, *limit), |(doc, limit)| Call::Related(doc, limit);
        2 Call::Mark(marks) => marks, Call::Mark;
    }
    Reply {
        0 Reply::Answer(answer) => answer, Reply::Answer;
        1 Reply::Related(hits) => hits, Reply::Related;
        2 Reply::Marks(ranges) => ranges, Reply::Marks;
    }
    Notice {
        0 Notice::Partial => false, |_: bool| Notice::Partial;
        1 Notice::Corrected { searched } => searched, |searched| Notice::Corrected { searched };
        2 Notice::DidYouMean { query } => query, |query| Notice::DidYouMean { query };
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn answer() -> Reply {
        Reply::Answer(Answer {
            id: u32::MAX,
            response: Response {
                total: 300,
                hits: vec![Hit {
                    doc: DocId(129),
                    score: -1.5e-7,
                }],
                facets: vec![FacetCounts {
                    facet: "place".to_owned(),
                    values: vec![("Côte d’Ivoire".to_owned(), 0)],
                    value_count: 300,
                }],
                periods: vec![(-44, 1), (i32::MIN, 2), (2024, 3)],
                notice: Some(Notice::DidYouMean {
                    query: "coup".to_owned(),
                }),
                completions: vec![(String::new(), 3)],
            },
            texts: vec![HitText {
                doc: DocId(0),
                title: vec![(0, 4), (6, 128)],
                snippet: Snippet {
                    text: "a".repeat(200),
                    cut_before: true,
                    cut_after: false,
                    highlights: vec![(1, 2)],
                },
            }],
        })
    }

    fn question() -> Call {
        Call::Ask(Question {
            id: 7,
            request: Request {
                query: "\"zúñiga\" -x".to_owned(),
                live: true,
                filters: vec![Filter {
                    facet: "year".to_owned(),
                    values: vec!["2024".to_owned()],
                }],
                dates: Some(DateRange {
                    first: i32::MIN,
                    last: 19_000,
                }),
                sort: Sort::Oldest,
                step: Step::Month,
                offset: 30,
                limit: 31,
                widen: true,
                value_limit: 250,
            },
            snippets: true,
        })
    }

    #[test]
    fn what_is_put_is_taken() {
        let calls = [
            question(),
            Call::Related(DocId(3), 5),
            Call::Mark(Marks {
                query: "q".to_owned(),
                texts: vec!["one".to_owned(), String::new()],
            }),
        ];
        for call in calls {
            assert_eq!(decode(&encode(9, &call)), Some((9, call)));
        }
        let mut replies = vec![
            answer(),
            Reply::Related(Vec::new()),
            Reply::Marks(vec![vec![(1, 2)], vec![]]),
        ];
        for notice in [
            Notice::Partial,
            Notice::Corrected {
                searched: "x".to_owned(),
            },
        ] {
            let response = Response {
                notice: Some(notice),
                ..Response::default()
            };
            replies.push(Reply::Answer(Answer {
                response,
                ..Answer::default()
            }));
        }
        for reply in replies {
            assert_eq!(decode(&encode(0, &reply)), Some((0, reply)));
        }
    }

    #[test]
    fn cut_and_altered_messages_are_refused_or_read_without_a_panic() {
        let whole = encode(1, &answer());
        for size in 0..whole.len() {
            assert_eq!(decode::<Reply>(&whole[..size]), None, "cut at {size}");
        }
        for at in 0..whole.len() {
            let mut altered = whole.clone();
            altered[at] ^= 0xFF;
            assert_ne!(decode::<Reply>(&altered), Some((1, answer())), "byte {at}");
        }
    }
}
