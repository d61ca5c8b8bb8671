//! How does an archive stand in a page of others? The script of `<backfile-archive>`, which is the
//! same for every archive, and the viewer beside it, which the script loads where it shows an
//! archive without a frame; docs/embed.md says how they are used.

use crate::Error;
use crate::single_file::inflated;
use crate::site::file_name;

/// Where the script of the element takes the names of the viewer's files.
const NAMES: &str = "BACKFILE_VIEWER";

/// The folder of the viewer, beside the script.
const FOLDER: &str = "backfile-viewer/";

/// The element and its viewer, as `cargo xtask shell` makes them.
#[derive(Clone, Copy, Debug)]
pub struct Viewer<'a> {
    /// The element (`backfile-embed.js`).
    pub element: &'a str,
    /// The program as raw deflate (`element.wasm.deflate`).
    pub wasm_deflated: &'a [u8],
    /// Its glue and its start (`element.js`).
    pub script: &'a str,
    /// Its styles (`element.css`).
    pub styles: &'a str,
}

/// The element alone: it knows no viewer, so it shows archives in frames.
pub fn script(element: &str) -> String {
    element.replacen(NAMES, "null", 1)
}

/// The files for a page of others, with their paths in its folder. Those of the viewer are named
/// after their content: whatever an old page still asks for stays as it was.
pub fn files(viewer: Viewer<'_>) -> Result<[(String, Vec<u8>); 4], Error> {
    let wasm = inflated(viewer.wasm_deflated, "the program")?;
    let named = |end, bytes: &[u8]| FOLDER.to_owned() + &file_name("viewer", end, bytes);
    let program = named("wasm", &wasm);
    let script = named("js", viewer.script.as_bytes());
    let styles = named("css", viewer.styles.as_bytes());
    let names = format!("{{script:\"{script}\",program:\"{program}\",styles:\"{styles}\"}}");
    let element = viewer.element.replacen(NAMES, &names, 1);
    Ok([
        (script, viewer.script.as_bytes().to_vec()),
        (styles, viewer.styles.as_bytes().to_vec()),
        (program, wasm),
        ("backfile-embed.js".to_owned(), element.into_bytes()),
    ])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Viewer, files, script};

    #[test]
    fn the_script_knows_the_viewer_beside_it() {
        let viewer = Viewer {
            element: "open(BACKFILE_VIEWER);",
            // A module without content, in one stored block of deflate.
            wasm_deflated: b"\x01\x08\x00\xF7\xFF\0asm\x01\0\0\0",
            script: "open();",
            styles: "a{b: c}",
        };
        let [js, css, wasm, (path, element)] = files(viewer).unwrap();
        assert_eq!(js.1, b"open();");
        assert_eq!(css.1, b"a{b: c}");
        assert_eq!(wasm.1, b"\0asm\x01\0\0\0");
        assert_eq!(path, "backfile-embed.js");
        let element = String::from_utf8(element).unwrap();
        for (path, _) in [js, css, wasm] {
            assert!(path.starts_with("backfile-viewer/viewer-"), "{path}");
            assert!(element.contains(&format!("\"{path}\"")), "{path}");
        }
        assert_eq!(script(viewer.element), "open(null);");
    }

    #[test]
    fn both_ends_know_the_same_colors() {
        let element = include_str!("../../../src/embed/looks.js");
        let guest = include_str!("../../../src/boot/guest.js");
        let list = |text: &str, from: &str, to: &str| -> Vec<String> {
            let start = text.find(from).map(|at| at + from.len());
            let rest = start.map(|at| &text[at..]).unwrap_or_default();
            let end = rest.find(to).unwrap_or_default();
            let mut names: Vec<String> = rest[..end].split([' ', '|']).map(str::to_owned).collect();
            names.sort();
            names
        };
        let element = list(element, "const TOKENS =\n  \"", "\"");
        let guest = list(guest, "/^(paper|", ")$/");
        assert_eq!(element.len(), guest.len() + 1, "{element:?} {guest:?}");
        for name in guest {
            assert!(element.contains(&name), "{name} is not in {element:?}");
        }
    }
}
