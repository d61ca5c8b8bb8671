//! Which attributes can stand in a safe tree, on which element, with which values?
//!
//! Addresses are judged in [`crate::url`]; every other value is one of a few words, a number, or
//! plain text for people.

use crate::ID_PREFIX;
use crate::tag::Tag;

macro_rules! attributes {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// An attribute of a safe tree.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)] // each variant is the HTML attribute of its name
        pub enum Attribute { $($variant),* }

        impl Attribute {
            /// Every attribute of the allow-list.
            pub const ALL: &'static [Attribute] = &[$(Attribute::$variant),*];

            /// The names in HTML, lower case, in the order of [`Attribute::ALL`].
            pub const NAMES: &'static [&'static str] = &[$($name),*];

            /// The name in HTML, lower case.
            pub fn name(self) -> &'static str {
                Attribute::NAMES[self as usize]
            }
        }
    };
}

attributes! {
    Accent "accent", Cite "cite", Class "class", Colspan "colspan", Datetime "datetime",
    Dir "dir", Display "display", Href "href", Id "id", Lang "lang",
    Linethickness "linethickness", Mathvariant "mathvariant", Open "open", Reversed "reversed",
    Rowspan "rowspan", Scope "scope", Start "start", Stretchy "stretchy", Title "title",
    Type "type", Value "value",
}

use Attribute::{
    Accent, Cite, Class, Colspan, Datetime, Dir, Display, Href, Id, Lang, Linethickness,
    Mathvariant, Open, Reversed, Rowspan, Scope, Start, Stretchy, Title, Type, Value,
};

impl Attribute {
    /// The attributes that an element may have besides `id`, `lang`, `dir` and `title`, which
    /// every element may have.
    pub fn allowed_on(tag: Tag) -> &'static [Attribute] {
        match tag {
            Tag::A => &[Href, Type],
            Tag::Blockquote | Tag::Q => &[Cite],
            Tag::Code | Tag::Pre => &[Class],
            Tag::Del | Tag::Ins => &[Cite, Datetime],
            Tag::Details => &[Open],
            Tag::Li => &[Value],
            Tag::Ol => &[Reversed, Start, Type],
            Tag::Td => &[Colspan, Rowspan],
            Tag::Th => &[Colspan, Rowspan, Scope],
            Tag::Time => &[Datetime],
            Tag::Math => &[Display],
            Tag::Mfrac => &[Linethickness],
            Tag::Mi => &[Mathvariant],
            Tag::Mo => &[Stretchy],
            Tag::Mover | Tag::Munder | Tag::Munderover => &[Accent],
            _ => &[],
        }
    }

    /// Whether the attribute is a switch: present or not, without a value.
    pub fn is_boolean(self) -> bool {
        matches!(self, Open | Reversed)
    }
}

