//! What value do these bytes of Backfile's own JSON hold? A small reader for the page.
//!
//! It takes what JSON allows and says no more of anything else than that it is damaged, which costs
//! the page a third of a whole parser with its messages and its tables for fractions. Nesting is
//! bounded, so hostile input cannot overflow the stack. A fraction of more than fifteen digits may
//! differ from what was written in the last one: the page shows none.

use serde_json::{Map, Number, Value};

/// Lists and objects within each other, at most.
const DEPTH: u8 = 127;

/// The value, where the bytes are one value of JSON and nothing else.
pub(super) fn parse(bytes: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(DEPTH)?;
    reader.skip_space();
    (reader.at == text.len()).then_some(value)
}

struct Reader<'t> {
    text: &'t str,
    /// Where the next byte stands.
    at: usize,
}

impl Reader<'_> {
    /// The next byte, left where it is.
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// The next byte that is no white space.
    fn next_sign(&mut self) -> Option<u8> {
        self.skip_space();
        self.next()
    }

    fn value(&mut self, depth: u8) -> Option<Value> {
        match self.next_sign()? {
            b'{' => self.object(depth.checked_sub(1)?).map(Value::Object),
            b'[' => self.array(depth.checked_sub(1)?).map(Value::Array),
            b'"' => self.string().map(Value::String),
            b't' => self.word("rue", Value::Bool(true)),
            b'f' => self.word("alse", Value::Bool(false)),
            b'n' => self.word("ull", Value::Null),
            first => self.number(first).map(Value::Number),
        }
    }

    fn word(&mut self, rest: &str, value: Value) -> Option<Value> {
        let is_there = self.text.as_bytes()[self.at..].starts_with(rest.as_bytes());
        self.at += rest.len();
        is_there.then_some(value)
    }

    fn array(&mut self, depth: u8) -> Option<Vec<Value>> {
        let mut elements = Vec::new();
        self.skip_space();
        if self.peek()? == b']' {
            self.at += 1;
            return Some(elements);
        }
        loop {
            elements.push(self.value(depth)?);
            match self.next_sign()? {
                b',' => {}
                b']' => return Some(elements),
                _ => return None,
            }
        }
    }

    fn object(&mut self, depth: u8) -> Option<Map<String, Value>> {
        let mut members = Map::new();
        let mut sign = self.next_sign()?;
        if sign == b'}' {
            return Some(members);
        }
        loop {
            if sign != b'"' {
                return None;
            }
            let name = self.string()?;
            if self.next_sign()? != b':' {
                return None;
            }
            members.insert(name, self.value(depth)?);
            match self.next_sign()? {
                b',' => sign = self.next_sign()?,
                b'}' => return Some(members),
                _ => return None,
            }
        }
    }

    /// A text, of which the first quote is read already.
    fn string(&mut self) -> Option<String> {
        let mut string = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek()?, b'"' | b'\\' | 0..=0x1F) {
                self.at += 1;
            }
            string.push_str(self.text.get(start..self.at)?);
            match self.next()? {
                b'"' => return Some(string),
                b'\\' => string.push(self.escaped()?),
                _ => return None,
            }
        }
    }

    /// The character that an escape stands for, of which the backslash is read already.
    fn escaped(&mut self) -> Option<char> {
        Some(match self.next()? {
            sign @ (b'"' | b'\\' | b'/') => sign.into(),
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.unit_or_pair()?,
            _ => return None,
        })
    }

    /// A character as one or two units of UTF-16; half of a pair is none.
    fn unit_or_pair(&mut self) -> Option<char> {
        let unit = self.unit()?;
        let high = unit.wrapping_sub(0xD800);
        if high >= 0x400 {
            return char::from_u32(unit);
        }
        if (self.next()?, self.next()?) != (b'\\', b'u') {
            return None;
        }
        let low = self.unit()?.wrapping_sub(0xDC00);
        if low >= 0x400 {
            return None;
        }
        char::from_u32(0x1_0000 + (high << 10) + low)
    }

    fn unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit << 4 | char::from(self.next()?).to_digit(16)?;
        }
        Some(unit)
    }

    /// A number, of which the first byte is read already.
    fn number(&mut self, first: u8) -> Option<Number> {
        let is_negative = first == b'-';
        if !is_negative {
            self.at -= 1;
        }
        let start = self.at;
        let mut digits = Digits {
            whole: Some(0),
            float: 0.0,
        };
        let count = self.digits(&mut digits);
        // A zero stands alone.
        if count == 0 || (count > 1 && self.text.as_bytes()[start] == b'0') {
            return None;
        }
        let mut scale = 0;
        if self.peek() == Some(b'.') {
            self.at += 1;
            let count = self.digits(&mut digits);
            scale = -(count as i32);
            if count == 0 {
                return None;
            }
            digits.whole = None;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            scale += self.exponent()?;
            digits.whole = None;
        }
        digits.number(is_negative, scale)
    }

    fn exponent(&mut self) -> Option<i32> {
        let sign = self.peek()?;
        self.at += usize::from(matches!(sign, b'+' | b'-'));
        let mut digits = Digits {
            whole: Some(0),
            float: 0.0,
        };
        if self.digits(&mut digits) == 0 {
            return None;
        }
        // Far beyond what a number may have: the conversion stops at the greatest.
        let exponent = digits.float.min(9999.0) as i32;
        Some(if sign == b'-' { -exponent } else { exponent })
    }

    /// Adds the digits that follow; gives how many there are.
    fn digits(&mut self, digits: &mut Digits) -> usize {
        let start = self.at;
        while let Some(byte @ b'0'..=b'9') = self.peek() {
            digits.push(byte - b'0');
            self.at += 1;
        }
        self.at - start
    }
}

