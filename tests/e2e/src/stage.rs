//! What stands ready for a test? A browser, the artefact in one of its two forms, the archive that
//! it was made from, and the places where a test may put pages of its own.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::engine::Engine;
use crate::expected::Expected;
use crate::page::{Page, quoted};
use crate::server::{Server, hooked};

/// How the artefact is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// `dist/coups.html`, double-clicked.
    File,
    /// The folder that Trunk made, over http below a sub-path.
    Hosted,
    /// The folder of `backfile pack --site`, over http below a sub-path.
    Site,
}

impl Opening {
    pub(crate) const ALL: [Opening; 3] = [Opening::File, Opening::Hosted, Opening::Site];

    /// The name in reports and file names.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Opening::File => "file",
            Opening::Hosted => "hosted",
            Opening::Site => "site",
        }
    }
}

/// Where the things to be tested are, and where the tests write.
#[derive(Clone)]
pub(crate) struct Places {
    /// The command, for archives that a test makes itself.
    pub(crate) command: PathBuf,
    /// The packed file.
    pub(crate) packed: PathBuf,
    /// The packed file from which a reader can save a selection.
    pub(crate) saving: PathBuf,
    /// The folder that Trunk made.
    pub(crate) trunk: PathBuf,
    /// The folder of `backfile pack --site`.
    pub(crate) site: PathBuf,
    /// The folder of `backfile embed`.
    pub(crate) embed: PathBuf,
    /// The folder of `backfile pack --pages --site`.
    pub(crate) pages: PathBuf,
    /// The root of the project.
    pub(crate) root: PathBuf,
    /// The folder for what the tests write.
    pub(crate) out: PathBuf,
}

/// All that a test works with.
pub(crate) struct Stage<'a> {
    pub(crate) page: Page,
    pub(crate) engine: Engine,
    pub(crate) opening: Opening,
    pub(crate) server: &'a Server,
    pub(crate) places: &'a Places,
    pub(crate) expected: &'a Expected,
    /// Whether the picture of the README is to be written.
    pub(crate) is_picture_wanted: bool,
}

