//! Derives the cases of every operation from the model.

use super::{
    Case, Expect, Level, Payload, accept, body, ledger,
    promise::{promise, words},
    reject,
};
use ringback_constraints::{
    constraint::Constraint,
    model::{Model, Node, Type},
    sample::Samples,
};
use ringback_contract::{
    files::Files,
    layout::file_name,
    source::{Basis, Source, Sourced},
    vendor::{Direction, Operation},
};
use ringback_generator::emit;

/// What the cases of one operation are made from.
pub struct Subject<'a> {
    /// The vendor's contract.
    pub model: &'a Model,
    /// The operation.
    pub operation: &'a Operation,
    /// The type of the payload.
    pub kind: &'a Type,
    /// Valid payloads.
    pub samples: Samples<'a>,
}

impl Subject<'_> {
    /// A case of this operation; `coordinates` are the end of its name.
    pub fn case(
        &self,
        coordinates: &str,
        level: Level,
        expect: Expect,
        payload: Payload,
        because: Vec<Source>,
    ) -> Case {
        let (vendor, operation) = (&self.model.vendor.name, &self.operation.name);
        Case {
            name: format!("{vendor}/{operation}/{coordinates}"),
            vendor: vendor.clone(),
            operation: operation.clone(),
            type_name: format!("{vendor}/{}", self.kind.name),
            level,
            expect,
            payload,
            breaks: None,
            tags: Vec::new(),
            because,
        }
    }

    /// The node that holds for a place, and the types it is within: of a reference that of the type it leads to, unless
    /// that is being visited already.
    pub fn resolved<'n>(&'n self, node: &'n Node, within: &[&'n str]) -> Option<(&'n Node, Vec<&'n str>)> {
        let target = node.constraints.iter().find_map(|constraint| match &constraint.value {
            Constraint::Reference(reference) => self.model.types.get(&reference.target),
            _ => None,
        });
        let Some(target) = target else { return Some((node, within.to_vec())) };
        let new = target.name != self.kind.name && !within.contains(&target.name.as_str());
        new.then(|| (&target.node, [within, &[target.name.as_str()]].concat()))
    }

    /// Whether a keyword of a schema says so: it leaves nothing open. In a table, `String` may be what a language calls
    /// one that may be null, and what is not listed may still be there.
    pub fn is_by_keyword(constraint: &Sourced<Constraint>) -> bool {
        constraint.sources.iter().any(|source| source.quote.starts_with("\"type\""))
    }

    /// Whether the receiver promises to refuse what breaks the contract.
    pub fn validates(&self) -> bool {
        self.operation.validates.unwrap_or(self.operation.direction == Direction::Request)
    }

    /// Whether a document describes the type, and not only an overlay.
    pub fn is_documented(&self) -> bool {
        self.kind.node.declared.iter().any(|declared| declared.basis == Basis::Stated)
    }

    /// The words that declare the type.
    pub fn declared(&self) -> Vec<Source> {
        self.kind.node.declared.iter().flat_map(|declared| declared.sources.iter().take(1).cloned()).take(1).collect()
    }
}

/// Every case of a vendor, in the order of its operations.
pub fn cases(model: &Model) -> Vec<Case> {
    model.vendor.operations.iter().flat_map(|operation| of_operation(model, operation)).collect()
}

/// Every case of every vendor.
pub fn suite(models: &[Model]) -> Vec<Case> {
    models.iter().flat_map(cases).collect()
}

fn of_operation(model: &Model, operation: &Operation) -> Vec<Case> {
    let subject = |name: &Option<String>| {
        let kind = model.types.get(name.as_ref()?)?;
        Some(Subject { model, operation, kind, samples: Samples::new(&model.types) })
    };
    let mut cases = Vec::new();
    if let Some(sent) = subject(&operation.request) {
        cases.extend(accept::cases(&sent).into_iter().map(|case| promised(model, operation, case)));
        cases.extend(reject::cases(&sent));
        cases.extend(body::cases(&sent));
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

/// The case with the words by which what it sends is found again.
fn promised(model: &Model, operation: &Operation, mut case: Case) -> Case {
    let Payload::Json(payload) = &case.payload else { return case };
    for (from, to) in operation.read_back.iter().flat_map(|read_back| &read_back.compare) {
        if payload.pointer(from).is_some() {
            case.because.extend(promise(model, operation, from, to));
        }
    }
    case
}

/// No document decides whether the payload is taken; when it is, what comes back is documented all the same.
fn if_taken(returned: &Subject, guess: &Case) -> Option<Case> {
    let start = format!("{}/{}/", guess.vendor, guess.operation);
    let (place, way) = guess.name.strip_prefix(&start)?.split_once("/valid/")?;
    let property = place.split('/').next()?;
    let because = match returned.kind.node.properties.get(property) {
        Some(property) => words(property),
        None if place == "whole" && way == "minimal" => returned.declared(),
        None => return None,
    };
    if guess.tags.iter().any(|tag| tag == accept::UNDECIDED) {
        // Who takes it may well take it for something else.
        return None;
    }
    let level = if returned.is_documented() { Level::Documented } else { return None };
    let coordinates = format!("{place}/returned/{way}");
    Some(returned.case(&coordinates, level, Expect::Conform, guess.payload.clone(), because))
}

/// The folders and files that hold nothing but the suite.
pub const OWNED: [&str; 2] = ["conformance/cases", "conformance/requirements.json"];

/// The suite as files: one per operation, and the ledger of what it tests.
pub fn files(models: &[Model]) -> Files {
    let mut files = Files::new();
    let ledger: Vec<_> = models.iter().flat_map(|model| ledger::ledger(model, &cases(model))).collect();
    files.insert("conformance/requirements.json".into(), emit::json(&ledger));
    for model in models {
        for operation in &model.vendor.operations {
            let cases = of_operation(model, operation);
            if !cases.is_empty() {
                let path = format!("conformance/cases/{}/{}.json", model.vendor.name, file_name(&operation.name));
                files.insert(path, emit::json(&cases));
            }
        }
    }
    files
}
