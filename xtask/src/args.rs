//! What was asked on the command line? A command, then flags (`--name`), options
//! (`--name VALUE` or `--name=VALUE`) and plain words.

use std::path::PathBuf;

/// The words after `cargo xtask`.
pub(crate) struct Args {
    words: Vec<String>,
}

impl Args {
    /// The words that this process was started with.
    pub(crate) fn from_env() -> Args {
        Args {
            words: std::env::args().skip(1).collect(),
        }
    }

    /// The first word.
    pub(crate) fn command(&self) -> Option<&str> {
        self.words.first().map(String::as_str)
    }

    /// The words after the command.
    pub(crate) fn rest(&self) -> &[String] {
        self.words.get(1..).unwrap_or_default()
    }

    /// Whether `--name` was given.
    pub(crate) fn flag(&self, name: &str) -> bool {
        let dashed = format!("--{name}");
        self.words.contains(&dashed)
    }

    /// The value of `--name VALUE` or `--name=VALUE`.
    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        let dashed = format!("--{name}");
        let joined = format!("--{name}=");
        self.words.iter().enumerate().find_map(|(at, word)| {
            if *word == dashed {
                return self.words.get(at + 1).map(String::as_str);
            }
            word.strip_prefix(&joined)
        })
    }

    /// The value of an option as a path.
    pub(crate) fn path(&self, name: &str) -> Option<PathBuf> {
        self.option(name).map(PathBuf::from)
    }
}

#[cfg(test)]
mod tests {
    use super::Args;

    #[test]
    fn flags_options_and_words() {
        let words = ["run", "--no-open", "--input", "a.json", "--output=b.html"];
        let args = Args {
            words: words.map(str::to_owned).to_vec(),
        };
        assert_eq!(args.command(), Some("run"));
        assert!(args.flag("no-open") && !args.flag("open"));
        assert_eq!(args.option("input"), Some("a.json"));
        assert_eq!(args.option("output"), Some("b.html"));
        assert_eq!(args.option("other"), None);
    }
}
