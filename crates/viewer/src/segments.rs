//! Which parts of a text are matches? Ranges become parts to be shown one after the other.

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<'a> {
    /// The part.
    pub text: &'a str,
    /// True when it is a match.
    pub is_match: bool,
}

/// Cuts a text at its matches. Ranges that do not fit the text (they come from another thread)
/// are left out; the parts joined are always the whole text.
pub fn segments<'a>(text: &'a str, matches: &[(u32, u32)]) -> Vec<Segment<'a>> {
    let mut out = Vec::with_capacity(matches.len() * 2 + 1);
    let mut done = 0;
    for &(start, end) in matches {
        let (start, end) = (start as usize, end as usize);
        let (Some(before), Some(found)) = (text.get(done..start), text.get(start..end)) else {
            continue;
        };
        push(&mut out, before, false);
        push(&mut out, found, true);
        done = end;
    }
    push(&mut out, text.get(done..).unwrap_or_default(), false);
    out
}

fn push<'a>(out: &mut Vec<Segment<'a>>, text: &'a str, is_match: bool) {
    if !text.is_empty() {
        out.push(Segment { text, is_match });
    }
}