impl Stage<'_> {
    /// The address of a place in the artefact; `rest` is a query, a hash, or both.
    pub(crate) fn address(&self, rest: &str) -> String {
        match self.opening {
            Opening::File => file_address(&self.packed(), rest),
            Opening::Hosted | Opening::Site => self.server.address(rest),
        }
    }

    /// The packed file as this engine is given it: WebKit's has the hook in it already.
    fn packed(&self) -> PathBuf {
        if self.engine != Engine::WebKit {
            return self.places.packed.clone();
        }
        let bytes = std::fs::read(&self.places.packed).expect("the packed file is there");
        self.write("hooked.html", &bytes)
    }

    /// Writes a page of the test's own, with the hook in it for WebKit, and gives its path.
    pub(crate) fn write(&self, name: &str, page: &[u8]) -> PathBuf {
        let folder = self.places.out.join("pages").join(self.engine.name());
        std::fs::create_dir_all(&folder).expect("the build folder can be written to");
        let file = folder.join(name);
        let page = match self.engine {
            Engine::WebKit => hooked(page),
            Engine::Chromium | Engine::Firefox => page.to_vec(),
        };
        std::fs::write(&file, page).expect("the build folder can be written to");
        file
    }

    /// Puts a page of the test's own beside the artefact, and gives its address.
    pub(crate) fn put(&self, name: &str, page: &[u8]) -> String {
        match self.opening {
            Opening::File => file_address(&self.write(name, page), ""),
            Opening::Hosted | Opening::Site => {
                self.server.put(name, page.to_vec());
                self.server.address(name)
            }
        }
    }

    /// Opens a place in the artefact and waits until all of the app is there.
    #[track_caller]
    pub(crate) fn open(&mut self, rest: &str) {
        let address = self.address(rest);
        self.page.open(&address);
        self.wait_ready();
        self.page
            .wait("errors are seen", "Array.isArray(window.__seen)");
    }

    /// Goes to a place in the artefact as by a link: where the app is on the screen already, nothing
    /// is loaded anew, which is dear.
    #[track_caller]
    pub(crate) fn visit(&mut self, hash: &str) {
        let here = self.page.eval(
            "!!window.__backfile && __backfile.phase === 'search' && window === top && \
             !location.search && location.href.replace(/#.*/, '')",
        );
        let there = self.address("");
        if here != there.as_str() {
            return self.open(hash);
        }
        let hash = if hash.is_empty() { "#/" } else { hash };
        let script = "const done = arguments[1], then = () => setTimeout(done, 50, true);\
            if (location.hash === arguments[0]) return then();\
            addEventListener('hashchange', then, { once: true });\
            location.hash = arguments[0];";
        let gone = self.page.session.run_async(script, &json!([hash]));
        assert_eq!(gone, Ok(json!(true)), "{hash}");
        let is_still = "!document.querySelector('[aria-busy=true]')";
        self.page.wait("the view is there", is_still);
    }

    /// Waits until the search answers.
    #[track_caller]
    pub(crate) fn wait_ready(&self) {
        self.page.wait(
            "the app is ready",
            "window.__backfile && __backfile.phase === 'search'",
        );
    }

    /// Waits until the list has this many cards.
    #[track_caller]
    pub(crate) fn wait_cards(&self, count: usize) {
        let what = format!("the list shows {count} articles");
        let expression = format!(
            "document.querySelectorAll('.cards > li').length === {count} && \
             !document.querySelector('.cards[aria-busy=true]')"
        );
        self.page.wait(&what, &expression);
    }

    /// The titles in the list.
    #[track_caller]
    pub(crate) fn titles(&self) -> Vec<String> {
        self.page
            .texts("[...document.querySelectorAll('.cards .card-title a')].map(a => a.textContent)")
    }

    /// Waits until the list shows exactly these articles, in any order.
    #[track_caller]
    pub(crate) fn wait_titles(&self, titles: &[&str]) {
        self.wait_cards(titles.len());
        // While words are typed, an earlier list may have as many.
        let wanted = json!(titles);
        let are_there = format!(
            "JSON.stringify([...document.querySelectorAll('.cards .card-title a')].map(a => a.textContent).sort()) \
             === JSON.stringify({wanted}.sort())"
        );
        let come = self.page.comes_about(&are_there);
        assert!(
            come.is_ok(),
            "the list shows {:?} and not {titles:?}",
            self.titles()
        );
    }

    /// Waits until an article is on the screen; its title is there before its text.
    #[track_caller]
    pub(crate) fn wait_article(&self, title: &str) {
        let what = format!("the article “{title}” is shown");
        let expression = format!(
            "[...document.querySelectorAll('main h1')].some(h => h.textContent.trim() === {}) && \
             !document.querySelector('main [aria-busy=true]')",
            quoted(title)
        );
        self.page.wait(&what, &expression);
    }

    /// Puts words into the search, as typed.
    #[track_caller]
    pub(crate) fn search(&self, words: &str) {
        self.page.click("input[type=search]");
        self.page.type_text(words);
    }

    /// The expression for the choice of a facet value.
    pub(crate) fn choice(facet: &str, value: &str) -> String {
        format!(
            "[...document.querySelectorAll('[data-facet={facet}] label')].find(label => \
             label.querySelector('.choice-name').textContent === {})",
            quoted(value)
        )
    }

    /// Chooses a facet value, or takes the choice back.
    #[track_caller]
    pub(crate) fn toggle(&self, facet: &str, value: &str) {
        // Choices may change their places with the answer that is awaited.
        let is_settled = "!document.querySelector('.cards[aria-busy=true]')";
        self.page.wait("the list is settled", is_settled);
        self.page.click_on(&Self::choice(facet, value));
    }

    /// Puts all files of a folder beside the artefact.
    pub(crate) fn put_folder(&self, folder: &Path, path: &str) {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let entry = entry.expect("a file of the folder").path();
            let name = entry.file_name().expect("a name").to_string_lossy();
            let path = format!("{path}/{name}");
            if entry.is_dir() {
                self.put_folder(&entry, &path);
            } else {
                let bytes = std::fs::read(&entry).expect("a file of the folder");
                self.server.put(&path, bytes);
            }
        }
    }

    /// Opens a page of the test's own that holds the artefact in a frame, and goes into it.
    #[track_caller]
    pub(crate) fn open_framed(&mut self, attributes: &str, rest: &str) {
        let address = self.address(rest).replace('&', "&amp;");
        let html = format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Frame</title><link rel=\"icon\" href=\"data:,\">\
             <style>body{{margin:0}}iframe{{border:0}}</style></head>\
             <body><iframe title=\"Archive\" {attributes} src=\"{address}\"></iframe></body></html>"
        );
        let outer = self.put("frame.html", html.as_bytes());
        self.page.open(&outer);
        self.page.enter_frame("iframe");
        self.wait_ready();
    }

    /// Where a picture of this engine and opening is saved.
    pub(crate) fn picture(&self, name: &str) -> PathBuf {
        let file = format!("{}-{}-{name}.png", self.engine.name(), self.opening.name());
        self.places.out.join("screenshots").join(file)
    }

    /// Chooses colors by the reader's switch.
    #[track_caller]
    pub(crate) fn choose_theme(&self, theme: &str) {
        let radio = format!("input[name=backfile-theme][value={theme}]");
        let label = format!("document.querySelector('{radio}').closest('label')");
        let is_chosen = format!("document.querySelector('{radio}').checked");
        for _ in 0..3 {
            self.page.click_on(&label);
            std::thread::sleep(std::time::Duration::from_millis(150));
            // The foot of a long list moves while the list is laid out, and a click may miss it.
            if self.page.eval(&is_chosen) == true {
                return;
            }
        }
        self.page.wait("the colors are chosen", &is_chosen);
    }
}

/// The address of a file.
pub(crate) fn file_address(file: &Path, rest: &str) -> String {
    let path = file
        .to_string_lossy()
        .replace('%', "%25")
        .replace(' ', "%20");
    format!("file://{path}{rest}")
}
