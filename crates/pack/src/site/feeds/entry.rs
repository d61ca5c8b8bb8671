//! What must every entry of a feed have? An id that stays, and a time, made from what is known.

use backfile_model::{Archive, Article, PartialDate};
use sha2::{Digest, Sha256};

/// What stands where a time is asked for and none is known.
pub(super) const NO_TIME: &str = "1970-01-01T00:00:00Z";

/// The item's own id where it is an address already; else one made from it.
pub(super) fn entry_id(archive: &Archive, article: &Article) -> String {
    let id = &article.id;
    let is_plain = id.bytes().all(|byte| byte.is_ascii_graphic());
    if is_plain && (super::is_web(id) || id.starts_with("urn:") || id.starts_with("tag:")) {
        return id.clone();
    }
    let name = archive.home_page_url.as_deref().unwrap_or(&archive.title);
    urn(&["entry", name, id])
}

/// A name-based UUID (RFC 9562, version 8) as an address.
pub(super) fn urn(names: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for name in names {
        hasher.update((name.len() as u64).to_be_bytes());
        hasher.update(name.as_bytes());
    }
    let digest = hasher.finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes[6] = bytes[6] & 0x0F | 0x80;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex = format!("{:032x}", u128::from_be_bytes(bytes));
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    format!("urn:uuid:{}", parts.join("-"))
}

/// When an article changed, or was written, as far as that is known.
pub(super) fn updated(article: &Article) -> String {
    let given = [&article.date_modified, &article.date_published];
    let given = given.into_iter().flatten().find_map(|text| time(text));
    let day = || {
        let day = article.date.as_ref()?.earliest_day();
        midnight(&PartialDate::from_day(day)?)
    };
    given.or_else(day).unwrap_or_else(|| NO_TIME.to_owned())
}

/// A time as RFC 3339 has it; of any other only its day is taken over.
pub(super) fn time(text: &str) -> Option<String> {
    let date = PartialDate::from_timestamp(text)?;
    if is_rfc3339(text) {
        return Some(text.to_owned());
    }
    midnight(&date)
}

fn midnight(date: &PartialDate) -> Option<String> {
    let year = u16::try_from(date.year())
        .ok()
        .filter(|year| *year <= 9999)?;
    let (month, day) = (date.month().unwrap_or(1), date.day().unwrap_or(1));
    Some(format!("{year:04}-{month:02}-{day:02}T00:00:00Z"))
}

/// Whether it is written as in RFC 3339: `2023-07-26T10:00:00.5+02:00`.
fn is_rfc3339(text: &str) -> bool {
    const SHAPE: &[u8; 19] = b"0000-00-00T00:00:00";
    let fits = |text: &str, shape: &[u8]| {
        let pairs = text.bytes().zip(shape);
        text.len() == shape.len()
            && pairs.into_iter().all(|(byte, wanted)| match wanted {
                b'0' => byte.is_ascii_digit(),
                wanted => byte == *wanted,
            })
    };
    let Some((start, rest)) = text.split_at_checked(SHAPE.len()) else {
        return false;
    };
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if zone.len() == fraction.len() {
                return false;
            }
            zone
        }
        None => rest,
    };
    let is_zone = rest == "Z" || fits(rest, b"+00:00") || fits(rest, b"-00:00");
    fits(start, SHAPE) && is_zone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_rfc_3339() {
        for (given, wanted) in [
            ("2023-07-26T10:00:00Z", Some("2023-07-26T10:00:00Z")),
            (
                "2023-07-26T10:00:00.25+02:00",
                Some("2023-07-26T10:00:00.25+02:00"),
            ),
            ("2023-07-26", Some("2023-07-26T00:00:00Z")),
            (
                "Wed, 26 Jul 2023 10:00:00 GMT",
                Some("2023-07-26T00:00:00Z"),
            ),
            ("yesterday", None),
        ] {
            assert_eq!(time(given).as_deref(), wanted, "{given}");
        }
        assert!(!is_rfc3339("2023-07-26T10:00:00"));
        assert!(!is_rfc3339("2023-07-26T10:00:00.Z"));
    }

    #[test]
    fn ids_stay_and_are_addresses() {
        let archive = Archive::default();
        let id = |id: &str| {
            let id = id.to_owned();
            entry_id(
                &archive,
                &Article {
                    id,
                    ..Article::default()
                },
            )
        };
        assert_eq!(id("https://a.example/1"), "https://a.example/1");
        assert_eq!(id("x"), id("x"));
        assert_ne!(id("x"), id("y"));
        assert_eq!(id("x").len(), "urn:uuid:".len() + 36);
        assert!(id("tag:a b").starts_with("urn:uuid:"));
    }
}
