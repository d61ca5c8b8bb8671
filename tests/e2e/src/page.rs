//! What does a reader do with a page, and what do they see? Steps that wait for what they need and
//! stop the test with a sentence when it does not come. Yew renders a moment after an event, so
//! nothing is read at once: [`Page::wait`] asks again until it is so.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::session::Session;

/// How long something may take to come about, on a slow machine under load. No promise is about
/// this time: it only has an end so that a broken one is told.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// Keys as `WebDriver` names them.
pub(crate) mod keys {
    pub(crate) const TAB: &str = "\u{E004}";
    pub(crate) const ENTER: &str = "\u{E007}";
    pub(crate) const SHIFT: &str = "\u{E008}";
    pub(crate) const ESCAPE: &str = "\u{E00C}";
    pub(crate) const UP: &str = "\u{E013}";
    pub(crate) const DOWN: &str = "\u{E015}";
    pub(crate) const SPACE: &str = " ";
}

/// A window with a page in it.
pub(crate) struct Page {
    pub(crate) session: Session,
    /// What the hook in the page saw before the page went away.
    seen: Vec<String>,
}

impl Page {
    pub(crate) fn new(session: Session) -> Page {
        Page {
            session,
            seen: Vec::new(),
        }
    }

    /// Loads an address as from the address bar, in a document that knows nothing of the last.
    #[track_caller]
    pub(crate) fn open(&mut self, address: &str) {
        self.go("about:blank");
        self.go(address);
    }

    /// Loads an address from where one is: another hash of the same page loads nothing anew.
    #[track_caller]
    pub(crate) fn go(&mut self, address: &str) {
        self.keep_seen();
        let done = self
            .session
            .command("POST url", Some(&json!({"url": address})));
        done.unwrap_or_else(|error| panic!("{address} does not open: {error}"));
    }

    #[track_caller]
    pub(crate) fn reload(&mut self) {
        self.keep_seen();
        self.command("POST refresh");
    }

    #[track_caller]
    pub(crate) fn back(&mut self) {
        self.keep_seen();
        self.command("POST back");
    }

    #[track_caller]
    pub(crate) fn forward(&mut self) {
        self.keep_seen();
        self.command("POST forward");
    }

    #[track_caller]
    fn command(&self, line: &str) {
        let done = self.session.command(line, Some(&json!({})));
        done.unwrap_or_else(|error| panic!("{line}: {error}"));
    }

    /// The value of an expression in the page.
    #[track_caller]
    pub(crate) fn eval(&self, expression: &str) -> Value {
        let value = self
            .session
            .run(&format!("return ({expression});"), &json!([]));
        value.unwrap_or_else(|error| panic!("`{expression}`: {error}"))
    }

    /// As [`Page::eval`], for text.
    #[track_caller]
    pub(crate) fn text(&self, expression: &str) -> String {
        match self.eval(expression) {
            Value::String(text) => text,
            other => panic!("`{expression}` is no text but {other}"),
        }
    }

