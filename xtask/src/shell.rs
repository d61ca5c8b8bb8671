//! How is the shell made? App to WebAssembly, glue by `wasm-bindgen` as a library, styles and
//! scripts joined: everything of an artefact but the data, in `<target>/shell/`.
//!
//! No tool but cargo is needed, and versions cannot drift: the library is pinned in the same
//! Cargo.lock as the crate. `wasm-opt` is used where it is on PATH and makes the stored program
//! smaller. The same sources give the same bytes: paths of this machine are mapped away.

mod element;
mod names;
mod optimize;
mod order;
mod program;
mod renumber;
mod script;
mod text;
mod twins;
mod uniform;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::args::Args;
use crate::workspace::{self, root, step};

pub(crate) use optimize::gzip_size;

/// The target that the app is built for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The folder of the shell and the sizes of its parts.
pub(crate) struct Built {
    /// `<target>/shell`.
    pub(crate) folder: PathBuf,
}

/// `cargo xtask shell`.
pub(crate) fn run(args: &Args) -> Result<()> {
    let built = build(!args.flag("no-opt"))?;
    print!("{}", fs::read_to_string(built.folder.join("shell.json"))?);
    Ok(())
}

/// Builds the shell; quick when nothing changed.
pub(crate) fn build(optimize: bool) -> Result<Built> {
    let program = program::compile(program::APP, "")?;
    let hosted = program::compile(program::APP, "hosted")?;
    let element = program::compile(program::APP, "element")?;
    let saver = program::compile(program::SAVER, "")?;
    let folder = workspace::shell();
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let stamp = stamp([&program, &hosted, &element, &saver], optimize)?;
    if fs::read_to_string(folder.join("stamp")).is_ok_and(|last| last == stamp) {
        step("shell: unchanged");
        return Ok(Built { folder });
    }
    let started = Instant::now();
    step("shell: glue, styles, compression");
    let finished = |program: Vec<u8>| -> Result<(Vec<u8>, String)> {
        let (wasm, glue) = bind(program)?;
        let wasm = if optimize {
            optimize::smaller(wasm, &folder)?
        } else {
            wasm
        };
        let (wasm, glue) = names::shorten(&wasm, &glue)?;
        let wasm = uniform::uniform(&twins::joined(wasm)?)?;
        Ok((order::alike_side_by_side(&wasm)?, glue))
    };
    let (wasm, glue) = finished(program)?;
    let glue = script::small(&(glue + &joined(&GLUE)?))?;
    let (site_wasm, site_glue) = finished(hosted)?;
    let (element_wasm, element_glue) = finished(element)?;
    let (saver, saver_glue) = finished(saver)?;
    let saver_glue = script::small(&saver_glue)?;
    let css = styles(&[])?;
    let element_css = element::styles(&styles(&["styles/element.css"])?);
    let parts = Parts {
        site_wasm_deflated: optimize::deflate(&site_wasm)?,
        site_wasm,
        element_wasm_deflated: optimize::deflate(&element_wasm)?,
        element_wasm,
        viewer: script::small(&element::viewer(&element_glue, &joined(&VIEWER)?))?,
        element: script::small(&element::element(&joined(&ELEMENT)?))?,
        element_css,
        site: script::small(&(site_glue + &joined(&SITE)?))?,
        saver_deflated: optimize::deflate(&saver)?,
        saver_glue_deflated: optimize::deflate(saver_glue.as_bytes())?,
        wasm_deflated: optimize::deflate(&wasm)?,
        glue_deflated: optimize::deflate(glue.as_bytes())?,
        css_deflated: optimize::deflate(css.as_bytes())?,
        wasm,
        glue,
        boot: script::small(&joined(&BOOT)?)?,
        css,
    };
    parts.write(&folder)?;
    fs::write(folder.join("stamp"), stamp)?;
    step(&format!(
        "shell: {} in {:.1} s",
        folder.display(),
        started.elapsed().as_secs_f32()
    ));
    Ok(Built { folder })
}

/// Everything of an artefact but the data.
struct Parts {
    wasm: Vec<u8>,
    wasm_deflated: Vec<u8>,
    glue: String,
    glue_deflated: Vec<u8>,
    boot: String,
    site: String,
    site_wasm: Vec<u8>,
    site_wasm_deflated: Vec<u8>,
    element: String,
    viewer: String,
    element_css: String,
    element_wasm: Vec<u8>,
    element_wasm_deflated: Vec<u8>,
    css: String,
    css_deflated: Vec<u8>,
    saver_deflated: Vec<u8>,
    saver_glue_deflated: Vec<u8>,
}

