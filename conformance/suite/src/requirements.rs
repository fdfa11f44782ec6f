//! The requirements: every stated fact with the cases that test it, or the reason why none does.

use crate::case::{Case, Expect, Level};
use ringback_constraints::{
    constraint::Constraint,
    fact::{Claim, Fact},
    model::Model,
};
use ringback_contract::{
    operation::{Direction, Operation},
    provenance::{Basis, Source},
};
use serde::Serialize;

/// A stated fact, and how it is tested.
#[derive(Clone, Debug, Serialize)]
pub struct Requirement {
    /// What it is about, `VENDOR/TYPE/PROPERTY`.
    pub subject: String,
    /// The requirement, as JSON or as text.
    pub claim: String,
    /// The sentence, with its place.
    pub source: Source,
    /// The documented cases that test it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<String>,
    /// Why no case tests it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub untested: Option<&'static str>,
}

/// The requirements of a vendor.
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
            let claim = serde_json::to_string(constraint).unwrap_or_default();
            let testing: Vec<String> = cases
                .iter()
                .filter(|case| case.level == Level::Documented && case.because.contains(&fact.source))
                .map(|case| case.name.clone())
                .collect();
            let untested = testing.is_empty().then(|| of_constraint(model, fact, constraint));
            new(claim, testing, untested)
        }
        Claim::Optional => {
            let minimal =
                cases.iter().filter(|case| case.name.ends_with("/whole/valid/minimal") && is_of(case, model, fact));
            let minimal: Vec<String> = minimal.map(|case| case.name.clone()).collect();
            let untested = minimal.is_empty().then(|| of_operation(model, fact).unwrap_or(ELSEWHERE));
            new("optional".into(), minimal, untested)
        }
        Claim::Exists => {
            let testing = because();
            let untested = testing.is_empty().then(|| of_existence(model, fact));
            new("exists".into(), testing, untested)
        }
        Claim::Unread(text) => {
            let testing = because();
            let untested = testing.is_empty().then_some("descriptive only");
            new(text.clone(), testing, untested)
        }
        Claim::Understood(text) => new(text.clone(), Vec::new(), Some("understood, and constrains nothing")),
        Claim::Note { topic, text } => new(format!("{topic}: {text}"), Vec::new(), Some("not observable from outside")),
        Claim::Deprecated => new("deprecated".into(), Vec::new(), Some("not observable from outside")),
        Claim::ReadOnly => new("in responses only".into(), Vec::new(), Some("not observable from outside")),
        Claim::WriteOnly => new("in requests only".into(), Vec::new(), Some("not observable from outside")),
        Claim::CommaSeparated | Claim::SemicolonSeparated | Claim::PipeSeparated | Claim::SpaceSeparated => {
            new("a list in one string".into(), Vec::new(), Some("any text is one"))
        }
        Claim::Default(value) => new(format!("default {value}"), Vec::new(), Some("not observable from outside")),
        Claim::Example(_) | Claim::Description(_) | Claim::Drops(_) => None,
    }
}

fn is_of(case: &Case, model: &Model, fact: &Fact) -> bool {
    case.type_name == format!("{}/{}", model.vendor.name, fact.subject.owner)
}

/// Why no case tests that a property exists.
fn of_existence(model: &Model, fact: &Fact) -> &'static str {
    let mut about = model.findings.iter().filter(|finding| finding.subject == fact.subject);
    match about.any(|finding| finding.kind() == "unresolved-model") {
        true => NOT_SUPPLIED,
        false => of_operation(model, fact).unwrap_or(ELSEWHERE),
    }
}

/// Why no case breaks a constraint.
fn of_constraint(model: &Model, fact: &Fact, constraint: &Constraint) -> &'static str {
    let implied = || if constraint.typing().is_said() { "implied by a rule that is tested" } else { ELSEWHERE };
    match constraint.target() {
        Some(target) if !model.types.contains_key(target) => NOT_SUPPLIED,
        _ if constraint.permits() => "a permission: nothing that is sent can break it",
        _ => of_operation(model, fact).unwrap_or_else(implied),
    }
}

/// Why no case tests anything about a type, as far as its operations explain it.
fn of_operation(model: &Model, fact: &Fact) -> Option<&'static str> {
    let sent = |operation: &&Operation| operation.request.as_ref() == Some(&fact.subject.owner);
    let returned = |operation: &Operation| {
        [&operation.response, &operation.error].into_iter().any(|name| name.as_ref() == Some(&fact.subject.owner))
    };
    match model.vendor.operations.iter().find(sent) {
        Some(operation) if operation.direction == Direction::Event => {
            Some("a consumer never promised to refuse; its refusals are observed")
        }
        Some(_) => None,
        None if model.vendor.operations.iter().any(returned) => {
            Some("judged wherever it is returned, by no case of its own")
        }
        None => Some("no operation carries this type"),
    }
}

const NOT_SUPPLIED: &str = "the linked model was not supplied";
const ELSEWHERE: &str = "stated again elsewhere, and tested there";