    /// As [`Page::eval`], for a list of texts.
    #[track_caller]
    pub(crate) fn texts(&self, expression: &str) -> Vec<String> {
        let value = self.eval(expression);
        let list = value
            .as_array()
            .unwrap_or_else(|| panic!("`{expression}` is no list but {value}"));
        let text = |value: &Value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        };
        list.iter().map(text).collect()
    }

    /// As [`Page::eval`], for a number, rounded: pixels and counts.
    #[track_caller]
    pub(crate) fn number(&self, expression: &str) -> i64 {
        let value = self.eval(expression);
        let number = value.as_f64();
        number
            .unwrap_or_else(|| panic!("`{expression}` is no number but {value}"))
            .round() as i64
    }

    /// Waits until an expression is true; `what` completes the sentence "it did not come about
    /// that ...".
    #[track_caller]
    pub(crate) fn wait(&self, what: &str, expression: &str) {
        if let Err(now) = self.comes_about(expression) {
            panic!(
                "it did not come about that {what}{now}\n  page: {}",
                self.glimpse()
            );
        }
    }

    /// As [`Page::wait`], for who has more to say of what is there instead. The error is that of the
    /// last question, in brackets.
    pub(crate) fn comes_about(&self, expression: &str) -> Result<(), String> {
        let end = Instant::now() + PATIENCE;
        let script = format!("return !!({expression});");
        // To ask costs the page time that it needs for the answer.
        let mut rest = Duration::from_millis(20);
        loop {
            let now = self.session.run(&script, &json!([]));
            if now == Ok(Value::Bool(true)) {
                return Ok(());
            }
            if Instant::now() > end {
                return Err(now.map_or_else(|error| format!(" ({error})"), |_| String::new()));
            }
            std::thread::sleep(rest);
            rest = (rest * 3 / 2).min(Duration::from_millis(150));
        }
    }

    /// What the page says, in short, for messages.
    fn glimpse(&self) -> String {
        let script = "return location.href.slice(-80) + ' | ' + document.title + ' | ' + \
                      (document.body ? document.body.innerText.slice(0, 600) : '')";
        let text = self.session.run(script, &json!([]));
        text.map_or_else(
            |error| error,
            |text| text.as_str().unwrap_or_default().replace('\n', " "),
        )
    }

    /// Clicks what a CSS selector finds first, as with a mouse.
    #[track_caller]
    pub(crate) fn click(&self, css: &str) {
        self.wait(
            &format!("there is `{css}`"),
            &format!("document.querySelector({})", quoted(css)),
        );
        self.bring_into_view(css);
        let click = || {
            let element = self.session.find(css)?;
            let line = format!("POST element/{element}/click");
            self.session.command(&line, Some(&json!({})))
        };
        let mut clicked = click();
        for _ in 0..5 {
            // A list that is still being laid out moves under the mouse.
            let has_moved = |error: &String| {
                let words = ["intercepted", "interactable", "stale"];
                words.iter().any(|word| error.contains(word))
            };
            if !clicked.as_ref().is_err_and(has_moved) {
                break;
            }
            std::thread::sleep(Duration::from_millis(200));
            clicked = click();
        }
        clicked.unwrap_or_else(|error| panic!("`{css}` cannot be clicked: {error}"));
    }

    /// Scrolls as a reader does before a click, and waits until the page is at rest: parts that were
    /// far away are laid out only now.
    #[track_caller]
    fn bring_into_view(&self, css: &str) {
        let rest = format!(
            "(e => {{ const r = e.getBoundingClientRect(); \
             if (r.top < 0 || r.bottom > innerHeight) e.scrollIntoView({{block: 'center', behavior: 'instant'}}); \
             const now = e.getBoundingClientRect().top, same = window.__top === now; \
             window.__top = now; return same }})(document.querySelector({}))",
            quoted(css)
        );
        self.eval("(delete window.__top, true)");
        self.wait(&format!("`{css}` is at rest"), &rest);
    }

    /// Clicks what an expression gives, as with a mouse.
    #[track_caller]
    pub(crate) fn click_on(&self, expression: &str) {
        self.wait(&format!("there is `{expression}`"), expression);
        let mark = format!(
            "(document.querySelectorAll('[data-e2e-here]').forEach(e => e.removeAttribute('data-e2e-here')), \
             ({expression}).setAttribute('data-e2e-here', ''), true)"
        );
        self.eval(&mark);
        self.click("[data-e2e-here]");
    }

    /// Presses and lets go each key in turn, wherever the focus is.
    #[track_caller]
    pub(crate) fn press(&self, keys: &[&str]) {
        let strokes = keys.iter().flat_map(|key| {
            let stroke = |kind: &str| json!({"type": kind, "value": key});
            [stroke("keyDown"), stroke("keyUp")]
        });
        self.actions(&strokes.collect::<Vec<_>>());
    }

    /// Presses a key while another is held.
    #[track_caller]
    pub(crate) fn chord(&self, held: &str, key: &str) {
        let stroke = |kind: &str, key: &str| json!({"type": kind, "value": key});
        let strokes = [
            ("keyDown", held),
            ("keyDown", key),
            ("keyUp", key),
            ("keyUp", held),
        ];
        self.actions(&strokes.map(|(kind, key)| stroke(kind, key)));
    }

    #[track_caller]
    fn actions(&self, strokes: &[Value]) {
        let body = json!({"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]});
        let done = self.session.command("POST actions", Some(&body));
        done.unwrap_or_else(|error| panic!("keys: {error}"));
    }

    /// Types a text, wherever the focus is.
    #[track_caller]
    pub(crate) fn type_text(&self, text: &str) {
        let letters: Vec<String> = text.chars().map(String::from).collect();
        let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
        self.press(&letters);
    }

    /// Goes into a frame of the page.
    #[track_caller]
    pub(crate) fn enter_frame(&self, css: &str) {
        let entered = self.session.find(css).and_then(|element| {
            let body = json!({"id": Session::element(&element)});
            self.session.command("POST frame", Some(&body))
        });
        entered.unwrap_or_else(|error| panic!("`{css}` cannot be entered: {error}"));
    }

    /// Makes the window this large, as far as its system lets it.
    #[track_caller]
    pub(crate) fn resize(&self, width: u32, height: u32) {
        let body = json!({"width": width, "height": height});
        let done = self.session.command("POST window/rect", Some(&body));
        done.unwrap_or_else(|error| panic!("the window cannot be {width} x {height}: {error}"));
    }

    /// Saves what the window shows as a PNG.
    pub(crate) fn screenshot(&self, file: &Path) -> Result<(), String> {
        let picture = self.session.command("GET screenshot", None)?;
        let bytes = crate::base64::decode(picture.as_str().unwrap_or_default());
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        }
        std::fs::write(file, bytes).map_err(|error| format!("{}: {error}", file.display()))
    }

    fn keep_seen(&mut self) {
        let script = "const seen = window.__seen || []; window.__seen = []; return seen;";
        // A page of an error, or none at all, has seen nothing.
        let Ok(Value::Array(seen)) = self.session.run(script, &json!([])) else {
            return;
        };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        self.seen.extend(seen.iter().map(text));
    }

    /// Everything that went wrong in the page since the last time: console messages, uncaught
    /// errors, breaches of the policy, requests.
    pub(crate) fn complaints(&mut self) -> Vec<String> {
        self.keep_seen();
        let mut complaints = std::mem::take(&mut self.seen);
        match self.session.complaints() {
            Ok(more) => complaints.extend(more),
            Err(error) => complaints.push(format!("the engine does not tell: {error}")),
        }
        complaints
    }
}

/// A text as a JavaScript literal.
pub(crate) fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}
