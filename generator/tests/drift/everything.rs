//! Whatever a specification says is compared, or listed as not compared: every member of one that says everything is
//! changed, and taken away, one after the other.

use ringback_contract::data_file;
use ringback_drift::{CompareOptions, Contract, drift};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Members that say nothing of calls: names for people, which edition this is, what holds anyway.
const SAYS_NOTHING: [&str; 10] = [
    "/info",
    "/info/title",
    "/info/version",
    "/openapi",
    // A path has all of its parameters.
    "/paths/~1orders~1{id}/parameters/0/required",
    // The defaults.
    "/paths/~1orders~1{id}/post/parameters/0/required",
    "/paths/~1orders~1{id}/post/parameters/0/style",
    "/tags",
    "/tags/0",
    "/tags/0/name",
];

fn contract(specification: &Value) -> Option<Contract> {
    let files = BTreeMap::from([("api.json".to_owned(), specification.to_string())]);
    Contract::of_schemas(&files).ok().map(|(contract, _)| contract)
}

/// The pointers of all members.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    let escape = |name: &str| name.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let at = format!("{at}/{}", escape(name));
                all.push(at.clone());
                pointers(value, &at, all);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                let at = format!("{at}/{index}");
                all.push(at.clone());
                pointers(value, &at, all);
            }
        }
        _ => {}
    }
}

/// Another value of the same kind.
fn changed(value: &Value) -> Option<Value> {
    match value {
        Value::Bool(value) => Some(json!(!value)),
        Value::Number(number) => Some(json!(number.as_i64()? + 1)),
        Value::String(text) if text.starts_with("#/") => None,
        Value::String(text) => Some(json!(format!("{text}x"))),
        _ => None,
    }
}

fn taken_away(whole: &Value, at: &str) -> Option<Value> {
    let (outer, name) = at.rsplit_once('/')?;
    let mut whole = whole.clone();
    match whole.pointer_mut(outer)? {
        Value::Object(object) => object.shift_remove(&name.replace("~1", "/").replace("~0", "~"))?,
        Value::Array(list) => list.remove(name.parse().ok()?),
        _ => return None,
    };
    Some(whole)
}

#[test]
fn whatever_a_specification_says_is_compared_or_listed() {
    let text = include_str!("everything.yaml");
    let whole = data_file::parse("everything.yaml", text).unwrap().root.value();
    let mut all = Vec::new();
    pointers(&whole, "", &mut all);
    let mut silent = BTreeSet::new();
    for at in &all {
        let other = whole.pointer(at).and_then(changed).map(|value| {
            let mut other = whole.clone();
            *other.pointer_mut(at).unwrap() = value;
            other
        });
        for other in [other, taken_away(&whole, at)].into_iter().flatten() {
            let (Some(before), Some(after)) = (contract(&whole), contract(&other)) else { continue };
            let drift = drift(before, after, &CompareOptions::default());
            if drift.changes.is_empty() && drift.documentation.is_empty() && drift.not_compared.is_empty() {
                silent.insert(at.clone());
            }
        }
    }
    let expected: BTreeSet<String> = SAYS_NOTHING.into_iter().map(String::from).collect();
    assert_eq!(silent, expected);
}
