//! How does an archive stand in a page of others? The script of `<backfile-archive>`, which is the
//! same for every archive, and the viewer beside it, which the script loads where it shows an
//! archive without a frame; docs/embed.md says how they are used.

use crate::Error;
use crate::single_file::inflated;
use crate::site::file_name;

/// The script, as it stands beside the page: for readers of its source too, so it is not shortened.
/// It knows no viewer, so it shows archives in frames.
pub const SCRIPT: &str = include_str!("embed/backfile-embed.js");

/// Where the script holds the names of the viewer's files.
const NAMES: &str = "const VIEWER = null;";

/// The folder of the viewer, beside the script.
const FOLDER: &str = "backfile-viewer/";

/// The viewer, as `cargo xtask shell` makes it.
#[derive(Clone, Copy, Debug)]
pub struct Viewer<'a> {
    /// The program as raw deflate (`element.wasm.deflate`).
    pub wasm_deflated: &'a [u8],
    /// Its glue, its styles and its start (`element.js`).
    pub script: &'a str,
}

/// The files for a page of others, with their paths in its folder. Those of the viewer are named
/// after their content: whatever an old page still asks for stays as it was.
pub fn files(viewer: Viewer<'_>) -> Result<[(String, Vec<u8>); 3], Error> {
    let wasm = inflated(viewer.wasm_deflated, "the program")?;
    let named = |end, bytes: &[u8]| FOLDER.to_owned() + &file_name("viewer", end, bytes);
    let program = named("wasm", &wasm);
    let script = named("js", viewer.script.as_bytes());
    let names = format!("const VIEWER = {{ script: \"{script}\", program: \"{program}\" }};");
    let element = SCRIPT.replacen(NAMES, &names, 1);
    Ok([
        (script, viewer.script.as_bytes().to_vec()),
        (program, wasm),
        ("backfile-embed.js".to_owned(), element.into_bytes()),
    ])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{NAMES, SCRIPT, Viewer, files};

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
    fn the_script_knows_the_viewer_beside_it() {
        // A module without content, in one stored block of deflate.
        let wasm_deflated = b"\x01\x08\x00\xF7\xFF\0asm\x01\0\0\0";
        let script = "open();";
        let viewer = Viewer {
            wasm_deflated,
            script,
        };
        let [
            (script_path, script_bytes),
            (wasm_path, wasm),
            (path, element),
        ] = files(viewer).unwrap();
        assert_eq!(script_bytes, script.as_bytes());
        assert_eq!(wasm, b"\0asm\x01\0\0\0");
        assert_eq!(path, "backfile-embed.js");
        let element = String::from_utf8(element).unwrap();
        assert!(SCRIPT.contains(NAMES) && !element.contains(NAMES));
        for path in [script_path, wasm_path] {
            assert!(path.starts_with("backfile-viewer/viewer-"), "{path}");
            assert!(element.contains(&format!("\"{path}\"")), "{path}");
        }
    }

    #[test]
    fn all_ends_know_the_same_colors() {
        let page = include_str!("../../../src/boot/embed.js");
        let app = include_str!("../../../src/boot/element.js");
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
        assert_eq!(page, list(app, "/^(paper|", ")$/"));
        assert_eq!(element.len(), page.len() + 1, "{element:?} {page:?}");
        for name in page {
            assert!(element.contains(&name), "{name} is not in {element:?}");
        }
    }
}
