//! Which elements can stand in a safe tree, and what may stand in them?
//!
//! The list is closed: an element that is not here never reaches a reader.

macro_rules! tags {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// An element of a safe tree.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)] // each variant is the HTML element of its name
        pub enum Tag { $($variant),* }

        impl Tag {
            /// Every element of the allow-list.
            pub const ALL: &'static [Tag] = &[$(Tag::$variant),*];

            /// The name in HTML, lower case.
            pub fn name(self) -> &'static str {
                const NAMES: &[&str] = &[$($name),*];
                NAMES[self as usize]
            }
        }
    };
}

// The order makes the groups below ranges: keep each group together.
tags! {
    // Containers of blocks.
    Blockquote "blockquote", Div "div",
    // Containers of inline content or blocks.
    Caption "caption", Dd "dd", Details "details", Dt "dt", Figcaption "figcaption",
    Figure "figure", Li "li", Td "td", Th "th",
    // Containers of one kind of child.
    Dl "dl", Ol "ol", Table "table", Tbody "tbody", Tfoot "tfoot", Thead "thead", Tr "tr", Ul "ul",
    // Leaves: blocks of inline content.
    H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", P "p", Pre "pre", Summary "summary",
    // A block without content.
    Hr "hr",
    // Inline.
    Br "br", Wbr "wbr",
    A "a", Abbr "abbr", B "b", Bdi "bdi", Bdo "bdo", Cite "cite", Code "code", Del "del",
    Dfn "dfn", Em "em", I "i", Ins "ins", Kbd "kbd", Mark "mark", Q "q", Rp "rp", Rt "rt",
    Ruby "ruby", S "s", Samp "samp", Small "small", Span "span", Strong "strong", Sub "sub",
    Sup "sup", Time "time", U "u", Var "var",
    // MathML: the root is inline, the rest stands in it only.
    Math "math",
    Merror "merror", Mfrac "mfrac", Mi "mi", Mmultiscripts "mmultiscripts", Mn "mn", Mo "mo",
    Mover "mover", Mpadded "mpadded", Mphantom "mphantom", Mprescripts "mprescripts",
    Mroot "mroot", Mrow "mrow", Ms "ms", Mspace "mspace", Msqrt "msqrt", Mstyle "mstyle",
    Msub "msub", Msubsup "msubsup", Msup "msup", Mtable "mtable", Mtd "mtd", Mtext "mtext",
    Mtr "mtr", Munder "munder", Munderover "munderover",
}

/// What an element may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Blocks; stray inline content gets a paragraph.
    Blocks,
    /// Inline content or blocks, mixed.
    Mixed,
    /// Only its own kind of child; anything else gets one around it.
    Parts,
    /// Inline content, in a block.
    Leaf,
    /// Nothing.
    Empty,
    /// Inline content, in a line.
    Inline,
    /// `MathML` only.
    Math,
}

impl Tag {
    /// Whether the element stands in a line of text rather than beside paragraphs.
    pub fn is_inline(self) -> bool {
        self >= Tag::Br
    }

    /// Whether the element never has content (and no end tag in HTML).
    pub fn is_void(self) -> bool {
        matches!(self, Tag::Br | Tag::Hr | Tag::Wbr)
    }

    /// Whether the element belongs to `MathML`, so that a renderer creates it in that namespace.
    pub fn is_math(self) -> bool {
        self >= Tag::Math
    }

    /// The level of a heading, 1 to 6.
    pub fn heading_level(self) -> Option<u8> {
        (Tag::H1..=Tag::H6)
            .contains(&self)
            .then(|| self as u8 - Tag::H1 as u8 + 1)
    }

    pub(crate) fn content(self) -> Content {
        match self {
            _ if self <= Tag::Div => Content::Blocks,
            _ if self <= Tag::Th => Content::Mixed,
            _ if self <= Tag::Ul => Content::Parts,
            _ if self <= Tag::Summary => Content::Leaf,
            _ if self <= Tag::Wbr => Content::Empty,
            _ if self <= Tag::Var => Content::Inline,
            _ => Content::Math,
        }
    }

    /// Whether the element only says how its text looks or what it is, so that one within another
    /// of the same kind says nothing new.
    pub(crate) fn is_idempotent(self) -> bool {
        use Tag::{A, B, Code, Del, Em, I, Ins, Kbd, Mark, Ruby, S, Samp, Strong, U, Var};
        matches!(
            self,
            A | B | Code | Del | Em | I | Ins | Kbd | Mark | Ruby | S | Samp | Strong | U | Var
        )
    }

    /// Whether text in this `MathML` element is meant to be seen (the others hold elements).
    pub(crate) fn is_math_token(self) -> bool {
        matches!(self, Tag::Mi | Tag::Mn | Tag::Mo | Tag::Ms | Tag::Mtext)
    }
}
