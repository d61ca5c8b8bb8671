//! Is the text of the files as the house wants it? Length, headers, names, and words that must not
//! stand there.

use super::{File, Finding};

/// Lines from which a file is told about, and from which it fails.
const LONG: usize = 400;
const TOO_LONG: usize = 600;

/// Files that may be longer: tables and generated data, each with its reason.
const TABLES: &[(&str, &str)] = &[(
    "crates/text/src/fold/table.rs",
    "one row for each letter that folds, made from the Unicode tables",
)];

/// Sources that may take raw memory, each with its reason. None is part of what a reader loads.
const RAW_MEMORY: &[(&str, &str)] = &[(
    "bench/wasm/src/lib.rs",
    "the measuring harness talks to Node through a plain C interface, with no glue to pay for",
)];

/// Names that say nothing about what is in a file.
const EMPTY_NAMES: &[&str] = &[
    "utils", "util", "helpers", "helper", "common", "manager", "misc",
];

/// Where untrusted text would become markup unseen.
const MARKUP_SINKS: &[&str] = &[
    concat!("inner", "HTML"),
    concat!("outer", "HTML"),
    concat!("inner_", "html("),
    concat!("outer_", "html("),
    concat!("insertAdjacent", "HTML"),
    concat!("insert_adjacent_", "html"),
    concat!("from_html_", "unchecked"),
    concat!("document.", "write("),
];

/// Paths that exist on one machine only.
const MACHINE_PATHS: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("C:", "\\Users"),
];

/// All rules of this module.
pub(super) fn check(files: &[File]) -> Vec<Finding> {
    let rules = [
        length,
        empty_name,
        markup_sinks,
        ignored_tests,
        keyword,
        open_ends,
        machine_paths,
        lockfile_hosts,
    ];
    let mut findings: Vec<Finding> = files
        .iter()
        .flat_map(|file| rules.into_iter().flat_map(|rule| rule(file)))
        .collect();
    findings.extend(headers(files));
    if !files.iter().any(|file| file.path == "Cargo.lock") {
        let text = "is missing; a build must be the same everywhere";
        findings.push(Finding::wrong("Cargo.lock", text));
    }
    findings
}

fn length(file: &File) -> Vec<Finding> {
    if !file.is(&["rs", "css", "js"]) || TABLES.iter().any(|(path, _)| *path == file.path) {
        return Vec::new();
    }
    let lines = file.text.lines().count();
    if lines <= LONG {
        return Vec::new();
    }
    let text = format!("{lines} lines; a file has 80 to 250, and {TOO_LONG} at most");
    let finding = Finding::wrong(&file.path, text);
    vec![Finding {
        is_hint: lines <= TOO_LONG,
        ..finding
    }]
}

/// Each module says what it is for. A piece that another file includes cannot begin with `//!`, so
/// it says it in a plain comment.
fn headers(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let lines = files.iter().flat_map(|file| file.text.lines());
    let includes: Vec<&str> = lines.filter(|line| line.contains("include!(")).collect();
    let modules = files.iter().filter(|file| file.is(&["rs"]));
    for file in modules.filter(|file| !file.path.ends_with("/tests.rs")) {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let end = format!("{name}\")");
        let is_piece = includes.iter().any(|line| line.contains(&end));
        let mark = if is_piece { "//" } else { "//!" };
        let first = file.text.lines().find(|line| !line.trim().is_empty());
        if !first.is_some_and(|line| line.starts_with(mark)) {
            let text = format!("starts without `{mark}`: say which question the module answers");
            findings.push(Finding::wrong(&file.path, text));
        }
    }
    findings
}

fn empty_name(file: &File) -> Vec<Finding> {
    let mut parts = file.path.split(['/', '.']);
    let name = parts.find(|part| EMPTY_NAMES.contains(part));
    if !file.is(&["rs", "css", "js"]) {
        return Vec::new();
    }
    name.map(|name| {
        Finding::wrong(
            &file.path,
            format!("`{name}` says nothing: name the data or the deed"),
        )
    })
    .into_iter()
    .collect()
}

