//! What do the tests need? One row for each thing, in the order in which they are met: what comes
//! from the system before what is built with it.

use super::install::{
    axe_script, build_geckodriver, has_components, has_test_runner, install_axe,
    install_test_runner,
};
use super::{Need, Part, Source, find};
use crate::rustup::{add_components, add_wasm_target, has_wasm_target};

/// All needs.
pub(super) const NEEDS: &[Need] = &[
    Need {
        what: "clippy and rustfmt",
        part: Part::All,
        is_here: has_components,
        source: Source::Own(add_components, "rustup component add clippy rustfmt"),
    },
    Need {
        what: "the wasm32-unknown-unknown target",
        part: Part::All,
        is_here: has_wasm_target,
        source: Source::Own(add_wasm_target, "rustup target add wasm32-unknown-unknown"),
    },
    Need {
        what: "Chromium",
        part: Part::Chromium,
        is_here: || CHROMIUM_NAMES.iter().any(|name| find(name).is_some()),
        source: Source::Apt("chromium", "install Chromium or Google Chrome"),
    },
    Need {
        what: "chromedriver",
        part: Part::Chromium,
        is_here: || find("chromedriver").is_some(),
        source: Source::Apt(
            "chromium-driver",
            "install the chromedriver of the same version as the browser",
        ),
    },
    Need {
        what: "Firefox",
        part: Part::Firefox,
        is_here: || FIREFOX_NAMES.iter().any(|name| find(name).is_some()),
        source: Source::Apt("firefox-esr", "install Firefox or Firefox ESR"),
    },
    Need {
        what: "geckodriver",
        part: Part::Firefox,
        is_here: || find("geckodriver").is_some(),
        source: Source::Own(
            build_geckodriver,
            "cargo install --locked --version 0.37.1 geckodriver",
        ),
    },
    Need {
        what: "WebKitWebDriver",
        part: Part::WebKit,
        is_here: || find("WebKitWebDriver").is_some(),
        source: Source::Apt(
            "webkit2gtk-driver",
            "install WebKitGTK with its WebDriver (Linux only)",
        ),
    },
    Need {
        what: "Xvfb",
        part: Part::WebKit,
        is_here: || find("Xvfb").is_some(),
        source: Source::Apt("xvfb", "install the virtual X server Xvfb"),
    },
    Need {
        what: "wasm-bindgen-test-runner",
        part: Part::Units,
        is_here: has_test_runner,
        source: Source::Own(
            install_test_runner,
            "cargo install --locked --version 0.2.129 wasm-bindgen-cli",
        ),
    },
    Need {
        what: "npm",
        part: Part::Axe,
        is_here: || find("npm").is_some() || axe_script().is_file(),
        source: Source::Apt("npm", "install Node.js with npm"),
    },
    Need {
        what: "axe-core",
        part: Part::Axe,
        is_here: || axe_script().is_file(),
        source: Source::Own(install_axe, "npm ci --prefix tests/e2e"),
    },
];

const CHROMIUM_NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "chrome"];
const FIREFOX_NAMES: &[&str] = &["firefox-esr", "firefox"];
