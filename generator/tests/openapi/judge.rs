//! Judges documents by the official schema of OpenAPI, and values by the schemas in a document.

use jsonschema::{Draft, Registry};
use ringback_contract::validator::{Formats, options};
use serde_json::{Value, json};

/// Errors in a document: by the official schema, with JSON Schema 2020-12 for every schema in it; references without a
/// target; invalid examples.
pub fn problems(document: &Value) -> Vec<String> {
    let official: Value = serde_json::from_str(include_str!("openapi-3.1.schema.json")).unwrap();
    let id = official["$id"].as_str().unwrap().to_owned();
    // The official schema leaves open what a schema is: whoever refers to it says so.
    let whole = json!({
        "$id": "https://ringback.invalid/openapi",
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": id,
        "$defs": {"schema": {"$dynamicAnchor": "meta", "$ref": "https://json-schema.org/draft/2020-12/schema"}},
    });
    let registry = Registry::new().extend([(id.as_str(), &official)]).unwrap().prepare().unwrap();
    let options = jsonschema::draft202012::options().with_registry(&registry).should_validate_formats(true);
    let validator = options.build(&whole).unwrap();
    let mut problems: Vec<String> =
        validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    walk(document, "", document, &mut problems);
    problems
}

fn walk(document: &Value, at: &str, value: &Value, problems: &mut Vec<String>) {
    if let Some(Value::String(reference)) = value.get("$ref") {
        let target = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
        if target.is_none() {
            problems.push(format!("{at}: {reference} leads nowhere"));
        }
    }
    match value.get("examples") {
        Some(Value::Array(examples)) => {
            for example in examples.iter().filter(|example| !accepts(document, value, example)) {
                problems.push(format!("{at}: the example {example} is not valid"));
            }
        }
        Some(Value::Object(examples)) if value.get("schema").is_some() => {
            for example in examples.values().filter(|example| !accepts(document, &value["schema"], &example["value"])) {
                problems.push(format!("{at}: the example {example} is not valid"));
            }
        }
        _ => {}
    }
    match value {
        Value::Object(object) => {
            // What an example holds is no part of the document, whatever it looks like.
            let parts = object.iter().filter(|(name, _)| !name.starts_with("example"));
            parts.for_each(|(name, value)| walk(document, &format!("{at}/{name}"), value, problems));
        }
        Value::Array(list) => list.iter().for_each(|value| walk(document, at, value, problems)),
        _ => {}
    }
}

/// Whether a schema of a document accepts a value, including formats and JSON inside strings.
pub fn accepts(document: &Value, schema: &Value, value: &Value) -> bool {
    let whole = json!({"allOf": [schema], "components": document["components"]});
    let options = options(Formats::Unknown).with_draft(Draft::Draft202012);
    options.build(&whole).unwrap().is_valid(value) && holds_json(document, schema, value)
}

/// Whether every string that should contain JSON contains valid JSON. JSON Schema only annotates that.
fn holds_json(document: &Value, schema: &Value, value: &Value) -> bool {
    if let (Some(inner), Some(text)) = (schema.get("contentSchema"), value.as_str()) {
        return serde_json::from_str(text).is_ok_and(|value| accepts(document, inner, &value));
    }
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let mut parts = properties.filter_map(|(name, schema)| Some((schema, value.get(name)?)));
    let items = schema.get("items");
    let mut elements = value.as_array().into_iter().flatten().filter_map(|element| Some((items?, element)));
    parts.all(|(schema, part)| holds_json(document, schema, part))
        && elements.all(|(schema, part)| holds_json(document, schema, part))
}
