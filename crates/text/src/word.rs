//! Where are the words of a text, and how are they written in an index?
//!
//! Words are those of Unicode's word segmentation (UAX #29), then what a person takes for a
//! word: `U.S.` is one, `john.doe@example.com` and `snake_case` are several in a row, `Peru's`
//! is `peru`, `l'homme` is `l` `homme`, `1,000` is `1000`, `C++` keeps its plus signs, `#tag` is
//! also found as `tag`, `e-mail` also as `email`, `㎏` is `kg`. Scripts written without spaces become
//! overlapping pairs of characters, so that a search in them means "contains".
//!
//! Invariant: what is found in a piece of text does not depend on text beyond the white space
//! around it. Index, query and highlight all come here.

use std::ops::Range;

use crate::bound::segments;
use crate::fold::{fold_char, is_compound, surface_char};
use crate::gram::{grams, is_gram};
use crate::part::{Part, parts};

/// One occurrence of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The word, folded: no case, accents or width.
    pub text: &'a str,
    /// The word in lower case and plain width with its accents.
    pub surface: &'a str,
    /// Where it stands in the original text, in bytes.
    pub range: Range<usize>,
    /// Number of the word in the text; extra forms share that of the word they belong to.
    pub position: u32,
    /// What kind of word it is.
    pub kind: Kind,
}

/// What a [`Token`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word of its own.
    Word,
    /// Two neighbouring characters (at the end of a run: one) of a script without spaces.
    Gram,
    /// One more way to find a word: `#tag` for `tag`, `email` for `e` `mail`.
    Extra,
}

/// Calls `emit` for every token of `text`, in order of position.
pub fn tokenize(text: &str, emit: &mut dyn FnMut(Token<'_>)) {
    let mut tokenizer = Tokenizer {
        text,
        emit,
        position: 0,
        fold: String::new(),
        surface: String::new(),
        last: 0..0,
        run: 0..0,
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let mut plain = true;
        let start = at;
        while at < bytes.len() && !bytes[at].is_ascii_whitespace() {
            plain &= bytes[at].is_ascii();
            at += 1;
        }
        if plain {
            tokenizer.ascii(start, at);
        } else {
            tokenizer.unicode(start, at);
        }
    }
}

struct Tokenizer<'t, 'e> {
    text: &'t str,
    emit: &'e mut dyn FnMut(Token<'_>),
    position: u32,
    fold: String,
    surface: String,
    /// The last single word, for compounds; empty where a compound cannot follow.
    last: Range<usize>,
    /// The open run of characters of a script without spaces.
    run: Range<usize>,
}

impl Tokenizer<'_, '_> {
    /// A piece without white space, all ASCII: UAX #29 by hand, as most text is this.
    fn ascii(&mut self, start: usize, end: usize) {
        let bytes = self.text.as_bytes();
        let mut at = start;
        while at < end {
            if !is_word_byte(bytes[at]) {
                at += 1;
                continue;
            }
            let first = at;
            at += 1;
            let mut plain = bytes[first] != b'_';
            while at < end {
                let byte = bytes[at];
                if is_word_byte(byte) {
                    plain &= byte != b'_';
                    at += 1;
                } else if at + 1 < end && joins(bytes[at - 1], byte, bytes[at + 1]) {
                    plain = false;
                    at += 2;
                } else {
                    break;
                }
            }
            self.segment(first, at, plain);
        }
    }

    /// Any other piece without ASCII white space.
    fn unicode(&mut self, start: usize, end: usize) {
        let piece = &self.text[start..end];
        for (offset, segment) in segments(piece) {
            let from = start + offset;
            let Some(first) = segment.chars().next() else {
                continue;
            };
            if is_gram(first) {
                if self.run.end != from || self.run.is_empty() {
                    self.flush_run();
                    self.run.start = from;
                }
                self.run.end = from + segment.len();
                continue;
            }
            self.flush_run();
            let is_one = first.len_utf8() == segment.len();
            if is_one && is_compound(first) && self.compound_sign(from, first) {
                continue;
            }
            if segment.chars().any(char::is_alphanumeric) {
                let plain = segment.bytes().all(|byte| byte.is_ascii_alphanumeric());
                self.segment(from, from + segment.len(), plain);
            }
        }
        self.flush_run();
    }

    /// A character that stands for words: those words, all in its place. False where Unicode knows
    /// no words for it.
    fn compound_sign(&mut self, at: usize, sign: char) -> bool {
        let (mut words, first) = (String::new(), self.position);
        fold_char(sign, &mut words);
        if words.chars().any(is_compound) {
            return false;
        }
        self.last = 0..0;
        tokenize(&words, &mut |token| {
            self.position = first + token.position + 1;
            (self.emit)(Token {
                range: at..at + sign.len_utf8(),
                position: first + token.position,
                ..token
            });
        });
        true
    }

