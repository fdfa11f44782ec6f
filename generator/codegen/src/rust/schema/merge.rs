//! Merges schemas that apply to the same value into one, so that a type can be found for it. Its rules stay those of the
//! parts, each with its citations.

use ringback_contract::keyword::PARTS;
use serde_json::{Map, Value};

/// One schema that says what all of the schemas say.
pub fn merged(schemas: &[&Value]) -> Value {
    let mut all = Map::new();
    let mut rest = Vec::new();
    for schema in schemas {
        let mut beside = Map::new();
        for (keyword, value) in schema.as_object().into_iter().flatten() {
            match all.get_mut(keyword) {
                None => _ = all.insert(keyword.clone(), value.clone()),
                Some(known) if known == value => {}
                Some(known) => {
                    if !intersected(keyword, known, value) {
                        beside.insert(keyword.clone(), value.clone());
                    }
                }
            }
        }
        if !beside.is_empty() {
            rest.push(Value::Object(beside));
        }
    }
    // A constant is one of the values of an enum beside it.
    if all.contains_key("const") {
        all.shift_remove("enum");
    }
    if !rest.is_empty()
        && let Value::Array(list) = all.entry("allOf").or_insert_with(|| Value::Array(Vec::new()))
    {
        list.extend(rest);
    }
    all.insert(PARTS.into(), schemas.iter().copied().cloned().collect());
    Value::Object(all)
}

/// Narrows the value of a keyword to what both values allow; `false` if the keyword has to stand twice.
fn intersected(keyword: &str, known: &mut Value, other: &Value) -> bool {
    match keyword {
        "title" | "description" | "default" | "examples" | "example" | "deprecated" | "readOnly" | "writeOnly" => true,
        "enum" => {
            let (Value::Array(known), Value::Array(other)) = (known, other) else { return false };
            known.retain(|value| other.contains(value));
            true
        }
        "required" => {
            let (Value::Array(known), Value::Array(other)) = (known, other) else { return false };
            let new: Vec<Value> = other.iter().filter(|name| !known.contains(name)).cloned().collect();
            known.extend(new);
            true
        }
        "type" => {
            let names = |value: &Value| match value {
                Value::Array(names) => names.clone(),
                name => vec![name.clone()],
            };
            let (mine, theirs) = (names(known), names(other));
            let mut both: Vec<Value> = mine.iter().filter(|name| theirs.contains(name)).cloned().collect();
            if both.is_empty() && [&mine, &theirs].iter().all(|names| names.iter().any(is_numeric)) {
                both = vec![Value::from("integer")];
            }
            *known = match both.as_slice() {
                [] => return false,
                [one] => one.clone(),
                _ => Value::Array(both),
            };
            true
        }
        keyword => keyword.starts_with("x-"),
    }
}

fn is_numeric(name: &Value) -> bool {
    name == "integer" || name == "number"
}
