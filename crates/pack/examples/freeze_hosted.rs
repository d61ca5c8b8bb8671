//! Writes the data that `tests/formats.rs` opens for ever, once for each version of the layout:
//! `cargo run -p backfile-pack --example freeze_hosted tests/formats/v1/hosted-3`.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use backfile_pack::Shell;
use backfile_pack::site::{AppOptions, hosted};

#[path = "../tests/frozen/mod.rs"]
mod frozen;

fn main() {
    let folder = std::env::args().nth(1).unwrap();
    // Of the program nothing is kept here: it belongs to the version that wrote it.
    let shell = Shell {
        wasm_deflated: &[],
        glue_deflated: &[],
        css_deflated: &[3, 0],
        saver_deflated: [&[], &[]],
        boot_js: "",
        site_wasm_deflated: &[3, 0],
        site_js: "",
    };
    let options = AppOptions {
        page: "index.html",
        offline: false,
        takes_over: false,
        earlier: None,
    };
    let mut put = |path: &str, bytes: &[u8]| {
        let is_shell = ["/program-", "/app-"]
            .iter()
            .any(|kind| path.contains(kind));
        let is_data = path.starts_with("site/") && !is_shell;
        let file = Path::new(&folder).join(path);
        if is_data {
            std::fs::create_dir_all(file.parent().unwrap())?;
            std::fs::write(file, bytes)?;
        }
        Ok(())
    };
    hosted(&frozen::harbour(), &shell, options, &mut put, &mut |_| {}).unwrap();
}
