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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn parts_joined_are_the_whole_text(
            text in ".{0,40}",
            ranges in prop::collection::vec((0..60_u32, 0..60_u32), 0..6),
        ) {
            let parts = segments(&text, &ranges);
            let joined: String = parts.iter().map(|part| part.text).collect();
            prop_assert_eq!(joined, text);
        }
    }

    #[test]
    fn matches_are_parts_of_their_own() {
        let parts = segments("añb añb", &[(1, 3), (6, 8)]);
        let shown: Vec<_> = parts
            .iter()
            .map(|part| (part.text, part.is_match))
            .collect();
        let (no, yes) = (false, true);
        assert_eq!(
            shown,
            [("a", no), ("ñ", yes), ("b a", no), ("ñ", yes), ("b", no)]
        );
    }
}
