//! What does the page say that WebDriver's plain commands do not tell? `WebDriver` `BiDi`, the event
//! stream beside a session, over a web socket: console messages, uncaught errors and requests.
//!
//! Events wait in the socket until [`Bidi::drain`] asks something harmless; whatever came before the
//! answer is then in hand, so there is no thread and no race.

use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

/// An open event stream.
pub(crate) struct Bidi {
    socket: WebSocket<TcpStream>,
    last_id: u64,
    events: Vec<Value>,
}

impl Bidi {
    /// Opens the stream that a session's `webSocketUrl` names.
    pub(crate) fn open(address: &str) -> Result<Bidi, String> {
        let host = address
            .strip_prefix("ws://")
            .and_then(|rest| rest.split('/').next())
            .ok_or_else(|| format!("`{address}` is no web socket"))?;
        let stream = TcpStream::connect(host).map_err(|error| format!("{host}: {error}"))?;
        let limit = Some(Duration::from_mins(1));
        stream
            .set_read_timeout(limit)
            .map_err(|error| error.to_string())?;
        let (socket, _) =
            tungstenite::client(address, stream).map_err(|error| format!("{address}: {error}"))?;
        Ok(Bidi {
            socket,
            last_id: 0,
            events: Vec::new(),
        })
    }

    /// Sends a command and waits for its answer; events that come first are kept.
    pub(crate) fn call(&mut self, method: &str, params: &Value) -> Result<Value, String> {
        self.last_id += 1;
        let command = json!({"id": self.last_id, "method": method, "params": params});
        let told = |error| format!("{method}: {error}");
        self.socket
            .send(Message::text(command.to_string()))
            .map_err(told)?;
        loop {
            let Message::Text(text) = self.socket.read().map_err(told)? else {
                continue;
            };
            let mut message: Value = serde_json::from_str(text.as_str())
                .map_err(|error| format!("{method}: {error}"))?;
            if message["type"] == "event" {
                self.events.push(message);
            } else if message["id"] == self.last_id {
                return match message["error"].as_str() {
                    Some(error) => Err(format!("{method}: {error}: {}", message["message"])),
                    None => Ok(message["result"].take()),
                };
            }
        }
    }

    /// All events since the last time, in their order.
    pub(crate) fn drain(&mut self) -> Result<Vec<Value>, String> {
        self.call("session.status", &json!({}))?;
        Ok(std::mem::take(&mut self.events))
    }
}
