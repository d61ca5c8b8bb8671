//! `backfile pack --site DIR`: where do the files of a site go, so that it is never half there?
//!
//! All files are written into a passing folder beside `DIR`, which then takes its place in one
//! step: a failed or killed run leaves the old site whole. A folder that we did not make, or that
//! holds files of others, is not replaced, since they would be lost.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use backfile_import::Imported;
use backfile_pack::site::{self, AppOptions, BaseUrl, Earlier, Written};
use serde_json::Value;
use tempfile::TempDir;

use crate::args::Pack;
use crate::output::{note, size};
use crate::progress::Bar;
use crate::shell::Parts;

/// The file by which we know a folder of ours again. It lists what we put there.
const MARK: &str = "backfile-site.json";

/// Fails where a site could not be written, before any work is done for it.
pub(crate) fn ensure_possible(args: &Pack, folder: &Path) -> Result<()> {
    let name = folder.display();
    let real = fs::canonicalize(folder).ok();
    if let Some(real) = &real {
        for input in &args.inputs.paths {
            let is_inside = fs::canonicalize(input).is_ok_and(|input| input.starts_with(real));
            ensure!(
                !is_inside,
                "{}: this input is in {name}, which would be replaced; write the site to another folder",
                input.display()
            );
        }
        let here = std::env::current_dir().and_then(fs::canonicalize);
        ensure!(
            !here.is_ok_and(|here| here.starts_with(real)),
            "{name}: the command runs in this folder, which would be replaced; name a folder in it or beside it"
        );
    }
    base_url(args)?;
    match fs::metadata(folder) {
        Ok(found) if found.is_dir() => ensure_ours(folder, args.force),
        Ok(_) => bail!("{name}: this is a file; a site is written to a folder"),
        Err(_) => {
            let parent = parent(folder);
            ensure!(
                parent.is_dir(),
                "{name}: cannot be written: the folder {} does not exist; make it, or write elsewhere",
                parent.display()
            );
            Ok(())
        }
    }
}

/// Where the app is beside plain pages.
const APP_PAGE: &str = "app.html";

/// The shell, where the app is wanted.
pub(crate) fn parts(args: &Pack) -> Result<Option<Parts>> {
    let is_wanted = !args.no_app;
    is_wanted
        .then(|| Parts::load(args.shell.as_deref()))
        .transpose()
}

/// Writes the files of a site; gives what the summary says of them.
pub(crate) fn write(
    args: &Pack,
    folder: &Path,
    (imported, parts): (&Imported, Option<Parts>),
) -> Result<String> {
    let options = site::Options {
        base_url: base_url(args)?,
        stubs: args.stubs,
        app: (args.pages && !args.no_app).then_some(APP_PAGE),
        ..site::Options::default()
    };
    let mut bar = Bar::new(args.inputs.quiet);
    let mut new = Folder::beside(folder)?;
    let mut put = |path: &str, bytes: &[u8]| new.put(path, bytes);
    let archive = &imported.archive;
    let mut written = Written::default();
    if args.pages {
        let mut tell = |done, total| bar.tell_pages(done, total);
        written = site::pages(archive, &options, &mut put, &mut tell)?;
    }
    if let Some(parts) = parts {
        let mut get = |path: &str| fs::read(folder.join(path));
        let earlier = Earlier::read(&mut get);
        let app = AppOptions {
            page: options.app.unwrap_or("index.html"),
            offline: !args.no_offline,
            takes_over: args.pages,
            earlier: earlier.as_ref(),
        };
        let mut tell = |progress| bar.tell(progress);
        let data = site::hosted(archive, &parts.shell(), app, &mut put, &mut tell)?;
        written.files += data.files;
        written.size_bytes += data.size_bytes;
    }
    bar.finish();
    new.finish()?;
    if !args.inputs.quiet && args.pages {
        tell_missing(&options, written);
    }
    Ok(format!(
        "{} files, {}",
        written.files,
        size(written.size_bytes as usize)
    ))
}

fn base_url(args: &Pack) -> Result<Option<BaseUrl>> {
    let base = args.base_url.as_deref().map(BaseUrl::parse);
    base.transpose()
        .map_err(|error| anyhow!("--base-url: {error}"))
}

