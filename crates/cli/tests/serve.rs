//! `backfile serve`, asked by real requests.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod kit;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Child;

use kit::Folder;

/// A running server, stopped when it goes out of use.
struct Serving {
    child: Child,
    address: String,
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let found = lines.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }
}

impl Serving {
    fn start(folder: &Folder) -> Serving {
        let mut child = folder.start(&["serve", "site", "--port", "0"]);
        let mut line = String::new();
        let out = child.stdout.as_mut().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let address = line
            .trim()
            .strip_prefix("http://")
            .unwrap()
            .trim_end_matches('/');
        Serving {
            address: address.to_owned(),
            child,
        }
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request =
            format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head,
            body: bytes[end + 4..].to_vec(),
        }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &self.address)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn site() -> Folder {
    let folder = Folder::new();
    folder.write("site/index.html", "<!doctype html><title>Home</title>");
    folder.write("site/a/x.html", "x");
    folder.write("site/a/index.html", "a");
    folder.write("site/東 京.html", "east");
    folder.write_bytes("site/site/program.wasm", b"\0asm");
    folder.write("site/style.css", "a{}");
    folder.write("site/feed.json", "{}");
    folder.write("secret.txt", "secret");
    folder
}

#[test]
fn files_are_served_with_their_types() {
    let folder = site();
    let serving = Serving::start(&folder);
    for (path, kind, body) in [
        (
            "/",
            "text/html; charset=utf-8",
            "<!doctype html><title>Home</title>",
        ),
        (
            "/index.html?q=1",
            "text/html; charset=utf-8",
            "<!doctype html><title>Home</title>",
        ),
        ("/a/", "text/html; charset=utf-8", "a"),
        ("/a/x", "text/html; charset=utf-8", "x"),
        (
            "/%E6%9D%B1%20%E4%BA%AC.html",
            "text/html; charset=utf-8",
            "east",
        ),
        ("/site/program.wasm", "application/wasm", "\0asm"),
        ("/style.css", "text/css; charset=utf-8", "a{}"),
        ("/feed.json", "application/json; charset=utf-8", "{}"),
    ] {
        let answer = serving.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), Some(kind), "{path}");
        assert_eq!(answer.body, body.as_bytes(), "{path}");
    }
    let head = serving.ask("HEAD", "/style.css", &serving.address);
    assert_eq!((head.status, head.body.len()), (200, 0));
    let folder = serving.get("/a");
    assert_eq!(
        (folder.status, folder.header("location")),
        (301, Some("/a/"))
    );
    assert_eq!(serving.get("/nothing").status, 404);
    assert_eq!(serving.ask("POST", "/", &serving.address).status, 405);
}

#[test]
fn nothing_outside_of_the_folder_is_served() {
    let folder = site();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path("secret.txt"), folder.path("site/link.txt")).unwrap();
    let serving = Serving::start(&folder);
    for path in [
        "/../secret.txt",
        "/a/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "//secret.txt",
        "/link.txt",
        "/a/x.html%00",
        "/%",
        "/%ff",
    ] {
        let answer = serving.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(
            !answer.body.windows(6).any(|six| six == b"secret"),
            "{path}"
        );
    }
    assert_eq!(serving.ask("GET", "/", "evil.example").status, 421);
    assert_eq!(serving.ask("GET", "/", "localhost:8080").status, 200);
}

#[test]
fn a_wrong_folder_or_port_is_told() {
    let folder = site();
    folder
        .run(&["serve", "none"])
        .fails("none: there is no such folder");
    folder.run(&["serve", "secret.txt"]).fails("this is a file");
    let serving = Serving::start(&folder);
    let port = serving.address.rsplit_once(':').unwrap().1;
    folder
        .run(&["serve", "site", "--port", port])
        .fails("choose another with --port");
}
