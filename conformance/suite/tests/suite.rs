//! Laws over the whole suite.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use regex::Regex;
use ringback_constraints::model::Model;
use ringback_contract::source::Basis;
use ringback_suite::{
    case::{Case, Expect, Level, Payload},
    derive::cases,
    judge::Judge,
    requirements, vendors,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn models() -> Vec<Model> {
    vendors::models(None).unwrap()
}

/// Every case with a JSON payload, with the judge of its type.
fn judged(mut law: impl FnMut(&Case, &Value, &Judge)) {
    for model in models() {
        let mut judges: BTreeMap<String, Judge> = BTreeMap::new();
        for case in cases(&model) {
            let name = case.type_name.split('/').next_back().unwrap().to_owned();
            let judge = judges.entry(name.clone()).or_insert_with(|| Judge::new(&model, &name).unwrap());
            if let Payload::Json(payload) = &case.payload {
                law(&case, payload, judge);
            }
        }
    }
}

#[test]
fn no_two_cases_have_the_same_name() {
    let mut names = BTreeSet::new();
    for case in models().iter().flat_map(cases) {
        assert!(names.insert(case.name.clone()), "{}", case.name);
        assert!(case.name.starts_with(&format!("{}/{}/", case.vendor, case.operation)), "{}", case.name);
    }
}

#[test]
fn what_must_be_accepted_conforms() {
    judged(|case, payload, judge| {
        if case.expect == Expect::Accept {
            let mismatches = judge.judge(payload);
            assert!(mismatches.is_empty(), "{}: {payload} breaks {mismatches:?}", case.name);
        }
    });
}

#[test]
fn what_readings_differ_about_is_no_documented_case() {
    for case in models().iter().flat_map(cases).filter(|case| case.tags.iter().any(|tag| tag == "undecided")) {
        assert_eq!(case.level, Level::Observed, "{}", case.name);
    }
}

#[test]
fn what_must_be_rejected_breaks_one_rule_and_no_other() {
    judged(|case, payload, judge| {
        let Some(breaks) = case.breaks.as_ref().filter(|_| case.expect == Expect::Reject) else { return };
        let mismatches = judge.judge(payload);
        assert!(!mismatches.is_empty(), "{}: {payload} breaks nothing", case.name);
        for mismatch in &mismatches {
            let about = mismatch.at == breaks.at || breaks.at.starts_with(&mismatch.at);
            assert!(about, "{}: {payload} also breaks {mismatch:?}", case.name);
        }
        let rules: BTreeSet<&str> = mismatches.iter().map(|mismatch| mismatch.rule.as_str()).collect();
        // A value of another type has no format or bounds to break; one of the right type breaks one rule.
        assert!(rules.len() == 1 || breaks.rule == "types", "{}: {payload} breaks {rules:?}", case.name);
    });
}

#[test]
fn a_documented_rejection_rests_on_stated_words() {
    for model in models() {
        let stated: BTreeSet<_> =
            model.facts.iter().filter(|fact| fact.basis == Basis::Stated).map(|fact| fact.source.clone()).collect();
        for case in cases(&model).iter().filter(|case| case.level == Level::Documented && case.expect == Expect::Reject)
        {
            assert!(
                case.because.iter().any(|source| stated.contains(source)),
                "{} rests on {:?}",
                case.name,
                case.because
            );
        }
    }
}

#[test]
fn every_number_that_is_sent_is_reserved_for_fiction_or_cannot_be_dialled() {
    let reserved = Regex::new(
        r"^\+?0*(?:120255501\d\d|442079460\d{3}|61491570(?:006|15[6-9])|3319900\d{4}|4930231250\d{2}|467017406\d{2}|999\d{9,13})$",
    )
    .unwrap();
    let dialable = Regex::new(r"^\+?\d{7,16}$").unwrap();
    judged(|case, payload, _| {
        let mut texts = Vec::new();
        collect(payload, &mut texts);
        for text in texts.iter().filter(|text| dialable.is_match(text)) {
            let time = case
                .breaks
                .as_ref()
                .is_some_and(|breaks| breaks.way == "epoch-number" || breaks.way == "without-hyphens");
            assert!(time || reserved.is_match(text), "{} sends {text}", case.name);
        }
    });
}

fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|value| collect(value, texts)),
        Value::Object(object) => object.values().for_each(|value| collect(value, texts)),
        _ => {}
    }
}

#[test]
fn every_stated_fact_has_a_case_or_a_reason() {
    for model in models() {
        let cases = cases(&model);
        let names: BTreeSet<&String> = cases.iter().map(|case| &case.name).collect();
        for requirement in requirements::ledger(&model, &cases) {
            assert_eq!(requirement.cases.is_empty(), requirement.untested.is_some(), "{requirement:?}");
            assert!(requirement.cases.iter().all(|name| names.contains(name)), "{requirement:?}");
        }
    }
}