fn tell_missing(options: &site::Options, written: Written) {
    if options.base_url.is_none() {
        note("without --base-url there is no site map, and the feeds name no address of the site");
    }
    let told = [
        (
            written.queries,
            "with a query (as /?p=123)",
            "neither _redirects nor a page can match them; they are remarks in _redirects, for rules of \
             your host's own",
        ),
        (
            written.hidden,
            "at which a file of this site lies",
            "they lead nowhere else, and are remarks in _redirects",
        ),
        (
            written.unreachable,
            "that cannot have a page",
            "their rules are in _redirects",
        ),
    ];
    for (number, which, what) in told.into_iter().filter(|(number, ..)| *number > 0) {
        note(&format!("old addresses {which}: {number}; {what}"));
    }
}

/// Fails where replacing a folder would lose what is not ours.
fn ensure_ours(folder: &Path, force: bool) -> Result<()> {
    let name = folder.display();
    let found = names(folder).with_context(|| format!("{name}: cannot be listed"))?;
    ensure!(
        !found.contains(".git"),
        "{name}: there is a git repository in this folder; write the site to a folder in it"
    );
    if found.is_empty() || force {
        return Ok(());
    }
    let Some(ours) = marked(folder) else {
        bail!(
            "{name}: this folder is not empty, and was not made by `backfile pack --site`; \
             name another, or give --force to replace it with all that is in it"
        );
    };
    match found.difference(&ours).next() {
        None => Ok(()),
        Some(other) => bail!(
            "{name}: `{other}` in this folder is not part of the site and would be lost; \
             move it away, or give --force to replace the folder with all that is in it"
        ),
    }
}

/// What we put into a folder, as its mark says.
fn marked(folder: &Path) -> Option<BTreeSet<String>> {
    let mark = fs::read(folder.join(MARK)).ok()?;
    let mark: Value = serde_json::from_slice(&mark).ok()?;
    let names = mark["entries"].as_array()?.iter().filter_map(Value::as_str);
    Some(names.map(str::to_owned).chain([MARK.to_owned()]).collect())
}

/// Names of the entries of a folder that this command wrote, in order; none of another folder.
pub(crate) fn entries(folder: &Path) -> Vec<String> {
    let ours = marked(folder).unwrap_or_default();
    ours.into_iter().filter(|name| name != MARK).collect()
}

fn names(folder: &Path) -> io::Result<BTreeSet<String>> {
    let entries = fs::read_dir(folder)?;
    entries
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect()
}

fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// A folder that is being written under a passing name.
pub(crate) struct Folder {
    passing: TempDir,
    target: PathBuf,
}

impl Folder {
    /// A passing folder beside the one that it will replace.
    pub(crate) fn beside(target: &Path) -> Result<Folder> {
        // Through a link to the folder itself, so that the link stays.
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        let passing = passing(&target).with_context(|| {
            format!(
                "{}: no folder can be made beside it; choose another place",
                target.display()
            )
        })?;
        Ok(Folder { passing, target })
    }

    /// Writes a file, with the folders that it is in.
    pub(crate) fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_));
        if !Path::new(path).components().all(is_plain) {
            return Err(io::Error::other("it would lie outside of the site"));
        }
        let file = self.passing.path().join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, bytes)
    }

    /// Puts the folder in its place; the old one is gone afterwards.
    pub(crate) fn finish(mut self) -> Result<()> {
        let target = self.target.clone();
        self.settle().with_context(|| {
            format!(
                "{}: cannot be replaced; close what uses it, or write elsewhere",
                target.display()
            )
        })
    }

    fn settle(&mut self) -> io::Result<()> {
        let entries = names(self.passing.path())?;
        let entries = serde_json::to_string(&entries)?;
        let mark = format!("{{\n  \"format\": 1,\n  \"entries\": {entries}\n}}\n");
        self.put(MARK, mark.as_bytes())?;
        let (new, target) = (self.passing.path(), &self.target);
        if !target.exists() {
            return fs::rename(new, target);
        }
        // After an exchange, the passing folder is the old one, and goes with its name.
        if exchange(new, target).is_ok() {
            return Ok(());
        }
        let aside = passing(target)?;
        let old = aside.path().join("old");
        fs::rename(target, &old)?;
        fs::rename(new, target).inspect_err(|_| {
            // The old one comes back; where even that fails, it is kept where it is.
            if fs::rename(&old, target).is_err() {
                let kept = aside.keep();
                note(&format!("the old site is in {}", kept.display()));
            }
        })
    }
}

/// Swaps two folders in one step, where the system can.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}

fn passing(target: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".backfile-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What the umask leaves of this, as for any new folder: a web server must read it.
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    builder.tempdir_in(parent(target))
}
