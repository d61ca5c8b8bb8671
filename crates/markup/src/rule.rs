//! Here is the name of an element in a source: what becomes of it?

use crate::tag::Tag;

/// What becomes of a source element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Kept as this element.
    Keep(Tag),
    /// Gone, its content kept as paragraphs of their own.
    Block,
    /// Gone, its content kept in the line.
    Unwrap,
    /// Gone with its content; a loss to report.
    Drop,
    /// Gone with its content; nothing that a reader would miss.
    Ignore,
    /// An image.
    Image,
    /// A player or frame: becomes a link to what it would have shown. The text is the media type
    /// when the source does not tell.
    Media(&'static str),
    /// What a page shows without scripts: kept, except a copy of the image just before it.
    Noscript,
}

/// The rule for an element, by its lower-case name, with the name as a static string for reports.
pub(crate) fn find(name: &str) -> (&'static str, Rule) {
    match RULES.binary_search_by(|(known, _)| (*known).cmp(name)) {
        Ok(at) => RULES[at],
        Err(_) => ("", Rule::Unwrap),
    }
}

use Rule::{Block, Drop, Ignore, Image, Keep, Media, Noscript};

/// Sorted by name. An unknown name is unwrapped.
const RULES: &[(&str, Rule)] = &[
    ("a", Keep(Tag::A)),
    ("abbr", Keep(Tag::Abbr)),
    ("acronym", Keep(Tag::Abbr)),
    ("address", Block),
    ("annotation", Ignore),
    ("annotation-xml", Ignore),
    ("applet", Drop),
    ("area", Ignore),
    ("article", Block),
    ("aside", Block),
    ("audio", Media("audio/*")),
    ("b", Keep(Tag::B)),
    ("base", Ignore),
    ("basefont", Ignore),
    ("bdi", Keep(Tag::Bdi)),
    ("bdo", Keep(Tag::Bdo)),
    ("bgsound", Ignore),
    ("blockquote", Keep(Tag::Blockquote)),
    ("body", Block),
    ("br", Keep(Tag::Br)),
    ("button", Drop),
    ("canvas", Drop),
    ("caption", Keep(Tag::Caption)),
    ("center", Block),
    ("cite", Keep(Tag::Cite)),
    ("code", Keep(Tag::Code)),
    ("col", Ignore),
    ("colgroup", Ignore),
    ("datalist", Drop),
    ("dd", Keep(Tag::Dd)),
    ("del", Keep(Tag::Del)),
    ("details", Keep(Tag::Details)),
    ("dfn", Keep(Tag::Dfn)),
    ("dialog", Block),
    ("dir", Keep(Tag::Ul)),
    ("div", Block),
    ("dl", Keep(Tag::Dl)),
    ("dt", Keep(Tag::Dt)),
    ("em", Keep(Tag::Em)),
    ("embed", Media("application/*")),
    ("fieldset", Block),
    ("figcaption", Keep(Tag::Figcaption)),
    ("figure", Keep(Tag::Figure)),
    ("footer", Block),
    ("form", Block),
    ("frame", Drop),
    ("frameset", Drop),
    ("h1", Keep(Tag::H1)),
    ("h2", Keep(Tag::H2)),
    ("h3", Keep(Tag::H3)),
    ("h4", Keep(Tag::H4)),
    ("h5", Keep(Tag::H5)),
    ("h6", Keep(Tag::H6)),
    ("head", Ignore),
    ("header", Block),
    ("hgroup", Block),
    ("hr", Keep(Tag::Hr)),
    ("html", Block),
    ("i", Keep(Tag::I)),
    ("iframe", Media("text/html")),
    ("image", Image),
    ("img", Image),
    ("input", Drop),
    ("ins", Keep(Tag::Ins)),
    ("kbd", Keep(Tag::Kbd)),
    ("keygen", Drop),
    ("legend", Block),
    ("li", Keep(Tag::Li)),
    ("link", Ignore),
    ("listing", Keep(Tag::Pre)),
    ("main", Block),
    ("mark", Keep(Tag::Mark)),
    ("math", Keep(Tag::Math)),
    ("menu", Keep(Tag::Ul)),
    ("merror", Keep(Tag::Merror)),
    ("meta", Ignore),
    ("meter", Drop),
    ("mfrac", Keep(Tag::Mfrac)),
    ("mi", Keep(Tag::Mi)),
    ("mmultiscripts", Keep(Tag::Mmultiscripts)),
    ("mn", Keep(Tag::Mn)),
    ("mo", Keep(Tag::Mo)),
    ("mover", Keep(Tag::Mover)),
    ("mpadded", Keep(Tag::Mpadded)),
    ("mphantom", Keep(Tag::Mphantom)),
    ("mprescripts", Keep(Tag::Mprescripts)),
    ("mroot", Keep(Tag::Mroot)),
    ("mrow", Keep(Tag::Mrow)),
    ("ms", Keep(Tag::Ms)),
    ("mspace", Keep(Tag::Mspace)),
    ("msqrt", Keep(Tag::Msqrt)),
    ("mstyle", Keep(Tag::Mstyle)),
    ("msub", Keep(Tag::Msub)),
    ("msubsup", Keep(Tag::Msubsup)),
    ("msup", Keep(Tag::Msup)),
    ("mtable", Keep(Tag::Mtable)),
    ("mtd", Keep(Tag::Mtd)),
    ("mtext", Keep(Tag::Mtext)),
    ("mtr", Keep(Tag::Mtr)),
    ("munder", Keep(Tag::Munder)),
    ("munderover", Keep(Tag::Munderover)),
    ("nav", Block),
    ("noembed", Ignore),
    ("noframes", Ignore),
    ("noscript", Noscript),
    ("object", Media("application/*")),
    ("ol", Keep(Tag::Ol)),
    ("optgroup", Drop),
    ("option", Drop),
    ("p", Keep(Tag::P)),
    ("param", Ignore),
    ("plaintext", Keep(Tag::Pre)),
    ("pre", Keep(Tag::Pre)),
    ("progress", Drop),
    ("q", Keep(Tag::Q)),
    ("rp", Keep(Tag::Rp)),
    ("rt", Keep(Tag::Rt)),
    ("ruby", Keep(Tag::Ruby)),
    ("s", Keep(Tag::S)),
    ("samp", Keep(Tag::Samp)),
    ("script", Drop),
    ("search", Block),
    ("section", Block),
    ("select", Drop),
    ("small", Keep(Tag::Small)),
    ("source", Ignore),
    ("span", Keep(Tag::Span)),
    ("strike", Keep(Tag::S)),
    ("strong", Keep(Tag::Strong)),
    ("style", Ignore),
    ("sub", Keep(Tag::Sub)),
    ("summary", Keep(Tag::Summary)),
    ("sup", Keep(Tag::Sup)),
    ("svg", Drop),
    ("table", Keep(Tag::Table)),
    ("tbody", Keep(Tag::Tbody)),
    ("td", Keep(Tag::Td)),
    ("template", Drop),
    ("textarea", Drop),
    ("tfoot", Keep(Tag::Tfoot)),
    ("th", Keep(Tag::Th)),
    ("thead", Keep(Tag::Thead)),
    ("time", Keep(Tag::Time)),
    ("title", Ignore),
    ("tr", Keep(Tag::Tr)),
    ("track", Ignore),
    ("tt", Keep(Tag::Code)),
    ("u", Keep(Tag::U)),
    ("ul", Keep(Tag::Ul)),
    ("var", Keep(Tag::Var)),
    ("video", Media("video/*")),
    ("wbr", Keep(Tag::Wbr)),
    ("xmp", Keep(Tag::Pre)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_reaches_every_tag() {
        assert!(RULES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for tag in Tag::ALL {
            let expected = if *tag == Tag::Div { Block } else { Keep(*tag) };
            assert_eq!(find(tag.name()).1, expected, "{}", tag.name());
        }
    }
}