    fn flush_run(&mut self) {
        let run = std::mem::replace(&mut self.run, 0..0);
        if run.is_empty() {
            return;
        }
        self.last = 0..0;
        for range in grams(&self.text[run.clone()]) {
            self.token(run.start + range.start..run.start + range.end, Kind::Gram);
        }
    }

    /// One segment of UAX #29 that holds a letter or digit; `plain` when nothing else is in it.
    fn segment(&mut self, start: usize, end: usize, plain: bool) {
        let end = self.with_sign(start, end);
        if plain {
            self.token(start..end, Kind::Word);
            self.compound(start, end);
        } else {
            let before = self.position;
            for part in parts(&self.text[start..end]) {
                self.part(start, &part);
            }
            // Apostrophes and points may leave it one word (`o'brien-smith`), but not worth a join.
            self.last = 0..0;
            if self.position == before {
                return;
            }
        }
        self.tag(start, end);
    }

    /// Takes the signs of `C++`, `C#` and their like into the word.
    fn with_sign(&self, start: usize, end: usize) -> usize {
        let rest = &self.text.as_bytes()[end..];
        let sign = match rest {
            [b'+', b'+', ..] => 2,
            [b'#', ..] if end - start == 1 => 1,
            _ => return end,
        };
        let letters = self.text.as_bytes()[start..end]
            .iter()
            .all(u8::is_ascii_alphabetic);
        let open = rest
            .get(sign)
            .is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
        if letters && open { end + sign } else { end }
    }

    fn part(&mut self, start: usize, part: &Part) {
        let range = start + part.range.start..start + part.range.end;
        if part.without.is_empty() {
            return self.token(range, Kind::Word);
        }
        self.write(range.clone(), part.without);
        self.send(range, Kind::Word);
    }

    /// `e-mail` is also `email`: two words around one hyphen, not more.
    fn compound(&mut self, start: usize, end: usize) {
        let last = std::mem::replace(&mut self.last, start..end);
        let bytes = self.text.as_bytes();
        let hyphen = |at: usize| bytes.get(at) == Some(&b'-');
        let two = start == last.end + 1 && hyphen(last.end) && !hyphen(end);
        if last.is_empty() || !two || (last.start > 0 && hyphen(last.start - 1)) {
            return;
        }
        let letters =
            |range: &Range<usize>| bytes[range.clone()].iter().any(u8::is_ascii_alphabetic);
        if letters(&last) && end - last.start <= 32 {
            self.write(last.start..end, "-");
            // As it is written, so that who is offered the word sees one that there is.
            self.surface.clear();
            let written = self.text[last.start..end].chars();
            written.for_each(|c| surface_char(c, &mut self.surface));
            self.position = self.position.saturating_sub(2);
            self.send(last.start..end, Kind::Extra);
            self.position += 2;
        }
    }

    /// `#tag` and `@name` are found with their sign too.
    fn tag(&mut self, start: usize, end: usize) {
        let before = &self.text[..start];
        let Some(sign) = before
            .chars()
            .next_back()
            .filter(|sign| matches!(sign, '#' | '@'))
        else {
            return;
        };
        let free = !before[..start - 1]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        if free && self.text[start..end].chars().any(char::is_alphabetic) {
            self.write(start - sign.len_utf8()..end, "");
            self.position = self.position.saturating_sub(1);
            self.send(start - sign.len_utf8()..end, Kind::Extra);
            self.position += 1;
        }
    }

    fn token(&mut self, range: Range<usize>, kind: Kind) {
        self.write(range.clone(), "");
        self.send(range, kind);
    }

    /// Folds a range into the buffers, leaving some characters out.
    fn write(&mut self, range: Range<usize>, without: &str) {
        self.fold.clear();
        self.surface.clear();
        let piece = &self.text[range];
        if piece.is_ascii() && without.is_empty() {
            self.fold.push_str(piece);
            self.fold.make_ascii_lowercase();
            return;
        }
        for c in piece.chars().filter(|&c| !without.contains(c)) {
            fold_char(c, &mut self.fold);
            surface_char(c, &mut self.surface);
        }
    }

    fn send(&mut self, range: Range<usize>, kind: Kind) {
        if self.fold.is_empty() {
            return;
        }
        let surface = if self.surface.is_empty() {
            &self.fold
        } else {
            &self.surface
        };
        let token = Token {
            text: &self.fold,
            surface,
            range,
            position: self.position,
            kind,
        };
        (self.emit)(token);
        if kind != Kind::Extra {
            self.position += 1;
        }
    }
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Does UAX #29 keep `middle` inside a word, between these neighbours (WB6, WB7, WB11, WB12)?
fn joins(left: u8, middle: u8, right: u8) -> bool {
    let letters = left.is_ascii_alphabetic() && right.is_ascii_alphabetic();
    let digits = left.is_ascii_digit() && right.is_ascii_digit();
    match middle {
        b'.' | b'\'' => letters || digits,
        b':' => letters,
        b',' | b';' => digits,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
