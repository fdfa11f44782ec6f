//! SARIF: by its schema, and what tools make of it.

use crate::drifts::*;
use ringback_drift::change::{Drift, Impact, Movement, Side};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The parts of the official schema that are written, and nothing else.
fn schema() -> jsonschema::Validator {
    jsonschema::validator_for(&serde_json::from_str(include_str!("sarif.schema.json")).unwrap()).unwrap()
}

pub fn page(drift: &Drift, accept: &str) -> Value {
    let mut comparison = compared(drift);
    accepted(accept).apply(&mut comparison).unwrap();
    let page: Value = serde_json::from_str(&told("sarif", &comparison)).unwrap();
    let errors: Vec<String> =
        schema().iter_errors(&page).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:?}");
    page
}

#[test]
fn the_report_conforms_to_its_schema_and_a_broken_one_does_not() {
    let whole = page(&little(), ACCEPT);
    page(&nothing(), "");
    for (pointer, broken) in [
        ("/version", json!("2.0.0")),
        ("/runs/0/results/0/level", json!("fatal")),
        ("/runs/0/results/0/message", json!({})),
        ("/runs/0/results/0/locations/0/physicalLocation/region/startLine", json!(0)),
        ("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri", json!("a b")),
        ("/runs/0/tool/driver", json!({"version": "1"})),
    ] {
        let mut page = whole.clone();
        *page.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = broken;
        assert!(!schema().is_valid(&page), "{pointer}");
    }
}

#[test]
fn every_result_names_its_rule_and_both_sentences() {
    let page = page(&little(), ACCEPT);
    let run = &page["runs"][0];
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        let rule = &run["tool"]["driver"]["rules"][index];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["text"].as_str().unwrap().len() > 20, "{rule}");
    }
    let result = |at: &str| {
        let results = run["results"].as_array().unwrap();
        results.iter().find(|result| result["properties"]["at"] == at).unwrap()
    };
    let line = |location: &Value| location["physicalLocation"]["region"]["startLine"].clone();
    assert_eq!(line(&result("/numbers")["locations"][0]), 18, "the line of after");
    assert_eq!(line(&result("/numbers")["relatedLocations"][0]), 16, "the line of before");
    assert_eq!(line(&result("")["locations"][0]), 16, "the line of before where after says nothing");
    assert_eq!(result("/numbers")["properties"]["witness"], json!({"queueId": "q", "note": "a | `b`"}));
    let suppressed = &result("/parties/*/reason")["suppressions"][0]["justification"];
    assert_eq!(suppressed, "no client of ours reads it (until 2027-01-31)");
    assert_eq!(result("/name").get("suppressions"), None, "an expired entry accepts nothing");
}

#[test]
fn every_movement_on_every_side_has_a_rule_of_its_own() {
    let pairs = Side::ALL.into_iter().flat_map(|side| Movement::ALL.map(|movement| (side, movement)));
    let changes = pairs.map(|(side, movement)| change("/a", side, movement, Impact::Compatible, "x")).collect();
    let page = page(&Drift::new(changes, Vec::new()), "");
    let rules = page["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for name in ["id", "name", "shortDescription"] {
        let distinct: BTreeSet<String> = rules.iter().map(|rule| rule[name].to_string()).collect();
        assert_eq!(distinct.len(), 21, "{name}");
    }
}

#[test]
fn a_fingerprint_outlives_other_words_lines_and_witnesses() {
    let fingerprints = |drift: &Drift| -> Vec<Value> {
        let page = page(drift, "");
        let results = page["runs"][0]["results"].as_array().unwrap();
        results.iter().map(|result| result["partialFingerprints"].clone()).collect()
    };
    let mut other = little();
    for change in &mut other.changes {
        change.message.push('!');
        change.witness = Some(json!(1));
        change.sources.iter_mut().flatten().for_each(|source| source.lines = [7, 7]);
    }
    assert_eq!(fingerprints(&little()), fingerprints(&other));
    let distinct: BTreeSet<String> = fingerprints(&other).iter().map(Value::to_string).collect();
    assert_eq!(distinct.len(), other.changes.len());
}

#[test]
fn a_message_holds_no_placeholder_and_no_link_and_a_region_does_not_end_before_it_begins() {
    let mut drift = lived_with();
    drift.changes[0].message = "enum {0} became [a](1)".into();
    drift.changes[0].sources[1][0].lines = [9, 3];
    let page = page(&drift, "");
    let result = &page["runs"][0]["results"][0];
    assert_eq!(result["message"]["text"], "Order /parties/*/reason (response): enum {{0}} became [a] (1)");
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!((&region["startLine"], &region["endLine"]), (&json!(9), &json!(9)));
}
