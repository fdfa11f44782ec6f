//! Where one payload differs from another, value by value.

use ringback_contract::pointer::JsonPointer;
use serde_json::Value;

/// A value that was added, removed or replaced.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// JSON pointer to the value.
    pub at: JsonPointer,
    /// The value before; `None` if there was none.
    pub before: Option<Value>,
    /// The value now; `None` if it is gone.
    pub after: Option<Value>,
}

/// What has to be done to the first payload to get the second. Objects are compared by property, lists of the same
/// length by item; anything else is replaced as a whole.
pub fn differences(before: &Value, after: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(&JsonPointer::default(), Some(before), Some(after), &mut found);
    found
}

fn compare(at: &JsonPointer, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<Difference>) {
    match (before, after) {
        (before, after) if before == after => {}
        (Some(Value::Object(before)), Some(Value::Object(after))) => {
            let added = after.keys().filter(|name| !before.contains_key(*name));
            for name in before.keys().chain(added) {
                compare(&at.property(name), before.get(name), after.get(name), found);
            }
        }
        (Some(Value::Array(before)), Some(Value::Array(after))) if before.len() == after.len() => {
            for (index, (before, after)) in before.iter().zip(after).enumerate() {
                compare(&at.property(&index.to_string()), Some(before), Some(after), found);
            }
        }
        (before, after) => {
            found.push(Difference { at: at.clone(), before: before.cloned(), after: after.cloned() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::differences;
    use serde_json::{Value, json};

    #[test]
    fn only_what_differs_is_told_and_as_deep_as_it_can_be() {
        let told = |before: Value, after: Value| {
            let all = differences(&before, &after);
            all.into_iter().map(|one| (one.at.to_string(), one.before, one.after)).collect::<Vec<_>>()
        };
        assert_eq!(told(json!({"a": [1, {"b": 2}]}), json!({"a": [1, {"b": 2}]})), []);
        let gone = ("/a~1b".to_owned(), Some(json!(1)), None);
        assert_eq!(told(json!({"a/b": 1, "c": 2}), json!({"c": 2})), [gone]);
        let nested = ("/a/1/b".to_owned(), Some(json!(2)), Some(json!("2")));
        assert_eq!(told(json!({"a": [1, {"b": 2}]}), json!({"a": [1, {"b": "2"}]})), [nested]);
        let added = ("/b".to_owned(), None, Some(Value::Null));
        assert_eq!(told(json!({"a": 1}), json!({"a": 1, "b": null})), [added]);
        let longer = ("/a".to_owned(), Some(json!([1])), Some(json!([1, 2])));
        assert_eq!(told(json!({"a": [1]}), json!({"a": [1, 2]})), [longer]);
        let whole = (String::new(), Some(json!({"a": 1})), Some(json!([])));
        assert_eq!(told(json!({"a": 1}), json!([])), [whole]);
    }
}
