//! Pairs of operations, each with the verdict that a call defends, and the rule that it is reported under.

use ringback_contract::data_file;
use ringback_drift::{
    CompareOptions, Contract,
    change::{Change, Drift, DriftVerdict, Impact},
    drift,
};
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, fs, path::Path};

/// All pairs of all files.
fn pairs() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drift/operations");
    let mut pairs = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let parsed = data_file::parse(&path.display().to_string(), &text).unwrap().root.value();
        pairs.extend(parsed.as_array().unwrap().iter().cloned());
    }
    assert!(pairs.len() > 100, "{} pairs", pairs.len());
    pairs
}

/// A whole specification: a path item stands at `/o`.
fn whole(written: &Value) -> Value {
    let mut object: Map<String, Value> = written.as_object().unwrap().clone();
    if object.contains_key("openapi") || object.contains_key("swagger") {
        return written.clone();
    }
    if !object.contains_key("paths") {
        object = json!({"paths": {"/o": object}}).as_object().unwrap().clone();
    }
    object.insert("openapi".into(), "3.0.3".into());
    object.insert("info".into(), json!({"title": "t", "version": "1"}));
    Value::Object(object)
}

fn compared(pair: &Value, is_reader_tolerant: bool) -> Drift {
    let contract = |key: &str| {
        let files = BTreeMap::from([("api.json".to_owned(), whole(&pair[key]).to_string())]);
        Contract::of_schemas(&files).unwrap().0
    };
    let options = CompareOptions { is_reader_tolerant, today: Some("2026-01-01".into()), ..CompareOptions::default() };
    drift(contract("before"), contract("after"), &options)
}

#[test]
fn every_pair_of_operations_has_the_verdict_that_a_call_defends() {
    let mut wrong = Vec::new();
    for pair in pairs() {
        let (id, expected, why) = (&pair["id"], pair["expect"].as_str().unwrap(), &pair["why"]);
        let drift = compared(&pair, false);
        let is_told = !(drift.changes.is_empty() && drift.documentation.is_empty() && drift.not_compared.is_empty());
        let verdict = drift.verdict;
        let is_right = match expected {
            "breaking" => verdict == DriftVerdict::Breaking,
            "undecided" => verdict == DriftVerdict::Undecided,
            "compatible" => matches!(verdict, DriftVerdict::Compatible | DriftVerdict::None),
            "none" => verdict == DriftVerdict::None,
            "told" => matches!(verdict, DriftVerdict::Compatible | DriftVerdict::None) && is_told,
            other => panic!("{id}: unknown expectation {other}"),
        };
        if !is_right {
            wrong.push(format!("{id}: {verdict:?}, but {expected} because {why}: {:#?}", drift.changes));
        }
        if let Some(tolerant) = pair.get("tolerant").and_then(Value::as_str) {
            let verdict = compared(&pair, true).verdict;
            let verdict = if verdict == DriftVerdict::None { "compatible" } else { verdict.name() };
            if verdict != tolerant {
                wrong.push(format!("{id}: {verdict} for a tolerant reader, but {tolerant}"));
            }
        }
        if let Some(words) = pair.get("says").and_then(Value::as_str) {
            let is_said = |change: &Change| change.message == words && change.sources.iter().all(|all| !all.is_empty());
            if !drift.changes.iter().any(is_said) || !drift.not_compared.is_empty() {
                wrong.push(format!("{id}: not {words:?} with the lines that state it, but {drift:#?}"));
            }
        }
        let rules: Vec<&str> = drift.changes.iter().filter_map(|change| Some(change.context.rule?.id())).collect();
        if let Some(rule) = pair.get("rule").and_then(Value::as_str)
            && !rules.contains(&rule)
        {
            wrong.push(format!("{id}: reported under {rules:?}, but not under {rule}"));
        }
        if let Some(rule) = pair.get("only").and_then(Value::as_str)
            && rules != [rule]
        {
            wrong.push(format!("{id}: reported under {rules:?}, but not under {rule} alone"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn whatever_breaks_has_a_call_and_a_rule_and_no_operation_drifts_from_itself() {
    for pair in pairs() {
        for change in &compared(&pair, false).changes {
            assert_eq!(change.witness.is_some(), change.impact == Impact::Breaking, "{}: {change:?}", pair["id"]);
            assert_eq!(change.why.is_some(), change.impact == Impact::Undecided, "{}: {change:?}", pair["id"]);
            assert!(change.context.rule.is_some() && !change.message.is_empty(), "{}: {change:?}", pair["id"]);
        }
        for version in ["before", "after"] {
            let same = json!({"before": pair[version], "after": pair[version]});
            let drift = compared(&same, false);
            let is_undecided = pair["rule"] == json!("unresolved-reference");
            assert!(drift.changes.is_empty() || is_undecided, "{}: {:?}", pair["id"], drift.changes);
            assert!(drift.not_compared.is_empty(), "{}: {:?}", pair["id"], drift.not_compared);
        }
    }
}
