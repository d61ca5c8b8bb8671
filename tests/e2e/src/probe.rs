//! Did anything try to reach a host? Every browser here is told to use this proxy for all hosts but
//! the loopback. It lets nothing through and remembers what was asked for, so "no request" is seen
//! from outside the page, the same way in every engine.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What the browsers themselves talk to when they start, page or no page. Their makers' hosts, none
/// of which the app knows; the engines' own request logs are checked beside this.
const BROWSERS_OWN: &[&str] = &[
    "google.com",
    "googleapis.com",
    "gvt1.com",
    "gstatic.com",
    "mozilla.com",
    "mozilla.net",
    "mozilla.org",
    "mozilla-backup.org",
    "firefox.com",
];

/// A proxy that lets nothing through.
pub(crate) struct Probe {
    port: u16,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Probe {
    /// Starts one; it ends with the process.
    pub(crate) fn start() -> Probe {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the loopback has a port");
        let port = listener.local_addr().expect("it is bound").port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let log = Arc::clone(&log);
                std::thread::spawn(move || refuse(stream, &log));
            }
        });
        Probe { port, seen }
    }

    /// The address to give to a browser as its proxy.
    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The targets asked for since the last time, without the browsers' own.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn refuse(mut stream: TcpStream, log: &Mutex<Vec<String>>) {
    let mut head = [0; 2048];
    let limit = Some(Duration::from_secs(5));
    if stream.set_read_timeout(limit).is_err() {
        return;
    }
    let Ok(length) = stream.read(&mut head) else {
        return;
    };
    let line = String::from_utf8_lossy(&head[..length]);
    let target = line.split_whitespace().nth(1).unwrap_or_default();
    if !target.is_empty() && !is_browsers_own(target) {
        log.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(target.to_owned());
    }
    // The browser may have gone away already, and nobody waits for this answer.
    let _ = stream.write_all(b"HTTP/1.1 403 no\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

/// Whether a target (`host:port` or an address) is one of the browsers' own.
fn is_browsers_own(target: &str) -> bool {
    let rest = target.split_once("://").map_or(target, |(_, rest)| rest);
    let host = rest.split(['/', ':', '?']).next().unwrap_or_default();
    BROWSERS_OWN.iter().any(|own| {
        host.strip_suffix(own)
            .is_some_and(|front| front.is_empty() || front.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::{Probe, is_browsers_own};
    use std::io::{Read, Write};
    use std::net::TcpStream;

    #[test]
    fn only_the_makers_hosts_are_the_browsers_own() {
        assert!(is_browsers_own("update.googleapis.com:443"));
        assert!(is_browsers_own("http://detectportal.firefox.com/x?y"));
        assert!(!is_browsers_own("notfirefox.com:443"));
        assert!(!is_browsers_own("http://example.org/firefox.com"));
    }

    #[test]
    fn a_request_is_refused_and_remembered_once() {
        let probe = Probe::start();
        let mut stream = TcpStream::connect(probe.address()).unwrap();
        stream
            .write_all(b"GET http://example.org/a HTTP/1.1\r\n\r\n")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 403"));
        assert_eq!(probe.take(), ["http://example.org/a"]);
        assert!(probe.take().is_empty());
    }
}
