//! `backfile serve DIR`: how does a folder look on a host? A plain server for this machine only.
//!
//! It answers on 127.0.0.1, to requests that name this machine as their host, with files that lie
//! in the folder; as static hosts do, a folder stands for its `index.html` and `/x` for `x.html`.

use std::fs::{self, File};
use std::io::{self, Read};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow, ensure};
use backfile_pack::site::decoded_part;
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use crate::args::Serve;
use crate::{Outcome, output};

/// The port where none is asked for, if it is free.
const PORT: u16 = 8080;
/// Requests that are answered at the same time: what a browser asks for at once.
const THREADS: usize = 6;

/// Media types by the end of a name, with what a browser must know of the characters.
const TYPES: [(&str, &str); 26] = [
    ("atom", "application/atom+xml; charset=utf-8"),
    ("avif", "image/avif"),
    ("css", "text/css; charset=utf-8"),
    ("gif", "image/gif"),
    ("htm", "text/html; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("ogg", "audio/ogg"),
    ("otf", "font/otf"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("webm", "video/webm"),
    ("webmanifest", "application/manifest+json; charset=utf-8"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
    ("xml", "application/xml; charset=utf-8"),
];

/// What a path stands for.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    File(PathBuf),
    /// A folder that was named without `/` at its end: relative links would go wrong.
    Folder,
    Nothing,
}

/// `backfile serve`: answers until it is stopped.
pub(crate) fn run(args: &Serve) -> Result<Outcome> {
    let name = args.folder.display();
    let root = fs::canonicalize(&args.folder)
        .with_context(|| format!("{name}: there is no such folder; check its name"))?;
    ensure!(
        root.is_dir(),
        "{name}: this is a file, which opens in a browser without a server; to serve, name a folder"
    );
    let server = Arc::new(listen(args.port)?);
    let address = server
        .server_addr()
        .to_ip()
        .context("the server has no address")?;
    output::print(&format!("http://{address}/"))?;
    output::note(&format!(
        "serving {name} on this machine only; stop with Ctrl-C"
    ));
    let answer_all = |server: &Server, root: &Path| {
        for request in server.incoming_requests() {
            // A browser that went away is no failure of ours.
            let _ = answer(request, root);
        }
    };
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let (server, root) = (Arc::clone(&server), root.clone());
            thread::spawn(move || answer_all(&server, &root))
        })
        .collect();
    for thread in threads {
        thread
            .join()
            .map_err(|_| anyhow!("the server broke; start it again"))?;
    }
    Ok(Outcome::Done)
}

fn listen(port: Option<u16>) -> Result<Server> {
    let at = |port: u16| Server::http(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    let tried = match port {
        Some(port) => at(port),
        None => at(PORT).or_else(|_| at(0)),
    };
    tried.map_err(|error| {
        let port = port.unwrap_or(PORT);
        anyhow!("port {port} cannot be used ({error}); choose another with --port")
    })
}

fn answer(request: Request, root: &Path) -> io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        let response = message(405, "Only GET and HEAD are answered.");
        let allow = header("Allow", "GET, HEAD");
        return request.respond(allow.into_iter().fold(response, Response::with_header));
    }
    // A page elsewhere that gave its name our address must not read the folder.
    let host = request
        .headers()
        .iter()
        .find(|header| header.field.equiv("Host"));
    if !host.is_some_and(|host| is_this_machine(host.value.as_str())) {
        return request.respond(message(421, "This server answers for this machine only."));
    }
    let path = request
        .url()
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .to_owned();
    match find(root, &path) {
        Found::File(file) => match File::open(&file) {
            Ok(opened) => request.respond(whole(opened, &file, 200)),
            Err(_) => request.respond(message(403, "This file cannot be read.")),
        },
        Found::Folder => {
            let response = message(301, "It is a folder.");
            let to = header("Location", &format!("/{}/", path.trim_matches('/')));
            request.respond(to.into_iter().fold(response, Response::with_header))
        }
        Found::Nothing => {
            let page = root.join("404.html");
            match File::open(&page) {
                Ok(opened) => request.respond(whole(opened, &page, 404)),
                Err(_) => request.respond(message(404, "There is nothing here.")),
            }
        }
    }
}

fn is_this_machine(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    ["127.0.0.1", "localhost"].contains(&name)
}

/// The file that a path of a request stands for, if it lies in the folder.
fn find(root: &Path, path: &str) -> Found {
    let Some(parts) = parts(path) else {
        return Found::Nothing;
    };
    let at = parts.iter().fold(root.to_owned(), |at, part| at.join(part));
    let inside = |file: PathBuf| {
        let real = fs::canonicalize(file).ok()?;
        (real.starts_with(root) && real.is_file()).then_some(real)
    };
    let is_folder = path.ends_with('/');
    if is_folder || at.is_dir() {
        return match inside(at.join("index.html")) {
            Some(file) if is_folder => Found::File(file),
            Some(_) => Found::Folder,
            None => Found::Nothing,
        };
    }
    let with_end = at.with_file_name(format!("{}.html", parts.last().map_or("", |last| last)));
    let found = inside(at).or_else(|| inside(with_end));
    found.map_or(Found::Nothing, Found::File)
}

/// The parts of a path; `None` where one of them is not the name of a file or folder.
fn parts(path: &str) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    for part in path
        .strip_prefix('/')?
        .split('/')
        .filter(|part| !part.is_empty())
    {
        let part = decoded_part(part)?;
        let is_name =
            !matches!(part.as_str(), "." | "..") && !part.contains(['/', '\\', '\0', ':']);
        parts.push(Some(part).filter(|_| is_name)?);
    }
    Some(parts)
}

fn media_type(file: &Path) -> &'static str {
    let end = file
        .extension()
        .map(|end| end.to_string_lossy().to_ascii_lowercase());
    let found = TYPES
        .iter()
        .find(|(known, _)| end.as_deref() == Some(known));
    found.map_or("application/octet-stream", |(_, kind)| kind)
}

fn whole(opened: File, file: &Path, status: u16) -> Response<File> {
    let response = Response::from_file(opened).with_status_code(StatusCode(status));
    with_headers(response, media_type(file))
}

fn message(status: u16, text: &str) -> Response<io::Cursor<Vec<u8>>> {
    let response = Response::from_string(format!("{text}\n")).with_status_code(StatusCode(status));
    with_headers(response, "text/plain; charset=utf-8")
}

/// What is seen is what is there: nothing is kept, and no type is guessed.
fn with_headers<R: Read>(response: Response<R>, kind: &str) -> Response<R> {
    let headers = [
        ("Content-Type", kind),
        ("Cache-Control", "no-cache"),
        ("X-Content-Type-Options", "nosniff"),
    ];
    let headers = headers
        .into_iter()
        .filter_map(|(name, value)| header(name, value));
    headers.fold(response, Response::with_header)
}

/// A header; an address with signs that no header may hold gives none.
fn header(name: &str, value: &str) -> Option<Header> {
    Header::from_bytes(name, value).ok()
}
