//! Where do results go? Files whole or not at all; messages to the error stream.
//!
//! A file is written beside its place under a passing name and then put there in one step, so a
//! failed or killed run leaves the old file as it was.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

/// Whether a path stands for a standard stream.
pub(crate) fn is_stream(path: &Path) -> bool {
    path.as_os_str() == OsStr::new("-")
}

/// Writes a file whole, or to the standard output for `-`.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if is_stream(path) {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        return Ok(out.flush()?);
    }
    // Through a link to the file itself, so that the link stays.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    match fs::metadata(&target) {
        Ok(old) if old.is_dir() => bail!("{}: this is a folder; name a file in it", path.display()),
        // A device or a pipe cannot be replaced.
        Ok(old) if !old.is_file() => fs::write(&target, bytes).with_context(|| cannot_write(path)),
        old => replace(&target, bytes, old.ok()).map_err(|error| explain(path, &error)),
    }
}

fn replace(target: &Path, bytes: &[u8], old: Option<fs::Metadata>) -> io::Result<()> {
    if old.as_ref().is_some_and(|old| old.permissions().readonly()) {
        return Err(io::Error::from(io::ErrorKind::PermissionDenied));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".backfile-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What the umask leaves of this, as for any new file.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder(target))?;
    file.write_all(bytes)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(target).map_err(|error| error.error)?;
    Ok(())
}

fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn cannot_write(path: &Path) -> String {
    format!("{}: cannot be written", path.display())
}

fn explain(path: &Path, error: &io::Error) -> anyhow::Error {
    let folder = folder(path);
    let cure = match error.kind() {
        io::ErrorKind::NotFound if !folder.exists() => {
            format!(
                "the folder {} does not exist; make it, or write elsewhere",
                folder.display()
            )
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            format!("no permission to write there ({error}); choose another place for it")
        }
        io::ErrorKind::StorageFull => "the disk is full; make room, or write elsewhere".to_owned(),
        _ => format!("{error}; choose another place for it"),
    };
    anyhow!("{}: {cure}", cannot_write(path))
}

/// Fails where an output could not be written, before any work is done for it.
pub(crate) fn ensure_possible(path: &Path, inputs: &[PathBuf]) -> Result<()> {
    if is_stream(path) {
        return Ok(());
    }
    let real = |path: &Path| fs::canonicalize(path).ok();
    let own = real(path);
    let same = |input: &&PathBuf| !is_stream(input) && own.is_some() && real(input) == own;
    if inputs.iter().any(|input| same(&input)) {
        bail!(
            "{}: this is an input; write the output to another file",
            path.display()
        );
    }
    if path.is_dir() {
        bail!("{}: this is a folder; name a file in it", path.display());
    }
    let folder = folder(path);
    if !folder.is_dir() {
        let kind = io::Error::from(io::ErrorKind::NotFound);
        return Err(explain(path, &kind));
    }
    Ok(())
}

/// Says a line to the user, aside from the results.
pub(crate) fn note(line: &str) {
    // Nobody is left to be told that the error stream is closed.
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Prints a line of the result.
pub(crate) fn print(line: &str) -> Result<()> {
    Ok(writeln!(io::stdout().lock(), "{line}")?)
}

/// A size as people read it.
pub(crate) fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..10_000 => format!("{:.1} KB", bytes as f64 / 1_000.0),
        10_000..1_000_000 => format!("{:.0} KB", bytes as f64 / 1_000.0),
        _ => format!("{:.1} MB", bytes as f64 / 1_000_000.0),
    }
}

/// A number of things: `1 article`, `2 articles`.
pub(crate) fn count(number: usize, one: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {one}{plural}")
}
