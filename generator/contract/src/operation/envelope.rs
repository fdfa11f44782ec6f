//! Envelopes: documents around a payload, whose strings may contain `{placeholders}`.

use ringback_runtime::template::Template;
use serde_json::Value;
use std::{collections::BTreeSet, convert::Infallible};

/// Adds the names of the placeholders in the strings of a document.
pub(super) fn placeholders(document: &Value, names: &mut BTreeSet<String>) {
    match document {
        Value::String(text) => {
            names.extend(Template::new(text).placeholders().filter(|name| is_plain(name)).map(String::from));
        }
        Value::Array(list) => list.iter().for_each(|value| placeholders(value, names)),
        Value::Object(object) => object.values().for_each(|value| placeholders(value, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Replaces the placeholders in the strings of a document by their values; one without a value is kept.
pub fn fill(document: &mut Value, value: &impl Fn(&str) -> Option<String>) {
    match document {
        Value::String(text) => {
            let write = |name: &str, text: &mut String| {
                match value(name).filter(|_| is_plain(name)) {
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

/// Whether the text between braces names a placeholder: in a string with JSON, most braces do not.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{fill, placeholders};
    use serde_json::json;
    use std::collections::BTreeSet;

    #[test]
    fn placeholders_are_told_from_the_braces_of_json() {
        let mut document = json!({"a": ["{id}-{id}", 7], "b": "{\"c\": {\"d\": \"{other}\"}, \"e\": {}}"});
        let mut names = BTreeSet::new();
        placeholders(&document, &mut names);
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["id", "other"]);
        fill(&mut document, &|name| (name == "other").then(|| "x".to_owned()));
        assert_eq!(document, json!({"a": ["{id}-{id}", 7], "b": "{\"c\": {\"d\": \"x\"}, \"e\": {}}"}));
    }
}
