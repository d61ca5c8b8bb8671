//! Who runs the browser? The driver process of an engine, on a free port, and for WebKitGTK a
//! virtual screen. Both end when the value is dropped, with every process that they started.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::engine::Engine;
use crate::wire::{ask, free_port};

/// A running driver.
pub(crate) struct Driver {
    /// Where it listens.
    pub(crate) port: u16,
    // Dropped in this order: the browser goes before its screen.
    _process: Group,
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
    /// Starts the driver of an engine and waits until it answers.
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
        }
        let process = spawn(&mut command)?;
        let driver = Driver {
            port,
            _process: process,
            _screen: screen.map(|(process, _)| process),
        };
        driver.wait(engine)?;
        Ok(driver)
    }

    fn wait(&self, engine: Engine) -> Result<(), String> {
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            let answer = ask(self.port, "GET /status", None, Duration::from_secs(5));
            match answer {
                Ok(_) => return Ok(()),
                Err(error) if Instant::now() > end => {
                    return Err(format!("{} does not answer: {error}", engine.driver()));
                }
                Err(_) => std::thread::sleep(Duration::from_millis(30)),
            }
        }
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
