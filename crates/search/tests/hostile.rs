//! Any bytes as an index give an error or wrong hits: never a panic, a hang, or memory without
//! bound. A short run by default; `FUZZ_SECONDS=600 cargo test --release -p backfile-search --test
//! hostile` is the long one. A failure names the seed that `FUZZ_SEED` runs again.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::time::{Duration, Instant};

use backfile_search::{DocId, Filter, Index, Request, Sort, Step};

/// Where the sections' ends lie, and where what the checksum covers begins.
const TABLE: usize = 24;

/// Longest that all questions to one index may take, on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);

/// Most memory of the process, in kilobytes.
const MOST_KILOBYTES: u64 = 800_000;

/// Xorshift, as a run must be the same again.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

/// Changes an index: single bits and bytes, extreme numbers, copied stretches, moved sections.
fn damage(bytes: &mut [u8], random: &mut Random) {
    for _ in 0..=random.below(8) {
        let at = random.below(bytes.len());
        match random.below(7) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = random.next() as u8,
            2 => bytes[at] = [0, 0x7f, 0x80, 0xff][random.below(4)],
            3 => {
                let end = (at + random.below(12)).min(bytes.len());
                bytes[at..end].fill([0, 0xff][random.below(2)]);
            }
            4 => {
                let (from, len) = (random.below(bytes.len()), random.below(64));
                let stretch: Vec<u8> = bytes[from..].iter().copied().take(len).collect();
                for (slot, byte) in bytes[at..].iter_mut().zip(stretch) {
                    *slot = byte;
                }
            }
            5 => {
                let (section, by) = (random.below(10), random.below(40) as u32);
                let place = TABLE + section * 4;
                let end = u32::from_le_bytes(*bytes[place..].first_chunk().unwrap());
                let end = if by % 2 == 0 {
                    end.wrapping_add(by)
                } else {
                    end.wrapping_sub(by)
                };
                bytes[place..place + 4].copy_from_slice(&end.to_le_bytes());
            }
            _ => {
                let count = [0u32, 1, 299, 301, 5_000, u32::MAX][random.below(6)];
                bytes[8..12].copy_from_slice(&count.to_le_bytes());
            }
        }
    }
    let sum = backfile_search::checksum_for_tests(&bytes[TABLE..]);
    bytes[16..TABLE].copy_from_slice(&sum.to_le_bytes());
}

const QUERIES: [&str; 16] = [
    "",
    "soldiers",
    "s*",
    "Häuser",
    "\"state of siege\"",
    "\"common things\"",
    "\"notice common\"~9",
    "title:notice -soldier",
    "soldeir",
    "congress removed the president and soldiers",
    "place:peru",
    "date:2019",
    "秋の祭り",
    "-peru",
    "notice OR general OR number",
    "\"notice nu",
];

fn ask_everything(bytes: Vec<u8>) -> bool {
    let Ok(index) = Index::open(bytes) else {
        return false;
    };
    for query in QUERIES {
        for live in [false, true] {
            let request = Request {
                query: query.to_owned(),
                live,
                limit: 10,
                ..Request::default()
            };
            let narrowed = Request {
                filters: vec![Filter {
                    facet: "place".to_owned(),
                    values: vec!["Peru".to_owned()],
                }],
                sort: Sort::Newest,
                step: Step::Month,
                ..request.clone()
            };
            assert!(index.search(&request).hits.len() <= 10);
            assert!(index.search(&narrowed).hits.len() <= 10);
        }
        let matcher = index.matcher(query, true);
        let _ = matcher.snippet("Notice of soldiers and the state of siege. 秋の祭り", 20);
    }
    assert!(index.complete("s", 5).len() <= 5);
    for doc in [0, 299, u32::MAX] {
        assert!(index.related(DocId(doc), 5).len() <= 5);
    }
    true
}

/// The most memory that the process has held, where the system tells it.
fn peak_kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let digits = line.map(|line| {
        line.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    });
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[test]
fn damaged_indexes_are_safe() {
    let whole = include_bytes!("../../../tests/formats/v1/search.bfix");
    let given = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
    let time = Duration::from_secs(given("FUZZ_SECONDS").unwrap_or(2));
    let mut seed = given("FUZZ_SEED").unwrap_or(1);
    let (start, mut opened, mut tried) = (Instant::now(), 0u64, 0u64);
    while start.elapsed() < time {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut bytes = whole.to_vec();
        damage(&mut bytes, &mut random);
        let begun = Instant::now();
        let answered = std::panic::catch_unwind(|| ask_everything(bytes));
        let Ok(was_open) = answered else {
            panic!("seed {seed} panics");
        };
        assert!(begun.elapsed() < LONGEST, "seed {seed} takes too long");
        assert!(
            peak_kilobytes() < MOST_KILOBYTES,
            "seed {seed} takes too much memory"
        );
        opened += u64::from(was_open);
        tried += 1;
        seed += 1;
    }
    println!("{tried} damaged indexes, {opened} of them opened");
    assert!(opened * 4 > tried, "most damage must reach the reader");
}
