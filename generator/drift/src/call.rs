//! A payload that proves something as the call that it is part of.

use super::contract::EntryRole;
use ringback_contract::{operation::path::placeholders, uri::encode};
use serde_json::{Map, Value, json};

/// The call of a witness: method and path with what is sent, or status with what comes back. Payloads of types stay as they
/// are.
pub fn as_call(role: &EntryRole, witness: Value) -> Value {
    match (role, &witness) {
        (EntryRole::Request { method, path }, Value::Object(parts)) => request(method, path, parts),
        (EntryRole::Response { method, path }, Value::Object(parts)) => response(method, path, parts),
        _ => witness,
    }
}

/// Cuts off texts that nobody could read, and says how long they were.
pub fn shorten(witness: &mut Value) {
    match witness {
        Value::String(text) if text.len() > TEXT_LIMIT => {
            let start: String = text.chars().take(TEXT_SHOWN).collect();
            *text = format!("{start}… ({} characters)", text.chars().count());
        }
        Value::Array(list) => list.iter_mut().for_each(shorten),
        Value::Object(object) => object.values_mut().for_each(shorten),
        _ => {}
    }
}

/// Of a text in a payload, so many bytes are shown whole; of a longer one, so many characters.
const TEXT_LIMIT: usize = 100_000;
const TEXT_SHOWN: usize = 40;

fn request(method: &str, path: &str, parts: &Map<String, Value>) -> Value {
    let mut call = Map::new();
    let mut values = Vec::new();
    for (at, _) in placeholders(path).enumerate() {
        values.push(parts.get(&format!("path.{}", at + 1)).and_then(written));
    }
    call.insert("method".into(), method.into());
    call.insert("path".into(), filled(path, &values).into());
    for (name, value) in parts {
        if name == "body" {
            let (media_type, body) = one(value);
            call.insert("contentType".into(), media_type);
            call.insert("body".into(), body);
            continue;
        }
        let (location, name) = name.split_once('.').unwrap_or(("other", name));
        if location == "path" {
            continue;
        }
        if let Some(all) = call.entry(location).or_insert_with(|| json!({})).as_object_mut() {
            all.insert(name.to_owned(), value.clone());
        }
    }
    Value::Object(call)
}

fn response(method: &str, path: &str, parts: &Map<String, Value>) -> Value {
    let mut call = Map::new();
    call.insert("method".into(), method.into());
    call.insert("path".into(), path.into());
    let Some((status, parts)) = parts.iter().next() else { return Value::Object(call) };
    call.insert("status".into(), status.clone().into());
    for (name, value) in parts.as_object().into_iter().flatten() {
        let (group, name) = match name.strip_prefix("header.") {
            Some(name) => ("header", name),
            None => ("body", name.as_str()),
        };
        if let Some(all) = call.entry(group).or_insert_with(|| json!({})).as_object_mut() {
            all.insert(name.to_owned(), value.clone());
        }
    }
    Value::Object(call)
}

/// A path with the values that are known in the place of its parameters.
fn filled(path: &str, values: &[Option<String>]) -> String {
    let mut filled = path.to_owned();
    for (name, value) in placeholders(path).zip(values) {
        if let Some(value) = value {
            filled = filled.replacen(&format!("{{{name}}}"), value, 1);
        }
    }
    filled
}

/// A scalar as it is written in a path; `None` of what is written in several ways.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(encode(text)),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// The media type and the body of an object with one of each.
fn one(bodies: &Value) -> (Value, Value) {
    let first = bodies.as_object().and_then(|all| all.iter().next());
    first.map_or((Value::Null, bodies.clone()), |(name, body)| (media_type(name).into(), body.clone()))
}

/// A media type; of a range, which any name in it stands for, the range.
fn media_type(name: &str) -> String {
    match name {
        "/" => "*/*".to_owned(),
        range if range.ends_with('/') => format!("{range}*"),
        name => name.to_owned(),
    }
}
