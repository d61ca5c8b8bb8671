//! What is a page called? Names that every file system takes, unique and stable.
//!
//! A slug that is a safe name already stays as it is. Any other is made safe, and gets a number
//! made from what it stands for, so that its name depends on nothing but itself.

use std::collections::{BTreeMap, BTreeSet};

use backfile_text::{is_mark, slug};
use sha2::{Digest, Sha256};

/// Longest name in bytes: file systems take 255, and `.html` and a number come after it.
const LONGEST: usize = 150;

/// Names that Windows keeps for devices, and ours for the page of all values.
const RESERVED: [&str; 5] = ["con", "prn", "aux", "nul", "index"];

/// A name for each slug, in their order. Ids part what would have the same name.
pub(crate) fn of_slugs<'a>(slugs: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let mut used = BTreeSet::new();
    slugs
        .map(|(given, id)| {
            let safe = safe(given);
            let mut name = if safe == given {
                safe.clone()
            } else {
                numbered(&safe, id)
            };
            // Slugs of a sound archive are unique; for others, each is told apart.
            for attempt in 0_u32.. {
                if used.insert(name.clone()) {
                    break;
                }
                name = numbered(&safe, &format!("{id} {attempt}"));
            }
            name
        })
        .collect()
}

/// A name for each value of a facet: its slug; where several share one, for the first of them in
/// order of characters.
pub(crate) fn of_values<'a>(values: impl Iterator<Item = &'a str>) -> BTreeMap<String, String> {
    let sorted: BTreeSet<&str> = values.collect();
    let mut used = BTreeSet::new();
    let mut names = BTreeMap::new();
    for value in sorted {
        let plain = slug(value);
        let safe = safe(&plain);
        let mut name = safe.clone();
        if safe != plain || !used.insert(name.clone()) {
            name = numbered(&safe, value);
            used.insert(name.clone());
        }
        names.insert(value.to_owned(), name);
    }
    names
}

fn numbered(safe: &str, of: &str) -> String {
    let digest = Sha256::digest(of.as_bytes());
    let number = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);
    format!("{safe}-{number:08x}")
}

/// Letters, digits, `-` and `_` in lower case, no longer than a file system takes. Equal to what
/// was given only where that is a safe name that no other name is taken for.
fn safe(given: &str) -> String {
    let mut name = String::new();
    for c in given.chars().flat_map(char::to_lowercase) {
        let c = if c.is_alphanumeric() || c == '_' || is_mark(c) {
            c
        } else {
            '-'
        };
        if name.len() + c.len_utf8() > LONGEST {
            break;
        }
        if c != '-' || !(name.is_empty() || name.ends_with('-')) {
            name.push(c);
        }
    }
    name.truncate(name.trim_end_matches('-').len());
    let is_port = |name: &str| {
        let port = name.strip_prefix("com").or(name.strip_prefix("lpt"));
        port.is_some_and(|port| port.len() == 1)
    };
    if name.is_empty() || RESERVED.contains(&name.as_str()) || is_port(&name) {
        name.insert_str(0, "page-");
        name.truncate(name.trim_end_matches('-').len());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_unique_and_stable() {
        let slugs = [
            "a-coup",
            "../../etc/passwd",
            "CON",
            "A-Coup",
            "a-coup",
            "",
            "東京の秋",
            "con",
            "a:b",
            "a--b",
            "हिन्दी",
            &"é".repeat(300),
            ".hidden",
            "x\u{202e}y",
        ];
        let ids: Vec<String> = (0..slugs.len()).map(|at| format!("id {at}")).collect();
        let pairs = || slugs.iter().copied().zip(ids.iter().map(String::as_str));
        let names = of_slugs(pairs());
        assert_eq!((&*names[0], &*names[6]), ("a-coup", "東京の秋"));
        assert_eq!(names[10], "हिन्दी");
        let unique: BTreeSet<&String> = names.iter().collect();
        assert_eq!(unique.len(), names.len(), "{names:?}");
        for name in &names {
            let is_sound = !name.contains(['/', '\\', '.', ':', '\u{202e}']);
            assert!(is_sound && name.len() < 170 && *name != "con", "{name}");
            assert!(!name.starts_with('-') && !name.is_empty());
        }
        // What comes later or earlier changes no other name.
        let mut others = of_slugs(pairs().skip(5));
        assert_eq!(others, names[5..]);
        others = of_slugs(pairs().take(4));
        assert_eq!(others, names[..4]);
    }

    #[test]
    fn values_with_the_same_slug_are_told_apart() {
        let names = of_values(["C#", "C++", "Côte d'Ivoire", "index", "", "!?"].into_iter());
        assert_eq!(names["C#"], "c");
        assert!(names["C++"].starts_with("c-"), "{names:?}");
        assert_eq!(names["Côte d'Ivoire"], "cote-divoire");
        assert!(names["index"].starts_with("page-index-"));
        let unique: BTreeSet<&String> = names.values().collect();
        assert_eq!(unique.len(), names.len());
    }
}
