//! Which browsers, and how is each started so that it behaves as a reader's own?
//!
//! Drivers relax browsers for testing. geckodriver lets a `file://` page read its siblings, which no
//! reader's Firefox does: without the two preferences below, a test of a file proves nothing.

use std::path::PathBuf;

use serde_json::{Value, json};

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

/// How a session is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scripts {
    On,
    Off,
    /// On, and nothing listens to what happens, which would take its time.
    Unwatched,
}

impl Engine {
    pub(crate) const ALL: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::WebKit];

    /// The name in reports, options and file names.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
            Engine::WebKit => "webkit",
        }
    }

    /// The program that drives it.
    pub(crate) fn driver(self) -> &'static str {
        match self {
            Engine::Chromium => "chromedriver",
            Engine::Firefox => "geckodriver",
            Engine::WebKit => "WebKitWebDriver",
        }
    }

    /// The body of the command that starts a session.
    pub(crate) fn capabilities(self, proxy: &str, scripts: Scripts) -> Value {
        let mut wanted = match self {
            Engine::Chromium => chromium(scripts),
            Engine::Firefox => firefox(scripts),
            Engine::WebKit => webkit(scripts),
        };
        wanted["proxy"] = json!({
            "proxyType": "manual",
            "httpProxy": proxy,
            "sslProxy": proxy,
            "noProxy": ["127.0.0.1", "localhost"],
        });
        // As with all that a test waits for: an end for what never comes, on a slow machine too.
        wanted["timeouts"] = json!({"script": 60_000, "pageLoad": 100_000});
        json!({"capabilities": {"alwaysMatch": wanted}})
    }
}

fn chromium(scripts: Scripts) -> Value {
    let mut options = json!({
        "args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--lang=en-US", "--window-size=1280,900",
            "--enable-precise-memory-info",
        ],
    });
    if let Some(binary) = browser(&["chromium", "chromium-browser", "google-chrome", "chrome"]) {
        options["binary"] = json!(binary);
    }
    if scripts == Scripts::Unwatched {
        return json!({ "goog:chromeOptions": options });
    }
    options["perfLoggingPrefs"] = json!({"enableNetwork": true, "enablePage": false});
    json!({
        "goog:chromeOptions": options,
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
    })
}

fn firefox(scripts: Scripts) -> Value {
    let mut options = json!({
        "args": ["-headless", "--width=1280", "--height=900"],
        "prefs": {
            // As a reader's own: a file sees no other file.
            "security.fileuri.strict_origin_policy": true,
            "remote.prefs.recommended": false,
            "javascript.enabled": scripts != Scripts::Off,
            // Nothing of the browser's own in the way of the page.
            "app.normandy.enabled": false,
            "app.update.disabledForTesting": true,
            "browser.aboutwelcome.enabled": false,
            "browser.shell.checkDefaultBrowser": false,
            "browser.startup.homepage_override.mstone": "ignore",
            "browser.tabs.unloadOnLowMemory": false,
            "browser.translations.enable": false,
            "datareporting.policy.dataSubmissionEnabled": false,
            "dom.push.connection.enabled": false,
            "extensions.update.enabled": false,
            "intl.accept_languages": "en-US, en",
            "network.captive-portal-service.enabled": false,
            "network.connectivity-service.enabled": false,
            "services.settings.server": "data:,#remote-settings-dummy/v1",
            "toolkit.telemetry.server": "",
        },
    });
    if let Some(binary) = browser(&["firefox-esr", "firefox"]) {
        options["binary"] = json!(binary);
    }
    json!({"moz:firefoxOptions": options, "webSocketUrl": true})
}

fn webkit(scripts: Scripts) -> Value {
    if scripts != Scripts::Off {
        return json!({});
    }
    let binary = mini_browser().expect("WebKitGTK's MiniBrowser lies beside its library");
    let args = ["--automation", "--enable-javascript=false"];
    json!({"webkitgtk:browserOptions": {"binary": binary, "args": args}})
}

/// The first of these programs on PATH.
fn browser(names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| crate::driver::find(name))
}

/// The browser that `WebKitWebDriver` starts; named only where it needs options of its own.
fn mini_browser() -> Option<PathBuf> {
    let libraries = [
        "/usr/lib/x86_64-linux-gnu",
        "/usr/lib/aarch64-linux-gnu",
        "/usr/lib64",
        "/usr/libexec",
        "/usr/lib",
    ];
    let versions = ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"];
    let mut files = libraries.iter().flat_map(|library| {
        versions.map(|version| PathBuf::from(library).join(version).join("MiniBrowser"))
    });
    files.find(|file| file.is_file())
}
