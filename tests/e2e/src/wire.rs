//! How does one ask a WebDriver something? One HTTP/1.1 request with JSON in and JSON out, on the
//! loopback, blocking, with a time limit. A driver needs no more, and a test reads best as a story
//! of one thing after another.

use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;

/// How long a driver may take until it listens.
const START_LIMIT: Duration = Duration::from_secs(30);

/// Asks the driver at `port`, and gives the `value` of its answer; an error of the protocol becomes
/// `error: message`.
pub(crate) fn ask(
    port: u16,
    line: &str,
    body: Option<&Value>,
    limit: Duration,
) -> Result<Value, String> {
    let answer =
        exchange(port, line, body, limit).map_err(|error| format!("{line}: no answer: {error}"))?;
    let mut answer: Value = serde_json::from_slice(&answer)
        .map_err(|error| format!("{line}: the answer is no JSON: {error}"))?;
    let value = answer["value"].take();
    if let Some(error) = value["error"].as_str() {
        let message = value["message"].as_str().unwrap_or_default();
        return Err(format!("{error}: {}", message.trim()));
    }
    Ok(value)
}

fn exchange(
    port: u16,
    line: &str,
    body: Option<&Value>,
    limit: Duration,
) -> std::io::Result<Vec<u8>> {
    let mut stream = connect(port)?;
    stream.set_read_timeout(Some(limit))?;
    stream.set_nodelay(true)?;
    let body = body.map(Value::to_string).unwrap_or_default();
    let length = body.len();
    let request = format!(
        "{line} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json; charset=utf-8\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes())?;
    read_body(&mut BufReader::new(stream))
}

/// A driver that was just started does not listen yet.
fn connect(port: u16) -> std::io::Result<TcpStream> {
    let end = Instant::now() + START_LIMIT;
    loop {
        match TcpStream::connect(("127.0.0.1", port)) {
            Err(error) if error.kind() == ErrorKind::ConnectionRefused && Instant::now() < end => {
                std::thread::sleep(Duration::from_millis(30));
            }
            other => return other,
        }
    }
}

/// Reads an answer to its end and gives its body.
fn read_body(stream: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut length = None;
    let mut is_chunked = false;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let line = line.trim_end().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse::<usize>().ok();
        }
        is_chunked |= line.starts_with("transfer-encoding:") && line.ends_with("chunked");
    }
    if is_chunked {
        return read_chunks(stream);
    }
    let mut body = vec![0; length.unwrap_or_default()];
    match length {
        Some(_) => stream.read_exact(&mut body)?,
        None => {
            stream.read_to_end(&mut body)?;
        }
    }
    Ok(body)
}

fn read_chunks(stream: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let length = usize::from_str_radix(line.trim(), 16)
            .map_err(|error| std::io::Error::new(ErrorKind::InvalidData, error))?;
        if length == 0 {
            return Ok(body);
        }
        let mut chunk = vec![0; length + 2];
        stream.read_exact(&mut chunk)?;
        body.extend_from_slice(&chunk[..length]);
    }
}

/// A port that nobody listens on at this moment.
pub(crate) fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("the loopback has a port");
    listener.local_addr().expect("it is bound").port()
}

#[cfg(test)]
mod tests {
    use super::read_body;

    #[test]
    fn a_body_is_read_by_length_by_chunks_and_to_the_end() {
        let bodies = [
            "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcdef",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\n\r\nabcd",
        ];
        for body in bodies {
            assert_eq!(read_body(&mut body.as_bytes()).unwrap(), b"abcd");
        }
    }

    #[test]
    fn a_body_cut_short_is_an_error() {
        let body = "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\nabcdef";
        assert!(read_body(&mut body.as_bytes()).is_err());
    }
}