fn markup_sinks(file: &File) -> Vec<Finding> {
    let is_ours = file.path.starts_with("src/") || file.path.starts_with("crates/");
    if !is_ours || !file.is(&["rs", "js", "html"]) {
        return Vec::new();
    }
    find_in_code(file, |code| {
        let word = MARKUP_SINKS.iter().find(|word| code.contains(**word))?;
        Some(format!(
            "`{word}` turns text into markup; build nodes instead"
        ))
    })
}

fn ignored_tests(file: &File) -> Vec<Finding> {
    if !file.is(&["rs"]) {
        return Vec::new();
    }
    find_in_code(file, |code| {
        let word = concat!("#[ign", "ore");
        code.contains(word)
            .then(|| "an ignored test protects nothing; mend it or delete it".to_owned())
    })
}

fn keyword(file: &File) -> Vec<Finding> {
    if !file.is(&["rs"]) || RAW_MEMORY.iter().any(|(path, _)| *path == file.path) {
        return Vec::new();
    }
    find_in_code(file, |code| {
        let words: Vec<&str> = code.split_whitespace().collect();
        let is_used = words.windows(2).any(|pair| {
            pair[0] == concat!("uns", "afe")
                && ["{", "fn", "impl", "extern", "trait"].contains(&pair[1])
        });
        is_used.then(|| format!("`{}` is forbidden here", concat!("uns", "afe")))
    })
}

/// What is to be done is an issue; a note in the code names it as `(#12)`.
fn open_ends(file: &File) -> Vec<Finding> {
    if !file.is(&["rs", "css", "js", "html", "toml"]) {
        return Vec::new();
    }
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X:"),
    ];
    find_in_lines(file, |line| {
        let mark = marks.iter().find(|mark| line.contains(**mark))?;
        let (_, rest) = line.split_once(mark)?;
        let number = rest
            .strip_prefix("(#")
            .and_then(|rest| rest.split_once(')'));
        let is_issue = number.is_some_and(|(number, _)| number.parse::<u32>().is_ok());
        (!is_issue).then(|| format!("`{mark}` without an issue: write `{mark}(#12)` or do it"))
    })
}

fn machine_paths(file: &File) -> Vec<Finding> {
    if file.is(&["lock"]) {
        return Vec::new();
    }
    find_in_lines(file, |line| {
        let path = MACHINE_PATHS.iter().find(|path| starts_word(line, path))?;
        Some(format!("`{path}` is a path of one machine"))
    })
}

/// Whether a path stands in a line on its own and not at the end of a longer one, as in
/// `/user/home/` or `https://example.org/home/`.
fn starts_word(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| {
            c.is_alphanumeric() || matches!(c, '.' | '/' | '}' | '-' | '_' | '*' | '~')
        })
    })
}

/// A lockfile that names a host works behind one kind of wall only.
fn lockfile_hosts(file: &File) -> Vec<Finding> {
    if !file.path.ends_with("package-lock.json") || !file.text.contains("://") {
        return Vec::new();
    }
    let text = "names a host; set `omit-lockfile-registry-resolved=true` and make it again";
    vec![Finding::wrong(&file.path, text)]
}

/// Findings in the lines of a file without their comments.
fn find_in_code(file: &File, rule: impl Fn(&str) -> Option<String>) -> Vec<Finding> {
    find_in_lines(file, |line| {
        let line = line.trim_start();
        if line.starts_with("//") || line.starts_with('*') {
            return None;
        }
        rule(line.split(" // ").next().unwrap_or(line))
    })
}

