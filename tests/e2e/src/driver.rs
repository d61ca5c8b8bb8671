//! Who runs the browser? The driver process of an engine, on a free port, and for WebKitGTK a
//! virtual screen. Both end when the value is dropped, with every process that they started.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::engine::Engine;
use crate::wire::free_port;

/// A running driver.
pub(crate) struct Driver {
    /// Where it listens.
    pub(crate) port: u16,
    // Dropped in this order: the browser goes before its screen.
    process: Group,
    _screen: Option<Group>,
}

/// A child process that leads a group, ended together.
struct Group(Child);

impl Drop for Group {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let mut kill = Command::new("kill");
        kill.args(["-TERM", "--", &group]).stderr(Stdio::null());
        // A group that is gone already is what is wanted.
        let _ = kill.status();
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Driver {
    /// Starts the driver of an engine; it listens a moment later.
    pub(crate) fn start(engine: Engine) -> Result<Driver, String> {
        let program = find(engine.driver()).ok_or_else(|| {
            let name = engine.driver();
            format!("{name} is not here; `cargo xtask setup` brings it")
        })?;
        let screen = match engine {
            Engine::WebKit => Some(start_screen()?),
            Engine::Chromium | Engine::Firefox => None,
        };
        let port = free_port();
        let mut command = Command::new(program);
        command
            .arg(format!("--port={port}"))
            .env("TZ", "UTC")
            .env("LANG", "C.UTF-8")
            .env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1");
        if engine == Engine::Firefox {
            command.arg(format!("--websocket-port={}", free_port()));
        }
        if let Some((_, display)) = &screen {
            command.env("DISPLAY", display);
            // Without a graphics card it paints with all cores, which the other tests need too.
            command.env("LP_NUM_THREADS", "0");
            command.env("XDG_CONFIG_HOME", still_scrollbars()?);
        }
        let process = spawn(&mut command)?;
        Ok(Driver {
            port,
            process,
            _screen: screen.map(|(process, _)| process),
        })
    }

    /// The number of its process.
    pub(crate) fn process(&self) -> u32 {
        self.process.0.id()
    }
}

fn spawn(command: &mut Command) -> Result<Group, String> {
    command
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map(Group)
        .map_err(|error| format!("{}: {error}", command.get_program().to_string_lossy()))
}

/// A folder of settings in which the scrollbars of GTK stand beside the page. Else they lie over it
/// and fade out after each load, for which a machine without a graphics card paints the page for
/// seconds with all that it has.
fn still_scrollbars() -> Result<PathBuf, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let folder = own.with_file_name("e2e-config");
    let gtk = folder.join("gtk-3.0");
    let told = |error: std::io::Error| format!("{}: {error}", gtk.display());
    std::fs::create_dir_all(&gtk).map_err(told)?;
    let settings = "[Settings]\ngtk-overlay-scrolling=0\n";
    std::fs::write(gtk.join("settings.ini"), settings).map_err(told)?;
    Ok(folder)
}

/// Starts a virtual screen and gives it with its display name.
fn start_screen() -> Result<(Group, String), String> {
    let program = find("Xvfb").ok_or("Xvfb is not here; `cargo xtask setup` brings it")?;
    let mut child = Command::new(program)
        .args(["-displayfd", "1", "-screen", "0", "1400x1000x24"])
        .args(["-nolisten", "tcp"])
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("Xvfb: {error}"))?;
    let stdout = child.stdout.take().ok_or("Xvfb has no output")?;
    let group = Group(child);
    let mut number = String::new();
    BufReader::new(stdout)
        .read_line(&mut number)
        .map_err(|error| format!("Xvfb: {error}"))?;
    match number.trim() {
        "" => Err("Xvfb did not start".to_owned()),
        number => Ok((group, format!(":{number}"))),
    }
}

/// A program on PATH, or among the tools that `cargo xtask setup` built into the build folder that
/// this program itself lies in.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let own = std::env::current_exe().ok();
    let own = own
        .iter()
        .flat_map(|file| file.ancestors())
        .map(|folder| folder.join("tools").join("bin"));
    std::env::split_paths(&path)
        .chain(own)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}
