//! How are the figures of the search benchmark written down? As tables and as a figure.

#![allow(
    clippy::format_push_string,
    reason = "a page is put together piece by piece, once"
)]

use serde_json::Value;

use super::search::{COLLECTIONS, COUNTS, MEASURED, RANKED, SHORT};

fn number(row: &Value, name: &str) -> f64 {
    row[name].as_f64().unwrap_or(f64::NAN)
}

pub(super) fn tables(results: &Value) -> String {
    let words = |name: &str| results[name].as_str().unwrap_or("").to_owned();
    let rows = |name: &str| results[name].as_array().cloned().unwrap_or_default();
    let mut page = format!(
        "{}, Node {}, 2 shared processors; load {}.\n\n| nDCG@10 | {} |\n|---|{}\n",
        words("date"),
        words("node"),
        words("load"),
        COLLECTIONS.join(" | "),
        "---|".repeat(COLLECTIONS.len()),
    );
    for engine in RANKED {
        page += &format!("| {engine} |");
        for collection in COLLECTIONS {
            let mine = |row: &&Value| row["engine"] == engine && row["collection"] == collection;
            let found = rows("relevance")
                .iter()
                .find(mine)
                .map(|row| number(row, "ndcg"));
            page += &format!(" {:.3} |", found.unwrap_or(f64::NAN));
        }
        page += "\n";
    }
    page += "\n| documents | engine | build s | saved MB (gzipped) | open ms | keystroke p50 / p95 ms | peak open MB | peak building MB |\n|---|---|---|---|---|---|---|---|\n";
    for row in rows("costs") {
        page += &format!(
            "| {} of {} | {} | {:.2} | {:.2} ({:.2}) | {:.1} | {:.3} / {:.2} | {:.0} | {:.0} |\n",
            row["count"],
            row["corpus"].as_str().unwrap_or(""),
            row["engine"].as_str().unwrap_or(""),
            number(&row, "buildSeconds"),
            number(&row, "savedBytes") / 1e6,
            number(&row, "gzipBytes") / 1e6,
            number(&row, "openMillis"),
            number(&row, "p50"),
            number(&row, "p95"),
            number(&row, "openMegabytes"),
            number(&row, "buildMegabytes"),
        );
    }
    page + &limits(&rows("limits"))
}

/// The table of tantivy.
fn limits(rows: &[Value]) -> String {
    let mut page = String::from(
        "\n| documents | engine | build s, one thread | saved MB | all of three words, p50 / p95 ms | any of them |\n|---|---|---|---|---|---|\n",
    );
    let kinds = [
        ("tantivy", "tantivy", ""),
        ("tantivy", "tantivy, with exact totals", "Counted"),
        ("engine", "backfile, native", ""),
        ("wasm", "backfile, wasm", ""),
    ];
    for row in rows {
        for (key, name, suffix) in kinds {
            let figure = |figure: &str, scale: f64, digits: usize| {
                let value = number(&row[key], figure) / scale;
                if value.is_nan() {
                    "-".to_owned()
                } else {
                    format!("{value:.digits$}")
                }
            };
            let times = |join: &str| {
                let times = &row[key][format!("{join}{suffix}")];
                format!("{:.3} / {:.3}", number(times, "p50"), number(times, "p95"))
            };
            page += &format!(
                "| {} of {} | {name} | {} | {} | {} | {} |\n",
                row["count"],
                row["corpus"].as_str().unwrap_or(""),
                figure("buildSeconds", 1.0, 2),
                figure("savedBytes", 1e6, 2),
                times("all"),
                times("any"),
            );
        }
    }
    page
}

/// The 95th percentile of a keystroke by the number of documents, both on logarithmic axes.
pub(super) fn growth(results: &Value) -> String {
    const COLORS: [&str; 3] = ["#0b6", "#c50", "#36c"];
    let rows = results["costs"].as_array().cloned().unwrap_or_default();
    let x = |count: f64| 70.0 + (count.log10() - 3.0) * 200.0;
    let y = |millis: f64| 250.0 - (millis.max(0.01).log10() + 2.0) * 46.0;
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 620 300\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"620\" height=\"300\" fill=\"#fff\"/>\n",
    );
    for (power, label) in (-2..=3).zip(["0.01", "0.1", "1", "10", "100", "1000 ms"]) {
        let at = y(10f64.powi(power));
        svg += &format!(
            "<path d=\"M70 {at:.0}H470\" stroke=\"#ddd\"/><text x=\"62\" y=\"{:.0}\" text-anchor=\"end\">{label}</text>\n",
            at + 4.0
        );
    }
    for count in COUNTS {
        svg += &format!(
            "<text x=\"{:.0}\" y=\"275\" text-anchor=\"middle\">{count} documents</text>\n",
            x(f64::from(count))
        );
    }
    for (engine, color) in MEASURED.iter().zip(COLORS) {
        let mine = |row: &&Value| row["engine"] == *engine && row["corpus"] == SHORT;
        for (name, dash) in [("p95", ""), ("p50", " stroke-dasharray=\"4 4\"")] {
            let point = |row: &Value| (x(number(row, "count")), y(number(row, name)));
            let points: Vec<(f64, f64)> = rows.iter().filter(mine).map(point).collect();
            let line: Vec<String> = points
                .iter()
                .map(|(x, y)| format!("{x:.1},{y:.1}"))
                .collect();
            svg += &format!(
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"{dash}/>\n",
                line.join(" ")
            );
            if let Some((x, y)) = points.last() {
                svg += &format!(
                    "<text x=\"{:.0}\" y=\"{:.0}\" fill=\"{color}\">{engine} {name}</text>\n",
                    x + 6.0,
                    y + 4.0
                );
            }
        }
    }
    svg + "</svg>\n"
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_figure_has_its_place() {
        let cost = json!({
            "engine": "backfile", "corpus": SHORT, "count": 1000, "buildSeconds": 1.5,
            "savedBytes": 2_000_000, "gzipBytes": 1_000_000, "openMillis": 0.5, "p50": 0.1,
            "p95": 2.0, "openMegabytes": 3, "buildMegabytes": 60,
        });
        let results = json!({
            "date": "2030-01-02", "node": "v1", "load": "0.1",
            "relevance": [{ "engine": "lunr", "collection": "cacm", "ndcg": 0.25 }],
            "costs": [cost],
            "limits": [{
                "count": 1000, "corpus": SHORT,
                "wasm": { "all": { "p50": 0.25, "p95": 0.5 }, "any": { "p50": 1, "p95": 2 } },
            }],
        });
        let page = tables(&results);
        assert!(page.contains("| lunr | NaN | 0.250 | NaN |"), "{page}");
        let row = "| 1000 of arxiv-100k-short | backfile | 1.50 | 2.00 (1.00) | 0.5 | 0.100 / 2.00 | 3 | 60 |";
        assert!(page.contains(row), "{page}");
        let row =
            "| 1000 of arxiv-100k-short | backfile, wasm | - | - | 0.250 / 0.500 | 1.000 / 2.000 |";
        assert!(page.contains(row), "{page}");
        assert!(growth(&results).contains("backfile p95"));
    }
}
