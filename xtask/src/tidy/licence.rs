//! May a package of this licence be part of the project? SPDX expressions, as packages give them.

/// Licences that need no further thought.
const ALLOWED: &[&str] = &[
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Zlib",
];

/// Whether an expression leaves a choice that is allowed. `/` is the old way to write `OR`.
pub(super) fn is_allowed(expression: &str) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words };
    reader.any() && reader.words.is_empty()
}

/// Reads an expression from its front; `OR` binds weaker than `AND`, and `AND` than `WITH`.
struct Reader<'a> {
    words: &'a [&'a str],
}

impl Reader<'_> {
    fn take(&mut self, word: &str) -> bool {
        let is_next = self.words.first() == Some(&word);
        if is_next {
            self.words = &self.words[1..];
        }
        is_next
    }

    fn any(&mut self) -> bool {
        let mut is_allowed = self.all();
        while self.take("OR") {
            is_allowed |= self.all();
        }
        is_allowed
    }

    fn all(&mut self) -> bool {
        let mut is_allowed = self.one();
        while self.take("AND") {
            is_allowed &= self.one();
        }
        is_allowed
    }

    fn one(&mut self) -> bool {
        if self.take("(") {
            let is_allowed = self.any();
            return self.take(")") && is_allowed;
        }
        let Some((name, rest)) = self.words.split_first() else {
            return false;
        };
        self.words = rest;
        let mut name = (*name).to_owned();
        if self.take("WITH")
            && let Some((exception, rest)) = self.words.split_first()
        {
            name = format!("{name} WITH {exception}");
            self.words = rest;
        }
        ALLOWED.contains(&name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn one_allowed_choice_is_enough() {
        let good = [
            "MIT",
            "MIT OR Apache-2.0",
            "Apache-2.0 / MIT",
            "Unlicense OR MIT",
            "Apache-2.0 WITH LLVM-exception OR GPL-3.0",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "MIT OR Apache-2.0 OR LGPL-2.1-or-later",
        ];
        for expression in good {
            assert!(is_allowed(expression), "{expression}");
        }
    }

    #[test]
    fn every_part_that_binds_must_be_allowed() {
        let bad = [
            "",
            "GPL-3.0-only",
            "ISC",
            "MIT AND GPL-3.0-only",
            "(MIT OR Apache-2.0) AND OpenSSL",
            "Apache-2.0 WITH Other-exception",
            "OR MIT",
            "(MIT",
            "MIT MIT",
        ];
        for expression in bad {
            assert!(!is_allowed(expression), "{expression}");
        }
    }
}
