//! Names of properties that `propertyNames` lists. A name that it does not list is one more rule of that property, so that a
//! response that is new is told as such, and not as another rule for all.

use super::site::NamePatterns;
use ringback_algebra::NameSet;
use serde_json::{Map, Value, json};

const KEYWORD: &str = "propertyNames";

/// The alternatives of `propertyNames`, if these are lists and patterns only.
fn alternatives(keywords: &Map<String, Value>) -> Option<&Vec<Value>> {
    let list = keywords.get(KEYWORD)?.as_object().filter(|names| names.len() == 1)?.get("anyOf")?.as_array()?;
    let is_list = |(keyword, value): (&String, &Value)| match keyword.as_str() {
        "enum" => value.is_array(),
        "pattern" => value.is_string(),
        _ => false,
    };
    let is_listing = |schema: &Value| schema.as_object().is_some_and(|one| one.len() == 1 && one.iter().all(is_list));
    list.iter().all(is_listing).then_some(list)
}

/// Whether keywords list the names of properties, and not this one.
pub fn are_without(keywords: &Map<String, Value>, name: &str, patterns: &mut NamePatterns) -> bool {
    let Some(alternatives) = alternatives(keywords) else { return false };
    let mut lists_it = |schema: &Value| match (schema.get("enum"), schema.get("pattern")) {
        (Some(names), _) => names.as_array().is_some_and(|names| names.iter().any(|listed| listed == name)),
        (_, pattern) => pattern.and_then(Value::as_str).is_none_or(|pattern| patterns.may_match(pattern, name)),
    };
    !alternatives.iter().any(&mut lists_it)
}

/// Leaves to the properties of these names whether they are listed.
pub fn leave_to_properties(keywords: &mut Map<String, Value>, declared: &NameSet) {
    let Some(mut alternatives) = alternatives(keywords).cloned() else { return };
    let names = alternatives.iter().filter_map(|schema| schema.get("enum")?.as_array()).flatten();
    let mut names: Vec<Value> = names.cloned().chain(declared.names.iter().map(|name| json!(**name))).collect();
    names.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
    names.dedup();
    alternatives.retain(|schema| schema.get("enum").is_none());
    alternatives.push(json!({"enum": names}));
    keywords.insert(KEYWORD.into(), json!({"anyOf": alternatives}));
}
