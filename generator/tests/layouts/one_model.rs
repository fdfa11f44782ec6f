//! One model in many layouts: every page in `one_model/` states the same, and no more.

use ringback_constraints::schema::schema;
use ringback_contract::input::Inputs;
use ringback_documents::read::read_documents;
use serde_json::{Map, Value, json};
use std::path::Path;

/// What every page says of a bell.
pub fn bell() -> Value {
    json!({
        "type": "object",
        "properties": {
            "bellId": {"type": "string"},
            "strength": {"type": "integer", "minimum": 1, "maximum": 9},
            "tone": {"type": "string", "enum": ["low", "high"]},
        },
        "required": ["bellId"],
    })
}

/// A schema without what only describes.
pub fn rules(schema: &Value) -> Value {
    match schema {
        Value::Object(keywords) => {
            let said =
                |name: &str| !["description", "title", "$schema", "$id"].contains(&name) && !name.starts_with("x-");
            let mut kept: Map<String, Value> = keywords
                .iter()
                .filter(|(name, _)| said(name))
                .map(|(name, value)| (name.clone(), rules(value)))
                .collect();
            kept.sort_keys();
            Value::Object(kept)
        }
        other => other.clone(),
    }
}

#[test]
fn one_model_is_read_alike_in_every_layout() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layouts/one_model");
    let mut pages: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    assert!(pages.len() > 30, "{} pages", pages.len());
    let mut expected = bell();
    expected.as_object_mut().unwrap().sort_keys();
    let mut wrong = Vec::new();
    for page in pages {
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        let inputs = Inputs::from([(name.clone(), std::fs::read_to_string(&page).unwrap())]);
        let model = read_documents("test", &inputs, None).unwrap();
        let types: Vec<&String> = model.types.keys().collect();
        let found = model.types.get("Bell").map(|kind| rules(&schema("test", kind)));
        if found.as_ref() != Some(&expected) || types != ["Bell"] {
            let found = found.map_or_else(String::new, |found| found.to_string());
            let findings: Vec<&str> = model.findings.iter().map(|finding| finding.id.as_str()).collect();
            wrong.push(format!("{name}: {types:?} {found} {findings:?}"));
        }
    }
    assert!(wrong.is_empty(), "not as {expected}:\n{}", wrong.join("\n"));
}
