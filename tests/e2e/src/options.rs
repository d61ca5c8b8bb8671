//! Which tests are asked for, and of what?

use std::path::{Path, PathBuf};

use crate::engine::Engine;
use crate::large::Large;
use crate::stage::{Opening, Places};

/// The words of the command line.
pub(crate) struct Options {
    /// Parts of names of scenarios; none means all.
    pub(crate) words: Vec<String>,
    pub(crate) engines: Vec<Engine>,
    pub(crate) openings: Vec<Opening>,
    pub(crate) has_axe: bool,
    pub(crate) is_picture_wanted: bool,
    /// How often to open the packed file and a plain page, instead of testing.
    pub(crate) opening_rounds: Option<usize>,
    /// A large file to open beside its floor, instead of testing.
    pub(crate) large: Option<Large>,
    /// How many browsers run at once.
    pub(crate) jobs: usize,
    pub(crate) places: Places,
}

impl Options {
    /// Reads the command line.
    pub(crate) fn from_words(words: impl Iterator<Item = String>) -> Result<Options, String> {
        let mut options = Options::new();
        let (mut engines, mut openings) = (Vec::new(), Vec::new());
        let mut words = words;
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} wants a value"));
            match word.as_str() {
                "--engine" => engines.push(named(&Engine::ALL, Engine::name, &value()?)?),
                "--opening" => openings.push(named(&Opening::ALL, Opening::name, &value()?)?),
                "--packed" => options.places.packed = absolute(&value()?),
                "--trunk" => options.places.trunk = absolute(&value()?),
                "--site" => options.places.site = absolute(&value()?),
                "--command" => options.places.command = absolute(&value()?),
                "--embed" => options.places.embed = absolute(&value()?),
                "--jobs" => options.jobs = value()?.parse().map_err(|_| "--jobs wants a number")?,
                "--measure-opening" => {
                    options.opening_rounds = Some(rounds_of(&value()?)?);
                }
                "--measure-large" => {
                    let (file, floor) = (absolute(&value()?), absolute(&value()?));
                    let rounds = rounds_of(&value()?)?;
                    options.large = Some(Large {
                        file,
                        floor,
                        rounds,
                    });
                }
                "--no-axe" => options.has_axe = false,
                "--bless-picture" => options.is_picture_wanted = true,
                flag if flag.starts_with('-') => return Err(format!("there is no option {flag}")),
                _ => options.words.push(word),
            }
        }
        if !engines.is_empty() {
            options.engines = engines;
        }
        if !openings.is_empty() {
            options.openings = openings;
        }
        Ok(options)
    }

    fn new() -> Options {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let root = root.canonicalize().unwrap_or(root);
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Options {
            words: Vec::new(),
            engines: Engine::ALL.to_vec(),
            openings: Opening::ALL.to_vec(),
            has_axe: true,
            is_picture_wanted: false,
            opening_rounds: None,
            large: None,
            jobs: (cores + 1).clamp(2, 6),
            places: Places {
                command: build_folder(&root).join("release").join("backfile"),
                saving: root.join("dist").join("coups-save.html"),
                packed: root.join("dist").join("coups.html"),
                trunk: build_folder(&root).join("site"),
                site: root.join("dist").join("coups"),
                embed: root.join("dist").join("embed"),
                pages: root.join("dist").join("coups-pages"),
                out: build_folder(&root).join("e2e"),
                root,
            },
        }
    }

    /// Whether a scenario of this name is asked for.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.words.is_empty() || self.words.iter().any(|word| name.contains(word))
    }
}

/// The folder that cargo builds into: this program lies two folders below it.
fn build_folder(root: &Path) -> PathBuf {
    let own = std::env::current_exe().ok();
    let folder = own.as_deref().and_then(|file| file.ancestors().nth(2));
    folder.map_or_else(|| root.join("target"), Path::to_owned)
}

fn rounds_of(text: &str) -> Result<usize, String> {
    let rounds = text.parse().ok().filter(|&rounds| rounds > 0);
    rounds.ok_or_else(|| format!("`{text}` is no number of rounds"))
}

fn absolute(path: &str) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path))
}

fn named<T: Copy>(all: &[T], name: fn(T) -> &'static str, wanted: &str) -> Result<T, String> {
    let names: Vec<&str> = all.iter().map(|one| name(*one)).collect();
    let place = names.iter().position(|name| *name == wanted);
    place
        .map(|place| all[place])
        .ok_or_else(|| format!("there is no `{wanted}`; there are {}", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::Options;
    use crate::engine::Engine;

    fn read(words: &[&str]) -> Result<Options, String> {
        Options::from_words(words.iter().map(|&word| word.to_owned()))
    }

    #[test]
    fn all_is_wanted_unless_less_is_asked_for() {
        let options = read(&[]).unwrap();
        assert_eq!(options.engines, Engine::ALL);
        assert!(options.wants("anything") && options.has_axe);
        let options = read(&["--engine", "firefox", "Back", "--no-axe"]).unwrap();
        assert_eq!(options.engines, [Engine::Firefox]);
        assert!(options.wants("gives Back") && !options.wants("else") && !options.has_axe);
    }

    #[test]
    fn what_is_unknown_is_refused() {
        assert!(
            read(&["--engine", "lynx"]).is_err_and(|error| error.contains("chromium, firefox"))
        );
        assert!(read(&["--colour"]).is_err());
        assert!(read(&["--engine"]).is_err());
    }
}
