//! Types that need not be compared: neither they nor anything that they refer to differs between two versions.

use super::{pair::Pair, references::references, view::SchemaView};
use ringback_contract::keyword::SOURCE;
use ringback_openapi::read::UNRESOLVED_PREFIX;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The references whose targets are the same in both versions, with all that those refer to.
pub fn unchanged(views: &Pair<SchemaView>) -> HashSet<String> {
    let Pair { before, after } = views;
    let mut same: HashSet<&str> = HashSet::new();
    let mut users: HashMap<&str, Vec<&str>> = HashMap::new();
    for (name, old) in &before.0 {
        if after.get(name).is_some_and(|new| is_same_schema(old, new)) {
            same.insert(name);
            references(old, &mut |target| users.entry(target).or_default().push(name));
        }
    }
    // A type whose target changed, or is missing, has changed too. A pointer such as that of `$recursiveRef` names no type.
    let is_pointer =
        |name: &str| name.starts_with('#') && !name.starts_with(UNRESOLVED_PREFIX) && before.get(name).is_none();
    let mut changed: Vec<&str> =
        users.keys().copied().filter(|name| !same.contains(name) && !is_pointer(name)).collect();
    while let Some(name) = changed.pop() {
        changed.extend(users.get(name).into_iter().flatten().filter(|user| same.remove(**user)));
    }
    same.into_iter().map(String::from).collect()
}

/// Whether two schemas are equal but for the numbers under which their provenance is kept.
pub fn is_same_schema(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let is_number = |keyword: &str, value: &Value| keyword == SOURCE && value.is_number();
            one.len() == other.len()
                && one.iter().all(|(keyword, old)| {
                    other.get(keyword).is_some_and(|new| match keyword.as_str() {
                        "const" | "default" | "enum" | "examples" => old == new,
                        _ => is_number(keyword, old) && is_number(keyword, new) || is_same_schema(old, new),
                    })
                })
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same_schema(one, other))
        }
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn view(types: Value) -> SchemaView {
        SchemaView(serde_json::from_value(types).unwrap())
    }

    #[test]
    fn what_refers_to_a_changed_type_has_changed_even_in_a_circle() {
        let state = |most: u8| {
            view(json!({
                "leaf": {"maximum": most}, "user": {"items": {"$ref": "leaf"}}, "its": {"allOf": [{"$ref": "user"}]},
                "one": {"items": {"$ref": "other"}}, "other": {"items": {"$ref": "one"}}, "dangling": {"$ref": "nowhere"},
                "alone": {"minimum": 1}, "recursive": {"items": {"$recursiveRef": "#"}}, "seen": {"properties": {"one": {"$ref": "one"}}},
            }))
        };
        let names = |before: SchemaView, after: SchemaView| {
            let mut names: Vec<String> = unchanged(&Pair { before, after }).into_iter().collect();
            names.sort();
            names.join(" ")
        };
        assert_eq!(names(state(1), state(2)), "alone one other recursive seen");
        assert_eq!(names(state(1), state(1)), "alone its leaf one other recursive seen user");
    }

    #[test]
    fn provenance_is_no_difference_and_values_are() {
        let with = |number: u8, value: u8| json!({"x-ringback-source": number, "const": {"x-ringback-source": value}});
        assert!(is_same_schema(&with(1, 5), &with(2, 5)));
        assert!(!is_same_schema(&with(1, 5), &with(1, 6)));
        assert!(!is_same_schema(
            &json!({"properties": {"x-ringback-source": true}}),
            &json!({"properties": {"x-ringback-source": false}})
        ));
        assert!(!is_same_schema(&json!({"a": 1}), &json!({"b": 1})));
    }
}
