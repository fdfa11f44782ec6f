//! The requirements ledger: every stated fact with the cases that test it, or the reason why none does.

use crate::case::{Case, Expect, Level};
use ringback_constraints::{
    fact::{Claim, Fact},
    model::Model,
};
use ringback_contract::{
    operation::Direction,
    source::{Basis, Source},
};
use serde::Serialize;

/// A stated fact and what is done about it.
#[derive(Clone, Debug, Serialize)]
pub struct Requirement {
    /// What it is about, `VENDOR/TYPE/PROPERTY`.
    pub subject: String,
    /// What the sentence requires, as JSON or in words.
    pub claim: String,
    /// The sentence, and where it stands.
    pub source: Source,
    /// The documented cases that test it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<String>,
    /// Why no case tests it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub untested: Option<&'static str>,
}

/// The ledger of a vendor.
pub fn ledger(model: &Model, cases: &[Case]) -> Vec<Requirement> {
    model
        .facts
        .iter()
        .filter(|fact| fact.basis == Basis::Stated)
        .filter_map(|fact| requirement(model, cases, fact))
        .collect()
}

fn requirement(model: &Model, cases: &[Case], fact: &Fact) -> Option<Requirement> {
    let subject = format!("{}/{}", model.vendor.name, fact.subject);
    let new = |claim: String, cases: Vec<String>, untested| {
        Some(Requirement { subject: subject.clone(), claim, source: fact.source.clone(), cases, untested })
    };
    let because = || -> Vec<String> {
        cases.iter().filter(|case| case.because.contains(&fact.source)).map(|case| case.name.clone()).collect()
    };
    // What is returned is judged as a whole: every rule of its type in every case that returns one.
    let returns = |case: &&Case| {
        let mut operations = model.vendor.operations.iter().filter(|operation| operation.name == case.operation);
        operations.any(|operation| operation.response.as_ref() == Some(&fact.subject.owner))
            && case.expect != Expect::Reject
    };
    let returned: Vec<String> = cases.iter().filter(returns).map(|case| case.name.clone()).collect();
    match &fact.claim {
        Claim::Limits(_) | Claim::Optional | Claim::Exists if !returned.is_empty() => {
            let claim = serde_json::to_string(&fact.claim).unwrap_or_default();
            new(claim, returned, None)
        }
        Claim::Limits(constraint) => {
            let rule = constraint.name().replace('_', "-");
            let claim = serde_json::to_string(constraint).unwrap_or_default();
            let testing: Vec<String> = cases
                .iter()
                .filter(|case| case.level == Level::Documented && case.because.contains(&fact.source))
                .map(|case| case.name.clone())
                .collect();
            let untested = testing.is_empty().then(|| why_untested(model, fact, &rule));
            new(claim, testing, untested)
        }
        Claim::Optional => {
            let minimal =
                cases.iter().filter(|case| case.name.ends_with("/whole/valid/minimal") && is_of(case, model, fact));
            let minimal: Vec<String> = minimal.map(|case| case.name.clone()).collect();
            let untested = minimal.is_empty().then(|| why_untested(model, fact, "optional"));
            new("optional".into(), minimal, untested)
        }
        Claim::Exists => {
            let testing = because();
            let untested = testing.is_empty().then(|| why_untested(model, fact, "exists"));
            new("exists".into(), testing, untested)
        }
        Claim::Unread(text) => {
            let testing = because();
            let untested = testing.is_empty().then_some("descriptive only");
            new(text.clone(), testing, untested)
        }
        Claim::Understood(text) => new(text.clone(), Vec::new(), Some("understood, and constrains nothing")),
        Claim::Note { topic, text } => new(format!("{topic}: {text}"), Vec::new(), Some("not observable from outside")),
        Claim::Default(value) => new(format!("default {value}"), Vec::new(), Some("not observable from outside")),
        Claim::Example(_) | Claim::Description(_) | Claim::Drops(_) => None,
    }
}

fn is_of(case: &Case, model: &Model, fact: &Fact) -> bool {
    case.type_name == format!("{}/{}", model.vendor.name, fact.subject.owner)
}

fn why_untested(model: &Model, fact: &Fact, rule: &str) -> &'static str {
    let owner = &fact.subject.owner;
    let operations = &model.vendor.operations;
    let sent = operations.iter().find(|operation| operation.request.as_ref() == Some(owner));
    match (sent, rule) {
        (_, "exists")
            if model
                .findings
                .iter()
                .any(|finding| finding.kind() == "unresolved-model" && finding.subject == fact.subject) =>
        {
            "the linked model was not supplied"
        }
        (_, "reference") => "the linked model was not supplied",
        (_, "open-enum" | "nullable" | "spellings" | "dynamic") => "a permission: nothing that is sent can break it",
        (Some(operation), _) if operation.direction == Direction::Event => {
            "a consumer never promised to refuse; its refusals are observed"
        }
        (None, _) => "no operation carries this type",
        (Some(_), "types" | "items" | "values") => "implied by a rule that is tested",
        (Some(_), _) => "stated again elsewhere, and tested there",
    }
}
