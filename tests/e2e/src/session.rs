//! One browser window under control: the commands of the `WebDriver` protocol that the tests use,
//! and what the engine tells about errors and requests. [`crate::page`] speaks the language of a
//! reader on top of it.

use std::time::Duration;

use serde_json::{Value, json};

use crate::bidi::Bidi;
use crate::driver::Driver;
use crate::engine::{Engine, Scripts};
use crate::probe::Probe;
use crate::processes;
use crate::wire::ask;

/// The key under which the protocol names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How long one command may take; loading a page is the longest of them.
const LIMIT: Duration = Duration::from_mins(2);

/// How long each try to start a session may take.
const START_LIMITS_SECONDS: [u64; 3] = [40, 40, 40];
/// The same for `WebKitGTK`, which reads the list of hosts without a proxy beyond its end: some starts
/// crash at once, and its driver waits for ever.
const WEBKIT_START_LIMITS_SECONDS: [u64; 5] = [10, 15, 20, 40, 60];

/// Run before the scripts of the page: remembers what went wrong in it.
pub(crate) const HOOK: &str = "window.__seen=window.__seen||[];\
addEventListener('error',function(e){__seen.push('error: '+(e.message||(e.target&&e.target.outerHTML)||e))},true);\
addEventListener('unhandledrejection',function(e){__seen.push('rejection: '+e.reason)});\
addEventListener('securitypolicyviolation',function(e){__seen.push('policy: '+e.violatedDirective+' '+e.blockedURI)});\
['error','warn'].forEach(function(n){var o=console[n];console[n]=function(){__seen.push('console.'+n+': '+[].join.call(arguments,' '));o.apply(console,arguments)}});";

/// A browser with one window, and a profile of its own that ends with it.
pub(crate) struct Session {
    /// Which browser it is.
    pub(crate) engine: Engine,
    driver: Driver,
    id: String,
    bidi: Option<Bidi>,
    probe: Probe,
}

impl Session {
    /// Starts a browser; a start that hangs is tried again.
    pub(crate) fn start(engine: Engine, scripts: Scripts) -> Result<Session, String> {
        let limits: &[u64] = match engine {
            Engine::WebKit => &WEBKIT_START_LIMITS_SECONDS,
            Engine::Chromium | Engine::Firefox => &START_LIMITS_SECONDS,
        };
        let mut last = String::new();
        for &limit in limits {
            match Session::try_start(engine, scripts, Duration::from_secs(limit)) {
                Ok(session) => return Ok(session),
                Err(error) => last = error,
            }
        }
        Err(format!("{}: no session: {last}", engine.name()))
    }

    fn try_start(engine: Engine, scripts: Scripts, limit: Duration) -> Result<Session, String> {
        let driver = Driver::start(engine)?;
        let probe = Probe::start();
        let wanted = engine.capabilities(&probe.address(), scripts);
        let answer = ask(driver.port, "POST /session", Some(&wanted), limit)?;
        let id = answer["sessionId"].as_str().ok_or("a session has an id")?;
        let mut session = Session {
            engine,
            id: id.to_owned(),
            driver,
            bidi: None,
            probe,
        };
        let address = answer["capabilities"]["webSocketUrl"].as_str();
        if let Some(address) = address.filter(|_| scripts != Scripts::Unwatched) {
            session.bidi = Some(Bidi::open(address)?);
        }
        if scripts == Scripts::On {
            session.watch()?;
        }
        Ok(session)
    }

    /// Asks the engine for its events, and puts [`HOOK`] before the scripts of every page. WebKit
    /// can do neither: its pages are given the hook by whoever serves them.
    fn watch(&mut self) -> Result<(), String> {
        if let Some(bidi) = &mut self.bidi {
            let events = ["log.entryAdded", "network.beforeRequestSent"];
            bidi.call("session.subscribe", &json!({"events": events}))?;
            let function = format!("() => {{ {HOOK} }}");
            bidi.call(
                "script.addPreloadScript",
                &json!({"functionDeclaration": function}),
            )?;
        }
        if self.engine == Engine::Chromium {
            let params = json!({"source": HOOK});
            self.devtools("Page.addScriptToEvaluateOnNewDocument", &params)?;
        }
        Ok(())
    }

    /// One command: `line` is the method and what follows the session in the path.
    pub(crate) fn command(&self, line: &str, body: Option<&Value>) -> Result<Value, String> {
        let (method, path) = line.split_once(' ').unwrap_or((line, ""));
        let slash = if path.is_empty() { "" } else { "/" };
        let line = format!("{method} /session/{}{slash}{path}", self.id);
        ask(self.driver.port, &line, body, LIMIT)
    }

    /// A command of Chromium's own protocol.
    pub(crate) fn devtools(&self, command: &str, params: &Value) -> Result<Value, String> {
        let body = json!({"cmd": command, "params": params});
        self.command("POST goog/cdp/execute", Some(&body))
    }

    /// Bytes of memory that the process of the page has; none where the system does not tell.
    pub(crate) fn page_memory(&self) -> Option<u64> {
        processes::page_memory(self.engine, self.driver.process())
    }

