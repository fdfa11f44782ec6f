//! Large unions whose alternatives an optional property tells apart: decided, and not given up on.

use ringback_drift::{
    CompareOptions, Contract,
    change::{Drift, DriftVerdict},
    drift,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A closed object with an optional tag and properties of its own.
fn method(name: &str, properties: &[&str]) -> Value {
    let mut all = serde_json::Map::from_iter([("type".to_owned(), json!({"type": "string", "enum": [name]}))]);
    all.extend(properties.iter().map(|name| ((*name).to_owned(), json!({"type": "string"}))));
    json!({"type": "object", "additionalProperties": false, "properties": all})
}

fn compared(before: &[Value], after: &[Value]) -> Drift {
    let contract = |alternatives: &[Value]| {
        let schema =
            json!({"type": "object", "properties": {"method": {"oneOf": alternatives}}, "required": ["method"]});
        let operation = json!({
            "requestBody": {"content": {"application/json": {"schema": schema}}},
            "responses": {"200": {"description": "d"}},
        });
        let text = json!({"openapi": "3.0.3", "paths": {"/pay": {"post": operation}}}).to_string();
        Contract::of_schemas(&BTreeMap::from([("api.json".to_owned(), text)])).unwrap().0
    };
    drift(contract(before), contract(after), &CompareOptions::default())
}

#[test]
fn a_union_of_forty_closed_alternatives_with_an_optional_tag_is_decided() {
    let names: Vec<String> = (0..40).map(|at| format!("m{at}")).collect();
    let own: Vec<String> = (0..40).map(|at| format!("p{at}")).collect();
    let all: Vec<Value> = names.iter().zip(&own).map(|(name, own)| method(name, &["attempt", own])).collect();
    let mut more = all.clone();
    more.push(method("new", &["attempt", "pnew"]));
    // Whoever sends one of the old ones sends none of the new one.
    assert_eq!(compared(&all, &more).verdict, DriftVerdict::Compatible);
    assert_eq!(compared(&more, &all).verdict, DriftVerdict::Breaking);
    // `{"p1":"a"}` was of one alternative, and is of two.
    let mut shared = all.clone();
    shared[0] = method("m0", &["attempt", "p0", "p1"]);
    let drift = compared(&all, &shared);
    assert_eq!(drift.verdict, DriftVerdict::Breaking, "{:?}", drift.changes);
}

#[test]
fn a_union_is_decided_by_the_alternative_that_changed() {
    let names: Vec<String> = (0..58).map(|at| format!("m{at}")).collect();
    let all: Vec<Value> = names.iter().map(|name| method(name, &["attempt", "token", "shopper", name])).collect();
    let with = |properties: &[&str]| {
        let mut union = all.clone();
        union[7] = method("m7", properties);
        union[7]["required"] = json!(["type"]);
        union
    };
    let (few, many) = (with(&["attempt", "m7"]), with(&["attempt", "m7", "session", "stored"]));
    let drift = compared(&few, &many);
    assert_eq!(drift.verdict, DriftVerdict::Compatible, "{:?}", drift.changes);
    let drift = compared(&many, &few);
    assert_eq!(drift.verdict, DriftVerdict::Breaking, "{:?}", drift.changes);
}
