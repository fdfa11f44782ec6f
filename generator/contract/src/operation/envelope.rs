//! Envelopes: documents around a payload, whose strings may contain `{placeholders}`.

use ringback_runtime::template::Template;
use serde_json::Value;
use std::{collections::BTreeSet, convert::Infallible};

/// What stands for a value in a string of an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder<'a> {
    /// `{InstanceId}`: the parameter of this name, the same in all requests.
    Parameter(&'a str),
    /// `{$uuid}`: a new UUID for every request, such as in a name that must not exist yet.
    NewUuid,
}

impl<'a> Placeholder<'a> {
    /// The placeholder with this text between its braces; `None` if the braces are text: in a string with JSON, most are.
    fn of(text: &'a str) -> Option<Self> {
        let is_plain = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
        match text {
            "$uuid" => Some(Self::NewUuid),
            _ => is_plain.then_some(Self::Parameter(text)),
        }
    }
}

/// Adds the names of the parameters in the strings of a document.
pub(super) fn parameters(document: &Value, names: &mut BTreeSet<String>) {
    match document {
        Value::String(text) => {
            names.extend(Template::new(text).placeholders().filter_map(|text| match Placeholder::of(text)? {
                Placeholder::Parameter(name) => Some(name.to_owned()),
                Placeholder::NewUuid => None,
            }));
        }
        Value::Array(list) => list.iter().for_each(|value| parameters(value, names)),
        Value::Object(object) => object.values().for_each(|value| parameters(value, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Replaces the placeholders in the strings of a document by their values; one without a value is kept.
pub fn fill(document: &mut Value, value: &impl Fn(Placeholder) -> Option<String>) {
    match document {
        Value::String(text) => {
            let write = |name: &str, text: &mut String| {
                match Placeholder::of(name).and_then(value) {
                    Some(value) => text.push_str(&value),
                    None => text.extend(["{", name, "}"]),
                }
                Ok::<(), Infallible>(())
            };
            *text = Template::new(text).fill(write).unwrap_or_else(|never| match never {});
        }
        Value::Array(list) => list.iter_mut().for_each(|part| fill(part, value)),
        Value::Object(object) => object.values_mut().for_each(|part| fill(part, value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Placeholder, fill, parameters};
    use serde_json::json;
    use std::collections::BTreeSet;

    #[test]
    fn placeholders_are_told_from_the_braces_of_json() {
        let mut document = json!({"a": ["{id}-{id}", 7], "b": "{\"c\": {\"d\": \"{other}\"}, \"e\": {}}"});
        let mut names = BTreeSet::new();
        parameters(&document, &mut names);
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["id", "other"]);
        fill(&mut document, &|placeholder| (placeholder == Placeholder::Parameter("other")).then(|| "x".to_owned()));
        assert_eq!(document, json!({"a": ["{id}-{id}", 7], "b": "{\"c\": {\"d\": \"x\"}, \"e\": {}}"}));
    }

    #[test]
    fn what_is_generated_is_no_parameter() {
        let mut document = json!({"name": "Callback {$uuid}", "path": "{$.Attributes.queue}"});
        let mut names = BTreeSet::new();
        parameters(&document, &mut names);
        assert_eq!(names, BTreeSet::new());
        fill(&mut document, &|placeholder| (placeholder == Placeholder::NewUuid).then(|| "7".to_owned()));
        assert_eq!(document, json!({"name": "Callback 7", "path": "{$.Attributes.queue}"}));
    }
}
