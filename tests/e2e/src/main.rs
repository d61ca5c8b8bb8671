//! The end-to-end tests: the finished artefacts, opened as a reader opens them, in three engines.
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test talks to a person and stops at the first surprise"
)]
mod bidi;
mod driver;
mod engine;
mod probe;
mod server;
mod session;
mod wire;

fn main() {
    for engine in engine::Engine::ALL {
        let start = std::time::Instant::now();
        let mut session = session::Session::start(engine, engine::Scripts::On).unwrap();
        println!("{} started {:?}", engine.name(), start.elapsed());
        session.command("POST url", Some(&serde_json::json!({"url": "file:///tmp/p/t.html"}))).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(800));
        println!("{:#?}", session.complaints());
        println!("{:?}", session.run("return [window.__seen, innerWidth, document.body.innerText]", &serde_json::json!([])));
        drop(session);
        let session = session::Session::start(engine, engine::Scripts::Off).unwrap();
        if engine == engine::Engine::Chromium { session.devtools("Emulation.setScriptExecutionDisabled", &serde_json::json!({"value": true})).unwrap(); }
        session.command("POST url", Some(&serde_json::json!({"url": "file:///tmp/p/t.html"}))).unwrap();
        println!("{:?}", session.find("noscript"));
        println!("{:?}", session.find("noscript").and_then(|e| session.command(&format!("GET element/{e}/text"), None)));
        println!("{:?}", session.run("return [document.body.innerText]", &serde_json::json!([])));
    }
}
