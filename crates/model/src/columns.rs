//! How do the rows of a hosted archive lie in a file? One column after the other, since like stands
//! beside like and compresses a quarter better than row by row. A column that is empty in all rows
//! is left out; ids are not stored, as rows stand in their order.

use serde_json::{Map, Value, json};

use crate::{DateKind, Error, Row};

/// Writes rows as JSON: an object of lists.
pub fn write_columns(rows: &[Row]) -> String {
    let mut columns = Map::new();
    let mut put = |name: &str, of: &dyn Fn(&Row) -> Value| {
        let column: Vec<Value> = rows.iter().map(of).collect();
        let is_empty = |value: &Value| *value == json!("") || *value == json!([]);
        if !column.iter().all(is_empty) {
            columns.insert(name.to_owned(), Value::Array(column));
        }
    };
    put("title", &|row| json!(row.title));
    put("slug", &|row| json!(row.slug));
    let date = |row: &Row| row.date.as_ref().map(ToString::to_string);
    put("date", &|row| json!(date(row).unwrap_or_default()));
    put("event", &|row| {
        json!(if row.date_kind == DateKind::Event {
            "1"
        } else {
            ""
        })
    });
    put("places", &|row| json!(row.places));
    put("authors", &|row| json!(row.authors));
    put("lead", &|row| json!(row.lead));
    put("language", &|row| {
        json!(row.language.as_deref().unwrap_or_default())
    });
    if columns.is_empty() {
        // Something must tell how many there are.
        columns.insert("title".to_owned(), json!(vec![""; rows.len()]));
    }
    Value::Object(columns).to_string()
}

/// Reads rows, numbered from `first`. What is missing in a column is empty.
pub fn read_columns(json: &[u8], first: u32) -> Result<Vec<Row>, Error> {
    let found = "rows must be an object of lists";
    let wrong = || Error::NotAFeed { found };
    let Ok(Value::Object(mut columns)) = serde_json::from_slice(json) else {
        return Err(wrong());
    };
    let lengths = columns
        .values()
        .filter_map(|column| Some(column.as_array()?.len()));
    let count = lengths.max().unwrap_or_default();
    let mut rows = Vec::with_capacity(count);
    for at in 0..count {
        let mut value = |name: &str| {
            let column = columns.get_mut(name)?.as_array_mut()?;
            column.get_mut(at).map(Value::take)
        };
        let mut text = |name: &str| match value(name) {
            Some(Value::String(text)) => text,
            _ => String::new(),
        };
        let date = text("date");
        let row = Row {
            id: first.checked_add(at as u32).ok_or_else(wrong)?,
            title: text("title"),
            slug: text("slug"),
            date: date.parse().ok(),
            date_kind: match text("event").as_str() {
                "" => DateKind::Published,
                _ => DateKind::Event,
            },
            lead: text("lead"),
            language: Some(text("language")).filter(|language| !language.is_empty()),
            places: texts(value("places")),
            authors: texts(value("authors")),
        };
        rows.push(row);
    }
    Ok(rows)
}

fn texts(list: Option<Value>) -> Vec<String> {
    let Some(Value::Array(list)) = list else {
        return Vec::new();
    };
    let texts = list.into_iter().filter_map(|value| match value {
        Value::String(text) => Some(text),
        _ => None,
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let row = |id: u32, title: &str| Row {
            id,
            title: title.to_owned(),
            ..Row::default()
        };
        let full = Row {
            slug: "slug".to_owned(),
            date: "2023-07".parse().ok(),
            date_kind: DateKind::Event,
            places: vec!["Peru".to_owned(), "Chad".to_owned()],
            authors: vec!["Ada \"B\" | C".to_owned()],
            lead: "It\nstarts".to_owned(),
            language: Some("es".to_owned()),
            ..row(8, "One, \u{0}two")
        };
        let rows = vec![row(7, ""), full, row(9, "Three")];
        let json = write_columns(&rows);
        assert_eq!(read_columns(json.as_bytes(), 7).unwrap(), rows);
        assert_eq!(write_columns(&rows[2..]), "{\"title\":[\"Three\"]}");
        let untitled = [row(0, ""), row(1, "")];
        let json = write_columns(&untitled);
        assert_eq!(read_columns(json.as_bytes(), 0).unwrap(), untitled);
        assert_eq!(read_columns(b"{}", 0).unwrap(), []);
    }

    #[test]
    fn any_bytes_are_read_or_refused() {
        for json in ["", "[]", "7", "{", "{\"title\": 7", "null"] {
            assert!(read_columns(json.as_bytes(), 0).is_err(), "{json}");
        }
        let odd = br#"{"title": [7, "a"], "date": "x", "places": [["a", 3], 4], "lead": []}"#;
        let rows = read_columns(odd, 0).unwrap();
        assert_eq!((&*rows[0].title, &*rows[1].title), ("", "a"));
        assert_eq!(rows[0].places, ["a"]);
        assert!(read_columns(odd, u32::MAX).is_err());
    }
}
