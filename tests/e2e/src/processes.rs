//! How much memory has the process that holds a page? Asked of the system, as Linux tells it: of all
//! processes that a driver started, the largest of those in which the engine shows pages.

use std::collections::BTreeMap;
use std::fs;

use crate::engine::Engine;

/// The share of the machine's memory that the page's process has, in bytes; what it has in common
/// with others is divided among them. None where the system does not tell.
pub(crate) fn page_memory(engine: Engine, driver: u32) -> Option<u64> {
    let parents = parents();
    let is_of_driver = |process: u32| {
        let mut at = process;
        // A process that ended meanwhile may leave a gap, but no circle that we would follow for long.
        for _ in 0..64 {
            match parents.get(&at) {
                Some(&parent) if parent == driver => return true,
                Some(&parent) => at = parent,
                None => return false,
            }
        }
        false
    };
    let pages = parents.keys().copied();
    let pages = pages.filter(|&process| is_of_driver(process) && shows_pages(engine, process));
    pages.filter_map(share_bytes).max()
}

/// All processes with their parents.
fn parents() -> BTreeMap<u32, u32> {
    let folders = fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes = folders.filter_map(|folder| folder.file_name().to_str()?.parse().ok());
    processes
        .filter_map(|process: u32| {
            let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
            Some((process, value(&status, "PPid:")?.try_into().ok()?))
        })
        .collect()
}

fn shows_pages(engine: Engine, process: u32) -> bool {
    let line = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
    let line = String::from_utf8_lossy(&line).replace('\0', " ");
    match engine {
        Engine::Chromium => line.contains("--type=renderer"),
        Engine::Firefox => line.contains("-contentproc") && line.trim_end().ends_with(" tab"),
        Engine::WebKit => line.contains("WebKitWebProcess"),
    }
}

fn share_bytes(process: u32) -> Option<u64> {
    let told = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    Some(value(&told, "Pss:")? * 1024)
}

/// The number behind a name in what the system tells line by line.
fn value(told: &str, name: &str) -> Option<u64> {
    let rest = told.lines().find_map(|line| line.strip_prefix(name))?;
    rest.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{parents, share_bytes, value};

    #[test]
    fn numbers_stand_behind_their_names() {
        let told = "Rss:  12 kB\nPss:             7 kB\nPss_Dirty: 3 kB\n";
        assert_eq!(value(told, "Pss:"), Some(7));
        assert_eq!(value(told, "Swap:"), None);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn this_process_has_a_parent_and_some_memory() {
        let own = std::process::id();
        assert!(parents().contains_key(&own));
        assert!(share_bytes(own).is_some_and(|bytes| bytes > 100_000));
    }
}
