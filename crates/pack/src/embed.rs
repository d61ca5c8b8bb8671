//! How does an archive stand in a page of others? The script of `<backfile-archive>`, which is the
//! same for every archive; docs/embed.md says how it is used.

/// The script, as it stands beside the page: for readers of its source too, so it is not shortened.
pub const SCRIPT: &str = include_str!("embed/backfile-embed.js");

#[cfg(test)]
mod tests {
    use super::SCRIPT;

    /// What it may weigh compressed.
    const LIMIT_BYTES: usize = 15 * 1024;

    #[test]
    fn the_script_is_small() {
        const GZIP_FRAME_BYTES: usize = 18;
        let stored = miniz_oxide::deflate::compress_to_vec(SCRIPT.as_bytes(), 9);
        let size = stored.len() + GZIP_FRAME_BYTES;
        assert!(size <= LIMIT_BYTES, "{size} bytes");
    }

    #[test]
    fn both_ends_know_the_same_colors() {
        let page = include_str!("../../../src/boot/embed.js");
        let list = |text: &str, from: &str, to: &str| -> Vec<String> {
            let start = text.find(from).map(|at| at + from.len());
            let rest = start.map(|at| &text[at..]).unwrap_or_default();
            let end = rest.find(to).unwrap_or_default();
            let mut names: Vec<String> = rest[..end].split([' ', '|']).map(str::to_owned).collect();
            names.sort();
            names
        };
        let element = list(SCRIPT, "const TOKENS =\n    \"", "\"");
        let page = list(page, "/^(paper|", ")$/");
        assert_eq!(element.len(), page.len() + 1, "{element:?} {page:?}");
        for name in page {
            assert!(element.contains(&name), "{name} is not in {element:?}");
        }
    }
}
