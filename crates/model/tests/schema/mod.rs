//! Whether bytes are an archive by `data/backfile.schema.json`.

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let text = include_str!("../../../../data/backfile.schema.json");
    let schema: Value = serde_json::from_str(text).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
});

/// What the schema finds wrong, each with its place.
pub(crate) fn errors(json: &[u8]) -> Vec<String> {
    let value: Value = serde_json::from_slice(json).unwrap();
    SCHEMA
        .iter_errors(&value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}
