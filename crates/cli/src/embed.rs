//! `backfile embed`: where does what `<backfile-archive>` needs come from?

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use backfile_pack::embed::{files, script};

use crate::args::Embed;
use crate::shell::Parts;
use crate::{Outcome, output};

/// Writes the script, and the viewer where a folder is given.
pub(crate) fn run(args: &Embed) -> Result<Outcome> {
    match &args.output {
        Some(file) => write_script(file, args),
        None => write_all(&args.folder, args),
    }
}

fn write_all(folder: &Path, args: &Embed) -> Result<Outcome> {
    ensure!(
        !folder.exists() || folder.is_dir(),
        "{}: this is a file; name a folder",
        folder.display()
    );
    let parts = Parts::load(args.shell.as_deref())?;
    // The script comes last, so that what it names is there.
    let files = files(parts.viewer())?;
    for (path, bytes) in &files {
        let file = folder.join(path);
        if let Some(parent) = file.parent() {
            let made = fs::create_dir_all(parent);
            made.with_context(|| format!("{}: cannot be made", parent.display()))?;
        }
        output::write(&file, bytes)?;
    }
    if !args.quiet {
        let size = files.iter().map(|(_, bytes)| bytes.len()).sum();
        output::note(&format!(
            "{}: {} in {}; in a page there:\n  \
             <script src=\"backfile-embed.js\" defer></script>\n  \
             <backfile-archive src=\"archive.json\"></backfile-archive>",
            folder.display(),
            output::size(size),
            output::count(files.len(), "file"),
        ));
    }
    Ok(Outcome::Done)
}

fn write_script(file: &Path, args: &Embed) -> Result<Outcome> {
    output::ensure_possible(file, &[])?;
    let parts = Parts::load(args.shell.as_deref())?;
    let script = script(parts.viewer().element);
    output::write(file, script.as_bytes())?;
    if !args.quiet && !output::is_stream(file) {
        let name = file.file_name().unwrap_or_default();
        output::note(&format!(
            "{}: {}; put it beside a page of yours, with a packed archive, and into the page:\n  \
             <script src=\"{}\" defer></script>\n  \
             <backfile-archive src=\"archive.html\"></backfile-archive>",
            file.display(),
            output::size(script.len()),
            name.display(),
        ));
    }
    Ok(Outcome::Done)
}
