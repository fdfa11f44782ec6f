//! Two states of a contract: types of mixed kinds, of which some or all properties change in one of the ways in which
//! documents change.

use ringback_contract::error::Error;
use serde_json::{Map, Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The schema of a property before and after it changed: one of twelve kinds.
fn property(number: usize, is_changed: bool) -> Value {
    let choose = |before: Value, after: Value| if is_changed { after } else { before };
    match number % 12 {
        0 => json!({"type": "string", "maxLength": choose(json!(100), json!(90))}),
        1 => json!({"type": "integer", "format": "int64", "minimum": choose(json!(0), json!(1))}),
        2 => json!({"type": choose(json!("boolean"), json!(["boolean", "null"]))}),
        3 => json!({"type": "string", "format": choose(json!("uuid"), json!("uri"))}),
        4 => json!({"type": "string", "format": choose(json!("date-time"), json!("date"))}),
        5 => json!({"type": "array", "maxItems": choose(json!(10), json!(9)), "items": {"type": "string"}}),
        6 => json!({"type": "number", "maximum": choose(json!(1000), json!(1100))}),
        7 => json!({"type": "string", "pattern": choose(json!("^[a-z]{1,8}$"), json!("^[a-z]{1,7}$"))}),
        8 => json!({"type": "string", "enum": choose(json!(["one", "two"]), json!(["one", "two", "three"]))}),
        9 => json!({
            "type": "object", "required": choose(json!(["street"]), json!(["street", "house"])),
            "properties": {"street": {"type": "string", "minLength": 1}, "house": {"type": "integer"}},
        }),
        10 => json!({
            "type": "array",
            "items": {"type": "object", "properties": {"id": {"type": "string", "minLength": choose(json!(1), json!(2))}}},
        }),
        _ => json!({"anyOf": [{"type": "string"}, {"type": choose(json!("integer"), json!("number"))}]}),
    }
}

/// A type with this many properties, of which those with `is_changed` have changed.
pub fn schema(name: &str, properties: usize, is_changed: impl Fn(usize) -> bool) -> Value {
    let mut declared = Map::new();
    let mut required = Vec::new();
    for number in 0..properties {
        let mut schema = property(number, is_changed(number));
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("description".into(), format!("What field {number} of {name} is for.").into());
        }
        let field = format!("field{number}Name");
        if number.is_multiple_of(3) {
            required.push(field.clone());
        }
        declared.insert(field, schema);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": name,
        "type": "object", "required": required, "properties": declared,
    })
}

/// Writes a schema; returns the path of its file.
pub fn write(folder: &Path, name: &str, schema: &Value) -> Result<PathBuf, Error> {
    let path = folder.join(format!("{name}.schema.json"));
    fs::create_dir_all(folder).map_err(Error::io(folder))?;
    fs::write(&path, format!("{schema:#}\n")).map_err(Error::io(&path))?;
    Ok(path)
}
