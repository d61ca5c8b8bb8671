//! Where do pages come from over http? A small static server on the loopback, which serves one
//! folder under a sub-path as a project page is hosted, answers with pages that a test puts there,
//! and remembers each request.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::session::HOOK;

/// The path under which the folder is served: two levels deep, so that a path which only works at
/// the root of a host is found out.
pub(crate) const BASE: &str = "/user/repo/";

/// What the server's threads share.
#[derive(Default)]
struct Shared {
    /// Where it is found now.
    port: u16,
    /// Pages put there by tests, before files of the folder.
    pages: BTreeMap<String, Vec<u8>>,
    /// Each request: status and path.
    log: Vec<(u16, String)>,
    /// Paths that hold this are not answered yet.
    held: Option<&'static str>,
    /// Paths that hold this are answered with an error.
    refused: Option<&'static str>,
    /// Whether nothing is answered, as where there is no network.
    is_down: bool,
    /// Whether [`HOOK`] is put into pages, for an engine that cannot do it itself.
    is_hooked: bool,
}

/// A running server; it ends with the process.
pub(crate) struct Server {
    folder: PathBuf,
    shared: Arc<Mutex<Shared>>,
}

impl Server {
    /// Serves a folder under [`BASE`].
    pub(crate) fn start(folder: &Path, is_hooked: bool) -> Server {
        let server = Server {
            folder: folder.to_owned(),
            shared: Arc::new(Mutex::new(Shared {
                is_hooked,
                ..Shared::default()
            })),
        };
        server.move_on();
        server
    }

    /// From now on it is found at another port: a host of which the browser keeps nothing, neither a
    /// worker nor files. Who still asks at an earlier one is answered, but not remembered.
    pub(crate) fn move_on(&self) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the loopback has a port");
        let port = listener.local_addr().expect("it is bound").port();
        lock(&self.shared).port = port;
        let (folder, shared) = (self.folder.clone(), Arc::clone(&self.shared));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folder, shared) = (folder.clone(), Arc::clone(&shared));
                std::thread::spawn(move || serve(&stream, port, &folder, &shared));
            }
        });
    }

    /// The address of a path under [`BASE`].
    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{BASE}{path}", lock(&self.shared).port)
    }

    /// Answers a path under [`BASE`] with these bytes from now on.
    pub(crate) fn put(&self, path: &str, bytes: Vec<u8>) {
        lock(&self.shared)
            .pages
            .insert(format!("{BASE}{path}"), bytes);
    }

    /// Answers a path from the folder again.
    pub(crate) fn take_back(&self, path: &str) {
        lock(&self.shared).pages.remove(&format!("{BASE}{path}"));
    }

    /// Lets who asks for a path that holds this wait, until there is nothing to wait for.
    pub(crate) fn hold(&self, part: Option<&'static str>) {
        lock(&self.shared).held = part;
    }

    /// Refuses paths that hold this.
    pub(crate) fn refuse(&self, part: Option<&'static str>) {
        lock(&self.shared).refused = part;
    }

    /// Answers nothing, or answers again.
    pub(crate) fn set_down(&self, is_down: bool) {
        lock(&self.shared).is_down = is_down;
    }

    /// The requests since the last time.
    pub(crate) fn take_log(&self) -> Vec<(u16, String)> {
        std::mem::take(&mut lock(&self.shared).log)
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(stream: &TcpStream, port: u16, folder: &Path, shared: &Mutex<Shared>) {
    let limit = Some(Duration::from_secs(10));
    if stream.set_read_timeout(limit).is_err() {
        return;
    }
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    let mut header = String::new();
    if reader.read_line(&mut line).is_err() {
        return;
    }
    while reader.read_line(&mut header).is_ok_and(|n| n > 2) {
        header.clear();
    }
    let Some(target) = line.split(' ').nth(1) else {
        return;
    };
    let path = target.split('?').next().unwrap_or_default().to_owned();
    if lock(shared).is_down {
        return;
    }
    let holds = |part: Option<&str>| part.is_some_and(|part| path.contains(part));
    while holds(lock(shared).held) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let is_refused = holds(lock(shared).refused);
    let body = find(&path, folder, shared).filter(|_| !is_refused);
    let status = if body.is_some() { 200 } else { 404 };
    {
        let mut shared = lock(shared);
        if shared.port == port {
            shared.log.push((status, path.clone()));
        }
    }
    // The browser may have gone to another page already.
    let _ = answer(stream, status, media_type(&path), &body.unwrap_or_default());
}

fn find(path: &str, folder: &Path, shared: &Mutex<Shared>) -> Option<Vec<u8>> {
    let shared = lock(shared);
    let bytes = match shared.pages.get(path) {
        Some(bytes) => bytes.clone(),
        None => std::fs::read(file_of(path, folder)?).ok()?,
    };
    if shared.is_hooked && media_type(path).starts_with("text/html") {
        return Some(hooked(&bytes));
    }
    Some(bytes)
}

/// The file that a path means; none outside of the folder.
fn file_of(path: &str, folder: &Path) -> Option<PathBuf> {
    let inside = path.strip_prefix(BASE)?;
    if inside.split('/').any(|part| part == "..") {
        return None;
    }
    let inside = if inside.is_empty() {
        "index.html"
    } else {
        inside
    };
    Some(folder.join(inside))
}

fn answer(mut stream: &TcpStream, status: u16, media: &str, body: &[u8]) -> std::io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status} .\r\nContent-Type: {media}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Connection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, end)| end) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("bin") => "application/octet-stream",
        _ => "text/html; charset=utf-8",
    }
}