fn find_in_lines(file: &File, rule: impl Fn(&str) -> Option<String>) -> Vec<Finding> {
    let lines = file.text.lines().enumerate();
    lines
        .filter_map(|(at, line)| {
            let place = format!("{}:{}", file.path, at + 1);
            rule(line).map(|text| Finding::wrong(&place, text))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{File, check};

    /// What is found in one file of this path and text, with a lockfile beside it.
    fn found(path: &str, text: &str) -> Vec<String> {
        let file = |path: &str, text: &str| File {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let findings = check(&[file(path, text), file("Cargo.lock", "")]);
        findings
            .into_iter()
            .map(|finding| {
                let mark = if finding.is_hint { "hint " } else { "" };
                format!("{mark}{}: {}", finding.place, finding.text)
            })
            .collect()
    }

    /// One finding, of which this is a part.
    #[track_caller]
    fn fails(path: &str, text: &str, part: &str) {
        let found = found(path, text);
        assert!(found.len() == 1 && found[0].contains(part), "{found:?}");
    }

    #[track_caller]
    fn passes(path: &str, text: &str) {
        assert_eq!(found(path, text), Vec::<String>::new());
    }

    #[test]
    fn a_long_file_is_told_and_a_too_long_one_fails() {
        let lines = |n| format!("//! M\n{}", "a\n".repeat(n));
        passes("src/a.rs", &lines(399));
        fails("src/a.rs", &lines(400), "hint src/a.rs: 401 lines");
        fails("styles/a.css", &lines(600), "styles/a.css: 601 lines");
        assert!(!found("styles/a.css", &lines(600))[0].starts_with("hint"));
        passes("data/a.json", &lines(9000));
    }

    #[test]
    fn a_module_says_what_it_is_for() {
        fails("src/a.rs", "use b;\n//! late", "starts without");
        fails("src/a.rs", "", "starts without");
        passes("src/a/tests.rs", "use super::a;");
        let own = r#"// Included by itself. include!("b/a.rs")"#;
        passes("src/b/a.rs", own);
    }

    #[test]
    fn a_name_says_what_is_in_the_file() {
        fails("src/utils.rs", "//! M", "`utils` says nothing");
        fails("src/common/a.rs", "//! M", "`common` says nothing");
        passes("src/commons.rs", "//! M");
    }

    #[test]
    fn text_never_becomes_markup_unseen() {
        for word in super::MARKUP_SINKS {
            let line = format!("//! M\nlet x = a.{word};");
            fails("src/a.rs", &line, "turns text into markup");
            fails("crates/a/src/a.rs", &line, "src/a.rs:2");
        }
        passes("src/a.rs", concat!("//! M\n// no inner", "HTML here"));
    }

    #[test]
    fn tests_are_not_ignored() {
        fails(
            "crates/a/src/a.rs",
            concat!("//! M\n#[ign", "ore]"),
            "protects nothing",
        );
    }

    #[test]
    fn the_forbidden_keyword_is_found_and_its_neighbours_are_not() {
        fails(
            "src/a.rs",
            concat!("//! M\nuns", "afe { a() }"),
            "forbidden",
        );
        fails(
            "src/a.rs",
            concat!("//! M\npub uns", "afe fn a() {}"),
            "forbidden",
        );
        passes("src/a.rs", "//! M\nlet csp = \"'wasm-unsafe-eval' { }\";");
    }

    #[test]
    fn what_is_to_be_done_is_an_issue() {
        let mark = concat!("TO", "DO");
        fails(
            "src/a.rs",
            &format!("//! M\n// {mark}: later"),
            "without an issue",
        );
        fails(
            "styles/a.css",
            &format!("/* {mark}(later) */"),
            "without an issue",
        );
        passes("src/a.rs", &format!("//! M\n// {mark}(#12): later"));
    }

    #[test]
    fn paths_of_one_machine_stay_there() {
        for path in super::MACHINE_PATHS {
            fails("README.md", &format!("see {path}x"), "path of one machine");
        }
        passes("README.md", "https://example.org/home/ and ~/home/x/root/");
    }

    #[test]
    fn lockfiles_name_no_host() {
        let text = r#"{"resolved": "https://example.org/a.tgz"}"#;
        fails("tests/a/package-lock.json", text, "names a host");
        passes("tests/a/package-lock.json", r#"{"version": "1"}"#);
    }

    #[test]
    fn the_lockfile_of_cargo_is_there() {
        let findings = check(&[]);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].place, "Cargo.lock");
    }
}
