//! May this stream show bold text? Not in a file, not where `NO_COLOR` is set.

use std::io::{IsTerminal, stderr, stdout};

/// How emphasis is written to a stream.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    is_plain: bool,
}

/// The style of the standard output.
pub(crate) fn out() -> Style {
    Style::of(stdout().is_terminal())
}

/// The style of the error stream.
pub(crate) fn err() -> Style {
    Style::of(stderr().is_terminal())
}

impl Style {
    fn of(is_terminal: bool) -> Style {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Style {
            is_plain: !is_terminal || set("NO_COLOR") || dumb,
        }
    }

    /// The text in bold.
    pub(crate) fn bold(self, text: &str) -> String {
        if self.is_plain {
            text.to_owned()
        } else {
            format!("\x1b[1m{text}\x1b[0m")
        }
    }

    /// The text with parts of it in bold, given as ascending byte ranges.
    pub(crate) fn bold_parts(self, text: &str, parts: &[(u32, u32)]) -> String {
        let mut out = String::new();
        let mut at = 0;
        for &(from, to) in parts {
            let (from, to) = (from as usize, to as usize);
            if let (Some(before), Some(part)) = (text.get(at..from), text.get(from..to)) {
                out.push_str(before);
                out.push_str(&self.bold(part));
                at = to;
            }
        }
        out.push_str(text.get(at..).unwrap_or(""));
        out
    }
}
