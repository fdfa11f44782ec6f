//! Finds payloads inside larger documents: `/Content|json/Actions/*` with `/Type` = something.

use ringback_contract::vendor::Contained;
use serde_json::Value;

/// A payload that was found, and where.
#[derive(Debug, PartialEq)]
pub struct Found {
    /// Its pointer in the container.
    pub at: String,
    /// The payload; `None` when what holds it has none.
    pub payload: Option<Value>,
}

/// The payloads of a container.
pub fn find(container: &Value, contained: &Contained) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, value) in walk(container, &contained.at) {
        let meant = contained.when.iter().all(|(pointer, wanted)| {
            value.pointer(pointer).is_some_and(|value| value.as_str() == Some(wanted.as_str()))
        });
        if meant {
            let payload = value.pointer(&contained.payload).cloned();
            found.push(Found { at: format!("{at}{}", contained.payload), payload });
        }
    }
    found
}

/// Every value that a pattern leads to: `*` stands for each element, `|json` for a string that holds JSON.
pub fn walk(value: &Value, pattern: &str) -> Vec<(String, Value)> {
    let mut reached = vec![(String::new(), value.clone())];
    for segment in pattern.split('/').skip(1) {
        let (name, holds_json) = match segment.strip_suffix("|json") {
            Some(name) => (name, true),
            None => (segment, false),
        };
        reached = reached.into_iter().flat_map(|(at, value)| step(&at, &value, name)).collect();
        if holds_json {
            reached = reached
                .into_iter()
                .filter_map(|(at, value)| Some((at, serde_json::from_str(value.as_str()?).ok()?)))
                .collect();
        }
    }
    reached
}

fn step(at: &str, value: &Value, name: &str) -> Vec<(String, Value)> {
    match (value, name) {
        (Value::Array(list), "*") => {
            list.iter().enumerate().map(|(index, value)| (format!("{at}/{index}"), value.clone())).collect()
        }
        (Value::Object(object), "*") => {
            object.iter().map(|(name, value)| (format!("{at}/{name}"), value.clone())).collect()
        }
        (value, name) => {
            let found = value.pointer(&format!("/{name}"));
            found.map(|value| (format!("{at}/{name}"), value.clone())).into_iter().collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, find};
    use ringback_contract::vendor::Contained;
    use serde_json::json;

    #[test]
    fn payloads_are_found_in_lists_and_in_strings_that_hold_json() {
        let contained = |at: &str| Contained {
            at: at.into(),
            when: [("/Type".to_owned(), "Ring".to_owned())].into_iter().collect(),
            payload: "/Parameters".into(),
            type_name: "Ring".into(),
        };
        let flow = json!({"Actions": [{"Type": "Hang"}, {"Type": "Ring", "Parameters": {"a": 1}}, {"Type": "Ring"}]});
        let wrapped = json!({"Content": flow.to_string()});
        let expected = |at: &str| {
            vec![
                Found { at: format!("{at}/Actions/1/Parameters"), payload: Some(json!({"a": 1})) },
                Found { at: format!("{at}/Actions/2/Parameters"), payload: None },
            ]
        };
        assert_eq!(find(&flow, &contained("/Actions/*")), expected(""));
        assert_eq!(find(&wrapped, &contained("/Content|json/Actions/*")), expected("/Content"));
        assert_eq!(find(&json!({"Content": "not json"}), &contained("/Content|json/Actions/*")), []);
    }
}
