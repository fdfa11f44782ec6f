//! The form of schemas that is compared.

use super::anchors::in_ecma;
use ringback_contract::{
    keyword::{Holds, OPEN_ENUM, OPEN_ENUMS, SOURCE, UNRESOLVED, holds, identifies},
    provenance::ProvenanceTable,
    subschema::each_mut,
};
use serde_json::{Map, Value};

/// Leaves of a schema, and of those in it, what it says of a value wherever it stands: identifiers and definitions go,
/// an `enum` that is marked as open becomes an annotation, and citations move to the table.
pub fn normalize(schema: &mut Value, provenance: &mut ProvenanceTable) {
    let Value::Object(object) = schema else { return };
    object.retain(|keyword, value| {
        // References are names already, so nothing refers to what identifies a schema.
        let is_identifier = identifies(keyword) && value.is_string();
        !is_identifier && !matches!(holds(keyword, value), Some(Holds::Definitions))
    });
    // An `enum` whose values are only the known ones is marked by `true`, or by the list of values itself.
    let is_open = OPEN_ENUMS.iter().any(|mark| match object.get(*mark) {
        Some(Value::Bool(is_open)) => *is_open,
        Some(Value::Array(_)) => true,
        _ => false,
    });
    if is_open && let Some(values) = object.shift_remove("enum") {
        object.insert(OPEN_ENUM.into(), values);
    }
    plain_bytes(object);
    type_values(object);
    // The order of these means nothing.
    for keyword in ["required", "type"] {
        if let Some(Value::Array(names)) = object.get_mut(keyword)
            && names.iter().all(Value::is_string)
        {
            names.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
            names.dedup();
        }
    }
    if let Some(Value::String(pattern)) = object.get_mut("pattern") {
        *pattern = in_ecma(pattern);
    }
    // A boolean `required` (Swagger 2, draft 3) is about the property, not about its value.
    object.retain(|keyword, value| keyword != "required" || !value.is_boolean());
    if object.contains_key(UNRESOLVED) {
        // The documents name the type only; that it is an object was a guess.
        object.shift_remove("type");
    }
    if let Some(sources) = object.get_mut(SOURCE).filter(|sources| sources.is_array()) {
        *sources = provenance.read_list(sources);
    }
    for (keyword, value) in object.iter_mut() {
        each_mut(keyword, value, &mut |schema| normalize(schema, provenance));
    }
}

/// Listed values of which none is of the type beside them, but each could be if it were quoted or not: `type: string` with
/// `enum: [4, 4.1]` in YAML. Otherwise nothing would be allowed, which nobody describes.
fn type_values(object: &mut Map<String, Value>) {
    let types: Vec<&str> = match object.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).filter(|name| *name != "null").collect(),
        _ => return,
    };
    let convert: fn(&Value) -> Option<Value> = match types.as_slice() {
        ["string"] => |value| (value.is_number() || value.is_boolean()).then(|| value.to_string().into()),
        ["integer" | "number"] => |value| serde_json::from_str(value.as_str()?).ok().filter(Value::is_number),
        ["boolean"] => |value| serde_json::from_str(value.as_str()?).ok().filter(Value::is_boolean),
        _ => return,
    };
    let Some(Value::Array(values)) = object.get_mut("enum") else { return };
    let converted = values.iter().map(|value| if value.is_null() { Some(Value::Null) } else { convert(value) });
    if let Some(converted) = converted.collect::<Option<Vec<Value>>>() {
        *values = converted;
    }
}

/// `format: binary` says nothing of a text: any bytes, as OpenAPI 3.1 writes without a type.
fn plain_bytes(object: &mut Map<String, Value>) {
    if is_plain_bytes(object) {
        for keyword in ["type", "format", "contentMediaType"] {
            object.shift_remove(keyword);
        }
    }
}

/// Whether a schema says of a value that it is any bytes, in the spelling of OpenAPI 3.0 or of 3.1.
pub fn is_plain_bytes(object: &Map<String, Value>) -> bool {
    let is_bytes =
        is_named(object, "format", "binary") || is_named(object, "contentMediaType", "application/octet-stream");
    is_bytes && !object.contains_key("contentEncoding")
}

/// Lets `contentEncoding: base64` be the `format: byte` of the other version, at any depth.
pub fn spell_as_format(schema: &mut Value) {
    let Value::Object(object) = schema else { return };
    if is_named(object, "contentEncoding", "base64") && !object.contains_key("format") {
        object.shift_remove("contentEncoding");
        object.entry("type").or_insert_with(|| "string".into());
        object.insert("format".into(), "byte".into());
    }
    for (keyword, value) in object.iter_mut() {
        each_mut(keyword, value, &mut spell_as_format);
    }
}

fn is_named(object: &Map<String, Value>, keyword: &str, name: &str) -> bool {
    object.get(keyword).and_then(Value::as_str).is_some_and(|value| value.eq_ignore_ascii_case(name))
}
