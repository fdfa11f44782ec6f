//! The cases of an operation: valid payloads, invalid payloads, and its response.

use super::{
    bases::with_bases,
    contradicted, malformed_bodies, negative, positive,
    promise::{promise, words},
    subject::CaseSubject,
};
use crate::{
    case::{Case, Expect, Level, Payload},
    judge::JudgedSchemas,
    request::as_received,
    sent::tests_its_rule,
};
use ringback_constraints::{model::Model, sample::Samples};
use ringback_contract::{
    operation::{Operation, RequestPart, Specified},
    pointer::JsonPointer,
};
use serde_json::Value;
use std::collections::HashMap;

/// Every case of a vendor, in the order of its operations.
pub fn cases(model: &Model) -> Vec<Case> {
    by_operation(model).into_iter().flat_map(|(_, cases)| cases).collect()
}

/// The cases of each operation of a vendor.
pub fn by_operation(model: &Model) -> Vec<(&Operation, Vec<Case>)> {
    let operations = &model.vendor.operations;
    let is_specified = operations.iter().any(|operation| operation.specified.is_some());
    // A schema that does not compile is told by who judges with it.
    let schemas = is_specified.then(|| JudgedSchemas::of(model).ok()).flatten();
    let cases = operations.iter().map(|operation| {
        let cases = of_operation(model, operation);
        (
            operation,
            match (&operation.specified, &schemas) {
                (Some(specified), Some(schemas)) => testing(model, operation, specified, schemas, cases),
                _ => cases,
            },
        )
    });
    cases.collect()
}

/// The cases that test what they state in the form in which a receiver reads them, without those whose base does not.
fn testing(
    model: &Model,
    operation: &Operation,
    specified: &Specified,
    schemas: &JudgedSchemas,
    mut cases: Vec<Case>,
) -> Vec<Case> {
    let Some(kind) = operation.request.as_ref().and_then(|name| model.types.get(name)) else { return cases };
    let Ok(judge) = schemas.judge(&kind.name) else { return Vec::new() };
    let find = |name: &str| model.types.get(name);
    // The first case of those that a receiver cannot tell apart, and of valid ones the names of the others.
    let (mut first, mut same) = (HashMap::new(), HashMap::new());
    cases.retain_mut(|case| {
        let at = case.breaks.as_ref().map(|breaks| breaks.at.clone());
        let Payload::Json(payload) = &mut case.payload else { return true };
        keep_path(payload, at.as_deref());
        let Some(received) = as_received(specified, payload, &kind.node, &find) else { return false };
        if tests_its_rule(case, &received, &judge).is_err() {
            return false;
        }
        let known = first.entry((case.expect, received.to_string())).or_insert_with(|| case.name.clone());
        if case.expect == Expect::Accept {
            same.insert(case.name.clone(), known.clone());
        }
        *known == case.name
    });
    cases.retain_mut(|case| {
        case.parts = case.parts.iter().filter_map(|part| same.get(part).cloned()).collect();
        match &case.base {
            Some(base) => {
                case.base = same.get(base).cloned();
                case.base.is_some()
            }
            None => true,
        }
    });
    cases
}

/// Leaves of the values for a path only the one that is broken on purpose: which records exist, the run decides.
fn keep_path(payload: &mut Value, broken_at: Option<&str>) {
    let part = RequestPart::Path.name();
    let Some(path) = payload.get_mut(part).and_then(Value::as_object_mut) else { return };
    let is_broken = |name: &str| {
        let pointer = JsonPointer::default().property(part).property(name).to_string();
        broken_at.is_some_and(|at| at.starts_with(&pointer))
    };
    path.retain(|name, _| is_broken(name));
    if path.is_empty()
        && let Some(payload) = payload.as_object_mut()
    {
        payload.shift_remove(part);
    }
}

/// Every case of every vendor.
pub fn suite(models: &[Model]) -> Vec<Case> {
    models.iter().flat_map(cases).collect()
}

/// The cases of one operation.
fn of_operation(model: &Model, operation: &Operation) -> Vec<Case> {
    let subject = |name: &Option<String>| {
        let kind = model.types.get(name.as_ref()?)?;
        Some(CaseSubject { model, operation, kind, samples: Samples::new(&model.types) })
    };
    let mut cases = Vec::new();
    if let Some(sent) = subject(&operation.request) {
        let mut positives = positive::cases(&sent);
        let negatives = with_bases(&sent, &mut positives, negative::cases(&sent));
        let malformed = malformed_bodies::cases(&sent, positives.first());
        cases.extend(positives.into_iter().map(|mut case| {
            contradicted::leave_undecided(model, operation, &mut case);
            promised(model, operation, case)
        }));
        cases.extend(negatives);
        cases.extend(malformed);
    }
    if let Some(returned) = subject(&operation.response) {
        // What is returned is judged by itself, whoever decides about what is sent.
        let sent = subject(&operation.request).and_then(|sent| sent.samples.full(&sent.kind.node));
        let payload = sent.map_or(Payload::None, Payload::Json);
        let level = if returned.is_documented() { Level::Documented } else { Level::Observed };
        let because = returned.declared();
        let guesses = cases.iter().filter(|case| case.expect == Expect::Accept && case.level == Level::Observed);
        let taken: Vec<Case> = guesses.filter_map(|guess| if_taken(&returned, guess)).collect();
        cases.push(returned.case("whole/returned/conforms", level, Expect::Conform, payload, because));
        cases.extend(taken);
    }
    cases
}

/// The case, with the sentences that promise that its payload can be read back.
fn promised(model: &Model, operation: &Operation, mut case: Case) -> Case {
    let Payload::Json(payload) = &case.payload else { return case };
    for (from, to) in operation.read_back.iter().flat_map(|read_back| &read_back.compare) {
        if from.resolve(payload).is_some() {
            case.because.extend(promise(model, operation, from, to));
        }
    }
    case
}

/// The case for the response to a guess: no document decides whether the payload is accepted, but if it is, the
/// response is documented. `None` if the documents say nothing about it.
fn if_taken(returned: &CaseSubject, guess: &Case) -> Option<Case> {
    let start = format!("{}/{}/", guess.vendor, guess.operation);
    let (place, way) = guess.name.strip_prefix(&start)?.split_once("/valid/")?;
    let property = place.split('/').next()?;
    let because = match returned.kind.node.properties.get(property) {
        Some(property) => words(property),
        None if place == "whole" && way == "minimal" => returned.declared(),
        None => return None,
    };
    if guess.tags.iter().any(|tag| tag == positive::UNDECIDED) {
        // Who takes it may well take it for something else.
        return None;
    }
    let level = if returned.is_documented() { Level::Documented } else { return None };
    let coordinates = format!("{place}/returned/{way}");
    Some(returned.case(&coordinates, level, Expect::Conform, guess.payload.clone(), because))
}