/// A page with [`HOOK`] as its first script.
pub(crate) fn hooked(page: &[u8]) -> Vec<u8> {
    with_script(page, HOOK)
}

/// A page with a script of ours as its first. A policy given in the page counts only for what comes
/// after it, so the hook goes to the front of the head, and the page's own scripts stay under the
/// policy as before.
pub(crate) fn with_script(page: &[u8], script: &str) -> Vec<u8> {
    // A packed file is UTF-16.
    let is_wide = page.starts_with(&[0xFF, 0xFE]);
    let written = |text: &str| -> Vec<u8> {
        if is_wide {
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        } else {
            text.as_bytes().to_vec()
        }
    };
    let head = written("<head>");
    let place = page.windows(head.len()).position(|bytes| bytes == head);
    let Some(place) = place.map(|place| place + head.len()) else {
        return page.to_vec();
    };
    let hook = written(&["<script>", script, "</script>"].concat());
    [&page[..place], &hook, &page[place..]].concat()
}

#[cfg(test)]
mod tests {
    use super::{Server, file_of, hooked, lock};
    use std::io::{Read, Write};
    use std::path::{Path, PathBuf};

    fn get(server: &Server, path: &str) -> String {
        let port = lock(&server.shared).port;
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn paths_stay_under_the_base_and_in_the_folder() {
        let folder = Path::new("site");
        let file = |path| file_of(path, folder);
        assert_eq!(file("/user/repo/"), Some(PathBuf::from("site/index.html")));
        assert_eq!(
            file("/user/repo/a/b.js"),
            Some(PathBuf::from("site/a/b.js"))
        );
        assert_eq!(file("/a.js"), None);
        assert_eq!(file("/user/repo/../secret"), None);
    }

    #[test]
    fn the_hook_comes_before_the_policy() {
        let page = b"<html><head><meta policy></head>";
        let page = String::from_utf8(hooked(page)).unwrap();
        assert!(page.starts_with("<html><head><script>window.__seen"));
        assert!(page.ends_with("</script><meta policy></head>"));
        let wide = |text: &str| -> Vec<u8> {
            "\u{FEFF}"
                .encode_utf16()
                .chain(text.encode_utf16())
                .flat_map(u16::to_le_bytes)
                .collect()
        };
        let page = hooked(&wide("<html><head><meta policy></head>"));
        assert!(page.starts_with(&wide("<html><head><script>window.__seen")));
    }

    #[test]
    fn pages_are_answered_and_every_request_is_remembered() {
        let server = Server::start(Path::new("nowhere"), false);
        server.put("a.html", b"hello".to_vec());
        assert!(get(&server, "/user/repo/a.html").ends_with("\r\n\r\nhello"));
        server.take_back("a.html");
        assert!(get(&server, "/user/repo/a.html").starts_with("HTTP/1.1 404"));
        let log = [(200, "/user/repo/a.html"), (404, "/user/repo/a.html")];
        let log = log.map(|(status, path)| (status, path.to_owned()));
        assert_eq!(server.take_log(), log);
        let before = server.address("");
        server.move_on();
        assert_ne!(server.address(""), before);
        assert!(get(&server, "/user/repo/a.html").starts_with("HTTP/1.1 404"));
        assert_eq!(server.take_log().len(), 1);
    }
}
