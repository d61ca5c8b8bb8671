//! How is JSON put on lines? A writer that keeps the order it is given, pretty or compact.

use serde_json::Value;

/// JSON text in the making. The caller keeps keys, values and brackets in step.
pub(super) struct Json {
    out: String,
    /// Depth in brackets, `None` for compact text.
    depth: Option<usize>,
    /// Whether nothing stands yet in the innermost bracket.
    is_first: bool,
}

impl Json {
    pub(super) fn compact() -> Self {
        Json {
            out: String::new(),
            depth: None,
            is_first: true,
        }
    }

    /// Goes on after `out`, within so many brackets, on lines indented by two spaces each.
    pub(super) fn pretty(out: String, depth: usize) -> Self {
        Json {
            out,
            depth: Some(depth),
            is_first: true,
        }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    pub(super) fn open(&mut self, bracket: char) {
        self.out.push(bracket);
        self.depth = self.depth.map(|depth| depth + 1);
        self.is_first = true;
    }

    pub(super) fn close(&mut self, bracket: char) {
        self.depth = self.depth.map(|depth| depth - 1);
        if !self.is_first {
            self.new_line();
        }
        self.out.push(bracket);
        self.is_first = false;
    }

    fn new_line(&mut self) {
        if let Some(depth) = self.depth {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n("  ", depth));
        }
    }

    /// Begins an element of a list.
    pub(super) fn element(&mut self) {
        if !self.is_first {
            self.out.push(',');
        }
        self.is_first = false;
        self.new_line();
    }

    /// Begins a member; its value is to follow.
    pub(super) fn key(&mut self, name: &str) {
        self.element();
        self.string(name);
        self.out
            .push_str(if self.depth.is_some() { ": " } else { ":" });
    }

    pub(super) fn raw(&mut self, json: &str) {
        self.out.push_str(json);
    }

    /// A member that is a text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.key(name);
        self.string(text);
    }

    /// A member that is a text, unless there is none or it is empty.
    pub(super) fn optional(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.text(name, text);
        }
    }

    /// Any value; members of objects by name.
    pub(super) fn value(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.string(text),
            Value::Array(elements) => {
                self.open('[');
                for element in elements {
                    self.element();
                    self.value(element);
                }
                self.close(']');
            }
            Value::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                members.sort_unstable_by_key(|(name, _)| *name);
                self.open('{');
                for (name, value) in members {
                    self.key(name);
                    self.value(value);
                }
                self.close('}');
            }
            Value::Number(number) => self.out.push_str(&number.to_string()),
            Value::Bool(true) => self.raw("true"),
            Value::Bool(false) => self.raw("false"),
            Value::Null => self.raw("null"),
        }
    }

    /// A quoted text; only what JSON asks for is escaped.
    pub(super) fn string(&mut self, text: &str) {
        self.out.push('"');
        let mut plain_start = 0;
        for (at, byte) in text.bytes().enumerate() {
            if byte >= 0x20 && byte != b'"' && byte != b'\\' {
                continue;
            }
            self.out.push_str(&text[plain_start..at]);
            plain_start = at + 1;
            match byte {
                b'"' => self.raw("\\\""),
                b'\\' => self.raw("\\\\"),
                b'\n' => self.raw("\\n"),
                b'\r' => self.raw("\\r"),
                b'\t' => self.raw("\\t"),
                _ => {
                    const HEX: &[u8; 16] = b"0123456789abcdef";
                    self.raw("\\u00");
                    self.out.push(HEX[usize::from(byte >> 4)].into());
                    self.out.push(HEX[usize::from(byte & 15)].into());
                }
            }
        }
        self.out.push_str(&text[plain_start..]);
        self.out.push('"');
    }
}