/// What a row of digits is worth.
struct Digits {
    /// None where it does not fit, or has a fraction.
    whole: Option<u64>,
    float: f64,
}

impl Digits {
    fn push(&mut self, digit: u8) {
        let tenfold = self.whole.and_then(|whole| whole.checked_mul(10));
        self.whole = tenfold.and_then(|tenfold| tenfold.checked_add(digit.into()));
        self.float = self.float * 10.0 + f64::from(digit);
    }

    fn number(&self, is_negative: bool, scale: i32) -> Option<Number> {
        match (self.whole, is_negative) {
            (Some(whole), false) => return Some(whole.into()),
            (Some(whole), true) if whole > 0 => {
                if let Some(whole) = 0_i64.checked_sub_unsigned(whole) {
                    return Some(whole.into());
                }
            }
            _ => {}
        }
        // A power of ten up to the 22nd is exact, so is the quotient but for its last bit.
        let power = 10_f64.powi(scale.abs());
        let float = match self.float {
            0.0 => 0.0,
            float if scale < 0 => float / power,
            float => float * power,
        };
        Number::from_f64(if is_negative { -float } else { float })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::parse;

    /// What a whole parser makes of it.
    fn whole(bytes: &[u8]) -> Option<Value> {
        serde_json::from_slice(bytes).ok()
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            (0..1_000_000_u32).prop_map(|number| json!(f64::from(number) / 64.0)),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(value in values()) {
            for json in [serde_json::to_vec(&value), serde_json::to_vec_pretty(&value)] {
                prop_assert_eq!(parse(&json.unwrap()), Some(value.clone()));
            }
        }

        #[test]
        fn what_is_damaged_is_judged_as_by_a_whole_parser(
            value in values(),
            at in any::<prop::sample::Index>(),
            byte in prop::sample::select(&b"\"\\{}[]:,.-+eEu09 tnf\n\x00\xC3"[..]),
        ) {
            let mut json = serde_json::to_vec(&value).unwrap();
            let at = at.index(json.len());
            let cut = json[..at].to_vec();
            prop_assert_eq!(parse(&cut).is_some(), whole(&cut).is_some());
            json[at] = byte;
            prop_assert_eq!(parse(&json).is_some(), whole(&json).is_some());
        }
    }

    #[test]
    fn corners_are_read_as_by_a_whole_parser() {
        for json in [
            "",
            " ",
            "nul",
            "nulll",
            "truefalse",
            "01",
            "-",
            "-01",
            "-1",
            "0",
            "1.",
            ".5",
            "1.50",
            "-0.25",
            "1e3",
            "1E+3",
            "25e-1",
            "1e",
            "1e+",
            "1e999",
            "0e99999999999",
            "1e-99999999999",
            "18446744073709551615",
            "18446744073709551616",
            "-9223372036854775808",
            "[]",
            "[ ]",
            "[,]",
            "[1,]",
            "[1 2]",
            "{}",
            "{ }",
            "{,}",
            "{\"a\":1,}",
            "{\"a\" : [ 1 , {} ] }",
            "{\"a\":1,\"a\":2}",
            "{a:1}",
            "[1]x",
            "\u{FEFF}1",
            r#""\u00e9\ud83d\ude00\/\b\f\n\r\t\"\\""#,
            r#""\ud83d""#,
            r#""\ud83dx""#,
            r#""\ud83d\u0041""#,
            r#""\ude00""#,
            r#""\u+123""#,
            r#""\x""#,
            "\"\t\"",
            "\"a",
            "\"\\",
        ] {
            assert_eq!(parse(json.as_bytes()), whole(json.as_bytes()), "{json}");
        }
        assert!(parse(b"-9223372036854775809").unwrap().is_f64());
        assert_eq!(parse(b"\"\xFF\""), None);
    }

    #[test]
    fn depth_has_a_bound() {
        let nested = |depth: usize| [vec![b'['; depth], vec![b']'; depth]].concat();
        for depth in [1, 126, 127, 128, 129, 100_000] {
            let json = nested(depth);
            assert_eq!(parse(&json).is_some(), whole(&json).is_some(), "{depth}");
        }
    }
}
