//! BENCHMARKS.md: the part of a bench between its markers is written anew, the rest stays.

use std::fs;

use anyhow::{Context, Result};

use crate::workspace::root;

/// Replaces the part of a bench.
pub(super) fn replace(name: &str, part: &str) -> Result<()> {
    let file = root().join("BENCHMARKS.md");
    let page = fs::read_to_string(&file).context("cannot read BENCHMARKS.md")?;
    let page = replaced(&page, name, part)
        .with_context(|| format!("BENCHMARKS.md has no markers of `bench {name}`"))?;
    fs::write(&file, page).context("cannot write BENCHMARKS.md")
}

fn replaced(page: &str, name: &str, part: &str) -> Option<String> {
    let begin = format!("<!-- bench {name} -->\n");
    let end = format!("<!-- end of bench {name} -->");
    let (before, rest) = page.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{begin}{part}{end}{after}"))
}

/// How busy the machine is, as the mean number of tasks in the last minute.
pub(super) fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or("unknown").to_owned()
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn one_part_is_replaced_and_the_rest_stays() {
        let page = "a\n<!-- bench x -->\nold\n<!-- end of bench x -->\nb\n";
        let wanted = "a\n<!-- bench x -->\nnew\n<!-- end of bench x -->\nb\n";
        assert_eq!(replaced(page, "x", "new\n").as_deref(), Some(wanted));
        assert_eq!(replaced(page, "y", "new\n"), None);
    }
}
