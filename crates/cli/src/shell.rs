//! Where is the shell, the part of an artefact that is the same for every archive?
//!
//! In the command itself when it was built with the feature `shell` (as releases and
//! `cargo xtask run` build it); else in the folder that `cargo xtask shell` makes. A folder given
//! by option or by `BACKFILE_SHELL` comes before both.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use backfile_pack::Shell;
use backfile_pack::embed::Viewer;

#[cfg(feature = "shell")]
mod inside {
    //! The shell as it was when the command was built.

    macro_rules! part {
        ($include:ident, $name:literal) => {
            $include!(concat!(
                env!(
                    "BACKFILE_SHELL",
                    "the feature `shell` needs BACKFILE_SHELL: run `cargo xtask shell` and give \
                     the folder that it made"
                ),
                "/",
                $name
            ))
        };
    }

    pub(super) const WASM: &[u8] = part!(include_bytes, "backfile.wasm.deflate");
    pub(super) const GLUE: &[u8] = part!(include_bytes, "backfile.js.deflate");
    pub(super) const CSS: &[u8] = part!(include_bytes, "backfile.css.deflate");
    pub(super) const BOOT: &str = part!(include_str, "boot.js");
    pub(super) const SITE_WASM: &[u8] = part!(include_bytes, "site.wasm.deflate");
    pub(super) const SAVER: &[u8] = part!(include_bytes, "saver.wasm.deflate");
    pub(super) const SAVER_GLUE: &[u8] = part!(include_bytes, "saver.js.deflate");
    pub(super) const SITE: &str = part!(include_str, "site.js");
    pub(super) const ELEMENT_WASM: &[u8] = part!(include_bytes, "element.wasm.deflate");
    pub(super) const ELEMENT: &str = part!(include_str, "backfile-embed.js");
    pub(super) const VIEWER: &str = part!(include_str, "element.js");
    pub(super) const VIEWER_CSS: &str = part!(include_str, "element.css");
}

/// The parts of the shell.
#[derive(Debug)]
pub(crate) struct Parts {
    wasm: Cow<'static, [u8]>,
    glue: Cow<'static, [u8]>,
    css: Cow<'static, [u8]>,
    boot: Cow<'static, str>,
    site: Cow<'static, str>,
    site_wasm: Cow<'static, [u8]>,
    saver: [Cow<'static, [u8]>; 2],
    element: Cow<'static, str>,
    viewer: Cow<'static, str>,
    viewer_css: Cow<'static, str>,
    element_wasm: Cow<'static, [u8]>,
}

impl Parts {
    /// The shell of a folder, else the one inside, else the one beside the build.
    pub(crate) fn load(folder: Option<&Path>) -> Result<Parts> {
        if let Some(folder) = folder {
            return Parts::read(folder);
        }
        if let Some(inside) = inside() {
            return Ok(inside);
        }
        match beside_command() {
            Some(folder) => Parts::read(&folder),
            None => bail!(
                "this command was built without its shell; run `cargo xtask shell` and give the \
                 folder that it made with --shell DIR, or build it with `cargo xtask run`"
            ),
        }
    }

    fn read(folder: &Path) -> Result<Parts> {
        let file = |name: &str| {
            fs::read(folder.join(name)).with_context(|| {
                format!(
                    "{}: the shell is not whole in this folder ({name}); make it with `cargo xtask shell`",
                    folder.display()
                )
            })
        };
        let script = |name: &str| {
            let text = String::from_utf8(file(name)?);
            text.with_context(|| format!("{}: not UTF-8", folder.join(name).display()))
        };
        Ok(Parts {
            wasm: Cow::Owned(file("backfile.wasm.deflate")?),
            glue: Cow::Owned(file("backfile.js.deflate")?),
            css: Cow::Owned(file("backfile.css.deflate")?),
            boot: Cow::Owned(script("boot.js")?),
            site: Cow::Owned(script("site.js")?),
            site_wasm: Cow::Owned(file("site.wasm.deflate")?),
            saver: [
                Cow::Owned(file("saver.wasm.deflate")?),
                Cow::Owned(file("saver.js.deflate")?),
            ],
            element: Cow::Owned(script("backfile-embed.js")?),
            viewer: Cow::Owned(script("element.js")?),
            viewer_css: Cow::Owned(script("element.css")?),
            element_wasm: Cow::Owned(file("element.wasm.deflate")?),
        })
    }

    /// As the packer takes it.
    pub(crate) fn shell(&self) -> Shell<'_> {
        Shell {
            wasm_deflated: &self.wasm,
            glue_deflated: &self.glue,
            css_deflated: &self.css,
            saver_deflated: [&self.saver[0], &self.saver[1]],
            boot_js: &self.boot,
            site_wasm_deflated: &self.site_wasm,
            site_js: &self.site,
        }
    }

    /// What a page of others needs.
    pub(crate) fn viewer(&self) -> Viewer<'_> {
        Viewer {
            wasm_deflated: &self.element_wasm,
            element: &self.element,
            script: &self.viewer,
            styles: &self.viewer_css,
        }
    }
}

#[cfg(feature = "shell")]
#[expect(clippy::unnecessary_wraps, reason = "the other build has none")]
fn inside() -> Option<Parts> {
    Some(Parts {
        wasm: Cow::Borrowed(inside::WASM),
        glue: Cow::Borrowed(inside::GLUE),
        css: Cow::Borrowed(inside::CSS),
        boot: Cow::Borrowed(inside::BOOT),
        site: Cow::Borrowed(inside::SITE),
        site_wasm: Cow::Borrowed(inside::SITE_WASM),
        saver: [
            Cow::Borrowed(inside::SAVER),
            Cow::Borrowed(inside::SAVER_GLUE),
        ],
        element: Cow::Borrowed(inside::ELEMENT),
        viewer: Cow::Borrowed(inside::VIEWER),
        viewer_css: Cow::Borrowed(inside::VIEWER_CSS),
        element_wasm: Cow::Borrowed(inside::ELEMENT_WASM),
    })
}

#[cfg(not(feature = "shell"))]
fn inside() -> Option<Parts> {
    None
}

/// `shell` beside the folder of the command, as in `target/release/backfile` and `target/shell`.
fn beside_command() -> Option<PathBuf> {
    let command = std::env::current_exe().ok()?;
    let folders = command.ancestors().skip(1).take(3);
    folders
        .map(|folder| folder.join("shell"))
        .find(|folder| folder.join("shell.json").is_file())
}