impl Parts {
    fn write(&self, folder: &Path) -> Result<()> {
        let files: [(&str, &[u8]); 17] = [
            ("backfile.wasm", &self.wasm),
            ("backfile.wasm.deflate", &self.wasm_deflated),
            ("backfile.js", self.glue.as_bytes()),
            ("backfile.js.deflate", &self.glue_deflated),
            ("boot.js", self.boot.as_bytes()),
            ("site.js", self.site.as_bytes()),
            ("site.wasm", &self.site_wasm),
            ("site.wasm.deflate", &self.site_wasm_deflated),
            ("backfile-embed.js", self.element.as_bytes()),
            ("element.js", self.viewer.as_bytes()),
            ("element.css", self.element_css.as_bytes()),
            ("element.wasm", &self.element_wasm),
            ("element.wasm.deflate", &self.element_wasm_deflated),
            ("backfile.css", self.css.as_bytes()),
            ("backfile.css.deflate", &self.css_deflated),
            ("saver.wasm.deflate", &self.saver_deflated),
            ("saver.js.deflate", &self.saver_glue_deflated),
        ];
        let mut sizes = serde_json::Map::new();
        for (name, bytes) in files {
            let file = folder.join(name);
            fs::write(&file, bytes).with_context(|| format!("cannot write {}", file.display()))?;
            sizes.insert(name.to_owned(), bytes.len().into());
        }
        let json = serde_json::to_string_pretty(&sizes)? + "\n";
        fs::write(folder.join("shell.json"), json).context("cannot write shell.json")
    }
}

/// Makes the glue, as `wasm-bindgen --target no-modules` does; gives program and glue.
fn bind(program: Vec<u8>) -> Result<(Vec<u8>, String)> {
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen
        .input_bytes("backfile", program)
        .out_name("backfile")
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .no_modules(true)?;
    let mut output = bindgen.generate_output().context("wasm-bindgen failed")?;
    let inline = output.snippets().iter();
    let inline = inline.filter(|(_, scripts)| !scripts.is_empty());
    let brought = inline
        .map(|(name, _)| name)
        .chain(output.local_modules().keys());
    let mut brought: Vec<&str> = brought.map(String::as_str).collect();
    brought.sort_unstable();
    ensure!(
        brought.is_empty(),
        "a dependency brings JavaScript files of its own, which a single file cannot hold: {}",
        brought.join(", ")
    );
    let glue = output.js().to_owned();
    Ok((output.wasm_mut().emit_wasm(), glue))
}

/// The start of a packed file: failure view first.
const BOOT: [&str; 3] = ["boot/failure.js", "boot/entries.js", "boot/boot.js"];
/// What follows the glue of a packed file, since that is stored compressed.
const GLUE: [&str; 3] = ["boot/guest.js", "boot/embed.js", "boot/save.js"];
/// The start of a hosted archive. What a frame of another page needs comes before it.
const SITE: [&str; 4] = [
    "boot/failure.js",
    "boot/guest.js",
    "boot/embed.js",
    "boot/hosted.js",
];
/// The start in a page of others.
const VIEWER: [&str; 4] = [
    "boot/entries.js",
    "boot/guest.js",
    "boot/around.js",
    "boot/element.js",
];
/// The element of such a page, which loads the viewer.
const ELEMENT: [&str; 7] = [
    "embed/source.js",
    "embed/looks.js",
    "embed/policy.js",
    "embed/shown.js",
    "embed/frame.js",
    "embed/standing.js",
    "embed/archive.js",
];

/// Scripts of our own, joined.
fn joined(names: &[&str]) -> Result<String> {
    let mut joined = String::new();
    for name in names {
        let file = root().join("src").join(name);
        let script = fs::read_to_string(&file);
        joined.push_str(&script.with_context(|| format!("cannot read {}", file.display()))?);
    }
    Ok(joined)
}

/// The style sheets in the order of index.html, joined, and others after them.
fn styles(more: &[&str]) -> Result<String> {
    let page = fs::read_to_string(root().join("index.html")).context("cannot read index.html")?;
    let mut joined = String::new();
    let more = more.iter().map(|name| (*name).to_owned());
    for name in text::style_links(&page).into_iter().chain(more) {
        let file = root().join(&name);
        let sheet = fs::read_to_string(&file);
        joined.push_str(
            &sheet.with_context(|| format!("index.html names {name}, which cannot be read"))?,
        );
    }
    Ok(text::slim_styles(&joined))
}

/// What the shell was made of: when it is the same, so is the shell.
fn stamp(programs: [&[u8]; 4], optimize: bool) -> Result<String> {
    let mut hash = std::hash::DefaultHasher::new();
    let mut add = |bytes: &[u8]| std::hash::Hasher::write(&mut hash, bytes);
    programs.iter().for_each(|program| add(program));
    for scripts in [&BOOT[..], &GLUE, &SITE, &VIEWER, &ELEMENT] {
        add(joined(scripts)?.as_bytes());
    }
    add(styles(&["styles/element.css"])?.as_bytes());
    // A changed tool may make another shell of the same program.
    add(&fs::read(std::env::current_exe()?)?);
    add(&[u8::from(optimize), u8::from(optimize::tool().is_some())]);
    Ok(format!("{:016x}\n", std::hash::Hasher::finish(&hash)))
}
