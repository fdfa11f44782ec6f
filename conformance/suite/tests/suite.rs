//! Laws that hold for the whole suite.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use regex::Regex;
use ringback_constraints::{
    fact::{Claim, Fact},
    model::Model,
};
use ringback_contract::{
    finding::Finding,
    operation::{Direction, Operation},
    provenance::Basis,
};
use ringback_suite::{
    case::{Case, Expect, Level, Payload},
    derive::cases,
    judge::Judge,
    requirements::{self, Requirement},
    vendors,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The models of all vendors; fails if there are none, because then the laws would hold trivially.
fn models() -> Vec<Model> {
    let models = vendors::models(None).unwrap();
    assert!(!models.is_empty());
    models
}

#[test]
fn what_is_built_in_is_what_the_pages_say() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas");
    let read = vendors::models(Some(&folder)).unwrap();
    for (built_in, read) in models().iter().zip(&read) {
        let name = &read.vendor.name;
        assert_eq!(format!("{:?}", built_in.types), format!("{:?}", read.types), "{name}");
        assert_eq!(built_in.documents, read.documents, "{name}");
        let facts = |model: &Model| {
            let mut facts: Vec<String> = model.facts.iter().map(|fact| format!("{fact:?}")).collect();
            facts.sort();
            facts
        };
        assert_eq!(facts(built_in), facts(read), "{name}");
        // Writing OpenAPI and Rust adds findings to those of reading.
        assert!(read.findings.iter().all(|finding| built_in.findings.contains(finding)), "{name}");
    }
}

/// Every case with a JSON payload, with the judge of its type.
fn judged(mut law: impl FnMut(&Case, &Value, &Judge)) {
    let mut judged = 0;
    for model in models() {
        let mut judges: BTreeMap<String, Judge> = BTreeMap::new();
        for case in cases(&model) {
            let name = case.type_name.split('/').next_back().unwrap().to_owned();
            let judge = judges.entry(name.clone()).or_insert_with(|| Judge::new(&model, &name).unwrap());
            if let Payload::Json(payload) = &case.payload {
                law(&case, payload, judge);
                judged += 1;
            }
        }
    }
    assert!(judged > 500, "{judged} cases");
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
    let cases: Vec<Case> = models().iter().flat_map(cases).collect();
    let undecided: Vec<_> = cases.iter().filter(|case| case.tags.iter().any(|tag| tag == "undecided")).collect();
    assert!(!undecided.is_empty());
    for case in undecided {
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
fn a_documented_rejection_relies_on_stated_sentences() {
    for model in models() {
        let stated: BTreeSet<_> =
            model.facts.iter().filter(|fact| fact.basis == Basis::Stated).map(|fact| fact.source.clone()).collect();
        for case in cases(&model).iter().filter(|case| case.level == Level::Documented && case.expect == Expect::Reject)
        {
            assert!(
                case.because.iter().any(|source| stated.contains(source)),
                "{} relies on {:?}",
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
fn every_documented_case_tests_a_stated_fact() {
    for model in models() {
        let cases = cases(&model);
        let ledger = requirements::ledger(&model, &cases);
        let tested: BTreeSet<&String> = ledger.iter().flat_map(|requirement| &requirement.cases).collect();
        assert!(!tested.is_empty(), "{}", model.vendor.name);
        for case in cases.iter().filter(|case| case.level == Level::Documented) {
            assert!(tested.contains(&case.name), "{} tests nothing that is stated", case.name);
        }
    }
}

#[test]
fn the_reason_why_a_stated_fact_has_no_case_is_true() {
    let mut reasons = BTreeSet::new();
    for model in models() {
        let ledger = requirements::ledger(&model, &cases(&model));
        for requirement in &ledger {
            let Some(why) = requirement.untested else { continue };
            assert!(is_true(why, requirement, &model, &ledger), "{why}: {requirement:?}");
            reasons.insert(why);
        }
    }
    assert!(reasons.len() >= 4, "{reasons:?}");
}

/// Whether a reason holds, as far as the model tells.
fn is_true(why: &str, requirement: &Requirement, model: &Model, ledger: &[Requirement]) -> bool {
    let subject = requirement.subject.strip_prefix(&format!("{}/", model.vendor.name)).unwrap();
    let owner = subject.split('/').next().unwrap();
    let operations = || model.vendor.operations.iter();
    let carries = |operation: &Operation| {
        [&operation.request, &operation.response, &operation.error].into_iter().flatten().any(|name| name == owner)
    };
    match why {
        "descriptive only" | "understood, and constrains nothing" | "not observable from outside" => {
            let limits = |fact: &Fact| matches!(fact.claim, Claim::Limits(_)) && fact.source == requirement.source;
            !model.facts.iter().any(limits)
        }
        "the linked model was not supplied" => {
            let is_about = |finding: &Finding| finding.subject.to_string() == subject;
            model.findings.iter().any(|finding| finding.kind() == "unresolved-model" && is_about(finding))
        }
        "a consumer never promised to refuse; its refusals are observed" => {
            operations().filter(|operation| carries(operation)).all(|operation| operation.direction == Direction::Event)
        }
        "no operation carries this type" => !operations().any(carries),
        "judged wherever it is returned, by no case of its own" => {
            let returned =
                |operation: &Operation| [&operation.response, &operation.error].contains(&&Some(owner.into()));
            operations().any(returned) && !operations().any(|operation| operation.request.as_deref() == Some(owner))
        }
        "implied by a rule that is tested" | "stated again elsewhere, and tested there" => {
            ledger.iter().any(|other| other.subject == requirement.subject && !other.cases.is_empty())
        }
        "a permission: nothing that is sent can break it" => true,
        _ => false,
    }
}
