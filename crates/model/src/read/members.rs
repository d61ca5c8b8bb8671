//! What does this object hold under that name? Members of JSON objects, taken out leniently.
//!
//! [`Members`] gives each member as the type that the format promises, mends what can be mended,
//! and notes a [`Warning`] with its place where it had to. What is not taken stays in `rest`, and
//! is what the version does not know.

use std::cell::RefCell;
use std::fmt;

use serde_json::{Map, Value};

use crate::{Warning, WarningCode};

/// Whether what others wrote is mended and reported. The page of a packed file reads only what
/// Backfile wrote: it leaves the feature `lenient` out, and takes what has a wrong type, or is not
/// known, for absent. Without the feature none of the texts of warnings reach the program.
pub(super) const LENIENT: bool = cfg!(feature = "lenient");

/// Collects warnings while objects within objects are read.
#[derive(Default)]
pub(super) struct Log(RefCell<Vec<Warning>>);

impl Log {
    pub(super) fn warn(
        &self,
        code: WarningCode,
        place: impl fmt::Display,
        text: impl fmt::Display,
    ) {
        if LENIENT {
            let warning = Warning::new(code, place.to_string(), text.to_string());
            self.0.borrow_mut().push(warning);
        }
    }

    pub(super) fn into_warnings(self) -> Vec<Warning> {
        self.0.into_inner()
    }
}

/// Where in the feed: written out only when there is something to say.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// The feed itself.
    Feed,
    /// A member of what is at a place.
    Member(&'a Place<'a>, &'a str),
    /// An element of a list, itself a member of what is at a place.
    Element(&'a Place<'a>, &'a str, usize),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (parent, name) = match self {
            Place::Feed => return Ok(()),
            Place::Member(parent, name) | Place::Element(parent, name, _) => (parent, name),
        };
        if !matches!(parent, Place::Feed) {
            write!(f, "{parent}.")?;
        }
        f.write_str(name)?;
        match self {
            Place::Element(_, _, index) => write!(f, "[{index}]"),
            _ => Ok(()),
        }
    }
}

/// The type of a value, with its article, for messages.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// An object of which members are taken out one by one.
pub(super) struct Members<'a> {
    pub(super) rest: Map<String, Value>,
    pub(super) place: Place<'a>,
    pub(super) log: &'a Log,
}

