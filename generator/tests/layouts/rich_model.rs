//! One model with every kind of fact in many layouts: every page in `rich_model/` states the same, and no more.

use super::one_model::rules;
use ringback_constraints::schema::schema;
use ringback_contract::input::Inputs;
use ringback_documents::read::read_documents;
use serde_json::{Value, json};
use std::path::Path;

/// What every page says of a bell.
fn bell() -> Value {
    json!({
        "type": "object",
        "properties": {
            "bellId": {"type": "string", "format": "uuid"},
            "strength": {"type": "integer", "minimum": 1, "maximum": 9, "default": 5},
            "tone": {"type": "string", "enum": ["low", "high"], "default": "low"},
            "weight": {"type": "number", "exclusiveMinimum": 0},
            "name": {"type": "string", "minLength": 1, "maxLength": 40},
            "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 10},
            "castOn": {"type": "string", "format": "date"},
            "rungAt": {"type": "string", "format": "date-time", "readOnly": true},
            "secret": {"type": "string", "writeOnly": true},
            "oldName": {"type": "string", "deprecated": true},
            "nickname": {"type": ["string", "null"]},
            "tower": {
                "type": "object",
                "properties": {"height": {"type": "integer", "minimum": 1}, "city": {"type": "string"}},
                "required": ["city"],
            },
        },
        "required": ["bellId", "weight", "name"],
    })
}

/// What two schemas differ in, one place a line.
fn differences(at: &str, expected: &Value, found: &Value, wrong: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(one), Value::Object(other)) => {
            for name in one.keys().chain(other.keys().filter(|name| !one.contains_key(*name))) {
                let (one, other) = (one.get(name).unwrap_or(&Value::Null), other.get(name).unwrap_or(&Value::Null));
                differences(&format!("{at}/{name}"), one, other, wrong);
            }
        }
        _ if expected == found => {}
        _ => wrong.push(format!("  {at}: {found}, not {expected}")),
    }
}

#[test]
fn a_model_with_every_kind_of_fact_is_read_alike_in_every_layout() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layouts/rich_model");
    let mut pages: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    assert!(pages.len() >= 25, "{} pages", pages.len());
    let mut wrong = Vec::new();
    for page in &pages {
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        let inputs = Inputs::from([(name.clone(), std::fs::read_to_string(page).unwrap())]);
        let model = read_documents("test", &inputs, None).unwrap();
        let found = model.types.get("Bell").map_or(Value::Null, |kind| rules(&schema("test", kind)));
        let mut differ = Vec::new();
        differences("", &bell(), &found, &mut differ);
        if !differ.is_empty() {
            let types: Vec<&String> = model.types.keys().collect();
            let findings: Vec<&str> = model.findings.iter().map(|finding| finding.id.as_str()).collect();
            wrong.push(format!("{name}: {types:?} {findings:?}\n{}", differ.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{} of {} pages are wrong:\n{}", wrong.len(), pages.len(), wrong.join("\n"));
}
