//! A folder to run the command in, and what came of a run.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    dead_code,
    unreachable_pub,
    missing_docs
)]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

pub const LISTING: &str = "\
Harbour News

The Lower Ferry Stops For Good

May 3, 2024

After ninety summers the flat ferry has made its last crossing. A new chain would cost more than the boat.

Beekeepers Count A Thin Spring

Hives along the chalk ridge came out of the winter with half the bees they went in with. Most keepers blame February.

Mill Street Library Opens On Sundays

From the first week of May readers can borrow on Sundays as well. Fines for late books are abolished.
Help Us Stay Afloat

We have no owner and no advertisers. If every reader gave a little, our paper would be safe. Donate today!
";

pub const OTHER: &str = "\
Boats

The Lower Ferry Stops For Good

After ninety summers the flat ferry has made its last crossing. A new chain would cost more than the boat.

Two Dinghies Drift Out To Sea

Both were found the next morning by a trawler. Nobody had been in them, and neither has an owner so far.

Regatta Moved To September

The sailing club has moved its regatta because of the works on the pier. Entries are taken until August.
";

pub struct Folder(tempfile::TempDir);

pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    #[track_caller]
    pub fn succeeds(&self) {
        assert_eq!(self.code, 0, "{}", self.err);
    }

    /// Fails with code 2 and one message that says so much.
    #[track_caller]
    pub fn fails(&self, message: &str) {
        assert_eq!(self.code, 2, "{}{}", self.out, self.err);
        assert_eq!(
            self.err.trim_end().lines().count(),
            1,
            "one message: {}",
            self.err
        );
        assert!(self.err.starts_with("backfile: error: "), "{}", self.err);
        let said = self.err.matches(message).count();
        assert_eq!(said, 1, "{message:?} once in: {}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
    }
}

impl Folder {
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        self.write_bytes(name, text.as_bytes());
    }

    pub fn write_bytes(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub fn json(&self, name: &str) -> serde_json::Value {
        serde_json::from_slice(&self.read(name)).unwrap()
    }

    pub fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// Names in the folder, in order.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    pub fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, b"")
    }

    pub fn run_with(&self, args: &[&str], input: &[u8]) -> Run {
        let mut child = self.start(args);
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().unwrap();
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub fn start(&self, args: &[&str]) -> Child {
        Command::new(command())
            .args(args)
            .current_dir(self.0.path())
            .env_remove("BACKFILE_SHELL")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// A stand-in for the shell: the packer wants a sound program and asks no more of it.
    pub fn shell(&self) -> String {
        // Each in one stored block of deflate.
        const MODULE: &[u8] = b"\x01\x08\x00\xF7\xFF\0asm\x01\0\0\0";
        const EMPTY: &[u8] = b"\x01\0\0\xFF\xFF";
        self.write_bytes("shell/backfile.wasm.deflate", MODULE);
        self.write_bytes("shell/site.wasm.deflate", MODULE);
        self.write_bytes("shell/element.wasm.deflate", MODULE);
        self.write_bytes("shell/backfile.js.deflate", EMPTY);
        self.write_bytes("shell/backfile.css.deflate", EMPTY);
        self.write_bytes("shell/saver.wasm.deflate", MODULE);
        self.write_bytes("shell/saver.js.deflate", EMPTY);
        self.write("shell/boot.js", "/* stand-in */");
        self.write("shell/site.js", "/* stand-in */");
        self.write("shell/element.js", "/* stand-in */");
        self.write("shell/element.css", "/* stand-in */");
        self.write("shell/backfile-embed.js", "define(BACKFILE_VIEWER);");
        self.write("shell/shell.json", "{}");
        self.path("shell").display().to_string()
    }
}

/// The command where no shell is near it. Beside the build it would find the one of an earlier
/// build, if there was one, and a test would hold or not by what was built before.
fn command() -> &'static PathBuf {
    static COMMAND: OnceLock<PathBuf> = OnceLock::new();
    COMMAND.get_or_init(|| {
        let built = env!("CARGO_BIN_EXE_backfile");
        // Deeper than the command looks up.
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("command/far/from/shells");
        fs::create_dir_all(&folder).unwrap();
        let command = folder.join(format!("backfile{}", std::env::consts::EXE_SUFFIX));
        let _ = fs::remove_file(&command);
        if fs::hard_link(built, &command).is_err() {
            fs::copy(built, &command).unwrap();
        }
        command
    })
}

/// Files that are not part of the project: required under CI, else skipped with a line.
pub fn shared(folder: &str) -> Option<Vec<PathBuf>> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")).join(folder);
    if !path.is_dir() {
        assert!(
            std::env::var("CI").is_err(),
            "{} is required under CI",
            path.display()
        );
        println!("skipped: {} is not there", path.display());
        return None;
    }
    let mut files: Vec<PathBuf> = fs::read_dir(path)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    Some(files)
}
