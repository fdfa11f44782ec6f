//! The bodies of responses: objects of the documented types that contain the sent values in the documented places.

use super::{
    request_body::put,
    served_models::{JudgedType, ServedVendor},
    store::Record,
};
use ringback_constraints::{constraint::Type as JsonType, model::Node};
use ringback_contract::{
    operation::{Operation, PayloadLocator, router::Parameters},
    subject::Step,
};
use ringback_suite::place;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// A value of a type: sent values and placeholders for the properties of the same name, samples for the others. A sent
/// value that the type does not allow is left out, because the type is documented and the echo is not.
pub fn view(kind: &JudgedType, payload: &Value, parameters: &Parameters) -> Value {
    let base = kind.samples.full(&kind.kind.node).unwrap_or_else(|| payload.clone());
    let (Value::Object(base), Value::Object(sent)) = (&base, payload) else { return base };
    let mut known: Map<String, Value> = Map::new();
    for (name, property) in &kind.kind.node.properties {
        let parameter = || parameters.get(name).map(|value| typed(property, value));
        if let Some(value) = sent.get(name).cloned().or_else(parameter) {
            known.insert(name.clone(), value);
        }
    }
    let mut all = base.clone();
    all.extend(known.clone());
    if kind.judge.judge(&Value::Object(all.clone())).is_empty() {
        return Value::Object(all);
    }
    let mut least =
        kind.samples.minimal(&kind.kind.node).and_then(|least| least.as_object().cloned()).unwrap_or_default();
    least.extend(known.clone());
    if kind.judge.judge(&Value::Object(least.clone())).is_empty() {
        let more = base.iter().filter(|(name, _)| !known.contains_key(*name));
        return filled(kind, least, more.map(|(name, value)| (name.clone(), value.clone())));
    }
    filled(kind, base.clone(), known)
}

/// Adds those of the properties with which the object stays valid.
fn filled(kind: &JudgedType, object: Map<String, Value>, more: impl IntoIterator<Item = (String, Value)>) -> Value {
    let mut filled = Value::Object(object);
    for (name, value) in more {
        let mut next = filled.clone();
        put(&mut next, &PayloadLocator::default(), 0, json!({ name: value }));
        if kind.judge.judge(&next).is_empty() {
            filled = next;
        }
    }
    filled
}

/// The text of a placeholder as a value of the property with its name.
fn typed(property: &Node, text: &str) -> Value {
    let number = text.parse::<i64>().ok().filter(|_| !property.may_be(JsonType::String));
    number.map_or_else(|| json!(text), Value::from)
}

/// The response of a reading operation; `None` if the placeholders match no record.
pub fn document(vendor: ServedVendor, operation: &Operation, records: &[Arc<Record>]) -> Option<Value> {
    let at = operation.response_at.clone().unwrap_or_default();
    let list = at.list();
    let mut document = Value::Null;
    if let Some(list) = &list {
        put(&mut document, list, 0, json!([]));
    }
    let several = list.is_some();
    let shown = if several { records } else { records.get(records.len().saturating_sub(1)..).unwrap_or_default() };
    for (index, record) in shown.iter().enumerate() {
        if let Some(view) = record.views.get(&operation.name) {
            put(&mut document, &at, index, view.clone());
        }
        for (sent, read) in vendor.compared(&record.operation, &operation.name) {
            if let Some(value) = sent.resolve(&record.payload) {
                put(&mut document, read, index, value.clone());
            }
        }
    }
    Some(document)
}

/// The body of a rejection, in the documented error type, with the reason in a suitable text property.
pub fn refusal(kind: &JudgedType, reason: &str) -> Option<Value> {
    let root = &kind.kind.node;
    let minimal = kind.samples.minimal(root);
    let worded = words(root, &mut Vec::new(), 0).and_then(|place| {
        let base = kind.samples.with(root, &place)?;
        place::put(&base, &place, json!(reason))
    });
    worded.filter(|body| kind.judge.judge(body).is_empty()).or(minimal)
}

/// Names of properties that hold a message, the most specific first.
const WORDS: [&str; 7] = ["message", "detail", "description", "reason", "error_description", "title", "error"];

fn words(node: &Node, way: &mut Vec<Step>, depth: usize) -> Option<Vec<Step>> {
    if depth > 3 {
        return None;
    }
    for wanted in WORDS {
        let named = node.properties.iter().find(|(name, property)| {
            name.eq_ignore_ascii_case(wanted) && property.may_be(JsonType::String) && property.parts().next().is_none()
        });
        if let Some((name, _)) = named {
            way.push(Step::Property(name.clone()));
            return Some(std::mem::take(way));
        }
    }
    for (step, part) in node.parts() {
        way.push(step);
        if let Some(found) = words(part, way, depth + 1) {
            return Some(found);
        }
        way.pop();
    }
    None
}