impl Members<'_> {
    pub(super) fn warn(&self, code: WarningCode, name: &str, text: impl fmt::Display) {
        self.log.warn(code, Place::Member(&self.place, name), text);
    }

    fn warn_type(&self, name: &str, found: &Value, expected: &str) {
        self.warn(
            WarningCode::WrongType,
            name,
            format_args!("is {}, not {expected}; left out", kind(found)),
        );
    }

    /// Takes a member out.
    pub(super) fn take(&mut self, name: &str) -> Option<Value> {
        if LENIENT {
            self.rest.remove(name)
        } else {
            // What is left is dropped in the end: taking the value alone is less work.
            self.rest.get_mut(name).map(Value::take)
        }
    }

    /// What was not taken, and so is not known here.
    pub(super) fn into_extra(self) -> Map<String, Value> {
        if LENIENT { self.rest } else { Map::new() }
    }

    /// A text; an empty one is none, a number is taken as its digits.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        match self.take(name)? {
            Value::Null => None,
            Value::String(text) => Some(text).filter(|text| !text.is_empty()),
            Value::Number(number) if LENIENT => {
                self.warn(
                    WarningCode::WrongType,
                    name,
                    "is a number, not text; taken as text",
                );
                Some(number.to_string())
            }
            other => {
                self.warn_type(name, &other, "text");
                None
            }
        }
    }

    /// An identifier: a text or a number, as JSON Feed asks readers to accept.
    pub(super) fn id(&mut self, name: &str) -> Option<String> {
        match self.rest.get(name) {
            Some(Value::Number(number)) if LENIENT => {
                let id = number.to_string();
                self.rest.remove(name);
                Some(id)
            }
            _ => self.text(name),
        }
    }

    /// A number, also when it is written as text.
    pub(super) fn number<N>(
        &mut self,
        name: &str,
        convert: impl Fn(&serde_json::Number) -> Option<N>,
    ) -> Option<N> {
        let value = self.take(name)?;
        let number = match &value {
            Value::Null => return None,
            Value::Number(number) => convert(number),
            Value::String(text) if LENIENT => match serde_json::from_str(text) {
                Ok(Value::Number(number)) => {
                    let text = "is text, not a number; taken as a number";
                    self.warn(WarningCode::WrongType, name, text);
                    convert(&number)
                }
                _ => None,
            },
            _ => None,
        };
        if number.is_none() {
            self.warn_type(name, &value, "a number that fits");
        }
        number
    }

    /// The elements of a list; anything else than a list is taken as its only element.
    pub(super) fn list(&mut self, name: &str) -> Vec<Value> {
        match self.take(name) {
            Some(Value::Array(elements)) => elements,
            Some(other) if LENIENT && !other.is_null() => {
                let kind = kind(&other);
                let text = format_args!("is {kind}, not a list; taken as a list of one");
                self.warn(WarningCode::WrongType, name, text);
                vec![other]
            }
            _ => Vec::new(),
        }
    }

    /// A list of texts; empty ones are left out, numbers are taken as text.
    pub(super) fn texts(&mut self, name: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for (index, element) in self.list(name).into_iter().enumerate() {
            match element {
                Value::String(text) if !text.is_empty() => texts.push(text),
                Value::Number(number) if LENIENT => texts.push(number.to_string()),
                Value::String(_) | Value::Null => {}
                other => {
                    let place = Place::Element(&self.place, name, index);
                    let text = format_args!("is {}, not text; left out", kind(&other));
                    self.log.warn(WarningCode::WrongType, place, text);
                }
            }
        }
        texts
    }

    /// The members of an object, read by `read`. Where there is a text instead, it is taken as
    /// the member `main` of such an object.
    pub(super) fn object<T>(
        &mut self,
        name: &str,
        main: Option<&str>,
        read: impl FnOnce(Members<'_>) -> T,
    ) -> Option<T> {
        let value = self.take(name)?;
        let place = Place::Member(&self.place, name);
        let rest = to_object(value, place, main, self.log)?;
        let log = self.log;
        Some(read(Members { rest, place, log }))
    }

    /// As [`Members::object`], for each element of a list.
    pub(super) fn objects<T>(
        &mut self,
        name: &str,
        main: &str,
        read: impl Fn(Members<'_>) -> Option<T>,
    ) -> Vec<T> {
        let mut objects = Vec::new();
        // What is the same for all types is compiled once.
        self.each_object(name, main, &mut |members| objects.extend(read(members)));
        objects
    }

    fn each_object(&mut self, name: &str, main: &str, read: &mut dyn FnMut(Members<'_>)) {
        let log = self.log;
        for (index, value) in self.list(name).into_iter().enumerate() {
            let place = Place::Element(&self.place, name, index);
            if let Some(rest) = to_object(value, place, Some(main), log) {
                read(Members { rest, place, log });
            }
        }
    }

    /// Reports the members that are left: there is no room to keep them.
    pub(super) fn report_rest(self) {
        for name in self.rest.keys().filter(|_| LENIENT) {
            self.warn(
                WarningCode::UnknownMember,
                name,
                "is not known here; left out",
            );
        }
    }
}

fn to_object(
    value: Value,
    place: Place<'_>,
    main: Option<&str>,
    log: &Log,
) -> Option<Map<String, Value>> {
    match (value, main) {
        (Value::Object(map), _) => Some(map),
        (Value::Null, _) => None,
        (Value::String(text), Some(main)) if LENIENT => {
            let note = format_args!("is text, not an object; taken as its `{main}`");
            log.warn(WarningCode::WrongType, place, note);
            let mut map = Map::new();
            map.insert(main.to_owned(), Value::String(text));
            Some(map)
        }
        (other, _) => {
            let note = format_args!("is {}, not an object; left out", kind(&other));
            log.warn(WarningCode::WrongType, place, note);
            None
        }
    }
}