/// The attributes of a source element that can matter, by name.
#[derive(Debug, Default)]
pub(crate) struct Source(Vec<(&'static str, String)>);

/// Source attributes that something is made of; sorted. The rest is not even copied.
const KNOWN: &[&str] = &[
    "accent",
    "alt",
    "aria-label",
    "cite",
    "class",
    "colspan",
    "data",
    "data-lazy-src",
    "data-original",
    "data-src",
    "datetime",
    "dir",
    "display",
    "height",
    "href",
    "id",
    "lang",
    "linethickness",
    "mathvariant",
    "name",
    "open",
    "reversed",
    "rowspan",
    "scope",
    "src",
    "srcset",
    "start",
    "stretchy",
    "title",
    "type",
    "value",
    "width",
    "xml:lang",
];

impl Source {
    /// Takes an attribute if it can matter; says whether it is an event handler.
    pub(crate) fn offer(&mut self, name: &str, value: &str) -> bool {
        let name = name.to_ascii_lowercase();
        if let Ok(at) = KNOWN.binary_search(&name.as_str())
            && self.get(KNOWN[at]).is_none()
        {
            self.0.push((KNOWN[at], value.to_owned()));
        }
        name.starts_with("on") && !value.is_empty()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The first of these that is there and not blank, as words.
    pub(crate) fn words(&self, names: &[&str]) -> Option<String> {
        let mut found = names.iter().filter_map(|name| words(self.get(name)));
        found.next()
    }

    /// The safe attributes for an element, addresses and id left out. Sorted.
    pub(crate) fn cleaned(&self, tag: Tag) -> Vec<(Attribute, String)> {
        let own = Attribute::allowed_on(tag).iter().copied();
        let mut kept = Vec::new();
        for attribute in own.chain([Lang, Dir, Title]) {
            if let Some(value) = self.clean(tag, attribute) {
                insert(&mut kept, attribute, value);
            }
        }
        kept
    }

    fn clean(&self, tag: Tag, attribute: Attribute) -> Option<String> {
        let value = match attribute {
            Lang => self.get("lang").or_else(|| self.get("xml:lang"))?,
            _ => self.get(attribute.name())?,
        };
        let trimmed = value.trim();
        match attribute {
            Accent | Stretchy => one_of(trimmed, &["true", "false"]),
            Cite | Href | Id => None,
            Class => language_class(value),
            Colspan | Rowspan => number(trimmed, 2, 1000),
            Datetime => machine_word(trimmed, b"-+:., ", 64),
            Dir => one_of(trimmed, &["ltr", "rtl", "auto"]),
            Display => one_of(trimmed, &["block", "inline"]),
            Lang => machine_word(trimmed, b"-", 35),
            Linethickness => machine_word(trimmed, b".%", 16),
            Mathvariant => one_of(trimmed, &["normal"]),
            Open | Reversed => Some(String::new()),
            Scope => one_of(trimmed, &["row", "col", "rowgroup", "colgroup"]),
            Start | Value => number(trimmed, -999_999, 999_999),
            Title => words(Some(value)),
            Type if tag == Tag::Ol => ["1", "a", "A", "i", "I"]
                .contains(&trimmed)
                .then(|| trimmed.to_owned()),
            Type => machine_word(trimmed, b"/*-+.", 64)
                .filter(|kind| kind.contains('/'))
                .map(|kind| kind.to_ascii_lowercase()),
        }
    }
}

/// Puts an attribute in its place. (A general sort would cost the page kilobytes.)
pub(crate) fn insert(kept: &mut Vec<(Attribute, String)>, attribute: Attribute, value: String) {
    let at = kept.partition_point(|(name, _)| *name < attribute);
    kept.insert(at, (attribute, value));
}

/// An id as it may stand in a tree, or as a fragment names it; none if it has white space or
/// nothing in it. Percent escapes are undone and no `%` is left, so that an id and the links to it
/// read the same, and reading one twice changes nothing.
pub(crate) fn prefixed_id(raw: &str) -> Option<String> {
    let decoded = crate::url::percent_decoded(raw).replace('%', "_");
    let bare = decoded.strip_prefix(ID_PREFIX).unwrap_or(&decoded);
    let fits = !bare.is_empty()
        && bare.len() <= 200
        && !bare.chars().any(|c| c.is_whitespace() || c.is_control());
    fits.then(|| [ID_PREFIX, bare].concat())
}

fn one_of(value: &str, allowed: &[&str]) -> Option<String> {
    let found = allowed.iter().find(|word| value.eq_ignore_ascii_case(word));
    found.map(|word| (*word).to_owned())
}

fn number(value: &str, least: i32, most: i32) -> Option<String> {
    let number: i32 = value.parse().ok()?;
    (number >= least).then(|| number.min(most).to_string())
}

/// A value of ASCII letters, digits and these signs.
fn machine_word(value: &str, signs: &[u8], longest: usize) -> Option<String> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || signs.contains(&byte);
    let is_word = !value.is_empty() && value.len() <= longest && value.bytes().all(fits);
    is_word.then(|| value.to_owned())
}

/// The programming language that a class names, as `language-…`.
fn language_class(value: &str) -> Option<String> {
    value.split_ascii_whitespace().find_map(|class| {
        let name = class.strip_prefix("language-");
        let name = name.or_else(|| class.strip_prefix("lang-"))?;
        Some(["language-", &machine_word(name, b"+#-_.", 32)?].concat())
    })
}

/// Text for people in one line, without control characters; none if there is nothing left.
pub(crate) fn words(value: Option<&str>) -> Option<String> {
    let mut line = String::new();
    for word in value?.split(|c: char| c.is_ascii_whitespace() || c.is_control()) {
        if !word.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_known_attributes_is_sorted_and_whole() {
        assert!(KNOWN.windows(2).all(|pair| pair[0] < pair[1]));
        for attribute in Attribute::ALL {
            assert!(KNOWN.contains(&attribute.name()), "{attribute:?}");
        }
    }
}