    /// Runs a function body in the page and gives what it returns.
    pub(crate) fn run(&self, script: &str, args: &Value) -> Result<Value, String> {
        let body = json!({"script": script, "args": args});
        self.command("POST execute/sync", Some(&body))
    }

    /// As [`Session::run`], with a callback as the last argument for what takes its time.
    pub(crate) fn run_async(&self, script: &str, args: &Value) -> Result<Value, String> {
        let body = json!({"script": script, "args": args});
        self.command("POST execute/async", Some(&body))
    }

    /// Runs an expression as a script of the page would be, so that the page hears of what it
    /// throws: Firefox runs the scripts of the protocol beside the page.
    pub(crate) fn run_as_page(&mut self, expression: &str) -> Result<(), String> {
        let Some(bidi) = (self.bidi.as_mut()).filter(|_| self.engine == Engine::Firefox) else {
            return self.run(expression, &json!([])).map(|_| ());
        };
        let tree = bidi.call("browsingContext.getTree", &json!({}))?;
        let target = json!({"context": tree["contexts"][0]["context"]});
        let script = json!({"expression": expression, "target": target, "awaitPromise": false});
        bidi.call("script.evaluate", &script).map(|_| ())
    }

    /// The first element that a CSS selector finds, as the protocol names it.
    pub(crate) fn find(&self, css: &str) -> Result<String, String> {
        let body = json!({"using": "css selector", "value": css});
        let element = self.command("POST element", Some(&body))?;
        let id = element[ELEMENT].as_str().ok_or("an element has an id")?;
        Ok(id.to_owned())
    }

    /// An element as an argument of a script or a frame switch.
    pub(crate) fn element(id: &str) -> Value {
        json!({ ELEMENT: id })
    }

    /// What the engine itself reports since the last time: errors of the console and uncaught ones,
    /// then requests that left the machine's own files and loopback.
    pub(crate) fn complaints(&mut self) -> Result<Vec<String>, String> {
        let mut complaints = match self.engine {
            Engine::Chromium => self.chromium_complaints()?,
            Engine::Firefox => self.firefox_complaints()?,
            Engine::WebKit => Vec::new(),
        };
        let hosts = self.probe.take();
        complaints.extend(hosts.iter().map(|host| format!("request to {host}")));
        Ok(complaints)
    }

    fn chromium_complaints(&self) -> Result<Vec<String>, String> {
        let mut complaints = Vec::new();
        let log = self.command("POST se/log", Some(&json!({"type": "browser"})))?;
        for entry in log.as_array().into_iter().flatten() {
            if entry["level"] == "SEVERE" || entry["level"] == "WARNING" {
                complaints.push(format!("console: {}", text(&entry["message"])));
            }
        }
        let log = self.command("POST se/log", Some(&json!({"type": "performance"})))?;
        for entry in log.as_array().into_iter().flatten() {
            let message: Value = serde_json::from_str(text(&entry["message"])).unwrap_or_default();
            let message = &message["message"];
            if message["method"] == "Network.requestWillBeSent" {
                let address = text(&message["params"]["request"]["url"]);
                complaints.extend(foreign(address));
            }
        }
        Ok(complaints)
    }

    fn firefox_complaints(&mut self) -> Result<Vec<String>, String> {
        let Some(bidi) = &mut self.bidi else {
            return Ok(Vec::new());
        };
        let mut complaints = Vec::new();
        for event in bidi.drain()? {
            let params = &event["params"];
            let level = text(&params["level"]);
            let is_told = matches!(level, "error" | "warn");
            if event["method"] == "log.entryAdded" && is_told {
                complaints.push(format!("console: {}", text(&params["text"])));
            }
            if event["method"] == "network.beforeRequestSent" {
                complaints.extend(foreign(text(&params["request"]["url"])));
            }
        }
        Ok(complaints)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A browser that is gone already cannot be asked to go.
        let _ = self.command("DELETE", None);
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A complaint if an address is neither a file, nor made by the page itself, nor on the loopback
/// (where the test's own server keeps its own log).
fn foreign(address: &str) -> Option<String> {
    let at_home = [
        "file:",
        "data:",
        "blob:",
        "about:",
        "http://127.0.0.1:",
        "chrome:",
        "resource:",
    ];
    let is_at_home = at_home.iter().any(|start| address.starts_with(start));
    (!is_at_home).then(|| format!("request to {address}"))
}

#[cfg(test)]
mod tests {
    use super::foreign;

    #[test]
    fn only_addresses_elsewhere_are_foreign() {
        for home in [
            "file:///a.html",
            "data:,x",
            "blob:null/1",
            "http://127.0.0.1:9/a",
        ] {
            assert_eq!(foreign(home), None, "{home}");
        }
        for away in [
            "https://example.org/",
            "http://127.0.0.1.example.org/",
            "ws://a/",
        ] {
            assert!(foreign(away).is_some(), "{away}");
        }
    }
}
