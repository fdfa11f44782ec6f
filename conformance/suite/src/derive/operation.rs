//! The cases of an operation: valid payloads, invalid payloads, and its response.

use super::{
    bases::with_bases,
    contradicted, malformed_bodies, negative, positive,
    promise::{promise, words},
    received,
    subject::{CaseSubject, PLACES},
};
use crate::{
    case::{Case, Expect, Level, Payload},
    judge::{Judge, JudgedSchemas},
};
use ringback_constraints::{model::Model, sample::Samples};
use ringback_contract::operation::Operation;
use std::cell::Cell;

/// Every case of a vendor, in the order of its operations.
pub fn cases(model: &Model) -> Vec<Case> {
    by_operation(model).into_iter().flat_map(|(_, cases)| cases).collect()
}

/// The cases of each operation of a vendor.
pub fn by_operation(model: &Model) -> Vec<(&Operation, Vec<Case>)> {
    // A schema that does not compile is told by who judges with it.
    let schemas = JudgedSchemas::of(model).ok();
    let cases = model.vendor.operations.iter().map(|operation| {
        let sent = operation.request.as_ref().and_then(|name| model.types.get(name));
        let judge = sent.zip(schemas.as_ref()).and_then(|(kind, schemas)| schemas.judge(&kind.name).ok());
        let cases = of_operation(model, operation, judge.as_ref());
        let cases = match (&operation.specified, sent, judge) {
            (Some(specified), Some(kind), Some(judge)) => received::testing(model, specified, kind, &judge, cases),
            _ => cases,
        };
        (operation, cases)
    });
    cases.collect()
}

/// Every case of every vendor.
pub fn suite(models: &[Model]) -> Vec<Case> {
    models.iter().flat_map(cases).collect()
}

/// Whether the type of an operation's requests has more places than cases are made of.
pub fn has_more_places(model: &Model, operation: &Operation) -> bool {
    let kind = operation.request.as_ref().and_then(|name| model.types.get(name));
    let samples = || Samples::new(&model.types);
    let left = Cell::new(PLACES);
    kind.is_some_and(|kind| {
        CaseSubject { model, operation, kind, samples: samples(), judge: None, left }.has_more_places()
    })
}

/// The cases of one operation.
fn of_operation(model: &Model, operation: &Operation, judge: Option<&Judge>) -> Vec<Case> {
    let subject = |name: &Option<String>| {
        let kind = model.types.get(name.as_ref()?)?;
        Some(CaseSubject {
            model,
            operation,
            kind,
            samples: Samples::new(&model.types),
            judge,
            left: Cell::new(PLACES),
        })
    };
    let mut cases = Vec::new();
    if let Some(sent) = subject(&operation.request) {
        let mut positives = positive::cases(&sent);
        let negatives = with_bases(&sent, &mut positives, negative::cases(&sent));
        let malformed = malformed_bodies::cases(&sent, positives.first());
        let anonymous = anonymous(&sent, positives.first());
        cases.extend(positives.into_iter().map(|mut case| {
            contradicted::leave_undecided(model, operation, &mut case);
            promised(model, operation, case)
        }));
        cases.extend(negatives);
        cases.extend(malformed);
        cases.extend(anonymous);
    }
    if let Some(returned) = subject(&operation.response) {
        // What is returned is judged by itself, whoever decides about what is sent.
        let sent = subject(&operation.request).and_then(|sent| sent.samples.full(&sent.kind.node));
        let payload = sent.map_or(Payload::None, Payload::Json);
        let level = if returned.is_documented() { Level::Documented } else { Level::Observed };
        let because = returned.declared();
        let guesses = cases.iter().filter(|case| case.expect == Expect::Accept && case.level == Level::Observed);
        let taken: Vec<Case> = guesses.filter_map(|guess| if_taken(&returned, guess)).collect();
        // What a specification describes is no request without its payload.
        if operation.specified.is_none() || payload != Payload::None {
            cases.push(returned.case("whole/returned/conforms", level, Expect::Conform, payload, because));
        }
        cases.extend(taken);
    }
    cases
}

/// The valid request without credentials, where a specification says that it needs some.
fn anonymous(subject: &CaseSubject, base: Option<&Case>) -> Option<Case> {
    let source = subject.operation.specified.as_ref()?.credentials.as_ref()?.source.clone();
    let base = base?;
    let (level, payload) = (Level::Documented, base.payload.clone());
    let mut case = subject.case("whole/security/anonymous", level, Expect::Reject, payload, vec![source]);
    case.base = Some(base.name.clone());
    case.anonymous = true;
    case.tags = vec!["security".into()];
    Some(case)
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
